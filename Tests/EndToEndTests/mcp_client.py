#!/usr/bin/env python3
"""Talks to `COMMAND…` as the official Python client does (package `mcp`, 2.x), over stdio.

    mcp_client.py --mode legacy|modern COMMAND…

Lists the tools, asks, checks, restarts and reads a log, and prints one line of JSON. Exit 0 means that all of
it came out as expected. The client of 2.x opens with `initialize` in its mode "legacy",
with `server/discover` in "auto".
"""

import argparse
import asyncio
import json
import sys

from mcp import Client
from mcp.client.stdio import StdioServerParameters

MODES = {"legacy": ("legacy", "2025-11-25"), "modern": ("auto", "2026-07-28")}
CALLS = [
    ("ask", {"question": "what port does luci run on"}),
    ("check", {}),
    ("restart_service", {"service": "nearyou"}),
    ("show_log", {"service": "nearyou"}),
]
TOOLS = [
    "ask", "check", "list_operations", "plan", "reload_nginx", "restart_service", "service_status",
    "show_log",
]


def expect(problems, is_so, words):
    if not is_so:
        problems.append(words)


def judge(tool, answer, problems):
    """What must hold of one answer, whatever the server's state is apart from the story of the test."""
    structured = answer["structured"] or {}
    expect(problems, not answer["isError"], f"{tool}: {answer['text'][:400]}")
    expect(problems, structured.get("version") == 1, f"{tool}: no version")
    is_same = answer["text"].startswith("{") and json.loads(answer["text"]) == structured
    expect(problems, is_same, f"{tool}: text and structured content differ")
    if tool == "ask":
        values = structured.get("values", [])
        expect(problems, [value["value"] for value in values] == ["3004"], f"ask: {values}")
        cited = all(value["position"].startswith("AGENTS.md:") for value in values)
        expect(problems, cited, "ask: no position")
    elif tool == "check":
        expect(problems, structured.get("outcome") in ("holds", "drifts", "unknown"), "check: no outcome")
    elif tool == "restart_service":
        expect(problems, structured.get("outcome") == "done", f"restart_service: {structured.get('outcome')}")
    elif tool == "show_log":
        steps = [step for execution in structured.get("executions", []) for step in execution["steps"]]
        expect(problems, any("lines" in step.get("untrusted", {}) for step in steps), "show_log: no lines")


async def talk(mode, command):
    asked, revision = MODES[mode]
    problems, answers = [], {}
    server = StdioServerParameters(command=command[0], args=command[1:])
    async with Client(server, mode=asked, read_timeout_seconds=90) as client:
        expect(problems, client.protocol_version == revision, f"spoken: {client.protocol_version}")
        tools = (await client.list_tools()).tools
        names = [tool.name for tool in tools]
        expect(problems, set(TOOLS) <= set(names), f"tools: {names}")
        for tool in tools:
            expect(problems, tool.annotations and tool.output_schema, f"bare: {tool.name}")
        for tool, arguments in CALLS:
            result = await client.call_tool(tool, arguments)
            answers[tool] = {
                "isError": bool(result.is_error),
                "text": result.content[0].text,
                "structured": result.structured_content,
            }
            judge(tool, answers[tool], problems)
        wrong = await client.call_tool("restart_service", {"service": "nearyou; id"})
        is_refused = wrong.is_error and "luci" in wrong.content[0].text
        expect(problems, is_refused, "a hostile name was not refused")
        spoken = client.protocol_version
    for answer in answers.values():
        del answer["text"]
    return {"mode": mode, "protocol": spoken, "tools": names, "answers": answers, "problems": problems}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--mode", choices=sorted(MODES), required=True)
    parser.add_argument("command", nargs=argparse.REMAINDER)
    options = parser.parse_args()
    if not options.command:
        parser.error("no COMMAND")
    report = asyncio.run(talk(options.mode, options.command))
    print(json.dumps(report, ensure_ascii=False))
    return 1 if report["problems"] else 0


if __name__ == "__main__":
    sys.exit(main())
