"""The cases of sanctions-screening-benchmark over an OFAC triple, as a task for `contestant`.

    PEERS/bin/python benchmarks/peers/ssb_task.py FOLDER TASK.json [LIMIT]

FOLDER holds ``sdn.csv`` and ``alt.csv``. Individuals, seed 0, two cases a class at most: the
package's own defaults.
"""

import json
import sys
from pathlib import Path

from ssb import benchmark
from ssb.sources import ListSnapshot, _parse_alt, _parse_sdn


def main():
    folder, target = Path(sys.argv[1]), Path(sys.argv[2])
    limit = int(sys.argv[3]) if len(sys.argv) > 3 else 250
    found = _parse_sdn((folder / "sdn.csv").read_text("utf-8", "replace"))
    _parse_alt((folder / "alt.csv").read_text("utf-8", "replace"), found)
    snapshot = ListSnapshot("ofac_sdn", "2021-07", list(found.values()))
    made = benchmark.build(snapshot, limit=limit, seed=0, max_per_class=2)
    task = {
        "entities": [
            {"id": one, "schema": "Person", "names": names}
            for one, names in made.candidates.items()
        ],
        "queries": [
            {
                "schema": "Person",
                "name": case.query,
                "expected": case.expected_entity_id,
                "kind": case.perturbation,
            }
            for case in made.cases
        ],
    }
    target.write_text(json.dumps(task))


if __name__ == "__main__":
    main()
