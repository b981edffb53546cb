"""Labelled pairs of nomenklatura's benches, with the score that its logic-v2 gives each.

    PYTHON benchmarks/peers/final_pairs.py cases.csv checks.yml PAIRS.json

Runs in the peers' environment. The pairs are written as (bench, group, schema, two parties,
same?, score), so that Vedette can answer the same ones; of `cases.csv` only the groups that are
kept for final measurement (`synth_…`).
"""

import csv
import json
import sys
from pathlib import Path

import yaml
from followthemoney import ValueEntity, model
from nomenklatura.matching.logic_v2.model import LogicV2

PARTS = ("firstName", "secondName", "middleName", "fatherName", "motherName", "lastName")


def main(cases, checks, target):
    config = LogicV2.default_config()
    pairs = [*of_names(cases), *of_entities(checks)]
    for number, pair in enumerate(pairs):
        one, other = (
            party(f"{side}-{number}", pair["schema"], pair[side]) for side in ("query", "listed")
        )
        pair["score"] = float(LogicV2.compare(one, other, config).score)
    Path(target).write_text(json.dumps(pairs))


def of_names(path):
    with Path(path).open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["case_group"].startswith("synth_"):
                yield {
                    "bench": "name_bench",
                    "group": row["case_group"],
                    "schema": row["schema"],
                    "query": {"name": [row["name1"]]},
                    "listed": {"name": [row["name2"]]},
                    "same": row["is_match"].lower() == "true",
                }


def of_entities(path):
    for check in yaml.safe_load(Path(path).read_text(encoding="utf-8"))["checks"]:
        yield {
            "bench": "entity_bench",
            "group": check["schema"],
            "schema": check["schema"],
            "query": properties(check.get("query", {})),
            "listed": properties(check.get("candidate", {})),
            "same": bool(check["match"]),
        }


def properties(said):
    """As the bench itself does: a party without a name is called by its parts."""
    found = {
        prop: [str(value) for value in (values if isinstance(values, list) else [values])]
        for prop, values in said.items()
    }
    if "name" not in found and (parts := [found[one][0] for one in PARTS if found.get(one)]):
        found["name"] = [" ".join(parts)]
    return found


def party(identity, schema, said):
    made = ValueEntity(model.get(schema), {"id": identity})
    for prop, values in said.items():
        made.add(prop, values)
    return made


if __name__ == "__main__":
    main(*sys.argv[1:])
