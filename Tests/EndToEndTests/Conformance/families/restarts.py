"""A call that takes seconds and must not be left half done: a restart."""

import json
import os
import signal
import time

from families.detaching import job_below
from official import check_value
from register import STATELESS, Family, expect, same, short
from wire import is_answer
from world import complaint, is_there, journal, named, operate, program, text_of, until

check = Family("restarts", "2026-07-28, Cancellation, Progress; a change outlives its client")

APP = "jumpinotech"
SUBJECT = f"service/{APP}"
ARGUMENTS = {"service": APP}


def state():
    """The program's state and process."""
    return program(f"site-{APP}")


def at_rest():
    """Until nobody restarts it any more, whatever the check before came to."""
    end = time.monotonic() + 20
    while time.monotonic() < end and (records := journal(SUBJECT)) and records[-1]["event"] != "end":
        time.sleep(0.2)


@check("whole", "a restart with progress, beside which all else is served, its proof, and the errors of its log")
def _(world):
    # It says one thing more when it starts.
    server = f"/var/www/{APP}/dist/server.js"
    with open(server, encoding="utf-8") as file:
        text = file.read()
    with open(server, "w", encoding="utf-8") as file:
        file.write(f"console.log('Error: the relay is gone, TOKEN=conformance-canary');\n{text}")
    session, other = world.session(STATELESS), world.session("2025-11-25")
    other.tools()
    before = state()
    since = len(session.server.received)
    identity = session.send(
        "tools/call", {"name": "restart_service", "arguments": ARGUMENTS}, {"progressToken": "r"}
    )
    until(lambda: state() != before, 20, "nothing was done")
    world.second = complaint(other.call("restart_service", ARGUMENTS, seconds=60))
    for _ in range(5):
        session.call("ask", {"question": "what port does luci run on"}, seconds=5)
        session.result("tools/list", seconds=5)
    expect(
        not any(is_answer(m, identity) for _, m in session.server.received),
        "answered before it could be proved",
    )
    result = session.server.answer(identity, 60)["result"]
    same(result["isError"], False, f"isError of {short(result)}")
    check_value(
        result["structuredContent"],
        named(session.tools(), "restart_service")["outputSchema"],
        "restart_service",
    )
    with open(server, "w", encoding="utf-8") as file:
        file.write(text)
    log = result["structuredContent"]["executions"][0]["steps"][-1]["log"]
    same((log["errors"], log["untrusted"]["lines"]), (1, ["Error: the relay is gone, TOKEN=•••"]), "the log")
    expect(json.loads(text_of(result)) == result["structuredContent"], "the text says something else")
    after = state()
    expect(after[0] == "RUNNING" and after[1] != before[1], f"{before} → {after}")
    notes = [
        m["params"] for _, m in session.server.received[since:] if m.get("method") == "notifications/progress"
    ]
    expect(notes, f"{len(notes)} notes of progress")
    same({note["progressToken"] for note in notes}, {"r"}, "tokens")


@check("busy", "a second restart meanwhile is refused as busy, not done twice and not called broken")
def _(world):
    expect(hasattr(world, "second"), "there was no first one")
    expect("busy" in world.second.lower() or "is being changed" in world.second, short(world.second))


@check("cancelled", "a restart that is cancelled midway is not answered, and runs to its end")
def _(world):
    session = world.session(STATELESS)
    at_rest()
    before = state()
    identity = session.send(
        "tools/call", {"name": "restart_service", "arguments": ARGUMENTS}, {"progressToken": "c"}
    )
    session.server.wait(
        lambda m: m.get("method") == "notifications/progress" and m["params"]["progressToken"] == "c",
        20,
        what="no progress",
    )
    end = time.monotonic() + 20
    while state() == before and time.monotonic() < end:
        time.sleep(0.05)
    session.server.notify("notifications/cancelled", {"requestId": identity})
    session.result("tools/list")
    since = len(session.server.received)
    at_rest()
    session.result("tools/list")
    same(journal(SUBJECT)[-1]["outcome"], "done", "how it ended")
    after = state()
    expect(after[0] == "RUNNING" and after[1] != before[1], f"{before} → {after}")
    late = [
        m
        for _, m in session.server.received[since:]
        if is_answer(m, identity) or m.get("params", {}).get("progressToken") == "c"
    ]
    same(late, [], "messages about it")


@check("cancelled-before", "one that is cancelled in the next line has changed nothing")
def _(world):
    session = world.fresh(STATELESS)
    at_rest()
    before = state()
    identity = session.send("tools/call", {"name": "restart_service", "arguments": ARGUMENTS})
    session.server.notify("notifications/cancelled", {"requestId": identity})
    session.result("tools/list")
    time.sleep(1.5)
    same(state(), before, "the program")
    expect(not any(is_answer(m, identity) for _, m in session.server.received), "answered")


@check("cancelled-launched", "one whose process runs already, and has done nothing yet, is withdrawn")
def _(world):
    session = world.fresh(STATELESS)
    for _ in range(5):
        at_rest()
        before, known = state(), len(journal(SUBJECT))
        identity = session.send("tools/call", {"name": "restart_service", "arguments": ARGUMENTS})
        process, job = until(lambda: job_below(session.server.process.pid), 20, "no job has begun")
        os.kill(process, signal.SIGSTOP)
        try:
            if len(journal(SUBJECT)) > known:
                continue
            session.server.notify("notifications/cancelled", {"requestId": identity})
            answer = until(
                lambda: (found := session.call("job_status", {"job": job}))["isError"] is False
                and found["structuredContent"]["jobs"][0]["state"] == "refused"
                and found["structuredContent"]["jobs"][0],
                10,
                "not withdrawn",
            )
        finally:
            os.kill(process, signal.SIGCONT)
        expect("withdrawn" in answer["refusal"], short(answer))
        until(lambda: not is_there(process), 20, "its process has not ended")
        same((state(), len(journal(SUBJECT))), (before, known), "the program, records")
        same([m for _, m in session.server.received if is_answer(m, identity)], [], "answers")
        return
    expect(False, "each of five jobs was faster than its client")


@check("job", "an unknown job is an error of the tool that says what helps")
def _(world):
    session = world.session(STATELESS)
    for tool in ("job_status", "cancel_job"):
        properties = named(session.tools(), tool)["inputSchema"]["properties"]
        name = next(iter(properties))
        for identity in ("0123456789abcdef0123", "../../etc/passwd", ""):
            text = complaint(session.call(tool, {name: identity}))
            expect(len(text) > 10 and "root:" not in text, short(text))


@check("status-after", "and the service is there")
def _(world):
    text = text_of(operate(world.session(STATELESS), "service_status", ARGUMENTS))
    expect("RUNNING" in text and "3001" in text, short(text))
