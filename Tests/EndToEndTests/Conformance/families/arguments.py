"""Names and numbers as an agent may write them."""

from register import STATELESS, Family, expect, same, short
from world import APPS, complaint, named, operate, text_of

check = Family("arguments", "2026-07-28, Tools, Security Considerations: validate all tool inputs")


@check.each(APPS, "name", "each of the runbook's names is accepted")
def _(world, app):
    result = operate(world.session(STATELESS), "service_status", {"service": app})
    expect(result["isError"] is False and app in text_of(result), short(result))


@check.each(["site-nearyou", "nearyou.example"], "alias", "so are a service's other names")
def _(world, name):
    result = world.session(STATELESS).call("show_log", {"service": name})
    expect(result["isError"] is False and "nearyou" in text_of(result), short(result))


HOSTILE = {
    "shell": "luci; id",
    "substitution": "$(id)",
    "option": "--help",
    "wildcard": "*",
    "all": "all",
    "path": "../../etc/passwd",
    "space": "luci nearyou",
    "newline": "luci\nnearyou",
    "cyrillic": "ne\u0430ryou",
    "empty": "",
    "nul": "luci\u0000",
    "right-to-left": "\u202eicul",
    "percent": "luci%00",
    "huge": "l" * 1_000_000,
}


@check.each(list(HOSTILE), "hostile", "any other word is refused with the names that are accepted")
def _(world, kind):
    text = complaint(operate(world.session(STATELESS), "restart_service", {"service": HOSTILE[kind]}))
    expect("luci" in text and "nearyou" in text, short(text))


@check("default", "an argument that is left out has the default that the schema tells")
def _(world):
    session = world.session(STATELESS)
    lines = named(session.tools(), "show_log")["inputSchema"]["properties"]["lines"]
    expect(
        type(lines.get("default")) is int and lines["minimum"] <= lines["default"] <= lines["maximum"],
        short(lines),
    )


@check.each(["minimum", "maximum"], "edge", "both ends of a range are inside")
def _(world, edge):
    session = world.session(STATELESS)
    lines = named(session.tools(), "show_log")["inputSchema"]["properties"]["lines"][edge]
    same(session.call("show_log", {"service": "luci", "lines": lines})["isError"], False, "isError")


@check.each(["minimum", "maximum"], "beyond", "what lies beyond is refused with the range")
def _(world, edge):
    session = world.session(STATELESS)
    schema = named(session.tools(), "show_log")["inputSchema"]["properties"]["lines"]
    value = schema[edge] + (1 if edge == "maximum" else -1)
    text = complaint(session.call("show_log", {"service": "luci", "lines": value}))
    expect(str(schema["maximum"]) in text, short(text))


@check("whole-float", "5.0 is an integer for JSON Schema, or refused by name")
def _(world):
    session = world.session(STATELESS)
    session.server.line(
        '{"jsonrpc":"2.0","id":"float","method":"tools/call","params":{"name":"show_log","arguments":'
        '{"service":"luci","lines":5.0},"_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28",'
        '"io.modelcontextprotocol/clientCapabilities":{}}}}'
    )
    result = session.server.answer("float")["result"]
    expect(result["isError"] is False or "lines" in text_of(result), short(result))


@check.each(["1.5", "1e99", "123456789012345678901234567890"], "no-integer", "no other number is")
def _(world, number):
    session = world.session(STATELESS)
    session.server.line(
        '{"jsonrpc":"2.0","id":"n%s","method":"tools/call","params":{"name":"show_log","arguments":'
        '{"service":"luci","lines":%s},"_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28",'
        '"io.modelcontextprotocol/clientCapabilities":{}}}}' % (number, number)
    )
    expect("lines" in complaint(session.server.answer("n" + number)["result"]), "not named")


@check("unknown-operation", "an operation that is not offered is refused with those that are")
def _(world):
    session = world.session(STATELESS)
    text = complaint(session.call("plan", {"operation": "format_disk"}))
    expect("restart" in text, short(text))
    for tool in session.tools():
        if "operation" in tool["inputSchema"].get("properties", {}) and tool["name"] not in (
            "plan",
            "list_operations",
        ):
            complaint(session.call(tool["name"], {"operation": "format_disk"}))


@check("other-effect", "a tool of one effect does not take an operation of another")
def _(world):
    session = world.session(STATELESS)
    tools = [
        tool
        for tool in session.tools()
        if tool["annotations"]["readOnlyHint"]
        and tool["name"] not in ("plan", "list_operations")
        and "operation" in tool["inputSchema"].get("properties", {})
    ]
    expect(tools, "no tool of several looks")
    for tool in tools:
        for word in ("stop-service", "stop_service"):
            complaint(session.call(tool["name"], {"operation": word, "arguments": {"service": "luci"}}))
