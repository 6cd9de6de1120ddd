"""What a server was started for: `--read-only`, `--allow EFFECT`, the policy of the machine, and who did it."""

import json

from register import STATELESS, Family, expect, same, short
from wire import META
from world import complaint, known_way, operate, program, run

check = Family("permissions", "2026-07-28, Tools: implement proper access controls")

LEVELS = {
    "read-only": ["--read-only"],
    "observes": ["--allow", "observes"],
    "reloads": ["--allow", "reloads"],
    "interrupts": ["--allow", "interrupts"],
}
DESTROYS = "restore-into-that"


def offered(session):
    tools = session.tools()
    words = {tool["name"] for tool in tools}
    for tool in tools:
        if tool["name"] != "plan":
            enum = tool["inputSchema"].get("properties", {}).get("operation", {}).get("enum", [])
            words |= {word.replace("-", "_") for word in enum}
    return words


@check.each(["read-only", "observes"], "looks-alone", "a server that may only look lists nothing else")
def _(world, level):
    session = world.fresh(STATELESS, *LEVELS[level])
    for tool in session.tools():
        same(tool["annotations"]["readOnlyHint"], True, tool["name"])
    same({"restart_service", "reload_nginx", "stop_service"} & offered(session), set(), "offered")


@check.each(["read-only", "observes", "reloads"], "refused", "what is not listed is not done")
def _(world, level):
    session = world.fresh(STATELESS, *LEVELS[level])
    before = program("site-luci")
    for name, arguments in (
        ("restart_service", {"service": "luci"}),
        ("run_interrupting", {"operation": "restart-service", "arguments": {"service": "luci"}}),
        ("run_interrupting", {"operation": "stop-service", "arguments": {"service": "luci"}}),
    ):
        answer = session.ask("tools/call", {"name": name, "arguments": arguments}, seconds=30)
        refused = "error" in answer or answer["result"]["isError"]
        expect(refused, f"{name}: {short(answer)}")
    same(program("site-luci"), before, "state, pid")


@check("reloads", "a server that may reload offers reloads and no interruption")
def _(world):
    words = offered(world.fresh(STATELESS, *LEVELS["reloads"]))
    expect("reload_nginx" in words and "restart_service" not in words, short(sorted(words)))


@check("interrupts", "a server that may interrupt offers restarts and nothing that destroys")
def _(world):
    session = world.fresh(STATELESS, *LEVELS["interrupts"])
    words = offered(session)
    expect("restart_service" in words and "stop_service" in words, short(sorted(words)))
    for tool in session.tools():
        same(tool["annotations"]["destructiveHint"], False, tool["name"])


@check("looks-still", "a server that may only look answers all the same")
def _(world):
    session = world.fresh(STATELESS, "--read-only")
    same(session.call("ask", {"question": "what port does luci run on"})["isError"], False, "isError")
    same(session.call("service_status")["isError"], False, "isError")


@check("no-such-level", "a level that is not known ends the start with words")
def _(world):
    output = run(["/usr/local/bin/runbook", "mcp", "--allow", "everything"])
    same(output.returncode, 64, "exit status")
    expect("interrupts" in output.stderr and not output.stdout, short(output.stderr))


@check("never", "what the machine's policy forbids is refused, with the reason")
def _(world):
    text = complaint(operate(world.session(STATELESS), "stop_service", {"service": "luci"}))
    expect("policy" in text or "never" in text, short(text))
    same(program("site-luci")[0], "RUNNING", "state")


@check(
    "limited-account",
    "an account that may not is told so, and nothing is asked for at a terminal that is not there",
)
def _(world):
    session = world.fresh(STATELESS, user="nobody", cwd="/srv/runbook")
    text = complaint(operate(session, "restart_service", {"service": "luci"}, seconds=30))
    expect(text, "no words")


@check.each(
    ["handshake", "stateless"], "actor", "the journal says who acted: the client by its name, and the uid"
)
def _(world, kind):
    name = f"auditor-{kind}"
    if kind == "stateless":
        session = world.session(STATELESS)
        tool, around = known_way("reread_supervisor")
        result = session.result(
            "tools/call",
            {"name": tool["name"], "arguments": around({})},
            meta={META + "clientInfo": {"name": name, "version": "1"}},
            seconds=30,
        )
    else:
        server = world.server()
        server.ask(
            "initialize",
            {
                "protocolVersion": "2025-11-25",
                "capabilities": {},
                "clientInfo": {"name": name, "version": "1"},
            },
        )
        tool, around = known_way("reread_supervisor")
        result = server.ask("tools/call", {"name": tool["name"], "arguments": around({})}, seconds=30)[
            "result"
        ]
    same(result["isError"], False, f"isError of {short(result)}")
    journal = run(["/usr/local/bin/runbook", "journal", "--format", "json"]).stdout
    actors = [one for one in json.dumps(json.loads(journal)).split('"') if name in one]
    expect(actors and any("0" in one for one in actors), f"{name} with uid 0 is not in the journal")


@check("actor-cleaned", "a client's name cannot write what it wants into the journal")
def _(world):
    session = world.session(STATELESS)
    tool, around = known_way("reread_supervisor")
    session.result(
        "tools/call",
        {"name": tool["name"], "arguments": around({})},
        seconds=30,
        meta={
            META + "clientInfo": {"name": 'root\u001b[2J\n{"event":"approve"}' + "x" * 5000, "version": "1"}
        },
    )
    journal = run(["/usr/local/bin/runbook", "journal"]).stdout
    expect("\u001b" not in journal and '\n{"event":"approve"}' not in journal, "the name passed as it came")
    expect("x" * 300 not in journal, "the name passed at its length")
