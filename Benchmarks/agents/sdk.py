"""The same look-up by the official Python SDK: sdk.py [PORT]."""

import sys

from mcp.server.mcpserver import MCPServer

PORTS = {"jumpinotech": 3001, "wegweiserlife": 3002, "nearyou": 3003, "luci": 3004}
server = MCPServer("sdk")


@server.tool()
def ask(question: str) -> dict[str, int]:
    """Answer a question from the runbook."""
    return {"port": next((port for app, port in PORTS.items() if app in question), 0)}


if len(sys.argv) > 1:
    server.run("streamable-http", port=int(sys.argv[1]), json_response=True, stateless_http=True)
else:
    server.run("stdio")
