"""Cursors of the lists."""

from register import ERAS, STATELESS, Family, expect, same, short

check = Family("pagination", "2026-07-28, Pagination")

LISTS = {
    "tools/list": ("tools", "name"),
    "resources/list": ("resources", "uri"),
    "resources/templates/list": ("resourceTemplates", "uriTemplate"),
    "prompts/list": ("prompts", "name"),
}


@check.each([f"{method}@{era}" for method in LISTS for era in ERAS], "invalid", "an invalid cursor is -32602")
def _(world, key):
    method, era = key.split("@")
    for cursor in ("bogus", "MTAw", "-1", "9" * 400):
        world.session(era).error(method, {"cursor": cursor}, code=-32602)


@check.each(list(LISTS), "cursor-type", "a cursor is a string")
def _(world, method):
    for cursor in (1, True, {}, []):
        world.session(STATELESS).error(method, {"cursor": cursor}, code=-32602)


@check.each(list(LISTS), "walk", "from page to page everything comes once, until there is no cursor more")
def _(world, method):
    session = world.session(STATELESS)
    member, key = LISTS[method]
    found, cursor = [], None
    for _ in range(100):
        result = session.result(method, {} if cursor is None else {"cursor": cursor})
        found += [one[key] for one in result[member]]
        if "nextCursor" not in result:
            break
        cursor = result["nextCursor"]
        same(type(cursor), str, "type of nextCursor")
    else:
        expect(False, "a hundred pages and no end")
    same(len(set(found)), len(found), f"different {member}")
    expect(found, f"no {member}")


@check("other-list", "a cursor of one list is none of another")
def _(world):
    session = world.session(STATELESS)
    for method in LISTS:
        cursor = session.result(method).get("nextCursor")
        for other in LISTS:
            if cursor is not None and other != method:
                session.error(other, {"cursor": cursor}, code=-32602)
    for method in LISTS:
        session.error(method, {"cursor": "eyJvZmZzZXQiOjB9"}, code=-32602)


@check("call-with-cursor", "what is no list has no cursor: it is passed over")
def _(world):
    result = world.session(STATELESS).result(
        "tools/call", {"name": "ask", "arguments": {"question": "what port does luci run on"}, "cursor": "x"}
    )
    expect(not result["isError"], short(result))
