"""How much is found, and how much is found wrongly: counts with intervals, threshold by threshold.

Reach for `calibrate` with a list's entities and a screener of them. Recall asks with names of
the list, spoilt in known ways, and counts where the right entity comes back; across scripts it
asks a screener that knows only Latin names with the others. False hits are counted on names
known to be clean. The intervals are Wilson's, for shares near 0 and 1 from few cases.
"""

import math
import random
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from vedette.find.names import Screener
from vedette.find.names.variations import AS_IT_STANDS, FOR_BODIES, FOR_PERSONS, KINDS, spoilt
from vedette.model.entity import Entity

THRESHOLDS = (0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95)

SCREENED = ("Person", "Organization", "Company", "LegalEntity", "Vessel")
"""Schemata whose names are asked for."""


@dataclass(frozen=True, slots=True)
class Share:
    """A share of cases, and between what it lies with 95 % confidence."""

    count: int
    of: int
    share: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Line:
    """One kind of variation, one script or one group of clean names, at every threshold."""

    name: str
    shares: tuple[Share, ...]


@dataclass(frozen=True, slots=True)
class Calibration:
    """The whole result. `seed` and `sample` make it repeatable."""

    thresholds: tuple[float, ...]
    kinds: tuple[Line, ...]
    scripts: tuple[Line, ...]
    clean: tuple[Line, ...]
    entities: int
    sample: int
    seed: int

    def to_json(self) -> dict[str, Any]:
        """Plain JSON values."""
        return asdict(self)


def wilson(count: int, of: int, z: float = 1.959964) -> Share:
    """Wilson's score interval (E. B. Wilson, JASA 22, 1927) for `count` of `of`.

    >>> share = wilson(8, 10)
    >>> round(share.low, 3), round(share.high, 3)
    (0.49, 0.943)
    """
    if of == 0:
        return Share(0, 0, 0.0, 0.0, 1.0)
    share = count / of
    middle = (share + z * z / (2 * of)) / (1 + z * z / of)
    half = z / (1 + z * z / of) * math.sqrt(share * (1 - share) / of + z * z / (4 * of * of))
    return Share(
        count, of, round(share, 6), round(max(0, middle - half), 6), round(min(1, middle + half), 6)
    )


def calibrate(
    entities: Sequence[Entity],
    screener: Screener,
    clean: Iterable[tuple[str, Iterable[Entity]]],
    sample: int = 200,
    seed: int = 1,
    report: Callable[[str], None] = lambda what: None,
    thresholds: Sequence[float] = THRESHOLDS,
) -> Calibration:
    """Measure recall by kind and script, and false hits by group of clean names, at thresholds."""
    floor = min(thresholds)

    def line(name: str, scores: Sequence[float]) -> Line:
        counts = (sum(score >= threshold for score in scores) for threshold in thresholds)
        return Line(name, tuple(wilson(count, len(scores)) for count in counts))

    chosen = _chosen(entities, sample, seed)
    kinds = []
    for kind in KINDS:
        report(kind)
        kinds.append(line(kind, _recall(screener, _spoilt(chosen, kind, seed), floor)))
    scripts = []
    for script, cases in _by_script(entities, sample, seed).items():
        report(script)
        wanted = {entity.id for entity, _ in cases}
        latin = Screener.build(_latin_only(one) for one in entities if one.id in wanted)
        scripts.append(line(script, _recall(latin, cases, floor)))
    groups = []
    for name, queries in clean:
        report(name)
        groups.append(line(name, [_best(screener, one, floor) for one in queries]))
    return Calibration(
        tuple(thresholds),
        tuple(kinds),
        tuple(scripts),
        tuple(groups),
        len(entities),
        sample,
        seed,
    )


def recombined(entities: Iterable[Entity], count: int, seed: int) -> list[Entity]:
    """Persons that nobody is: the first word of one name with the last of another.

    Hard cases on purpose: every word stands on the list, only not together.
    """
    names = [
        one.caption.split()
        for one in entities
        if one.schema == "Person" and len(one.caption.split()) > 1
    ]
    listed = {(words[0].lower(), words[-1].lower()) for words in names}
    source = random.Random(seed)
    made: dict[str, None] = {}
    for _ in range(count * 4 if len(names) > 1 else 0):
        first, last = source.choice(names)[0], source.choice(names)[-1]
        if (first.lower(), last.lower()) not in listed and first != last:
            made[f"{first} {last}"] = None
        if len(made) == count:
            break
    return [Entity("", "Person", {"name": (name,)}) for name in made]


def script_of(name: str) -> str:
    """The script of most of its letters: ``LATIN``, ``CYRILLIC``, ``CJK`` …

    >>> script_of("Иванов A."), script_of("김정은")
    ('CYRILLIC', 'HANGUL')
    """
    counts: dict[str, int] = {}
    for sign in name:
        if sign.isalpha():
            script = unicodedata.name(sign, "UNKNOWN").split()[0]
            counts[script] = counts.get(script, 0) + 1
    return max(counts, key=lambda script: counts[script], default="")


def _chosen(entities: Sequence[Entity], sample: int, seed: int) -> list[Entity]:
    named = [
        one for one in entities if one.schema in SCREENED and script_of(one.caption) == "LATIN"
    ]
    return random.Random(seed).sample(named, min(sample, len(named)))


def _spoilt(chosen: Iterable[Entity], kind: str, seed: int) -> list[tuple[Entity, str]]:
    """Names changed in one way, as far as names of such parties come changed so."""
    cases = ((one, spoilt(kind, one.caption, seed)) for one in chosen if kind in _usual(one))
    return [(one, name) for one, name in cases if name]


def _usual(entity: Entity) -> frozenset[str]:
    kinds = FOR_PERSONS if entity.schema == "Person" else FOR_BODIES
    return kinds | {AS_IT_STANDS, "punctuation", "accents lost"}


def _recall(screener: Screener, cases: Iterable[tuple[Entity, str]], floor: float) -> list[float]:
    """The score of the right entity in each case; 0 where it does not come back.

    Entries that bear the very name asked for count as right: lists name one party twice.
    """
    scores = []
    for entity, name in cases:
        query = Entity("", entity.schema, {"name": (name,)})
        found = screener.match(query, 20, floor)
        right = (
            hit.score
            for hit in found
            if hit.entity.id == entity.id or hit.entity.caption == entity.caption
        )
        scores.append(max(right, default=0.0))
    return scores


def _best(screener: Screener, query: Entity, floor: float) -> float:
    return max(screener.rank(query, floor).scores, default=0.0)


def _by_script(
    entities: Iterable[Entity], sample: int, seed: int
) -> dict[str, list[tuple[Entity, str]]]:
    """Entities with a Latin name and one in another script, to be asked for by the latter."""
    cases: dict[str, list[tuple[Entity, str]]] = {}
    for entity in entities:
        names = entity.values("name", "alias")
        if entity.schema in SCREENED and any(script_of(name) == "LATIN" for name in names):
            others = {script_of(name): name for name in names}
            for script, name in others.items():
                if script not in ("LATIN", ""):
                    cases.setdefault(script, []).append((entity, name))
    source = random.Random(seed)
    return {
        script: source.sample(found, min(sample, len(found)))
        for script, found in sorted(cases.items())
    }


def _latin_only(entity: Entity) -> Entity:
    kept = {
        prop: tuple(one for one in values if script_of(one) in ("LATIN", ""))
        for prop, values in entity.properties.items()
        if prop in ("name", "alias", "weakAlias", "previousName")
    }
    return Entity(entity.id, entity.schema, {k: v for k, v in kept.items() if v}, entity.dataset)
