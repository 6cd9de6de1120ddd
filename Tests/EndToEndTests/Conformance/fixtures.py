"""The server of the testbed as the checks want it: a policy, a slow runbook, and runbooks that change."""

import itertools
import json
import os
import re
import shutil
import subprocess
import sys

from world import PROGRAM, SLOW, run

# What each family may do. Nobody else restarts `nearyou` (story), `jumpinotech` (restarts), `wegweiserlife`
# (detaching); `luci` is never touched, so that its process and its log are known; a person is asked for `reload-nginx`
# (consent, agreeing) and to start `luci` (all others). A form waits as long as `expiring` says.
POLICY = """\
restarts = 1000
changes = 10000
ask = reload-nginx
ask = start-service luci
never = stop-service luci
form-time = 12
"""

# Takes connections and never answers.
DEAF = """\
import socket, time
s = socket.socket(); s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
s.bind(("127.0.0.1", 3999)); s.listen(200); time.sleep(1000)
"""

RCLONE = """
[slow]
type = s3
provider = Rclone
endpoint = http://127.0.0.1:3999
access_key_id = testbed-only-id
secret_access_key = testbed-only-secret
"""

_numbers = itertools.count(1)


def write(path, text):
    """Whole, as an editor does it: beside it first, then renamed."""
    with open(path + ".new", "w", encoding="utf-8") as file:
        file.write(text)
    os.replace(path + ".new", path)


# Of each text that was shown: it is the same wherever the text lies.
_digests = {}


def trust(path):
    words = [PROGRAM, "--file", path, "trust"]
    with open(path, encoding="utf-8") as file:
        text = file.read()
    if text not in _digests:
        _digests[text] = json.loads(run([*words, "--show", "--format", "json"]).stdout)["digest"]
    output = run([*words, "--expect", _digests[text]])
    if output.returncode:
        sys.exit(f"conformance: {path} cannot be trusted: {output.stderr}")


def prepare():
    os.makedirs("/etc/runbook", exist_ok=True)
    write("/etc/runbook/policy", POLICY)
    os.makedirs("/srv/slow", exist_ok=True)
    with open("/srv/runbook/AGENTS.md", encoding="utf-8") as file:
        write(SLOW, slowed(file.read()))
    for home in ("/root", "/home/deploy"):
        with open(f"{home}/.config/rclone/rclone.conf", "r+", encoding="utf-8") as file:
            if "[slow]" not in file.read():
                file.write(RCLONE)
    subprocess.Popen(
        [sys.executable, "-c", DEAF],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    trust(SLOW)


def slowed(text):
    """What makes a check slow, and what is asked for meanwhile; the rest would only cost time."""
    head, *sections = re.split(r"(?m)^(?=## )", text.replace("r2:", "slow:"))
    kept = [one for one in sections if one.startswith(("## Sites and Ports", "## Database Restore"))]
    return head + "".join(kept)


class Changing:
    """A runbook of one check's own, in a folder of its own."""

    def __init__(self):
        self.folder = f"/srv/changing-{next(_numbers)}"
        shutil.rmtree(self.folder, ignore_errors=True)
        os.makedirs(self.folder)
        self.path = f"{self.folder}/AGENTS.md"
        with open("/srv/runbook/AGENTS.md", encoding="utf-8") as file:
            self.text = file.read()
        write(self.path, self.text)
        trust(self.path)

    def add_section(self, title="Extra"):
        """A section more, and a person's yes to it."""
        self.text += f"\n## {title}\n- Nothing of note stands here.\n"
        write(self.path, self.text)
        trust(self.path)

    def add_service(self, name="extra"):
        """A row more in the table, and a person's yes to it."""
        lines = self.text.splitlines(keepends=True)
        place = max(number for number, line in enumerate(lines) if "site-luci" in line)
        lines.insert(place + 1, f"| {name} | 3009 | site-{name} | {name}.example | /var/www/{name} |\n")
        self.text = "".join(lines)
        write(self.path, self.text)
        trust(self.path)
