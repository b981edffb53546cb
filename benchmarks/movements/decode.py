"""NMEA to columns: sentences a second, ours beside pyais, and aiscat where it is installed.

    python benchmarks/movements/decode.py FILE [--sentences 1000000]

The file's sentences are repeated up to the number asked for, so that every reader sees the same
real lines. Peers decode single-part messages to their own objects and no more; ours gives typed
columns, joins parts, checks sums, reads clocks and receivers, and counts what it sets aside.
"""

import argparse
import gzip
import os
import platform
import time
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

from vedette.see.movements.ais import nmea
from vedette.see.movements.heard import Tally

BLOCK = 8 << 20


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("file", type=Path)
    parser.add_argument("--sentences", type=int, default=1_000_000)
    said = parser.parse_args()
    raw = said.file.read_bytes()
    raw = gzip.decompress(raw) if raw[:2] == b"\x1f\x8b" else raw
    real = [line.strip() for line in raw.splitlines() if line.startswith(b"!")]
    single = [
        line for line in real if line.split(b",")[1:3] == [b"1", b"1"] and b",," not in line[16:]
    ]
    lines = (single * (said.sentences // len(single) + 1))[: said.sentences]
    print(
        f"{platform.processor() or platform.machine()}, {os.cpu_count()} cores, "
        f"Python {platform.python_version()}; {len(lines):,} sentences, "
        f"{len(single):,} of them different"
    )
    peers: dict[str, Callable[[], int]] = {"pyais.decode": lambda: _pyais(lines)}
    if find_spec("aiscat"):
        peers["aiscat"] = lambda: _aiscat(lines)
    peers["vedette, one core"] = lambda: _ours(lines, cores=1)
    peers[f"vedette, {os.cpu_count()} cores"] = lambda: _ours(lines, cores=None)
    slowest = None
    for name, run in peers.items():
        begin = time.perf_counter()
        done = run()
        rate = done / (time.perf_counter() - begin)
        slowest = slowest or rate
        print(f"{name:<20}{rate:>12,.0f} messages/s   {rate / slowest:5.1f} x pyais")


def _pyais(lines: list[bytes]) -> int:
    from pyais import decode

    done = 0
    for line in lines:
        try:
            decode(line)
            done += 1
        except Exception:
            continue
    return done


def _aiscat(lines: list[bytes]) -> int:
    import aiscat

    done = 0
    for line in lines:
        try:
            aiscat.decode(line)
            done += 1
        except Exception:
            continue
    return done


def _ours(lines: list[bytes], cores: int | None) -> int:
    blob = b"\n".join(lines) + b"\n"
    blocks, at = [], 0
    while at < len(blob):
        end = blob.rfind(b"\n", at, at + BLOCK) + 1
        blocks.append(blob[at:end])
        at = end
    tally = Tally()
    available = os.sched_getaffinity(0)
    if cores:
        os.sched_setaffinity(0, set(sorted(available)[:cores]))
    try:
        for _ in nmea.read(blocks, tally, clock=0):
            pass
    finally:
        os.sched_setaffinity(0, available)
    return sum(many for name, many in tally.counts.items() if name.startswith("messages "))


if __name__ == "__main__":
    main()
