"""What speaks for and against beside the name: birth, country, place, gender, kind, numbers.

Reach for `profile` to read an entity once, and `weigh` to set two profiles side by side. What
one side does not say is missing, and missing never counts against. Every verdict is data:
``{"verdict": agree | conflict | missing, "query": …, "candidate": …}`` by property.
"""

import re
from functools import lru_cache
from typing import Any, NamedTuple

from vedette.find.names.identifiers import OF_THE_TIME, UNIQUE, Identifier, identifiers
from vedette.find.names.tokens import Habit, Kind, analyse
from vedette.find.names.weights import FIELDS
from vedette.model.entity import NAME_PROPERTIES, Entity
from vedette.reference.countries import country_code
from vedette.reference.followthemoney import schema as schema_of

COUNTRIES = (
    "nationality",
    "citizenship",
    "country",
    "jurisdiction",
    "flag",
    "birthCountry",
    "mainCountry",
)

Verdicts = dict[str, dict[str, Any]]


class Profile(NamedTuple):
    """An entity as the comparison sees it."""

    habit: Habit
    sort: str
    births: tuple[str, ...]
    countries: tuple[str, ...]
    places: frozenset[str]
    gender: str
    numbers: tuple[Identifier, ...]


@lru_cache(maxsize=256)
def sort_of(schema: str) -> tuple[Habit, str]:
    """Whose naming habits an entity of this schema has, and what it is: ``""`` when unsaid.

    >>> sort_of("Company"), sort_of("Thing")[1]
    ((<Habit.ORGANISATION: 1>, 'organisation'), '')
    """
    known = schema_of(schema)
    if known is None:
        return Habit.UNKNOWN, ""
    if known.is_a("Person"):
        return Habit.PERSON, "person"
    if known.is_a("Organization"):
        return Habit.ORGANISATION, "organisation"
    if known.is_a("Vessel"):
        return Habit.VEHICLE, "vessel"
    if known.is_a("Airplane"):
        return Habit.VEHICLE, "aircraft"
    if known.is_a("Vehicle"):
        return Habit.VEHICLE, ""
    return Habit.UNKNOWN, ""


def profile(entity: Entity) -> Profile:
    """Read what an entity says of itself beside its names."""
    properties = entity.properties
    habit, sort = sort_of(entity.schema)
    if len(properties) == 1 and "name" in properties:
        return Profile(habit, sort, (), (), frozenset(), "", ())
    countries = dict.fromkeys(
        code for value in entity.values(*COUNTRIES) if (code := country_code(value))
    )
    return Profile(
        habit,
        sort,
        tuple(date for value in entity.values("birthDate") if (date := _date(value))),
        tuple(countries),
        frozenset().union(*(_place(value) for value in entity.values("birthPlace"))),
        next((g for g in entity.values("gender") if g in {"male", "female"}), ""),
        identifiers(entity.schema, properties),
    )


def weigh(query: Profile, listed: Profile) -> tuple[list[float], Verdicts]:
    """The features of `weights.FIELDS`, and the verdict on each field that either side has."""
    features = dict.fromkeys(FIELDS, 0.0)
    verdicts: Verdicts = {}
    _numbers(query, listed, features, verdicts)
    _births(query, listed, features, verdicts)
    _countries(query, listed, features, verdicts)
    if query.places or listed.places:
        shared = query.places & listed.places
        features["place_agrees"] = 1.0 if shared else 0.0
        if shared or not (query.places and listed.places):
            here, there = sorted(query.places), sorted(listed.places)
            _note(verdicts, "birthPlace", bool(shared), here, there, False)
    if query.gender or listed.gender:
        same = query.gender == listed.gender
        both = bool(query.gender and listed.gender)
        features["gender_agrees"] = float(both and same)
        features["gender_conflicts"] = float(both and not same)
        _note(verdicts, "gender", same, [query.gender], [listed.gender], both and not same)
    if query.sort and listed.sort and query.sort != listed.sort:
        features["kind_conflicts"] = 1.0
        _note(verdicts, "schema", False, [query.sort], [listed.sort], True)
    return list(features.values()), verdicts


def _note(
    verdicts: Verdicts,
    prop: str,
    agrees: bool,
    query: list[str],
    listed: list[str],
    conflicts: bool,
) -> None:
    query, listed = [v for v in query if v], [v for v in listed if v]
    verdict = "agree" if agrees and query and listed else "conflict" if conflicts else "missing"
    verdicts[prop] = {
        "verdict": verdict,
        "query": ", ".join(query),
        "candidate": ", ".join(listed),
    }


def _numbers(query: Profile, listed: Profile, features: dict[str, float], out: Verdicts) -> None:
    theirs: dict[str, list[str]] = {}
    for number in listed.numbers:
        theirs.setdefault(number.kind, []).append(number.number)
    conflicts = 0.0
    for mine in query.numbers:
        others = theirs.get(mine.kind, [])
        agrees = mine.number in others
        if agrees:
            features["identifier_agrees"] = 1.0
        against = bool(others) and not agrees and mine.kind in UNIQUE | OF_THE_TIME
        if against:
            conflicts = max(conflicts, 1.0 if mine.kind in UNIQUE else 0.3)
        if mine.prop not in out or agrees:
            _note(out, mine.prop, agrees, [mine.number], others, against)
    if not features["identifier_agrees"]:
        features["identifier_conflicts"] = conflicts


def _births(query: Profile, listed: Profile, features: dict[str, float], out: Verdicts) -> None:
    if not (query.births or listed.births):
        return
    best = "missing"
    rank = {"missing": 0, "conflict": 1, "year": 2, "day": 3}
    for mine in query.births:
        for theirs in listed.births:
            verdict = _birth(mine, theirs)
            best = verdict if rank[verdict] > rank[best] else best
    features["birth_day_agrees"] = float(best == "day")
    features["birth_year_agrees"] = float(best == "year")
    features["birth_conflicts"] = float(best == "conflict")
    agrees = best in {"day", "year"}
    _note(out, "birthDate", agrees, list(query.births), list(listed.births), best == "conflict")


def _birth(mine: str, theirs: str) -> str:
    if mine[:4] != theirs[:4]:
        years = abs(int(mine[:4]) - int(theirs[:4]))
        exact = len(mine) == len(theirs) == len("2000-01-01")
        if exact and mine[4:] == theirs[4:] and sorted(mine[:4]) == sorted(theirs[:4]):
            return "year"
        return "conflict" if years > 1 or exact else "missing"
    if len(mine) < len("2000-01-01") or len(theirs) < len("2000-01-01"):
        return "year"
    if mine == theirs:
        return "day"
    swapped = mine[5:7] == theirs[8:10] and mine[8:10] == theirs[5:7]
    first_of_year = mine.endswith("-01-01") or theirs.endswith("-01-01")
    return "year" if swapped or first_of_year else "conflict"


def _countries(query: Profile, listed: Profile, features: dict[str, float], out: Verdicts) -> None:
    if not (query.countries or listed.countries):
        return
    shared = set(query.countries) & set(listed.countries)
    both = bool(query.countries and listed.countries)
    features["country_agrees"] = float(bool(shared))
    features["country_conflicts"] = float(both and not shared)
    prop = "nationality" if query.sort == "person" else "country"
    _note(
        out, prop, bool(shared), list(query.countries), list(listed.countries), both and not shared
    )


@lru_cache(maxsize=100_000)
def _date(value: str) -> str:
    found = re.match(r"\d{4}(-\d\d(-\d\d)?)?", value.strip())
    return found[0] if found else ""


@lru_cache(maxsize=100_000)
def _place(value: str) -> frozenset[str]:
    return frozenset(
        token.text
        for token in analyse(value, Habit.PERSON).tokens
        if token.kind == Kind.NAME and len(token.text) > 3 and token.text not in _VAGUE
    )


_VAGUE = frozenset("village district province city town area region republic near oblast".split())


def names_of(entity: Entity) -> list[tuple[str, bool]]:
    """An entity's names, and whether each is a weak one."""
    found: dict[str, bool] = {}
    for prop in NAME_PROPERTIES:
        for value in entity.values(prop):
            found.setdefault(value, prop == "weakAlias")
    first, last = entity.first("firstName"), entity.first("lastName")
    if not found and (first or last):
        found[" ".join(part for part in (first, entity.first("secondName"), last) if part)] = False
    return list(found.items())
