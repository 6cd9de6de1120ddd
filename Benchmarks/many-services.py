"""Writes a runbook of many services and the recording of a healthy server for it: many-services.py COUNT FOLDER

FOLDER/AGENTS.md and FOLDER/server.jsonl. Each service has a port, a program, a host name and a folder; the recording
holds what the checks of services, supervisord and nginx look at.
"""

import json
import sys

count, folder = int(sys.argv[1]), sys.argv[2]
now = 1795608000
names = [f"site{number}" for number in range(count)]


def look(kind, **members):
    return {"kind": kind, **members}


lines = [{"version": 1, "now": now, "time": "2026-11-25T12:00:00Z", "timeZone": "UTC"}]


def add(asked, seen):
    lines.append({"look": asked, "seen": seen})


def text(path, words):
    add(look("text", path=path), look("text", text=words))


def attributes(kind, mode, modified=now - 990000):
    return {"kind": kind, "mode": mode, "uid": 0, "gid": 0, "size": 1, "modified": modified, "resolvedKind": kind}


def path(name, kind="file", mode=0o644):
    add(look("attributes", path=name), look("attributes", attributes=attributes(kind, mode)))


def supervisor(call, structs):
    def member(name, value):
        tag = "int" if isinstance(value, int) else "string"
        return f"<member><name>{name}</name><value><{tag}>{value}</{tag}></value></member>"

    values = "".join(
        "<value><struct>" + "".join(member(*pair) for pair in struct.items()) + "</struct></value>" for struct in structs
    )
    xml = f"<?xml version='1.0'?><methodResponse><params><param><value><array><data>{values}</data></array></value></param></params></methodResponse>"
    add(look("supervisor", socket="/var/run/supervisor.sock", call={"kind": call}), look("text", text=xml))


port = lambda number: 10000 + number
pid = lambda number: 20000 + number
rows = "".join(
    f"| {name} | {port(n)} | site-{name} | {name}.example | /var/www/{name} |\n" for n, name in enumerate(names)
)
with open(f"{folder}/AGENTS.md", "w") as runbook:
    runbook.write(
        "# Ops\n\n## Sites\n| App | Port | Supervisor name | Host name | Directory |\n|---|---|---|---|---|\n" + rows
        + "\n## Nginx\n- Config root: /etc/nginx/sites-enabled/\n- All sites proxied from 443.\n\n"
        "## Supervisor\n- Config dir: /etc/supervisor/conf.d/\n"
    )

text("/etc/supervisor/supervisord.conf", "[include]\nfiles = /etc/supervisor/conf.d/*.conf\n")
conf = "".join(
    f"[program:site-{name}]\ncommand=/usr/bin/node server.js\ndirectory=/var/www/{name}\nuser=deploy\n"
    f'environment=PORT="{port(n)}"\n' for n, name in enumerate(names)
)
entry = lambda name: {"name": name, "attributes": attributes("file", 0o644)}
add(look("folder", path="/etc/supervisor/conf.d"), look("folder", entries=[entry("sites.conf")]))
text("/etc/supervisor/conf.d/sites.conf", conf)
for name in ["/etc/supervisor/conf.d", "/etc/nginx/sites-enabled", "/var", "/var/www", "/var/log", "/var/log/supervisor"]:
    path(name, "folder", 0o755)
path("/usr/bin/node", mode=0o755)
path("/etc/nginx/nginx.conf")
text("/etc/nginx/nginx.conf", "http { include /etc/nginx/sites-enabled/*; }")
supervisor(
    "allProcesses",
    [
        {"name": f"site-{name}", "statename": "RUNNING", "pid": pid(n), "start": now - 900000}
        for n, name in enumerate(names)
    ],
)
supervisor(
    "allConfigurations",
    [
        {
            "name": f"site-{name}", "group": f"site-{name}", "command": "/usr/bin/node server.js",
            "directory": f"/var/www/{name}", "uid": 1000,
        }
        for name in names
    ],
)
log = "/var/log/supervisor/supervisord.log"
add(look("tail", path=log, bytes=65536), look("tail", text="", size=0))
path(log)
add(look("account", name="deploy"), look("account", account={"name": "deploy", "uid": 1000, "gid": 1000, "home": "/home/deploy", "groups": []}))
add(look("caller"), look("caller", account={"name": "root", "uid": 0, "gid": 0, "home": "/root", "groups": []}))
process = lambda number, parent, name, uid=0: {"pid": number, "parent": parent, "uid": uid, "name": name, "startTicks": 100}
processes = [process(1, 0, "init"), process(600, 1, "supervisord"), process(700, 1, "nginx"), process(701, 700, "nginx")]
processes += [process(pid(n), 600, "node", 1000) for n in range(count)]
listeners = [{"address": "0.0.0.0", "port": 443, "pids": [700]}]
listeners += [{"address": "::", "port": port(n), "pids": [pid(n)]} for n in range(count)]
add(look("processTable"), look("processTable", table={"processes": processes, "listeners": listeners, "bootTime": now - 900100}))
add(look("folder", path="/etc/nginx/sites-enabled"), look("folder", entries=[entry(name) for name in names]))
add(look("command", command={"kind": "nginxConfigurationTest"}), look("output", status=0, output="", errors=""))
room = look("fileSystem", freeBytes=1 << 37, totalBytes=1 << 38, freeFiles=10**7, totalFiles=2 * 10**7)
for n, name in enumerate(names):
    host = f"server {{ listen 443 ssl; server_name {name}.example; location / {{ proxy_pass http://127.0.0.1:{port(n)}; }} }}"
    text(f"/etc/nginx/sites-enabled/{name}", host)
    path(f"/etc/nginx/sites-enabled/{name}")
    path(f"/var/www/{name}", "folder", 0o755)
    path(f"/var/www/{name}/server.js")
    add(look("process", pid=pid(n)), look("process", program="/usr/bin/node", folder=f"/var/www/{name}"))
    for asked in [["PORT"], ["PORT", "SUPERVISOR_ENABLED"]]:
        add(look("environment", pid=pid(n), names=asked), look("environment", values={"PORT": str(port(n)), "SUPERVISOR_ENABLED": "1"}))
    git = look("command", command={"kind": "gitStatus", "folder": f"/var/www/{name}"})
    add(git, look("output", status=128, output="", errors="fatal: not a git repository (or any parent)"))
    for build in ["dist", "build"]:
        add(look("folder", path=f"/var/www/{name}/{build}"), look("absent"))
    add(look("fileSystem", path=f"/var/www/{name}"), room)
    answer = look("http", status=200, headers={}, bodyDigest=name)
    for scheme, number in [("http", port(n)), ("https", 443)]:
        add(look(scheme, port=number, host=f"{name}.example", path="/"), answer)
with open(f"{folder}/server.jsonl", "w") as recording:
    for line in lines:
        recording.write(json.dumps(line, separators=(",", ":")) + "\n")
