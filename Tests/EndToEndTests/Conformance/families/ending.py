"""The end of a conversation: by its input, its output, or a signal."""

import os
import signal
import subprocess
import time

from register import ERAS, STATELESS, Failed, Family, expect, same, short
from wire import is_answer
from world import PROGRAM, RUNBOOK, SLOW, descendants, is_there, parent_of, run, until

check = Family(
    "ending", "2026-07-28 and 2025-11-25, stdio, Shutdown: a client waits 2 s before it sends signals"
)

CHECK = {"name": "check", "arguments": {}}


def files_of(pid):
    """What the descriptors of a process lead to."""
    found = set()
    for number in os.listdir(f"/proc/{pid}/fd"):
        try:
            found.add(os.readlink(f"/proc/{pid}/fd/{number}"))
        except FileNotFoundError:
            continue
    return found


def ends_well(server, limit):
    code, took = server.close()
    same(code, 0, "exit status")
    expect(took <= limit, f"{took:.2f} s")


def once_in_three(body):
    """A limit of time that holds once holds: a machine may be busy with something else."""

    def again(world, *more):
        for _ in range(2):
            try:
                return body(world, *more)
            except Failed:
                world.end_check()
        return body(world, *more)

    return again


@check("unused", "a server that was told nothing ends with its input")
@once_in_three
def _(world):
    ends_well(world.server(), 1)


@check.each(ERAS, "idle", "one that was used as well")
@once_in_three
def _(world, era):
    session = world.fresh(era)
    session.tools()
    ends_well(session.server, 1)


@check("slow-call", "a call of seconds does not keep it: within 2 s")
@once_in_three
def _(world):
    session = world.fresh(STATELESS, file=SLOW, cwd="/srv/slow")
    session.send("tools/call", CHECK)
    until(lambda: descendants(session.server.process.pid), 10, "no look has begun")
    ends_well(session.server, 2.3)


@check("answers-first", "what can be answered is answered before the end")
def _(world):
    session = world.fresh(STATELESS)
    look = {"name": "ask", "arguments": {"question": "what port does luci run on"}}
    session.call(look["name"], look["arguments"])
    identities = [session.send("tools/call", look) for _ in range(5)]
    session.server.close()
    for identity in identities:
        expect("result" in session.server.answer(identity), f"{identity}")


@check("children", "no child stays behind")
def _(world):
    session = world.fresh(STATELESS, file=SLOW, cwd="/srv/slow")
    for _ in range(5):
        session.send("tools/call", CHECK)
    end, below = time.monotonic() + 4, []
    while time.monotonic() < end and not below:
        below = descendants(session.server.process.pid)
    expect(below, "no child was seen")
    session.server.close()
    # What looks has five seconds, and would end by itself then.
    until(lambda: not any(is_there(pid) for pid in below), 3, "children are left")


@check("reaped", "a child that ended is no zombie")
def _(world):
    session = world.fresh(STATELESS)
    for _ in range(5):
        session.call("check")
    listed = run(["/usr/bin/ps", "--ppid", str(session.server.process.pid), "-o", "stat="]).stdout.split()
    same([one for one in listed if one.startswith("Z")], [], "zombies")


@check("output-closed", "a client that reads no more: the server ends, and quietly")
def _(world):
    reading, writing = os.pipe()
    process = subprocess.Popen(
        [PROGRAM, "--file", RUNBOOK, "mcp"],
        stdin=subprocess.PIPE,
        stdout=writing,
        stderr=subprocess.PIPE,
        cwd="/srv/runbook",
        start_new_session=True,
    )
    os.close(writing)
    os.close(reading)
    try:
        process.stdin.write(b'{"jsonrpc":"2.0","id":1,"method":"ping"}\n')
        process.stdin.flush()
        process.wait(5)
        words = process.stderr.read().decode()
        expect("Fatal" not in words and process.returncode >= 0, f"{process.returncode}: {short(words)}")
    except subprocess.TimeoutExpired:
        expect(False, "still there after 5 s")
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        process.stdin.close()
        process.stderr.close()
        process.wait()


@check.each(["SIGTERM", "SIGINT", "SIGHUP"], "signal", "a signal ends it within 2 s")
@once_in_three
def _(world, name):
    session = world.fresh(STATELESS, file=SLOW, cwd="/srv/slow")
    session.send("tools/call", CHECK)
    until(lambda: descendants(session.server.process.pid), 10, "no look has begun")
    began = time.monotonic()
    session.server.process.send_signal(getattr(signal, name))
    session.server.process.wait(5)
    expect(time.monotonic() - began < 2, "too late")


def is_ours(pid):
    try:
        return os.readlink(f"/proc/{pid}/exe") == PROGRAM
    except OSError:
        return False


@check("private-descriptors", "children have neither the client's input nor its output")
def _(world):
    session = world.fresh(STATELESS, file=SLOW, cwd="/srv/slow")
    session.send("tools/call", CHECK)
    mine = {
        os.readlink(f"/proc/self/fd/{one.fileno()}")
        for one in (session.server.process.stdin, session.server.process.stdout)
    }
    # It may be about to take them over.
    until(lambda: mine <= files_of(session.server.process.pid), 4, "the server has other pipes")
    end, seen = time.monotonic() + 4, 0
    while time.monotonic() < end and not seen:
        for child in descendants(session.server.process.pid):
            try:
                program = os.readlink(f"/proc/{child}/exe")
                found = files_of(child)
            except OSError:
                continue
            # Until another program was started in it, a child has what its parent has.
            if program != PROGRAM:
                seen += 1
                same(sorted(found & mine), [], f"the client's descriptors in {program}")
                # What another program has started may read what that one wrote for it.
                if is_ours(parent_of(child)):
                    same(os.readlink(f"/proc/{child}/fd/0"), "/dev/null", f"standard input of {program}")
    expect(seen, "no child was seen")


@check("stray-output", "standard output of the process itself is its standard error")
def _(world):
    session = world.fresh("2025-11-25")
    folder = f"/proc/{session.server.process.pid}/fd"
    same(os.readlink(f"{folder}/1"), os.readlink(f"{folder}/2"), "descriptor 1")
    same(os.readlink(f"{folder}/0"), "/dev/null", "descriptor 0")


@check("errors-for-people", "standard error has words for people, no messages")
def _(world):
    session = world.fresh(STATELESS, "--verbose")
    session.call("check")
    session.server.close()
    expect(b'"jsonrpc"' not in session.server.errors, short(session.server.errors.decode(errors="replace")))


@check("sudden-end", "a client that ends in the middle of a line breaks nothing")
def _(world):
    session = world.fresh("2025-11-25")
    session.server.raw(b'{"jsonrpc":"2.0","id":"cut","meth')
    ends_well(session.server, 1)
    expect(not any(is_answer(m, "cut") for _, m in session.server.received), "answered")
