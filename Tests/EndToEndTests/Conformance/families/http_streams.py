"""Streams of events: progress, subscriptions, and a client that closes."""

import json
import time

from endpoint import Connection, Endpoint, endpoint, events, head_of, message, mirrored, plain, post
from fixtures import Changing
from official import check_notification
from register import STATELESS, Family, expect, same, short
from wire import META
from world import SLOW, children_named, run, until

check = Family("http-streams", "2026-07-28, Streamable HTTP, Receiving Messages; Cancellation")

ID = META + "subscriptionId"
CHECK = {"name": "check", "arguments": {}}
ALL = {
    "toolsListChanged": True,
    "promptsListChanged": True,
    "resourcesListChanged": True,
    "resourceSubscriptions": ["runbook://agents.md"],
}


def opened(where, body, seconds=20, **headers):
    """A request on a connection that stays open."""
    connection = Connection(where.port, seconds)
    data = json.dumps(body).encode()
    connection.send(
        head_of(where.port, {**plain(where.port, data, where.token), **mirrored(body), **headers}, data)
    )
    return connection


def listen(where, wanted=None, identity="listen-1", seconds=20):
    """A subscription, and the events up to its acknowledgement."""
    connection = opened(
        where,
        message(
            "subscriptions/listen", {"notifications": ALL if wanted is None else wanted}, identity=identity
        ),
        seconds,
    )
    reply = connection.head()
    expect(reply and reply.status == 200, f"status {reply and reply.status}")
    return connection, reply, next_event(connection)


def next_event(connection):
    while True:
        piece = connection.chunk()
        expect(piece, "the stream ended")
        if found := events(piece):
            return found[0]


@check("progress", "a call with a token is a stream: progress first, then the answer, then its end")
def _(world):
    reply = post("tools/call", CHECK, where=endpoint(SLOW), meta={"progressToken": "p"})
    same(reply.status, 200, "status")
    expect(reply.is_stream, short(reply.headers))
    found = events(reply.body)
    notes = [one["params"] for one in found if one.get("method") == "notifications/progress"]
    expect(len(notes) == len(found) - 1 and notes, short(found))
    expect("result" in found[-1], "the last is no answer")
    values = [note["progress"] for note in notes]
    expect(all(a < b for a, b in zip(values, values[1:])), short(values))
    for note in notes:
        same(note["progressToken"], "p", "progressToken")
        check_notification("notifications/progress", STATELESS, note)


def silent():
    """A subscription to nothing, and when it began."""
    connection, _, _ = listen(endpoint(), {}, identity="silent", seconds=22)
    return connection, time.monotonic()


@check("silent", "a subscription to nothing is acknowledged as well")
def _(world):
    # Its sign of life is waited for by the last check of the family: it comes after fifteen seconds.
    world.silent = silent()


@check("headers", "nothing on the way keeps events back")
def _(world):
    connection, reply, _ = listen(endpoint())
    connection.close()
    same(reply.header("x-accel-buffering"), "no", "x-accel-buffering")
    expect("no-cache" in (reply.header("cache-control") or ""), short(reply.headers))
    expect(reply.header("content-type").startswith("text/event-stream"), short(reply.headers))


@check("json-alone", "a client that takes JSON alone gets the answer without progress")
def _(world):
    reply = post(
        "tools/call",
        {"name": "check", "arguments": {}},
        {"Accept": "application/json"},
        meta={"progressToken": 1},
    )
    expect(not reply.is_stream, short(reply.headers))
    same(reply.result["isError"], False, "isError")


@check.each(["word", 7], "acknowledged", "a subscription begins with its acknowledgement")
def _(world, identity):
    connection, _, first = listen(endpoint(), identity=identity)
    connection.close()
    same(first["method"], "notifications/subscriptions/acknowledged", "method")
    same((first["params"]["_meta"][ID], first["params"]["notifications"]), (identity, ALL), "id, honoured")


@check("changes", "a change is told on the stream, tagged")
def _(world):
    runbook = Changing()
    where = endpoint(runbook.path)
    connection, _, _ = listen(where, {"resourcesListChanged": True}, identity=9)
    runbook.add_section()
    event = next_event(connection)
    same(
        (event["method"], event["params"]["_meta"][ID]),
        ("notifications/resources/list_changed", 9),
        "method, id",
    )
    connection.close()


@check("two", "two clients with the same id have each their own stream")
def _(world):
    runbook = Changing()
    where = endpoint(runbook.path)
    one, _, _ = listen(where, {"resourcesListChanged": True})
    two, _, _ = listen(where, {"resourceSubscriptions": ["runbook://agents.md"]})
    runbook.add_section()
    same(next_event(one)["method"], "notifications/resources/list_changed", "method of the first")
    same(next_event(two)["method"], "notifications/resources/updated", "method of the second")
    one.close()
    two.close()


@check("closing-frees", "a client that closes its stream has cancelled: nothing of it is kept")
def _(world):
    where = endpoint()
    # 64 are served at once.
    for _ in range(4):
        connections = [listen(where)[0] for _ in range(25)]
        for connection in connections:
            connection.close()
    connection, _, first = listen(where)
    connection.close()
    same(first["method"], "notifications/subscriptions/acknowledged", "method")
    post("tools/list").has(200)


@check("closing-cancels", "a call whose connection was closed is worked on no more")
def _(world):
    where = endpoint(SLOW)
    connections = [opened(where, message("tools/call", CHECK)) for _ in range(40)]
    until(lambda: children_named(where.process.pid, "rclone"), 20, "no look has begun")
    for connection in connections:
        connection.close()
    # A look has five seconds, and all forty would take a minute.
    until(lambda: not children_named(where.process.pid, "rclone"), 3, "what was begun runs on")
    post(
        "tools/call", {"name": "ask", "arguments": {"question": "what port does luci run on"}}, where=where
    ).has(200)


@check("malformed", "a malformed subscription is 400, -32602, no stream")
def _(world):
    post("subscriptions/listen", {"notifications": "all"}).error(400, -32602)


@check("shutdown", "when the service ends, a subscription is answered as complete, and the stream closes")
def _(world):
    where = Endpoint()
    connection, _, _ = listen(where, identity="last")
    where.process.terminate()
    event = next_event(connection)
    same((event["id"], event["result"]["resultType"]), ("last", "complete"), "id, resultType")
    same(event["result"]["_meta"][ID], "last", "subscriptionId")
    same(connection.chunk(), b"", "after the answer")
    connection.close()
    same(where.process.wait(5), 0, "exit status")


@check("restart-beside-look-ups", "look-ups are served at once while calls of seconds are under way")
def _(world):
    where = endpoint(SLOW)
    slow = [opened(where, message("tools/call", CHECK)) for _ in range(8)]
    time.sleep(0.3)
    began = time.monotonic()
    for _ in range(5):
        post(
            "tools/call",
            {"name": "ask", "arguments": {"question": "what port does luci run on"}},
            where=where,
        ).has(200)
    took = time.monotonic() - began
    for connection in slow:
        connection.close()
    expect(took < 10, f"five look-ups took {took:.1f} s")


@check("no-orphans", "no child of a closed call stays behind as a zombie")
def _(world):
    end, zombies = time.monotonic() + 8, ["?"]
    while time.monotonic() < end and zombies:
        parents = run(["/usr/bin/pgrep", "-f", "runbook-http"]).stdout.split()
        listed = [
            line.split() for line in run(["/usr/bin/ps", "-e", "-o", "stat=,ppid="]).stdout.splitlines()
        ]
        zombies = [line for line in listed if line[0].startswith("Z") and line[1] in parents]
        time.sleep(0.2)
    same(zombies, [], "zombies")


@check("keep-alive", "a silent stream has a sign of life within twenty seconds")
def _(world):
    connection, began = world.silent if hasattr(world, "silent") else silent()
    piece = connection.chunk()
    connection.close()
    expect(piece.startswith(b":"), short(repr(piece)))
    expect(time.monotonic() - began < 20 or hasattr(world, "silent"), "too late")
