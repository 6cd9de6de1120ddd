"""The list of tools as clients and models see it."""

import json
import re

from register import ERAS, HANDSHAKE, STATELESS, Family, expect, same, short
from world import APPS, named

check = Family("tools", "2026-07-28, Tools; what known clients take")

DAILY = [
    "ask",
    "check",
    "service_status",
    "show_log",
    "restart_service",
    "latest_backup",
    "plan",
    "list_operations",
]
HINTS = ["readOnlyHint", "destructiveHint", "idempotentHint", "openWorldHint"]


def listed(world, era=STATELESS):
    return world.tools(era)


@check.each(
    ERAS, "names", "names are what every client takes: lower case, at most 40 characters, unlike each other"
)
def _(world, era):
    names = [tool["name"] for tool in listed(world, era)]
    for name in names:
        expect(re.fullmatch("[a-z][a-z0-9_]{0,39}", name), name)
    same(len(set(names)), len(names), "different names")


@check.each(ERAS, "bounded", "at most 14 tools and 12 kB, so that they leave an agent its context")
def _(world, era):
    tools = listed(world, era)
    size = len(json.dumps(tools, ensure_ascii=False, separators=(",", ":")).encode())
    expect(len(tools) <= 14, f"{len(tools)} tools")
    expect(size <= 12_000, f"{size} bytes")


@check("one-page", "so few tools are one page")
def _(world):
    expect("nextCursor" not in world.session(STATELESS).result("tools/list"), "a second page")


@check("daily", "what is done daily has a tool of its own")
def _(world):
    names = [tool["name"] for tool in listed(world)]
    same([name for name in DAILY if name not in names], [], "missing")


@check("deterministic", "the list is the same, byte by byte, from each process")
def _(world):
    lists = [
        json.dumps(world.session(STATELESS).tools()),
        json.dumps(world.session(STATELESS).tools()),
        json.dumps(world.fresh(STATELESS).tools()),
    ]
    same(len(set(lists)), 1, "different lists")


@check("descriptions", "each says what it does in at most 600 bytes")
def _(world):
    for tool in listed(world):
        size = len(tool.get("description", "").encode())
        expect(20 <= size <= 600, f"{tool['name']}: {size} bytes")


@check("titles", "each has a title")
def _(world):
    for tool in listed(world):
        expect(isinstance(tool.get("title"), str) and tool["title"], tool["name"])


@check.each(
    ERAS, "input-schemas", "the root is a flat object that takes nothing undeclared, every property described"
)
def _(world, era):
    for tool in listed(world, era):
        schema = tool["inputSchema"]
        same(schema.get("type"), "object", f"{tool['name']}: type")
        same(schema.get("additionalProperties"), False, f"{tool['name']}: additionalProperties")
        for name, value in schema.get("properties", {}).items():
            expect(value.get("description"), f"{tool['name']}.{name} is not described")
        required = schema.get("required", [])
        expect(set(required) <= set(schema.get("properties", {})), f"{tool['name']}: {required}")


@check("plain-schemas", "no $ref, no combinator, no header to be mirrored: some clients drop a tool for it")
def _(world):
    for tool in listed(world):
        text = json.dumps([tool["inputSchema"], tool.get("outputSchema")])
        for word in ('"$ref"', '"$dynamicRef"', '"x-mcp-header"', '"if"', '"not"'):
            expect(word not in text, f"{tool['name']} has {word}")
        for word in ("anyOf", "oneOf", "allOf", "$defs"):
            expect(word not in tool["inputSchema"], f"{tool['name']} has {word} at its root")


@check("enums", "a service is one of the runbook's own names")
def _(world):
    for name in ("restart_service", "show_log"):
        found = named(listed(world), name)["inputSchema"]["properties"]["service"].get("enum", [])
        expect(set(APPS) <= set(found), f"{name}: {found}")


@check("bounds", "numbers have a range, texts a length or an enum")
def _(world):
    for tool in listed(world):
        for name, value in tool["inputSchema"].get("properties", {}).items():
            if value.get("type") in ("integer", "number"):
                expect("minimum" in value and "maximum" in value, f"{tool['name']}.{name}")
            if value.get("type") == "string":
                expect(
                    "enum" in value or "maxLength" in value or "pattern" in value, f"{tool['name']}.{name}"
                )


@check("log-lines", "a log's tail is at most 500 lines")
def _(world):
    lines = named(listed(world), "show_log")["inputSchema"]["properties"]["lines"]
    expect(lines["maximum"] <= 500 and 50 <= lines["default"] <= 100, short(lines))


@check.each(ERAS[1:], "hints", "all four hints are set: what is left out counts as destructive and open")
def _(world, era):
    for tool in listed(world, era):
        hints = tool.get("annotations", {})
        for hint in HINTS:
            expect(type(hints.get(hint)) is bool, f"{tool['name']}: {hint}")
        if tool["name"] in DAILY:
            same(hints["openWorldHint"], False, f"{tool['name']}: openWorldHint")
        if hints["readOnlyHint"]:
            same((hints["destructiveHint"], hints["idempotentHint"]), (False, True), f"{tool['name']}")


@check("honest", "what only looks is marked so, and what changes is not")
def _(world):
    tools = listed(world)
    for name in ("ask", "check", "service_status", "show_log", "latest_backup", "plan", "list_operations"):
        same(named(tools, name)["annotations"]["readOnlyHint"], True, name)
    restart = named(tools, "restart_service")
    same([restart["annotations"][hint] for hint in HINTS[:3]], [False, False, False], "restart_service")


@check("restart-says", "the description of a restart says that it interrupts")
def _(world):
    text = named(listed(world), "restart_service")["description"].lower()
    expect("interrupt" in text, text)


@check("unmixed", "a tool of several operations has those of one effect")
def _(world):
    session = world.session(STATELESS)
    effects = {
        one["name"].replace("-", "_"): one["effect"]
        for one in session.call("list_operations")["structuredContent"]["operations"]
    }
    several = 0
    for tool in session.tools():
        words = tool["inputSchema"].get("properties", {}).get("operation", {}).get("enum", [])
        if not words or tool["name"] in ("plan", "list_operations"):
            continue
        several += 1
        found = {effects.get(word.replace("-", "_")) for word in words}
        same(len(found), 1, f"effects of {tool['name']} ({found})")
    expect(several, "no tool of several operations")


@check("all-reachable", "every operation that is listed can be called by the tool that is told")
def _(world):
    session = world.session(STATELESS)
    tools = session.tools()
    operations = session.call("list_operations")["structuredContent"]["operations"]
    by_name = {one["name"]: one for one in operations}
    for one in operations:
        # The runbook's words for an operation that has a name of its own.
        one = by_name[one["same"]] if "same" in one else one
        enum = (
            named(tools, one["tool"])["inputSchema"]
            .get("properties", {})
            .get("operation", {})
            .get("enum", [])
        )
        expect(one["tool"] == one["name"].replace("-", "_") or one["name"] in enum, short(one))


@check("same-tool", "another word for an operation is run by the tool that it is listed with, by its own parameters")
def _(world):
    session = world.session(STATELESS)
    operations = session.call("list_operations")["structuredContent"]["operations"]
    others = [one for one in operations if "same" in one and one["effect"] == "observes"]
    expect(len(others) > 1, short(operations))
    for one in others:
        words = {parameter["name"]: parameter["accepted"][0] for parameter in one["parameters"]}
        answer = session.call(one["tool"], {"operation": one["name"], "arguments": words})
        same(answer["isError"], False, f"isError of {one['name']}: {short(answer)}")
        same(answer["structuredContent"]["executions"][0]["operation"], one["same"], "operation")


@check.each(ERAS, "by-revision", "a tool has no member that the revision does not know")
def _(world, era):
    known = {"name", "description", "inputSchema"}
    if era >= "2025-03-26":
        known.add("annotations")
    if era >= "2025-06-18":
        known |= {"title", "outputSchema", "_meta"}
    if era >= "2025-11-25":
        known |= {"icons", "execution"}
    for tool in listed(world, era):
        same(sorted(set(tool) - known), [], f"more of {tool['name']}")


@check.each(HANDSHAKE, "title-not-in-hints", "a title stands at the tool, not among hints that are no titles")
def _(world, era):
    for tool in listed(world, era):
        strange = set(tool.get("annotations", {})) - set(HINTS) - {"title"}
        same(sorted(strange), [], f"hints of {tool['name']}")


@check("no-names-of-strangers", "a list has names from the trusted runbook alone")
def _(world):
    text = json.dumps(listed(world))
    for word in ("testbed-only", "password", "origin.key"):
        expect(word not in text, word)


@check("secret-free-instructions", "instructions tell that words of strangers are data")
def _(world):
    expect("untrusted" in world.session(STATELESS).about["instructions"], "not a word of it")
