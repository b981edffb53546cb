"""Origins of sixty invented reports in five languages: pairs of one origin, ours beside MinHash.

Run: python benchmarks/claims/origins.py
The thresholds of `find.claims.origins` were chosen on this set: the figure is tuned-on.
"""

import tomllib
from itertools import combinations
from pathlib import Path

from datasketch import MinHash

from vedette.find.claims.origins import origins
from vedette.model.report import Credit, Report, Span

SET = Path(__file__).parents[2] / "tests" / "find" / "claims" / "origins.toml"
WIRES = ("Northwire", "Agence Reutlin", "Institute for Open Ledgers", "Orbit Watch")


def main() -> None:
    rows = tomllib.loads(SET.read_text("utf-8"))["report"]
    reports = [
        Report(
            row["text"],
            row["language"],
            outlet=row["outlet"],
            published=row["published"],
            credits=tuple(
                Credit(wire, Span(0, 0, ""), "set", True)
                for wire in WIRES
                if wire in row["text"] and wire != row["outlet"]
            ),
        )
        for row in rows
    ]
    pairs = list(combinations(range(len(rows)), 2))
    same = [rows[a]["origin"] == rows[b]["origin"] for a, b in pairs]
    clusters = origins(reports).clusters
    home = {report: n for n, cluster in enumerate(clusters) for report in cluster.reports}
    ours = [home[reports[a].id] == home[reports[b].id] for a, b in pairs]
    hashes = []
    for row in rows:
        words = row["text"].casefold().split()
        one = MinHash(128)
        one.update_batch([" ".join(words[i : i + 3]).encode() for i in range(len(words) - 2)])
        hashes.append(one)
    theirs = [hashes[a].jaccard(hashes[b]) >= 0.2 for a, b in pairs]
    print(f"{len(rows)} reports, {sum(same)} pairs of one origin")
    print(f"{'':<24}{'precision':>10}{'recall':>10}{'F1':>10}")
    for name, said in (("vedette", ours), ("MinHash, 3 words, 0.2", theirs)):
        hits = sum(s and t for s, t in zip(said, same, strict=True))
        precision, recall = hits / max(1, sum(said)), hits / sum(same)
        f1 = 2 * precision * recall / max(1e-9, precision + recall)
        print(f"{name:<24}{precision:>10.2f}{recall:>10.2f}{f1:>10.2f}")


if __name__ == "__main__":
    main()
