"""How fast is reading: one transcript of 5 kB, and texts up to 20 MB, on one core.

usage: reading.py [--largest MEGABYTES] [--check]

Prints medians of several runs and, as a lower bound measured in the same run, the time of one regular expression that
finds capital labels at line starts and does nothing else. --check fails if 5 kB take more than 3 ms at the median, or
if time per character grows more than twofold from 100 kB to the largest text. Machines are shared: run it twice.
"""

import argparse
import gc
import re
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

from onrecord.records import Source
from onrecord.transcripts import Reader

EXAMPLES = Path(__file__).parents[2] / "examples"
BASELINE = re.compile(r"(?m)^([A-Z][A-Z .'-]+(?:, [A-Z .'-]+)?):\s")


def times(work: Callable[[], object], count: int) -> list[float]:
    """Seconds of each of `count` runs."""
    taken = []
    for _ in range(count):
        started = time.perf_counter()
        work()
        taken.append(time.perf_counter() - started)
    return taken


def seconds(work: Callable[[], object], count: int) -> float:
    """Median seconds of `count` runs."""
    return median(times(work, count))


def calibration() -> int:
    """A piece of plain Python, to tell how fast the core is just now."""
    total = 0
    for number in range(300_000):
        total += number
    return total


def sized(text: str, size: int) -> str:
    """The text repeated up to `size` characters."""
    return (text + "\n\n") * max(1, round(size / (len(text) + 2)))


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--largest", type=float, default=20.0)
    parser.add_argument("--check", action="store_true")
    options = parser.parse_args()
    reader = Reader()
    print(f"this core: {seconds(calibration, 11) * 1e3:.0f} ms for 300,000 additions (14 ms at its best)")
    small = []
    for path in sorted(EXAMPLES.glob("*.txt")):
        text = sized(path.read_text(encoding="utf-8"), 7_500)[:5_000]
        source = Source(name=path.name, content=text.encode())
        reader(source)
        taken = times(lambda source=source: reader(source), 51)
        small.append(median(taken))
        print(f"{path.stem:28} {len(text):7,} characters  {median(taken) * 1e3:5.2f} ms, best {min(taken) * 1e3:.2f}")
    print(f"{'median':28} {median(small) * 1e3:26.2f} ms")
    text = (EXAMPLES / "npr-two-way.txt").read_text(encoding="utf-8")
    rates = []
    for size in (100_000, 1_000_000, 5_000_000, options.largest * 1e6):
        if size > options.largest * 1e6:
            continue
        long = sized(text, int(size))
        gc.collect()
        took = seconds(lambda long=long: reader(Source(name="long", content=long)), 3 if size < 2e6 else 1)
        bound = seconds(lambda long=long: [match.span() for match in BASELINE.finditer(long)], 3)
        rates.append(took / len(long))
        print(
            f"{len(long) / 1e6:8.1f} MB  {took:7.2f} s  {took / len(long) * 1e6:5.2f} s/MB"
            f"  {took / bound:6.0f} times one regular expression"
        )
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MiB")
    slow = median(small) > 0.003 or max(rates) > 2 * rates[0]
    return int(options.check and slow)


if __name__ == "__main__":
    sys.exit(main())
