"""The official Python client, over stdio and over HTTP, in both of its modes."""

import asyncio
import contextlib
import json

import httpx2
import mcp_types as types
from mcp import Client, MCPError
from mcp.client.stdio import StdioServerParameters
from mcp.client.streamable_http import streamable_http_client

from endpoint import endpoint
from fixtures import Changing
from register import STATELESS, Failed, Family, expect, same, short
from world import APPS, PROGRAM, RUNBOOK, known_way

MODES = {"legacy": "2025-11-25", "auto": STATELESS}
PROMPT = "restart_and_check"


@contextlib.asynccontextmanager
async def connected(transport, mode, file=RUNBOOK, cwd="/srv/runbook", **more):
    """A client of that mode on a server of its own, or on the run's HTTP endpoint."""
    async with contextlib.AsyncExitStack() as stack:
        if transport == "stdio":
            server = StdioServerParameters(command=PROGRAM, args=["--file", file, "mcp"], cwd=cwd)
        else:
            found = endpoint(file)
            http = await stack.enter_async_context(
                httpx2.AsyncClient(headers={"Authorization": f"Bearer {found.token}"}, timeout=60)
            )
            server = streamable_http_client(found.url, http_client=http)
        client = await stack.enter_async_context(Client(server, mode=mode, read_timeout_seconds=60, **more))
        same(client.protocol_version, MODES[mode], "revision")
        yield client


def settle(talk):
    """Runs a talk; what went wrong inside comes out alone, not in the groups of the client's tasks."""
    try:
        return asyncio.run(talk)
    except BaseExceptionGroup as group:
        inner = list(leaves(group))
        raise next((one for one in inner if isinstance(one, (Failed, MCPError))), inner[0]) from None


def leaves(group):
    for one in group.exceptions:
        yield from leaves(one) if isinstance(one, BaseExceptionGroup) else [one]


async def refused(call, *codes):
    """The error of the protocol that a call ends in."""
    try:
        result = await call
    except MCPError as error:
        expect(error.error.code in codes, f"code {error.error.code}, wanted {codes}: {error.error.message}")
        return error.error
    expect(False, f"no error: {short(str(result))}")
    return None


def structured(result):
    expect(not result.is_error, short(result.content[0].text))
    same(json.loads(result.content[0].text), result.structured_content, "text")
    return result.structured_content


async def introduction(client, _):
    same(client.server_info.name, "runbook", "name")
    expect(
        client.instructions and client.server_capabilities.tools is not None, "no instructions or no tools"
    )


async def tools(client, _):
    listed = (await client.list_tools()).tools
    expect(
        {"ask", "check", "show_log", "restart_service", "latest_backup"} <= {one.name for one in listed},
        "tools",
    )
    for one in listed:
        expect(one.output_schema and one.annotations and one.title, one.name)


async def look_ups(client, _):
    await client.list_tools()
    for name, arguments in (
        ("ask", {"question": "what port does luci run on"}),
        ("check", {}),
        ("service_status", {"service": "luci"}),
        ("show_log", {"service": "luci", "lines": 3}),
        ("latest_backup", {}),
        ("list_operations", {}),
        ("plan", {"operation": "restart_service", "arguments": {"service": "luci"}}),
    ):
        same(structured(await client.call_tool(name, arguments))["version"], 1, f"version of {name}")


async def mistakes(client, _):
    result = await client.call_tool("show_log", {"service": "nearyo"})
    expect(
        result.is_error and all(app in result.content[0].text for app in APPS), short(result.content[0].text)
    )
    await refused(client.call_tool("no_such_tool", {}), types.INVALID_PARAMS)


async def resources(client, mode):
    listed = (await client.list_resources()).resources
    for one in listed:
        expect((await client.read_resource(str(one.uri))).contents, str(one.uri))
    templates = (await client.list_resource_templates()).resource_templates
    same([one.uri_template for one in templates], ["runbook://section/{slug}"], "templates")
    await refused(client.read_resource("runbook://nothing"), -32602 if mode == "auto" else -32002)


async def prompts(client, _):
    names = [one.name for one in (await client.list_prompts()).prompts]
    expect(PROMPT in names, short(names))
    result = await client.get_prompt(PROMPT, {"service": "luci"})
    expect("luci" in result.messages[0].content.text, "the service is not in it")
    await refused(client.get_prompt("no_such", {}), types.INVALID_PARAMS)
    await refused(client.get_prompt(PROMPT, {}), types.INVALID_PARAMS)


async def completion(client, _):
    found = await client.complete(types.PromptReference(name=PROMPT), {"name": "service", "value": "ne"})
    same(found.completion.values, ["nearyou"], "values")
    found = await client.complete(
        types.ResourceTemplateReference(uri="runbook://section/{slug}"), {"name": "slug", "value": "ng"}
    )
    expect(found.completion.values, "nothing")


async def pages(client, _):
    await refused(client.list_tools(cursor="bogus"), types.INVALID_PARAMS)
    await refused(client.list_resources(cursor="bogus"), types.INVALID_PARAMS)
    await refused(client.list_prompts(cursor="bogus"), types.INVALID_PARAMS)


async def at_once(client, _):
    questions = [
        (app, client.call_tool("ask", {"question": f"what port does {app} run on"})) for app in APPS * 10
    ]
    answers = await asyncio.gather(*(call for _, call in questions))
    ports = dict(zip(APPS, ["3001", "3002", "3003", "3004"]))
    for (app, _), answer in zip(questions, answers):
        same(structured(answer)["values"][0]["value"], ports[app], f"port of {app}")


async def time_out(client, _):
    """The client gives a call up and cancels it; the next is served."""
    with contextlib.suppress(TimeoutError, MCPError):
        await client.call_tool("check", {"detail": "full"}, read_timeout_seconds=0.005)
    structured(await client.call_tool("ask", {"question": "what port does luci run on"}))


TALKS = {
    "introduction": (introduction, "says who the server is"),
    "tools": (tools, "lists the tools with their schemas"),
    "look-ups": (look_ups, "calls what only looks, and finds every answer in its output schema"),
    "mistakes": (mistakes, "tells a tool's error from one of the protocol"),
    "resources": (resources, "lists and reads the resources"),
    "prompts": (prompts, "lists and gets the prompts"),
    "completion": (completion, "completes arguments"),
    "pages": (pages, "has bad cursors refused"),
    "at-once": (at_once, "calls 40 at once, and each answer is its own call's"),
    "time-out": (time_out, "gives a call up and goes on"),
}


async def agree(transport, mode, word, action="accept"):
    asked = []

    async def ask(_context, params):
        asked.append(params)
        name = next(iter(params.requested_schema["properties"]))
        content = {name: word} if action == "accept" else None
        return types.ElicitResult(action=action, content=content)

    async with connected(transport, mode, elicitation_callback=ask) as client:
        tool, around = known_way("reload_nginx")
        result = await client.call_tool(tool["name"], around({}))
    return result, asked


def family(transport):
    check = Family(f"official-{transport}", f"the official Python client over {transport}")

    def talk(body, mode):
        async def run():
            async with connected(transport, mode) as client:
                await body(client, mode)

        settle(run())

    for mode in MODES:
        for name, (body, rule) in TALKS.items():
            # Over HTTP the client itself trips over what comes after it gave up.
            if name == "time-out" and transport == "http":
                continue
            check(f"{name}@{mode}", rule)(lambda world, body=body, mode=mode: talk(body, mode))

    @check.each(list(MODES), "cannot-ask", "without forms it is told what a person has to do")
    def _(world, mode):
        async def run():
            async with connected(transport, mode) as client:
                tool, around = known_way("start_service")
                return await client.call_tool(tool["name"], around({"service": "luci"}))

        result = settle(run())
        expect(
            result.is_error and "runbook approve " in result.content[0].text, short(result.content[0].text)
        )

    @check("listen", "listens, and hears of a change")
    def _(world):
        runbook = Changing()

        async def run():
            async with connected(transport, "auto", file=runbook.path, cwd=runbook.folder) as client:
                before = len((await client.list_resources()).resources)
                async with client.listen(resources_list_changed=True) as subscription:
                    runbook.add_section()
                    async with asyncio.timeout(6):
                        await anext(subscription)
                    expect(len((await client.list_resources()).resources) != before, "the same resources")

        settle(run())

    if transport == "stdio":

        @check("ping", "pings")
        def _(world):
            async def run():
                async with connected(transport, "legacy") as client:
                    await client.send_ping()

            settle(run())

    return check
