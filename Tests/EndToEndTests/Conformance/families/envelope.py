"""What each stateless request carries, and each of its results."""

import json

from register import HANDSHAKE, STATELESS, Family, expect, same, short
from wire import META, envelope, error_of

check = Family("envelope", "2026-07-28, basic, _meta; Caching")

VERSION, CAPABILITIES = META + "protocolVersion", META + "clientCapabilities"


def sent(world, meta, method="tools/list"):
    return world.session(STATELESS).server.ask(method, {"_meta": meta})


def malformed(name, rule, change, *codes):
    @check(name, rule)
    def _(world):
        meta = envelope()
        change(meta)
        error_of(sent(world, meta), *(codes or (-32602,)))


malformed("version-missing", "a request without protocolVersion is malformed", lambda meta: meta.pop(VERSION))
malformed("capabilities-missing", "so is one without clientCapabilities", lambda meta: meta.pop(CAPABILITIES))
malformed("version-number", "protocolVersion is a string", lambda meta: meta.update({VERSION: 20260728}))
malformed("version-null", "protocolVersion is not null", lambda meta: meta.update({VERSION: None}))
malformed(
    "capabilities-array", "clientCapabilities are an object", lambda meta: meta.update({CAPABILITIES: []})
)
malformed(
    "capabilities-string", "clientCapabilities are no string", lambda meta: meta.update({CAPABILITIES: "x"})
)
malformed(
    "capabilities-null", "clientCapabilities are not null", lambda meta: meta.update({CAPABILITIES: None})
)
malformed(
    "capabilities-true", "clientCapabilities are not true", lambda meta: meta.update({CAPABILITIES: True})
)


@check.each(
    ["1900-01-01", "2025-11-25", "2024-11-05", "2026-07-29", "", "DRAFT-2026-v1"],
    "unsupported",
    "another version is -32022 with what is supported and what was asked for",
)
def _(world, version):
    error = error_of(sent(world, envelope(version=version), "server/discover"), -32022)
    same(error["data"]["supported"], [STATELESS], "supported")
    same(error["data"]["requested"], version, "requested")


@check("unsupported-subset", "what an error calls supported is what discovery calls so")
def _(world):
    error = error_of(sent(world, envelope(version="1900-01-01")), -32022)
    found = world.session(STATELESS).result("server/discover")["supportedVersions"]
    expect(set(error["data"]["supported"]) <= set(found), short(error))


@check("version-before-method", "the version is judged before the method")
def _(world):
    error_of(sent(world, envelope(version="1900-01-01"), "no/such"), -32022)


@check("no-client-info", "clientInfo may be left out")
def _(world):
    meta = envelope()
    meta.pop(META + "clientInfo")
    expect("result" in sent(world, meta), "refused")


@check("more-members", "members of _meta that are not known are passed over")
def _(world):
    meta = envelope(
        **{
            "traceparent": "00-0af7651916cd43dd8448eb211c80319c-00f067aa0ba902b7-01",
            "tracestate": "a=b",
            "baggage": "a=b",
            "com.example/thing": {"a": [1]},
            META + "new": 1,
        }
    )
    expect("result" in sent(world, meta), "refused")


@check("more-capabilities", "capabilities that are not known are passed over")
def _(world):
    meta = envelope({"extensions": {"com.example/x": {}}, "roots": {}, "sampling": {"tools": {}}, "later": 7})
    expect("result" in sent(world, meta), "refused")


@check.each(["string", "array", "null"], "meta-type", "a _meta that is no object is refused")
def _(world, kind):
    value = {"string": "x", "array": [], "null": None}[kind]
    error_of(world.session(STATELESS).server.ask("tools/list", {"_meta": value}), -32602)


@check.each(HANDSHAKE, "meta-type-handshake", "so it is behind a handshake, where a null is none")
def _(world, era):
    for value in ("x", [], 7, True):
        error_of(world.session(era).server.ask("prompts/list", {"_meta": value}), -32602)
    expect("result" in world.session(era).server.ask("prompts/list", {"_meta": None}), "null")


@check("no-log-messages", "a request without logLevel brings no notifications/message")
def _(world):
    session = world.session(STATELESS)
    session.call("check")
    logged = [m for _, m in session.server.received if m and m.get("method") == "notifications/message"]
    expect(not logged, short(logged))


@check("log-level", "a request with logLevel is answered as well")
def _(world):
    result = world.session(STATELESS).result("tools/list", meta={META + "logLevel": "debug"})
    same(result["resultType"], "complete", "resultType")


LISTS = {
    "server/discover": {},
    "tools/list": {},
    "prompts/list": {},
    "resources/list": {},
    "resources/templates/list": {},
    "resources/read": {"uri": "runbook://agents.md"},
}
OTHERS = {
    "tools/call": {"name": "ask", "arguments": {"question": "what port does luci run on"}},
    "prompts/get": {"name": "restart_and_check", "arguments": {"service": "luci"}},
    "completion/complete": {
        "ref": {"type": "ref/prompt", "name": "restart_and_check"},
        "argument": {"name": "service", "value": "l"},
    },
}


@check.each(
    list(LISTS), "cacheable", "ttlMs and cacheScope are there: clients drop the list where one is missing"
)
def _(world, method):
    result = world.session(STATELESS).result(method, LISTS[method])
    lifetime = result.get("ttlMs")
    expect(type(lifetime) is int and 0 <= lifetime <= 3_600_000, f"ttlMs: {short(lifetime)}")
    same(result.get("cacheScope"), "private", "cacheScope")


@check.each(list(LISTS | OTHERS), "complete", "every result says that it is complete, and whose it is")
def _(world, method):
    result = world.session(STATELESS).result(method, (LISTS | OTHERS)[method])
    same(result.get("resultType"), "complete", "resultType")
    information = result.get("_meta", {}).get(META + "serverInfo", {})
    expect(
        isinstance(information.get("name"), str) and isinstance(information.get("version"), str),
        short(result),
    )


@check("error-result-complete", "a tool's error is a complete result too")
def _(world):
    result = world.session(STATELESS).call("show_log", {"service": "nowhere"})
    same((result.get("isError"), result.get("resultType")), (True, "complete"), "isError, resultType")


@check("live-not-kept", "what changes by itself has no lifetime: the last check and the journal")
def _(world):
    session = world.session(STATELESS)
    uris = [one["uri"] for one in session.result("resources/list")["resources"]]
    live = [uri for uri in uris if "check" in uri or "journal" in uri]
    expect(live, f"no such resource in {uris}")
    for uri in live:
        same(session.result("resources/read", {"uri": uri})["ttlMs"], 0, f"ttlMs of {uri}")


@check("no-identity-decides", "what clientInfo says changes nothing")
def _(world):
    session = world.session(STATELESS)
    plain = session.result("tools/list")
    other = session.result("tools/list", meta={META + "clientInfo": {"name": "root", "version": "999"}})
    same(json.dumps(other), json.dumps(plain), "list")
