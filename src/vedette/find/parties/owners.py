"""Owners that a register states: from a party on the paper up to whoever may be listed.

Reach for `standings` with everyone on the papers. A party is found again in the registers by an
identifier, or by the same name (letters and digits only) where the countries do not disagree.
From there the holdings are followed upwards, level by level; every owner met is screened like
any other name, and the ownership rules are asked with those that are listed. Registers are read
where they lie (DuckDB over Parquet): they may hold millions of statements.

It refuses to follow more than `LEVELS` levels, and to call a party owned by somebody who is only
perhaps listed: that is an ownership which cannot be told.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from vedette.find.names import Match
from vedette.find.ownership import Holding, blocked, from_entities
from vedette.find.parties.context import Context
from vedette.find.parties.known import PARTY_SCHEMATA, by_owned, regimes_of
from vedette.find.parties.reasons import Owned, key_of
from vedette.lake.tables import entity_of
from vedette.model.entity import Entity
from vedette.model.errors import Missing

LEVELS = 12
IDENTIFIERS = ("registrationNumber", "taxNumber", "leiCode", "innCode", "ogrnCode", "vatCode")
COMMON = 5
"""More parties of one name than this in a register make the name say nothing."""

_NUMBERS = " || ".join(f"coalesce(properties['{name}'], [])" for name in IDENTIFIERS)
_FIND_AGAIN = f"""
    SELECT * FROM read_parquet($files) WHERE list_has_any(
      list_transform(coalesce(properties['name'], []) || coalesce(properties['alias'], []),
        lambda x: regexp_replace(upper(x), '[^\\p{{L}}\\p{{N}}]+', '', 'g')), $names)
    OR list_has_any({_NUMBERS}, $numbers)
    ORDER BY id
"""


def standings(asked: Iterable[Entity], context: Context) -> dict[str, list[Owned]]:
    """What the registers and the rules say of these parties, by `key_of`."""
    parties = [one for one in asked if one.schema in PARTY_SCHEMATA]
    if not context.registers or not parties or context.screener is None:
        return {}
    import duckdb  # loaded only where there is a register

    with duckdb.connect() as lake:
        found = _found_again(lake, context.registers, parties)
        if not found:
            return {}
        entities = _upwards(
            lake, context.registers, {one.id for of in found.values() for one in of}
        )
    holdings = list(from_entities(entities.values()))
    owners = {holding.owner for holding in holdings}
    people = [entities[owner] for owner in sorted(owners & set(entities))]
    matches = context.screener.match_many(people, 3, context.threshold)
    listed = {
        person.id: hits
        for person, of in zip(people, matches, strict=True)
        if (hits := [hit for hit in of if hit.entity.id in context.known.listed])
    }
    return _ruled(found, holdings, entities, listed, context)


def _ruled(
    found: Mapping[str, Sequence[Entity]],
    holdings: Sequence[Holding],
    entities: Mapping[str, Entity],
    listed: Mapping[str, Sequence[Match]],
    context: Context,
) -> dict[str, list[Owned]]:
    names = {identity: one.caption for identity, one in entities.items()}
    stakes = by_owned(holdings)
    standing: dict[str, list[Owned]] = {}
    for sure in (True, False):
        seeds: dict[str, set[str]] = {}
        for person, hits in listed.items():
            for hit in hits:
                if not sure or hit.score >= context.hold:
                    for regime in regimes_of(hit.entity):
                        seeds.setdefault(regime, set()).add(person)
        for regime, of in sorted(seeds.items()):
            try:
                ruling = blocked(holdings, of, regime, context.day)
            except Missing:
                continue  # the rule of that day was not seen
            evidence = tuple(listed[person][0].entity for person in sorted(of))
            for key, parties in found.items():
                for party in parties:
                    before = standing.setdefault(key, [])
                    told = any(one.ruling.regime.name == regime and one.sure for one in before)
                    mine = stakes.get(party.id, ())
                    reached = party.id in ruling.standings or any(
                        one.owner in ruling.standings for one in mine
                    )
                    if reached and party.id not in of and not told:
                        before.append(Owned(party, ruling, sure, names, evidence, mine))
    return standing


def _found_again(
    lake: Any, files: Sequence[Path], parties: Sequence[Entity]
) -> dict[str, list[Entity]]:
    """Register entries of parties on the papers, by the key of who was asked about."""
    numbers: dict[str, list[Entity]] = {}
    names: dict[str, list[Entity]] = {}
    for party in parties:
        for value in party.values(*IDENTIFIERS):
            numbers.setdefault(value, []).append(party)
        for name in party.values("name"):
            names.setdefault(_plain(name), []).append(party)
    rows = lake.sql(
        _FIND_AGAIN,
        params={
            "files": [str(file) for file in files],
            "names": sorted(names),
            "numbers": sorted(numbers),
        },
    ).to_arrow_table()
    found: dict[str, dict[str, Entity]] = {}
    for row in rows.to_pylist():
        entry = entity_of(row)
        by_number = {key_of(p): p for v in entry.values(*IDENTIFIERS) for p in numbers.get(v, ())}
        by_name = {
            key_of(p): p
            for name in entry.values("name", "alias")
            for p in names.get(_plain(name), ())
            if not _countries_differ(p, entry)
        }
        for key in {**by_number, **by_name}:
            found.setdefault(key, {})[entry.id] = entry
    return {key: list(of.values()) for key, of in found.items() if len(of) <= COMMON}


def _upwards(lake: Any, files: Sequence[Path], start: set[str]) -> dict[str, Entity]:
    """Parties and holdings from these upwards."""
    entities: dict[str, Entity] = {}
    frontier, seen = set(start), set(start)
    for _ in range(LEVELS):
        if not frontier:
            break
        rows = lake.sql(
            """
            SELECT * FROM read_parquet($files)
            WHERE list_contains($ids, id) OR (schema = 'Ownership'
              AND list_has_any(coalesce(properties['asset'], []), $ids)) ORDER BY id
            """,
            params={"files": [str(file) for file in files], "ids": sorted(frontier)},
        ).to_arrow_table()
        frontier = set()
        for row in rows.to_pylist():
            entity = entity_of(row)
            entities[entity.id] = entity
            frontier.update(entity.values("owner"))
        frontier -= seen
        seen |= frontier
    return entities


def _plain(name: str) -> str:
    return re.sub(r"[\W_]+", "", name.upper())


def _countries_differ(one: Entity, other: Entity) -> bool:
    here = set(one.values("country", "jurisdiction"))
    there = set(other.values("country", "jurisdiction"))
    return bool(here and there and not here & there)
