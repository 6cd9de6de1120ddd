"""Lines on standard input and output, whatever stands in them."""

import json
import time

from register import HANDSHAKE, STATELESS, Family, expect, same, short
from wire import envelope, error_of, is_answer

check = Family("framing", "2025-11-25 and 2026-07-28, transports, stdio; JSON-RPC 2.0; RFC 8259")

PING = '{"jsonrpc":"2.0","id":%s,"method":"ping"}'
LONGEST = 8 << 20


def null_error(server, since):
    """An answer that has no request's id: null, or none at all."""
    return server.wait(
        lambda message: isinstance(message, dict) and "error" in message and message.get("id") is None,
        since=since,
        what="no error without an id",
    )


def bad_line(name, rule, line, *codes):
    """A line that is no message: one error, and the conversation goes on."""

    @check(name, rule)
    def _(world):
        server = world.session("2025-11-25").server
        since = len(server.received)
        server.line(line)
        error_of(null_error(server, since), *codes)
        server.is_alive()


def good_line(name, rule, line, identity):
    """A line that is a request: it is answered under its id."""

    @check(name, rule)
    def _(world):
        server = world.session("2025-11-25").server
        server.raw(line if isinstance(line, bytes) else line.encode())
        answer = server.answer(identity)
        expect("result" in answer, short(answer))


PARSE, REQUEST = -32700, -32600

good_line("crlf", "a line may end in CR LF", PING % '"crlf"' + "\r\n", "crlf")
good_line("blank-lines", "blank lines are passed over", "\n\r\n  \t\n" + PING % '"blank"' + "\n", "blank")
good_line("spaces", "white space may stand around the object", " \t" + PING % '"spaces"' + "  \n", "spaces")
good_line(
    "member-order", "members stand in any order", '{"method":"ping","id":"order","jsonrpc":"2.0"}\n', "order"
)
good_line(
    "escapes",
    "names and values may be written with escapes",
    '{"jsonrpc":"2.0","id":"e\\u0073c","\\u006dethod":"p\\u0069ng"}\n',
    "esc",
)
good_line(
    "slashes", "an escaped slash is a slash", '{"jsonrpc":"2.0","id":"sl","method":"tools\\/list"}\n', "sl"
)
good_line(
    "unknown-members",
    "members of a message that are not known are passed over",
    '{"jsonrpc":"2.0","id":"more","method":"ping","trace":{"a":[1,2]}}\n',
    "more",
)
good_line(
    "unicode",
    "text is UTF-8, four bytes a character too",
    (PING % '"zażółć 🐈 \u2028"' + "\n").encode(),
    "zażółć 🐈 \u2028",
)

bad_line("no-json", "what is no JSON is a parse error with id null", "hello", PARSE)
bad_line("cut-off", "an object that does not end", '{"jsonrpc":"2.0","id":1,"method":"ping"', PARSE)
bad_line("two-objects", "one message a line", PING % 1 + PING % 2, PARSE)
bad_line("trailing", "nothing stands behind the message", PING % 1 + " x", PARSE)
bad_line("trailing-comma", "no comma before a brace", '{"jsonrpc":"2.0","id":1,"method":"ping",}', PARSE)
bad_line("single-quotes", "strings stand in double quotes", "{'jsonrpc':'2.0','id':1,'method':'ping'}", PARSE)
bad_line("comment", "JSON has no comments", PING % "1 /* one */", PARSE)
bad_line("control-character", "no raw control character in a string", PING % '"a\tb"', PARSE)
bad_line("leading-zero", "no leading zero", PING % "01", PARSE)
bad_line(
    "not-utf8",
    "what is not UTF-8 is a parse error",
    b'{"jsonrpc":"2.0","id":"\xff\xfe","method":"ping"}',
    PARSE,
)
bad_line(
    "overlong-utf8",
    "an overlong form is not UTF-8",
    b'{"jsonrpc":"2.0","id":"\xc0\xaf","method":"ping"}',
    PARSE,
)
bad_line(
    "utf8-surrogate",
    "a surrogate is not UTF-8",
    b'{"jsonrpc":"2.0","id":"\xed\xa0\x80","method":"ping"}',
    PARSE,
)
bad_line("byte-order-mark", "no byte order mark", b"\xef\xbb\xbf" + (PING % 1).encode(), PARSE)
bad_line("utf16", "no UTF-16", (PING % 1).encode("utf-16-le"), PARSE)
bad_line("nul-byte", "no NUL between messages", b"\x00" + (PING % 1).encode(), PARSE)
bad_line("nan", "NaN is no number", '{"jsonrpc":"2.0","id":1,"method":"ping","params":{"a":NaN}}', PARSE)
bad_line(
    "infinity",
    "Infinity is no number",
    '{"jsonrpc":"2.0","id":1,"method":"ping","params":{"a":-Infinity}}',
    PARSE,
)
bad_line(
    "duplicate-member",
    "a member twice is ambiguous, and refused",
    '{"jsonrpc":"2.0","id":1,"id":2,"method":"ping"}',
    PARSE,
)
bad_line(
    "duplicate-deep",
    "a member twice inside the arguments, spelt with an escape",
    '{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"ask","n\\u0061me":"check"}}',
    PARSE,
)
bad_line("deep-arrays", "50,000 brackets overflow no stack", "[" * 50_000, PARSE, REQUEST)
bad_line("deep-objects", "50,000 braces overflow no stack", '{"a":' * 50_000, PARSE, REQUEST)
bad_line("deep-whole", "the same with all its ends", '{"a":' * 50_000 + "1" + "}" * 50_000, PARSE, REQUEST)
bad_line("string", "a message is an object, not a string", '"ping"', REQUEST)
bad_line("number", "a message is an object, not a number", "42", REQUEST)
bad_line("null", "a message is an object, not null", "null", REQUEST)
bad_line("true", "a message is an object, not true", "true", REQUEST)
bad_line(
    "oversize",
    "a line of more than 8 MiB is passed over and refused",
    '{"jsonrpc":"2.0","id":1,"method":"ping","params":{"a":"' + "x" * LONGEST + '"}}',
    REQUEST,
    PARSE,
)
bad_line("oversize-garbage", "so is one that is no JSON", "x" * (LONGEST + 10), REQUEST, PARSE)


def tolerated(name, rule, params):
    """Numbers and texts at the edge: answered, one way or the other, and nothing breaks."""

    @check(name, rule)
    def _(world):
        server = world.session("2025-11-25").server
        since = len(server.received)
        server.line('{"jsonrpc":"2.0","id":"%s","method":"tools/list","params":{"x":%s}}' % (name, params))
        server.wait(
            lambda message: is_answer(message, name) or ("error" in message and message.get("id") is None),
            since=since,
        )
        server.is_alive()


tolerated("huge-exponent", "1e400 is read or refused, and breaks nothing", "1e400")
tolerated("tiny-exponent", "1e-400 is read or refused, and breaks nothing", "1e-400")
tolerated("long-integer", "an integer of 30 digits breaks nothing", "9" * 30)
tolerated("minus-zero", "-0 breaks nothing", "-0")
tolerated("lone-surrogate", "a lone surrogate escape breaks nothing", '"\\ud800"')
tolerated("escaped-nul", "an escaped NUL breaks nothing", '"a\\u0000b"')
tolerated("noncharacter", "a noncharacter breaks nothing", '"\\uffff"')
tolerated(
    "wide-object",
    "20,000 members are read in their time",
    "{" + ",".join(f'"m{number}":0' for number in range(20_000)) + "}",
)
tolerated("wide-array", "200,000 elements are read in their time", "[" + ",".join(["0"] * 200_000) + "]")
tolerated("nested", "a hundred levels are no attack", "[" * 100 + "]" * 100)


@check("long-line", "a line of 7 MiB is read")
def _(world):
    server = world.session("2025-11-25").server
    server.line('{"jsonrpc":"2.0","id":"long","method":"ping","params":{"a":"' + "x" * (7 << 20) + '"}}')
    expect("result" in server.answer("long", 20), "no result")


@check("in-pieces", "a message may come in many pieces")
def _(world):
    server = world.session("2025-11-25").server
    for byte in (PING % '"pieces"' + "\n").encode():
        server.raw(bytes([byte]))
    expect("result" in server.answer("pieces"), "no result")


@check("at-once", "two hundred messages in one write are all answered")
def _(world):
    server = world.session("2025-11-25").server
    server.raw("".join(PING % f'"at-once-{number}"' + "\n" for number in range(200)).encode())
    for number in range(200):
        server.answer(f"at-once-{number}")


@check("last-line", "a last line without its line feed is served")
def _(world):
    server = world.fresh("2025-11-25").server
    server.raw((PING % '"last"').encode())
    server.close()
    expect("result" in server.answer("last"), "no result")


@check("slow-reader", "a client that does not read for a while loses nothing")
def _(world):
    session = world.fresh(STATELESS)
    identities = [session.send("tools/list") for _ in range(60)]
    time.sleep(0.3)
    for identity in identities:
        session.server.answer(identity, 30)


@check.each(HANDSHAKE, "no-newline-inside", "an answer with a log in it is one line")
def _(world, era):
    session = world.session(era)
    answer = session.ask("tools/call", {"name": "show_log", "arguments": {"service": "luci"}})
    expect("result" in answer and len(json.dumps(answer)) > 100, short(answer))
    same(session.server.strange, [], "lines that are no message")


@check("discover-first", "a server that was told nothing before answers discovery")
def _(world):
    server = world.server()
    answer = server.ask("server/discover", {"_meta": envelope()})
    expect("result" in answer, short(answer))
