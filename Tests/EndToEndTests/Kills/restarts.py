"""Kills restarts, and what recovers them, against a real supervisord. Root's, inside a testbed; beside kills.py.

usage: restarts.py SWITCH SEED COUNT    one JSON object is printed

Each round restarts three services at once, each killed at a call of its own: a kept plan, or one that is made and run in
the process beside the one that was called; then the recovery is killed too, in every
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
        self.calls = {"kept": self.log(["run", "--plan", plan("luci")]), "beside": self.log(["run", "restart-service", "luci"])}
        self.told = {
            "points": sum(map(len, self.calls.values())), "rounds": 0, "fired": 0, "recoveries": 0, "faults": []}

    def log(self, words):
        """The calls of an undisturbed restart."""
        log = "/tmp/restart-log"
        if os.path.exists(log):
            os.unlink(log)
        if kills.call(words, self.environment(KILL_LOG=log))[0] != 0:
            sys.exit(f"an undisturbed restart fails: {words}")
        with open(log) as file:
            return [line.rstrip() for line in file]

    def environment(self, **switch):
        return dict(switch, LD_PRELOAD=self.switch, KILL_UNDER=kills.ROOT)

    def points(self):
        """Around each flush of the journal and each deed first, then wherever chance has it."""
        sure = [
            (way, number, how) for way in self.calls for number, call in enumerate(self.calls[way], 1)
            for how in ("before", "after") if call.startswith("fdatasync") and "journal.jsonl" in call]
        sure += [
            (way, number, "half") for way in self.calls for number, call in enumerate(self.calls[way], 1)
            if call.startswith("write") and "journal.jsonl" in call]
        self.random.shuffle(sure)
        yield from sure
        while True:
            way = self.random.choice(list(self.calls))
            yield way, self.random.randint(1, len(self.calls[way])), self.random.choice(["before", "after"])

    def test(self, count):
        points = self.points()
        while self.told["fired"] < count and self.told["rounds"] < count:
            self.round(points)
            self.told["rounds"] += 1
        self.told["faultCount"] = len(self.told["faults"])
        self.told["faults"] = self.told["faults"][:20]
        return self.told

    def round(self, points):
        chosen = {service: next(points) for service in SERVICES}
        chosen = {
            service: (plan(service) if point[0] == "kept" else None, *point) for service, point in chosen.items()}
        threads = [threading.Thread(target=self.kill, args=(service, *chosen[service])) for service in SERVICES]
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

    def kill(self, service, id, way, number, how):
        words = ["--plan", id] if id else ["restart-service", service]
        status, _ = kills.call(["run", *words], self.environment(KILL_AT=str(number), KILL_HOW=how))
        # Whoever was called says so where the other had let go, and ends like it where it had not.
        self.told["fired"] += status == -9 or way == "beside" and status == 70

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
        for id in [id for id, *_ in chosen.values() if id]:
            status, output = kills.call(["job", id, "--format", "json"])
            # Done, failed and undone, not seen, or cut off before anything was done.
            if status not in (0, 1, 2, 69):
                faults.append(f"job {id}: {status}: {output}")
        return faults


if __name__ == "__main__":
    began = time.time()
    told = Restarts(sys.argv[1], sys.argv[2]).test(int(sys.argv[3]))
    print(json.dumps(dict(told, scenario="restarts", seconds=round(time.time() - began))))
