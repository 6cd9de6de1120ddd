"""Holds `runbook mcp` and `runbook-http` against the Model Context Protocol, inside a testbed.

    python conformance.pyz [--only WORD,…] [--report FILE]

Prints `ok|FAIL|SKIP family/check: why` for each check and a count at the end. Exit 0: nothing failed.
"""

import argparse
import importlib
import json
import sys
import time
import traceback
from concurrent.futures import ThreadPoolExecutor

from endpoint import end_all
from fixtures import prepare
from register import Failed, Skipped, Verdicts
from world import World

# Those of a line run one after the other, so many lines beside each other: the long ones begin.
AT_ONCE = 10
FAMILIES = [
    "consent consent_stateless agreeing",
    "story",
    "restarts",
    "detaching",
    "subscriptions",
    "expiring",
    "http_robust",
    "http_streams",
    "ending",
    "progress",
    "cancellation",
    "official",
    "http_official",
    "schemas",
    "framing identities batches",
    "answers",
    "errors arguments",
    "resources prompts completion pagination",
    "lifecycle eras envelope",
    "permissions",
    "tools",
    "http_ladder http_stateless",
    "http_handshake http_starting",
]
# After all others: what was said on every wire.
LAST = ["transcript"]


def load(line):
    """The families of a line, all of their checks."""
    return [
        check for name in line.split() for check in importlib.import_module(f"families.{name}").check.checks
    ]


def make(checks, verdicts, wanted):
    world = World()
    for check in checks:
        if wanted and not any(check.name.startswith(word) for word in wanted):
            continue
        began, verdict, why, trace = time.monotonic(), "ok", "", None
        try:
            check.body(world)
        except Skipped as skipped:
            verdict, why = "SKIP", str(skipped)
        except Failed as failed:
            verdict, why, trace = "FAIL", str(failed), world.trace()
        except Exception:
            verdict, why, trace = "FAIL", traceback.format_exc(limit=-3), world.trace()
        world.end_check()
        verdicts.add(check, verdict, time.monotonic() - began, why, trace)
    world.end()


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--only", default="", help="the beginnings of names, with commas")
    parser.add_argument("--report", help="a file for the verdicts with what was said, as JSON")
    options = parser.parse_args()
    wanted = [word for word in options.only.split(",") if word]
    verdicts, began = Verdicts(), time.monotonic()
    prepare()
    for lines in (FAMILIES, LAST):
        loaded = [load(line) for line in lines]
        with ThreadPoolExecutor(AT_ONCE) as pool:
            for made in [pool.submit(make, checks, verdicts, wanted) for checks in loaded]:
                made.result()
    end_all()
    if options.report:
        with open(options.report, "w", encoding="utf-8") as file:
            json.dump(
                [
                    {
                        "check": check.name,
                        "rule": check.rule,
                        "verdict": verdict,
                        "seconds": round(seconds, 3),
                        "why": why,
                        "trace": trace,
                    }
                    for check, verdict, seconds, why, trace in verdicts.records
                ],
                file,
                ensure_ascii=False,
                indent=1,
                default=str,
            )
    good, bad, skipped = (verdicts.count(word) for word in ("ok", "FAIL", "SKIP"))
    print(
        f"{len(verdicts.records)} checks: {good} ok, {bad} failed, {skipped} skipped, "
        f"{time.monotonic() - began:.1f} s"
    )
    return 1 if bad or not verdicts.records else 0


if __name__ == "__main__":
    sys.exit(main())
