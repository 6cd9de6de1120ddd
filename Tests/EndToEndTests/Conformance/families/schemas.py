"""Schemas by `jsonschema`, messages by the types of the official package."""

import json

from official import check_result, check_schema, check_value
from register import ERAS, STATELESS, Family, expect, same, short
from world import known_way, named, operate, text_of, way_to

check = Family("schemas", "2026-07-28, JSON Schema Usage; Tools, Output Schema; the schema of each revision")

STRUCTURED = ["2025-06-18", "2025-11-25", STATELESS]
# What only looks, with arguments that are right.
LOOKS = {
    "ask": {"question": "what port does luci run on"},
    "check": {},
    "check-full": {"detail": "full"},
    "list_operations": {},
    "service_status": {},
    "service_status-one": {"service": "luci"},
    "show_log": {"service": "luci", "lines": 5},
    "latest_backup": {},
    "plan": {"operation": "restart_service", "arguments": {"service": "luci"}},
    "list_backups": {},
    "port_owner": {"port": "3004"},
    "disk_status": {},
    "certificate_status": {},
}


@check.each(ERAS, "input", "every input schema is valid JSON Schema 2020-12")
def _(world, era):
    for tool in world.tools(era):
        check_schema(tool["inputSchema"], tool["name"])
        expect("$schema" not in tool["inputSchema"], f"{tool['name']}: a dialect of its own")


@check.each(STRUCTURED, "output", "every tool has a valid output schema with an object at its root")
def _(world, era):
    for tool in world.tools(era):
        expect(isinstance(tool.get("outputSchema"), dict), f"{tool['name']} has none")
        check_schema(tool["outputSchema"], tool["name"])
        same(tool["outputSchema"].get("type"), "object", f"type of {tool['name']}")


@check("output-says-something", "an output schema says what it requires")
def _(world):
    for tool in world.tools(STATELESS):
        expect(tool["outputSchema"].get("required"), f"{tool['name']} requires nothing")


@check("defaults", "a default is one of the values that its own schema takes")
def _(world):
    for tool in world.tools(STATELESS):
        for name, schema in tool["inputSchema"].get("properties", {}).items():
            if "default" in schema:
                check_value(schema["default"], schema, f"{tool['name']}.{name}")


@check.each(
    list(LOOKS), "answer", "structuredContent matches the tool's output schema, and the text is the same"
)
def _(world, key):
    for era in STRUCTURED:
        session = world.session(era)
        tool, around = known_way(key.split("-")[0])
        result = session.call(tool["name"], around(LOOKS[key]))
        same(result["isError"], False, f"isError of {short(result)}")
        check_value(result["structuredContent"], tool["outputSchema"], tool["name"])
        same(json.loads(text_of(result)), result["structuredContent"], "text")
        same(len(result["content"]), 1, "blocks")


@check.each(["2024-11-05", "2025-03-26"], "text-alone", "older revisions have the whole answer in the text")
def _(world, era):
    session = world.session(era)
    result = session.call("ask", LOOKS["ask"])
    expect("structuredContent" not in result, "structuredContent came with 2025-06-18")
    newer = world.session("2025-11-25").call("ask", LOOKS["ask"])
    same(json.loads(text_of(result)), newer["structuredContent"], "text")


@check.each(list(LOOKS), "arguments", "arguments that are taken match the input schema")
def _(world, key):
    tool, around = known_way(key.split("-")[0])
    check_value(around(LOOKS[key]), tool["inputSchema"], tool["name"])


REQUESTS = {
    "tools/list": {},
    "resources/list": {},
    "resources/templates/list": {},
    "prompts/list": {},
    "tools/call": {"name": "ask", "arguments": LOOKS["ask"]},
    "resources/read": {"uri": "runbook://agents.md"},
    "prompts/get": {"name": "restart_and_check", "arguments": {"service": "luci"}},
    "completion/complete": {
        "ref": {"type": "ref/prompt", "name": "restart_and_check"},
        "argument": {"name": "service", "value": ""},
    },
}


@check.each(
    [f"{method}-{era}" for method in REQUESTS for era in ERAS],
    "official",
    "the official package takes the result as one of that revision",
)
def _(world, key):
    method, era = key.split("-", 1)
    check_result(method, era, world.session(era).result(method, REQUESTS[method]))


@check.each(ERAS[:-1], "official-initialize", "and the introduction")
def _(world, era):
    check_result("initialize", era, world.session(era).introduction["result"])


@check("official-discover", "and discovery")
def _(world):
    check_result("server/discover", STATELESS, world.session(STATELESS).result("server/discover"))


@check("wrong-arguments", "what the schema refuses is refused by the server, which trusts no client")
def _(world):
    session = world.session(STATELESS)
    refused = 0
    for tool in session.tools():
        for wrong in (
            {"no_such_argument": 1},
            *({name: [[]]} for name in tool["inputSchema"].get("properties", {})),
        ):
            refused += 1
            same(
                session.call(tool["name"], wrong)["isError"],
                True,
                f"isError of {tool['name']}({short(wrong)})",
            )
    expect(refused >= 14, f"{refused} calls")


@check("error-of-an-operation", "an operation that ends badly still has its structure, with isError")
def _(world):
    session = world.session(STATELESS)
    tool, around = way_to(session.tools(), "show_log")
    result = operate(session, "show_log", {"service": "nowhere"})
    same(result["isError"], True, "isError")
    if "structuredContent" in result:
        check_value(
            result["structuredContent"], named(session.tools(), "show_log")["outputSchema"], "show_log"
        )
