"""The words that attribute, by language and stance, as tables that a reader of the language can
check: ``en.toml`` and ``fr.toml`` for the languages that are parsed, ``others.toml`` for those
that are only searched for words.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Literal

from vedette.model.claim import Stance

Attitude = Literal["attitude"]
STANCES: tuple[Stance, ...] = ("assert", "believe", "accuse", "deny", "promise", "admit")


@dataclass(frozen=True, slots=True)
class Takes:
    """What one verb takes as content: under which stance as a clause, object or infinitive, and
    after which prepositions."""

    clause: Stance | Attitude | None = None
    object: Stance | Attitude | None = None
    infinitive: Stance | Attitude | None = None
    about: Mapping[str, Stance | Attitude] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Cues:
    """All of one language: verbs by lemma, nouns by stance, and single words by their use."""

    verbs: Mapping[str, Takes]
    nouns: Mapping[str, Stance]
    words: Mapping[str, frozenset[str]]


@cache
def cues(language: str) -> Cues:
    """The cues of ``en`` or ``fr``.

    >>> cues("en").verbs["accuse"].about
    {'of': 'accuse'}
    """
    text = files(__name__).joinpath(f"{language}.toml").read_text("utf-8")
    table: dict[str, dict[str, str]] = tomllib.loads(text)
    found: dict[str, dict[str, Stance | Attitude]] = {}
    about: dict[str, dict[str, Stance | Attitude]] = {}
    names: tuple[Stance | Attitude, ...] = ("attitude", *STANCES)
    for stance in names:  # a later stance overrules an earlier one, attitudes come first
        for key in ("clause", "object", "infinitive"):
            for verb in table.get(stance, {}).get(key, "").split():
                found.setdefault(verb, {})[key] = stance
        for entry in table.get(stance, {}).get("about", "").split():
            verb, _, prepositions = entry.partition(":")
            for preposition in prepositions.split(","):
                about.setdefault(verb, {})[preposition] = stance
    verbs = {
        verb: Takes(
            clause=found.get(verb, {}).get("clause"),
            object=found.get(verb, {}).get("object"),
            infinitive=found.get(verb, {}).get("infinitive"),
            about=about.get(verb, {}),
        )
        for verb in found.keys() | about.keys()
    }
    words = {name: frozenset(held.split()) for name, held in table["words"].items()}
    nouns: dict[str, Stance] = {
        noun: stance for stance in STANCES for noun in words.get(f"noun_{stance}", ())
    }
    return Cues(verbs, nouns, words)
