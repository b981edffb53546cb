"""Claims in words, from the facts of a finding: the same for terminal and dossier.

Reach for `origins`, `sentence` and `repeated`. They write down who says what and add nothing: a
denial stays a denial, and a plan a plan.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from vedette.model.finding import Finding

Told = Mapping[str, Any]
"""One claim as `find.claims.named` puts it into a finding."""


def speaks_of_reports(finding: Finding) -> bool:
    """True for a finding that holds claims."""
    return finding.detector.startswith("claims.")


def origins(counted: Mapping[str, int]) -> str:
    """How many stand behind it.

    >>> origins({"reports": 3, "outlets": 3, "independent": 1, "unknown": 0})
    '3 reports, 3 outlets, 1 independent origin'
    >>> origins({"reports": 1, "outlets": 1, "independent": 0, "unknown": 1})
    '1 report, 1 outlet, 0 independent origins, 1 unknown'
    """
    parts = [_many(counted[name], name.removesuffix("s")) for name in ("reports", "outlets")]
    parts.append(_many(counted["independent"], "independent origin"))
    if counted["unknown"]:
        parts.append(f"{counted['unknown']} unknown")
    return ", ".join(parts)


def sentence(told: Told) -> str:
    """Who says what, and how they stand to it.

    >>> sentence({"chain": ["Northwire", "minister"], "stance": "accuse", "modality": ["may"],
    ...     "frame": "transfer", "item": "engines", "supplier": "Falcon", "recipient": "Iran",
    ...     "quantity": [24, 99, ""], "words": "..."})
    'Northwire < minister: accuse, may: transfer of 24 to 99 engines from Falcon to Iran'
    """
    who = " < ".join(told["chain"])
    how = ", ".join([told["stance"], *told["modality"]])
    return f"{who}: {how}: {_event(told)}"


def place(told: Told) -> str:
    """Where and when it was said: outlet, day, characters of the report."""
    start, end = told["chars"]
    day = told["published"][:10] or "undated"
    return f"{told['outlet']}, {day}, chars {start}-{end}"


def repeated(copies: Sequence[Mapping[str, str]]) -> str:
    """Whoever repeats an origin, which adds no weight."""
    return "; ".join(f"{one['outlet']} ({one['published'][:10] or 'undated'})" for one in copies)


def rows(finding: Finding) -> list[tuple[str, str]]:
    """A finding's claims as labelled rows for a terminal."""
    facts = finding.facts
    found = [("in reports", f"{facts['role']} {facts['name']}: {origins(facts['origins'])}")]
    found += [("claim", f"{sentence(told)} ({place(told)})") for told in facts["claims"]]
    if not facts["claims"]:
        found.append(("claim", "none covers the name: it is only mentioned"))
    if facts["copies"]:
        found.append(("repeated by", f"{repeated(facts['copies'])}: no weight of their own"))
    if facts["unshown"]:
        found.append(("and", f"{facts['unshown']} more, which `vedette claims` has"))
    return found


def _event(told: Told) -> str:
    if told["frame"] is None:
        return f"\N{LEFT DOUBLE QUOTATION MARK}{told['words']}\N{RIGHT DOUBLE QUOTATION MARK}"
    what = " ".join(filter(None, [_quantity(told.get("quantity")), told.get("item")]))
    parts = [f"{told['frame']} of {what}" if what else told["frame"]]
    for word, name in (
        ("from", "supplier"), ("to", "recipient"), ("by", "user"), ("in", "where"),
    ):  # fmt: skip
        if told.get(name):
            parts.append(f"{word} {told[name]}")
    if told.get("when"):
        start, end = told["when"]
        parts.append(f"on {start}" if start == end else f"between {start} and {end or 'now'}")
    return " ".join(parts)


def _quantity(quantity: Sequence[Any] | None) -> str:
    if not quantity:
        return ""
    low, high, unit = quantity
    number = f"{low:,}" if low == high else f"{low:,} to {high:,}" if high else f"at least {low:,}"
    return f"{number} {unit}(s) of" if unit else number


def _many(number: int, noun: str) -> str:
    return f"{number} {noun}{'s' * (number != 1)}"
