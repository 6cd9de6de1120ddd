"""Writes a runbook of a given size, the same on every run: large-runbook.py --bytes N [--lines N]

A realistic mix, section after section: a table of services, bullets, jobs, fences of commands, steps, rules and prose.
With --lines prose is lengthened so that the file has about so many lines.
"""

import argparse
import random

options = argparse.ArgumentParser()
options.add_argument("--bytes", type=int, required=True)
options.add_argument("--lines", type=int)
wanted = options.parse_args()
dice = random.Random(1)
nouns = "shop blog relay mail queue search cache billing report login media wiki metrics gateway".split()
prose = ("The deploy user owns everything below it", "nothing here is restarted by hand while an import runs",
         "look at the queue first", "the proxy keeps its own log", "what is older than thirty days may go",
         "ask the people on call before you change a schedule", "it was moved from the old machine in spring")


def sentence(length):
    words = []
    while sum(map(len, words)) < length:
        words.append(dice.choice(prose))
    return ", ".join(words).capitalize() + "."


def section(number):
    name = f"{dice.choice(nouns)}-{number}"
    kind = number % 7
    if kind == 0:
        rows = [f"| {name}-{row} | {2000 + number * 7 % 60000 + row} | site-{name}-{row} | {name}-{row}.example |"
                for row in range(dice.randint(2, 6))]
        return [f"## Services of {name}", "| App | Port | Supervisor name | Domain |", "|---|---|---|---|", *rows]
    if kind == 1:
        return [f"## Settings of {name}", f"- Config root: /etc/{name}/conf.d/", f"- **Log**: `/var/log/{name}.log`",
                f"- Workers = {dice.randint(1, 64)}", f"- Reload: sudo systemctl reload {name}"]
    if kind == 2:
        return [f"## Deploy {name}", "Run this on the server:", "", "```bash", "# pull the code",
                f"cd /srv/{name} && git pull --ff-only", "# restart the worker",
                f"sudo systemctl restart {name}", f"journalctl -u {name} --since today | tail -n 20", "```"]
    if kind == 3:
        return [f"## Restore {name}", f"1. Stop it: `sudo supervisorctl stop {name}`", "2. gunzip /tmp/STAMP.sql.gz",
                f"3. psql -U {nouns[number % 14]} {nouns[number % 13]} < /tmp/STAMP.sql", "4. Tell the others."]
    if kind == 4:
        return [f"## Jobs of {name} (deploy user)",
                f"- {number % 24:02}:{number % 60:02} nightly: /opt/jobs/{name}.sh",
                f"- `*/{number % 50 + 5} * * * *` /opt/jobs/{name}-ping"]
    if kind == 5:
        return [f"## Gotchas of {name}", f"- Do not delete /srv/{name}/uploads.",
                f"- Never run `git pull` in /srv/{name}.", f"- {sentence(60)}"]
    return [f"## About {name}", *(sentence(dice.randint(70, 110)) for _ in range(5))]


lines, size, number = ["# Ops", ""], 7, 0
while True:
    part = [*section(number), ""]
    if wanted.lines and len(lines) and size / len(lines) < wanted.bytes / wanted.lines:
        part = [*part[:-1], "", sentence(len(part) * wanted.bytes // wanted.lines), ""]
    count = sum(len(line.encode()) + 1 for line in part)
    if size + count > wanted.bytes or wanted.lines and len(lines) + len(part) > wanted.lines:
        break
    lines += part
    size += count
    number += 1
print("\n".join(lines))
