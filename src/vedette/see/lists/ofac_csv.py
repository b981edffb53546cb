"""OFAC lists as CSV: a main file, and beside it aliases, addresses and long remarks.

Specification: https://ofac.treasury.gov/specially-designated-nationals-list-data-formats-data-schemas
(``dat_spec.txt``). There is no header line; ``-0-`` means nothing; a file may end with the
byte 1A. The main file has 12 columns, aliases 5, addresses 6 and the rest of cut remarks 2,
joined by OFAC's number. The files may come from different releases: what has no record is
counted and left out.
"""

import io
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import IO

from vedette.model.entity import Entity
from vedette.model.errors import BadInput
from vedette.see.kinds import Sample
from vedette.see.lists.draft import Reading, address_of, finished
from vedette.see.lists.links import Links
from vedette.see.lists.ofac import (
    ALIAS,
    CONSOLIDATED,
    EXPORTS,
    SDN,
    add_name,
    add_programmes,
    begin,
)
from vedette.see.lists.ofac_facts import Record, apply
from vedette.see.lists.ofac_remarks import facts_in, whole
from vedette.see.lists.source import Format
from vedette.see.text import rows

COLUMNS = {"main": 12, "alt": 5, "add": 6, "comments": 2}
"""Columns of each file by its role."""


def read(stream: IO[bytes], reading: Reading) -> Iterator[Entity]:
    """Entities in the order of the main file, then the links between them."""
    beside = {role: _by_number(role, reading) for role in ("alt", "add", "comments")}
    links = Links("ofac")
    for line, row in _rows(stream, reading.where, "main", reading):
        number, name, kind, programmes = row[:4]
        record = begin(number, kind or "entity", name, f"line {line}", links, reading)
        add_programmes(record, programmes.split("] ["))
        _fields(record, row)
        rest = "".join(text for _, text in beside["comments"].pop(number, ()))
        if len(row[11]) >= 1000 and not rest:
            reading.note("remarks cut at 1,000 characters and not continued", record.party.id)
        for fact in facts_in(whole(row[11], rest)):
            apply(fact, record)
        _aliases(record, beside["alt"].pop(number, []))
        addresses = [
            address_of(record.party, "ofac", street=street, city=city, remarks=remark, country=land)
            for _, _, street, city, land, remark in beside["add"].pop(number, [])
        ]
        drafts = [record.party, record.listing, *record.beside, *addresses]
        yield from finished(drafts, reading)
    for role, left in beside.items():
        for number in left:
            reading.note(f"numbers in the {role} file without a record, left out", number)
    yield from finished(links.drafts(reading), reading)


def _fields(record: Record, row: list[str]) -> None:
    party = record.party
    _, _, _, _, title, sign, kind, tonnage, gross, flag, owner, _ = row
    if party.schema == "Person":
        party.add("position", title)
        return
    party.add("notes", title)
    party.add("callSign", sign)
    party.add("type", kind)
    party.add("tonnage", tonnage.replace(",", ""))
    party.add("grossRegisteredTonnage", gross.replace(",", ""))
    party.add_countries("flag", flag)
    record.links.wait(party.id, "owner", owner, party.origin)


def _aliases(record: Record, aliases: list[list[str]]) -> None:
    for _, _, kind, name, _ in aliases:
        add_name(record.party, ALIAS.get(kind.casefold(), "alias"), name)
        record.links.know(name, record.party.id, alias=True)


def _by_number(role: str, reading: Reading) -> dict[str, list[list[str]]]:
    found: dict[str, list[list[str]]] = defaultdict(list)
    stream = reading.beside.get(role)
    if stream is not None:
        for _, row in _rows(stream, f"{reading.where} ({role})", role, reading):
            found[row[0]].append(row)
    return found


def _rows(
    stream: IO[bytes], where: str, role: str, reading: Reading
) -> Iterator[tuple[int, list[str]]]:
    _ends_well(stream, where)
    for line, row in rows(stream, where, remark=reading.note):
        if row == ["\x1a"]:
            continue
        if len(row) != COLUMNS[role] or not row[0].strip().isdecimal():
            raise BadInput(
                f"{where}, line {line}",
                f"has {len(row)} columns and begins with {row[0][:20]!r}; "
                f"expected {COLUMNS[role]} and a number",
                "the file is cut or no file of OFAC's; fetch it again",
            )
        yield line, ["" if cell.strip() == "-0-" else cell.strip() for cell in row]


def _ends_well(stream: IO[bytes], where: str) -> None:
    """OFAC ends every line, the last one too; a file that does not was cut."""
    stream.seek(0, io.SEEK_END)
    size = stream.tell()
    stream.seek(max(0, size - 2))
    if not stream.read(2).endswith((b"\n", b"\x1a", b"\n\0", b"\0\n")):
        stream.seek(0)
        line = sum(data.count(b"\n") for data in iter(lambda: stream.read(1 << 20), b"")) + 1
        raise BadInput(f"{where}, line {line}", "the file ends in mid-line", "fetch it again")
    stream.seek(0)


def role_of(head: str) -> str:
    """The role of a file by its first lines, or ``""``.

    >>> role_of('36,25,-0- ,"Havana","Cuba",-0- '), role_of('36,12,"aka","AERO-CARIBBEAN",-0- ')
    ('add', 'alt')
    """
    import csv

    lines = head.lstrip("\ufeff").splitlines()[:-1][:5] or head.splitlines()
    try:
        table = [row for row in csv.reader(lines) if row and row != ["\x1a"]]
    except csv.Error:
        return ""
    for role, columns in COLUMNS.items():
        if table and all(len(row) == columns and row[0].strip().isdecimal() for row in table):
            if role == "alt" and table[0][2].strip() not in ALIAS:
                continue
            if role == "add" and not table[0][1].strip().isdecimal():
                continue
            if role == "main" and "-0-" not in head:
                continue
            return role if role != "comments" or table[0][1][:1] != "" else ""
    return ""


def _is_consolidated(path: Path, head: str) -> bool:
    return path.name.lower().startswith("cons") or "NS-PLC" in head


def recognises_sdn(sample: Sample) -> bool:
    """Any of the four files of the SDN list."""
    return bool(role_of(sample.text)) and not _is_consolidated(sample.path, sample.text)


def recognises_consolidated(sample: Sample) -> bool:
    """Any of the four files of the non-SDN lists."""
    return bool(role_of(sample.text)) and _is_consolidated(sample.path, sample.text)


def companions(path: Path) -> Mapping[str, Path]:
    """The files of the same list in the folder of `path`, by role."""
    found: dict[str, Path] = {}
    mine = _head(path)
    found[role_of(mine) or "main"] = path
    consolidated = _is_consolidated(path, mine)
    for other in sorted(path.parent.iterdir()):
        if other.suffix.lower() == ".csv" and other.is_file() and other != path:
            head = _head(other)
            role = role_of(head)
            if role and role not in found and _is_consolidated(other, head) == consolidated:
                found[role] = other
    if "main" not in found:
        raise BadInput(str(path), "is here without the list it belongs to", "put sdn.csv beside it")
    return found


def _head(path: Path) -> str:
    from vedette.see.recognise import sample_of

    return sample_of(path).text


OFAC_SDN_CSV = Format(
    name="ofac-sdn-csv",
    title="OFAC SDN List, CSV (sdn, alt, add, sdn_comments)",
    source=SDN,
    recognises=recognises_sdn,
    read=read,
    addresses=tuple(
        EXPORTS + name for name in ("SDN.CSV", "ALT.CSV", "ADD.CSV", "SDN_COMMENTS.CSV")
    ),
    verified="releases of July 2021 and 2023-01-21",
    companions=companions,
)
OFAC_CONSOLIDATED_CSV = Format(
    name="ofac-cons-csv",
    title="OFAC Consolidated Non-SDN List, CSV (cons_prim, cons_alt, cons_add, cons_comments)",
    source=CONSOLIDATED,
    recognises=recognises_consolidated,
    read=read,
    addresses=tuple(
        EXPORTS + name
        for name in ("CONS_PRIM.CSV", "CONS_ALT.CSV", "CONS_ADD.CSV", "CONS_COMMENTS.CSV")
    ),
    verified="a release of 2023 (cons_prim, cons_alt)",
    companions=companions,
)
