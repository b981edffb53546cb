"""The explanation of a comparison in words of the trade.

Reach for `explain_lines` wherever a person reads: it renders what `explain.explanation` holds
and adds nothing. Text from outside is passed through as it is; whoever prints it makes it safe.
"""

import re
from collections.abc import Mapping
from typing import Any

_HOW = {
    "exact": "the same",
    "reordered": "the same, in another place",
    "romanised": "the same in Latin letters",
    "typo": "spelled differently",
    "nickname": "another form of the name",
    "initial": "initial",
    "joined": "the same, the space elsewhere",
    "truncated": "cut off",
    "same meaning": "means the same",
    "like form": "a legal form of the same kind",
    "dropped": "on one side only",
    "contradicted": "stands against another word",
}
"""How two words agree or do not, as a reviewer would say it."""

_FIELDS = {
    "imoNumber": "IMO number",
    "mmsi": "MMSI",
    "callSign": "call sign",
    "birthDate": "birth date",
    "birthPlace": "birth place",
    "registrationNumber": "registration",
    "serialNumber": "serial number",
    "passportNumber": "passport",
    "idNumber": "identity number",
    "taxNumber": "tax number",
    "schema": "kind",
}
"""Fields as a reviewer would call them."""


def explain_lines(explanation: Mapping[str, Any]) -> list[str]:
    """The explanation, a line each: the words, the fields, what speaks against, remarks.

    >>> explain_lines({"query": "J. Smith", "candidate": "SMITH, John",
    ...     "tokens": [{"query": "J", "candidate": "John", "how": "initial", "score": 0.9}],
    ...     "fields": {"birthDate": {"verdict": "missing", "query": "", "candidate": "1950"}},
    ...     "against": [], "remarks": []})
    ['J. Smith  ~  SMITH, John', '  J = John: initial', '  not said by both: birth date']
    """
    lines = [f"{explanation['query']}  ~  {explanation['candidate']}"]
    lines += [f"  {_token(token)}" for token in explanation["tokens"]]
    by_verdict: dict[str, list[str]] = {}
    for name, field in explanation["fields"].items():
        by_verdict.setdefault(field["verdict"], []).append(_field(name, field))
    for verdict, label in (
        ("agree", "agrees"),
        ("conflict", "conflicts"),
        ("missing", "not said by both"),
    ):
        if verdict in by_verdict:
            lines.append(f"  {label}: " + ", ".join(by_verdict[verdict]))
    lines += [f"  against: {sentence}" for sentence in explanation["against"]]
    lines += [f"  note: {sentence}" for sentence in explanation.get("remarks", ())]
    return lines


def field_word(name: str) -> str:
    """A field in a reviewer's words.

    >>> field_word("birthDate"), field_word("mainCountry")
    ('birth date', 'main country')
    """
    return _FIELDS.get(name) or re.sub("([A-Z])", r" \1", name).lower()


def how_said(token: Mapping[str, Any]) -> str:
    """How two words agree or do not. Brought from another script they are called the same only
    when nothing is lost on the way but what the script does not write.

    >>> how_said({"how": "romanised", "score": 0.94}), how_said({"how": "romanised", "score": 0.86})
    ('the same in Latin letters', 'much alike in Latin letters')
    """
    how, score = str(token.get("how") or ""), token.get("score")
    if how == "romanised" and isinstance(score, float) and score < _SAME:
        return "much alike in Latin letters"
    return _HOW.get(how, how)


_SAME = 0.92
"""How much alike a word and the ways to read it are; see `word.READ`."""


def _token(token: Mapping[str, Any]) -> str:
    said = how_said(token)
    if token["query"] and token["candidate"]:
        return f"{token['query']} = {token['candidate']}: {said}"
    side = "asked" if token["query"] else "listed"
    return f"{token['query'] or token['candidate']} ({side}): {said}"


def _field(name: str, field: Mapping[str, Any]) -> str:
    label = field_word(name)
    if field["verdict"] == "agree":
        return f"{label} {field['query']}"
    if field["verdict"] == "conflict":
        return f"{label} {field['query']} against {field['candidate']}"
    return label
