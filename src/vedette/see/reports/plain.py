"""Plain text: an article copied into a file, in whatever encoding it was saved.

Paragraphs are separated by blank lines; lines that were only wrapped at a column are joined
again, character for character, so that offsets hold in both forms.
"""

from collections.abc import Iterator
from pathlib import Path

from vedette.model.errors import BadInput
from vedette.see.kinds import Sample
from vedette.see.reports.found import SIZE_LIMIT, Found, clean

FEWEST_WORDS = 25
"""Words that a text must have to pass for an article."""
_WRAPPED = range(50, 101)
"""Characters in a line that was wrapped by a mail program or a typewriter's habit."""


def recognises(sample: Sample) -> bool:
    """True for prose: words and spaces, hardly a delimiter, nothing that a machine wrote."""
    text = sample.text
    if "\x00" in text or text.count("\ufffd") > len(text) / 5:
        return sample.head[:2] in (b"\xff\xfe", b"\xfe\xff")
    words = text.split()
    letters = sum(char.isalpha() or char in " \n,.'’-\ufffd" for char in text)
    marked = sum(text.count(char) for char in "<>{}\t|;=\\")
    return (
        len(words) >= FEWEST_WORDS
        and letters > 0.85 * len(text)
        and marked < 0.01 * len(text)
        and any(mark in text for mark in ".!?؟")
    )


def read(path: Path) -> Iterator[Found]:
    """The one article in a text file."""
    yield Found(unwrapped(clean(decoded(whole(path), str(path)))), origin="file")


def whole(path: Path) -> bytes:
    """All bytes of a file that may not be longer than one article can be."""
    if path.stat().st_size > SIZE_LIMIT:
        limit = f"is over {SIZE_LIMIT // 1_000_000} MB, more than one article"
        raise BadInput(str(path), limit, "split it into its articles")
    return path.read_bytes()


def decoded(data: bytes, where: str) -> str:
    """Bytes as text: UTF-8 or 16 where they are valid, else the likeliest older encoding."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        from charset_normalizer import from_bytes

        best = from_bytes(data).best()
        if best is None:
            raise BadInput(where, "is in no encoding we can tell", "save it as UTF-8") from None
        return str(best)


def unwrapped(text: str) -> str:
    """Join lines that were wrapped; each line end becomes one space.

    >>> unwrapped("Title\\n\\nBy A. B.\\nOn Monday it rained.")
    'Title\\n\\nBy A. B.\\nOn Monday it rained.'
    """
    return "\n\n".join(_joined(block) for block in text.split("\n\n"))


def _joined(block: str) -> str:
    lines = block.split("\n")
    full = lines[:-1]
    wrapped = full and all(len(line) in _WRAPPED for line in full)
    stops = sum(line.endswith((".", "!", "?", '"', "»")) for line in full)
    return " ".join(lines) if wrapped and stops <= len(full) / 2 else block
