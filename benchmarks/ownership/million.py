"""Who is blocked among a million holdings: seconds and memory, by regime.

Run: python benchmarks/ownership/million.py
Beside it, what the same question costs networkx to merely load, where that is installed.
"""

import platform
import random
import resource
import time

from vedette.find.ownership import Holding, blocked

HOLDINGS, ENTITIES, SEEDS = 1_000_000, 600_000, 10_000


def main() -> None:
    source = random.Random(1)
    names = [f"e{n}" for n in range(ENTITIES)]
    holdings = []
    for _ in range(HOLDINGS):
        share = float(source.randint(1, 100))
        holdings.append(Holding(source.choice(names), source.choice(names), share, share))
    seeds = names[:SEEDS]
    print(f"{platform.machine()}, Python {platform.python_version()}")
    print(f"{HOLDINGS:,} holdings, {ENTITIES:,} entities, {SEEDS:,} designated")
    print(f"{'':<22}{'seconds':>9}{'reached':>10}{'peak MB':>9}")
    for regime in ("OFAC", "EU", "UK"):
        started = time.perf_counter()
        ruling = blocked(holdings, seeds, regime, "2024-08-01")
        seconds = time.perf_counter() - started
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"{'vedette ' + regime:<22}{seconds:>9.1f}{len(ruling.standings):>10,}{peak:>9.0f}")
    try:
        import networkx
    except ImportError:
        print("networkx is not installed: no peer to load beside")
        return
    started = time.perf_counter()
    graph = networkx.DiGraph()
    graph.add_weighted_edges_from((one.owner, one.owned, one.low) for one in holdings)
    print(f"{'networkx, load only':<22}{time.perf_counter() - started:>9.1f}")


if __name__ == "__main__":
    main()
