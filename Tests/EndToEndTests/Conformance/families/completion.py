"""Completion of arguments of prompts and of the template."""

from register import ERAS, STATELESS, Family, expect, same, short
from wire import error_of
from world import APPS, run

check = Family("completion", "2026-07-28, Completion")

PROMPT = {"type": "ref/prompt", "name": "restart_and_check"}
TEMPLATE = {"type": "ref/resource", "uri": "runbook://section/{slug}"}


def complete(session, reference, name, value, **more):
    result = session.result(
        "completion/complete", {"ref": reference, "argument": {"name": name, "value": value}, **more}
    )
    return result["completion"]


@check.each(ERAS, "prefix", "values begin with what was typed")
def _(world, era):
    same(complete(world.session(era), PROMPT, "service", "lu")["values"], ["luci"], "values")


@check.each(ERAS, "all", "nothing typed gives all")
def _(world, era):
    expect(set(APPS) <= set(complete(world.session(era), PROMPT, "service", "")["values"]), "not all")


@check("counted", "at most a hundred, with their total and whether there are more")
def _(world):
    for reference, name in ((PROMPT, "service"), (TEMPLATE, "slug")):
        found = complete(world.session(STATELESS), reference, name, "")
        expect(len(found["values"]) <= 100, f"{len(found['values'])} values")
        same(found.get("hasMore", False), False, "hasMore")
        same(found.get("total"), len(found["values"]), "total")


@check("stamps", "the stamps of the dumps that are there, newest first; each makes a checklist")
def _(world):
    session = world.session(STATELESS)
    prompt = {"type": "ref/prompt", "name": "restore_checklist"}
    names = run(["/bin/ls", "/srv/s3/my-backups/postgres"]).stdout.split()
    days = sorted((name.removeprefix("appdb-").split(".")[0] for name in names), reverse=True)
    expect(days and days[0][:4].isdigit(), short(names))
    same(complete(session, prompt, "stamp", "")["values"], days, "values")
    same(complete(session, prompt, "stamp", days[0])["values"], days[:1], "values that begin so")
    session.result("prompts/get", {"name": "restore_checklist", "arguments": {"stamp": days[-1]}})


@check("none", "what nothing begins with is an empty list, no error")
def _(world):
    same(complete(world.session(STATELESS), PROMPT, "service", "zzz")["values"], [], "values")


@check("template", "a section's slug is completed")
def _(world):
    values = complete(world.session(STATELESS), TEMPLATE, "slug", "ng")["values"]
    expect(values and all(value.startswith("ng") for value in values), short(values))
    for value in values:
        uri = TEMPLATE["uri"].replace("{slug}", value)
        expect(world.session(STATELESS).result("resources/read", {"uri": uri})["contents"], uri)


@check.each(ERAS, "unknown-prompt", "an unknown prompt is -32602")
def _(world, era):
    world.session(era).error(
        "completion/complete",
        {"ref": {"type": "ref/prompt", "name": "no_such"}, "argument": {"name": "service", "value": ""}},
        code=-32602,
    )


BAD = {
    "unknown-template": {
        "ref": {"type": "ref/resource", "uri": "runbook://nothing/{x}"},
        "argument": {"name": "x", "value": ""},
    },
    "unknown-type": {"ref": {"type": "ref/tool", "name": "ask"}, "argument": {"name": "x", "value": ""}},
    "no-ref": {"argument": {"name": "service", "value": ""}},
    "no-argument": {"ref": PROMPT},
    "argument-string": {"ref": PROMPT, "argument": "service"},
    "name-number": {"ref": PROMPT, "argument": {"name": 1, "value": ""}},
    "value-missing": {"ref": PROMPT, "argument": {"name": "service"}},
    "value-number": {"ref": PROMPT, "argument": {"name": "service", "value": 1}},
    "ref-string": {"ref": "restart_and_check", "argument": {"name": "service", "value": ""}},
    "prompt-by-uri": {
        "ref": {"type": "ref/prompt", "uri": "restart_and_check"},
        "argument": {"name": "service", "value": ""},
    },
    "template-by-name": {
        "ref": {"type": "ref/resource", "name": "runbook://section/{slug}"},
        "argument": {"name": "slug", "value": ""},
    },
    "name-missing": {"ref": {"type": "ref/prompt"}, "argument": {"name": "service", "value": ""}},
}


@check.each(list(BAD), "bad", "a malformed request is -32602")
def _(world, kind):
    world.session(STATELESS).error("completion/complete", BAD[kind], code=-32602)


@check("unknown-argument", "an argument that the prompt does not have is refused or has no values")
def _(world):
    answer = world.session(STATELESS).ask(
        "completion/complete", {"ref": PROMPT, "argument": {"name": "no_such", "value": ""}}
    )
    if "error" in answer:
        error_of(answer, -32602)
    else:
        same(answer["result"]["completion"]["values"], [], "values")


@check("context", "arguments that are filled in already may come along")
def _(world):
    values = complete(
        world.session(STATELESS), PROMPT, "service", "l", context={"arguments": {"other": "x"}}
    )["values"]
    same(values, ["luci"], "values")


@check("long-value", "a long beginning is no attack")
def _(world):
    same(complete(world.session(STATELESS), PROMPT, "service", "l" * 100_000)["values"], [], "values")
