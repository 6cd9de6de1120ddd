"""Times agents' servers beside each other: time-agents.py ROUNDS CALLS NAME=COMMAND…

Over stdio each server in turn: from its start to its tools, look-ups one after the other and a thousand at once, and
its memory. `cat` is what a pipe and this client cost by themselves: a look-up's time less cat's is the server's own
share. Beside them the processor time of the server until its tools and of a look-up. A NAME that ends in -http is a
command that serves by HTTP at http://127.0.0.1:PORT/mcp; PORT stands in its words, and TOKEN for the file with its
token.
"""

import asyncio
import contextlib
import itertools
import json
import os
import shlex
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time

APPS = ["luci", "nearyou", "jumpinotech", "wegweiserlife"]
HELLO = {"protocolVersion": "2025-11-25", "capabilities": {}, "clientInfo": {"name": "bench", "version": "1"}}


def call(number):
    question = f"what port does {APPS[number % len(APPS)]} run on"
    return {
        "jsonrpc": "2.0",
        "id": number,
        "method": "tools/call",
        "params": {"name": "ask", "arguments": {"question": question}},
    }


def line(message):
    return json.dumps(message).encode() + b"\n"


def start(words):
    return subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)


def opened(words):
    """A server that has told its tools, and the milliseconds that took."""
    began = time.perf_counter()
    server = start(words)
    server.stdin.write(
        line({"jsonrpc": "2.0", "id": "hello", "method": "initialize", "params": HELLO})
        + line({"jsonrpc": "2.0", "method": "notifications/initialized"})
        + line({"jsonrpc": "2.0", "id": "tools", "method": "tools/list"})
    )
    server.stdin.flush()
    while json.loads(server.stdout.readline()).get("id") != "tools":
        pass
    return server, (time.perf_counter() - began) * 1000


def end(server):
    server.stdin.close()
    server.wait(10)


def one_by_one(server, calls):
    times = []
    for number in range(calls):
        data = line(call(number))
        began = time.perf_counter()
        server.stdin.write(data)
        server.stdin.flush()
        server.stdout.readline()
        times.append((time.perf_counter() - began) * 1000)
    return times


def at_once(server, calls):
    """Milliseconds until all are answered, each once."""
    data = b"".join(line(call(number)) for number in range(calls))
    began = time.perf_counter()
    writer = threading.Thread(target=lambda: (server.stdin.write(data), server.stdin.flush()))
    writer.start()
    found = {json.loads(server.stdout.readline())["id"] for _ in range(calls)}
    writer.join()
    if len(found) != calls:
        sys.exit(f"{len(found)} different answers of {calls}")
    return (time.perf_counter() - began) * 1000


def processor(pid):
    """Milliseconds of processor time of its threads so far: what a busy machine does not change."""
    spent = 0
    for task in os.listdir(f"/proc/{pid}/task"):
        with open(f"/proc/{pid}/task/{task}/schedstat", encoding="ascii") as file:
            spent += int(file.read().split()[0])
    return spent / 1e6


def memory(pid, key="VmRSS"):
    with open(f"/proc/{pid}/status", encoding="ascii") as file:
        return next(int(row.split()[1]) / 1024 for row in file if row.startswith(key))


async def official(commands, calls):
    """Milliseconds of a look-up of each server through the official client.

    Call by call in turns, since the processor is not always as quick.
    """
    from mcp import Client
    from mcp.client.stdio import StdioServerParameters

    times = {name: [] for name in commands}
    async with contextlib.AsyncExitStack() as open_clients:
        clients = {}
        for name, words in commands.items():
            server = StdioServerParameters(command=words[0], args=words[1:])
            clients[name] = await open_clients.enter_async_context(Client(server, mode="legacy"))
        # Each server's call follows each other's as often, since some of them go on working after their answer.
        for number, order in zip(range(calls), itertools.cycle(itertools.permutations(clients))):
            arguments = call(number)["params"]["arguments"]
            for name in order:
                began = time.perf_counter()
                await clients[name].call_tool("ask", arguments)
                times[name].append((time.perf_counter() - began) * 1000)
    return {name: statistics.median(found) for name, found in times.items()}


def request(port, token, number):
    body = json.dumps(call(number)).encode()
    return (
        f"POST /mcp HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nAuthorization: Bearer {token}\r\n"
        "Content-Type: application/json\r\nAccept: application/json, text/event-stream\r\n"
        f"MCP-Protocol-Version: 2025-11-25\r\nContent-Length: {len(body)}\r\n\r\n"
    ).encode() + body


def http_rate(words, seconds=4, connections=4, ahead=32):
    """Look-ups a second over loopback, on connections that stay, and the memory of the server."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    token = os.urandom(32).hex()
    with tempfile.NamedTemporaryFile("w", suffix=".token") as file:
        file.write(token + "\n")
        file.flush()
        server = subprocess.Popen(
            [word.replace("PORT", str(port)).replace("TOKEN", file.name) for word in words],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        for _ in range(600):
            try:
                socket.create_connection(("127.0.0.1", port)).close()
                break
            except OSError:
                time.sleep(0.05)
        data = b"".join(request(port, token, number) for number in range(ahead))
        counts, finish = [0] * connections, time.monotonic() + seconds

        def drive(place):
            with socket.create_connection(("127.0.0.1", port)) as connection:
                while time.monotonic() < finish:
                    connection.sendall(data)
                    found, tail = 0, b""
                    while found < ahead:
                        part = connection.recv(1 << 18)
                        if not part:
                            return
                        found += (tail + part).count(b"HTTP/1.1 200")
                        tail = part[-11:]
                    counts[place] += found

        began = time.monotonic()
        threads = [threading.Thread(target=drive, args=(place,)) for place in range(connections)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        rate, size = sum(counts) / (time.monotonic() - began), memory(server.pid)
        server.terminate()
        server.wait(10)
    return rate, size


def main():
    rounds, calls = int(sys.argv[1]), int(sys.argv[2])
    commands = dict(word.split("=", 1) for word in sys.argv[3:])
    commands = {name: shlex.split(words) for name, words in commands.items()}
    print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors")
    echo = start(["/usr/bin/cat"])
    bare = statistics.median(one_by_one(echo, calls))
    end(echo)
    print(f"{'cat':10} look-up p50 {bare:7.3f} ms")
    stdio = [name for name in commands if not name.endswith("-http")]
    starts = {name: [] for name in stdio}
    looks = {name: [] for name in stdio}
    many, sizes, work, begun = {}, {}, {}, {}
    for _ in range(rounds):
        for name in stdio:
            server, took = opened(commands[name])
            starts[name].append(took)
            before = processor(server.pid)
            begun.setdefault(name, []).append(before)
            looks[name] += one_by_one(server, calls)[calls // 10 :]
            work.setdefault(name, []).append((processor(server.pid) - before) / calls)
            many.setdefault(name, []).append(at_once(server, 1000))
            sizes[name] = memory(server.pid)
            end(server)
    # The first two, which are compared, by themselves: servers that go on working after their answer take the
    # processor's caches from whoever is asked next.
    clients = {}
    for group in (stdio[:2], stdio[2:]):
        clients |= asyncio.run(official({name: commands[name] for name in group}, rounds * calls))
    for name in stdio:
        times = sorted(looks[name])
        p50, p99 = times[len(times) // 2], times[len(times) * 99 // 100]
        print(
            f"{name:10} start to tools {statistics.median(starts[name]):7.1f} ms  look-up p50 "
            f"{p50:6.3f} p99 {p99:6.3f} ms, "
            f"own share {p50 - bare:6.3f} ms  "
            f"processor {statistics.median(begun[name]):6.1f} and {statistics.median(work[name]):6.3f} ms  "
            f"1,000 at once {statistics.median(many[name]):7.1f} ms  "
            f"official client {clients[name]:6.3f} ms  memory {sizes[name]:5.1f} MiB"
        )
    for name in commands:
        if name.endswith("-http"):
            rate, size = http_rate(commands[name])
            print(f"{name:10} {rate:8.0f} look-ups a second  memory {size:5.1f} MiB")


if __name__ == "__main__":
    main()
