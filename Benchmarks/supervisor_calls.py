"""An extension of supervisord that notes when each call of a client began there and when it had its answer.

A line each in /run/supervisor.calls: the method and two times of the monotonic clock. It costs a call some microseconds,
where a relay before the socket would cost it as much as what is measured.
"""

import functools
import time

from supervisor import http, rpcinterface

NOTES = "/run/supervisor.calls"


def note(method, began):
    with open(NOTES, "a", encoding="ascii") as notes:
        notes.write(f"{method} {began!r} {time.perf_counter()!r}\n")


def noting(method, call):
    @functools.wraps(call)
    def noted(*arguments):
        began = time.perf_counter()
        answer = call(*arguments)
        if not callable(answer):
            note(method, began)
            return answer

        # A program that ends or starts takes its time: supervisord asks again until there is an answer.
        @functools.wraps(answer)
        def later():
            result = answer()
            if result is not http.NOT_DONE_YET:
                note(method, began)
            return result

        return later

    return noted


def make(_supervisord, **_settings):
    interface = rpcinterface.SupervisorNamespaceRPCInterface
    for method, call in list(vars(interface).items()):
        if callable(call) and not method.startswith("_"):
            setattr(interface, method, noting(method, call))
    return object()
