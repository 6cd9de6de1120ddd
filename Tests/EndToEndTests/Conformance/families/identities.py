"""Ids of requests: strings and integers, echoed as they came."""

from register import Family, expect, same, short
from wire import envelope, error_of, is_answer

check = Family("identities", "2026-07-28, basic, Requests; JSON-RPC 2.0, 4 and 5")

REQUEST = -32600


def echoed(name, written, value):
    @check(f"echo-{name}", "an id comes back exactly, with its type")
    def _(world):
        server = world.session("2025-11-25").server
        server.line('{"jsonrpc":"2.0","id":%s,"method":"ping"}' % written)
        same(server.answer(value).get("id"), value, "id")


echoed("integer", "7001", 7001)
echoed("zero", "0", 0)
echoed("negative", "-5", -5)
echoed("large", "9007199254740993", 9007199254740993)
echoed("largest", "9223372036854775807", 9223372036854775807)
echoed("string", '"7001"', "7001")
echoed("empty", '""', "")
echoed("escaped", '"\\"\\\\/\\u0001\\u00e9"', '"\\/\u0001é')
echoed("long", '"' + "x" * 10_000 + '"', "x" * 10_000)


def refused(name, written):
    @check(f"refuse-{name}", "an id is a string or an integer, never anything else")
    def _(world):
        server = world.session("2025-11-25").server
        since = len(server.received)
        server.line('{"jsonrpc":"2.0","id":%s,"method":"ping"}' % written)
        answer = server.wait(
            lambda message: "error" in message and message.get("id") is None, since=since, what="no error"
        )
        error_of(answer, REQUEST)


refused("null", "null")
refused("true", "true")
refused("object", '{"a":1}')
refused("array", "[1]")
refused("fraction", "1.5")
refused("beyond-64-bits", "123456789012345678901234567890")


@check("string-and-integer", '1 and "1" are two requests')
def _(world):
    server = world.session("2025-11-25").server
    server.raw(
        b'{"jsonrpc":"2.0","id":31337,"method":"ping"}\n{"jsonrpc":"2.0","id":"31337","method":"ping"}\n'
    )
    server.answer(31337)
    server.answer("31337")


@check("stateless-echo", "so it is in the stateless revision")
def _(world):
    session = world.session("2026-07-28")
    for identity in (900, "900", "", -1):
        same(session.ask("tools/list", identity=identity)["id"], identity, "id")


@check("in-use", "the id of a request that still runs is not taken again")
def _(world):
    server = world.session("2025-11-25").server
    line = '{"jsonrpc":"2.0","id":"twice","method":"tools/call","params":{"name":"check","arguments":{}}}\n'
    server.raw((line + line).encode())
    answers = []
    for _ in range(2):
        answers.append(
            server.wait(
                lambda message: is_answer(message, "twice") and message not in answers,
                30,
                what="no second answer",
            )
        )
    errors = [answer for answer in answers if "error" in answer]
    expect(len(errors) == 1, f"one of two is refused: {short(answers)}")
    error_of(errors[0], REQUEST)


@check("again", "an id that was answered may be taken again")
def _(world):
    server = world.session("2025-11-25").server
    for _ in range(2):
        since = len(server.received)
        server.line('{"jsonrpc":"2.0","id":"again","method":"ping"}')
        server.answer("again", since=since)


def malformed(name, rule, line, identity, *codes):
    @check(name, rule)
    def _(world):
        server = world.session("2025-11-25").server
        since = len(server.received)
        server.line(line)
        if identity is None:
            answer = server.wait(
                lambda message: message.get("id") is None and "error" in message, since=since
            )
        else:
            answer = server.answer(identity, since=since)
        error_of(answer, *codes)


malformed("version-missing", "jsonrpc must be there", '{"id":"v1","method":"ping"}', "v1", REQUEST)
malformed("version-1", "jsonrpc must be 2.0", '{"jsonrpc":"1.0","id":"v2","method":"ping"}', "v2", REQUEST)
malformed("version-number", "jsonrpc is a string", '{"jsonrpc":2.0,"id":"v3","method":"ping"}', "v3", REQUEST)
malformed("method-number", "method is a string", '{"jsonrpc":"2.0","id":"m1","method":7}', "m1", REQUEST)
malformed("method-missing", "a request has a method", '{"jsonrpc":"2.0","id":"m2"}', "m2", REQUEST)
malformed("method-null", "method is never null", '{"jsonrpc":"2.0","id":"m3","method":null}', "m3", REQUEST)
malformed("empty-object", "an empty object is no request", "{}", None, REQUEST)
malformed(
    "params-array",
    "params are an object",
    '{"jsonrpc":"2.0","id":"p1","method":"ping","params":[1]}',
    "p1",
    -32602,
    REQUEST,
)
malformed(
    "params-string",
    "params are an object",
    '{"jsonrpc":"2.0","id":"p2","method":"ping","params":"x"}',
    "p2",
    -32602,
    REQUEST,
)


def silent(name, rule, line):
    @check(name, rule)
    def _(world):
        server = world.session("2025-11-25").server
        since = len(server.received)
        server.line(line)
        server.is_alive()
        found = [
            message
            for _, message in server.received[since:]
            if not str(message.get("id")).startswith("alive")
        ]
        expect(not found, f"answered: {short(found)}")


silent(
    "notification-unknown",
    "a notification is never answered",
    '{"jsonrpc":"2.0","method":"notifications/none"}',
)
silent(
    "notification-request",
    "nor is a request's method without an id",
    '{"jsonrpc":"2.0","method":"tools/list"}',
)
silent(
    "notification-params",
    "nor is one with bad params",
    '{"jsonrpc":"2.0","method":"notifications/x","params":7}',
)
silent(
    "notification-initialize",
    "nor is initialize without an id",
    '{"jsonrpc":"2.0","method":"initialize","params":{"protocolVersion":"2025-11-25"}}',
)
silent(
    "notification-call",
    "nor is a call without an id",
    '{"jsonrpc":"2.0","method":"tools/call","params":{"name":"nothing"}}',
)
silent(
    "stray-result", "a result that nobody asked for is passed over", '{"jsonrpc":"2.0","id":4711,"result":{}}'
)
silent(
    "stray-error",
    "an error that nobody asked for is passed over",
    '{"jsonrpc":"2.0","id":null,"error":{"code":-32700,"message":"x"}}',
)
silent(
    "initialized-twice",
    "notifications/initialized may come again",
    '{"jsonrpc":"2.0","method":"notifications/initialized"}',
)


@check("silent-stateless", "a notification with an envelope is not answered")
def _(world):
    server = world.session("2026-07-28").server
    since = len(server.received)
    server.notify("notifications/none", {"_meta": envelope()})
    server.ask("server/discover", {"_meta": envelope()})
    same(len(server.received) - since, 1, "answers")
