"""The handshake of the four older revisions."""

from register import HANDSHAKE, Family, expect, same, short
from wire import Session, error_of

check = Family("lifecycle", "2024-11-05 to 2025-11-25, lifecycle")


def hello(server, **params):
    return server.ask(
        "initialize",
        {
            "protocolVersion": "2025-11-25",
            "capabilities": {},
            "clientInfo": {"name": "conformance", "version": "1"},
            **params,
        },
    )


@check.each(HANDSHAKE, "echoes", "a revision that is supported is the one agreed on")
def _(world, era):
    same(world.fresh(era).introduction["result"]["protocolVersion"], era, "protocolVersion")


@check.each(
    ["2027-01-01", "1.0", "", "2026-07-28", "latest"],
    "other",
    "else the newest with a handshake is offered: never the stateless one",
)
def _(world, requested):
    answer = hello(world.server(), protocolVersion=requested)
    same(answer["result"]["protocolVersion"], "2025-11-25", "protocolVersion")


@check("version-missing", "initialize without a protocolVersion is invalid")
def _(world):
    server = world.server()
    error_of(
        server.ask("initialize", {"capabilities": {}, "clientInfo": {"name": "c", "version": "1"}}), -32602
    )
    server.is_alive()


@check.each(["number", "null", "object"], "version-type", "protocolVersion is a string")
def _(world, kind):
    value = {"number": 20251125, "null": None, "object": {}}[kind]
    error_of(hello(world.server(), protocolVersion=value), -32602)


@check.each(["null", "string", "array"], "client-type", "capabilities and clientInfo are objects")
def _(world, kind):
    value = {"null": None, "string": "x", "array": []}[kind]
    error_of(hello(world.server(), capabilities=value), -32602)
    error_of(hello(world.server(), clientInfo=value), -32602)


@check("params-missing", "initialize has params")
def _(world):
    error_of(world.server().ask("initialize"), -32602)


@check("after-a-refusal", "a refused initialize may be followed by a right one")
def _(world):
    server = world.server()
    error_of(server.ask("initialize", {}), -32602)
    same(hello(server)["result"]["protocolVersion"], "2025-11-25", "protocolVersion")
    expect("result" in server.ask("tools/list"), "no list")


@check.each(HANDSHAKE, "server-info", "serverInfo has name and version")
def _(world, era):
    information = world.session(era).about["serverInfo"]
    expect(isinstance(information.get("name"), str) and information["name"], short(information))
    expect(isinstance(information.get("version"), str) and information["version"], short(information))
    expect("_" not in information["name"], "some clients split names at an underscore")
    if era < "2025-06-18":
        expect("title" not in information, "a title, which this revision does not know")


@check.each(HANDSHAKE, "capabilities", "tools, resources and prompts are declared, logging and tasks are not")
def _(world, era):
    capabilities = world.session(era).about["capabilities"]
    for name in ("tools", "resources", "prompts"):
        expect(isinstance(capabilities.get(name), dict), f"{name}: {short(capabilities)}")
        same(capabilities[name].get("listChanged"), True, f"{name}.listChanged")
    same(capabilities["resources"].get("subscribe"), True, "resources.subscribe")
    expect("logging" not in capabilities and "tasks" not in capabilities, short(capabilities))
    if era == "2024-11-05":
        expect("completions" not in capabilities, "completions came with 2025-03-26")
    else:
        same(capabilities.get("completions"), {}, "completions")


@check.each(HANDSHAKE, "plain-results", "results have nothing of the stateless revision")
def _(world, era):
    session = world.session(era)
    for result in (session.about, session.result("tools/list"), session.result("ping")):
        strange = {"resultType", "ttlMs", "cacheScope", "supportedVersions"} & set(result)
        expect(not strange, f"{strange} in {short(result)}")


@check("instructions", "instructions are short enough for every client: 2 KB")
def _(world):
    text = world.session("2025-11-25").about["instructions"]
    expect(0 < len(text.encode()) <= 2048, f"{len(text.encode())} bytes")


@check("ping-before", "before initialize a ping is answered")
def _(world):
    same(world.server().ask("ping")["result"], {}, "result")


@check.each(
    ["tools/list", "tools/call", "resources/list", "prompts/list", "logging/setLevel", "no/such"],
    "before",
    "before initialize nothing else is served, and the error names both ways",
)
def _(world, method):
    server = world.server()
    error = error_of(server.ask(method, {"name": "ask"}), -32602, -32601, -32600)
    expect("initialize" in error["message"] and "_meta" in error["message"], error["message"])
    server.is_alive()


@check.each(HANDSHAKE, "ping", "ping is answered with an empty result")
def _(world, era):
    same(world.session(era).result("ping"), {}, "result")


@check(
    "before-initialized", "a list asked for before notifications/initialized is answered or refused, not lost"
)
def _(world):
    server = world.server()
    hello(server)
    answer = server.ask("tools/list")
    expect(("result" in answer) != ("error" in answer), short(answer))
    server.notify("notifications/initialized")
    expect("result" in server.ask("tools/list"), "no list afterwards")


@check("at-once", "a client may send its next lines before it has read the first answer")
def _(world):
    server = world.server()
    server.raw(
        b'{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-06-18","capabilities":{},'
        b'"clientInfo":{"name":"c","version":"1"}}}\n{"jsonrpc":"2.0","method":"notifications/initialized"}\n'
        b'{"jsonrpc":"2.0","id":2,"method":"tools/list"}\n'
    )
    expect("result" in server.answer(1), "no introduction")
    expect("result" in server.answer(2), "no list")


@check("twice", "a second initialize is answered and breaks nothing")
def _(world):
    session = world.fresh("2025-06-18")
    answer = hello(session.server, protocolVersion="2025-11-25")
    expect(("result" in answer) != ("error" in answer), short(answer))
    expect("result" in session.server.ask("tools/list"), "no list")


@check("unknown-capabilities", "capabilities that are not known are passed over")
def _(world):
    answer = hello(world.server(), capabilities={"flying": {"high": True}, "experimental": {"x": {}}})
    expect("result" in answer, short(answer))


@check.each(HANDSHAKE, "no-logging", "logging is not declared, so that its method is unknown")
def _(world, era):
    world.session(era).error("logging/setLevel", {"level": "debug"}, code=-32601)


@check.each(HANDSHAKE, "discover", "discovery answers also behind a handshake")
def _(world, era):
    answer = Session(world.session(era).server, "2026-07-28").ask("server/discover")
    expect("result" in answer or "error" in answer, short(answer))
    same(answer.get("result", {}).get("supportedVersions"), ["2026-07-28"], "supportedVersions")


@check("no-runbook", "the handshake needs no runbook: a broken one is told by the calls")
def _(world):
    session = world.fresh("2025-11-25", file="/srv/nowhere/AGENTS.md")
    expect("result" in session.introduction, short(session.introduction))
    answer = session.ask("tools/list")
    expect("result" in answer, short(answer))
