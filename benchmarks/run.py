"""Run the benchmarks and print one table, with the machine they ran on.

    python benchmarks/run.py [NAME …] [--out FILE]

Without names all of them run, one after the other. Each prints its own figures, its peer beside
us where there is one; a benchmark whose real files are not beside the repository says so.
"""

import argparse
import os
import platform
import subprocess
import sys
import time
import tomllib
from pathlib import Path

HOME = Path(__file__).parent
ROOT = HOME.parent
SHARED = Path(os.environ.get("VEDETTE_SHARED") or ROOT.parent / "shared" / "data")


def machine() -> str:
    """Processor, cores, memory, system and Python, on one line."""
    model = platform.processor() or platform.machine()
    cpuinfo = Path("/proc/cpuinfo")
    if cpuinfo.is_file():
        names = [line for line in cpuinfo.read_text().splitlines() if line.startswith("model name")]
        model = names[0].partition(": ")[2] if names else model
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    system = f"{platform.system()} {platform.machine()}"
    return f"{model}, {cores} cores, {memory:.0f} GB, {system}, Python {platform.python_version()}"


def run(name: str, table: dict[str, object], root: Path = ROOT) -> tuple[str, float, str]:
    """One benchmark: how it ended, its seconds, and what it printed."""
    needs = table.get("shared")
    if needs and not (SHARED / str(needs)).exists():
        return "left out", 0.0, f"the real file {needs} is not beside the repository"
    command = [sys.executable, *map(str, table["run"])]  # type: ignore[call-overload]
    paths = os.pathsep.join([str(root / "src"), str(root), os.environ.get("PYTHONPATH", "")])
    started = time.perf_counter()
    done = subprocess.run(
        command, cwd=root, env={**os.environ, "PYTHONPATH": paths, "VEDETTE_SHARED": str(SHARED)},
        capture_output=True, text=True,
    )  # fmt: skip
    said = done.stdout if done.returncode == 0 else done.stdout + done.stderr
    return ("ok" if done.returncode == 0 else "failed"), time.perf_counter() - started, said


def main() -> int:
    """The command line."""
    known = tomllib.loads((HOME / "benchmarks.toml").read_text("utf-8"))
    options = argparse.ArgumentParser(description="Run benchmarks and print a table.")
    options.add_argument("names", nargs="*", metavar="NAME", help=", ".join(known))
    options.add_argument("--out", type=Path, help="write everything into this file as well")
    given = options.parse_args()
    unknown = [name for name in given.names if name not in known]
    if unknown:
        options.error(f"{unknown[0]} is none; use {', '.join(known)}")
    lines = [machine(), ""]
    print("\n".join(lines), flush=True)
    table = []
    for name in given.names or known:
        ended, seconds, said = run(name, known[name])
        block = f"## {name}: {known[name]['says']}\n\n{said.strip()}\n"
        print(block, flush=True)
        lines.append(block)
        table.append(f"| {name} | {ended} | {seconds:.1f} s |")
    closing = "\n".join(["| benchmark | | took |", "|---|---|---|", *table])
    print(closing)
    if given.out:
        given.out.write_text("\n".join([*lines, closing, ""]), "utf-8")
    return 1 if any("| failed |" in row for row in table) else 0


if __name__ == "__main__":
    sys.exit(main())
