"""How many: from the words of a noun phrase to an interval that holds the number.

Reach for `amount` on the words before a noun. Designations, dates, times and percentages are
masked first, so that neither "Shahed-136" nor "13 September" is a count. The policy for vague
words stands in `VAGUE` and is a choice, not a fact: a plural of a word is at least two of it and
less than the next word up. ACLED reads "dozens" as 12 and "hundreds" as 100 (Armed Conflict
Location & Event Data, FAQ "How are fatalities coded", https://acleddata.com/), which are points and
lower bounds; an interval keeps what was not said open.
"""

import re
from dataclasses import dataclass

VAGUE: dict[str, tuple[int, int]] = {
    "dozens": (24, 99), "several dozen": (36, 99), "a dozen": (11, 13), "dozen": (11, 13),
    "scores": (40, 99), "hundreds": (200, 999), "several hundred": (300, 999),
    "a hundred": (90, 110), "thousands": (2_000, 9_999), "several thousand": (3_000, 9_999),
    "tens of thousands": (20_000, 99_999), "hundreds of thousands": (200_000, 999_999),
    "a couple": (2, 2), "a handful": (3, 7), "a few": (3, 9), "several": (3, 9),
    "des dizaines": (20, 99), "plusieurs dizaines": (30, 99), "une dizaine": (9, 11),
    "une douzaine": (11, 13), "des douzaines": (24, 99), "une quinzaine": (14, 16),
    "une vingtaine": (18, 22), "une trentaine": (27, 33), "une quarantaine": (36, 44),
    "une cinquantaine": (45, 55), "une soixantaine": (54, 66), "une centaine": (90, 110),
    "des centaines": (200, 999), "plusieurs centaines": (300, 999), "un millier": (900, 1_100),
    "des milliers": (2_000, 9_999), "plusieurs milliers": (3_000, 9_999),
    "dizaines": (20, 99), "centaines": (200, 999), "milliers": (2_000, 9_999),
    "dizaines de milliers": (20_000, 99_999), "quelques": (3, 9), "plusieurs": (3, 9),
    "deux douzaines": (22, 26),
}  # fmt: skip
"""The policy table: words to the least and greatest number they stand for."""

ABOUT = 0.1
"""How far "about" reaches to either side, and "nearly" below."""

_WORDS = {
    "en": "one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen twenty",
    "fr": "un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze "
    "seize dix-sept dix-huit dix-neuf vingt",
}
_TENS = {
    "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
    "trente": 30, "quarante": 40, "cinquante": 50, "soixante": 60, "cent": 100, "mille": 1_000,
}  # fmt: skip
_SPELT = {word: n for words in _WORDS.values() for n, word in enumerate(words.split(), 1)} | _TENS
_SPELT.pop("un")
_MONTH = (
    "january|february|march|april|may|june|july|august|september|october|november|december|"
    "janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre"
)
_MASKED = re.compile(
    rf"\b\d{{1,2}}(?:er|st|nd|rd|th)?\s+(?:{_MONTH})\b(?:\s+\d{{4}})?|\b(?:{_MONTH})\s+\d{{1,4}}\b|"
    r"\b[^\W\d_]+[-‑–]\d+\w*(?:/\d+)?|\b[A-ZА-ЯЁ]+\d+\w*|\b\d+[.,]?\d*\s?(?:%|per ?cent|pour cent)|"
    r"\b\d{1,2}[:h]\d{2}\b|\b(?:19|20)\d\d\b(?!\s*(?:drones?|missiles?|shells?|obus))",
    re.IGNORECASE,
)
_NUMBER = r"\d{1,3}(?:[   ,.]\d{3})+(?!\d)|\d+(?:[.,]\d+)?|" + "|".join(
    sorted(_SPELT, key=len)[::-1]
)
_SCALE = r"(?:\s+(?P<{0}>thousand|million|millions? de|mille|millions?))?"
_RANGE = re.compile(
    rf"\b(?:between|from|entre|de)\s+(?P<a>{_NUMBER})\s+(?:and|to|et|à)\s+(?P<b>{_NUMBER})\b|"
    rf"\b(?P<c>{_NUMBER})\s*(?:-|–|to|à)\s*(?P<d>{_NUMBER})\b",
    re.IGNORECASE,
)
_COUNT = re.compile(
    rf"(?P<how>at least|no fewer than|no less than|more than|over|fewer than|less than|under|up to|"
    rf"at most|about|around|approximately|roughly|some|nearly|almost|au moins|plus de|plus d['’]|"
    rf"moins de|jusqu['’]à|au plus|environ|quelque|près de|presque|autour de|un total de)?\s*"
    rf"\b(?P<n>{_NUMBER})\b" + _SCALE.format("scale"),
    re.IGNORECASE,
)
_VAGUE = re.compile(
    r"(?P<how>at least|more than|over|fewer than|less than|up to|about|around|some|nearly|almost|"
    r"au moins|plus de|plus d['’]|moins de|moins d['’]|jusqu['’]à|environ|près de|"
    r"près d['’]|presque)?"
    r"\s*\b(?P<word>" + "|".join(sorted(VAGUE, key=len)[::-1]) + r")\b",
    re.IGNORECASE,
)
_SCALES = {"thousand": 1_000, "mille": 1_000}


@dataclass(frozen=True, slots=True)
class Amount:
    """`low` to `high` (null: at least), where it stands in the text looked at, and its basis."""

    low: int
    high: int | None
    start: int
    end: int
    basis: str


def amount(text: str) -> Amount | None:
    """The first count in `text`, or None.

    >>> [(a.low, a.high) for t in ("dozens of these", "at least 30", "about 2,000", "1 700 drones",
    ...     "between 1,000 and 1,500", "37 of the 43", "more than a hundred") if (a := amount(t))]
    [(24, 99), (30, None), (1800, 2200), (1700, 1700), (1000, 1500), (37, 37), (101, None)]
    >>> amount("Shahed-136 on 13 September 2022") is None
    True
    """
    masked = _MASKED.sub(lambda m: "\x00" * len(m.group()), text)
    if m := _RANGE.search(masked):
        low, high = sorted(_value(m[x] or m[y]) for x, y in (("a", "c"), ("b", "d")))
        return Amount(low, high, *m.span(), "range")
    found = [m for p in (_VAGUE, _COUNT) if (m := p.search(masked))]
    if not found:
        return None
    m = min(found, key=lambda m: (m.start(), -m.end()))
    how = (m["how"] or "").lower()
    if m.re is _VAGUE:
        word = m["word"].lower()
        low, top = VAGUE[word]
        if how in ("more than", "over", "plus de", "plus d'", "plus d’"):
            return Amount(_middle(low, top) + 1, None, *m.span(), word)
        return Amount(low, top, *m.span(), word)
    value = _value(m["n"])
    if scale := (m["scale"] or "").lower():
        value = round(value * _SCALES.get(scale, 1_000_000))
    least, most = _interval(how, value)
    return Amount(least, most, *m.span(), how or "digits")


def _interval(how: str, n: int) -> tuple[int, int | None]:
    match how.replace("’", "'"):
        case "at least" | "no fewer than" | "no less than" | "au moins":
            return n, None
        case "more than" | "over" | "plus de" | "plus d'":
            return n + 1, None
        case "fewer than" | "less than" | "under" | "moins de":
            return 0, max(0, n - 1)
        case "up to" | "at most" | "jusqu'à" | "au plus":
            return 0, n
        case "about" | "around" | "approximately" | "roughly" | "some" | "environ" | "quelque":
            return round(n * (1 - ABOUT)), round(n * (1 + ABOUT))
        case "autour de":
            return round(n * (1 - ABOUT)), round(n * (1 + ABOUT))
        case "nearly" | "almost" | "près de" | "presque":
            return round(n * (1 - ABOUT)), n
    return n, n


def _middle(low: int, high: int) -> int:
    """What "more than a hundred" is more than: the round number between the ends, else the low."""
    middle = (low + high) // 2
    return middle if high - low <= low else low


def _value(text: str) -> int:
    text = text.lower()
    if text in _SPELT:
        return _SPELT[text]
    if re.fullmatch(r"\d{1,3}(?:[   ,.]\d{3})+", text):
        return int(re.sub(r"\D", "", text))
    return round(float(text.replace(",", ".")))
