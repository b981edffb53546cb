"""Positions in columns: CSV, Parquet or JSON, whoever made it, read by DuckDB on all cores.

JSON is a list of flat objects or one on each line, such as Global Fishing Watch's messages.

`columns` are found by their headers (`HEADERS`), which cover NOAA's Marine Cadastre and the
Danish Maritime Authority, or as the person said: ``--column ID=mmsi``. It refuses files in
which time, place or ship cannot be found, and dates with slashes whose order fits neither way.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from vedette.model.errors import BadInput
from vedette.reference.ships import ship_type
from vedette.see.kinds import Intake, Sample
from vedette.see.movements.blocks import compression
from vedette.see.movements.heard import FIXES, SAMPLES, STATEMENTS, Heard, Tally
from vedette.see.recognise import sample_of

BATCH = 500_000
"""Rows in memory at once."""

HEADERS = {
    "mmsi": "mmsi ssvid user_id",
    "icao24": "icao24 icao hex",
    "ts": "ts timestamp time basedatetime datetime date_time_utc ais_pos_timestamp received_at"
    " postime time_position base_date_time",
    "lat": "lat latitude y",
    "lon": "lon long longitude lng x",
    "sog": "sog speed speed_over_ground groundspeed velocity",
    "cog": "cog course course_over_ground track",
    "heading": "heading true_heading hdg",
    "altitude": "altitude baroaltitude alt_baro",
    "receiver": "receiver station receiver_id",
    "imo": "imo imo_number",
    "name": "name vesselname vessel_name shipname",
    "callsign": "callsign call_sign",
    "type": "type shiptype ship_type vesseltype vessel_type",
    "draught": "draught draft",
    "destination": "destination",
    "length": "length",
    "registration": "registration reg tail tail_number",
    "serial": "serial serial_number msn",
    "mobile": "type_of_mobile",
}
"""Our columns and the headers that mean them, in lower case, blanks and points as ``_``."""

UNITS = {"velocity": 3600 / 1852, "baroaltitude": 1 / 0.3048}
"""Headers of OpenSky's tables, in metres: what makes knots and feet of them."""

SAID = ("imo", "name", "callsign", "type", "draught", "destination", "length", "registration",
        "serial")  # fmt: skip
"""Columns that say what the subject is."""

NEEDED = ("ts", "lat", "lon")

STANDING = ("base station", "aton")
"""What the Danish column "Type of mobile" calls stations that do not travel."""


def mapping(headers: Sequence[str], said: Mapping[str, str]) -> dict[str, str]:
    """Which header stands for which of our columns; `said` (header to column) comes first.

    >>> mapping(["# Timestamp", "MMSI", "Latitude", "Longitude", "Ship type"], {})["type"]
    'Ship type'
    """
    named = {plain(header): header for header in headers if header not in said}
    found = {
        column: next(named[name] for name in names.split() if name in named)
        for column, names in HEADERS.items()
        if set(names.split()) & set(named)
    }
    for header, column in said.items():
        where = f"--column {header}={column}"
        if column not in HEADERS:
            raise BadInput(where, "is no column of positions", f"use one of {', '.join(HEADERS)}")
        if header not in headers:
            raise BadInput(where, "names no column of it", f"it has {', '.join(headers)}")
        found[column] = header
    return found


def plain(header: str) -> str:
    """A header in lower case, everything but letters and digits as ``_``.

    >>> plain("# Timestamp"), plain("Ship type")
    ('timestamp', 'ship_type')
    """
    return re.sub(r"[^a-z0-9]+", "_", header.lower()).strip("_")


def complete(found: Mapping[str, str]) -> bool:
    """Does a mapping say who was where, and when?"""
    return all(column in found for column in NEEDED) and ("mmsi" in found or "icao24" in found)


def headers_of(path: Path, text: str) -> list[str]:
    """The headers of a CSV or JSON file (from its first lines) or of a Parquet file; none if it is
    none of these."""
    with path.open("rb") as file:
        if file.read(4) == b"PAR1":
            try:
                return list(pq.read_schema(path).names)
            except pa.ArrowException as error:
                raise BadInput(str(path), f"is no whole Parquet file ({error})") from None
    if _is_json(text):
        return _names(text)
    first = text.lstrip("\ufeff").split("\n", 1)[0].strip()
    mark = max(",;\t|", key=first.count)
    return [header.strip().strip('"') for header in first.split(mark)] if mark in first else []


def _is_json(text: str) -> bool:
    return text.lstrip("\ufeff \t\r\n").startswith(("{", "["))


def _names(text: str) -> list[str]:
    """The names in the first object of a JSON text.

    >>> _names('[{"ssvid": "412331104", "timestamp": 1704412120.0, "lat": null}, {"la')
    ['ssvid', 'timestamp', 'lat']
    """
    try:
        first, _ = json.JSONDecoder().raw_decode(text, max(text.find("{"), 0))
    except (ValueError, RecursionError):
        return []
    return list(first) if isinstance(first, dict) else []


def recognises(sample: Sample) -> bool:
    """Do its headers say who was where, and when?"""
    return complete(mapping(headers_of(sample.path, sample.text), {}))


def read(path: Path, intake: Intake, tally: Tally) -> Iterator[Heard]:
    """The rows of the file as fixes and statements."""
    headers = headers_of(path, sample_of(path).text)
    found = mapping(headers, intake.columns)
    if not complete(found):
        absent = [name for name in NEEDED if name not in found]
        absent += [] if {"mmsi", "icao24"} & set(found) else ["mmsi"]
        remedy = f"say it with --column HEADER={absent[0]}; it has " + ", ".join(headers)
        raise BadInput(str(path), f"has no column for {' and '.join(absent)}", remedy)
    with duckdb.connect() as engine:
        engine.execute("SET TimeZone = 'UTC'")
        source = _source(engine, path, found)
        first = 2 if source.startswith("read_csv") else 1  # a header is a line too
        engine.execute(f"CREATE TEMP VIEW rows AS SELECT {_texts(found)} FROM {source}")
        try:
            order = _order(engine, path, tally)
            query = f"SELECT {_columns(found, order)} FROM rows"
            for batch in engine.sql(query).to_arrow_reader(BATCH):
                yield _heard(pa.Table.from_batches([batch]), tally, first)
        except duckdb.Error as error:
            problem = str(error).split("\n", 1)[0]
            raise BadInput(str(path), f"cannot be read ({problem})", "fetch it again") from None
        if source.startswith("read_csv"):
            _rejected(engine, tally)


def _source(engine: duckdb.DuckDBPyConnection, path: Path, found: Mapping[str, str]) -> str:
    quoted = str(path).replace("'", "''")
    with path.open("rb") as file:
        head = file.read(4)
    if head == b"PAR1":
        return f"read_parquet('{quoted}')"
    packed = compression(head) or "none"
    if _is_json(sample_of(path).text):
        _not_cut(path, head)
        names = ", ".join(f"{_quoted(header)}: 'VARCHAR'" for header in sorted(set(found.values())))
        return f"read_json('{quoted}', compression = '{packed}', columns = {{{names}}})"
    return (
        f"read_csv('{quoted}', header = true, all_varchar = true, compression = '{packed}',"
        " store_rejects = true, null_padding = false)"
    )


def _not_cut(path: Path, head: bytes) -> None:
    """A list that was cut between two objects is read by DuckDB as if it ended there."""
    if head.lstrip().startswith(b"["):
        with path.open("rb") as file:
            file.seek(max(path.stat().st_size - 4_096, 0))
            end = file.read().rstrip()
        if not end.endswith(b"]"):
            raise BadInput(str(path), "cannot be read (the list has no end)", "fetch it again")


def _texts(found: Mapping[str, str]) -> str:
    return ", ".join(
        f"CAST({_quoted(header)} AS VARCHAR) AS {column}" for column, header in found.items()
    )


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


_SLASHES = {"day": "%d/%m/%Y", "month": "%m/%d/%Y"}


def _order(engine: duckdb.DuckDBPyConnection, path: Path, tally: Tally) -> str:
    """Does the day or the month come first in dates with slashes? All of them are looked at."""
    fits = {
        order: f"count(*) FILTER (try_strptime(split_part(ts, ' ', 1), '{form}') IS NULL)"
        for order, form in _SLASHES.items()
    }
    query = f"SELECT count(*), {', '.join(fits.values())} FROM rows WHERE ts LIKE '__/__/____%'"
    many, day, month = engine.execute(query).fetchall()[0]
    if many and day and month:
        raise BadInput(str(path), "mixes day/month/year and month/day/year", "split it first")
    if many and not day and not month:
        tally.remarks.append("dates such as 03/04/2021 were read as day/month/year")
    return "month" if day and not month else "day"


def _columns(found: Mapping[str, str], order: str) -> str:
    """Our columns as SQL over the texts of `rows`; `reason` says why a row cannot be used."""
    text = {column: f"nullif(trim({column}), '')" for column in found}

    def number(column: str, below: float = 1e9) -> str:
        if column not in found:
            return "NULL::FLOAT"
        unit = UNITS.get(plain(found[column]), 1)
        cast = f"(try_cast({text[column]} AS DOUBLE) * {unit})"
        return f"CASE WHEN abs({cast}) < {below} THEN {cast} END"

    forms = ", ".join(
        f"'{_SLASHES[order]} {clock}'" for clock in ("%H:%M:%S", "%H:%M", "%H:%M:%S.%f")
    )
    ts = text["ts"]
    epoch = f"try_cast({ts} AS DOUBLE)"
    scale = f"CASE WHEN {epoch} < 1e11 THEN 1e6 WHEN {epoch} < 1e14 THEN 1e3 ELSE 1 END"
    when = (
        f"coalesce(try_cast({ts} AS TIMESTAMPTZ), try_strptime({ts}, [{forms}])::TIMESTAMPTZ,"
        f" make_timestamptz(round({epoch} * {scale})::BIGINT))"
    )
    mmsi = f"try_cast({text['mmsi']} AS BIGINT)" if "mmsi" in found else "NULL"
    subject = (
        f"CASE WHEN {mmsi} BETWEEN 1 AND 999999999"
        f" THEN 'mmsi:' || lpad({mmsi}::VARCHAR, 9, '0') END"
        if "mmsi" in found
        else f"CASE WHEN regexp_full_match(lower({text['icao24']}), '[0-9a-f]{{6}}')"
        f" THEN 'icao24:' || lower({text['icao24']}) END"
    )
    fast = 102.25 if "mmsi" in found else 1e9
    said = [f"coalesce({text[column]}, '')" if column in found else "''" for column in SAID]
    standing = ", ".join(f"'{name}'" for name in STANDING)
    mobile = f"lower({text['mobile']}) IN ({standing})" if "mobile" in found else "false"
    lat, lon = number("lat", 90.0000001), number("lon", 180.0000001)
    columns = {
        "subject": subject,
        "ts": when,
        "lat": f"CASE WHEN {lon} IS NOT NULL THEN {lat} END",
        "lon": f"CASE WHEN {lat} IS NULL THEN NULL WHEN {lon} = 180 THEN -180 ELSE {lon} END",
        "sog": number("sog", fast),
        "cog": number("cog", 360),
        "heading": number("heading", 360),
        "altitude": number("altitude"),
        "receiver": text.get("receiver", "NULL::VARCHAR"),
        "said": f"array_to_string([{', '.join(said)}], chr(31))",
        "row": "concat_ws(',', "
        + ", ".join(c for c in ("mmsi", "icao24", "ts") if c in found)
        + ")",
        "standing": mobile,
    }
    return ", ".join(f"{sql} AS {column}" for column, sql in columns.items())


def _heard(rows: pa.Table, tally: Tally, first: int) -> Heard:
    """One batch, the rows that cannot be used counted and left out; `first` is the line of the
    file's first row."""
    reasons = {
        "the station does not travel": rows["standing"],
        "no MMSI or ICAO address": pc.is_null(rows["subject"]),
        "the time is not understood": pc.is_null(rows["ts"]),
    }
    unusable = None
    for reason, wrong in reasons.items():
        wrong = pc.fill_null(wrong, False)
        if unusable is not None:
            wrong = pc.and_not(wrong, unusable)
        many = pc.sum(wrong).as_py() or 0
        if many:
            place = pc.index(wrong, True).as_py()
            sample = [(tally.lines + place + first, rows["row"][place].as_py() or "")]
            tally.set_aside(reason, many, sample)
        unusable = wrong if unusable is None else pc.or_(unusable, wrong)
    tally.lines += len(rows)
    good = rows.filter(pc.invert(unusable))
    return Heard(good.select(FIXES.names).cast(FIXES), _statements(good))


def _statements(rows: pa.Table) -> pa.Table:
    """What these rows say of their subjects, each different saying once, from when to when."""
    groups = rows.group_by(["subject", "said"], use_threads=False).aggregate(
        [("ts", "min"), ("ts", "max"), ("ts", "count")]
    )
    parts = [text.split("\x1f") for text in groups["said"].to_pylist()]
    tables = [STATEMENTS.empty_table()]
    for place, attribute in enumerate(SAID):
        values = pa.array([_word(attribute, part[place]) for part in parts], pa.string())
        columns = [
            groups["subject"],
            pa.repeat(attribute, len(values)),
            values,
            groups["ts_min"],
            groups["ts_max"],
            groups["ts_count"],
        ]
        tables.append(pa.table(columns, schema=STATEMENTS).filter(pc.is_valid(values)))
    return pa.concat_tables(tables)


def _word(attribute: str, value: str) -> str | None:
    """A value as `identities` has it; None where it says nothing.

    >>> _word("imo", "IMO9481910"), _word("type", "70"), _word("draught", "6.70")
    ('9481910', 'cargo', '6.7')
    >>> _word("name", "Unknown"), _word("imo", "0"), _word("length", "0")
    (None, None, None)
    """
    value = value.strip()
    if value.lower() in ("", "unknown", "undefined", "nan", "null", "none"):
        return None
    if attribute == "imo":
        value = value.upper().removeprefix("IMO").strip()
        return value if value.strip("0") else None
    if attribute == "type":
        return ship_type(int(value)) if value.isdigit() else value.lower()
    if attribute in ("draught", "length"):
        try:
            number = float(value)
        except ValueError:
            return None
        return (
            f"{number:.1f}"
            if attribute == "draught" and number > 0
            else f"{number:.0f}"
            if number > 0
            else None
        )
    return value


def _rejected(engine: duckdb.DuckDBPyConnection, tally: Tally) -> None:
    """Rows that DuckDB could not cut into columns, each once, by DuckDB's reasons."""
    query = f"""
        WITH last AS (SELECT max(scan_id) AS id FROM reject_errors), bad AS (
            SELECT line, min(error_type)::VARCHAR AS reason, min(csv_line) AS text
            FROM reject_errors, last WHERE scan_id = last.id GROUP BY line
        )
        SELECT lower(reason), count(*), min_by(line, line, {SAMPLES}), min_by(text, line, {SAMPLES})
        FROM bad GROUP BY reason
    """
    for reason, many, lines, texts in engine.execute(query).fetchall():
        tally.set_aside(reason, many, zip(lines, texts, strict=True))
