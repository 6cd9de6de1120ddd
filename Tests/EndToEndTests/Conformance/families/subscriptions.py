"""Changes of the runbook, told to whoever asked."""

import os
import time

from fixtures import Changing, write
from official import check_notification
from register import HANDSHAKE, STATELESS, Family, expect, same, short
from wire import META, Session, error_of, is_answer
from world import named

check = Family("subscriptions", "2026-07-28, Subscriptions; 2025-11-25, list_changed and resources/updated")

WHOLE = "runbook://agents.md"
ID = META + "subscriptionId"
ALL = {
    "toolsListChanged": True,
    "promptsListChanged": True,
    "resourcesListChanged": True,
    "resourceSubscriptions": [WHOLE],
}
SOON = 6


def is_note(method, identity=None):
    def wanted(message):
        return message.get("method") == method and (
            identity is None or message["params"].get("_meta", {}).get(ID) == identity
        )

    return wanted


def acknowledged(session, identity, seconds=5):
    return session.server.wait(
        is_note("notifications/subscriptions/acknowledged", identity), seconds, what="no acknowledgement"
    )


def listening(world, wanted, identity="listen-1", runbook=None):
    """A runbook of its own, a server on it, and a subscription that was acknowledged."""
    runbook = runbook or Changing()
    session = Session(world.server(file=runbook.path, cwd=runbook.folder), STATELESS)
    session.send("subscriptions/listen", {"notifications": wanted}, identity=identity)
    return runbook, session, acknowledged(session, identity)


def notes(session):
    return [m for _, m in session.server.received if isinstance(m, dict) and "method" in m]


@check.each(
    ["listen-1", 4711, "", 0],
    "acknowledged",
    "the first message is the acknowledgement, with the request's id",
)
def _(world, identity):
    session = world.fresh(STATELESS)
    session.send("subscriptions/listen", {"notifications": ALL}, identity=identity)
    first = session.server.wait(lambda message: True)
    same(first.get("method"), "notifications/subscriptions/acknowledged", "method")
    same(first["params"]["_meta"][ID], identity, "subscriptionId")
    same(first["params"]["notifications"], ALL, "what is honoured")


@check("honoured", "only what was asked for is honoured, and what is not known is left out")
def _(world):
    session = world.fresh(STATELESS)
    for number, (wanted, honoured) in enumerate(
        [
            ({"toolsListChanged": True}, {"toolsListChanged": True}),
            ({"toolsListChanged": True, "weatherChanged": True}, {"toolsListChanged": True}),
            ({"toolsListChanged": False, "promptsListChanged": True}, {"promptsListChanged": True}),
            ({"resourceSubscriptions": [WHOLE, "runbook://nothing"]}, {"resourceSubscriptions": [WHOLE]}),
            ({}, {}),
        ]
    ):
        session.send("subscriptions/listen", {"notifications": wanted}, identity=f"h{number}")
        found = acknowledged(session, f"h{number}")["params"]["notifications"]
        found = {key: value for key, value in found.items() if value not in (False, [])}
        same(found, honoured, f"what is honoured of {wanted}")


@check.each(["missing", "string", "array", "null"], "malformed", "notifications are an object")
def _(world, kind):
    params = (
        {} if kind == "missing" else {"notifications": {"string": "all", "array": [], "null": None}[kind]}
    )
    world.session(STATELESS).error("subscriptions/listen", params, code=-32602)


@check.each(["flag", "uris", "uri"], "malformed-member", "its members have their types")
def _(world, kind):
    wanted = {
        "flag": {"toolsListChanged": "yes"},
        "uris": {"resourceSubscriptions": WHOLE},
        "uri": {"resourceSubscriptions": [7]},
    }[kind]
    world.session(STATELESS).error("subscriptions/listen", {"notifications": wanted}, code=-32602)


@check("no-answer-yet", "the request is not answered while it lasts, and all else is")
def _(world):
    session = world.fresh(STATELESS)
    session.send("subscriptions/listen", {"notifications": ALL}, identity="open")
    acknowledged(session, "open")
    session.result("tools/list")
    session.server.quiet(0.2, lambda message: is_answer(message, "open"))


@check("resources", "a section more: the list has changed, and the whole was updated, each tagged")
def _(world):
    runbook, session, _ = listening(world, ALL)
    runbook.add_section()
    changed = session.server.wait(
        is_note("notifications/resources/list_changed"), SOON, what="no list_changed"
    )
    same(changed["params"]["_meta"][ID], "listen-1", "subscriptionId")
    updated = session.server.wait(is_note("notifications/resources/updated"), SOON, what="no updated")
    same(
        (updated["params"]["_meta"][ID], updated["params"]["uri"]), ("listen-1", WHOLE), "subscriptionId, uri"
    )
    # Its heading is a stranger's word until somebody has agreed to it, and that may be told apart.
    end, uris = time.monotonic() + SOON, []
    while time.monotonic() < end and not any("extra" in uri for uri in uris):
        uris = [one["uri"] for one in session.result("resources/list")["resources"]]
        time.sleep(0.1)
    expect(any("extra" in uri for uri in uris), short(uris))
    for note in notes(session):
        check_notification(note["method"], STATELESS, note["params"])


@check("tools", "a service more, agreed to: the tools have changed, and have its name")
def _(world):
    runbook, session, _ = listening(world, ALL)
    runbook.add_service()
    changed = session.server.wait(is_note("notifications/tools/list_changed"), SOON, what="no list_changed")
    same(changed["params"]["_meta"][ID], "listen-1", "subscriptionId")
    enum = named(session.tools(), "restart_service")["inputSchema"]["properties"]["service"]["enum"]
    expect("extra" in enum, short(enum))


@check("only-asked", "nothing comes that was not asked for")
def _(world):
    runbook, session, _ = listening(world, {"toolsListChanged": True})
    other = Session(world.server(file=runbook.path, cwd=runbook.folder), STATELESS)
    other.send("subscriptions/listen", {"notifications": ALL}, identity="all")
    acknowledged(other, "all")
    runbook.add_section()
    other.server.wait(is_note("notifications/resources/list_changed"), SOON, what="no list_changed")
    time.sleep(0.5)
    strange = [m for m in notes(session) if "resources" in m["method"] or "prompts" in m["method"]]
    same(strange, [], "notifications")


@check("two", "two subscriptions of one process have each their own")
def _(world):
    runbook, session, _ = listening(world, {"resourcesListChanged": True}, "one")
    session.send("subscriptions/listen", {"notifications": {"resourceSubscriptions": [WHOLE]}}, identity=2)
    acknowledged(session, 2)
    runbook.add_section()
    session.server.wait(
        is_note("notifications/resources/list_changed", "one"), SOON, what="none for the first"
    )
    session.server.wait(is_note("notifications/resources/updated", 2), SOON, what="none for the second")
    time.sleep(0.3)
    for note in notes(session):
        wanted = {"notifications/resources/list_changed": "one", "notifications/resources/updated": 2}
        if note["method"] in wanted:
            same(note["params"]["_meta"][ID], wanted[note["method"]], note["method"])


@check("cancelled", "after its cancellation nothing comes, no answer either")
def _(world):
    runbook, session, _ = listening(world, ALL)
    watch = Session(world.server(file=runbook.path, cwd=runbook.folder), STATELESS)
    watch.send("subscriptions/listen", {"notifications": ALL}, identity="watch")
    acknowledged(watch, "watch")
    session.server.notify("notifications/cancelled", {"requestId": "listen-1"})
    session.result("tools/list")
    since = len(session.server.received)
    runbook.add_section()
    watch.server.wait(is_note("notifications/resources/updated"), SOON, what="no updated")
    time.sleep(0.4)
    same(session.server.received[since:], [], "messages")


@check("end-of-input", "when the server ends, the request is answered as complete, with its id")
def _(world):
    session = world.fresh(STATELESS)
    session.send("subscriptions/listen", {"notifications": ALL}, identity=77)
    acknowledged(session, 77)
    code, took = session.server.close()
    expect(code == 0 and took < 2, f"exit {code} after {took:.1f} s")
    result = session.server.answer(77)["result"]
    same(result.get("resultType"), "complete", "resultType")
    same(result["_meta"][ID], 77, "subscriptionId")


@check("id-in-use", "the id of an open subscription is not taken again")
def _(world):
    session = world.fresh(STATELESS)
    session.send("subscriptions/listen", {"notifications": ALL}, identity="taken")
    acknowledged(session, "taken")
    error_of(session.ask("subscriptions/listen", {"notifications": ALL}, identity="taken"), -32600)


@check("many", "a hundred subscriptions are served, or refused by name, and nothing breaks")
def _(world):
    session = world.fresh(STATELESS)
    for number in range(100):
        session.send("subscriptions/listen", {"notifications": ALL}, identity=f"m{number}")
    for number in range(100):
        session.server.wait(
            lambda message, number=number: is_answer(message, f"m{number}")
            or is_note("notifications/subscriptions/acknowledged", f"m{number}")(message)
        )
    expect("tools" in session.result("tools/list"), "no list")


def opened(world, era, runbook):
    """A server on the runbook, which from now on misses nothing: to `initialized` there is no answer, to these there is."""
    session = Session(world.server(file=runbook.path, cwd=runbook.folder), era)
    session.tools()
    if not session.is_stateless:
        for method in ("resources/subscribe", "resources/unsubscribe"):
            session.result(method, {"uri": "runbook://journal"})
    return session


@check.each(HANDSHAKE, "unprompted", "with a handshake a change of a list is told unasked, and without a tag")
def _(world, era):
    runbook = Changing()
    session = opened(world, era, runbook)
    runbook.add_section()
    changed = session.server.wait(
        is_note("notifications/resources/list_changed"), SOON, what="no list_changed"
    )
    expect(ID not in changed.get("params", {}).get("_meta", {}), short(changed))
    check_notification(changed["method"], era, changed.get("params"))


@check("unprompted-tools", "so is a change of the tools")
def _(world):
    runbook = Changing()
    session = opened(world, "2025-06-18", runbook)
    runbook.add_service()
    session.server.wait(is_note("notifications/tools/list_changed"), SOON, what="no list_changed")
    enum = named(session.tools(), "restart_service")["inputSchema"]["properties"]["service"]["enum"]
    expect("extra" in enum, short(enum))


@check("updated", "with a handshake a resource that was subscribed to is told, and after leaving it is not")
def _(world):
    runbook = Changing()
    session = opened(world, "2025-11-25", runbook)
    session.result("resources/subscribe", {"uri": WHOLE})
    runbook.add_section()
    updated = session.server.wait(is_note("notifications/resources/updated"), SOON, what="no updated")
    same(updated["params"]["uri"], WHOLE, "uri")
    session.result("resources/unsubscribe", {"uri": WHOLE})
    since = len(session.server.received)
    runbook.add_section("More")
    session.server.wait(is_note("notifications/resources/list_changed"), SOON, since, "no list_changed")
    session.server.quiet(0.5, is_note("notifications/resources/updated"), since)


@check("not-subscribed", "a resource that was not subscribed to is not told")
def _(world):
    runbook = Changing()
    session = opened(world, "2025-11-25", runbook)
    runbook.add_section()
    session.server.wait(is_note("notifications/resources/list_changed"), SOON, what="no list_changed")
    session.server.quiet(0.4, is_note("notifications/resources/updated"))


@check("none-to-stateless", "a stateless client that asked for nothing is told nothing")
def _(world):
    runbook = Changing()
    session = opened(world, STATELESS, runbook)
    watch = opened(world, "2025-11-25", runbook)
    runbook.add_section()
    watch.server.wait(is_note("notifications/resources/list_changed"), SOON, what="no list_changed")
    time.sleep(0.4)
    same(notes(session), [], "notifications")


@check("touched", "a file that was written again as it was is no change")
def _(world):
    runbook, session, _ = listening(world, ALL)
    write(runbook.path, runbook.text)
    os.utime(runbook.path)
    session.server.quiet(1, is_note("notifications/tools/list_changed"))


@check("in-place", "a file that is written in place is seen as well")
def _(world):
    runbook, session, _ = listening(world, ALL)
    with open(runbook.path, "a", encoding="utf-8") as file:
        file.write("\n## Written in place\n- Here.\n")
    session.server.wait(is_note("notifications/resources/list_changed"), SOON, what="no list_changed")


@check("debounced", "a burst of writes is few notifications")
def _(world):
    runbook, session, _ = listening(world, {"resourcesListChanged": True})
    began = time.monotonic()
    for number in range(20):
        runbook.text += f"\n## Burst {number}\n- Nothing of note stands here.\n"
        write(runbook.path, runbook.text)
        time.sleep(0.01)
    runbook.add_section("Last")
    session.server.wait(is_note("notifications/resources/list_changed"), SOON, what="no list_changed")
    session.server.quiet(1, lambda _: False)
    took = time.monotonic() - began
    count = sum(note["method"] == "notifications/resources/list_changed" for note in notes(session))
    # One for all that is written within 0.3 s.
    expect(1 <= count <= 2 + took / 0.3, f"{count} for twenty writes in {took:.1f} s")


@check(
    "last-good", "a broken file changes no list: the last good one stays, and the fault is told by the calls"
)
def _(world):
    runbook, session, _ = listening(world, ALL)
    before = session.tools()
    with open(runbook.path, "wb") as file:
        file.write(b"\xff\xfe\x00 not a runbook")
    session.server.quiet(0.8, is_note("notifications/tools/list_changed"))
    same([tool["name"] for tool in session.tools()], [tool["name"] for tool in before], "tools")
    os.remove(runbook.path)
    session.server.quiet(0.8, is_note("notifications/tools/list_changed"))
    expect(session.result("tools/list")["tools"], "no tools")
    runbook.add_section("Again")
    session.server.wait(
        is_note("notifications/resources/updated"), SOON, what="no updated after it was mended"
    )
