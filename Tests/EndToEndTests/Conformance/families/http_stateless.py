"""The stateless revision over HTTP: headers that repeat the body, and statuses."""

import base64
import json
import threading

from endpoint import ask, endpoint, events, message, mirrored, post
from official import check_result, check_value
from register import STATELESS, Family, expect, same, short
from wire import META, envelope
from world import known_way, named

check = Family("http-stateless", "2026-07-28, Streamable HTTP, Request Metadata, Server Validation")

ASK = {"name": "ask", "arguments": {"question": "what port does luci run on"}}
READ = {"uri": "runbook://agents.md"}
PROMPT = {"name": "restart_and_check", "arguments": {"service": "luci"}}
REQUESTS = {
    "server/discover": {},
    "tools/list": {},
    "tools/call": ASK,
    "resources/list": {},
    "resources/read": READ,
    "resources/templates/list": {},
    "prompts/list": {},
    "prompts/get": PROMPT,
    "completion/complete": {
        "ref": {"type": "ref/prompt", "name": "restart_and_check"},
        "argument": {"name": "service", "value": "l"},
    },
}
MISMATCH = -32020


def encoded(text):
    return "=?base64?" + base64.b64encode(text.encode()).decode() + "?="


@check.each(list(REQUESTS), "served", "each request is answered as JSON with 200, in the revision's form")
def _(world, method):
    reply = post(method, REQUESTS[method])
    same(reply.header("content-type"), "application/json", "content type")
    check_result(method, STATELESS, reply.result)
    same(reply.result["resultType"], "complete", "resultType")


@check("discover-versions", "discovery lists what is spoken by envelope")
def _(world):
    same(post("server/discover").result["supportedVersions"], [STATELESS], "supportedVersions")


@check.each([1, "one", "", 0, -7], "id", "the id comes back with its type")
def _(world, identity):
    same(post("tools/list", identity=identity).json["id"], identity, "id")


@check.each(["MCP-Protocol-Version", "Mcp-Method", "Mcp-Name"], "missing", "a missing header is 400, -32020")
def _(world, name):
    post("tools/call", ASK, {name: None}).error(400, MISMATCH)


@check.each(["resources/read", "prompts/get"], "missing-name", "so is the name of a resource or a prompt")
def _(world, method):
    post(method, REQUESTS[method], {"Mcp-Name": None}).error(400, MISMATCH)


MISMATCHES = {
    "version": {"MCP-Protocol-Version": "2025-11-25"},
    "method": {"Mcp-Method": "tools/list"},
    "name": {"Mcp-Name": "check"},
    "method-case": {"Mcp-Method": "TOOLS/CALL"},
    "name-case": {"Mcp-Name": "Ask"},
    "empty-name": {"Mcp-Name": ""},
    "empty-method": {"Mcp-Method": ""},
    "empty-version": {"MCP-Protocol-Version": ""},
    "encoded-other": {"Mcp-Name": encoded("check")},
    "encoded-method": {"Mcp-Method": encoded("tools/call")},
    "not-canonical": {"Mcp-Name": "=?base64?YXNr=?="},
    "no-base64": {"Mcp-Name": "=?base64?a*k?="},
    "bits-left": {"Mcp-Name": "=?base64?YXNrYR==?="},
    "not-utf8": {"Mcp-Name": "=?base64?//79?="},
    "marker-case": {"Mcp-Name": "=?BASE64?YXNr?="},
    "bare-bytes": {"Mcp-Name": "a\xdfk"},
    "name-twice": {"Mcp-Name": ["ask", "ask"]},
    "method-twice": {"Mcp-Method": ["tools/call", "tools/call"]},
    "version-twice": {"MCP-Protocol-Version": [STATELESS, STATELESS]},
    "name-list": {"Mcp-Name": "ask, check"},
}


@check.each(list(MISMATCHES), "mismatch", "a header that does not say what the body says is 400, -32020")
def _(world, kind):
    reply = post("tools/call", ASK, MISMATCHES[kind]).has(400)
    if kind.endswith("-twice"):
        expect(
            "error" not in reply.json or reply.json["error"]["code"] in (MISMATCH, -32600), short(reply.json)
        )
    else:
        reply.error(400, MISMATCH)


@check("mismatch-id", "the error has the request's id")
def _(world):
    same(post("tools/call", ASK, {"Mcp-Name": "check"}, identity="mine").json["id"], "mine", "id")


@check("resource-name", "the name of a resource is its uri")
def _(world):
    post("resources/read", READ, {"Mcp-Name": "runbook://journal"}).error(400, MISMATCH)
    post("resources/read", READ, {"Mcp-Name": encoded(READ["uri"])}).has(200)


@check.each(["lower", "upper", "mixed"], "header-case", "header names are case-insensitive")
def _(world, kind):
    change = {"lower": str.lower, "upper": str.upper, "mixed": str.swapcase}[kind]
    body = message("tools/call", ASK)
    ask({change(name): value for name, value in mirrored(body).items()}, json.dumps(body).encode()).has(200)


@check("spaces", "white space around a value does not count")
def _(world):
    post("tools/call", ASK, {"Mcp-Name": "  ask\t ", "Mcp-Method": " tools/call "}).has(200)


@check("encoded-name", "a name may stand in base64")
def _(world):
    same(post("tools/call", ASK, {"Mcp-Name": encoded("ask")}).result["isError"], False, "isError")


@check("name-not-needed", "a name where none is needed breaks nothing")
def _(world):
    post("tools/list", {}, {"Mcp-Name": "anything"}).has(200)


@check("unknown-headers", "headers that are not known are passed over")
def _(world):
    post(
        "tools/call", ASK, {"Mcp-Param-Question": "x", "X-Forwarded-For": "1.2.3.4", "Traceparent": "x"}
    ).has(200)


@check.each(
    ["1900-01-01", "2025-11-25", "2026-07-29"],
    "unsupported",
    "another version is 400, -32022 with those spoken",
)
def _(world, version):
    error = post(
        "tools/list", headers={"MCP-Protocol-Version": version}, meta={META + "protocolVersion": version}
    ).error(400, -32022)
    same(
        (error["data"]["supported"], error["data"]["requested"]),
        ([STATELESS], version),
        "supported, requested",
    )


@check("headers-before-version", "headers are held against the body before the version is judged")
def _(world):
    post(
        "tools/list",
        headers={"MCP-Protocol-Version": STATELESS},
        meta={META + "protocolVersion": "1900-01-01"},
    ).error(400, MISMATCH)


LADDER = {
    "no-version-header": {"MCP-Protocol-Version": None},
    "other-version": {"MCP-Protocol-Version": "2025-11-25"},
    "no-method-header": {"Mcp-Method": None},
    "other-method": {"Mcp-Method": "tools/call"},
}


@check.each(list(LADDER), "envelope-before-headers", "what the envelope lacks is told before a header is judged")
def _(world, kind):
    body = message("tools/list")
    del body["params"]["_meta"][META + "clientCapabilities"]
    ask({**mirrored(body), **LADDER[kind]}, json.dumps(body).encode()).error(400, -32602)


@check("no-envelope", "nor is one judged where the header names the revision and there is no envelope at all")
def _(world):
    body = {"jsonrpc": "2.0", "id": 1, "method": "tools/list", "params": {}}
    for method in ("tools/list", "tools/call", None):
        headers = {"MCP-Protocol-Version": STATELESS, "Mcp-Method": method}
        ask(headers, json.dumps(body).encode()).error(400, -32602)


@check("events-alone", "a client that takes events and no JSON gets events; an error keeps its status")
def _(world):
    headers = {"Accept": "text/event-stream"}
    reply = post("tools/list", headers=headers)
    expect(reply.is_stream and reply.result["tools"], short(reply.header("content-type")))
    post("no/such", headers=headers).error(404, -32601)


@check("listen-needs-events", "changes cannot be told to a client that takes no events: 406, at once")
def _(world):
    headers = {"Accept": "application/json"}
    post("subscriptions/listen", {"notifications": {}}, headers, seconds=5).has(406)


@check.each(
    ["no/such", "ping", "logging/setLevel", "resources/subscribe", "tasks/list", "notifications/none"],
    "unknown-method",
    "an unknown or removed method is 404 with -32601",
)
def _(world, method):
    reply = post(method, identity="gone")
    reply.error(404, -32601)
    same(reply.json["id"], "gone", "id")


@check("unknown-tool", "an unknown tool is 400, -32602")
def _(world):
    post("tools/call", {"name": "no_such", "arguments": {}}).error(400, -32602)


@check("unknown-resource", "an unknown resource is 400, -32602, never -32002")
def _(world):
    post("resources/read", {"uri": "runbook://nothing"}).error(400, -32602)


@check("bad-cursor", "a bad cursor is 400, -32602")
def _(world):
    post("tools/list", {"cursor": "bogus"}).error(400, -32602)


@check("capabilities-missing", "a request without capabilities is 400, -32602")
def _(world):
    body = message("tools/list")
    del body["params"]["_meta"][META + "clientCapabilities"]
    ask(mirrored(body), json.dumps(body).encode()).error(400, -32602)


@check.each(
    ["params", "meta", "empty-meta"],
    "no-envelope",
    "one that says its revision by the header alone is refused",
)
def _(world, kind):
    body = {"jsonrpc": "2.0", "id": 1, "method": "tools/list"}
    if kind != "params":
        body["params"] = {} if kind == "meta" else {"_meta": {}}
    ask({"MCP-Protocol-Version": STATELESS, "Mcp-Method": "tools/list"}, json.dumps(body).encode()).error(
        400, -32602, MISMATCH
    )


@check("tool-error", "a tool's error is a result: 200")
def _(world):
    same(
        post("tools/call", {"name": "show_log", "arguments": {"service": "nearyo"}}).result["isError"],
        True,
        "isError",
    )


@check("notification", "a notification is 202 without a body")
def _(world):
    body = {"jsonrpc": "2.0", "method": "notifications/none", "params": {"_meta": envelope()}}
    reply = ask(
        {"MCP-Protocol-Version": STATELESS, "Mcp-Method": "notifications/none"}, json.dumps(body).encode()
    )
    same((reply.status, reply.body), (202, b""), "status, body")


@check("no-session", "no session is made, and one that is named is passed over")
def _(world):
    reply = post("tools/list", headers={"Mcp-Session-Id": "abc", "Last-Event-ID": "7"}).has(200)
    same(reply.header("mcp-session-id"), None, "mcp-session-id")


@check("cacheable", "lists have lifetime and scope, here as well")
def _(world):
    for method in (
        "server/discover",
        "tools/list",
        "resources/list",
        "prompts/list",
        "resources/templates/list",
    ):
        result = post(method).result
        same(
            (type(result.get("ttlMs")), result.get("cacheScope")),
            (int, "private"),
            f"{method}: ttlMs, cacheScope",
        )


@check("structure", "a tool's answer matches its output schema")
def _(world):
    tools = post("tools/list").result["tools"]
    check_value(
        post("tools/call", ASK).result["structuredContent"], named(tools, "ask")["outputSchema"], "ask"
    )


@check("same-as-stdio", "the tools are those of the other transport")
def _(world):
    same(post("tools/list").result["tools"], world.session(STATELESS).tools(), "tools")


@check("same-ids", "two clients may have the same ids: each gets its own answer")
def _(world):
    replies, apps = {}, {"luci": "3004", "nearyou": "3003", "jumpinotech": "3001", "wegweiserlife": "3002"}

    def one(app):
        params = {"name": "ask", "arguments": {"question": f"what port does {app} run on"}}
        replies[app] = [post("tools/call", params, identity=1) for _ in range(10)]

    threads = [threading.Thread(target=one, args=(app,)) for app in apps]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for app, port in apps.items():
        for reply in replies[app]:
            same(reply.result["structuredContent"]["values"][0]["value"], port, f"port of {app}")


FORMS = {"elicitation": {"form": {}}}


def asked(token=None):
    tool, around = known_way("start_service")
    params = {"name": tool["name"], "arguments": around({"service": "luci"})}
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    return params, post("tools/call", params, headers, capabilities=FORMS)


@check("asks", "a person is asked by the result: 200, input_required")
def _(world):
    _, reply = asked()
    same(reply.result["resultType"], "input_required", "resultType")
    check_result("tools/call", STATELESS, reply.result)


@check("other-principal", "a state counts for the token that it was made for")
def _(world):
    params, reply = asked()
    again = {
        **params,
        "requestState": reply.result["requestState"],
        "inputResponses": {"confirm": {"action": "accept", "content": {"confirm_subject": "luci"}}},
    }
    headers = {"Authorization": f"Bearer {endpoint().tokens[1]}"}
    post("tools/call", again, headers, capabilities=FORMS).error(400, -32602)


@check("tampered", "a state that was tampered with is 400, -32602")
def _(world):
    params, reply = asked()
    state = reply.result["requestState"]
    again = {**params, "requestState": state[:-1] + ("A" if state[-1] != "A" else "B"), "inputResponses": {}}
    post("tools/call", again, capabilities=FORMS).error(400, -32602)


@check("cannot-ask", "a client that cannot ask gets the command for a person, as a result")
def _(world):
    tool, around = known_way("start_service")
    result = post("tools/call", {"name": tool["name"], "arguments": around({"service": "luci"})}).result
    expect(result["isError"] and "runbook approve " in result["content"][0]["text"], short(result))


@check("no-progress-without-token", "without a token the answer is one JSON object")
def _(world):
    reply = post("tools/call", {"name": "check", "arguments": {}})
    expect(not reply.is_stream and events(reply.body) == [], short(reply.headers))
