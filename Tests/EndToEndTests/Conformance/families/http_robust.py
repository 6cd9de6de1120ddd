"""What comes over HTTP that no client would send, and how the service starts and ends."""

import json
import os
import socket
import threading
import time

from endpoint import Connection, Endpoint, endpoint, head_of, message, mirrored, plain, post
from register import Failed, Family, expect, same, short

check = Family("http-robust", "RFC 9112; 2026-07-28, Streamable HTTP; a service that stays")

LIST = message("tools/list", identity="robust")
BODY = json.dumps(LIST).encode()
ASK = {"name": "ask", "arguments": {"question": "what port does luci run on"}}


def right(port, **headers):
    return {
        **plain(port, BODY),
        **mirrored(LIST),
        **{name.replace("_", "-"): value for name, value in headers.items()},
    }


def sent(data, seconds=8):
    """The status that these bytes bring, or None where the connection is closed without."""
    with Connection(endpoint().port, seconds) as connection:
        connection.send(data)
        try:
            reply = connection.head()
        except (TimeoutError, ValueError, IndexError):
            return "silence"
        return reply and reply.status


def head(*lines, method="POST /mcp HTTP/1.1"):
    return (
        "\r\n".join(
            [
                method,
                f"Host: 127.0.0.1:{endpoint().port}",
                f"Authorization: Bearer {endpoint().token}",
                "Content-Type: application/json",
                "MCP-Protocol-Version: 2026-07-28",
                "Mcp-Method: tools/list",
                *lines,
            ]
        ).encode("latin-1")
        + b"\r\n\r\n"
    )


def bad(name, rule, data, *statuses):
    @check(name, rule)
    def _(world):
        status = sent(data())
        expect(status is None or status in (statuses or (400,)), f"status {status}")
        post("tools/list").has(200)


bad(
    "garbage",
    "what is no HTTP is 400 or closed",
    lambda: b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + os.urandom(64),
)
bad("line-garbage", "so is a line that is no request", lambda: b"HELLO\r\n\r\n", 400, 505)
bad(
    "http-2",
    "and the preface of HTTP/2",
    lambda: b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    400,
    404,
    405,
    421,
    505,
)
bad(
    "length-and-chunks",
    "a length and chunks at once are refused: readers differ in what they believe",
    lambda: head(f"Content-Length: {len(BODY)}", "Transfer-Encoding: chunked") + BODY,
    400,
)
bad(
    "two-lengths",
    "two lengths are refused",
    lambda: head(f"Content-Length: {len(BODY)}", "Content-Length: 7") + BODY,
    400,
)
bad(
    "length-word",
    "a length that is no number is refused",
    lambda: head("Content-Length: many") + BODY,
    400,
    413,
)
bad("length-negative", "a negative length is refused", lambda: head("Content-Length: -5") + BODY, 400, 413)
bad(
    "length-plus",
    "a length with a sign is refused",
    lambda: head(f"Content-Length: +{len(BODY)}") + BODY,
    400,
)
bad(
    "chunk-size",
    "a chunk that has no size is refused",
    lambda: head("Transfer-Encoding: chunked") + b"zz\r\n{}\r\n0\r\n\r\n",
    400,
)
bad(
    "unknown-encoding",
    "an unknown transfer encoding is refused",
    lambda: head("Transfer-Encoding: gzip, chunked") + b"0\r\n\r\n",
    400,
    501,
    415,
)
bad(
    "gzip-body",
    "a compressed body is refused",
    lambda: head(f"Content-Length: {len(BODY)}", "Content-Encoding: gzip") + BODY,
    415,
)
bad(
    "long-header",
    "a head of 64 KB is refused",
    lambda: head("X-Long: " + "x" * 65_536, f"Content-Length: {len(BODY)}") + BODY,
    400,
    413,
    431,
)
bad(
    "many-headers",
    "so are five thousand headers",
    lambda: head(*[f"X-{n}: 1" for n in range(5_000)], f"Content-Length: {len(BODY)}") + BODY,
    400,
    413,
    431,
)
bad(
    "long-target",
    "and a target of 64 KB",
    lambda: head(method="POST /" + "x" * 65_536 + " HTTP/1.1"),
    400,
    404,
    413,
    414,
    431,
)
bad(
    "nul-in-header",
    "a NUL in a header is refused",
    lambda: head("X-Nul: a\x00b", f"Content-Length: {len(BODY)}") + BODY,
    400,
)
bad(
    "space-before-colon",
    "a space before a colon is refused, or the header not taken",
    lambda: head("Content-Length : 5") + b"12345",
    400,
    411,
)
bad("version-9", "another version of HTTP is refused", lambda: head(method="POST /mcp HTTP/9.9"), 400, 505)


@check("chunks", "a body in chunks is read")
def _(world):
    pieces = b"".join(
        b"%x\r\n%s\r\n" % (len(BODY[n : n + 50]), BODY[n : n + 50]) for n in range(0, len(BODY), 50)
    )
    same(sent(head("Transfer-Encoding: chunked") + pieces + b"0\r\n\r\n"), 200, "status")


@check("continue", "a client that waits to be told goes on")
def _(world):
    port = endpoint().port
    with Connection(port) as connection:
        connection.send(head_of(port, right(port, Expect="100-continue"), b""))
        same(connection.head().status, 100, "status")
        connection.send(BODY)
        connection.reply().has(200)


@check("bytewise", "a request may come byte by byte")
def _(world):
    port = endpoint().port
    with Connection(port) as connection:
        for byte in head_of(port, right(port), BODY):
            connection.send(bytes([byte]))
        connection.reply().has(200)


@check("half-closed", "a client that closes its side after the request has its answer")
def _(world):
    port = endpoint().port
    with Connection(port) as connection:
        connection.send(head_of(port, right(port, Connection="close"), BODY))
        connection.reply().has(200)
        same(connection.file.read(1), b"", "after the answer")


@check("smuggled", "a second request inside the body of the first is not one")
def _(world):
    port = endpoint().port
    inner = head_of(port, right(port), BODY)
    with Connection(port, 5) as connection:
        connection.send(head_of(port, {**right(port), "Content-Length": str(len(inner))}, inner))
        connection.reply().has(400)
        connection.send(head_of(port, right(port), BODY))
        found = connection.head()
        expect(found is None or found.status == 200, f"status {found and found.status}")


@check("silent-connection", "a connection that never shows the token is closed after about five seconds")
def _(world):
    with Connection(endpoint().port, 12) as connection:
        began = time.monotonic()
        connection.file.read()
        took = time.monotonic() - began
        expect(3 < took < 9, f"{took:.1f} s")


@check("slow-head", "one that sends its head a byte a second as well")
def _(world):
    with Connection(endpoint().port, 12) as connection:
        began = time.monotonic()
        for byte in head("Content-Length: 5")[:12]:
            connection.send(bytes([byte]))
            time.sleep(0.9)
            try:
                connection.socket.setblocking(False)
                ended = connection.socket.recv(1) == b""
            except BlockingIOError:
                ended = False
            except ConnectionResetError:
                ended = True
            finally:
                connection.socket.settimeout(12)
            if ended:
                break
        expect(time.monotonic() - began < 10, "still open")


@check("crowd", "three hundred silent connections leave a client with the token served, once there is room")
def _(world):
    where = Endpoint()
    port = where.port
    crowd = []
    for _ in range(300):
        try:
            crowd.append(socket.create_connection(("127.0.0.1", port), 2))
        except OSError:
            break
    end, status = time.monotonic() + 12, None
    while time.monotonic() < end and status != 200:
        try:
            status = post("tools/list", where=where).status
        except Exception:
            time.sleep(0.3)
    for one in crowd:
        one.close()
    same(status, 200, "status")
    where.stop()


@check("calls-at-once", "a hundred calls at once are all answered, as done or as busy")
def _(world):
    # Of its own: others would be told that it is busy.
    where, statuses = Endpoint(), []
    _ = where.port

    def one():
        try:
            statuses.append(post("tools/call", ASK, where=where, seconds=60).status)
        except (Failed, OSError) as error:
            statuses.append(str(error))

    threads = [threading.Thread(target=one) for _ in range(100)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(90)
    where.stop()
    same(len(statuses), 100, "answers")
    expect(set(statuses) <= {200, 429, 503} and statuses.count(200) >= 32, short(statuses))
