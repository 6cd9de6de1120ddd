"""`runbook-http` for the run: one process for each runbook that is asked for, and the bytes of HTTP by hand."""

import itertools
import json
import os
import re
import signal
import socket
import subprocess
import threading
import time

from register import STATELESS, Failed, expect, short
from wire import META, envelope, strict

PROGRAM = "/usr/local/bin/runbook-http"
RUNBOOK = "/srv/runbook/AGENTS.md"
# Every answer of the run, for what must hold of all of them.
all_replies = []
_endpoints, _lock, _numbers, _ids = {}, threading.Lock(), itertools.count(1), itertools.count(1)
NAMED = {"tools/call": "name", "prompts/get": "name", "resources/read": "uri"}


class Endpoint:
    """A process that serves by HTTP, its url and its tokens."""

    def __init__(
        self, *options, file=RUNBOOK, tokens=2, listen="127.0.0.1:0", token_file=None, program=PROGRAM
    ):
        self.token_file = token_file or f"/srv/token-{next(_numbers)}"
        self.tokens = [os.urandom(32).hex() for _ in range(tokens)]
        if not tokens and token_file is None and os.path.exists(self.token_file):
            os.remove(self.token_file)
        if tokens:
            with open(
                os.open(self.token_file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="ascii"
            ) as out:
                out.write("\n".join(self.tokens) + "\n")
        words = [program, "--file", file, "mcp", "--http", "--token-file", self.token_file]
        words += (["--listen", listen] if listen else []) + list(options)
        self.said, self.lock = b"", threading.Condition()
        try:
            self.process = subprocess.Popen(
                words,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                cwd=os.path.dirname(file),
                start_new_session=True,
            )
        except OSError as error:
            raise Failed(f"{program}: {error}") from None
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self):
        for line in self.process.stdout:
            with self.lock:
                self.said += line
                self.lock.notify_all()
        with self.lock:
            self.said += b"\n(end)\n"
            self.lock.notify_all()

    def wait(self, pattern, seconds=10):
        """What the process says that fits."""
        end = time.monotonic() + seconds
        with self.lock:
            while True:
                found = re.search(pattern, self.said)
                if found:
                    return found
                rest = end - time.monotonic()
                if rest <= 0 or b"(end)" in self.said:
                    raise Failed(f"runbook-http: {short(self.said.decode(errors='replace'))}")
                self.lock.wait(rest)

    @property
    def url(self):
        return f"http://127.0.0.1:{self.port}/mcp"

    @property
    def port(self):
        return int(self.wait(rb"http://[0-9.\[\]:a-z]+:(\d+)/mcp").group(1))

    @property
    def token(self):
        return self.tokens[0]

    def stop(self, seconds=5):
        """Ends it by SIGTERM; the exit code and the seconds it took."""
        began = time.monotonic()
        self.process.send_signal(signal.SIGTERM)
        try:
            code = self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
            raise Failed(f"runbook-http is still there {seconds} s after SIGTERM") from None
        return code, time.monotonic() - began


def endpoint(file=RUNBOOK):
    """The run's process for that runbook."""
    with _lock:
        if file not in _endpoints:
            _endpoints[file] = Endpoint(file=file)
    _ = _endpoints[file].port
    return _endpoints[file]


def all_tokens():
    return [token for one in _endpoints.values() for token in one.tokens]


def end_all():
    for one in _endpoints.values():
        if one.process.poll() is None:
            one.stop(10)


class Reply:
    """Status, headers and body of one answer."""

    def __init__(self, status, headers, body):
        self.status, self.headers, self.body = status, headers, body

    def header(self, name):
        return next((value for key, value in self.headers if key == name), None)

    @property
    def json(self):
        try:
            return strict(self.body.decode("utf-8"))
        except ValueError:
            raise Failed(f"{self.status}, no JSON: {short(self.body.decode(errors='replace'))}") from None

    def error(self, status, *codes):
        """The error of an answer with that status."""
        self.has(status)
        error = self.json.get("error")
        expect(isinstance(error, dict), f"no error: {short(self.json)}")
        expect(not codes or error["code"] in codes, f"code {error['code']}, wanted {codes}: {short(error)}")
        return error

    def has(self, *statuses):
        expect(
            self.status in statuses,
            f"status {self.status}, wanted {statuses}: {short(self.body.decode(errors='replace'))}",
        )
        return self

    @property
    def result(self):
        self.has(200)
        answer = events(self.body)[-1] if self.is_stream else self.json
        expect("result" in answer, short(answer))
        return answer["result"]

    @property
    def is_stream(self):
        return (self.header("content-type") or "").startswith("text/event-stream")


def events(body):
    """The messages of a stream of events."""
    found = []
    for block in body.decode("utf-8").replace("\r\n", "\n").split("\n\n"):
        data = [line[5:].removeprefix(" ") for line in block.split("\n") if line.startswith("data:")]
        if data:
            found.append(strict("\n".join(data)))
    return found


class Connection:
    """A connection of whatever bytes."""

    def __init__(self, port=None, seconds=15, path=None):
        if path:
            self.socket = socket.socket(socket.AF_UNIX)
            self.socket.settimeout(seconds)
            self.socket.connect(path)
        else:
            self.socket = socket.create_connection(("127.0.0.1", port or endpoint().port), seconds)
        self.file = self.socket.makefile("rb")

    def send(self, data):
        try:
            self.socket.sendall(data)
        except (BrokenPipeError, ConnectionResetError):
            pass

    def head(self):
        """Status and headers of an answer, or None at the end of the connection."""
        try:
            line = self.file.readline()
            if not line:
                return None
            status = int(line.split()[1])
            headers = []
            while (line := self.file.readline()) not in (b"\r\n", b"\n", b""):
                name, _, value = line.decode("latin-1").partition(":")
                headers.append((name.lower(), value.strip()))
            return Reply(status, headers, b"")
        except ConnectionResetError:
            return None

    def chunk(self):
        """The next piece of a body in chunks; empty at its end."""
        size = int(self.file.readline().split(b";")[0], 16)
        data = self.file.read(size)
        self.file.readline()
        return data

    def reply(self, has_body=True):
        reply = self.head()
        if reply is None:
            raise Failed("the connection was closed without an answer")
        if reply.header("transfer-encoding") == "chunked":
            while piece := self.chunk():
                reply.body += piece
        elif reply.header("content-length") is not None and has_body:
            reply.body = self.file.read(int(reply.header("content-length")))
        elif has_body and reply.status >= 200 and reply.status not in (204, 304):
            reply.body = self.file.read()
        all_replies.append(reply)
        return reply

    def close(self):
        self.file.close()
        self.socket.close()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()


def head_of(port, headers, body, method="POST", path="/mcp"):
    """The bytes of a request; a header that is None is left out, one that is a list stands several times."""
    lines = [f"{method} {path} HTTP/1.1"]
    for name, value in headers.items():
        for one in value if isinstance(value, list) else [value]:
            if one is not None:
                lines.append(f"{name}: {one}")
    return ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1") + body


def plain(port, body=b"", token=None):
    headers = {
        "Host": f"127.0.0.1:{port}",
        "Authorization": f"Bearer {token or endpoint().token}",
        "Content-Type": "application/json",
        "Accept": "application/json, text/event-stream",
    }
    return {**headers, "Content-Length": str(len(body))}


def ask(headers=None, body=b"", method="POST", path="/mcp", where=None, seconds=20):
    """One request, exactly as told."""
    where = where or endpoint()
    with Connection(where.port, seconds) as connection:
        connection.send(
            head_of(
                where.port, {**plain(where.port, body, where.token), **(headers or {})}, body, method, path
            )
        )
        return connection.reply(method != "HEAD")


def message(method, params=None, capabilities=None, meta=None, identity=None):
    """A request of the stateless revision."""
    return {
        "jsonrpc": "2.0",
        "id": next(_ids) if identity is None else identity,
        "method": method,
        "params": {**(params or {}), "_meta": {**envelope(capabilities), **(meta or {})}},
    }


def mirrored(body):
    """The headers that repeat what the body says."""
    headers = {
        "MCP-Protocol-Version": body["params"]["_meta"].get(META + "protocolVersion", STATELESS),
        "Mcp-Method": body["method"],
    }
    if body["method"] in NAMED:
        headers["Mcp-Name"] = body["params"].get(NAMED[body["method"]])
    return headers


def post(method, params=None, headers=None, where=None, seconds=20, **more):
    """A request of the stateless revision, with the headers changed as told."""
    body = message(method, params, **more)
    return ask({**mirrored(body), **(headers or {})}, json.dumps(body).encode(), where=where, seconds=seconds)


def legacy(method, params=None, era="2025-11-25", headers=None, where=None, identity=None):
    """A request of a revision with a handshake."""
    body = {"jsonrpc": "2.0", "id": next(_ids) if identity is None else identity, "method": method}
    if params is not None:
        body["params"] = params
    return ask({"MCP-Protocol-Version": era, **(headers or {})}, json.dumps(body).encode(), where=where)
