"""Times commands as whole processes, in turns: time-in-turns.py ROUNDS COMMAND…

Prints the minimum, median and maximum of the wall time and the peak memory of each, and its median as a multiple of
the first one's. The processor time of the children is counted too, so that a busy machine shows.
"""

import os
import shlex
import statistics
import subprocess
import sys
import time

rounds = int(sys.argv[1])
commands = [shlex.split(words) for words in sys.argv[2:]]
walls = [[] for _ in commands]
processor = [[] for _ in commands]
peaks = [0 for _ in commands]
for turn in range(rounds + 1):
    for index, words in enumerate(commands):
        start = time.perf_counter()
        child = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        _, status, usage = os.wait4(child.pid, 0)
        wall = time.perf_counter() - start
        if status != 0:
            sys.exit(f"{words} ended with {os.waitstatus_to_exitcode(status)}")
        if turn > 0:
            walls[index].append(wall * 1000)
            processor[index].append((usage.ru_utime + usage.ru_stime) * 1000)
            peaks[index] = max(peaks[index], usage.ru_maxrss)
first = statistics.median(walls[0])
for index, words in enumerate(commands):
    median = statistics.median(walls[index])
    name = " ".join(words)
    name = name if len(name) < 48 else name[:45] + "..."
    print(
        f"{name:48} min {min(walls[index]):8.1f}  median {median:8.1f}  max {max(walls[index]):8.1f} ms"
        f"  processor {statistics.median(processor[index]):8.1f} ms  peak {peaks[index] / 1024:6.1f} MiB"
        f"  {median / first:7.1f}x"
    )
