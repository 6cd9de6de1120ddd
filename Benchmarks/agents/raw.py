"""The least that can be called a server and gives the same answer: lines in, lines out, one look-up in a dictionary.

The answer has the members of ours, since the official client reads and checks what it gets: a shorter one would be
compared, and not the server.
"""

import json
import sys

PORTS = {"jumpinotech": (3001, 6), "wegweiserlife": (3002, 7), "nearyou": (3003, 8), "luci": (3004, 9)}
TOOL = {
    "name": "ask",
    "description": "Answer a question from the runbook.",
    "inputSchema": {
        "type": "object",
        "properties": {"question": {"type": "string"}},
        "required": ["question"],
    },
    "outputSchema": {
        "type": "object",
        "properties": {"outcome": {"type": "string"}, "values": {"type": "array"}},
        "required": ["outcome", "values"],
    },
}


def answer(question):
    app, (port, line) = next((found for found in PORTS.items() if found[0] in question), ("", (0, 0)))
    text = f"service/{app}#port: Port: {port}"
    return {
        "version": 1,
        "question": question,
        "outcome": "found" if port else "absent",
        "trusted": False,
        "values": [{"file": "AGENTS.md", "line": line, "column": 20, "position": f"AGENTS.md:{line}:20"}],
        "untrusted": {
            "source": "a runbook that nobody has trusted",
            "lines": [text],
            "bytes": len(text) + 1,
            "truncated": False,
        },
    }


def dumps(value):
    return json.dumps(value, separators=(",", ":"))


for line in sys.stdin:
    message = json.loads(line)
    method, result = message["method"], {}
    if "id" not in message:
        continue
    if method == "initialize":
        result = {
            "protocolVersion": "2025-11-25",
            "capabilities": {"tools": {}},
            "serverInfo": {"name": "raw", "version": "1"},
        }
    elif method == "tools/list":
        result = {"tools": [TOOL]}
    elif method == "tools/call":
        found = answer(message["params"]["arguments"]["question"])
        result = {
            "content": [{"type": "text", "text": dumps(found)}],
            "isError": False,
            "structuredContent": found,
        }
    print(dumps({"jsonrpc": "2.0", "id": message["id"], "result": result}), flush=True)
