"""What the runbook is for, in the words of whoever asks: three requests, one call each, the right answer, a line cited."""

import json

from client import connected, settle, structured
from register import Family, expect, same, short
from world import program, run

check = Family("story", "an agent's three requests, by the official client over stdio and over HTTP")

WAYS = ["stdio-legacy", "http-auto"]


def cited(place, *words):
    """The line of the runbook that a position names has these words."""
    expect(place["position"].startswith("AGENTS.md:"), short(place))
    with open("/srv/runbook/AGENTS.md", encoding="utf-8") as file:
        line = file.read().splitlines()[place["line"] - 1]
    expect(all(word in line for word in words), f"{place['position']} is {short(line)}")


def one_call(way, tool, arguments):
    transport, mode = way.split("-")

    async def ask():
        async with connected(transport, mode) as client:
            return structured(await client.call_tool(tool, arguments))

    return settle(ask())


@check.each(WAYS + ["stdio-auto", "http-legacy"], "port", "“what port does luci run on”")
def _(world, way):
    answer = one_call(way, "ask", {"question": "what port does luci run on"})
    same([value["value"] for value in answer["values"]], ["3004"], "values")
    cited(answer["values"][0], "luci", "3004")


@check.each(WAYS + ["stdio-auto", "http-legacy"], "backup", "“show me the last backup timestamp”")
def _(world, way):
    answer = one_call(way, "latest_backup", {})
    newest = run(["/bin/bash", "-c", "ls /srv/s3/my-backups/postgres | sort | tail -n 1"]).stdout.strip()
    rows = [
        row
        for execution in answer["executions"]
        for step in execution["steps"]
        for row in step.get("rows", [])
    ]
    expect(rows, short(answer))
    day = newest.removeprefix("appdb-").split(".")[0]
    expect(day and day in json.dumps(rows[0]), f"{newest} is not in {short(rows)}")
    cited(answer["executions"][0], "my-backups")


@check.each(WAYS, "restart", "“restart site-nearyou and check its log for errors”")
def _(world, way):
    before = program("site-nearyou")
    answer = one_call(way, "restart_service", {"service": "site-nearyou"})
    after = program("site-nearyou")
    expect(before[1] != after[1] and after[0] == "RUNNING", f"{before} → {after}")
    same(answer["outcome"], "done", "outcome")
    cited(answer["executions"][0], "nearyou", "3003")
    text = json.dumps(answer)
    expect("listening on 3003" in text, f"no proof in {short(text)}")
    # Of its log: how many lines speak of an error since then.
    expect("0 error lines since" in text, f"not a word of errors in {short(text)}")
