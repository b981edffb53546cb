"""Why one entry stands below another in an answer: the question a reviewer asks first.

Reach for `why_lower` with two explanations of one query, the better first. It compares what they
say, word by word and field by field, and adds no judgement; it refuses to say anything of scores.
"""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from vedette.find.names.wording import field_word

if TYPE_CHECKING:
    from vedette.find.names.screener import Match

Explanation = Mapping[str, Any]

_WORSE = {
    "typo": "spelled differently",
    "initial": "an initial only",
    "nickname": "another form of the name",
    "truncated": "cut off",
    "romanised": "the same in Latin letters only",
}
"""How a word can agree less than exactly."""


def why_lower(better: Explanation, lower: Explanation) -> list[str]:
    """Sentences on what the better one has that the lower has not, or has against it.

    >>> def told(words, **fields):
    ...     return {"query": "Ali Rezaei", "candidate": "", "fields": fields, "against": [],
    ...             "tokens": [{"query": a, "candidate": b, "how": c} for a, b, c in words]}
    >>> born = {"verdict": "agree", "query": "1972", "candidate": "1972"}
    >>> first = told([("Ali", "Ali", "exact"), ("Rezaei", "Rezaei", "exact")], birthDate=born)
    >>> second = told([("Ali", "Ali", "exact"), ("Rezaei", "Rezaee", "typo")])
    >>> why_lower(first, second)
    ['Rezaei / Rezaee: spelled differently', 'birth date agrees with the other only']
    """
    said = _words(better, lower) + _fields(better, lower)
    known = set(better.get("against", ()))
    said += [one for one in lower.get("against", ()) if one not in known]
    return list(dict.fromkeys(said)) or ["the same words agree, but they are more common or fewer"]


def in_turn(matches: Sequence["Match"]) -> list[list[str]]:
    """For each match of an answer, best first, why it stands below the one before it."""
    return [[] for _ in matches[:1]] + [
        []  # the same entry on another list of its publisher
        if better.entity.id == lower.entity.id
        else why_lower(better.explanation, lower.explanation)
        for better, lower in pairwise(matches)
    ]


def _words(better: Explanation, lower: Explanation) -> list[str]:
    mine, theirs = _by_word(better), _by_word(lower)
    said = []
    for word, token in theirs.items():
        how, was = token["how"], mine.get(word, {}).get("how", "")
        if how == was:
            continue
        if not token["candidate"] and mine.get(word, {}).get("candidate"):
            said.append(f"{word} is not in it")
        elif how in _WORSE and was in ("exact", "reordered"):
            said.append(f"{word} / {token['candidate']}: {_WORSE[how]}")
    left = [token["candidate"] for token in lower.get("tokens", ()) if not token["query"]]
    before = [token["candidate"] for token in better.get("tokens", ()) if not token["query"]]
    if len(left) > len(before):
        said.append(f"it has more words that were not asked for: {' '.join(left)}")
    return said


def _by_word(explanation: Explanation) -> dict[str, Mapping[str, Any]]:
    return {token["query"]: token for token in explanation.get("tokens", ()) if token["query"]}


def _fields(better: Explanation, lower: Explanation) -> list[str]:
    said = []
    for name, field in better.get("fields", {}).items():
        verdict = lower.get("fields", {}).get(name, {}).get("verdict", "missing")
        if field["verdict"] == "agree" and verdict != "agree":
            said.append(f"{field_word(name)} agrees with the other only")
    return said
