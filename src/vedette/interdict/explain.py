"""From the facts of a finding to what a reviewer reads: the same for terminal and dossier.

Reach for `explained`; it turns data into short rows of text and adds no judgement of its own.
A finding about a list entry has tokens side by side and fields that agree, differ or are not
said; one about reports has their claims in words; any other finding shows its facts by name.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from vedette.find.names.wording import how_said
from vedette.interdict.told import rows, speaks_of_reports
from vedette.model.finding import Finding

WORDS = {
    "imoNumber": "IMO number",
    "mmsi": "MMSI",
    "callSign": "call sign",
    "registrationNumber": "registration",
    "serialNumber": "serial number (MSN)",
    "icaoCode": "Mode S address",
    "taxNumber": "tax number",
    "innCode": "INN",
    "ogrnCode": "OGRN",
    "swiftBic": "SWIFT code",
    "birthDate": "birth date",
    "birthPlace": "birth place",
    "passportNumber": "passport",
    "idNumber": "identity number",
}
"""Properties in a reviewer's words; others are split at their capitals."""

_PARTS = ("entry_facts", "subject_facts")
_LONG = 300
"""Characters of one fact that are shown; the whole stands in the JSON."""


@dataclass(frozen=True, slots=True)
class Row:
    """One field: what was asked, what the list says."""

    field: str
    asked: str
    listed: str


@dataclass(frozen=True, slots=True)
class Explained:
    """A finding in rows. `tokens` are (asked, listed, how they agree) in order; `lower` says why
    it stands below a better one."""

    title: str
    tokens: tuple[tuple[str, str, str], ...] = ()
    agree: tuple[Row, ...] = ()
    differ: tuple[Row, ...] = ()
    missing: tuple[Row, ...] = ()
    against: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    lower: tuple[str, ...] = ()
    entry: Mapping[str, str] | None = None
    facts: tuple[tuple[str, str], ...] = ()


def explained(finding: Finding) -> Explained:
    """The finding in rows."""
    facts = finding.facts
    if speaks_of_reports(finding):
        entry = facts.get("entry")
        said = explained_match(finding.title, {}, entry) if entry else Explained(finding.title)
        return replace(said, facts=tuple(rows(finding)))
    if isinstance(facts.get("entry"), Mapping):  # a port visit's `entry` is yes or no
        said = explained_match(finding.title, facts.get("explanation", {}), facts["entry"])
        return replace(said, lower=tuple(facts.get("lower_because", ())))
    rest = {name: value for name, value in facts.items() if name not in _PARTS}
    return Explained(finding.title, facts=tuple(_flat(rest)))


def explained_match(
    title: str, explanation: Mapping[str, Any], entry: Mapping[str, Any]
) -> Explained:
    """A likeness with a list entry in rows; `explanation` is a `Comparison`'s."""
    rows: dict[str, list[Row]] = {"agree": [], "conflict": [], "missing": []}
    for name, field in explanation.get("fields", {}).items():
        row = Row(word(name), _text(field.get("query")), _text(field.get("candidate")))
        rows.setdefault(str(field.get("verdict")), []).append(row)
    tokens = list(_tokens(explanation.get("tokens", ())))
    names = (_text(explanation.get("query")), _text(explanation.get("candidate")), "")
    return Explained(
        title=title,
        tokens=tuple(tokens) or ((names,) if any(names) else ()),
        agree=tuple(rows["agree"]),
        differ=tuple(rows["conflict"]),
        missing=tuple(rows["missing"]),
        against=tuple(_text(sentence) for sentence in explanation.get("against", ())),
        remarks=tuple(_text(sentence) for sentence in explanation.get("remarks", ())),
        entry=entry
        and {
            "name": _text(entry.get("caption")),
            "list": _text(entry.get("dataset")),
            "entry": _text(entry.get("id")),
            "programme": _text(entry.get("programmes")),
            "listed": _text(entry.get("listed")),
        },
    )


def _tokens(tokens: Iterable[Mapping[str, Any]]) -> Iterable[tuple[str, str, str]]:
    """Word beside word. Those that contradict each other stand together, as far as they go."""
    tokens = list(tokens)
    against = [t for t in tokens if t.get("how") == "contradicted" and not t.get("query")]
    paired: list[Mapping[str, Any]] = []
    for token in tokens:
        asked, listed, how = (_text(token.get(one)) for one in ("query", "candidate", "how"))
        if how == "contradicted" and asked and against:
            paired.append(against[0])
            yield asked, _text(against.pop(0).get("candidate")), "another word"
        elif not any(token is one for one in paired):
            yield asked, listed, how_said(token)


def word(name: str) -> str:
    """A property in a reviewer's words.

    >>> word("imoNumber"), word("weakAlias"), word("Sanction.listingDate")
    ('IMO number', 'weak alias', 'sanction: listing date')
    """
    if name in WORDS:
        return WORDS[name]
    parts = [re.sub("([A-Z])", r" \1", part).replace("_", " ") for part in name.split(".")]
    return ": ".join(part.strip().lower() for part in parts)


def _flat(facts: Mapping[str, Any], prefix: str = "") -> Iterable[tuple[str, str]]:
    for name, value in facts.items():
        label = f"{prefix}{word(str(name))}"
        if isinstance(value, Mapping):
            yield from _flat(value, f"{label}: ")
        elif isinstance(value, Sequence) and not isinstance(value, str) and any(
            isinstance(item, Mapping) for item in value
        ):  # fmt: skip
            for number, item in enumerate(value, 1):
                yield from _flat({str(number): item}, f"{label} ")
        elif (text := _text(value)) != "":
            yield label, text


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:.6g}"
    if isinstance(value, str):
        return value if len(value) <= _LONG else value[: _LONG - 1] + "…"
    if isinstance(value, Sequence):
        return _text(", ".join(_text(item) for item in value))
    return str(value)
