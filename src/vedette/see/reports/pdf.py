"""A PDF with text in it: statements, fact sheets, saved articles. A scan has no text and is
refused; so is a document under a password.

Lines are joined into paragraphs again by their length and their last character: a PDF knows only
lines.
"""

import logging
import statistics
from collections.abc import Iterator
from pathlib import Path

from vedette.model.errors import BadInput, Missing
from vedette.see.kinds import Sample
from vedette.see.reports.dates import stamp
from vedette.see.reports.found import Found, clean
from vedette.see.reports.plain import FEWEST_WORDS, whole

PAGE_LIMIT = 500


def recognises(sample: Sample) -> bool:
    """True for a PDF."""
    return b"%PDF-" in sample.head[:1024]


def read(path: Path) -> Iterator[Found]:
    """The one text of a PDF."""
    try:
        from pypdf import PdfReader
        from pypdf.errors import PyPdfError
    except ImportError:
        raise Missing(
            "reading PDF needs the package pypdf",
            "install it with `pip install 'vedette[reports]'`",
        ) from None
    whole(path)
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # what is wrong is said in one sentence
    try:
        reader = PdfReader(path)
        if reader.is_encrypted and not reader.decrypt(""):
            raise BadInput(str(path), "is under a password", "save it without one")
        if len(reader.pages) > PAGE_LIMIT:
            raise BadInput(str(path), f"has over {PAGE_LIMIT} pages", "split it")
        lines = [line for page in reader.pages for line in (page.extract_text() or "").split("\n")]
        header = reader.metadata
        title = clean((header.title if header else "") or "")
        author = clean((header.author if header else "") or "")
        created = header.creation_date if header else None
    except (PyPdfError, ValueError, KeyError, TypeError, RecursionError, OSError) as error:
        problem = f"is not a PDF that can be read ({type(error).__name__})"
        raise BadInput(str(path), problem, "save or fetch it again") from None
    text = clean(paragraphs_of(lines))
    if len(text.split()) < FEWEST_WORDS:
        raise BadInput(str(path), "is a PDF without text, perhaps a scan", "give its text")
    yield Found(
        text=text,
        title=title if title and title in text else "",
        byline=author,
        published=stamp(created.isoformat()) if created else "",
        origin="document",
    )


def paragraphs_of(lines: list[str]) -> str:
    r"""Lines of a page joined into paragraphs; words cut at a line's end are made whole.

    >>> paragraphs_of(["The minister said noth-", "ing was sent to the", "front.", "Next."])
    'The minister said nothing was sent to the front.\n\nNext.'
    """
    lengths = [len(line.rstrip()) for line in lines if line.strip()]
    usual = statistics.median(lengths) if lengths else 0
    text = ""
    for line in map(str.strip, lines):
        if not line:
            text = text.rstrip("\n") + "\n\n" if text else text
        elif text.endswith("-") and line[0].islower():
            text = text[:-1] + line
        else:
            text += line if not text or text.endswith("\n") else " " + line
        if line.endswith((".", "!", "?", "”", '"', "»")) and len(line) < 0.8 * usual:
            text += "\n\n"
    return text.strip()
