"""The register of checks: what each shows, and how one says that it failed."""

import json
import threading

HANDSHAKE = ["2024-11-05", "2025-03-26", "2025-06-18", "2025-11-25"]
STATELESS = "2026-07-28"
ERAS = HANDSHAKE + [STATELESS]


class Failed(Exception):
    """What was expected and is not so."""


class Skipped(Exception):
    """Why a check could not be made. It is counted, and `./test` tells it."""


class Check:
    def __init__(self, name, rule, body):
        self.name, self.rule, self.body = name, rule, body


class Family:
    """Checks of one subject, made one after the other; families run beside each other."""

    def __init__(self, name, source):
        self.name, self.source, self.checks = name, source, []

    def __call__(self, name, rule):
        def add(body):
            self.checks.append(Check(f"{self.name}/{name}", rule, body))
            return body

        return add

    def each(self, values, name, rule):
        """One check for each of the values, which is the body's second argument."""

        def add(body):
            for value in values:
                self.checks.append(
                    Check(f"{self.name}/{name}@{value}", rule, lambda world, value=value: body(world, value))
                )
            return body

        return add


def expect(is_so, words):
    if not is_so:
        raise Failed(words)


def same(found, wanted, what):
    """Equal in value and in JSON's type: 1 is neither true nor 1.0 nor "1"."""
    is_same = type(found) is type(wanted) and found == wanted
    expect(is_same, f"{what} is {short(found)}, wanted {short(wanted)}")


def short(value, longest=300):
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= longest else text[: longest - 1] + "…"


class Verdicts:
    """The verdicts of all families, printed as they come."""

    def __init__(self):
        self.lock = threading.Lock()
        self.records = []

    def add(self, check, verdict, seconds, why="", trace=None):
        with self.lock:
            self.records.append((check, verdict, seconds, why, trace or []))
            line = f"{verdict} {check.name}" + (f": {why}" if why else "")
            print(line.replace("\n", " "), flush=True)

    def count(self, verdict):
        return sum(1 for record in self.records if record[1] == verdict)
