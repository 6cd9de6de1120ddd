"""A form that nobody answers: it expires, and that is told as nothing else."""

import time

from register import STATELESS, Family, expect, same, short
from world import complaint, known_way, program, text_of

check = Family("expiring", "2025-11-25, Elicitation; 2026-07-28, Multi Round-Trip Requests; root's form-time")

FORMS = {"elicitation": {"form": {}}}
YES = {"action": "accept", "content": {"confirm_subject": "luci"}}
# As the policy of the run has it, and what a busy machine adds.
TIME, MORE = 12, 8


class Unanswered:
    """Forms of each kind, left alone until their time is over."""

    def __init__(self, world):
        tool, around = known_way("start_service")
        self.params = {"name": tool["name"], "arguments": around({"service": "luci"})}
        self.handshake = world.fresh("2025-11-25", capabilities=FORMS)
        self.stateless = world.fresh(STATELESS, capabilities=FORMS)
        world.own = []
        self.state = self.stateless.result("tools/call", self.params)["requestState"]
        tool, around = known_way("restore_into_that")
        self.destroying = {"name": tool["name"], "arguments": around({"STAMP": "2026-11-28"})}
        self.longer = self.stateless.result("tools/call", self.destroying)["requestState"]
        self.began = time.monotonic()
        identity = self.handshake.send("tools/call", self.params)
        server = self.handshake.server
        self.form = server.wait(lambda m: m.get("method") == "elicitation/create", what="no form")
        self.answer = server.answer(identity, TIME + MORE)
        self.took = time.monotonic() - self.began
        world.shared.update({"handshake": self.handshake, "stateless": self.stateless})


def unanswered(world):
    if not hasattr(world, "unanswered"):
        world.unanswered = Unanswered(world)
    return world.unanswered


@check("told", "the call says that the form expired, not that somebody declined; the form is taken back first")
def _(world):
    found = unanswered(world)
    text = complaint(found.answer["result"])
    expect("expired" in text and f"{TIME} s" in text and "declined" not in text, short(text))
    expect(TIME - 1 <= found.took, f"after {found.took:.1f} s")
    messages = [m for _, m in found.handshake.server.received]
    back = [m for m in messages if m.get("method") == "notifications/cancelled"]
    same([m["params"]["requestId"] for m in back], [found.form["id"]], "forms taken back")
    expect(messages.index(back[0]) < messages.index(found.answer), "after the answer")


@check("late", "a yes that comes later does nothing")
def _(world):
    found = unanswered(world)
    before, server = program("site-luci"), found.handshake.server
    since = len(server.received)
    server.message({"jsonrpc": "2.0", "id": found.form["id"], "result": YES})
    server.is_alive()
    same(len(server.received) - since, 1, "messages")
    same(program("site-luci"), before, "state, pid")


@check("state", "a state is good for as long: then it is -32602, and says that it has expired")
def _(world):
    found = unanswered(world)
    again = {**found.params, "requestState": found.state, "inputResponses": {"confirm": YES}}
    error = found.stateless.error("tools/call", again, code=-32602)
    expect("expired" in error["message"], short(error))


@check("destroying", "one for what can lose data is thought over longer, and a no to it is a no")
def _(world):
    found = unanswered(world)
    answer = {"confirm": {"action": "decline"}}
    again = {**found.destroying, "requestState": found.longer, "inputResponses": answer}
    result = found.stateless.result("tools/call", again)
    expect("declined" in complaint(result), short(text_of(result)))
