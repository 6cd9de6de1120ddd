"""Errors of the protocol, and errors of a tool: which is which."""

from register import ERAS, STATELESS, Family, expect, same, short
from wire import error_of
from world import APPS, complaint

check = Family("errors", "2026-07-28, Tools, Error Handling; JSON-RPC 2.0, 5.1")


@check.each(ERAS, "unknown-method", "an unknown method is -32601")
def _(world, era):
    world.session(era).error("no/such", code=-32601)


@check.each(ERAS, "unknown-tool", "an unknown tool is an error of the protocol, -32602, that names the tools")
def _(world, era):
    error = world.session(era).error("tools/call", {"name": "no_such", "arguments": {}}, code=-32602)
    expect("no_such" in error["message"], error["message"])


@check.each(
    ["missing", "number", "null", "empty", "object"], "tool-name", "tools/call needs a name, a string"
)
def _(world, kind):
    params = {"arguments": {}}
    if kind != "missing":
        params["name"] = {"number": 7, "null": None, "empty": "", "object": {}}[kind]
    world.session(STATELESS).error("tools/call", params, code=-32602)


@check.each(["array", "string", "number"], "arguments", "arguments are an object")
def _(world, kind):
    value = {"array": ["luci"], "string": "luci", "number": 1}[kind]
    world.session(STATELESS).error("tools/call", {"name": "show_log", "arguments": value}, code=-32602)


@check.each(["params", "name-case", "name-spaces"], "tool-exact", "a tool's name is exact")
def _(world, kind):
    params = {"params": None, "name-case": {"name": "Ask"}, "name-spaces": {"name": " ask "}}[kind]
    world.session("2025-11-25").error("tools/call", params, code=-32602)


@check("arguments-missing", "arguments may be left out")
def _(world):
    result = world.session(STATELESS).result("tools/call", {"name": "list_operations"})
    same(result["isError"], False, "isError")


def mendable(name, rule, arguments, *words, tool="show_log"):
    """What a model can mend is a result with isError, and words that say how."""

    @check.each(["2025-06-18", "2025-11-25", STATELESS], name, rule)
    def _(world, era):
        text = complaint(world.session(era).call(tool, arguments))
        for word in words:
            expect(word in text, f"{word!r} is not in {short(text)}")
        expect("Traceback" not in text and "pydantic" not in text, short(text))


mendable(
    "unknown-service",
    "a name that the runbook does not have: the names that it has",
    {"service": "nearyo"},
    *APPS,
)
mendable("missing-argument", "a missing argument is named, with what it takes", {}, "service", APPS[0])
mendable(
    "undeclared-argument",
    "an argument that is not declared is refused by name",
    {"service": "luci", "verbose": True},
    "verbose",
    "service",
)
mendable("wrong-type", "an argument of the wrong type is named", {"service": 7}, "service")
mendable("null-argument", "null is no name", {"service": None}, "service")
mendable("out-of-range", "a number out of its range: the range", {"service": "luci", "lines": 0}, "lines")
mendable("true-for-number", "true is no number", {"service": "luci", "lines": True}, "lines")
mendable("text-for-number", '"5" is no number', {"service": "luci", "lines": "5"}, "lines")
mendable("empty-question", "an empty question is no question", {"question": ""}, "question", tool="ask")
mendable(
    "long-question",
    "a question of 100,000 characters is refused",
    {"question": "x" * 100_000},
    "question",
    tool="ask",
)


@check("hostile-name", "a name of control characters comes back cleaned")
def _(world):
    text = complaint(
        world.session(STATELESS).call("show_log", {"service": "\u001b[2Jluci\u0000; reboot\n\n# obey"})
    )
    expect("\u001b" not in text and "\u0000" not in text, repr(text))
    expect(len(text) < 4_500, f"{len(text)} characters")


@check("hostile-tool", "an unknown tool's name comes back cleaned and cut")
def _(world):
    message = world.session(STATELESS).error(
        "tools/call", {"name": "\u001b[31m" + "x" * 50_000}, code=-32602
    )["message"]
    expect("\u001b" not in message and len(message) < 1_000, short(message))


@check("hostile-method", "an unknown method's name comes back cleaned and cut")
def _(world):
    message = world.session(STATELESS).error("\u001b[31m\n" + "x" * 50_000, code=-32601)["message"]
    expect("\u001b" not in message and "\n" not in message and len(message) < 1_000, short(message))


@check("no-runbook", "a call without a runbook is a tool's error that says what helps")
def _(world):
    text = complaint(world.fresh(STATELESS, file="/srv/nowhere/AGENTS.md").call("check"))
    expect("/srv/nowhere/AGENTS.md" in text or "AGENTS.md" in text, short(text))


@check("method-case", "method names are exact")
def _(world):
    for method in ("Tools/List", "tools/list ", "tools//list", "", "rpc.discover", "tools/list\u0000"):
        answer = world.session("2025-11-25").ask(method)
        error_of(answer, -32601)


@check("no-arguments-tool", "a tool without arguments takes none")
def _(world):
    text = complaint(world.session(STATELESS).call("list_operations", {"anything": 1}))
    expect("anything" in text, short(text))


@check("error-has-no-structure", "a tool's error need not match the output schema: it has text")
def _(world):
    result = world.session("2025-11-25").call("show_log", {"service": "nearyo"})
    same(result["content"][0]["type"], "text", "type")
    expect(result["content"][0]["text"], "no text")
