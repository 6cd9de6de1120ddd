"""Times the readers of Markdown on files of growing size, in turns: time-reading.py ROUNDS RUNBOOK FILE…

Prints for each file the medians of the processor time of whole processes, which other work on the machine disturbs
least, milliseconds a megabyte, and the ratio. Fails where a megabyte costs more than half as much again in the largest
file as in the smallest, which is how a cost that grows faster than the file is seen.
"""

import os
import statistics
import subprocess
import sys

rounds, runbook, files = int(sys.argv[1]), sys.argv[2], sys.argv[3:]


def took(words, expected):
    child = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, used = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode not in expected:
        sys.exit(f"{words} ended with {child.returncode}")
    return (used.ru_utime + used.ru_stime) * 1000


recording = os.path.join(os.path.dirname(__file__), "../Tests/Fixtures/recordings/answers-500.jsonl")
print("       MB   lines   cmark-gfm        list   ms a MB   times cmark-gfm       ask x   ms a MB     offered   ms a MB")
listing, asking, offering = [], [], []
for file in files:
    turns = []
    for _ in range(rounds + 1):
        turns.append((
            took(["cmark-gfm", "-e", "table", "-e", "tasklist", file], [0]),
            took([runbook, "--file", file, "list"], [0]),
            took([runbook, "--file", file, "ask", "x"], [0, 1, 2]),
            took([runbook, "--file", file, "--recording", recording, "list"], [0])))
    with open(file, "rb") as text:
        lines = text.read().count(b"\n")
    size = os.path.getsize(file) / 1e6
    peer, ours, asked, offered = (statistics.median(times) for times in zip(*turns[1:]))
    listing.append(ours / size)
    asking.append(asked / size)
    offering.append(offered / size)
    print(f"{size:9.2f} {lines:7} {peer:8.1f} ms {ours:8.1f} ms {ours / size:9.1f} {ours / peer:17.1f}"
          f" {asked:8.1f} ms {asked / size:9.1f} {offered:8.1f} ms {offered / size:9.1f}", flush=True)
grown = max(costs[-1] / costs[0] for costs in (listing, asking, offering))
print(f"read: {listing[-1]:.0f} ms a megabyte to read and model, {asking[-1]:.0f} to ask as well,"
      f" {offering[-1]:.0f} to list what is offered; the largest file costs"
      f" {grown:.2f} times the smallest for each megabyte (wanted: at most 1.5)")
sys.exit(0 if grown <= 1.5 else 1)
