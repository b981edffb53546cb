"""How claims that were read are held against gold claims; used by tests and by the benchmark.

Gold and read claims of a sentence are paired so that frame, stance, speaker and roles agree as
much as they can; what then differs is wrong. A gold claim without a partner is wrong in everything,
a read claim without one counts all its roles as wrong. Names agree when they share at least half
of their words, articles left out.
"""

import re
import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from vedette.model.claim import Claim

ROLES = ("supplier", "recipient", "user", "item")
ARTICLES = frozenset("the a an of le la les l un une des de du d".split())
HERE = Path(__file__).parent


@dataclass(slots=True)
class Score:
    """Counts over a set; the properties are the figures that are reported."""

    gold: int = 0
    stance: int = 0
    speaker: int = 0
    frame: int = 0
    roles_gold: int = 0
    roles_read: int = 0
    roles_right: int = 0
    quantities: int = 0
    quantities_right: int = 0
    read: int = 0
    false_denials: int = 0

    @property
    def stance_accuracy(self) -> float:
        """Share of gold claims whose stance was read."""
        return self.stance / self.gold

    @property
    def speaker_accuracy(self) -> float:
        """Share of gold claims whose speaker was read, or rightly left unnamed."""
        return self.speaker / self.gold

    @property
    def roles(self) -> float:
        """F1 of the roles supplier, recipient, user and item."""
        return 2 * self.roles_right / (self.roles_gold + self.roles_read)


def sentences(language: str, split: str) -> list[Mapping[str, Any]]:
    """The gold sentences of a split: ``dev``, ``held``."""
    data = tomllib.loads((HERE / f"gold_{language}.toml").read_text("utf-8"))
    return [one for one in data["sentence"] if one["split"] == split]


def measure(gold: Iterable[Mapping[str, Any]], read: Callable[[str], list[Claim]]) -> Score:
    """The score of a reader over gold sentences."""
    score = Score()
    for sentence in gold:
        claims = read(sentence["text"])
        pairs = _paired(sentence["claims"], claims)
        score.read += len(claims)
        for number, wanted in enumerate(sentence["claims"]):
            _count(score, wanted, claims[pairs[number]] if number in pairs else None)
        for number, claim in enumerate(claims):
            if number not in pairs.values():
                score.roles_read += sum(getattr(claim, name) is not None for name in ROLES)
        denied = any(one["stance"] == "deny" for one in sentence["claims"])
        score.false_denials += sum(one.stance == "deny" for one in claims) if not denied else 0
    return score


def speaker(claim: Claim) -> str | None:
    """The speaker's name, "?" for one that is not named, None for the narrator."""
    link = claim.speaker
    return None if link is None else link.name or "?"


def alike(one: str | None, other: str | None) -> bool:
    """True for two names of one thing."""
    a, b = _words(one), _words(other)
    return bool(a & b) and 2 * len(a & b) >= len(a | b)


def _words(text: str | None) -> set[str]:
    plain = re.sub(r"['’]s\b", "", (text or "").lower())
    return set(re.findall(r"[\w-]+", plain)) - ARTICLES


def _same_speaker(wanted: str | None, claim: Claim) -> bool:
    said = speaker(claim)
    return wanted == said or (wanted != "?" and said != "?" and alike(wanted, said))


def _count(score: Score, wanted: Mapping[str, Any], claim: Claim | None) -> None:
    score.gold += 1
    score.roles_gold += sum(name in wanted for name in ROLES)
    score.quantities += "quantity" in wanted
    if claim is None:
        return
    score.stance += claim.stance == wanted["stance"]
    score.speaker += _same_speaker(wanted.get("speaker"), claim)
    score.frame += claim.frame == wanted.get("frame")
    for name in ROLES:
        role = getattr(claim, name)
        score.roles_read += role is not None
        score.roles_right += role is not None and alike(wanted.get(name), role.name)
    if claim.quantity is not None and "quantity" in wanted:
        low, high = claim.quantity.low, claim.quantity.high
        score.quantities_right += wanted["quantity"] == [low, *([] if high is None else [high])]


def _paired(gold: list[Mapping[str, Any]], claims: list[Claim]) -> dict[int, int]:
    weighed = [
        (_agreement(wanted, claim), i, j)
        for i, wanted in enumerate(gold)
        for j, claim in enumerate(claims)
    ]
    pairs: dict[int, int] = {}
    for weight, i, j in sorted(weighed, reverse=True):
        if weight >= 3 and i not in pairs and j not in pairs.values():
            pairs[i] = j
    return pairs


def _agreement(wanted: Mapping[str, Any], claim: Claim) -> int:
    roles = [getattr(claim, name) for name in ROLES]
    same = [alike(wanted.get(n), r.name) for n, r in zip(ROLES, roles, strict=True) if r]
    return (
        4 * (claim.frame == wanted.get("frame"))
        + 2 * (claim.stance == wanted["stance"])
        + 2 * _same_speaker(wanted.get("speaker"), claim)
        + sum(same)
    )
