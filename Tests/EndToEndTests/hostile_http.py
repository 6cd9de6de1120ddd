#!/usr/bin/env python3
"""Sends hostile HTTP to `runbook-http`, and holds slow connections open beside quick ones.

    hostile_http.py PROGRAM RUNBOOK [--requests N] [--seed N] [--slow N] [--seconds N]

Starts the program on a free port with a token of its own. Whatever is sent: the program stays, each whole request is
answered or its connection closed within ten seconds, and nothing without the token in its one right place is served.
With --slow so many connections send a byte now and then, and the times of others are measured. Prints one line of
JSON; exit 0 means that all of it held.
"""

import argparse
import asyncio
import collections
import json
import os
import random
import re
import signal
import subprocess
import sys
import tempfile
import time

LONGEST = 10
META = {"io.modelcontextprotocol/protocolVersion": "2026-07-28", "io.modelcontextprotocol/clientCapabilities": {}}
PING = b'{"jsonrpc":"2.0","id":1,"method":"ping"}'
SERVED = re.compile(rb"HTTP/1\.1 2\d\d")
STATUS = re.compile(rb"HTTP/1\.1 (\d{3})")


class Program:
    def __init__(self, program, runbook, folder):
        self.token_file = os.path.join(folder, "token")
        words = [program, "--file", runbook, "mcp", "--http", "--listen", "127.0.0.1:0", "--token-file", self.token_file]
        self.process = subprocess.Popen(
            words, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        first = self.process.stderr.readline()
        found = re.search(r"http://127\.0\.0\.1:(\d+)/mcp", first)
        if not found:
            sys.exit(f"{program}: {first}")
        self.port = int(found.group(1))
        # It is made before the first line is printed.
        with open(self.token_file, encoding="ascii") as file:
            self.token = file.read().strip().encode()

    def memory(self):
        """Resident, in KiB: now and at most."""
        with open(f"/proc/{self.process.pid}/status", encoding="ascii") as file:
            fields = dict(line.split(":", 1) for line in file if ":" in line)
        return [int(fields[name].split()[0]) for name in ("VmRSS", "VmHWM")]

    def end(self):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        try:
            return self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            return "no end"


def message(rng):
    """A body: JSON-RPC as it should be, or not."""
    kind = rng.randrange(12)
    if kind == 0:
        return rng.randbytes(rng.randrange(200))
    if kind == 1:
        return b"[" * rng.choice([1, 100, 1000, 5000])
    if kind == 2:
        return b"[" + b",".join([PING] * rng.randrange(6)) + b"]"
    if kind == 3:
        return rng.choice([b"", b"null", b"{}", b"\xff\xfe", b"1e999", b'{"id":1,"id":2}', b'"\\ud800"', b"\xef\xbb\xbf{}"])
    method = rng.choice(["tools/call", "tools/list", "ping", "server/discover", "initialize", "x" * 300, "notifications/y"])
    value = {"jsonrpc": rng.choice(["2.0", "2.0", "2.0", "1.0", 2]), "method": method,
             "params": {"name": rng.choice(["ask", "check_", "\u0000", "a" * 2000, "list_operations"]),
                        "arguments": rng.choice([{}, {"question": "what port does luci run on"}, {"q": [[[]]]}, 7])}}
    if rng.random() < 0.8:
        value["id"] = rng.choice([1, "a", None, 1.5, [], 2 ** 70, "x" * 1000])
    if rng.random() < 0.6:
        value["params"]["_meta"] = dict(META, **rng.choice([{}, {}, {"progressToken": 1}, {"io.modelcontextprotocol/protocolVersion": "1"}]))
    body = json.dumps(value).encode()
    if rng.random() < 0.15:
        place = rng.randrange(len(body))
        body = body[:place] + rng.randbytes(rng.randrange(1, 4)) + body[place + rng.randrange(3):]
    return body


def wrong_credentials(rng, token):
    """Header lines with the token nowhere, in the wrong place, or spoilt."""
    flipped = bytearray(token)
    flipped[rng.randrange(len(flipped))] ^= 1
    return rng.choice([
        [], [b"Authorization: Bearer"], [b"Authorization: Bearer " + bytes(flipped)], [b"Authorization: Bearer " + token[:-1]],
        [b"Authorization: Bearer " + token + b"x"], [b"Authorization: Basic " + token], [b"Authorization: " + token],
        [b"X-Authorization: Bearer " + token], [b"Cookie: Authorization=Bearer " + token], [b"Authorization : Bearer " + token],
        [b"Authorization: Bearer\r\n " + token], [b"Authorization: Bearer " + token + b"\0"],
        [b"Authorization: x", b"Authorization: Bearer " + token], [b"Authorization: Bearer " + token, b"Authorization: Bearer " + token],
        [b"Proxy-Authorization: Bearer " + token], [b"Authorization: Bearer " + token.upper()], [b"Authorization:\0Bearer " + token],
        [b"X: a\rAuthorization: Bearer " + token], [b"X: a\nAuthorization: Bearer " + token], [b"Authorization: Bearer \t" + token[:5] + b" " + token[5:]],
    ])


def request(rng, token):
    """Bytes to send, whether they may be served, and whether they are whole."""
    authentic = rng.random() < 0.4
    body = message(rng)
    target = b"/mcp"
    lines = [b"Host: " + rng.choice([b"127.0.0.1", b"localhost", b"[::1]"])]
    lines += [b"Authorization: Bearer " + token] if authentic else wrong_credentials(rng, token)
    lines.append(b"Content-Type: application/json")
    length = [b"Content-Length: %d" % len(body)]
    if not authentic and rng.random() < 0.2:
        target = rng.choice([b"/mcp?token=" + token, b"/mcp?access_token=" + token, b"/mcp?Authorization=Bearer%20" + token])
    whole = True
    for _ in range(rng.choice([0, 0, 0, 1, 1, 2, 3])):
        kind = rng.randrange(16)
        if kind == 0:
            lines[0] = b"Host: " + rng.choice([b"evil.example", b"", b"127.0.0.1.evil.example", b"127.0.0.1\0", b"a" * 3000])
        elif kind == 1:
            lines.append(b"Origin: " + rng.choice([b"null", b"https://evil.example", b"http://127.0.0.1", b""]))
        elif kind == 2:
            target = rng.choice([b"/", b"/mcp/", b"//mcp", b"/mcp\0", b"/%6dcp", b"*", b"http://127.0.0.1/mcp", b"/" + b"a" * rng.choice([10, 9000, 40000]), b"/.well-known/x"])
        elif kind == 3:
            length = rng.choice([[], length * 2, length + [b"Content-Length: 0"], [b"Content-Length: -1"], [b"Content-Length: 99999999999999999999"], [b"Content-Length: 5000000"]])
            whole = False
        elif kind == 4:
            length = length + [b"Transfer-Encoding: chunked"]
            whole = False
        elif kind == 5:
            length = [b"Transfer-Encoding: " + rng.choice([b"chunked", b"Chunked", b"gzip, chunked", b"identity", b"chunked\t"])]
            size = rng.choice([b"%x" % len(body), b"%x;a=b" % len(body), b"0", b"-1", b"fffffffffffffffff", b"zz"])
            body = size + rng.choice([b"\r\n", b"\n"]) + body + b"\r\n0\r\n\r\n"
            whole = False
        elif kind == 6:
            lines.append(rng.choice([b"X: " + b"a" * rng.choice([5000, 20000, 70000]), b"X" * 9000 + b": a", b"\x80: a", b": a", b" folded", b"no colon", b"X:\x01"]))
        elif kind == 7:
            lines += [b"X%d: y" % number for number in range(rng.choice([10, 200, 1000]))]
        elif kind == 8:
            lines.append(rng.choice([b"Mcp-Method: tools/call", b"Mcp-Method: x", b"Mcp-Name: =?base64?YXNr?=", b"Mcp-Name: =?base64?!!?=", b"MCP-Protocol-Version: 2026-07-28", b"MCP-Protocol-Version: 1", b"MCP-Protocol-Version: 2025-06-18", b"Mcp-Name: \xff"]))
        elif kind == 9:
            lines.append(rng.choice([b"Expect: 100-continue", b"Expect: x", b"Connection: close", b"Connection: Upgrade", b"Accept: text/event-stream", b"Accept: text/html", b"Content-Encoding: gzip", b"Accept: application/json"]))
        elif kind == 10:
            rng.shuffle(lines)
    verb = rng.choice([b"POST"] * 40 + [b"GET", b"DELETE", b"OPTIONS", b"PUT", b"HEAD", b"P\0ST", b"post", b"X" * 5000])
    first = verb + b" " + target + b" " + rng.choice([b"HTTP/1.1"] * 40 + [b"HTTP/1.0", b"HTTP/1.2", b"HTTP/2.0", b"http/1.1", b""])
    end = b"\n" if rng.random() < 0.05 else b"\r\n"
    raw = end.join([first] + lines + length) + end + end + body
    chance = rng.random()
    if chance < 0.05:
        raw = raw[:rng.randrange(len(raw))]
        whole = False
    elif chance < 0.1:
        place = rng.randrange(len(raw))
        raw = raw[:place] + rng.randbytes(rng.randrange(1, 8)) + raw[place:]
        # What was put in may be what the credentials needed.
        whole, authentic = False, authentic
    return raw, authentic, whole


async def exchange(port, raw, pieces, wait):
    """All that comes back, and whether it ended in time."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    received = b""
    try:
        step = max(1, -(-len(raw) // pieces))
        for place in range(0, len(raw), step):
            writer.write(raw[place:place + step])
            await writer.drain()
            if pieces > 1:
                await asyncio.sleep(0)
        end = time.monotonic() + wait
        while True:
            part = await asyncio.wait_for(reader.read(65536), max(0.001, end - time.monotonic()))
            if not part:
                return received, True
            received += part
            if answered(received):
                return received, True
    except asyncio.TimeoutError:
        return received, False
    except ConnectionError:
        return received, True
    finally:
        writer.close()


def answered(received):
    """Whether the last answer in these bytes is whole; close enough to wait no longer."""
    place = received.rfind(b"HTTP/1.1 ")
    head, found, body = received[max(place, 0):].partition(b"\r\n\r\n")
    if not found:
        return False
    if head.startswith(b"HTTP/1.1 100"):
        return False
    length = re.search(rb"(?i)content-length: (\d+)", head)
    if length:
        return len(body) >= int(length.group(1))
    return body.endswith(b"0\r\n\r\n")


async def attack(program, count, seed, report):
    rng = random.Random(seed)
    statuses, problems = collections.Counter(), []
    numbers = iter(range(count))

    async def worker():
        for number in numbers:
            raw, authentic, whole = request(rng, program.token)
            received, ended = await exchange(program.port, raw, rng.choice([1, 1, 1, 2, 7]), LONGEST if whole else 0.02)
            found = STATUS.findall(received)
            statuses[found[-1].decode() if found else "none"] += 1
            if not authentic and SERVED.search(received):
                problems.append(f"served without the token: {raw[:400]!r} -> {received[:200]!r}")
            if whole and not ended:
                problems.append(f"not answered: {raw[:400]!r} -> {received[:200]!r}")
            if len(problems) > 20 or program.process.poll() is not None:
                return

    began = time.monotonic()
    await asyncio.gather(*(worker() for _ in range(48)))
    report["requests"] = sum(statuses.values())
    report["seconds"] = round(time.monotonic() - began, 1)
    report["statuses"] = dict(sorted(statuses.items()))
    report["problems"] += problems


async def pings(port, token, seconds):
    """The times of a keep-alive connection, in milliseconds."""
    raw = (b"POST /mcp HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + token
           + b"\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n" % len(PING) + PING)
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    times, end = [], time.monotonic() + seconds
    while time.monotonic() < end:
        began = time.perf_counter()
        writer.write(raw)
        head = await reader.readuntil(b"\r\n\r\n")
        await reader.readexactly(int(re.search(rb"(?i)content-length: (\d+)", head).group(1)))
        times.append((time.perf_counter() - began) * 1000)
        await asyncio.sleep(0.002)
    writer.close()
    return times


async def dribble(port, token, rng, counts):
    """A connection that sends a byte now and then: half of them know the token."""
    secret = token if rng.random() < 0.5 else b"x" * 40
    raw = (b"POST /mcp HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + secret
           + b"\r\nContent-Type: application/json\r\nContent-Length: 100000\r\n\r\n")
    start = rng.choice([0, 30, len(raw)]) if secret == token else 0
    while True:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        counts["opened"] += 1
        try:
            writer.write(raw[:start])
            for byte in raw[start:] + b"x" * 100000:
                writer.write(bytes([byte]))
                await writer.drain()
                await asyncio.sleep(0.1 + rng.random() * 0.4)
                if reader.at_eof():
                    break
        except ConnectionError:
            pass
        finally:
            writer.close()


async def slow(program, count, seconds, seed, report):
    rng, counts = random.Random(seed), collections.Counter()
    # A busy machine keeps everybody waiting: what the slow ones add is told by what it was without them.
    alone = sorted(await pings(program.port, program.token, seconds / 2))
    tasks = [asyncio.create_task(dribble(program.port, program.token, rng, counts)) for _ in range(count)]
    await asyncio.sleep(1)
    times = sorted(await pings(program.port, program.token, seconds))
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    report["slow"] = {"connections": count, "opened": counts["opened"], "pings": len(times),
                      "alone": round(alone[len(alone) * 99 // 100], 2),
                      "p50": round(times[len(times) // 2], 2), "p99": round(times[len(times) * 99 // 100], 2)}


async def run(options):
    report = {"seed": options.seed, "problems": []}
    with tempfile.TemporaryDirectory() as folder:
        program = Program(options.program, options.runbook, folder)
        try:
            if options.requests:
                await attack(program, options.requests, options.seed, report)
            if options.slow:
                await slow(program, options.slow, options.seconds, options.seed, report)
            if program.process.poll() is not None:
                report["problems"].append(f"the program ended: {program.process.returncode}")
            else:
                await pings(program.port, program.token, 0.05)
                report["memory"] = program.memory()
        finally:
            code = program.end()
        if code != 0:
            report["problems"].append(f"exit status {code}")
    return report


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("program")
    parser.add_argument("runbook")
    parser.add_argument("--requests", type=int, default=0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--slow", type=int, default=0)
    parser.add_argument("--seconds", type=int, default=8)
    report = asyncio.run(run(parser.parse_args()))
    print(json.dumps(report))
    return 1 if report["problems"] else 0


if __name__ == "__main__":
    sys.exit(main())
