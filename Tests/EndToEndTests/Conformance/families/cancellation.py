"""Cancellation: after it nothing is said of a request."""

import time

from register import ERAS, STATELESS, Family, expect, same, short
from wire import is_answer
from world import SLOW, children_named, until

check = Family("cancellation", "2026-07-28 and 2025-11-25, Cancellation; stdio")

CHECK = {"name": "check", "arguments": {}}


class Cancelled:
    """In each revision slow calls of which some are cancelled, followed until the others were answered."""

    IDS = [1001, "1001", "word"]

    def __init__(self, world):
        self.sessions = {era: world.fresh(era, file=SLOW, cwd="/srv/slow") for era in ERAS}
        world.own = []
        world.shared.update({("slow", era): session for era, session in self.sessions.items()})
        self.kept, self.since = {}, {}
        for era, session in self.sessions.items():
            for identity in self.IDS:
                session.send("tools/call", CHECK, {"progressToken": f"of-{identity!r}"}, identity)
            self.kept[era] = [
                session.send("tools/call", CHECK, identity=identity) for identity in (1002, "1002")
            ]
        time.sleep(0.4)
        for session in self.sessions.values():
            for identity in self.IDS:
                session.server.notify(
                    "notifications/cancelled", {"requestId": identity, "reason": "changed my mind"}
                )
        for era, session in self.sessions.items():
            session.server.is_alive()
            self.since[era] = len(session.server.received)
        for era, session in self.sessions.items():
            for identity in self.kept[era]:
                session.server.answer(identity, 60)
        time.sleep(0.3)


def cancelled(world):
    if not hasattr(world, "cancelled_calls"):
        world.cancelled_calls = Cancelled(world)
    return world.cancelled_calls


@check.each(ERAS, "silence", "a cancelled request is not answered, with no id of either type")
def _(world, era):
    calls = cancelled(world)
    answers = [
        m
        for _, m in calls.sessions[era].server.received
        if any(is_answer(m, identity) for identity in calls.IDS)
    ]
    same(answers, [], "answers")


@check.each(ERAS, "no-progress-after", "nor has it progress after that")
def _(world, era):
    calls = cancelled(world)
    received = calls.sessions[era].server.received[calls.since[era] :]
    notes = [m for _, m in received if m.get("method") == "notifications/progress"]
    same(notes, [], "notifications")


@check.each(ERAS, "others-answered", "others are answered all the same")
def _(world, era):
    calls = cancelled(world)
    for identity in calls.kept[era]:
        expect("result" in calls.sessions[era].server.answer(identity), f"{identity!r}")


@check(
    "frees-at-once",
    "what was cancelled is worked on no more: many can be cancelled and others served at once",
)
def _(world):
    session = world.fresh(STATELESS, file=SLOW, cwd="/srv/slow")
    for _ in range(3):
        identities = [session.send("tools/call", CHECK) for _ in range(40)]
        time.sleep(0.05)
        for identity in identities:
            session.server.notify("notifications/cancelled", {"requestId": identity})
    session.call("ask", {"question": "what port does luci run on"}, seconds=4)


@check("ends-looks", "the programs that a cancelled call has started are ended, though they have seconds left")
def _(world):
    session = world.fresh(STATELESS, file=SLOW, cwd="/srv/slow")
    identities = [session.send("tools/call", CHECK) for _ in range(5)]
    until(lambda: children_named(session.server.process.pid, "rclone"), 20, "no look has begun")
    # A look has five seconds. It would end by itself then, and with an answer.
    began = time.monotonic()
    for identity in identities:
        session.server.notify("notifications/cancelled", {"requestId": identity})
    until(lambda: not children_named(session.server.process.pid, "rclone"), 3, "they run on")
    expect(time.monotonic() - began < 3, "too late")
    session.server.is_alive()
    same([m for _, m in session.server.received if any(is_answer(m, i) for i in identities)], [], "answers")


def passed_over(name, rule, params):
    @check.each(["2025-11-25", STATELESS], name, rule)
    def _(world, era):
        session = world.session(era)
        since = len(session.server.received)
        session.server.notify("notifications/cancelled", params)
        session.result("tools/list")
        same(len(session.server.received) - since, 1, "messages")


passed_over("unknown", "an id that is not known is passed over", {"requestId": 987654})
passed_over("no-id", "so is a notification without an id", {"reason": "x"})
passed_over("null-id", "or with one that is null", {"requestId": None})
passed_over("object-id", "or an object", {"requestId": {"a": 1}})
passed_over("no-params", "or without params", None)
passed_over("fraction-id", "or a fraction", {"requestId": 1.5})


@check("completed", "a request that was answered can be cancelled, and nothing comes of it")
def _(world):
    session = world.session("2025-11-25")
    session.ask("tools/list", identity="over")
    since = len(session.server.received)
    session.server.notify("notifications/cancelled", {"requestId": "over"})
    session.server.is_alive()
    same(len(session.server.received) - since, 1, "messages")


@check("other-type", '"1" does not cancel 1')
def _(world):
    session = world.session("2025-11-25")
    identity = session.send("tools/call", CHECK, identity=4242)
    session.server.notify("notifications/cancelled", {"requestId": "4242"})
    expect("result" in session.server.answer(identity, 30), "cancelled")


@check("id-again", "the id of a cancelled request may be taken again, and the answer is the new one's")
def _(world):
    session = world.fresh("2025-11-25", file=SLOW, cwd="/srv/slow")
    session.send("tools/call", CHECK, identity="reused")
    time.sleep(0.1)
    session.server.notify("notifications/cancelled", {"requestId": "reused"})
    answer = session.ask("tools/list", identity="reused")
    expect("tools" in answer["result"], short(answer))


@check("initialize", "initialize cannot be cancelled")
def _(world):
    server = world.server()
    server.raw(
        b'{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":{},'
        b'"clientInfo":{"name":"c","version":"1"}}}\n'
        b'{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":1}}\n'
    )
    expect("result" in server.answer(1), "no introduction")


@check("next-line", "a cancellation that comes with the next line is in time for what takes a while")
def _(world):
    session = world.fresh(STATELESS)
    for number in range(50):
        identity = session.send("tools/call", CHECK, identity=f"quick-{number}")
        session.server.notify("notifications/cancelled", {"requestId": identity})
    time.sleep(0.5)
    session.result("tools/list")
    late = [m for _, m in session.server.received if str(m.get("id", "")).startswith("quick-")]
    expect(len(late) <= 5, f"{len(late)} of 50 were answered")
