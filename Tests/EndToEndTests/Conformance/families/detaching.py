"""A change that was begun outlives its client, and whoever comes next can ask what became of it."""

import os
import signal

from endpoint import Endpoint, message, post
from families.http_streams import next_event, opened
from register import STATELESS, Family, expect, same
from world import descendants, journal, program, until

check = Family("detaching", "a change runs in a process of its own; its job can be asked by any client")

APP = "wegweiserlife"
RESTART = {"name": "restart_service", "arguments": {"service": APP}}


def job_below(pid):
    """The process of a job that a server has started, and the job's id."""
    for child in descendants(pid):
        try:
            with open(f"/proc/{child}/cmdline", "rb") as file:
                words = file.read().decode().split("\0")
        except OSError:
            continue
        if "--plan" in words:
            return child, words[words.index("--plan") + 1]
    return None


def under_way(server, before):
    """The id of the job that was begun there, once it has changed something."""
    _, job = until(lambda: job_below(server.pid), 20, "no job has begun")
    until(lambda: program(f"site-{APP}") != before, 20, "nothing was done")
    return job


def ended_well(call, job, before):
    """A new client asks for the job: it runs, or is done, and the service is another process."""
    jobs = call("job_status", {"job": job, "wait_seconds": 25})["structuredContent"]["jobs"]
    same([(one["id"], one["state"]) for one in jobs], [(job, "done")], "the job")
    after = program(f"site-{APP}")
    expect(after[0] == "RUNNING" and after[1] != before[1], f"{before} → {after}")
    records = [one for one in journal(f"service/{APP}") if one["id"] == job]
    same((records[0]["event"], records[-1]["event"]), ("begin", "end"), "first and last record")
    same(records[-1]["outcome"], "done", "outcome")


@check("hung-up", "the client closes in the middle: the server ends in time, and the restart is brought to its end")
def _(world):
    session = world.fresh(STATELESS)
    before = program(f"site-{APP}")
    session.send("tools/call", RESTART)
    job = under_way(session.server.process, before)
    code, took = session.server.close(30)
    same(code, 0, "exit status")
    expect(took <= 2, f"the server took {took:.1f} s to end")
    ended_well(world.fresh("2025-11-25").call, job, before)


@check("killed", "client and server are killed in the middle: the same, and a client of another revision can ask")
def _(world):
    session = world.fresh("2025-06-18")
    before = program(f"site-{APP}")
    session.send("tools/call", RESTART)
    job = under_way(session.server.process, before)
    os.killpg(session.server.process.pid, signal.SIGKILL)
    session.server.process.wait()
    ended_well(world.fresh(STATELESS).call, job, before)


@check("closed-by-http", "over HTTP closing takes the call back, not the change; the job is asked by another request")
def _(world):
    where, before = Endpoint(), program(f"site-{APP}")
    connection = opened(where, message("tools/call", RESTART, meta={"progressToken": "d"}))
    same(connection.head().status, 200, "status")
    next_event(connection)
    job = under_way(where.process, before)
    connection.close()

    def call(tool, arguments):
        return post(
            "tools/call", {"name": tool, "arguments": arguments}, where=where, seconds=40
        ).result

    ended_well(call, job, before)
    same(where.stop()[0], 0, "exit status")
