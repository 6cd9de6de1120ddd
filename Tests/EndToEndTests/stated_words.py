"""Runs every operation that the reader took from annotated runbooks with harmless stand-ins for its programs.

usage: stated_words.py CORPUS RUNBOOK        (as root, on a machine that may be spoilt)

For each operation whose template the annotation has too, the plan has to show the words that the annotation states, and a
run has to start programs with exactly those words. The expected words are taken from the annotation by Python's shlex and
not by the reader. Prints a line for each difference and a closing line of figures; exit status 1 where there is one.
"""
import collections
import json
import os
import pty
import re
import shlex
import subprocess
import sys

CORPUS, RUNBOOK = sys.argv[1], sys.argv[2]
BOX, LOG, FIRST = "/srv/stated", "/srv/stated.log", "/usr/local/sbin"
STAND_IN = "#!/usr/bin/python3\nimport sys\nopen(%r, 'a').write(repr(sys.argv) + '\\n')\nsys.stdin.read()\n" % LOG


def call(*words):
    return subprocess.run([RUNBOOK, "--file", BOX + "/AGENTS.md", *words], capture_output=True, text=True)


def normal(template):
    return " ".join(template.replace("; ", " ; ").split())


def expected(template):
    """The programs' words, in order; None where shlex cannot tell."""
    lexer = shlex.shlex(template, posix=True, punctuation_chars="|&;<>")
    lexer.whitespace_split = True
    lexer.commenters = ""
    commands, words, skip = [], [], 0
    try:
        tokens = list(lexer)
    except ValueError:
        return None
    for token in tokens:
        if token and set(token) <= set("|&;"):
            commands.append(words)
            words = []
        elif token and set(token) <= set("<>&") and token[0] in "<>":
            if words and words[-1].isdigit() and "%s%s" % (words[-1], token) in template:
                words.pop()
            skip = 1
        elif skip:
            skip = 0
        else:
            words.append(os.path.expanduser(token) if token.startswith("~") else token)
    commands.append(words)
    commands = [words for words in commands if words]
    if len(commands) > 1 and commands[0][0] == "cd":
        commands = commands[1:]
    plain = []
    for words in commands:
        while words and re.match(r"^[A-Za-z_][A-Za-z0-9_]*=", words[0]):
            words = words[1:]
        plain.append(words)
    return [words for words in plain if words]


def stand_in(name, folder):
    path = name if name.startswith("/") else os.path.join(folder if "/" in name else FIRST, name)
    path = os.path.normpath(path)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    if os.path.islink(path):
        os.unlink(path)
    open(path, "w").write(STAND_IN)
    os.chmod(path, 0o755)


def agree(plan_id, word):
    pid, terminal = pty.fork()
    if pid == 0:
        os.execv(RUNBOOK, [RUNBOOK, "--file", BOX + "/AGENTS.md", "approve", plan_id])
    os.write(terminal, (word + "\n").encode())
    said = b""
    try:
        while True:
            part = os.read(terminal, 4096)
            if not part:
                break
            said += part
    except OSError:
        pass
    return os.waitpid(pid, 0)[1] == 0, said.decode(errors="replace")


def plan_words(plan):
    return [stage["words"] for step in plan["steps"] for stage in step["deed"].get("pipe", [])]


def compare(name, operation, truth, report):
    given = dict(
        (parameter["name"], (parameter["accepted"] or ["value1"])[0]) for parameter in operation["parameters"])
    for key, value in given.items():
        if value.startswith("one word"):
            given[key] = "value1"
    template = re.sub("‹([^›]*)›", lambda match: given.get(match.group(1), match.group(0)), truth["template"])
    wanted = expected(template)
    if wanted is None or not wanted:
        report["unparsable"] += 1
        return
    folder = BOX
    lead = re.match(r"^cd (\S+) &&", template)
    if lead:
        folder = os.path.normpath(os.path.join(BOX, os.path.expanduser(lead.group(1))))
    os.makedirs(folder, exist_ok=True)
    for words in wanted:
        stand_in(words[0], folder)
    words = [operation["name"], *[given[p["name"]] for p in operation["parameters"]]]
    planned = call("plan", *words, "--format", "json")
    # A `cd` on a line of its own above it: the annotation has no field for the folder.
    elsewhere = re.search(r"runbook: (\S+) is no program", planned.stderr)
    if elsewhere and "/" in wanted[0][0]:
        stand_in(elsewhere.group(1), BOX)
        planned = call("plan", *words, "--format", "json")
    if planned.returncode != 0:
        report["not planned"] += 1
        print("%s %s: not planned: %s" % (name, operation["name"], planned.stderr.strip().splitlines()[:1]))
        return
    plan = json.loads(planned.stdout)["plans"][0]
    shown = plan_words(plan)
    if not shown:
        report["named"] += 1
        return
    for step in plan["steps"]:
        os.makedirs(step["deed"]["directory"], exist_ok=True)
        for stage in step["deed"]["pipe"]:
            for redirect in stage.get("redirects", []):
                if redirect["kind"] != "duplicate":
                    os.makedirs(os.path.dirname(redirect["target"]), exist_ok=True)
                    open(redirect["target"], "a").close()
    same = [[os.path.basename(w[0])] + w[1:] for w in shown] == [[os.path.basename(w[0])] + w[1:] for w in wanted]
    if not same:
        report["other words"] += 1
        print("%s %s:\n  stated  %s\n  planned %s" % (name, operation["name"], wanted, shown))
        return
    open(LOG, "w").close()
    if plan.get("id"):
        if plan["consent"] == "person":
            agreed, said = agree(plan["id"], operation["name"])
            if not agreed:
                report["not agreed"] += 1
                print("%s %s: not agreed: %s" % (name, operation["name"], said[-200:]))
                return
        ran = call("run", "--plan", plan["id"])
    else:
        ran = call("run", *words)
    got = [eval(line) for line in open(LOG)]
    if sorted(got) != sorted(shown):
        report["ran other words"] += 1
        print("%s %s: status %s %s\n  planned %s\n  ran     %s" % (
            name, operation["name"], ran.returncode, ran.stderr.strip()[:200], shown, got))
        return
    report["equal"] += 1


def main():
    os.makedirs("/etc/runbook", exist_ok=True)
    open("/etc/runbook/policy", "w").write("changes = 10000\nrestarts = 1000\n")
    report = collections.Counter()
    files = sorted(name for name in os.listdir(CORPUS) if name.endswith(".truth.json"))
    for file in files:
        name = file[: -len(".truth.json")]
        os.makedirs(BOX, exist_ok=True)
        text = open(os.path.join(CORPUS, name + ".md"), "rb").read()
        open(BOX + "/AGENTS.md", "wb").write(text)
        shown = json.loads(call("trust", "--show", "--format", "json").stdout)
        if call("trust", "--expect", shown["digest"]).returncode != 0:
            print("%s: not trusted" % name)
            report["not trusted"] += 1
            continue
        truth = {normal(op["template"]): op for op in json.load(open(os.path.join(CORPUS, file)))["operations"]}
        for operation in json.loads(call("list", "--format", "json").stdout)["operations"]:
            if not operation["stated"]:
                continue
            if operation["refusal"]:
                report["only shown"] += 1
                continue
            stated = operation["template"]
            match = truth.get(normal(stated))
            if match is None:
                report["not annotated"] += 1
                continue
            compare(name, operation, match, report)
    print(", ".join("%d %s" % (count, what) for what, count in sorted(report.items())))
    wrong = sum(report[key] for key in ("other words", "ran other words", "not planned", "not agreed", "not trusted"))
    return 1 if wrong or not report["equal"] else 0


sys.exit(main())
