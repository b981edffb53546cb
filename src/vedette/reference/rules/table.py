"""The rules of the verdict, as rows: what is looked for, how much it weighs, and who says so.

Reach for `load`. It reads ``rules.toml`` and lays a workspace's own changes over it (switch one
off, change a weight or a threshold, add a rule). It refuses a rule without guidance, date and
address, a weight outside 0..1, and a test it does not know. `find.route` evaluates the rows.
"""

import csv
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal

from vedette.model.errors import BadInput
from vedette.reference.folding import folded
from vedette.reference.ownership.ties import tie_rules

TESTS = ("is", "is not", "in", "not in", "any", "none", ">=", "<=")


@dataclass(frozen=True, slots=True)
class Condition:
    """One test of one fact: ``["destination.hub", "is", true]``."""

    fact: str
    test: str
    value: Any = None


@dataclass(frozen=True, slots=True)
class Rule:
    """One row. `title` names facts in braces; `when` is empty for rules that a computation
    (screening, ownership, fleets, movements) triggers with a strength of its own."""

    id: str
    title: str
    weight: float
    most: Literal["hold", "review"]
    guidance: str
    date: str
    address: str
    when: tuple[Condition, ...] = ()
    on: bool = True

    @property
    def source(self) -> dict[str, str]:
        """Where it is said that this deserves a look."""
        return {"guidance": self.guidance, "date": self.date, "address": self.address}


@dataclass(frozen=True, slots=True)
class Rules:
    """The whole table: rows by id, and the thresholds of the answers."""

    rows: Mapping[str, Rule]
    answers: Mapping[str, float]

    def to_json(self) -> dict[str, Any]:
        """Plain JSON values, enough to tell whether two tables are the same."""
        return {
            "answers": dict(self.answers),
            "rules": {
                rule.id: [
                    rule.on, rule.weight, rule.most, rule.title,
                    [[c.fact, c.test, c.value] for c in rule.when],
                ]
                for rule in self.rows.values()
            },
        }  # fmt: skip


def load(changes: Mapping[str, Any] | None = None, where: str = "vedette.toml") -> Rules:
    """The table with a workspace's `changes`: ``[rules.<id>]`` tables and ``[rules.answers]``.

    >>> load({"route.detour": {"on": False}}).rows["route.detour"].on
    False
    """
    changed = dict(changes or {})
    base = _base()
    answers = {**base["answers"], **changed.pop("answers", {})}
    rows = {row["id"]: dict(row) for row in base["rule"]}
    for identity, row in changed.items():
        if not isinstance(row, Mapping):
            raise BadInput(where, f"[rules.{identity}] is not a table", 'write [rules."id"]')
        rows[identity] = {**rows.get(identity, {"id": identity}), **row}
    for name, value in answers.items():
        if name not in base["answers"] or not isinstance(value, int | float):
            raise BadInput(where, f"[rules.answers] {name} = {value!r} is not a threshold of ours")
    return Rules({identity: _rule(row, where) for identity, row in rows.items()}, answers)


@cache
def _base() -> dict[str, Any]:
    text = files("vedette.reference.rules").joinpath("rules.toml").read_text("utf-8")
    table = tomllib.loads(text)
    for tie in tie_rules().values():
        table["rule"].append(
            {
                "id": tie.rule,
                "title": "{role} {query}: " + tie.title[0].lower() + tie.title[1:] + " ({listed})",
                "weight": tie.weight,
                "most": "review",
                "guidance": tie.guidance,
                "date": tie.date,
                "address": tie.address,
            }
        )
    return table


def _rule(row: Mapping[str, Any], where: str) -> Rule:
    named = f"{where}, rule {row['id']}"
    unknown = set(row) - {
        "id",
        "title",
        "weight",
        "most",
        "guidance",
        "date",
        "address",
        "when",
        "on",
    }
    if unknown:
        raise BadInput(named, f"has no key {sorted(unknown)[0]!r}", "see docs/rules.md")
    for key in ("title", "guidance", "date", "address"):
        if not row.get(key) or not isinstance(row[key], str):
            raise BadInput(named, f"has no {key}", "a rule says what, who says so, when and where")
    weight = row.get("weight")
    if not isinstance(weight, int | float) or isinstance(weight, bool) or not 0 <= weight < 1:
        raise BadInput(named, f"weighs {weight!r}", "give a weight from 0 to below 1")
    if row.get("most", "review") not in ("hold", "review"):
        raise BadInput(named, f"most = {row['most']!r}", "write hold or review")
    when = tuple(_condition(item, named) for item in row.get("when", ()))
    return Rule(
        row["id"],
        row["title"],
        float(weight),
        row.get("most", "review"),
        row["guidance"],
        row["date"],
        row["address"],
        when,
        bool(row.get("on", True)),
    )


def _condition(item: Any, named: str) -> Condition:
    if not isinstance(item, list) or len(item) not in (2, 3) or item[1] not in TESTS:
        raise BadInput(
            named,
            f"has a condition {item!r}",
            f"write [fact, test, value] with a test of {', '.join(TESTS)}",
        )
    return Condition(str(item[0]), item[1], item[2] if len(item) == 3 else None)


@dataclass(frozen=True, slots=True)
class Place:
    """A country with a role in the rules: ``embargoed`` or ``hub``, and who says so."""

    country: str
    role: str
    authority: str
    effective: str
    address: str


@cache
def places() -> dict[str, tuple[Place, ...]]:
    """Countries with a role, by ISO 3166-1 alpha-2."""
    found: dict[str, list[Place]] = {}
    for row in _rows("places.csv"):
        found.setdefault(row["country"], []).append(Place(**row))
    return {country: tuple(of) for country, of in found.items()}


def has_role(country: str, role: str) -> bool:
    """Whether a country has this role.

    >>> has_role("ir", "embargoed"), has_role("ae", "hub"), has_role("fr", "hub")
    (True, True, False)
    """
    return any(place.role == role for place in places().get(country, ()))


@cache
def name_words(kind: str) -> frozenset[str]:
    """Folded words by which a name says what its bearer is: ``forwarder``, ``bank``, ``order``."""
    return frozenset(
        folded(word)
        for row in _rows("words.csv")
        if row["kind"] == kind
        for word in row["words"].split("|")
    )


def locodes() -> list[dict[str, str]]:
    """Ports and cities by UN/LOCODE that the table of places has not under that code: ``locode``,
    ``names`` (separated by bars), ``lat``, ``lon`` in degrees."""
    return _rows("ports.csv")


def _rows(name: str) -> list[dict[str, str]]:
    text = files("vedette.reference.rules").joinpath(name).read_text("utf-8")
    rows = list(csv.DictReader(text.splitlines()))
    for number, row in enumerate(rows, 2):
        if not (row["authority"] and row["effective"] and row["address"]):
            raise BadInput(f"{name}, line {number}", "has no authority, date or address", "add it")
    return rows
