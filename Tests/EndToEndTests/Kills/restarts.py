"""Kills restarts, and what recovers them, against a real supervisord. Root's, inside a testbed; beside kills.py.

usage: restarts.py SWITCH SEED COUNT    one JSON object is printed

Each round restarts three services at once, each killed at a call of its own; then the recovery is killed too, in every
second round; then it runs to its end. Behind that every service runs and listens, nothing is marked as begun, and the
journal's chain holds and has an end for each begin.
"""
import http.client, json, os, random, socket, sys, threading, time, xmlrpc.client

import kills

SERVICES = {"jumpinotech": 3001, "wegweiserlife": 3002, "luci": 3004}
SOCKET = "/run/supervisor.sock"


class Supervisor(xmlrpc.client.Transport):
    def make_connection(self, host):
        connection = http.client.HTTPConnection("localhost")
        connection.connect = lambda: setattr(connection, "sock", socket.socket(socket.AF_UNIX)) or \
            connection.sock.connect(SOCKET)
        return connection


def states():
    found = xmlrpc.client.ServerProxy("http://localhost", transport=Supervisor()).supervisor.getAllProcessInfo()
    return {process["name"]: process["statename"] for process in found}


def listens(port):
    try:
        socket.create_connection(("localhost", port), timeout=2).close()
        return True
    except OSError:
        return False


def plan(service):
    return json.loads(kills.must(["plan", "restart-service", service, "--format", "json"]))["plans"][0]["id"]


class Restarts:
    def __init__(self, switch, seed):
        self.switch, self.random = switch, random.Random(f"{seed} restarts")
        kills.restore({})
        kills.allow()
        kills.must(["trust", "--expect", kills.digest()])
        log = "/tmp/restart-log"
        if os.path.exists(log):
            os.unlink(log)
        if kills.call(["run", "--plan", plan("luci")], self.environment(KILL_LOG=log))[0] != 0:
            sys.exit("an undisturbed restart fails")
        with open(log) as file:
            self.calls = [line.rstrip() for line in file]
        self.told = {"points": len(self.calls), "rounds": 0, "fired": 0, "recoveries": 0, "faults": []}

    def environment(self, **switch):
        return dict(switch, LD_PRELOAD=self.switch, KILL_UNDER=kills.ROOT)

    def points(self):
        """Around each flush of the journal and each deed first, then wherever chance has it."""
        sure = [
            (number, how) for number, call in enumerate(self.calls, 1) for how in ("before", "after")
            if call.startswith("fdatasync") and "journal.jsonl" in call]
        sure += [
            (number, "half") for number, call in enumerate(self.calls, 1)
            if call.startswith("write") and "journal.jsonl" in call]
        self.random.shuffle(sure)
        yield from sure
        while True:
            yield self.random.randint(1, len(self.calls)), self.random.choice(["before", "after"])

    def test(self, count):
        points = self.points()
        while self.told["fired"] < count and self.told["rounds"] < count:
            self.round(points)
            self.told["rounds"] += 1
        self.told["faultCount"] = len(self.told["faults"])
        self.told["faults"] = self.told["faults"][:20]
        return self.told

    def round(self, points):
        chosen = {service: (plan(service), *next(points)) for service in SERVICES}
        threads = [threading.Thread(target=self.kill, args=chosen[service]) for service in SERVICES]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        if self.told["rounds"] % 2 == 0:
            switch = self.environment(KILL_AT=str(self.random.randint(1, 60)), KILL_HOW=self.random.choice(["before", "after"]))
            self.told["recoveries"] += kills.call(["recover"], switch)[0] == -9
        elif self.told["rounds"] % 4 == 1:
            # The next change of a service recovers the one before.
            status, output = kills.call(["run", "restart-service", "luci"])
            if status != 0:
                self.told["faults"].append(f"{chosen['luci']}: the next restart: {status}: {output}")
        first = kills.call(["recover"])
        status, output = kills.call(["recover"])
        faults = [] if status == 0 and "nothing was cut off" in output else [f"recover: {first}, then {status}: {output}"]
        faults += self.look(chosen)
        self.told["faults"] += [f"{chosen}: {fault}" for fault in faults]

    def kill(self, id, number, how):
        status, _ = kills.call(["run", "--plan", id], self.environment(KILL_AT=str(number), KILL_HOW=how))
        self.told["fired"] += status == -9

    def look(self, chosen):
        faults = []
        now = states()
        for service, port in SERVICES.items():
            if now["site-" + service] != "RUNNING" or not listens(port):
                faults.append(f"{service} is {now['site-' + service]}, listens: {listens(port)}")
        marks = os.listdir(kills.ROOT + "/0/used") if os.path.isdir(kills.ROOT + "/0/used") else []
        if [name for name in marks if not name.startswith(".")]:
            faults.append(f"marks are left: {marks}")
        lines, torn, broken = kills.journal(kills.state())
        status, output = kills.call(["journal", "--verify"])
        faults += broken + ([] if status == 0 else [f"journal --verify: {output}"])
        open_plans = set()
        for line in lines:
            record = json.loads(line)
            if record["event"] == "begin":
                open_plans.add(record["id"])
            if record["event"] == "end":
                open_plans.discard(record["id"])
        if open_plans:
            faults.append(f"begun and never ended: {open_plans}")
        for id, _, _ in chosen.values():
            status, output = kills.call(["job", id, "--format", "json"])
            # Done, failed and undone, not seen, or cut off before anything was done.
            if status not in (0, 1, 2, 69):
                faults.append(f"job {id}: {status}: {output}")
        return faults


if __name__ == "__main__":
    began = time.time()
    told = Restarts(sys.argv[1], sys.argv[2]).test(int(sys.argv[3]))
    print(json.dumps(dict(told, scenario="restarts", seconds=round(time.time() - began))))
