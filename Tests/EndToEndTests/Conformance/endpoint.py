"""`runbook-http` for the run: one process for each runbook that is asked for."""

import http.client
import json
import os
import subprocess
import threading

from register import Failed

PROGRAM = "/usr/local/bin/runbook-http"
_endpoints, _lock = {}, threading.Lock()


def endpoint(file="/srv/runbook/AGENTS.md"):
    raise Failed("runbook-http is not there")
