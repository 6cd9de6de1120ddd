"""Progress of a call that asked for it."""

import time

from register import ERAS, STATELESS, Family, expect, same, short
from wire import is_answer
from world import SLOW

check = Family("progress", "2026-07-28 and 2025-11-25, Progress")

TOKENS = ["word", 7, 0, -1, "7", ""]
BAD = {"true": True, "object": {}, "fraction": 1.5, "null": None, "array": []}


class Slow:
    """Slow calls of every revision, all of them at the same time; the notes and the answer of each."""

    def __init__(self, world):
        self.sessions = {era: world.fresh(era, file=SLOW, cwd="/srv/slow") for era in ERAS}
        # They end with the family, not with the check that happened to come first.
        world.own = []
        world.shared.update({("slow", era): session for era, session in self.sessions.items()})
        self.calls = {}
        for era in ERAS:
            for token in TOKENS if era in ("2025-11-25", STATELESS) else TOKENS[:1]:
                self.calls[era, repr(token)] = self.send(era, {"progressToken": token})
        for kind, token in BAD.items():
            self.calls["2025-11-25", kind] = self.send("2025-11-25", {"progressToken": token})
        self.calls["2025-11-25", "none"] = self.send("2025-11-25", None)
        for (era, _), identity in self.calls.items():
            self.sessions[era].server.answer(identity, 60)
        time.sleep(0.2)

    def send(self, era, meta):
        return self.sessions[era].send("tools/call", {"name": "check", "arguments": {}}, meta)

    def notes(self, era, token="word"):
        """Each note with its place among the messages, and the place of the answer."""
        messages = [m for _, m in self.sessions[era].server.received]
        answer = next(n for n, m in enumerate(messages) if is_answer(m, self.calls[era, repr(token)]))
        notes = [
            (n, m["params"])
            for n, m in enumerate(messages)
            if m.get("method") == "notifications/progress"
            and repr(m["params"]["progressToken"]) == repr(token)
        ]
        return notes, answer


def slow(world):
    if not hasattr(world, "slow_calls"):
        world.slow_calls = Slow(world)
    return world.slow_calls


@check.each(ERAS, "before-the-answer", "a call of seconds has progress, all of it before its answer")
def _(world, era):
    notes, answer = slow(world).notes(era)
    expect(notes, "no progress")
    expect(
        all(place < answer for place, _ in notes),
        f"{[place for place, _ in notes]} and the answer at {answer}",
    )


@check.each(
    [f"{token!r}-{era}" for era in ("2025-11-25", STATELESS) for token in TOKENS],
    "token",
    'the token comes back exactly, with its type: 7 is not "7"',
)
def _(world, key):
    written, era = key.split("-2", 1)
    token = next(one for one in TOKENS if repr(one) == written)
    notes, _ = slow(world).notes("2" + era, token)
    expect(notes, f"no progress with the token {written}")


@check.each(ERAS, "increasing", "progress always grows, and never passes its total")
def _(world, era):
    notes, _ = slow(world).notes(era)
    values = [params["progress"] for _, params in notes]
    expect(values, "no progress")
    expect(all(a < b for a, b in zip(values, values[1:])), short(values))
    for _, params in notes:
        expect("total" not in params or params["progress"] <= params["total"], short(params))


@check("rate", "a client is not flooded: about five a second at most")
def _(world):
    notes, _ = slow(world).notes(STATELESS)
    expect(0 < len(notes) <= 40, f"{len(notes)} in five seconds")


@check.each(ERAS, "message", "what is under way is told in words from 2025-03-26 on")
def _(world, era):
    said = [params["message"] for _, params in slow(world).notes(era)[0] if "message" in params]
    if era == "2024-11-05":
        same(said, [], "messages")
    else:
        expect(said and all(isinstance(one, str) and one for one in said), short(said))


@check.each(list(BAD), "bad-token", "a token is a string or an integer: with another there is no progress")
def _(world, kind):
    calls = slow(world)
    notes = [
        m
        for _, m in calls.sessions["2025-11-25"].server.received
        if m.get("method") == "notifications/progress"
    ]
    tokens = {repr(one) for one in TOKENS}
    strange = [one for one in notes if repr(one["params"].get("progressToken")) not in tokens]
    same(strange, [], "progress")
    expect(calls.calls["2025-11-25", kind], "not asked")


@check.each(ERAS, "unasked", "without a token there is no progress")
def _(world, era):
    session = world.session(era)
    session.call("check")
    found = [m for _, m in session.server.received if m.get("method") == "notifications/progress"]
    same(found, [], "progress")


@check("quick-call", "after an answer there is no progress")
def _(world):
    session = world.session(STATELESS)
    for number in range(20):
        identity = session.send(
            "tools/call",
            {"name": "ask", "arguments": {"question": "what port does luci run on"}},
            {"progressToken": number},
        )
        session.server.answer(identity)
    since = len(session.server.received)
    session.server.quiet(0.2, lambda message: message.get("method") == "notifications/progress", since)
