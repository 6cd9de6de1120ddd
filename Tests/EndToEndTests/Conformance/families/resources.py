"""The runbook as resources: whole, by section, the last check and the journal."""

import re

from register import ERAS, HANDSHAKE, STATELESS, Family, expect, same, short
from wire import error_of

check = Family("resources", "2026-07-28 and 2025-11-25, Resources")

WHOLE = "runbook://agents.md"
SECTION = "runbook://section/"


def listed(session):
    return session.result("resources/list")["resources"]


def read(session, uri):
    return session.result("resources/read", {"uri": uri})["contents"]


@check.each(ERAS, "listed", "the whole, each section, the last check and the journal are listed")
def _(world, era):
    uris = [one["uri"] for one in listed(world.session(era))]
    expect(WHOLE in uris, short(uris))
    expect(sum(uri.startswith(SECTION) for uri in uris) >= 8, short(uris))
    same(len(set(uris)), len(uris), "different uris")


@check("live-listed", "the last check and the journal are listed")
def _(world):
    uris = [one["uri"] for one in listed(world.session(STATELESS))]
    expect(any("check" in uri for uri in uris) and any("journal" in uri for uri in uris), short(uris))


@check.each(
    ERAS, "members", "each has uri, name, description and type, and no member that the revision does not know"
)
def _(world, era):
    known = {"uri", "name", "description", "mimeType", "size", "annotations"}
    if era >= "2025-06-18":
        known |= {"title", "_meta"}
    if era >= "2025-11-25":
        known.add("icons")
    for one in listed(world.session(era)):
        for member in ("uri", "name", "description", "mimeType"):
            expect(isinstance(one.get(member), str) and one[member], f"{one.get('uri')}: {member}")
        same(sorted(set(one) - known), [], f"more of {one['uri']}")


@check("annotations", "audience, priority and the day of the last change are of their forms")
def _(world):
    seen = 0
    for one in listed(world.session(STATELESS)):
        notes = one.get("annotations", {})
        seen += bool(notes)
        expect(set(notes.get("audience", [])) <= {"user", "assistant"}, short(one))
        expect(0 <= notes.get("priority", 0) <= 1, short(one))
        if "lastModified" in notes:
            expect(
                re.fullmatch(
                    r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)", notes["lastModified"]
                ),
                short(one),
            )
    expect(seen, "none has annotations")


@check.each(ERAS, "whole", "the whole runbook is read as it lies there")
def _(world, era):
    contents = read(world.session(era), WHOLE)
    with open("/srv/runbook/AGENTS.md", encoding="utf-8") as file:
        text = file.read()
    same(contents[0]["text"], text, "text")
    same(contents[0]["uri"], WHOLE, "uri")
    same(contents[0]["mimeType"], "text/markdown", "mimeType")


@check("size", "a size that is told is the size of the text")
def _(world):
    session = world.session(STATELESS)
    seen = 0
    for one in listed(session):
        if "size" in one:
            seen += 1
            same(len(read(session, one["uri"])[0]["text"].encode()), one["size"], f"size of {one['uri']}")
    expect(seen, "no size is told")


@check.each(
    ["2024-11-05", "2025-11-25", STATELESS], "all-readable", "whatever is listed can be read, under its uri"
)
def _(world, era):
    session = world.session(era)
    for one in listed(session):
        contents = read(session, one["uri"])
        expect(contents, f"{one['uri']} has no contents")
        for part in contents:
            expect(part["uri"] == one["uri"] and isinstance(part["text"], str), short(part))
            same(part.get("mimeType"), one["mimeType"], f"mimeType of {one['uri']}")


@check("section", "a section has its own text and not its neighbour's")
def _(world):
    session = world.session(STATELESS)
    uri = next(one["uri"] for one in listed(session) if "nginx" in one["uri"])
    text = read(session, uri)[0]["text"]
    expect("sites-enabled" in text and "supervisorctl" not in text, short(text))


@check.each(ERAS, "template", "there is a template for sections")
def _(world, era):
    templates = world.session(era).result("resources/templates/list")["resourceTemplates"]
    same([one["uriTemplate"] for one in templates], [SECTION + "{slug}"], "templates")
    expect(templates[0]["name"] and templates[0].get("mimeType") == "text/markdown", short(templates))


UNKNOWN = [
    "runbook://nothing",
    "runbook://section/nothing",
    "nosuch://x",
    "runbook://",
    "runbook:section/nginx",
    "RUNBOOK://AGENTS.MD",
    "runbook://agents.md/../journal",
    "runbook://agents.md?x=1",
]


@check.each(HANDSHAKE, "unknown", "an unknown resource is -32002 in the revisions with a handshake")
def _(world, era):
    for uri in UNKNOWN[:3]:
        error = world.session(era).error("resources/read", {"uri": uri}, code=-32002)
        same(error.get("data", {}).get("uri"), uri, "data.uri")


@check.each(UNKNOWN, "unknown-stateless", "and -32602 in the stateless one, never an empty list")
def _(world, uri):
    world.session(STATELESS).error("resources/read", {"uri": uri}, code=-32602)


ATTACKS = [
    "file:///etc/passwd",
    "runbook://section/../../etc/passwd",
    "runbook://section/..%2f..%2fetc%2fpasswd",
    "runbook://section/%00",
    "runbook://section/nginx/../../../etc/shadow",
    "/etc/passwd",
    "runbook://section/nginx\u0000",
    "runbook://section/" + "a" * 100_000,
    "http://127.0.0.1:3004/",
    "runbook:///etc/passwd",
    "runbook://section/{slug}",
    "runbook://section/*",
]


@check.each(list(range(len(ATTACKS))), "attack", "no uri reaches beyond the list")
def _(world, number):
    for era, codes in ((STATELESS, (-32602,)), ("2025-11-25", (-32002, -32602))):
        error = error_of(world.session(era).ask("resources/read", {"uri": ATTACKS[number]}), *codes)
        expect("root:" not in str(error) and len(error["message"]) < 1_000, short(error))


@check.each(["missing", "number", "null", "empty", "array"], "uri", "resources/read needs a uri, a string")
def _(world, kind):
    params = {} if kind == "missing" else {"uri": {"number": 1, "null": None, "empty": "", "array": []}[kind]}
    world.session(STATELESS).error("resources/read", params, code=-32602)


@check.each(HANDSHAKE, "subscribe", "a resource that is listed may be subscribed to, and be left again")
def _(world, era):
    session = world.session(era)
    same(session.result("resources/subscribe", {"uri": WHOLE}), {}, "result")
    same(session.result("resources/unsubscribe", {"uri": WHOLE}), {}, "result")


@check("subscribe-unknown", "one that is not there may not")
def _(world):
    error_of(
        world.session("2025-11-25").ask("resources/subscribe", {"uri": "runbook://nothing"}), -32002, -32602
    )
    error_of(world.session("2025-11-25").ask("resources/subscribe", {}), -32602)


@check("unsubscribe-unasked", "leaving what was never subscribed to breaks nothing")
def _(world):
    answer = world.session("2025-11-25").ask("resources/unsubscribe", {"uri": WHOLE})
    expect("result" in answer or error_of(answer, -32602, -32002), short(answer))


@check("by-tool-too", "what the resources say the tools say as well: several clients read none")
def _(world):
    result = world.session(STATELESS).call("ask", {"question": "where is the nginx config root"})
    expect("sites-enabled" in str(result["structuredContent"]), short(result))


@check("no-secrets", "no resource has a secret")
def _(world):
    session = world.session(STATELESS)
    for one in listed(session):
        expect("testbed-only" not in str(read(session, one["uri"])), one["uri"])
