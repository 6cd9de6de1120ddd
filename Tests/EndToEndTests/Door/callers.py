"""Callers of a restart that go away, are stopped or cannot be written to. Root's, inside a testbed.

usage: callers.py    one JSON object is printed: what was tried, and what was not as it has to be
"""
import json, os, pty, select, signal, subprocess, sys, threading, time

RUNBOOK = "/usr/local/bin/runbook"
SERVICES = ["jumpinotech", "wegweiserlife", "luci"]
STATE = "/var/lib/runbook/0"
faults, tried = [], []


def call(*words):
    done = subprocess.run([RUNBOOK, *words], capture_output=True, text=True)
    return done.returncode, done.stdout + done.stderr


def status(service):
    rows = json.loads(call("run", "service-status", service, "--format", "json")[1])
    row = rows["executions"][0]["steps"][0]["services"][0]
    return row.get("pid"), row["state"] == "RUNNING" and row.get("listening")


def expect(name, holds, told):
    if not holds:
        faults.append(f"{name}: {told}")


def below(pid):
    """The processes that a process has started."""
    try:
        with open(f"/proc/{pid}/task/{pid}/children") as file:
            return [int(word) for word in file.read().split()]
    except OSError:
        return []


def is_there(pid):
    try:
        with open(f"/proc/{pid}/stat") as file:
            return file.read().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False


def until(seconds, holds):
    end = time.time() + seconds
    while time.time() < end:
        if holds():
            return True
        time.sleep(0.02)
    return holds()


class Terminal:
    """A restart at a terminal of its own."""

    def __init__(self, *words):
        self.shown = b""
        self.pid, self.master = pty.fork()
        if self.pid == 0:
            os.execv(RUNBOOK, [RUNBOOK, *words])
        # An interrupt that comes before would be Python's.
        until(5, lambda: os.readlink(f"/proc/{self.pid}/exe") == RUNBOOK)

    def read(self, seconds, word=None):
        end = time.time() + seconds
        while time.time() < end and (word is None or word not in self.shown):
            if select.select([self.master], [], [], 0.05)[0]:
                try:
                    part = os.read(self.master, 4096)
                except OSError:
                    return
                if not part:
                    return
                self.shown += part

    def type(self, text):
        os.write(self.master, text)

    def ended(self, seconds=3):
        told = []

        def has_ended():
            pid, code = os.waitpid(self.pid, os.WNOHANG)
            told.append(code)
            return pid != 0

        return os.waitstatus_to_exitcode(told[-1]) if until(seconds, has_ended) else None


def settled(name, service, work):
    """Behind it the service serves, and nothing is begun and not ended."""
    expect(name, until(30, lambda: not any(map(is_there, work))), f"{work} go on")
    expect(name, until(15, lambda: status(service)[1]), f"{service} is {status(service)}")


def killed(name, service, delay, number, is_changed):
    tried.append(name)
    before = status(service)[0]
    caller = subprocess.Popen([RUNBOOK, "run", "restart-service", service], stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    time.sleep(delay)
    work = below(caller.pid)
    os.kill(caller.pid, number)
    expect(name, caller.wait() == -number, caller.returncode)
    began = time.time()
    said = caller.stdout.read()
    expect(name, time.time() - began < 1 and said == b"", f"its output stayed open, or: {said}")
    settled(name, service, work)
    if is_changed:
        expect(name, status(service)[0] != before, f"{service} was not restarted")


def storm(service):
    for delay in (0, 0.001, 0.003, 0.006, 0.01, 0.02, 0.05, 0.2):
        for number in (signal.SIGKILL, signal.SIGTERM):
            killed(f"{number.name} after {delay} s", service, delay, number, False)
    killed("killed in the middle", service, 1, signal.SIGKILL, True)


def begun(name, delay=1):
    """A restart that has run at a terminal for so many seconds: what kept luci before, the terminal, who does the work."""
    tried.append(name)
    before = status("luci")[0]
    terminal = Terminal("run", "restart-service", "luci")
    time.sleep(delay)
    return before, terminal, below(terminal.pid)


def interrupted(delay, is_changed):
    name = f"Ctrl-C after {delay} s"
    before, terminal, work = begun(name, delay)
    terminal.type(b"\x03")
    code = terminal.ended()
    expect(name, code == -signal.SIGINT, code)
    settled(name, "luci", work)
    terminal.read(0.2)
    expect(name, b"proved" not in terminal.shown, terminal.shown)
    if is_changed:
        expect(name, status("luci")[0] != before, "it was not restarted")


def closed():
    before, terminal, work = begun("the terminal is closed")
    os.close(terminal.master)
    expect("closed", terminal.ended() == -signal.SIGHUP, "the caller goes on")
    settled("closed", "luci", work)
    expect("closed", status("luci")[0] != before, "it was not restarted")


def stopped():
    before, terminal, work = begun("stopped and continued")
    os.kill(terminal.pid, signal.SIGSTOP)
    settled("stopped", "luci", work)
    expect("stopped", status("luci")[0] != before, "it was not restarted")
    os.kill(terminal.pid, signal.SIGCONT)
    terminal.read(3, b"up and proved")
    expect("stopped", b"up and proved" in terminal.shown and terminal.ended() == 0, terminal.shown)


def cut_off():
    tried.append("the work is killed")
    caller = subprocess.Popen([RUNBOOK, "run", "restart-service", "luci"], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    time.sleep(1)
    work = below(caller.pid)
    expect("cut off", len(work) == 1, f"it has {work}")
    for pid in work:
        os.kill(pid, signal.SIGKILL)
    said = caller.communicate()[1]
    expect("cut off", caller.returncode == 70 and b"recover" in said, (caller.returncode, said))
    told = call("recover")
    expect("cut off", "nothing was cut off" not in told[1], told)
    settled("cut off", "luci", work)


def streams():
    tried.append("streams that are closed or full")
    for words, wanted in ((">/dev/full", 74), (">&-", 74), ("<&- 2>&-", 0), ("3</dev/null", 0)):
        shell = subprocess.run(["/bin/sh", "-c", f"{RUNBOOK} run restart-service luci {words}"], capture_output=True, text=True)
        expect(words, shell.returncode == wanted, (shell.returncode, shell.stdout, shell.stderr))
    done = subprocess.run([RUNBOOK, "run", "restart-service", "luci", "--format", "json"], capture_output=True, text=True)
    expect("pipe", done.returncode == 0 and json.loads(done.stdout)["executions"][0]["outcome"] == "done", done)


def asked():
    tried.append("questions")
    words = ["run", "restart-a-site", "NAME=luci", "PORT=3004"]
    for more, answer, code in (([], b"no", 3), (["--from", "6"], b"see-that-it-answers-through-nginx", 0)):
        terminal = Terminal(*words, *more)
        terminal.read(30, b"to agree, type")
        expect("asked", (b"up and proved" in terminal.shown) == (more == []), terminal.shown)
        terminal.type(answer + b"\n")
        terminal.read(5)
        ended = terminal.ended()
        expect("asked", ended == code, (ended, terminal.shown))


if __name__ == "__main__":
    os.makedirs("/etc/runbook", exist_ok=True)
    with open("/etc/runbook/policy", "w") as file:
        file.write("restarts = 1000\nchanges = 1000\nfailures = 1000\n")
    threads = [threading.Thread(target=storm, args=[service]) for service in SERVICES]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for delay in (0, 0.005, 1):
        interrupted(delay, delay == 1)
    for one in (closed, stopped, cut_off, streams, asked):
        one()
    expect("marks", not [name for name in os.listdir(f"{STATE}/used") if not name.startswith(".")], "are left")
    told = call("recover")
    expect("recover", told[0] == 0 and "nothing was cut off" in told[1], told)
    print(json.dumps({"tried": len(tried), "faults": faults}))
