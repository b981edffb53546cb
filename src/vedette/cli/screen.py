"""``vedette screen "NAME"``: is this party, ship or aircraft on a list?"""

import re
from typing import Annotated, Any

import typer
from stdnum import imo

from vedette.cli import terminal
from vedette.cli.options import (
    WORKSPACE,
    AsOfOption,
    JsonOption,
    WorkspaceOption,
    day,
    now,
    reading,
)
from vedette.find import snapshot as building
from vedette.find.names import Match, Screener
from vedette.interdict.freshness import ages, stale
from vedette.interdict.ledger import open_ledger
from vedette.interdict.party import Rules, verdict_of_party
from vedette.lake import snapshots
from vedette.lake.workspace import Workspace
from vedette.model.entity import Entity
from vedette.model.errors import BadInput
from vedette.model.verdict import Verdict
from vedette.reference import followthemoney as ftm

ANYTHING = "Thing"
SHAPES = (
    ("imoNumber", re.compile(r"(?:IMO\s*)?(\d{7})", re.I)),
    ("mmsi", re.compile(r"(?:MMSI\s*)?([2-7]\d{8})", re.I)),
    ("registrationNumber", re.compile(r"([A-Z0-9]{1,2}-[A-Z0-9]{2,6})", re.I)),
    ("icaoCode", re.compile(r"((?=.*\d)[0-9A-F]{6})", re.I)),
)
"""What an identifier looks like when it is given in place of a name: ships, then aircraft."""


def command(
    name: Annotated[str, typer.Argument(help="A name, or an IMO number, MMSI, tail, Mode S hex.")],
    schema: Annotated[
        str, typer.Option("--schema", help="Person, Company, Vessel, Airplane …; any if left out.")
    ] = ANYTHING,
    country: Annotated[str, typer.Option("--country", help="Its country, as a code: ir.")] = "",
    birth: Annotated[str, typer.Option("--birth-date", help="1985 or 1985-09-22.")] = "",
    limit: Annotated[int, typer.Option("--limit", min=1, max=500, help="At most so many.")] = 5,
    workspace: WorkspaceOption = WORKSPACE,
    as_of: AsOfOption = None,
    as_json: JsonOption = False,
) -> None:
    """Screen one name or identifier against the lists; every hit says why.

    Exit status 0 nothing found, 1 something to look at, 3 nothing found and a list too old to
    say so.

    \b
    Examples:
      vedette screen "Shahed Aviation Industries"
      vedette screen EP-GOM --json
      vedette screen 9481922 --as-of 2023-01-21
    """
    place = reading(workspace)
    query = asked(name, schema, country, birth)
    snapshot = building.build(place, as_of) if (as_of := day(as_of)) else snapshots.current(place)
    rules = Rules.of(place)
    matches = _matches(Screener.open(snapshot.path), query, limit, rules.review)
    known = ages(open_ledger(place), snapshot, _moment(as_of))
    verdict = verdict_of_party(query, matches, snapshot.id, known, stale(place, known), rules)
    if as_json:
        terminal.write_json(_json(query, verdict, matches, as_of))
    else:
        _show(place, name, verdict, matches)
    if verdict.answer == "unknown":
        raise typer.Exit(3)
    if matches:
        raise typer.Exit(1)


def asked(name: str, schema: str = ANYTHING, country: str = "", birth: str = "") -> Entity:
    """The query behind what a person typed.

    >>> dict(asked("IMO 9481922").properties), dict(asked("PORT OLYA-1").properties)
    ({'imoNumber': ('9481922',)}, {'name': ('PORT OLYA-1',)})
    """
    text = " ".join(name.split())
    if not text:
        raise BadInput("NAME", "is empty", "give a name or an identifier")
    if ftm.schema(schema) is None:
        raise BadInput(f"--schema {schema}", "is not FollowTheMoney's", "use Person, Company …")
    found: dict[str, tuple[str, ...]] = {}
    for prop, shape in SHAPES:
        match = shape.fullmatch(text)
        if match and (prop != "imoNumber" or imo.is_valid(match[1])):
            found[prop] = (match[1].upper(),)
    if not found:
        found["name"] = (text,)
    if country:
        found["country"] = (country.casefold(),)
    if birth:
        found["birthDate"] = (birth,)
    return Entity("", schema, found)


def _matches(screener: Screener, query: Entity, limit: int, threshold: float) -> list[Match]:
    if query.schema == ANYTHING:
        return screener.match(query, limit, threshold)
    wanted = ftm.known(query.schema).comparable
    hits = screener.match(query, max(20, limit * 10), threshold)
    return [hit for hit in hits if hit.entity.schema in wanted][:limit]


def _moment(as_of: str | None) -> str:
    if as_of is None:
        return now()
    return as_of if "T" in as_of else f"{as_of}T23:59:59Z"


def _json(
    query: Entity, verdict: Verdict, matches: list[Match], as_of: str | None
) -> dict[str, Any]:
    return {
        "query": {"schema": query.schema, "properties": dict(query.properties)},
        "as_of": as_of,
        "answer": verdict.answer,
        "snapshot": verdict.snapshot,
        "ages": dict(verdict.ages),
        "unchecked": dict(verdict.unchecked),
        "matches": [
            {**hit.entity.to_json(), "score": hit.score, "explanation": hit.explanation}
            for hit in matches
        ],
    }


def _show(place: Workspace, name: str, verdict: Verdict, matches: list[Match]) -> None:
    from vedette.cli.show import show_match
    from vedette.find.entries import entries_of

    out = terminal.out()
    entries = entries_of(
        place,
        snapshots.opened(place, verdict.snapshot).releases.values(),
        {hit.entity.id for hit in matches},
    )
    for hit in matches:
        show_match(out, hit, entries)
        out.print()
    answers = {"no_hit": "nothing found", "unknown": "unknown"}
    out.print(
        f"{terminal.safe(name)}: {answers.get(verdict.answer, verdict.answer)}, "
        f"{len(matches)} on {', '.join(sorted(verdict.ages)) or 'no list'}."
    )
    terminal.warn_stale({source: verdict.ages[source] for source in verdict.unchecked})
