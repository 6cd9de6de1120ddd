"""Who is let in, in which order, before anything of a message is read."""

import json

from endpoint import Connection, ask, endpoint, head_of, message, mirrored, plain, post
from register import Family, expect, same, short

check = Family("http-ladder", "2026-07-28, Streamable HTTP, Security & Endpoint; RFC 9110; RFC 6750")

LIST = message("tools/list", identity="ladder")
BODY = json.dumps(LIST).encode()


def listed(**headers):
    """A right request but for these headers; underscores are hyphens."""
    return ask({**mirrored(LIST), **{name.replace("_", "-"): value for name, value in headers.items()}}, BODY)


@check("right", "a right request is served")
def _(world):
    expect("tools" in listed().result, "no list")


@check.each(["127.0.0.1", "localhost", "[::1]"], "host", "by the loopback's names, with the port or without")
def _(world, name):
    listed(Host=f"{name}:{endpoint().port}").has(200)
    listed(Host=name).has(200)


HOSTS = [
    "evil.example",
    "127.0.0.1.evil.example",
    "localhost.evil.example:80",
    "127.0.0.2",
    "",
    "localhost:1",
    "evil.example:7373@localhost",
    "0.0.0.0",
]


@check.each(HOSTS, "foreign-host", "no other name, against rebinding of DNS")
def _(world, name):
    listed(Host=name).has(400, 403, 421)


@check("no-host", "a request without a host is bad")
def _(world):
    listed(Host=None).has(400, 403, 421)


@check("two-hosts", "so is one with two")
def _(world):
    listed(Host=[f"127.0.0.1:{endpoint().port}", "evil.example"]).has(400, 403, 421)


@check.each(
    [
        "http://evil.example",
        "null",
        "https://127.0.0.1.evil.example",
        "http://localhost:1",
        "file://",
        "chrome-extension://abcdef",
    ],
    "origin",
    "a foreign origin is 403",
)
def _(world, origin):
    listed(Origin=origin).has(403)


@check("origin-first", "and that before the token is looked at")
def _(world):
    listed(Origin="http://evil.example", Authorization=None).has(403)
    listed(Host="evil.example", Authorization=None).has(400, 403, 421)


@check.each(
    ["/", "/mcp/", "/other", "/mcp/x", "/MCP", "/%6dcp", "//mcp", "/sse", "/messages"],
    "path",
    "one path is served",
)
def _(world, path):
    ask(mirrored(LIST), BODY, path=path).has(404)


@check.each(
    [
        "oauth-protected-resource",
        "oauth-authorization-server",
        "oauth-protected-resource/mcp",
        "openid-configuration",
    ],
    "no-oauth",
    "no authorization server is announced: clients keep the token they have",
)
def _(world, name):
    ask({"Authorization": None}, method="GET", path=f"/.well-known/{name}").has(404)


WRONG = {
    "missing": None,
    "empty": "Bearer ",
    "scheme": "Basic dXNlcjpwYXNz",
    "other": "Bearer " + "0" * 64,
    "no-scheme": "0" * 64,
    "word": "Bearer",
    "long": "Bearer " + "x" * 8_000,
}


@check.each(list(WRONG), "token", "without the token it is 401 with WWW-Authenticate: Bearer")
def _(world, kind):
    reply = listed(Authorization=WRONG[kind]).has(401)
    expect((reply.header("www-authenticate") or "").startswith("Bearer"), short(reply.headers))


@check.each(["prefix", "suffix", "upper", "two", "quoted"], "token-exact", "a token is the whole token")
def _(world, kind):
    token = endpoint().token
    value = {
        "prefix": f"Bearer {token[:-1]}",
        "suffix": f"Bearer {token}0",
        "upper": f"Bearer {token.upper()}",
        "two": f"Bearer {token} {token}",
        "quoted": f'Bearer "{token}"',
    }[kind]
    if value != f"Bearer {token}":
        listed(Authorization=value).has(401)


@check("scheme-case", "the scheme's name is case-insensitive")
def _(world):
    listed(Authorization=f"bearer {endpoint().token}").has(200)


@check("second-token", "each token of the file is one")
def _(world):
    listed(Authorization=f"Bearer {endpoint().tokens[1]}").has(200)


@check("two-authorizations", "two Authorization headers are refused")
def _(world):
    listed(Authorization=["Bearer " + "0" * 64, f"Bearer {endpoint().token}"]).has(400, 401)


@check("query-token", "a token in the query is none")
def _(world):
    for name in ("access_token", "token", "authorization"):
        ask({**mirrored(LIST), "Authorization": None}, BODY, path=f"/mcp?{name}={endpoint().token}").has(
            401, 404
        )


@check("cookie-token", "nor is one in a cookie")
def _(world):
    listed(Authorization=None, Cookie=f"token={endpoint().token}").has(401)


@check("no-body-read", "without the token the body decides nothing")
def _(world):
    for body in (b"not JSON", b"", BODY * 1000):
        ask({"Authorization": None}, body).has(401)


@check.each(
    ["GET", "DELETE", "PUT", "PATCH", "OPTIONS", "HEAD", "TRACE"],
    "method",
    "but for POST it is 405 with Allow",
)
def _(world, method):
    reply = ask({"Content-Type": None}, method=method).has(405)
    expect("POST" in (reply.header("allow") or ""), short(reply.headers))


@check("method-token", "a method does not come before the token")
def _(world):
    ask({"Authorization": None, "Content-Type": None}, method="GET").has(401)


@check.each(
    [
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "application/jsonp",
        "text/json",
        "application/octet-stream",
        "",
        "json",
        "application/json-rpc",
    ],
    "type",
    "a body that is not application/json is 415: no page can send it without asking",
)
def _(world, kind):
    listed(Content_Type=kind).has(415)


@check("no-type", "one without a type as well")
def _(world):
    listed(Content_Type=None).has(415)


@check.each(
    ["application/json; charset=utf-8", "Application/JSON", "application/json;charset=UTF-8"],
    "json-type",
    "parameters and case of the type do not matter",
)
def _(world, kind):
    listed(Content_Type=kind).has(200)


@check("no-cors", "no page of another site is let in: there are no CORS headers")
def _(world):
    for reply in (
        listed(),
        ask(
            method="OPTIONS",
            headers={
                "Origin": f"http://127.0.0.1:{endpoint().port}",
                "Access-Control-Request-Method": "POST",
            },
        ),
    ):
        same([name for name, _ in reply.headers if name.startswith("access-control-")], [], "headers")


@check("too-large", "a body of more than 4 MiB is 413")
def _(world):
    body = b" " * (4 << 20) + BODY
    with Connection(endpoint().port, 30) as connection:
        connection.send(head_of(0, {**plain(endpoint().port, body), **mirrored(LIST)}, body))
        connection.reply().has(413)


@check("too-large-told", "and that is told from its length alone")
def _(world):
    with Connection(endpoint().port) as connection:
        connection.send(
            head_of(0, {**plain(endpoint().port), **mirrored(LIST), "Content-Length": str(1 << 40)}, b"")
        )
        connection.reply().has(413)


@check("too-large-sent", "a client that sends all of it first can do so, and has its answer")
def _(world):
    body = b" " * (8 << 20)
    with Connection(endpoint().port, 30) as connection:
        # Without what passes over a connection that was reset.
        connection.socket.sendall(head_of(0, {**plain(endpoint().port, body), **mirrored(LIST)}, body))
        connection.reply().has(413)


@check("large", "one of 3 MiB is read")
def _(world):
    post("tools/list", {"padding": "x" * (3 << 20)}).has(200)


@check.each(["bad", "utf8", "empty", "deep", "twice"], "parse", "what is no JSON is 400 with -32700")
def _(world, kind):
    body = {
        "bad": b"{nonsense",
        "utf8": b'{"jsonrpc":"2.0","id":"\xff","method":"ping"}',
        "empty": b"",
        "deep": b"[" * 50_000,
        "twice": b'{"jsonrpc":"2.0","id":1,"id":2,"method":"ping"}',
    }[kind]
    ask(mirrored(LIST), body).error(400, *((-32700, -32600) if kind in ("deep", "empty") else (-32700,)))


@check.each(
    ["array", "string", "no-method", "no-version", "null-id"],
    "no-request",
    "what is no request is 400, -32600",
)
def _(world, kind):
    body = {
        "array": [LIST],
        "string": "x",
        "no-method": {"jsonrpc": "2.0", "id": 1},
        "no-version": {"id": 1, "method": "tools/list"},
        "null-id": {"jsonrpc": "2.0", "id": None, "method": "tools/list"},
    }[kind]
    ask({"MCP-Protocol-Version": "2025-11-25"}, json.dumps(body).encode()).error(400, -32600, -32020)


@check.each(
    ["application/json", "text/event-stream, application/json", "*/*", None],
    "accept",
    "whoever takes JSON gets it",
)
def _(world, kind):
    expect("tools" in listed(Accept=kind).result, "no list")


@check("keep-alive", "a connection serves many requests, with good and bad ones")
def _(world):
    port = endpoint().port
    with Connection(port) as connection:
        for number in range(20):
            headers = {**plain(port, BODY), **mirrored(LIST)}
            if number % 4 == 3:
                headers["Mcp-Method"] = "prompts/list"
            connection.send(head_of(port, headers, BODY))
            connection.reply().has(400 if number % 4 == 3 else 200)


@check("pipelined", "requests that come at once are answered in their order")
def _(world):
    port = endpoint().port
    bodies = [message("tools/list", identity=f"pipe-{number}") for number in range(5)]
    with Connection(port) as connection:
        connection.send(
            b"".join(
                head_of(
                    port,
                    {**plain(port, json.dumps(body).encode()), **mirrored(body)},
                    json.dumps(body).encode(),
                )
                for body in bodies
            )
        )
        same([connection.reply().json["id"] for _ in bodies], [body["id"] for body in bodies], "ids")
