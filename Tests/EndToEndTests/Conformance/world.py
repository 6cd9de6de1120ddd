"""What the checks share: servers, the runbook's names, and the tools by what they do."""

import http.client
import json
import os
import socket
import subprocess
import threading
import time
import xmlrpc.client

from register import ERAS, Failed, expect
from wire import Server, Session

PROGRAM = "/usr/local/bin/runbook"
RUNBOOK = "/srv/runbook/AGENTS.md"
APPS = ["jumpinotech", "wegweiserlife", "nearyou", "luci"]
# A runbook whose check takes seconds: its one site listens and never answers.
SLOW = "/srv/slow/AGENTS.md"
JOURNAL = "/var/lib/runbook/0/journal/journal.jsonl"

_all_servers, _lock = [], threading.Lock()


def all_servers():
    with _lock:
        return list(_all_servers)


def start(words, **more):
    server = Server(words, **more)
    with _lock:
        _all_servers.append(server)
    return server


def run(words, text="", user=None, seconds=60):
    """A command inside the testbed, done."""
    if user:
        words = ["/usr/sbin/runuser", "-u", user, "--"] + words
    return subprocess.run(
        words, input=text, capture_output=True, text=True, timeout=seconds, cwd="/srv/runbook", check=False
    )


class World:
    """One family's own servers. What a check starts by itself ends with the check."""

    def __init__(self):
        self.shared, self.own, self.lists = {}, [], {}

    def server(self, *options, file=RUNBOOK, words=None, **more):
        """A server of the check's own, to which nothing was said."""
        server = start(words or [PROGRAM, "--file", file, "mcp", *options], **more)
        self.own.append(server)
        return server

    def fresh(self, era, *options, capabilities=None, **more):
        return Session(self.server(*options, **more), era, capabilities)

    def session(self, era):
        """The family's server of that revision."""
        session = self.shared.get(era)
        if session is None or session.server.ended:
            session = Session(start([PROGRAM, "--file", RUNBOOK, "mcp"]), era)
            self.shared[era] = session
        return session

    def able(self, era, capabilities):
        """The family's server for a client that can do so much."""
        key = (era, json.dumps(capabilities))
        session = self.shared.get(key)
        if session is None or session.server.ended:
            session = Session(start([PROGRAM, "--file", RUNBOOK, "mcp"]), era, capabilities)
            self.shared[key] = session
        return session

    def tools(self, era):
        """The tools of the family's server, listed once: what is looked at there does not change."""
        if era not in self.lists:
            self.lists[era] = self.session(era).tools()
        return self.lists[era]

    def sessions(self):
        return [self.session(era) for era in ERAS]

    def end_check(self):
        for server in self.own:
            end(server)
        self.own = []

    def end(self):
        for session in self.shared.values():
            end(session.server)
        self.shared = {}

    def trace(self):
        """The last lines sent and received, for whoever mends what failed."""
        servers = self.own or [session.server for session in self.shared.values()]
        lines = [
            (time, "→", data.decode(errors="replace")) for server in servers for time, data in server.sent
        ]
        lines += [(time, "←", message) for server in servers for time, message in server.received]
        return [(side, what) for _, side, what in sorted(lines, key=lambda line: line[0])[-6:]]


def end(server):
    try:
        if server.process.poll() is None and not server.process.stdin.closed:
            server.close()
    except Failed:
        pass
    finally:
        server.kill()


def named(tools, name):
    for tool in tools:
        if tool["name"] == name:
            return tool
    raise Failed(f"no tool {name}: {[tool['name'] for tool in tools]}")


def way_to(tools, operation):
    """The tool and the arguments around those of the operation: its own tool, or the one of its effect."""
    for tool in tools:
        if tool["name"] == operation:
            return tool, lambda arguments: typed(tool, arguments)
    for tool in tools:
        enum = tool["inputSchema"].get("properties", {}).get("operation", {}).get("enum", [])
        for word in enum:
            if word.replace("-", "_") == operation and tool["name"] != "plan":
                return tool, lambda arguments, word=word: {"operation": word, **wrapped(tool, arguments)}
    raise Failed(f"no way to {operation}")


def typed(tool, arguments):
    """A tool of one operation may take numbers where the one of an effect takes their texts."""
    kinds = {name: schema.get("type") for name, schema in tool["inputSchema"].get("properties", {}).items()}
    return {
        name: int(value) if kinds.get(name) == "integer" and str(value).isdigit() else value
        for name, value in arguments.items()
    }


def wrapped(tool, arguments):
    properties = tool["inputSchema"]["properties"]
    if "arguments" in properties:
        return {"arguments": arguments} if arguments else {}
    return arguments


_known = []


def known_way(operation):
    """The same for the main runbook, whose tools are listed once: a list costs more than most calls."""
    with _lock:
        if not _known:
            server = Server([PROGRAM, "--file", RUNBOOK, "mcp"])
            _known.extend(Session(server, ERAS[-1]).tools())
            end(server)
    return way_to(_known, operation)


def operate(session, operation, arguments=None, seconds=60, **more):
    """The operation done through whichever tool offers it; the result."""
    tool, around = known_way(operation)
    return session.call(tool["name"], around(arguments or {}), seconds=seconds, **more)


def text_of(result):
    return "".join(block.get("text", "") for block in result.get("content", []))


def complaint(result):
    """The text of a result that is an error."""
    expect(result.get("isError") is True, f"no error: {str(result)[:300]}")
    return text_of(result)


def until(wanted, seconds, words):
    """What is wanted, as soon as it is so; `words` tell what was seen instead."""
    end = time.monotonic() + seconds
    while not (found := wanted()):
        if time.monotonic() > end:
            raise Failed(f"{words} within {seconds} s")
        time.sleep(0.02)
    return found


def is_there(pid):
    """Whether a process runs; what has ended and was not taken yet does not."""
    try:
        with open(f"/proc/{pid}/stat", encoding="utf-8", errors="replace") as file:
            return file.read().rpartition(")")[2].split()[0] not in ("Z", "X")
    except OSError:
        return False


class _Supervisor(xmlrpc.client.Transport):
    def make_connection(self, host):
        connection = http.client.HTTPConnection("localhost")
        connection.sock = socket.socket(socket.AF_UNIX)
        connection.sock.connect("/run/supervisor.sock")
        return connection


def program(name):
    """State and process of a program, as supervisord tells them; 0 for no process."""
    with xmlrpc.client.ServerProxy("http://localhost", transport=_Supervisor()) as supervisor:
        told = supervisor.supervisor.getProcessInfo(name)
    return told["statename"], told["pid"]


def journal(subject):
    """The journal's records of a subject, as they lie in the file: a process each time costs more than the rest."""
    if not os.path.exists(JOURNAL):
        return []
    with open(JOURNAL, encoding="utf-8") as file:
        records = [json.loads(line) for line in file if line.endswith("\n")]
    plans = {one["id"] for one in records if one.get("subject") == subject}
    return [one for one in records if one.get("id") in plans]


def children_named(pid, name):
    """The processes below one that run a program of that name."""
    found = []
    for child in descendants(pid):
        try:
            program = os.path.basename(os.readlink(f"/proc/{child}/exe"))
        except OSError:
            continue
        if program == name:
            found.append(child)
    return found


def parent_of(pid):
    try:
        with open(f"/proc/{pid}/stat", encoding="utf-8", errors="replace") as file:
            return int(file.read().rpartition(")")[2].split()[1])
    except OSError:
        return None


def descendants(pid):
    """The processes below one, however deep."""
    parents = {}
    for name in os.listdir("/proc"):
        if name.isdigit() and (parent := parent_of(name)):
            parents.setdefault(parent, []).append(int(name))
    found, rest = [], [pid]
    while rest:
        below = parents.get(rest.pop(), [])
        found += below
        rest += below
    return found
