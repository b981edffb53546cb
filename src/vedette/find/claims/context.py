"""What every step of reading one paragraph needs at hand: the report, the passage, the people.

Reach for `Context.span` to get from tokens to characters of the report; nothing else may.
"""

from dataclasses import dataclass
from types import ModuleType

from vedette.find.claims.attributions import GRAMMARS
from vedette.find.claims.passage import Passage
from vedette.find.claims.quotes import Range
from vedette.find.claims.speakers import Speakers
from vedette.model.report import Report, Span


@dataclass(frozen=True, slots=True)
class Context:
    """One paragraph being read: `base` is where it starts in the report's text."""

    report: Report
    passage: Passage
    base: int
    speakers: Speakers

    @property
    def grammar(self) -> ModuleType:
        """The grammar of the passage's language."""
        return GRAMMARS[self.passage.language]

    def span(self, words: Range) -> Span:
        """The span of the report that a range of tokens stands in."""
        doc = self.passage.doc
        last = doc[words[1] - 1]
        start, end = self.base + doc[words[0]].idx, self.base + last.idx + len(last)
        return Span.of(self.report.text, start, end)

    def solid(self, piece: Range) -> list[Span]:
        """The spans of a range, parted where another reading was blanked out of it."""
        doc, spans, start = self.passage.doc, [], piece[0]
        for i in range(*piece):
            if doc[i].is_space and len(doc[i]) > 2:
                if i > start:
                    spans.append(self.span((start, i)))
                start = i + 1
        if start < piece[1]:
            spans.append(self.span((start, piece[1])))
        return [span for span in spans if span.text] or [self.span(piece)]
