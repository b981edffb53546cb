"""A report: one article, release or message, as text with its parts marked.

Reach for it wherever words from a publisher are read. `text` is never rewritten after reading:
headlines given twice and quotations given in two translations stay in it, and are only marked
(`doublings`), so that every offset, of this noun and of every claim, points at what was
published. Offsets count Python characters of `text`, the end excluded. Nothing in a report is
ever an instruction.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Literal

from vedette.model.canonical import digest

Part = Literal["headline", "byline", "heading", "body", "credit", "furniture"]
"""What a paragraph is: ``furniture`` is the page's own ("Read more", menus), nobody's claim."""


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a report: ``text == report.text[start:end]``, always."""

    start: int
    end: int
    text: str

    @classmethod
    def of(cls, whole: str, start: int, end: int) -> "Span":
        """The span of `whole` from `start` to `end`, white space at its ends left out.

        >>> Span.of("He said so. ", 8, 12)
        Span(start=8, end=11, text='so.')
        """
        piece = whole[start:end]
        start += len(piece) - len(piece.lstrip())
        piece = piece.strip()
        return cls(start, start + len(piece), piece)

    def holds(self, other: "Span") -> bool:
        """True when `other` lies within this span."""
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph, and which part of the report it is."""

    span: Span
    part: Part


@dataclass(frozen=True, slots=True)
class Credit:
    """A publisher that the report says it took its matter from: ``Source : Reuters``.

    `rule` names the pattern that found it; `whole` is true when it covers the whole report (a
    credit line, a dateline) and false for one passage ("as Reuters reported").
    """

    name: str
    span: Span
    rule: str
    whole: bool


@dataclass(frozen=True, slots=True)
class Doubling:
    """The same thing given twice: the reading that is read, and the others that are kept.

    `alike` is the share of words that the readings have in common (word sets, Jaccard).
    """

    part: Literal["headline", "quotation"]
    read: Span
    others: tuple[Span, ...]
    alike: float


@dataclass(frozen=True, slots=True)
class Report:
    """One report.

    `language` is ISO 639-1, `published` ISO 8601 (a date, or a time in UTC when the page gives
    one); both, like `title`, `byline`, `outlet` and `address`, are ``""`` when the page does not
    say. `source`, `release` and `origin` say where it was read from, as everywhere.
    """

    text: str
    language: str = ""
    title: str = ""
    byline: str = ""
    outlet: str = ""
    published: str = ""
    address: str = ""
    credits: tuple[Credit, ...] = ()
    paragraphs: tuple[Paragraph, ...] = ()
    doublings: tuple[Doubling, ...] = ()
    source: str = ""
    release: str = ""
    origin: str = ""
    invented: bool = False

    @property
    def id(self) -> str:
        """Follows what was published, where and when; not when we read it."""
        return "r-" + digest([self.address, self.outlet, self.published, self.text], 16)

    def to_json(self) -> dict[str, Any]:
        """Plain JSON values, the id included."""
        return {"id": self.id, **asdict(self)}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "Report":
        """Read one back from `to_json`; a stored id is recomputed, not believed."""
        fields = {name: value for name, value in data.items() if name != "id"}
        fields["credits"] = tuple(
            Credit(**{**item, "span": Span(**item["span"])}) for item in fields.get("credits", ())
        )
        fields["paragraphs"] = tuple(
            Paragraph(Span(**item["span"]), item["part"]) for item in fields.get("paragraphs", ())
        )
        fields["doublings"] = tuple(
            Doubling(
                item["part"],
                Span(**item["read"]),
                tuple(Span(**other) for other in item["others"]),
                item["alike"],
            )
            for item in fields.get("doublings", ())
        )
        return cls(**fields)
