"""Times a restart of one service through the door and by bare XML-RPC, in turns: time-door.py ROUNDS PROGRAM SERVICE

The extension of supervisord beside this file notes each call. Prints the medians of each part of what the door takes
where nothing is waited for, and the same of the bare restart.
"""

import http.client
import os
import socket
import statistics
import subprocess
import sys
import time
import xmlrpc.client

NOTES = "/run/supervisor.calls"


def calls():
    """What was called since this was asked: each method, when it began and when it had its answer."""
    with open(NOTES, "r+", encoding="ascii") as notes:
        rows = [line.split() for line in notes]
        notes.truncate(0)
    return [(method, float(began), float(answered)) for method, began, answered in rows]


class Transport(xmlrpc.client.Transport):
    def make_connection(self, host):
        connection = http.client.HTTPConnection("localhost")
        connection.sock = socket.socket(socket.AF_UNIX)
        connection.sock.connect("/run/supervisor.sock")
        return connection


def parts(start, end, done):
    """Milliseconds before the first deed, between the two, and behind the last look."""
    stop = next(call for call in done if call[0] == "stopProcess")
    begin = next(call for call in done if call[0] == "startProcess")
    last = max(call[2] for call in done)
    return [(stop[1] - start) * 1000, (begin[1] - stop[2]) * 1000, (end - last) * 1000]


def through_the_door(service):
    calls()
    start = time.perf_counter()
    child = subprocess.run(
        ["/usr/local/bin/runbook", "run", "restart-service", service], capture_output=True, text=True)
    end = time.perf_counter()
    if child.returncode != 0:
        sys.exit(f"restart-service ended with {child.returncode}: {child.stdout}{child.stderr}")
    return parts(start, end, calls()), (end - start) * 1000


def bare(program):
    calls()
    start = time.perf_counter()
    supervisor = xmlrpc.client.ServerProxy("http://localhost", Transport()).supervisor
    supervisor.stopProcess(program)
    supervisor.startProcess(program, False)
    end = time.perf_counter()
    done = calls()
    # It has to run before it can be stopped again.
    while supervisor.getProcessInfo(program)["statename"] != "RUNNING":
        time.sleep(0.1)
    return parts(start, end, done), (end - start) * 1000


rounds, program, service = int(sys.argv[1]), sys.argv[2], sys.argv[3]
rows = {"through the door": [], "bare": []}
for turn in range(rounds + 1):
    for name, taken in (("bare", bare(program)), ("through the door", through_the_door(service))):
        if turn > 0:
            rows[name].append(taken)
totals = {}
for name, taken in rows.items():
    columns = [statistics.median(row[0][place] for row in taken) for place in range(3)]
    sums = [sum(row[0]) for row in taken]
    totals[name] = statistics.median(sums)
    print(
        f"{name:18} to the first deed {columns[0]:7.1f}  between {columns[1]:7.1f}  to the end {columns[2]:7.1f}"
        f"  together median {totals[name]:7.1f}  min {min(sums):7.1f}  max {max(sums):7.1f} ms"
        f"  (whole {statistics.median(row[1] for row in taken):8.1f} ms)")
load = os.getloadavg()[0]
print(f"the door adds {totals['through the door'] - totals['bare']:.1f} ms (load {load:.1f} on {os.cpu_count()} processors)")
