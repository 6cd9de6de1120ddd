"""How the HTTP program starts and ends: tokens, addresses, sockets."""

import json
import os
import stat
import subprocess

from endpoint import PROGRAM, Connection, Endpoint, ask, endpoint, head_of, message, mirrored, plain, post
from register import Family, expect, same, short
from world import run

check = Family("http-starting", "2026-07-28, Streamable HTTP, Security & Endpoint; a service that stays")

LIST = message("tools/list", identity="starting")
BODY = json.dumps(LIST).encode()


def right(**headers):
    more = {name.replace("_", "-"): value for name, value in headers.items()}
    return {**plain(0, BODY), **mirrored(LIST), **more}


@check("token-made", "the token is made at the first start, in a file of its owner alone, and never shown")
def _(world):
    where = Endpoint(tokens=0)
    port = where.port
    mode = os.stat(where.token_file).st_mode
    same(stat.S_IMODE(mode), 0o600, "mode")
    with open(where.token_file, encoding="ascii") as file:
        where.tokens = [file.read().strip()]
    expect(len(where.token) >= 32, f"{len(where.token)} characters")
    expect(where.token.encode() not in where.said, "the token was shown")
    expect(b"claude" in where.said and str(port).encode() in where.said, short(where.said.decode()))
    post("tools/list", where=where).has(200)
    where.stop()


@check("token-kept", "at the next start it is the same")
def _(world):
    first = Endpoint(tokens=0)
    _ = first.port
    with open(first.token_file, encoding="ascii") as file:
        before = file.read()
    first.stop()
    second = Endpoint(tokens=0, token_file=first.token_file)
    _ = second.port
    second.stop()
    with open(first.token_file, encoding="ascii") as file:
        expect(file.read() == before, "another token")


def refuses(words, *said):
    """A start that ends in words."""
    try:
        output = run([PROGRAM, "--file", "/srv/runbook/AGENTS.md", "mcp", "--http", *words], seconds=5)
    except subprocess.TimeoutExpired:
        expect(False, "it started")
    expect(output.returncode not in (0, None) and output.returncode > 0, f"exit {output.returncode}")
    expect(all(word in output.stderr for word in said), short(output.stderr))


@check("open-token", "a token that others can read is refused, with what helps")
def _(world):
    with open("/srv/open-token", "w", encoding="ascii") as file:
        file.write("0123456789abcdef" * 4)
    os.chmod("/srv/open-token", 0o644)
    refuses(["--token-file", "/srv/open-token", "--listen", "127.0.0.1:0"], "chmod 600")


@check("weak-token", "a token of less than 128 bits is refused")
def _(world):
    with open(os.open("/srv/weak-token", os.O_WRONLY | os.O_CREAT, 0o600), "w", encoding="ascii") as file:
        file.write("secret\n")
    refuses(["--token-file", "/srv/weak-token", "--listen", "127.0.0.1:0"], "weak-token")


@check("not-loopback", "beyond the loopback nothing starts without a token that somebody has")
def _(world):
    refuses(["--token-file", "/srv/none-yet", "--listen", "0.0.0.0:0"], "token")
    expect(not os.path.exists("/srv/none-yet"), "a token was made by the way")


@check("bad-address", "an address that is none is refused")
def _(world):
    refuses(["--listen", "somewhere"], "--listen")


@check("taken-port", "a port that is taken is told")
def _(world):
    refuses(
        ["--token-file", endpoint().token_file, "--listen", f"127.0.0.1:{endpoint().port}"],
        str(endpoint().port),
    )


@check("socket", "it serves on a socket in the file system, which is its owner's")
def _(world):
    path = "/srv/agents.sock"
    where = Endpoint("--socket", path, listen=None)
    where.wait(rb"agents\.sock")
    same(stat.S_IMODE(os.stat(path).st_mode) & 0o007, 0, "what others may")
    with Connection(path=path) as connection:
        connection.send(
            head_of(0, {**right(Host="localhost"), "Authorization": f"Bearer {where.token}"}, BODY)
        )
        connection.reply().has(200)
    with Connection(path=path) as connection:
        connection.send(head_of(0, {**right(Host="localhost"), "Authorization": None}, BODY))
        connection.reply().has(401)
    code, took = where.stop()
    expect(code == 0 and took < 2, f"exit {code} after {took:.1f} s")
    expect(not os.path.exists(path), "the socket was left behind")


@check("ends", "SIGTERM ends it within two seconds, with 0")
def _(world):
    where = Endpoint()
    post("tools/list", where=where).has(200)
    code, took = where.stop()
    expect(code == 0 and took < 2, f"exit {code} after {took:.1f} s")


@check("read-only", "--read-only holds here as well")
def _(world):
    where = Endpoint("--read-only")
    for tool in post("tools/list", where=where).result["tools"]:
        same(tool["annotations"]["readOnlyHint"], True, tool["name"])
    where.stop()


@check("plain-program", "the smaller program hands over to the one beside it")
def _(world):
    where = Endpoint(program="/usr/local/bin/runbook")
    post("tools/list", where=where).has(200)
    where.stop()


@check("other-account", "an account without the token is not let in, whoever it is on this machine")
def _(world):
    output = run(["/usr/bin/cat", endpoint().token_file], user="nobody")
    expect(output.returncode != 0, "nobody can read the token")
    ask({"Authorization": None, **mirrored(LIST)}, BODY).has(401)
