"""The least that can be called a server and answers in the same form: lines in, lines out, one look-up in a dictionary."""

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
    port, line = next((port for app, port in PORTS.items() if app in question), (0, 0))
    return {
        "version": 1,
        "question": question,
        "outcome": "found" if port else "absent",
        "values": [{"value": str(port), "file": "AGENTS.md", "line": line, "column": 20}] if port else [],
    }


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
            "content": [{"type": "text", "text": json.dumps(found)}],
            "isError": False,
            "structuredContent": found,
        }
    print(json.dumps({"jsonrpc": "2.0", "id": message["id"], "result": result}), flush=True)
