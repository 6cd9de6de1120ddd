"""Both generations in one process: which one a message is of."""

import time

from register import HANDSHAKE, STATELESS, Family, expect, same, short
from wire import META, Session, envelope, error_of
from world import APPS, operate

check = Family("eras", "2026-07-28, Versioning; Statelessness")


@check("stateless-at-once", "a call with an envelope needs nothing before it")
def _(world):
    session = Session(world.server(), STATELESS)
    result = session.call("ask", {"question": "what port does luci run on"})
    expect(result["isError"] is False, short(result))


@check("discover", "server/discover lists the stateless revisions alone, with capabilities")
def _(world):
    result = world.session(STATELESS).result("server/discover")
    same(result.get("supportedVersions"), [STATELESS], "supportedVersions")
    for name in ("tools", "resources", "prompts"):
        expect(isinstance(result["capabilities"].get(name), dict), f"{name}: {short(result['capabilities'])}")
        same(result["capabilities"][name].get("listChanged"), True, f"{name}.listChanged")
    same(result["capabilities"].get("completions"), {}, "completions")
    expect("logging" not in result["capabilities"], "logging is deprecated")
    expect(len(result.get("instructions", "").encode()) <= 2048, "instructions of more than 2 KB")


@check("discover-soon", "discovery is answered before any slow work: within half a second of the start")
def _(world):
    began = time.monotonic()
    server = world.server()
    server.ask("server/discover", {"_meta": envelope()}, seconds=5)
    took = time.monotonic() - began
    expect(took < 1.5, f"{took:.2f} s")


@check("discover-no-runbook", "discovery needs no runbook")
def _(world):
    answer = Session(world.server(file="/srv/nowhere/AGENTS.md"), STATELESS).ask("server/discover")
    expect("result" in answer, short(answer))


@check.each(HANDSHAKE, "after-handshake", "an envelope is served, or refused by name, behind a handshake")
def _(world, era):
    server = world.session(era).server
    answer = server.ask("tools/list", {"_meta": envelope()})
    if "error" in answer:
        error_of(answer, -32600, -32022)
    else:
        same(answer["result"].get("resultType"), "complete", "resultType")
    expect(
        "resultType" not in world.session(era).result("tools/list"), "the handshake's revision was forgotten"
    )


@check("handshake-after", "initialize behind a stateless request is served, or refused by name")
def _(world):
    session = world.fresh(STATELESS)
    session.result("tools/list")
    answer = session.server.ask(
        "initialize",
        {"protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": {"name": "c", "version": "1"}},
    )
    if "error" in answer:
        expect(error_of(answer, -32022)["data"]["supported"] == [STATELESS], short(answer))
    else:
        same(answer["result"]["protocolVersion"], "2025-06-18", "protocolVersion")
        expect("result" in session.server.ask("tools/list"), "no list by the handshake")
    expect("result" in session.ask("tools/list"), "no list by the envelope")


@check("interleaved", "the two generations do not disturb each other in one process")
def _(world):
    server = world.server()
    older, newer = Session(server, "2024-11-05"), Session(server, STATELESS)
    for _ in range(3):
        expect("resultType" not in older.result("tools/list"), "the stateless form in the older")
        same(newer.result("tools/list")["resultType"], "complete", "resultType")
        expect(not any("annotations" in tool for tool in older.tools()), "annotations in 2024-11-05")


@check("bare-request", "without envelope and handshake a request is refused, and the error names both ways")
def _(world):
    error = error_of(world.server().ask("tools/list", {}), -32602)
    expect(
        "initialize" in error["message"] and META + "protocolVersion" in error["message"], error["message"]
    )


@check("bare-after-stateless", "an envelope counts for its own request alone")
def _(world):
    session = world.fresh(STATELESS)
    session.result("tools/list")
    error_of(session.server.ask("tools/list", {}), -32602)


@check("capabilities-forgotten", "a client's capabilities are never remembered from an earlier request")
def _(world):
    session = world.fresh(STATELESS)
    session.result("tools/list", meta={META + "clientCapabilities": {"elicitation": {"form": {}}}})
    session.result("server/discover", meta={META + "clientCapabilities": {"elicitation": {}}})
    result = operate(session, "start_service", {"service": "luci"})
    expect(result.get("resultType") == "complete", f"asked a client that cannot ask: {short(result)}")


REMOVED = [
    "ping",
    "logging/setLevel",
    "resources/subscribe",
    "resources/unsubscribe",
    "tasks/list",
    "tasks/result",
    "roots/list",
    "sampling/createMessage",
    "elicitation/create",
]


@check.each(REMOVED, "removed", "what the stateless revision took out is an unknown method there")
def _(world, method):
    world.session(STATELESS).error(method, {"level": "info", "uri": "runbook://agents.md"}, code=-32601)


@check("initialize-enveloped", "initialize with an envelope does not make the process stateful")
def _(world):
    server = world.server()
    answer = server.ask(
        "initialize",
        {
            "protocolVersion": STATELESS,
            "capabilities": {},
            "clientInfo": {"name": "c", "version": "1"},
            "_meta": envelope(),
        },
    )
    expect("error" in answer or answer["result"]["protocolVersion"] == "2025-11-25", short(answer))
    expect("result" in Session(server, STATELESS).ask("tools/list"), "no list by the envelope")


@check.each(
    ["listen", "discover"], "stateless-only", "what the stateless revision brought is unknown in the older"
)
def _(world, method):
    name = {"listen": "subscriptions/listen", "discover": "server/discover"}[method]
    error_of(world.session("2025-11-25").ask(name, {"notifications": {}}), -32601)


@check("same-list", "the list does not vary by connection, nor by what was asked before")
def _(world):
    first, second = world.session(STATELESS), world.fresh(STATELESS)
    operate(second, "service_status", {"service": APPS[0]})
    same(second.result("tools/list")["tools"], first.result("tools/list")["tools"], "tools")
