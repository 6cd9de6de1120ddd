"""Times commands as whole processes, in turns: time-in-turns.py ROUNDS COMMAND…

Prints the minimum, median and maximum of the wall time of each, and the last one's median as a multiple of each.
"""

import shlex
import statistics
import subprocess
import sys
import time

rounds = int(sys.argv[1])
commands = [shlex.split(words) for words in sys.argv[2:]]
times = [[] for _ in commands]
for turn in range(rounds + 1):
    for index, words in enumerate(commands):
        start = time.perf_counter()
        status = subprocess.run(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode
        if status != 0:
            sys.exit(f"{words} ended with {status}")
        if turn > 0:
            times[index].append((time.perf_counter() - start) * 1000)
last = statistics.median(times[-1])
for words, values in zip(commands, times):
    median = statistics.median(values)
    print(f"{' '.join(words):40} min {min(values):7.1f}  median {median:7.1f}  max {max(values):7.1f} ms"
          f"  ({last / median:.1f}x)")
