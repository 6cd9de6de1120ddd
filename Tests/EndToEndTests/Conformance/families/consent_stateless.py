"""A person's yes in the stateless revision: the result asks, and the call is made again."""

import json

from families.consent import ANSWERS, OPERATION, WORD, done
from official import check_result, check_schema
from register import STATELESS, Family, expect, same, short
from wire import META, Session, error_of
from world import known_way, text_of

check = Family("consent-stateless", "2026-07-28, Multi Round-Trip Requests; Elicitation")

FORMS = {"elicitation": {"form": {}}}
KEY = "confirm"


class Call:
    """One call that a person has to agree to, made as often as is needed."""

    def __init__(self, world, capabilities=None, session=None):
        # One server for all: nothing of a call is remembered but that its state was used.
        self.session = session or (
            world.able(STATELESS, FORMS) if capabilities is None else world.fresh(STATELESS, capabilities=capabilities)
        )
        tool, around = known_way(OPERATION)
        self.params = {"name": tool["name"], "arguments": around({})}
        self.first = self.session.result("tools/call", self.params)

    def again(self, responses=None, state=None, **change):
        params = {**self.params, **change}
        if responses is not None:
            params["inputResponses"] = responses
        if state is not None:
            params["requestState"] = state
        return self.session.ask("tools/call", params, seconds=30)

    @property
    def state(self):
        return self.first["requestState"]

    def yes(self, word=WORD):
        key = next(iter(self.first["inputRequests"]))
        name = next(iter(self.first["inputRequests"][key]["params"]["requestedSchema"]["properties"]))
        return {key: {"action": "accept", "content": {name: word}}}


def asking(world):
    call = Call(world)
    same(call.first.get("resultType"), "input_required", f"resultType of {short(call.first)}")
    return call


@check("asked", "a client that can ask gets input_required with a request and a state")
def _(world):
    first = asking(world).first
    same(list(first["inputRequests"]), [KEY], "inputRequests")
    same(type(first["requestState"]), str, "type of requestState")
    expect("content" not in first and "structuredContent" not in first, "an answer before the answer")
    expect(first["_meta"][META + "serverInfo"]["name"], short(first))


@check("request", "the request is a form with a message that names the subject")
def _(world):
    request = asking(world).first["inputRequests"][KEY]
    same(request["method"], "elicitation/create", "method")
    same(request["params"]["mode"], "form", "mode")
    expect(WORD in request["params"]["message"], short(request))
    expect("id" not in request and "jsonrpc" not in request, "a request of its own")


@check("official", "the official package takes it")
def _(world):
    check_result("tools/call", STATELESS, asking(world).first)


@check("schema", "the form is a flat object of primitives, each described")
def _(world):
    schema = asking(world).first["inputRequests"][KEY]["params"]["requestedSchema"]
    check_schema(schema, "requestedSchema")
    same(schema["type"], "object", "type")
    for name, value in schema["properties"].items():
        expect(value["type"] in ("string", "boolean", "number", "integer") and value.get("description"), name)


@check("no-request-on-the-wire", "no request is sent to a stateless client")
def _(world):
    call = asking(world)
    sent = [m for _, m in call.session.server.received if isinstance(m, dict) and "method" in m and "id" in m]
    same(sent, [], "requests")


@check("accept", "the same call with the answer and the state: it is done, once")
def _(world):
    before = done()
    call = asking(world)
    same(done(), before, "reloads before the answer")
    result = call.again(call.yes(), call.state)["result"]
    same(
        (result["isError"], result["resultType"]),
        (False, "complete"),
        f"{short(result)}: isError, resultType",
    )
    same(done(), before + 1, "reloads")


@check("replay", "a state counts once: the second time it is -32602 and nothing is done")
def _(world):
    before = done()
    call = asking(world)
    call.again(call.yes(), call.state)
    error_of(call.again(call.yes(), call.state), -32602)
    same(done(), before + 1, "reloads")


@check("replay-at-once", "a state that comes twice at once counts once")
def _(world):
    before = done()
    call = asking(world)
    params = {**call.params, "inputResponses": call.yes(), "requestState": call.state}
    identities = [call.session.send("tools/call", params) for _ in range(8)]
    answers = [call.session.server.answer(identity, 30) for identity in identities]
    good = [one for one in answers if "result" in one and one["result"].get("isError") is False]
    same(len(good), 1, f"calls that were done ({short(answers)})")
    same(done(), before + 1, "reloads")


def tamper(state):
    for place in (0, len(state) // 2, len(state) - 2):
        other = "A" if state[place] != "A" else "B"
        yield state[:place] + other + state[place + 1 :]
    yield state + "A"
    yield state[:-4]
    yield state[::-1]
    yield ""
    yield "v1.tampered"
    yield "x" * 100_000
    yield "żółć\u0000"


@check("tampered", "a state of which one character is another is -32602")
def _(world):
    before = done()
    call = asking(world)
    for state in tamper(call.state):
        error_of(call.again(call.yes(), state), -32602)
    same(done(), before, "reloads")


@check.each(["number", "null", "object", "true"], "state-type", "a state is a string")
def _(world, kind):
    call = asking(world)
    value = {"number": 7, "null": None, "object": {}, "true": True}[kind]
    params = {**call.params, "inputResponses": call.yes(), "requestState": value}
    answer = call.session.ask("tools/call", params)
    if kind == "null" and "result" in answer:
        same(answer["result"]["resultType"], "input_required", "resultType")
    else:
        error_of(answer, -32602)


@check("other-arguments", "a state counts for the arguments that it was made for")
def _(world):
    before = done()
    call = asking(world)
    tool, around = known_way("restart_service")
    error_of(
        call.again(call.yes("luci"), call.state, name=tool["name"], arguments=around({"service": "luci"})),
        -32602,
    )
    same(done(), before, "reloads")


@check("other-tool", "and for the tool that it was made for")
def _(world):
    call = asking(world)
    error_of(
        call.again(call.yes(), call.state, name="ask", arguments={"question": "what port has luci"}), -32602
    )


@check("other-process", "and in the process that made it")
def _(world):
    before = done()
    call = asking(world)
    other = Session(world.server(), STATELESS, FORMS)
    error_of(
        other.ask("tools/call", {**call.params, "inputResponses": call.yes(), "requestState": call.state}),
        -32602,
    )
    same(done(), before, "reloads")


# A result of a handshake is an object; here anything may stand in its place.
ANSWERS = ANSWERS | {
    "word-number": {"action": "accept", "content": {"confirm_subject": 1}},
    "no-object": "accept",
    "list": ["accept"],
}


@check.each(
    list(ANSWERS),
    "not-agreed",
    "anything else is no yes: not done, a plain result or an error, or asked again",
)
def _(world, kind):
    before = done()
    call = asking(world)
    answer = call.again({KEY: ANSWERS[kind]}, call.state)
    if "error" in answer:
        expect(kind not in ("decline", "cancel"), f"a no is a result: {short(answer)}")
        error_of(answer, -32602)
    elif answer["result"]["resultType"] == "input_required":
        expect(kind not in ("decline", "cancel"), "asked again after a no")
    else:
        same(answer["result"]["resultType"], "complete", "resultType")
        expect(text_of(answer["result"]), "no words")
        same(answer["result"].get("isError"), True, "isError")
    same(done(), before, "reloads")


@check("declined-is-over", "a state that was declined with cannot be agreed with afterwards")
def _(world):
    before = done()
    call = asking(world)
    call.again({KEY: {"action": "decline"}}, call.state)
    error_of(call.again(call.yes(), call.state), -32602)
    same(done(), before, "reloads")


@check("answer-missing", "a state without its answer: asked again")
def _(world):
    call = asking(world)
    for responses in (None, {}, {"other": {"action": "accept", "content": {}}}):
        call = asking(world)
        answer = call.again(responses, call.state)
        same(answer.get("result", {}).get("resultType"), "input_required", f"resultType of {short(answer)}")


@check("asked-again-counts", "what was asked again can be agreed to")
def _(world):
    before = done()
    call = asking(world)
    second = call.again({}, call.state)["result"]
    result = call.again(call.yes(), second["requestState"])["result"]
    same(result.get("isError"), False, f"isError of {short(result)}")
    same(done(), before + 1, "reloads")


@check("state-missing", "an answer without a state is no yes: asked")
def _(world):
    before = done()
    call = asking(world)
    answer = call.again(call.yes())
    same(answer.get("result", {}).get("resultType"), "input_required", f"resultType of {short(answer)}")
    same(done(), before, "reloads")


@check("more-answers", "answers that were not asked for are passed over")
def _(world):
    before = done()
    call = asking(world)
    result = call.again({**call.yes(), "more": {"action": "decline"}}, call.state)["result"]
    same(result.get("isError"), False, f"isError of {short(result)}")
    same(done(), before + 1, "reloads")


@check("capability-needed-again", "the second call has its own capabilities: without forms nothing is done")
def _(world):
    before = done()
    call = asking(world)
    other = Session(call.session.server, STATELESS, {})
    answer = other.ask(
        "tools/call", {**call.params, "inputResponses": call.yes(), "requestState": call.state}, seconds=30
    )
    refused = "error" in answer or answer["result"].get("isError")
    expect(refused or done() == before + 1, short(answer))
    expect(
        "error" in answer or answer["result"]["resultType"] == "complete",
        f"asked one that cannot: {short(answer)}",
    )


@check("state-is-opaque", "a state tells a client nothing that it could use, and is of moderate length")
def _(world):
    states = [asking(world).state for _ in range(3)]
    same(len(set(states)), 3, "different states")
    expect(all(len(state) <= 2048 and WORD not in state for state in states), short(states))


@check("never-elsewhere", "what needs nobody's yes is not asked")
def _(world):
    session = world.fresh(STATELESS, capabilities=FORMS)
    for name in ("ask", "check", "service_status", "latest_backup", "list_operations"):
        arguments = {"question": "what port does luci run on"} if name == "ask" else {}
        same(session.call(name, arguments)["resultType"], "complete", name)
    same(session.result("tools/list")["resultType"], "complete", "tools/list")


@check("stray-state", "a state that is not ours is refused where none is wanted, or passed over")
def _(world):
    session = world.session(STATELESS)
    answer = session.ask(
        "tools/call",
        {"name": "ask", "arguments": {"question": "what port does luci run on"}, "requestState": "v1.mine"},
    )
    if "error" in answer:
        error_of(answer, -32602)
    else:
        same(answer["result"]["isError"], False, "isError")
    expect("v1.mine" not in json.dumps(answer), "echoed")
