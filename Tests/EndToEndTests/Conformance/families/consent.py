"""A person's yes by a form, in the revisions with a handshake: the server asks the client."""

import json
import time

from official import check_schema
from register import STATELESS, Family, expect, same, short
from wire import is_answer
from world import JOURNAL, complaint, known_way, operate, run, text_of

check = Family("consent", "2025-06-18 and 2025-11-25, Elicitation; a model never agrees to what it asked for")

OPERATION, WORD = "reload_nginx", "nginx"
FORMS = {"elicitation": {}}


def done():
    """How often nginx was reloaded by a plan. The file is read as it is: a process each time costs more than the
    rest."""
    with open(JOURNAL, encoding="utf-8") as file:
        records = [json.loads(line) for line in file if '"begin"' in line]
    return sum(one["request"]["operation"] == "reload-nginx" for one in records if "request" in one)


def begin(session):
    """Calls what a person has to agree to, and gives the call's id."""
    tool, around = known_way(OPERATION)
    return session.send("tools/call", {"name": tool["name"], "arguments": around({})})


def form(session, since=0, seconds=5):
    """The server's own request."""
    return session.server.wait(
        lambda message: isinstance(message, dict) and message.get("method") == "elicitation/create",
        seconds,
        since,
        "no form",
    )


def reply(session, request, result):
    session.server.message({"jsonrpc": "2.0", "id": request["id"], "result": result})


def accept(request, word=WORD):
    name = next(iter(request["params"]["requestedSchema"]["properties"]))
    return {"action": "accept", "content": {name: word}}


def asking(world, era="2025-11-25", capabilities=None):
    session = world.able(era, FORMS if capabilities is None else capabilities)
    since = len(session.server.received)
    identity = begin(session)
    return session, identity, form(session, since)


@check.each(
    ["2025-06-18", "2025-11-25"],
    "form",
    "a client that can ask is asked, by a request with an id of the server's",
)
def _(world, era):
    session, identity, request = asking(world, era)
    same(type(request["id"]), str, "type of the id")
    expect(request["jsonrpc"] == "2.0" and request["id"] != str(identity), short(request))
    params = request["params"]
    expect(isinstance(params["message"], str) and WORD in params["message"], short(params))
    if era == "2025-11-25":
        same(params.get("mode"), "form", "mode")
    else:
        expect("mode" not in params, "a mode, which this revision does not know")


@check("schema", "the form is a flat object of primitives, each described")
def _(world):
    _, _, request = asking(world)
    schema = request["params"]["requestedSchema"]
    check_schema(schema, "requestedSchema")
    same(schema["type"], "object", "type")
    expect(set(schema) <= {"type", "properties", "required", "$schema"}, short(schema))
    same(schema["required"], list(schema["properties"]), "required")
    for name, value in schema["properties"].items():
        expect(value["type"] in ("string", "boolean", "number", "integer"), f"{name}: {short(value)}")
        expect(value.get("description") and value.get("title"), f"{name}: {short(value)}")


@check("no-secret", "a form asks for no secret, and has no code in it")
def _(world):
    _, _, request = asking(world)
    text = json.dumps(request).lower()
    for word in ("password", "token", "secret", "api key"):
        expect(word not in text, word)


@check.each(["2025-06-18", "2025-11-25"], "accept", "the subject's name, accepted: it is done, once")
def _(world, era):
    before = done()
    session, identity, request = asking(world, era)
    same(done(), before, "reloads before the answer")
    reply(session, request, accept(request))
    result = session.server.answer(identity, 30)["result"]
    same(result["isError"], False, f"isError of {short(result)}")
    same(done(), before + 1, "reloads")


ANSWERS = {
    "decline": {"action": "decline"},
    "cancel": {"action": "cancel"},
    "accept-without-content": {"action": "accept"},
    "accept-empty": {"action": "accept", "content": {}},
    "content-without-accept": {"action": "decline", "content": {"confirm_subject": WORD}},
    "wrong-word": {"action": "accept", "content": {"confirm_subject": "luci"}},
    "other-case": {"action": "accept", "content": {"confirm_subject": "NGINX"}},
    "word-with-space": {"action": "accept", "content": {"confirm_subject": "nginx "}},
    "word-true": {"action": "accept", "content": {"confirm_subject": True}},
    "unknown-action": {"action": "yes", "content": {"confirm_subject": WORD}},
    "no-action": {"content": {"confirm_subject": WORD}},
    "empty": {},
    "content-list": {"action": "accept", "content": ["nginx"]},
}


@check.each(list(ANSWERS), "not-agreed", "anything else is no yes: nothing is done, and the result says so")
def _(world, kind):
    before = done()
    session, identity, request = asking(world)
    reply(session, request, ANSWERS[kind])
    result = session.server.answer(identity, 10)["result"]
    same(result.get("isError"), True, f"isError of {short(result)}")
    expect(text_of(result), "no words")
    same(done(), before, "reloads")


@check.each(
    ["error", "null-result", "string-result"], "no-answer", "an error, or no answer of the form, is no yes"
)
def _(world, kind):
    before = done()
    session, identity, request = asking(world)
    answer = {
        "error": {"error": {"code": -32601, "message": "no"}},
        "null-result": {"result": None},
        "string-result": {"result": "accept"},
    }[kind]
    session.server.message({"jsonrpc": "2.0", "id": request["id"], **answer})
    same(session.server.answer(identity, 10)["result"].get("isError"), True, "isError")
    same(done(), before, "reloads")


@check("answered-twice", "the second answer to one form is passed over")
def _(world):
    before = done()
    session, identity, request = asking(world)
    reply(session, request, {"action": "decline"})
    reply(session, request, accept(request))
    same(session.server.answer(identity, 10)["result"].get("isError"), True, "isError")
    session.server.is_alive()
    same(done(), before, "reloads")


@check("other-id", "an answer to an id that was never asked is passed over")
def _(world):
    session, identity, request = asking(world)
    for other in ("srv-999", 1, identity):
        session.server.message({"jsonrpc": "2.0", "id": other, "result": accept(request)})
    session.server.quiet(0.3, lambda message: is_answer(message, identity))
    reply(session, request, {"action": "decline"})
    same(session.server.answer(identity, 10)["result"].get("isError"), True, "isError")


@check("served-meanwhile", "while a person is asked everything else is served")
def _(world):
    session, identity, request = asking(world)
    same(session.result("ping"), {}, "ping")
    same(session.call("ask", {"question": "what port does luci run on"})["isError"], False, "isError")
    session.server.quiet(0.1, lambda message: is_answer(message, identity))
    reply(session, request, {"action": "cancel"})
    session.server.answer(identity, 10)


@check("two-at-once", "two forms have two ids, and each answer counts for its own")
def _(world):
    session, first, one = asking(world)
    since = len(session.server.received)
    second = begin(session)
    two = form(session, since)
    expect(one["id"] != two["id"], "one id for two")
    before = done()
    reply(session, two, {"action": "decline"})
    same(session.server.answer(second, 10)["result"].get("isError"), True, "isError of the second")
    reply(session, one, accept(one))
    same(session.server.answer(first, 30)["result"].get("isError"), False, "isError of the first")
    same(done(), before + 1, "reloads")


@check("cancelled", "a call that is cancelled while a person is asked is not done, and not answered")
def _(world):
    before = done()
    session, identity, request = asking(world)
    session.server.notify("notifications/cancelled", {"requestId": identity})
    session.server.is_alive()
    reply(session, request, accept(request))
    session.server.quiet(0.5, lambda message: is_answer(message, identity))
    same(done(), before, "reloads")


@check("end-of-input", "a client that goes while a person is asked: nothing is done, and the server ends")
def _(world):
    before = done()
    session, _, _ = asking(world)
    code, took = session.server.close()
    expect(code == 0 and took < 2, f"exit {code} after {took:.1f} s")
    same(done(), before, "reloads")


def refusal(world, era, capabilities):
    before = done()
    session = world.fresh(era, capabilities=capabilities)
    result = operate(session, OPERATION, seconds=20)
    same(done(), before, "reloads")
    return session, complaint(result)


@check.each(
    ["2024-11-05", "2025-03-26", "2025-06-18", "2025-11-25"],
    "cannot-ask",
    "a client that cannot ask is refused, with the command that a person runs",
)
def _(world, era):
    session, text = refusal(world, era, {})
    expect("runbook approve " in text, short(text))
    asked = [m for _, m in session.server.received if isinstance(m, dict) and m.get("method")]
    same(asked, [], "requests to the client")


@check("cannot-ask-stateless", "so it is in the stateless revision")
def _(world):
    _, text = refusal(world, STATELESS, {})
    expect("runbook approve " in text, short(text))


@check.each(["2025-11-25", STATELESS], "url-alone", "a client with the url mode alone has no form")
def _(world, era):
    _, text = refusal(world, era, {"elicitation": {"url": {}}})
    expect("runbook approve " in text, short(text))


@check.each(
    ["2024-11-05", "2025-03-26"], "before-forms", "a revision without forms has none, whatever is declared"
)
def _(world, era):
    _, text = refusal(world, era, FORMS)
    expect("runbook approve " in text, short(text))


@check("form-declared", '{"form":{}} declares forms')
def _(world):
    session, identity, request = asking(world, capabilities={"elicitation": {"form": {}, "url": {}}})
    reply(session, request, {"action": "decline"})
    session.server.answer(identity)


@check("approved-outside", "what the refusal names can be agreed to at a terminal, not by the model")
def _(world):
    _, text = refusal(world, "2025-11-25", {})
    identity = text.split("runbook approve ", 1)[1].split()[0].strip(".,;`'\"")
    output = run(["/usr/local/bin/runbook", "approve", identity], WORD + "\n")
    expect(output.returncode != 0, "agreed to without a terminal")


@check("no-code", "a refusal has nothing in it that a model could send back to agree")
def _(world):
    session, text = refusal(world, "2025-11-25", {})
    before = done()
    tool, around = known_way(OPERATION)
    for extra in ({"confirm": True}, {"confirm_subject": WORD}, {"approved": True}):
        session.call(tool["name"], {**around({}), **extra})
        session.call(
            tool["name"],
            around({}),
            inputResponses={"confirm": {"action": "accept", "content": {"confirm_subject": WORD}}},
        )
    same(done(), before, "reloads")
    expect(text, "no words")


@check("slow-person", "a person who thinks is waited for")
def _(world):
    before = done()
    session, identity, request = asking(world)
    time.sleep(1.5)
    reply(session, request, accept(request))
    same(session.server.answer(identity, 30)["result"].get("isError"), False, "isError")
    same(done(), before + 1, "reloads")
