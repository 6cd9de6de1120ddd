"""The least that can be called a server: lines in, lines out, one look-up in a dictionary."""

import json
import sys

PORTS = {"jumpinotech": 3001, "wegweiserlife": 3002, "nearyou": 3003, "luci": 3004}
TOOL = {
    "name": "ask",
    "description": "Answer a question from the runbook.",
    "inputSchema": {
        "type": "object",
        "properties": {"question": {"type": "string"}},
        "required": ["question"],
    },
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
        question = message["params"]["arguments"]["question"]
        port = next((port for app, port in PORTS.items() if app in question), None)
        result = {"content": [{"type": "text", "text": json.dumps({"port": port})}], "isError": False}
    print(json.dumps({"jsonrpc": "2.0", "id": message["id"], "result": result}), flush=True)
