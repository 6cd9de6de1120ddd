"""The same look-up by fastmcp: fast.py [PORT]."""

import sys

from fastmcp import FastMCP

PORTS = {"jumpinotech": 3001, "wegweiserlife": 3002, "nearyou": 3003, "luci": 3004}
server = FastMCP("fast")


@server.tool
def ask(question: str) -> dict[str, int]:
    """Answer a question from the runbook."""
    return {"port": next((port for app, port in PORTS.items() if app in question), 0)}


if len(sys.argv) > 1:
    server.run(
        transport="http", port=int(sys.argv[1]), json_response=True, stateless_http=True, show_banner=False
    )
else:
    server.run(show_banner=False)
