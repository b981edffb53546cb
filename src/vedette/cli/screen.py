"""``vedette screen``: is this party, ship or aircraft on a list? One, or a file of a million."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

import typer
from stdnum import imo

from vedette.cli import screen_file, terminal
from vedette.cli.options import (
    WORKSPACE,
    AsOfOption,
    ColumnOption,
    JsonOption,
    WorkspaceOption,
    columns,
    day,
    now,
    reading,
)
from vedette.find import snapshot as building
from vedette.find.entries import one_each
from vedette.find.names import Match, Screener
from vedette.find.names.nearest import in_turn, why_lower
from vedette.interdict.calibrated import remark
from vedette.interdict.freshness import ages, stale
from vedette.interdict.ledger import open_ledger
from vedette.interdict.party import Rules, verdict_of_party, with_the_next
from vedette.lake import snapshots
from vedette.lake.snapshots import Snapshot
from vedette.lake.workspace import Workspace
from vedette.model.entity import Entity
from vedette.model.errors import BadInput, Missing
from vedette.model.verdict import Verdict
from vedette.reference import followthemoney as ftm
from vedette.reference.countries import country_code

SHAPES = (
    ("imoNumber", "Vessel", re.compile(r"(?:IMO\s*)?(\d{7})", re.I)),
    ("mmsi", "Vessel", re.compile(r"(?:MMSI\s*)?([2-7]\d{8})", re.I)),
    ("registrationNumber", "Airplane", re.compile(r"([A-Z0-9]{1,2}-[A-Z0-9]{2,6})", re.I)),
    ("icaoCode", "Airplane", re.compile(r"((?=.*\d)[0-9A-F]{6})", re.I)),
)
"""What an identifier looks like when it is given in place of a name, and whose it then is."""


def command(
    what: Annotated[
        str,
        typer.Argument(
            metavar="NAME|FILE",
            help="A name; an IMO number, MMSI, tail or Mode S hex; or a file of many.",
        ),
    ] = "",
    schema: Annotated[
        str, typer.Option(help="Person, Company, Vessel, Airplane …; any if left out.")
    ] = "",
    country: Annotated[str, typer.Option(help="Its country: ir, or Iran.")] = "",
    birth_date: Annotated[str, typer.Option(help="1985 or 1985-09-22.")] = "",
    imo_number: Annotated[str, typer.Option("--imo", help="A ship's IMO number.")] = "",
    mmsi: Annotated[str, typer.Option(help="A ship's MMSI.")] = "",
    tail: Annotated[str, typer.Option(help="An aircraft's registration.")] = "",
    properties: Annotated[
        list[str] | None,
        typer.Option("--property", "-p", metavar="NAME=VALUE", help="Any other property."),
    ] = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="For a file: .csv, .jsonl or .parquet.")
    ] = None,
    column: ColumnOption = None,
    encoding: Annotated[str, typer.Option(help="For a file that is not UTF-8: cp1252.")] = "",
    everybody: Annotated[
        bool, typer.Option("--all", help="For a file: rows without a hit too.")
    ] = False,
    workers: Annotated[
        int | None, typer.Option(min=1, help="For a file: processes; all cores if left out.")
    ] = None,
    limit: Annotated[int, typer.Option(min=1, max=500, help="Hits for one name.")] = 5,
    workspace: WorkspaceOption = WORKSPACE,
    as_of: AsOfOption = None,
    as_json: JsonOption = False,
) -> None:
    """Screen a name, an identifier or a file against the lists; every hit says why.

    A file's columns are told by their headers. A run that was killed goes on where it was when
    it is started again. Exit status 0 nothing found, 1 something to look at (also rows that
    could not be read), 3 nothing found and a list too old to say so.

    \b
    Examples:
      vedette screen "Shahed Aviation Industries"
      vedette screen "Ali Rezaei" --schema Person --birth-date 1972 --country ir
      vedette screen --imo 9481922 --as-of 2023-01-21 --json
      vedette screen customers.csv -o hits.csv
      vedette screen ships.parquet -o hits.parquet --column 'Schiff=name' --schema Vessel
    """
    given = {
        "country": country_code(country) or country,
        "birthDate": birth_date,
        "imoNumber": imo_number,
        "mmsi": mmsi,
        "registrationNumber": tail,
        **pairs(properties),
    }
    one = None if output else _one(what, schema, given)
    place = reading(workspace)
    lists = _lists(place, day(as_of))
    if output is not None:
        if not what or any(given.values()):
            raise BadInput("-o", "is for a file of many", "name the file, and no one property")
        settings = screen_file.Settings(
            Path(what), output, columns(column), schema, encoding, everybody, limit, workers
        )
        screen_file.run(place, lists.snapshot, lists.stale, settings, as_json)
    elif one is not None:
        said = what or ", ".join(filter(None, given.values()))
        _answer(place, lists, one, said, limit, as_json)


@dataclass(frozen=True, slots=True)
class Lists:
    """What is screened against: the snapshot, its lists' ages in days, those that are too old."""

    snapshot: Snapshot
    ages: dict[str, int]
    stale: dict[str, int]
    as_of: str | None


def _lists(place: Workspace, as_of: str | None) -> Lists:
    snapshot = building.build(place, as_of) if as_of else building.current(place)
    if not snapshot.releases:
        raise Missing(f"no list was known on {as_of}", "unknown is not the same as not listed")
    ledger = open_ledger(place)
    known = ages(ledger, snapshot, _moment(as_of))
    if said := remark(place, ledger):
        terminal.err().print(said)
    return Lists(snapshot, known, stale(place, known), as_of)


def _answer(
    place: Workspace, lists: Lists, one: Entity, said: str, limit: int, as_json: bool
) -> None:
    """Look one up, print the answer, and leave with the exit status that it means."""
    rules = Rules.of(place)
    screener = Screener.open(lists.snapshot.path)
    matches, following = with_the_next(screener, one, limit, rules)
    verdict = verdict_of_party(one, matches, lists.snapshot.id, lists.ages, lists.stale, rules)
    if as_json:
        terminal.write_json(_json(one, verdict, matches, following, lists.as_of))
    else:
        _show(place, said, verdict, matches, following)
    if verdict.answer == "unknown":
        raise typer.Exit(3)
    if matches:
        raise typer.Exit(1)


def _one(what: str, schema: str, given: dict[str, str]) -> Entity:
    """Whom to look up, told before anything is opened: what is no question is bad input."""
    if screen_file.looks_like_one(what):
        raise BadInput(what, "is a file", "say where its hits shall go: -o hits.csv")
    return asked(what, schema, given)


def asked(text: str, schema: str = "", given: dict[str, str] | None = None) -> Entity:
    """The query behind what a person typed.

    >>> dict(asked("IMO 9481922").properties), dict(asked("PORT OLYA-1").properties)
    ({'imoNumber': ('9481922',)}, {'name': ('PORT OLYA-1',)})
    >>> asked("EP-GOM").schema, asked("PORT OLYA-1").schema
    ('Airplane', 'Thing')
    """
    if schema and ((model := ftm.schema(schema)) is None or not model.matchable):
        raise BadInput(f"--schema {schema}", "cannot be screened", "use Person, Company, Vessel …")
    text = " ".join(text.split())
    found = {name: (value,) for name, value in (given or {}).items() if value}
    if "registrationNumber" in found:
        schema = schema or "Airplane"
    shapes = [
        (prop, kind, match[1].upper())
        for prop, kind, shape in SHAPES
        if (match := shape.fullmatch(text)) and (prop != "imoNumber" or imo.is_valid(match[1]))
    ]
    if text and not shapes:
        found["name"] = (text,)
    for prop, kind, number in shapes[:1]:
        found[prop], schema = (number,), schema or kind
    if not found:
        raise BadInput("NAME", "is empty", "give a name or an identifier")
    return Entity("", schema or ftm.ANYTHING, found)


def pairs(said: list[str] | None) -> dict[str, str]:
    """``-p`` as given: property to value; `BadInput` for what FollowTheMoney does not have."""
    names = {name for one in ftm.schemata().values() for name in one.properties}
    found = {}
    for item in said or ():
        name, _, value = item.partition("=")
        if name not in names or not value:
            raise BadInput(f"-p {item}", "is no property with a value", "write passportNumber=A12")
        found[name] = value
    return found


def _moment(as_of: str | None) -> str:
    if as_of is None:
        return now()
    return as_of if "T" in as_of else f"{as_of}T23:59:59Z"


def _json(
    query: Entity,
    verdict: Verdict,
    matches: list[Match],
    following: Match | None,
    as_of: str | None,
) -> dict[str, Any]:
    found = one_each(matches)
    shown = [*found, (following, (following.entity,))] if following else found
    answers = [
        {
            **hit.entity.to_json(),
            "score": hit.score,
            "explanation": hit.explanation,
            "lower_because": lower,
            "stands": [
                {"dataset": one.dataset, "release": one.release, "origin": one.origin}
                for one in places
            ],
        }
        for (hit, places), lower in zip(shown, in_turn([hit for hit, _ in shown]), strict=True)
    ]
    return {
        "query": {"schema": query.schema, "properties": dict(query.properties)},
        "as_of": as_of,
        "answer": verdict.answer,
        "snapshot": verdict.snapshot,
        "ages": dict(verdict.ages),
        "unchecked": dict(verdict.unchecked),
        "matches": answers[: len(found)],
        "next": answers[-1] if following else None,
    }


def _show(
    place: Workspace, name: str, verdict: Verdict, matches: list[Match], following: Match | None
) -> None:
    from vedette.cli.show import show_match
    from vedette.find.entries import entries_of

    out = terminal.out()
    entries = entries_of(
        place,
        snapshots.opened(place, verdict.snapshot).releases.values(),
        {hit.entity.id for hit in matches},
    )
    found = one_each(matches)
    for (hit, places), lower in zip(found, in_turn([hit for hit, _ in found]), strict=True):
        show_match(out, hit, places, entries, lower)
        out.print()
    if following and matches:
        why = "; ".join(why_lower(matches[-1].explanation, following.explanation))
        name_of_next = terminal.safe(following.entity.caption)
        out.print(
            f"Next, not reported: {following.score:.2f}  {name_of_next} ({terminal.safe(why)})"
        )
        out.print()
    answers = {"no_hit": "nothing found", "unknown": "unknown"}
    out.print(
        f"{terminal.safe(name)}: {answers.get(verdict.answer, verdict.answer)}, "
        f"{len(found)} on {', '.join(sorted(verdict.ages)) or 'no list'}."
    )
    terminal.warn_stale({source: verdict.ages[source] for source in verdict.unchecked})
