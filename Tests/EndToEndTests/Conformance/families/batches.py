"""Batches: part of one revision, refused in all others."""

import json

from register import ERAS, Family, expect, same, short
from wire import envelope, error_of

check = Family("batches", "2025-03-26, basic, Batching; 2025-06-18, changelog")

PING = {"jsonrpc": "2.0", "method": "ping"}


def batch(server, elements, seconds=10):
    """Sends an array; the array or the object that answers it."""
    since = len(server.received)
    server.line(json.dumps(elements))
    return server.wait(
        lambda message: isinstance(message, list) or ("error" in message and message.get("id") is None),
        seconds,
        since,
        "no answer to a batch",
    )


@check("served", "2025-03-26: a batch is answered by one array with an answer for each request")
def _(world):
    answer = batch(
        world.session("2025-03-26").server,
        [
            {**PING, "id": 501},
            {"jsonrpc": "2.0", "id": "502", "method": "tools/list"},
            {"jsonrpc": "2.0", "method": "notifications/none"},
            {**PING, "id": 503},
        ],
    )
    expect(isinstance(answer, list), short(answer))
    same(sorted(str(one["id"]) for one in answer), ["501", "502", "503"], "ids")
    expect(all("result" in one for one in answer), short(answer))


@check("with-faults", "2025-03-26: what is no request inside has its own error")
def _(world):
    answer = batch(world.session("2025-03-26").server, [1, {**PING, "id": 511}, {"id": 512}, []])
    expect(isinstance(answer, list), short(answer))
    codes = sorted(one["error"]["code"] for one in answer if "error" in one)
    same(codes, [-32600, -32600, -32600], "codes")
    same([one["id"] for one in answer if "result" in one], [511], "ids")


@check("empty", "an empty batch is one error, not an array")
def _(world):
    answer = batch(world.session("2025-03-26").server, [])
    expect(isinstance(answer, dict), short(answer))
    error_of(answer, -32600)


@check("notifications-alone", "2025-03-26: a batch of notifications is not answered")
def _(world):
    server = world.session("2025-03-26").server
    since = len(server.received)
    server.line(json.dumps([{"jsonrpc": "2.0", "method": "notifications/none"}] * 3))
    server.is_alive()
    same(len(server.received) - since, 1, "messages, with the ping's own")


@check("initialize-inside", "initialize must not stand in a batch")
def _(world):
    server = world.server()
    initialize = {
        "jsonrpc": "2.0",
        "id": 1,
        "method": "initialize",
        "params": {
            "protocolVersion": "2025-03-26",
            "capabilities": {},
            "clientInfo": {"name": "c", "version": "1"},
        },
    }
    answer = batch(server, [initialize, {**PING, "id": 2}])
    answers = answer if isinstance(answer, list) else [answer]
    expect(not any("protocolVersion" in one.get("result", {}) for one in answers), short(answer))
    server.is_alive()


@check.each([era for era in ERAS if era != "2025-03-26"], "refused", "no other revision has batches")
def _(world, era):
    meta = {"params": {"_meta": envelope()}} if era == "2026-07-28" else {}
    answer = batch(
        world.session(era).server,
        [
            {"jsonrpc": "2.0", "id": 521, "method": "tools/list", **meta},
            {"jsonrpc": "2.0", "id": 522, "method": "tools/list", **meta},
        ],
    )
    expect(isinstance(answer, dict), f"answered as a batch: {short(answer)}")
    error_of(answer, -32600)


@check("long", "2025-03-26: a batch of a thousand is answered whole")
def _(world):
    answer = batch(world.session("2025-03-26").server, [{**PING, "id": 6000 + n} for n in range(1000)], 30)
    same(len(answer), 1000, "answers")


@check("too-long", "2025-03-26: a batch of more is one error that says how many are taken")
def _(world):
    server = world.session("2025-03-26").server
    for elements in ([{**PING, "id": 7000 + n} for n in range(1001)], [1] * 100_000):
        answer = batch(server, elements, 30)
        expect(isinstance(answer, dict), f"answered as a batch of {len(answer)}")
        expect("1000" in error_of(answer, -32600)["message"], short(answer))
        expect("id" in answer and answer["id"] is None, short(answer))
    server.is_alive()
