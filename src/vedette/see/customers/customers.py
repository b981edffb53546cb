"""Rows as inquiries: which column is what, and whom a row asks about.

Reach for `inquiries`. Columns are told by their headers from one table (``columns.toml``), in
nine languages; what a person maps comes first; what is not known is left out and reported. It
refuses a file in which no column names anybody.
"""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from vedette.model.entity import NAME_PROPERTIES, Entity, full_name, unique
from vedette.model.errors import BadInput
from vedette.model.inquiry import Inquiry
from vedette.reference import followthemoney as ftm
from vedette.reference.countries import country_code
from vedette.reference.folding import folded
from vedette.see.customers.rows import Cells, Row, rows

PARTY = "LegalEntity"
"""What a row is when nothing says more: a person or an organisation."""

KINDS = {
    "Person": "person, individual, natural person, p, human, personne, particulier, "
    "personne physique, natürliche person, privatperson, persona, persona fisica, физическое лицо, "
    "физлицо, kişi, gerçek kişi, شخص, فرد, 个人",
    "Organization": "organisation, organization, company, corporate, entity, legal person, "
    "legal entity, business, firm, c, o, e, entreprise, société, personne morale, unternehmen, "
    "firma, juristische person, empresa, persona juridica, организация, компания, "
    "юридическое лицо, юрлицо, şirket, tüzel kişi, شرکت, شركة, 公司, 企业",
    "Vessel": "vessel, ship, v, navire, schiff, buque, судно, gemi, کشتی, سفينة, 船, 船舶",
    "Airplane": "aircraft, airplane, plane, a, aéronef, avion, flugzeug, aeronave, самолет, "
    "самолёт, uçak, هواپیما, طائرة, 飞机",
}
"""Words in a column of kinds. FollowTheMoney's own names are taken as they are."""

IDENTIFIERS = frozenset(
    (
        *("passportNumber", "idNumber", "taxNumber", "innCode", "ogrnCode", "registrationNumber"),
        *("leiCode", "swiftBic", "imoNumber", "mmsi", "callSign", "serialNumber", "icaoCode"),
    )
)
"""With one of these a row asks about somebody even if it has no name."""


def inquiries(
    path: Path, mapped: Mapping[str, str] | None = None, schema: str = "", encoding: str = ""
) -> Iterator[Inquiry]:
    """Every row of a file as an inquiry.

    `mapped` is header to property, "" for a column to be left out; `schema` holds for rows that
    do not say what they are.
    """
    refuse_unknown(mapped or {}, schema)
    known: dict[tuple[str, ...], dict[str, str]] = {}
    for row in rows(path, encoding):
        if row.problem:
            yield Inquiry(row.line, _texts(row.cells), None, row.problem, row.read)
            continue
        if isinstance(row.cells.get("properties"), dict):
            yield _of_ftm(row, schema)
            continue
        headers = tuple(row.cells)
        if headers not in known:
            known[headers] = columns(headers, mapped)
            refuse_nameless(path, headers, known[headers])
        yield _of_row(row, known[headers], schema)


def columns(headers: Iterable[str], mapped: Mapping[str, str] | None = None) -> dict[str, str]:
    """Header to property, as far as it is known.

    >>> columns(["Kundennr.", "Vorname", "Nachname", "Geburtsdatum", "Umsatz"])
    {'Kundennr.': 'id', 'Vorname': 'firstName', 'Nachname': 'lastName', 'Geburtsdatum': 'birthDate'}
    """
    said = {folded(header): name for header, name in (mapped or {}).items()}
    found: dict[str, str] = {}
    for header in headers:
        name = said.get(folded(header), _table().get(folded(header), ""))
        if name and (name not in found.values() or folded(header) in said):
            found[header] = name
    return found


def refuse_unknown(mapped: Mapping[str, str], schema: str) -> None:
    """`BadInput` for a mapping or a schema that FollowTheMoney does not have."""
    if schema and ((model := ftm.schema(schema)) is None or not model.matchable):
        raise BadInput(f"--schema {schema}", "cannot be screened", "use Person, Company, Vessel …")
    names = {name for one in ftm.schemata().values() for name in one.properties}
    for header, name in mapped.items():
        if name and name not in names | {"id", "schema", "aircraftRegistration"}:
            raise BadInput(
                f"--column {header}={name}",
                f"{name} is no property of FollowTheMoney",
                "use name, birthDate, country, imoNumber …",
            )


def refuse_nameless(path: Path, headers: Iterable[str], found: Mapping[str, str]) -> None:
    """`BadInput` when no column names or numbers anybody."""
    names = {*NAME_PROPERTIES, "firstName", "lastName", "aircraftRegistration", *IDENTIFIERS}
    if not names & set(found.values()):
        shown = ", ".join(headers)[:200]
        raise BadInput(
            str(path),
            f"has no column in which a name is recognised ({shown})",
            "say which with --column 'Their header=name'",
        )


def _of_row(row: Row, found: Mapping[str, str], schema: str) -> Inquiry:
    said = _texts(row.cells)
    values: dict[str, list[str]] = {}
    for header, name in found.items():
        cell = row.cells.get(header)
        texts = [_text(one) for one in cell] if isinstance(cell, list) else [_text(cell)]
        if name == "alias":
            texts = [part for text in texts for part in re.split(r"[;|]", text)]
        values.setdefault(name, []).extend(text for text in texts if text)
    identity = next(iter(values.pop("id", [])), "")
    kind = _kind(values, schema)
    if "aircraftRegistration" in values:
        values.setdefault("registrationNumber", []).extend(values.pop("aircraftRegistration"))
    properties = {
        name: unique(_clean(name, one) for one in texts) for name, texts in values.items()
    }
    properties = {name: texts for name, texts in properties.items() if texts}
    if not any(name in properties for name in NAME_PROPERTIES) and (whole := full_name(properties)):
        properties["name"] = (whole,)
    if not properties.keys() & {*NAME_PROPERTIES, *IDENTIFIERS}:
        return Inquiry(row.line, said, None, "names nobody", row.read)
    return Inquiry(row.line, said, Entity(identity, kind, properties), "", row.read)


def _of_ftm(row: Row, schema: str) -> Inquiry:
    said = {"id": _text(row.cells.get("id")), "json": _text(row.cells)}
    try:
        entity = Entity.from_json(row.cells)
    except (TypeError, ValueError):
        return Inquiry(row.line, said, None, "is no FollowTheMoney entity", row.read)
    if ftm.schema(entity.schema) is None:
        entity = Entity(entity.id, schema or PARTY, entity.properties)
    if not entity.properties.keys() & {*NAME_PROPERTIES, *IDENTIFIERS}:
        return Inquiry(row.line, said, None, "names nobody", row.read)
    return Inquiry(row.line, said, entity, "", row.read)


def _kind(values: dict[str, list[str]], schema: str) -> str:
    said = " ".join(values.pop("schema", []))
    model = ftm.schema(said)
    if model is not None and model.matchable:
        return said
    if folded(said) in _kinds():
        return _kinds()[folded(said)]
    if schema:
        return schema
    if values.get("imoNumber") or values.get("mmsi"):
        return "Vessel"
    if values.get("aircraftRegistration") or values.get("icaoCode"):
        return "Airplane"
    if values.get("birthDate") or values.get("firstName") or values.get("passportNumber"):
        return "Person"
    return PARTY


def _clean(name: str, text: str) -> str:
    if name in ("country", "nationality", "flag"):
        return country_code(text) or text
    if name == "birthDate":
        return day(text)
    return text


def day(text: str) -> str:
    """A date as FollowTheMoney writes it. Of 3/4/1965 only the year is sure, and only it is kept.

    >>> day("22.09.1985"), day("3/4/1965"), day("25/12/1970"), day("1965"), day("1971-02-03T00:00")
    ('1985-09-22', '1965', '1970-12-25', '1965', '1971-02-03')
    """
    text = text.strip()
    if found := re.match(r"(\d{4})[-/.]?(\d{2})?[-/.]?(\d{2})?(?!\d)", text):
        return "-".join(part for part in found.groups() if part)
    if found := re.fullmatch(r"(\d{1,2})([./-])(\d{1,2})\2(\d{4})", text):
        first, mark, second, year = int(found[1]), found[2], int(found[3]), found[4]
        if mark == "." or first > 12 or first == second:
            return f"{year}-{second:02}-{first:02}"
        return f"{year}-{first:02}-{second:02}" if second > 12 else year
    return text


def _texts(cells: Cells) -> dict[str, str]:
    """The row as text that can be written anywhere, also where the file's was none."""
    return {
        str(name): _text(value).encode("utf-8", "replace").decode() for name, value in cells.items()
    }


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.isoformat(timespec="seconds")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list | dict):
        import orjson

        return orjson.dumps(value, default=str, option=orjson.OPT_NON_STR_KEYS).decode()
    return str(value).strip()


@cache
def _table() -> dict[str, str]:
    text = files("vedette.see.customers").joinpath("columns.toml").read_text("utf-8")
    return {folded(said): name for name, many in tomllib.loads(text).items() for said in many}


@cache
def _kinds() -> dict[str, str]:
    return {folded(word): kind for kind, words in KINDS.items() for word in words.split(",")}
