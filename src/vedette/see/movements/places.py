"""Lists of places: the World Port Index, Global Fishing Watch's anchorages, or one's own.

A CSV with names and coordinates becomes rows of `PLACES` in the table ``places``, beside those
that Vedette knows by itself. Columns are found by their headers (`HEADERS`) or as the person
said: ``--column PORT=name``. A file with a time in it is positions, not places.
"""

import csv
import io
import math
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyarrow as pa

from vedette.lake import releases, tables
from vedette.lake.workspace import Workspace
from vedette.model.errors import BadInput
from vedette.model.release import Release
from vedette.reference.countries import country_code
from vedette.reference.places import PLACES
from vedette.see.kinds import Intake, Sample, Taken
from vedette.see.movements.blocks import whole
from vedette.see.movements.columns import HEADERS as OF_POSITIONS
from vedette.see.movements.columns import headers_of, plain
from vedette.see.movements.heard import Tally

NAME = "places"
TITLE = "Ports, anchorages and airports in CSV"

HEADERS = {
    "id": "id s2id index_no port_id world_port_index_number",
    "name": "name label port port_name main_port_name place",
    "also": "also sublabel alternate_name alternate_port_name",
    "kind": "kind type",
    "country": "country iso3 country_code iso2 cty",
    "lat": "lat latitude y",
    "lon": "lon long longitude lng x",
    "code": "code unlocode un_locode locode iata",
}
"""Our columns and the headers that mean them."""

LIMIT = 256 << 20
"""Bytes of a list, unpacked; the largest known has 10 MB."""

KINDS = ("port", "anchorage", "airport")


def mapping(headers: list[str], said: Mapping[str, str]) -> dict[str, str]:
    """Which header stands for which of our columns."""
    named = {plain(header): header for header in headers}
    found = {
        column: next(named[name] for name in names.split() if name in named)
        for column, names in HEADERS.items()
        if set(names.split()) & set(named)
    }
    return found | {column: header for header, column in said.items() if column in HEADERS}


def recognises(sample: Sample) -> bool:
    """Do its headers name a place and say where it is, and never when?"""
    headers = headers_of(sample.path, sample.text)
    times = set(OF_POSITIONS["ts"].split())
    if any(plain(header) in times for header in headers) or len(headers) > 200:
        return False
    found = mapping(headers, {})
    ours = {"label", "port", "port_name", "main_port_name", "place"}
    named = found.get("name")
    return (
        {"lat", "lon"} <= set(found)
        and named is not None
        and (plain(named) in ours or "kind" in found)
    )


def take(workspace: Workspace, path: Path, intake: Intake) -> Taken:
    """Take a list of places; rows without a name or with an impossible place are set aside."""
    source = intake.source or path.stem.lower().replace(" ", "-")
    release = Release(
        source=source,
        sha256=releases.sha256_of(path),
        kind=NAME,
        filename=path.name,
        size=path.stat().st_size,
        retrieved=intake.retrieved,
        table="places",
        published=intake.published,
        address=intake.address,
        title=TITLE,
        invented=intake.invented,
    )
    before = [one for one in releases.kept(workspace, source) if one.sha256 == release.sha256]
    if before:
        return Taken(before[0], False)
    tally = Tally()
    rows = list(_rows(path, source, intake, tally))
    notes = tally.notes()
    if not rows:
        raise BadInput(str(path), "holds no place", "say which columns are which with --column")
    table = pa.Table.from_pylist(rows, schema=PLACES)
    tables.write_columns(workspace, "places", release, [table], PLACES)
    counts = Counter(row["kind"] for row in rows)
    release = replace(release, counts=dict(counts), notes=notes)
    releases.keep(workspace, release, path)
    return Taken(release, True, notes)


def _rows(path: Path, source: str, intake: Intake, tally: Tally) -> Iterator[dict[str, Any]]:
    text = whole(path, LIMIT, intake.progress).decode("utf-8-sig", "replace")
    reader = csv.DictReader(io.StringIO(text), delimiter=_mark(text))
    found = mapping(list(reader.fieldnames or ()), intake.columns)
    absent = [column for column in ("name", "lat", "lon") if column not in found]
    if absent:
        headers = ", ".join(reader.fieldnames or ())
        problem = f"has no column for {' and '.join(absent)}"
        raise BadInput(
            str(path), problem, f"say it with --column {absent[0]}=HEADER; it has {headers}"
        )
    anchorages = "s2id" in [plain(header) for header in reader.fieldnames or ()]
    for number, row in enumerate(reader, start=1):
        tally.lines += 1
        value = {column: (row.get(header) or "").strip() for column, header in found.items()}
        try:
            lat, lon = float(value["lat"]), float(value["lon"])
        except ValueError:
            lat = lon = 999.0
        if not (abs(lat) <= 90 and abs(lon) <= 180):
            tally.set_aside(
                "no place on the globe", samples=[(number + 1, ",".join(value.values()))]
            )
            continue
        if not value["name"]:
            tally.set_aside("no name", samples=[(number + 1, ",".join(value.values()))])
            continue
        kind = value.get("kind", "").lower()
        yield {
            "id": f"{source}:{value.get('id') or number}",
            "name": value["name"],
            "kind": kind if kind in KINDS else "anchorage" if anchorages else "port",
            "country": country_code(value.get("country", "")) or None,
            "lat": lat,
            "lon": lon,
            "code": value.get("code") or None,
            "also": [value["also"]] if value.get("also") else [],
            "source": source,
            "address": intake.address or None,
        }


def _degrees(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return math.inf


def _mark(text: str) -> str:
    first = text.split("\n", 1)[0]
    return max(",;\t|", key=first.count)
