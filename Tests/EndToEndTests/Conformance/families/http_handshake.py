"""The revisions with a handshake over HTTP, without sessions."""

import json
import time

from endpoint import Connection, Endpoint, ask, endpoint, head_of, legacy, plain, post
from official import check_result
from register import HANDSHAKE, STATELESS, Family, expect, same, short
from world import SLOW, children_named, known_way, until

check = Family("http-handshake", "2025-03-26 to 2025-11-25, Streamable HTTP")


def hello(era, **headers):
    return legacy(
        "initialize",
        {
            "protocolVersion": era,
            "capabilities": {"elicitation": {}},
            "clientInfo": {"name": "c", "version": "1"},
        },
        era,
        {"MCP-Protocol-Version": None, **headers},
    )


@check.each(HANDSHAKE, "initialize", "initialize is answered, and no session is made")
def _(world, era):
    reply = hello(era)
    check_result("initialize", era, reply.result)
    same(reply.result["protocolVersion"], era, "protocolVersion")
    same(reply.header("mcp-session-id"), None, "mcp-session-id")


@check("initialize-other", "another version is offered the newest with a handshake")
def _(world):
    same(hello("2099-01-01").result["protocolVersion"], "2025-11-25", "protocolVersion")


@check("initialize-stateless", "also the stateless one, which has none")
def _(world):
    same(hello(STATELESS).result["protocolVersion"], "2025-11-25", "protocolVersion")


@check.each(HANDSHAKE, "initialized", "notifications/initialized is 202 without a body")
def _(world, era):
    body = json.dumps({"jsonrpc": "2.0", "method": "notifications/initialized"}).encode()
    reply = ask({"MCP-Protocol-Version": era}, body)
    same((reply.status, reply.body), (202, b""), "status, body")


@check.each(HANDSHAKE, "list", "the revision is told by the header, and the list is of that one")
def _(world, era):
    result = legacy("tools/list", era=era).result
    check_result("tools/list", era, result)
    same(any("outputSchema" in tool for tool in result["tools"]), era >= "2025-06-18", "output schemas")
    same(any("annotations" in tool for tool in result["tools"]), era >= "2025-03-26", "annotations")
    expect("resultType" not in result and "ttlMs" not in result, "members of the stateless revision")


@check("no-version", "without the header it is 2025-03-26")
def _(world):
    result = legacy("tools/list", headers={"MCP-Protocol-Version": None}).result
    expect(any("annotations" in tool for tool in result["tools"]), "not 2025-03-26")
    expect(not any("outputSchema" in tool for tool in result["tools"]), "newer than 2025-03-26")


@check.each(
    ["1999-01-01", "x", "2025-11-25, 2025-06-18"], "bad-version", "an unknown version in the header is 400"
)
def _(world, version):
    legacy("tools/list", era=version).has(400)


@check("stateless-version", "the stateless version without its envelope is 400")
def _(world):
    legacy("tools/list", era=STATELESS).has(400)


@check.each(HANDSHAKE, "call", "a tool is called")
def _(world, era):
    result = legacy(
        "tools/call", {"name": "ask", "arguments": {"question": "what port does luci run on"}}, era
    ).result
    same(result["isError"], False, "isError")
    expect("3004" in result["content"][0]["text"], short(result))
    same("structuredContent" in result, era >= "2025-06-18", "structuredContent")


@check.each(HANDSHAKE, "ping", "ping is answered")
def _(world, era):
    same(legacy("ping", era=era).result, {}, "result")


@check.each(["GET", "DELETE"], "method", "there is no stream to open and no session to end: 405")
def _(world, method):
    ask(
        {"MCP-Protocol-Version": "2025-11-25", "Mcp-Session-Id": "x", "Content-Type": None}, method=method
    ).has(405)


@check("no-such-method", "an unknown method is -32601")
def _(world):
    reply = legacy("no/such")
    same(reply.json["error"]["code"], -32601, "code")
    reply.has(200, 400, 404)


@check("no-such-resource", "an unknown resource is -32002")
def _(world):
    same(legacy("resources/read", {"uri": "runbook://nothing"}).json["error"]["code"], -32002, "code")


@check("no-such-tool", "an unknown tool is -32602")
def _(world):
    same(legacy("tools/call", {"name": "no_such"}).json["error"]["code"], -32602, "code")


@check("batch", "2025-03-26 has batches")
def _(world):
    body = json.dumps(
        [
            {"jsonrpc": "2.0", "id": 1, "method": "ping"},
            {"jsonrpc": "2.0", "method": "notifications/x"},
            {"jsonrpc": "2.0", "id": 2, "method": "tools/list"},
        ]
    ).encode()
    for headers in ({"MCP-Protocol-Version": "2025-03-26"}, {}):
        answers = ask(headers, body).has(200).json
        same(sorted(one["id"] for one in answers), [1, 2], "ids")


@check.each(["2025-06-18", "2025-11-25"], "no-batch", "the later ones have none")
def _(world, era):
    body = json.dumps([{"jsonrpc": "2.0", "id": 1, "method": "ping"}]).encode()
    ask({"MCP-Protocol-Version": era}, body).error(400, -32600)


@check("answer-posted", "an answer that nobody waits for is accepted or refused, and breaks nothing")
def _(world):
    ask({"MCP-Protocol-Version": "2025-11-25"}, b'{"jsonrpc":"2.0","id":"srv-1","result":{}}').has(202, 400)


@check("cannot-ask", "a client of the handshake cannot be asked here: the command for a person")
def _(world):
    hello("2025-11-25")
    tool, around = known_way("start_service")
    result = legacy("tools/call", {"name": tool["name"], "arguments": around({"service": "luci"})}).result
    expect(result["isError"] and "runbook approve " in result["content"][0]["text"], short(result))


@check("both", "both generations on one connection's worth of requests")
def _(world):
    for _ in range(3):
        expect("resultType" not in legacy("tools/list", era="2025-06-18").result, "the stateless form")
        same(post("tools/list").result["resultType"], "complete", "resultType")


@check("hung-up", "a client that hangs up has not cancelled: what it asked for is looked at to its end")
def _(world):
    where = Endpoint(file=SLOW)
    body = json.dumps(
        {"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": {"name": "check", "arguments": {}}}
    ).encode()
    headers = {**plain(where.port, body, where.token), "MCP-Protocol-Version": "2025-11-25"}
    connection = Connection(where.port)
    connection.send(head_of(where.port, headers, body))
    until(lambda: children_named(where.process.pid, "rclone"), 20, "no look has begun")
    connection.close()
    time.sleep(1)
    # Each has five seconds, and what answers it never does.
    expect(children_named(where.process.pid, "rclone"), "it was taken back")
    legacy("tools/list", where=where).has(200)
    same(where.stop(10)[0], 0, "exit status")


@check("session-ignored", "a session that a client names is passed over")
def _(world):
    legacy("tools/list", headers={"Mcp-Session-Id": "7", "Last-Event-ID": "3"}).has(200)


@check.each(HANDSHAKE, "subscribe", "what needs a stream that is not there is refused by name")
def _(world, era):
    reply = legacy("resources/subscribe", {"uri": "runbook://agents.md"}, era)
    expect(
        ("result" in reply.json) or reply.json["error"]["code"] in (-32601, -32602, -32600), short(reply.json)
    )


@check("unauthenticated", "initialize needs the token as well")
def _(world):
    hello("2025-11-25", Authorization=None).has(401)
    expect(endpoint().token not in str(hello("2025-11-25").body), "the token in an answer")
