"""Raw lines to and from `runbook mcp`: nothing of a client library stands between a check and the bytes."""

import itertools
import json
import os
import signal
import subprocess
import threading
import time

from register import STATELESS, Failed, expect, short

META = "io.modelcontextprotocol/"


class NotStrict(ValueError):
    pass


def strict(text):
    """JSON without what only Python reads, and with every member once."""

    def members(pairs):
        if len({key for key, _ in pairs}) < len(pairs):
            raise NotStrict("a member twice")
        return dict(pairs)

    def constant(word):
        raise NotStrict(word)

    return json.loads(text, object_pairs_hook=members, parse_constant=constant)


def envelope(capabilities=None, version=STATELESS, **more):
    """`_meta` of a request of the stateless revision."""
    meta = {
        META + "protocolVersion": version,
        META + "clientInfo": {"name": "conformance", "version": "1"},
        META + "clientCapabilities": {} if capabilities is None else capabilities,
    }
    meta.update(more)
    return meta


class Server:
    """One process, its lines in and out with their times."""

    def __init__(self, words, cwd="/srv/runbook", user=None, environment=None):
        if user:
            words = ["/usr/sbin/runuser", "-u", user, "--"] + words
        self.words = words
        self.received, self.sent, self.strange, self.errors = [], [], [], b""
        self.arrived = threading.Condition()
        self.ids = itertools.count(1)
        self.ended = False
        self.process = subprocess.Popen(
            words,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            cwd=cwd,
            env={**os.environ, **(environment or {})},
            start_new_session=True,
        )
        self.threads = [threading.Thread(target=body, daemon=True) for body in (self._read, self._listen)]
        for thread in self.threads:
            thread.start()

    def _read(self):
        for line in self.process.stdout:
            try:
                message = strict(line.decode("utf-8"))
                if not line.endswith(b"\n") or not isinstance(message, (dict, list)):
                    raise NotStrict("no message")
            except (ValueError, RecursionError):
                self.strange.append(line)
                message = None
            with self.arrived:
                self.received.append((time.monotonic(), message))
                self.arrived.notify_all()
        with self.arrived:
            self.ended = True
            self.arrived.notify_all()

    def _listen(self):
        for line in self.process.stderr:
            self.errors += line

    def raw(self, data):
        self.sent.append((time.monotonic(), data))
        try:
            self.process.stdin.write(data)
            self.process.stdin.flush()
        except (BrokenPipeError, ValueError):
            raise Failed(f"the server is gone: {short(self.errors.decode(errors='replace'))}") from None

    def line(self, text):
        self.raw((text if isinstance(text, bytes) else text.encode()) + b"\n")

    def message(self, message):
        self.line(json.dumps(message, ensure_ascii=False))

    def wait(self, wanted, seconds=10, since=0, what="an answer"):
        """The first message that is wanted, among those that came after the first `since`."""
        end = time.monotonic() + seconds
        with self.arrived:
            while True:
                for _, message in self.received[since:]:
                    if message is not None and wanted(message):
                        return message
                rest = end - time.monotonic()
                if rest <= 0 or self.ended:
                    state = "the server ended" if self.ended else f"not within {seconds} s"
                    raise Failed(f"{what}: {state}")
                self.arrived.wait(rest)

    def answer(self, identity, seconds=10, since=0):
        return self.wait(
            lambda message: is_answer(message, identity), seconds, since, f"no answer to {identity!r}"
        )

    def quiet(self, seconds, unwanted, since=0):
        """Nothing unwanted within that time."""
        try:
            message = self.wait(unwanted, seconds, since)
        except Failed:
            expect(not self.ended, f"the server ended: {short(self.errors.decode(errors='replace'))}")
            return
        raise Failed(f"unwanted: {short(message)}")

    def notify(self, method, params=None):
        self.message({"jsonrpc": "2.0", "method": method, **({} if params is None else {"params": params})})

    def ask(self, method, params=None, identity=None, seconds=10):
        identity = self.send(method, params, identity)
        return self.answer(identity, seconds)

    def send(self, method, params=None, identity=None):
        identity = next(self.ids) if identity is None else identity
        body = {"jsonrpc": "2.0", "id": identity, "method": method}
        self.message(body if params is None else {**body, "params": params})
        return identity

    def is_alive(self, seconds=10):
        """Still reads and answers: a ping in any state."""
        answer = self.ask("ping", identity=f"alive-{next(self.ids)}", seconds=seconds)
        expect("result" in answer, f"ping: {short(answer)}")

    def close(self, seconds=5):
        """Ends its input; gives the exit code and the seconds it took."""
        began = time.monotonic()
        try:
            self.process.stdin.close()
        except BrokenPipeError:
            pass
        try:
            code = self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            self.kill()
            raise Failed(f"still there {seconds} s after its input ended") from None
        took = time.monotonic() - began
        for thread in self.threads:
            thread.join(2)
        return code, took

    def kill(self):
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()


def is_answer(message, identity):
    if isinstance(message, list):
        return any(is_answer(element, identity) for element in message)
    found = message.get("id")
    return "method" not in message and type(found) is type(identity) and found == identity


class Session:
    """A server spoken to in one revision: the handshake is done, or each request has its envelope."""

    def __init__(self, server, era, capabilities=None, is_initialized=False):
        self.server, self.era, self.capabilities = server, era, capabilities or {}
        self.introduction = None
        if era != STATELESS and not is_initialized:
            self.introduction = server.ask(
                "initialize",
                {
                    "protocolVersion": era,
                    "capabilities": self.capabilities,
                    "clientInfo": {"name": "conformance", "version": "1"},
                },
            )
            expect("result" in self.introduction, f"initialize: {short(self.introduction)}")
            server.notify("notifications/initialized")

    @property
    def is_stateless(self):
        return self.era == STATELESS

    def params(self, params, meta=None):
        if self.is_stateless:
            return {**(params or {}), "_meta": {**envelope(self.capabilities), **(meta or {})}}
        return {**(params or {}), "_meta": meta} if meta else params

    def send(self, method, params=None, meta=None, identity=None):
        return self.server.send(method, self.params(params, meta), identity)

    def ask(self, method, params=None, meta=None, identity=None, seconds=10):
        return self.server.answer(self.send(method, params, meta, identity), seconds)

    def result(self, method, params=None, meta=None, seconds=10):
        answer = self.ask(method, params, meta, seconds=seconds)
        expect("result" in answer, f"{method}: {short(answer)}")
        return answer["result"]

    def error(self, method, params=None, meta=None, code=None):
        return error_of(self.ask(method, params, meta), code)

    def call(self, tool, arguments=None, seconds=30, **more):
        """The result of a tool, error or not."""
        return self.result(
            "tools/call", {"name": tool, "arguments": arguments or {}, **more}, seconds=seconds
        )

    def tools(self):
        return self.result("tools/list")["tools"]

    @property
    def about(self):
        """Capabilities, instructions and the like, as this revision tells them."""
        return self.result("server/discover") if self.is_stateless else self.introduction["result"]


def error_of(answer, *codes):
    """The error of an answer, which has one of these codes and a message."""
    expect("error" in answer and "result" not in answer, f"no error: {short(answer)}")
    error = answer["error"]
    expect(type(error.get("code")) is int and isinstance(error.get("message"), str), f"error: {short(error)}")
    wanted = [code for code in codes if code is not None]
    expect(
        not wanted or error["code"] in wanted,
        f"code {error['code']}, wanted {wanted}: {short(error['message'])}",
    )
    return error
