"""What was said on every wire of this run, after all of it."""

import json

from endpoint import all_replies, all_tokens, events
from official import check_notification, check_result, check_value
from register import STATELESS, Failed, Family, expect, same, short
from wire import META, is_answer
from world import all_servers

check = Family("transcript", "all revisions: every message of every conversation of this run")

CODES = {-32700, -32600, -32601, -32602, -32603, -32002, -32020, -32021, -32022}


def messages(server):
    for _, message in server.received:
        if message is not None:
            yield from message if isinstance(message, list) else [message]


def requests(server):
    """The requests that were sent and could be read, with the revision that each was in."""
    era = None
    for _, data in server.sent:
        for line in data.split(b"\n"):
            try:
                parsed = json.loads(line)
            except (ValueError, RecursionError):
                continue
            for message in parsed if isinstance(parsed, list) else [parsed]:
                if (
                    not isinstance(message, dict)
                    or not isinstance(message.get("method"), str)
                    or "id" not in message
                ):
                    continue
                params = message.get("params")
                meta = params.get("_meta") if isinstance(params, dict) else None
                if message["method"] == "initialize" and isinstance(params, dict):
                    asked = params.get("protocolVersion")
                    if isinstance(asked, str):
                        era = asked if asked in ("2024-11-05", "2025-03-26", "2025-06-18") else "2025-11-25"
                stateless = (
                    message["method"] != "initialize"
                    and isinstance(meta, dict)
                    and (META + "protocolVersion" in meta or META + "clientCapabilities" in meta)
                )
                yield message, STATELESS if stateless else era


def each(body):
    """Collects what is wrong; the first few are told."""
    faults = []
    for server in all_servers():
        try:
            body(server)
        except Failed as failed:
            faults.append(str(failed))
    expect(all_servers(), "no conversations")
    expect(not faults, f"{len(faults)} conversations: {short(faults[:3], 700)}")


@check("pure", "standard output has messages and nothing else, each on one line")
def _(world):
    each(lambda server: same(server.strange, [], "lines that are no message"))


@check("forms", "every message is a request, a notification, a result or an error of JSON-RPC 2.0")
def _(world):
    def body(server):
        for message in messages(server):
            same(message.get("jsonrpc"), "2.0", f"jsonrpc of {short(message)}")
            kinds = [key for key in ("method", "result", "error") if key in message]
            same(len(kinds), 1, f"kinds of {short(message)}")
            strange = set(message) - {"jsonrpc", "id", "method", "params", "result", "error"}
            same(sorted(strange), [], "members")
            if "result" in message:
                expect(
                    type(message["id"]) in (int, str) and isinstance(message["result"], dict), short(message)
                )

    each(body)


@check("codes", "no code that the specification does not know")
def _(world):
    def body(server):
        for message in messages(server):
            if "error" in message:
                expect(message["error"]["code"] in CODES, short(message))
                expect(set(message["error"]) <= {"code", "message", "data"}, short(message))
                asked = [line for _, line in server.sent if b'"id": %s' % str(message["id"]).encode() in line]
                expect(
                    message["error"]["code"] != -32603, f"an internal error: {short(message)} to {asked[:1]}"
                )

    each(body)


@check("codes-by-revision", "-32002 in older revisions alone, -32020 to -32022 in the stateless one alone")
def _(world):
    def body(server):
        eras = {
            repr(request["id"]): era
            for request, era in requests(server)
            if not isinstance(request["id"], list)
        }
        for message in messages(server):
            if "error" in message and repr(message.get("id")) in eras:
                era, code = eras[repr(message["id"])], message["error"]["code"]
                expect(era != STATELESS or code != -32002, short(message))
                expect(era == STATELESS or not -32099 <= code <= -32020, short(message))

    each(body)


@check("answered-once", "no request is answered twice")
def _(world):
    def body(server):
        sent = {}
        for request, _ in requests(server):
            sent[repr(request["id"])] = sent.get(repr(request["id"]), 0) + 1
        got = {}
        for message in messages(server):
            if "method" not in message and message.get("id") is not None:
                got[repr(message["id"])] = got.get(repr(message["id"]), 0) + 1
        more = {key: count for key, count in got.items() if key in sent and count > sent[key]}
        same(more, {}, "answered more often than asked")

    each(body)


@check("official", "the official package takes every result of the run as one of its revision")
def _(world):
    counted = [0]

    def body(server):
        sent = [repr(request["id"]) for request, _ in requests(server)]
        for request, era in requests(server):
            if sent.count(repr(request["id"])) > 1:
                continue
            answers = [m for m in messages(server) if "result" in m and is_answer(m, request["id"])]
            if era and len(answers) == 1 and request["method"] != "subscriptions/listen":
                counted[0] += 1
                check_result(request["method"], era, answers[0]["result"])

    each(body)
    expect(counted[0] > 100, f"{counted[0]} results")


@check("notifications", "and every notification")
def _(world):
    def body(server):
        eras = {era for _, era in requests(server) if era}
        for message in messages(server):
            if "method" in message and "id" not in message and len(eras) == 1:
                check_notification(message["method"], next(iter(eras)), message.get("params"))

    each(body)


@check("structures", "every structuredContent of the run matches its tool's output schema")
def _(world):
    schemas, counted = {}, [0]
    for server in all_servers():
        for message in messages(server):
            for tool in message.get("result", {}).get("tools", []):
                if "outputSchema" in tool:
                    schemas[tool["name"]] = tool["outputSchema"]

    def body(server):
        for request, _ in requests(server):
            if request["method"] == "tools/call" and isinstance(request.get("params"), dict):
                name = request["params"].get("name")
                for message in messages(server):
                    if is_answer(message, request["id"]) and "structuredContent" in message.get("result", {}):
                        counted[0] += 1
                        expect(name in schemas, f"{name} has no output schema")
                        check_value(message["result"]["structuredContent"], schemas[name], name)

    each(body)
    expect(counted[0] > 50, f"{counted[0]} structures")


@check("no-requests", "a stateless client, or one without forms, is asked nothing")
def _(world):
    def body(server):
        eras = {era for _, era in requests(server)}
        for message in messages(server):
            if "method" in message and "id" in message:
                same(message["method"], "elicitation/create", "method")
                expect(eras != {STATELESS}, short(message))

    each(body)


@check("no-logging", "nobody is sent log messages, nor asked for roots or a model's words")
def _(world):
    def body(server):
        for message in messages(server):
            expect(
                message.get("method")
                not in ("notifications/message", "roots/list", "sampling/createMessage"),
                short(message),
            )

    each(body)


@check("no-secrets", "no secret of the server stands in any answer")
def _(world):
    each(
        lambda server: expect(
            not any("testbed-only" in json.dumps(message) for message in messages(server)), "a secret"
        )
    )


@check("no-crash", "no server ended but with its input or by a signal of ours")
def _(world):
    each(
        lambda server: expect(
            server.process.returncode in (None, 0, 64, -2, -9, -15, -1, 129, 130, 143),
            f"exit {server.process.returncode}: {short(server.errors.decode(errors='replace'))}",
        )
    )


def replies():
    """The messages that came by HTTP, each with its answer's status."""
    expect(len(all_replies) > 50, f"{len(all_replies)} answers by HTTP")
    for reply in all_replies:
        kind = reply.header("content-type") or ""
        if kind.startswith("application/json") and reply.body:
            found = reply.json
            for message in found if isinstance(found, list) else [found]:
                yield reply, message
        elif reply.is_stream:
            for message in events(reply.body):
                yield reply, message


@check("http-forms", "every message by HTTP is one of JSON-RPC 2.0, its errors with known codes")
def _(world):
    for reply, message in replies():
        same(message.get("jsonrpc"), "2.0", f"jsonrpc of {short(message)}")
        same(sum(key in message for key in ("method", "result", "error")), 1, f"kinds of {short(message)}")
        if "error" in message:
            expect(message["error"]["code"] in CODES - {-32603}, short(message))


@check("http-statuses", "a result has 200, and what the headers contradict 400")
def _(world):
    for reply, message in replies():
        if "result" in message:
            same(reply.status, 200, f"status of {short(message)}")
        if message.get("error", {}).get("code") in (-32700, -32600, -32020, -32021, -32022):
            same(reply.status, 400, f"status of {short(message)}")


@check("http-headers", "no answer opens the door to pages of other sites, makes a session or tells the token")
def _(world):
    expect(len(all_replies) > 50, f"{len(all_replies)} answers by HTTP")
    for reply in all_replies:
        for name, value in reply.headers:
            expect(not name.startswith("access-control-") and name != "mcp-session-id", f"{name}: {value}")
        for token in all_tokens():
            expect(token.encode() not in reply.body and token not in str(reply.headers), "the token")


@check("http-no-secrets", "no secret of the server stands in any answer by HTTP")
def _(world):
    expect(all(b"testbed-only" not in reply.body for reply in all_replies), "a secret")
