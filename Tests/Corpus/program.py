"""Runs the built program and checks the shape of what it writes."""
import json
import subprocess

SHAPE = {
    "facts": ("subject", "attribute", "value", "line", "column"),
    "operations": ("name", "effect", "exec", "template", "line"),
    "schedules": ("expression", "cron", "command", "line"),
    "procedures": ("name", "line", "steps"),
}
ASK_STATUS = {"found": 0, "ambiguous": 2, "absent": 1}
TIMEOUT = 20  # seconds until a run counts as hung


class Problem(Exception):
    pass


class Program:
    def __init__(self, path):
        self.path = path

    def run(self, document, command, *rest):
        """Runs with --file before the command; where that is a usage error, with all options after it."""
        at_file, as_json = ["--file", document], ["--format", "json"]
        for order in ([*at_file, command, *as_json], [command, *at_file, *as_json]):
            call = [str(part) for part in (self.path, *order, *rest)]
            try:
                done = subprocess.run(call, capture_output=True, stdin=subprocess.DEVNULL, timeout=TIMEOUT)
            except subprocess.TimeoutExpired:
                raise Problem(f"{command} did not end within {TIMEOUT} seconds.")
            if done.returncode != 64:
                break
        return self.checked(done, command)

    @staticmethod
    def checked(done, command):
        said = done.stderr.decode(errors="replace").strip().split("\n")[0]
        if done.returncode not in (0, 1, 2):
            raise Problem(f"{command} ended with {done.returncode}: {said or 'it said nothing'}.")
        try:
            page = json.loads(done.stdout)
        except ValueError:
            raise Problem(f"{command} wrote no valid JSON and ended with {done.returncode}.")
        if not isinstance(page, dict) or page.get("format_version") != 1:
            raise Problem(f"{command} wrote JSON that is not of format_version 1.")
        return page, done.returncode

    def explain(self, document):
        page, _ = self.run(document, "explain")
        for kind, keys in SHAPE.items():
            for entry in page.setdefault(kind, []):
                missing = [key for key in keys if key not in entry]
                if missing:
                    raise Problem(f"explain wrote an entry of {kind} without {', '.join(missing)}.")
        return page

    def ask(self, document, question):
        asked = question.split()
        dashes = ["--"] if any(word.startswith("-") for word in asked) else []
        page, code = self.run(document, "ask", *dashes, *asked)
        if ASK_STATUS.get(page.get("status")) != code:
            raise Problem(f"ask wrote the status {page.get('status')} and ended with {code}: {question}")
        return page
