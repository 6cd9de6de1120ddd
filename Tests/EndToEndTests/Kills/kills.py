"""Ends or fails the program at each of its calls and looks at what is left. Root's, inside a testbed.

usage: kills.py SWITCH SEED COUNT kill|fail NAME    NAME is a scenario; one JSON object is printed

Each round starts from the same state, in memory. The program's call number N on the state folder is killed or fails
(kill_switch.c); then every record has to be the one before or the one after, whole; the journal's chain has to hold;
what was said to be done has to be there; and the same call, made again, has to succeed.
"""
import hashlib, json, os, pty, random, re, shutil, signal, subprocess, sys, time

ROOT = "/var/lib/runbook"
JOURNAL = ROOT + "/0/journal/"
ENVIRONMENT = {"PATH": "/usr/bin:/bin", "HOME": "/root", "LANG": "C.UTF-8"}
PROGRAM = "/usr/local/bin/runbook"
# When it was last tidied up, which fails no call.
SWEPT = ROOT + "/0/limits/swept"
# What two runs of the same thing differ in.
VOLATILE = {"at", "time", "since", "created", "nonce", "boot", "prev", "seq", "id", "changes", "file", "bytes"}
# errno, or a write that takes one byte: those a program lives through, and those that stop it.
HARMLESS = ["4", "short"]
HARMFUL = ["28", "5"]


def state():
    """Every file and folder below the state folder."""
    found = {}
    for folder, _, files in os.walk(ROOT):
        found[folder + "/"] = None
        for name in files:
            with open(folder + "/" + name, "rb") as file:
                found[folder + "/" + name] = file.read()
    return found


def restore(kept):
    shutil.rmtree(ROOT, ignore_errors=True)
    for path in sorted(kept):
        if kept[path] is None:
            os.makedirs(path, mode=0o755 if "/everyone/" in path or path == ROOT + "/" else 0o700)
        else:
            mode = 0o644 if "/everyone/" in path else 0o600
            with open(os.open(path, os.O_WRONLY | os.O_CREAT, mode), "wb") as file:
                file.write(kept[path])


def allow(*lines):
    """The operator's policy: what is tested here are not the limits."""
    os.makedirs("/etc/runbook", exist_ok=True)
    with open("/etc/runbook/policy", "w") as file:
        file.write("\n".join(["restarts = 1000", "changes = 10000", "failures = 1000", *lines, ""]))
    os.chmod("/etc/runbook/policy", 0o644)


def call(words, switch=None, typed=None, kill_after=None):
    """Status (negative: the signal) and standard output; at a terminal of its own where something is typed."""
    environment = dict(ENVIRONMENT, **(switch or {}))
    words = [PROGRAM] + words
    if typed is None:
        child = subprocess.Popen(
            words, env=environment, cwd="/srv/runbook", stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL)
        if kill_after is not None:
            time.sleep(kill_after)
            child.kill()
        output = child.communicate()[0]
        return child.returncode, output.decode()
    process, terminal = pty.fork()
    if process == 0:
        os.chdir("/srv/runbook")
        os.execve(PROGRAM, words, environment)
    os.write(terminal, typed.encode() + b"\n")
    if kill_after is not None:
        time.sleep(kill_after)
        os.kill(process, signal.SIGKILL)
    output = b""
    while True:
        try:
            piece = os.read(terminal, 65536)
        except OSError:
            break
        if not piece:
            break
        output += piece
    os.close(terminal)
    return os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]), output.decode(errors="replace")


def must(words, typed=None):
    status, output = call(words, typed=typed)
    if status != 0:
        sys.exit(f"{words}: status {status}: {output}")
    return output


def normal(content):
    def strip(value):
        if isinstance(value, dict):
            return {key: strip(inner) for key, inner in value.items() if key not in VOLATILE}
        return [strip(inner) for inner in value] if isinstance(value, list) else value
    try:
        return json.dumps(strip(json.loads(content)), sort_keys=True) if content else ""
    except ValueError:
        return None


def is_record(path, content):
    name = path.rsplit("/", 1)[1]
    return content is not None and not path.startswith(JOURNAL) and not name.startswith(".") and ".lock" not in name


def journal(files):
    """Whole lines, what stands behind the last one, and what is wrong."""
    lines, torn, faults = [], b"", []
    closed = sorted(path for path in files if re.fullmatch(re.escape(JOURNAL) + r"journal\.\d{4}\.jsonl", path))
    for path in closed + [JOURNAL + "journal.jsonl"]:
        if torn:
            faults.append("a closed file ends in the middle of a line")
        *whole, torn = files.get(path, b"").split(b"\n")
        lines += whole
    previous = "0" * 64
    for number, line in enumerate(lines, 1):
        try:
            record = json.loads(line)
        except ValueError:
            record = {}
        if record.get("prev") != previous or record.get("seq") != number:
            faults.append(f"record {number} does not follow")
            break
        previous = hashlib.sha256(line).hexdigest()
    return lines, torn, faults


def events(lines):
    return [json.loads(line).get("event") for line in lines]


def forge_journal(size):
    """A whole chain as long as a file may be."""
    lines, previous, length = [], "0" * 64, 0
    while length < size:
        record = {"seq": len(lines) + 1, "event": "freeze", "why": "x" * 1_000_000, "prev": previous}
        lines.append(json.dumps(record).encode())
        previous = hashlib.sha256(lines[-1]).hexdigest()
        length += len(lines[-1]) + 1
    return b"\n".join(lines) + b"\n"


def digest():
    return re.search(r"sha256 ([0-9a-f]{64})", call(["trust", "--show"])[1]).group(1)


class Scenario:
    """Words, what is typed, what is printed when it is done, and the state from which it starts."""

    def __init__(self, words, done, typed=None, torn=False, full=False, is_fresh=False, prepare=None):
        self.words, self.done, self.typed, self.torn, self.full = words, done, typed, torn, full
        self.is_fresh, self.prepare = is_fresh, prepare

    def start(self):
        shutil.rmtree(ROOT, ignore_errors=True)
        allow("ask = restart-service nearyou")
        if self.is_fresh:
            self.words = [digest() if word == "DIGEST" else word for word in self.words]
            shutil.rmtree(ROOT, ignore_errors=True)
            return state()
        if self.full:
            os.makedirs(JOURNAL, mode=0o700)
            os.chmod(ROOT + "/0", 0o700)
            with open(os.open(JOURNAL + "journal.jsonl", os.O_WRONLY | os.O_CREAT, 0o600), "wb") as file:
                file.write(forge_journal(16 << 20))
        old = "/srv/runbook/AGENTS.md"
        with open(old) as file:
            text = file.read()
        if "trust" in self.words:
            with open(old, "w") as file:
                file.write(text.replace("3004", "3999"))
            must(["trust", "--expect", digest()])
            with open(old, "w") as file:
                file.write(text)
        else:
            must(["trust", "--expect", digest()])
        self.words = [digest() if word == "DIGEST" else word for word in self.words]
        if self.prepare:
            self.prepare(self)
        if self.full:
            # The agreement opened a new file: the old one is full again without it.
            for name in os.listdir(JOURNAL):
                os.unlink(JOURNAL + name)
            with open(os.open(JOURNAL + "journal.jsonl", os.O_WRONLY | os.O_CREAT, 0o600), "wb") as file:
                file.write(forge_journal(16 << 20))
        if self.torn:
            with open(JOURNAL + "journal.jsonl", "ab") as file:
                file.write(b'{"seq":2,"eve')
        return state()


def keep_plan(scenario):
    found = json.loads(must(["plan", "restart-service", "nearyou", "--format", "json"]))
    scenario.words = ["approve", found["plans"][0]["id"]]


TRUST = ["trust", "--expect", "DIGEST"]
PLAN = ["plan", "restart-service", "luci"]
FREEZE = ["freeze", "the database moves"]
SCENARIOS = {
    "trust-first": lambda: Scenario(TRUST, "is trusted", is_fresh=True),
    "trust": lambda: Scenario(TRUST, "is trusted"),
    "trust-torn": lambda: Scenario(TRUST, "is trusted", torn=True),
    "trust-full": lambda: Scenario(TRUST, "is trusted", full=True),
    "plan": lambda: Scenario(PLAN, "run --plan"),
    "approve": lambda: Scenario([], "agreed;", typed="nearyou", prepare=keep_plan),
    "approve-torn": lambda: Scenario([], "agreed;", typed="nearyou", torn=True, prepare=keep_plan),
    "freeze-first": lambda: Scenario(FREEZE, "are stopped", is_fresh=True),
    "freeze": lambda: Scenario(FREEZE, "are stopped"),
    "thaw": lambda: Scenario(["thaw"], "allowed again", typed="thaw", prepare=lambda _: must(FREEZE)),
}


class Round:
    def __init__(self, scenario, switch, mode, seed):
        self.scenario, self.switch, self.mode = scenario, switch, mode
        self.random = random.Random(seed)
        self.base = scenario.start()
        self.began = time.time()
        log = "/tmp/kill-log"
        if os.path.exists(log):
            os.unlink(log)
        before = time.time()
        status, output = self.run(dict(KILL_LOG=log))
        self.seconds = time.time() - before
        if status != 0 or scenario.done not in output:
            sys.exit(f"undisturbed: status {status}: {output}")
        self.reference = state()
        with open(log) as file:
            self.calls = [line.split(" ")[0] for line in file]

    def run(self, switch=None, kill_after=None):
        if switch is not None:
            switch = dict(switch, LD_PRELOAD=self.switch, KILL_UNDER=ROOT)
        return call(self.scenario.words, switch, self.scenario.typed, kill_after)

    def points(self):
        points = []
        for number, name in enumerate(self.calls, 1):
            for how in ["before", "after"] if self.mode == "kill" else HARMLESS + HARMFUL + ["28 all", "5 all"]:
                if self.mode == "fail" and name in ("connect", "send"):
                    # Whoever cannot see supervisord plans in another way.
                    continue
                if how == "short" and name != "write":
                    continue
                if how == "4" and name not in ("write", "fsync", "fdatasync", "flock"):
                    continue
                points.append((number, how))
            if self.mode == "kill" and name == "write":
                points.append((number, "half"))
        return points

    def test(self, count):
        told = {"points": len(self.points()), "rounds": 0, "fired": 0, "random": 0, "finished": 0, "faults": []}
        queue = []
        while told["rounds"] < count * 2 and told["fired"] + told["random"] < count:
            if not queue:
                if self.mode == "fail" and told["rounds"]:
                    break
                queue = self.points()
                # And some at moments that nobody chose.
                if self.mode == "kill":
                    queue += [(0, "random")] * (len(queue) // 5)
                self.random.shuffle(queue)
            if time.time() - self.began > 600:
                # A plan that waits to be agreed to grows old.
                self.base, self.began = self.scenario.start(), time.time()
            number, how = queue.pop()
            told["rounds"] += 1
            for fault in self.one(number, how, told):
                told["faults"].append(f"{self.calls[number - 1] if number else ''} {number} {how}: {fault}")
        told["faultCount"] = len(told["faults"])
        told["faults"] = told["faults"][:20]
        return told

    def one(self, number, how, told):
        restore(self.base)
        if how == "random":
            status, output = self.run(kill_after=self.random.uniform(0, self.seconds * 1.3))
            told["random" if status == -9 else "finished"] += 1
        else:
            # The clock decides whether a file is read once or twice: the third write stays the third.
            name = self.calls[number - 1]
            switch = dict(
                KILL_AT=str(self.calls[:number].count(name)), KILL_NAME=name, KILL_HOW=how.split(" ")[0])
            if how.endswith(" all"):
                switch["KILL_ALL"] = "1"
            status, output = self.run(switch)
            if self.mode == "kill" and status != -9:
                told["finished"] += 1
            else:
                told["fired"] += 1
        faults = []
        is_done = self.scenario.done in output
        if self.mode == "fail":
            if how in HARMLESS and status != 0:
                faults.append(f"status {status} for what can be tried again")
            if status not in (0, 69, 74):
                faults.append(f"status {status}")
            if (status == 0) != is_done and self.calls[number - 1] != "write":
                faults.append(f"status {status}, and it says: {output}")
            is_done = status == 0
        now = state()
        faults += self.left(now, is_done)
        status, output = call(["journal", "--verify"])
        if status != 0:
            faults.append(f"journal --verify: {status}: {output}")
        return faults + self.again(now)

    def left(self, now, is_done):
        faults = []
        old = {path: content for path, content in self.base.items() if is_record(path, content)}
        new = {path: content for path, content in self.reference.items() if is_record(path, content)}
        here = {path: content for path, content in now.items() if is_record(path, content)}
        expected = {(os.path.dirname(path), normal(content)) for path, content in new.items()}
        for path, content in here.items():
            if old.get(path) != content and (os.path.dirname(path), normal(content)) not in expected:
                faults.append(f"{path} is neither the old record nor the new one: {content[:80]}")
            if "/plans/" in path and hashlib.sha256(content).hexdigest()[:20] != os.path.basename(path):
                faults.append(f"{path} is not the plan of its name")
        faults += [f"{path} is gone" for path in old if path not in here and path in new]
        lines, torn, broken = journal(now)
        faults += broken
        before, after = journal(self.base)[0], journal(self.reference)[0]
        if lines[:len(before)] != before:
            faults.append("a record of the journal was lost")
        came, wanted = events(lines[len(before):]), events(after[len(before):])
        if wanted[:len(came)] != came:
            faults.append(f"the journal has {came} where {wanted} was to come")
        # What gives power is never there without its record; a freeze takes it away.
        if here != old and came != wanted and self.scenario.words[0] in ("trust", "approve", "thaw"):
            faults.append("it has happened, and the journal does not say so")
        if is_done:
            present = {(os.path.dirname(path), normal(content)) for path, content in here.items()}
            promised = {(os.path.dirname(path), normal(content)) for path, content in new.items() if path != SWEPT}
            if not promised <= present or came != wanted or torn or set(here) & (set(old) - set(new)):
                faults.append("it said that it was done, and not all of it is there")
        return faults

    def again(self, left):
        faults = []
        status, output = self.run()
        # What was done at once and killed behind its last deed has nothing left to do.
        idle = self.scenario.words == ["thaw"] and "nothing was stopped" in output
        if status != 0 or (self.scenario.done not in output and not idle):
            faults.append(f"the next call: {status}: {output}")
        now = state()
        lines, torn, broken = journal(now)
        faults += broken
        earlier, cut, _ = journal(left)
        if (torn and not idle) or lines[:len(earlier)] != earlier:
            faults.append("behind the next call the journal is not the one before and more")
        if cut and not idle:
            asides = [content for path, content in now.items() if path.startswith(JOURNAL + "journal.torn.")]
            if cut not in asides or events(lines[len(earlier):])[0] != "torn":
                faults.append("the torn line was not set aside and told")
        return faults


def main():
    switch, seed, count, mode, name = sys.argv[1:]
    began = time.time()
    told = Round(SCENARIOS[name](), switch, mode, f"{seed} {name}").test(int(count))
    told.update(scenario=name, seconds=round(time.time() - began))
    print(json.dumps(told))


if __name__ == "__main__":
    main()
