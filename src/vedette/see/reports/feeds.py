"""RSS and Atom: each entry is a report, with the text that the feed itself carries.

The longest text of an entry is taken (``content:encoded`` before ``description``); an entry with
a headline alone is a report of one line. An entry that names its ``source``, as aggregators do, is
that outlet's; any other is the feed's own. Entities other than XML's own are refused.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from vedette.model.errors import BadInput
from vedette.see.kinds import Sample
from vedette.see.reports.dates import stamp
from vedette.see.reports.found import Found, clean
from vedette.see.reports.pages import text_of

ENTRY_LIMIT = 20_000
SIZE_LIMIT = 100_000_000

_TEXTS = ("encoded", "content", "description", "summary")
_TIMES = ("pubDate", "published", "date", "updated")


def recognises(sample: Sample) -> bool:
    """True for an RSS 0.9 to 2.0, RDF or Atom document."""
    start = sample.text.lstrip()[:3_000]
    return start.startswith("<") and any(
        mark in start for mark in ("<rss", "<feed", "http://purl.org/rss/1.0/")
    )


def read(path: Path) -> Iterator[Found]:
    """Every entry of a feed, in its order."""
    from lxml import etree

    if path.stat().st_size > SIZE_LIMIT:
        raise BadInput(str(path), "is too large for a feed", "split it")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True
    )
    try:
        root = etree.parse(path, parser).getroot()
    except etree.XMLSyntaxError as error:
        raise BadInput(
            str(path), f"is not well-formed XML ({error.msg})", "fetch it again"
        ) from None
    if root.getroottree().docinfo.internalDTD is not None:
        raise BadInput(str(path), "declares entities of its own", "feeds have no need of them")
    entries = [e for e in root.iter() if _name(e) in ("item", "entry")]
    if len(entries) > ENTRY_LIMIT:
        raise BadInput(str(path), f"has over {ENTRY_LIMIT} entries", "split it")
    channel = next((e for e in root.iter() if _name(e) in ("channel", "feed")), root)
    outlet = clean(_text(channel, "title"))
    for number, entry in enumerate(entries, 1):
        found = _entry(entry, outlet, number)
        if found.text:
            yield found


def _entry(entry: Any, outlet: str, number: int) -> Found:
    title = text_of(_text(entry, "title")).replace("\n", " ")
    body = max((text_of(_text(entry, name)) for name in _TEXTS), key=len)
    text = body if title and body.startswith(title) else f"{title}\n\n{body}"
    return Found(
        text=clean(text),
        title=title,
        byline=clean(_text(entry, "creator") or _text(entry, "name") or _text(entry, "author")),
        outlet=clean(_source(entry)) or outlet,
        published=next(filter(None, (stamp(_text(entry, name)) for name in _TIMES)), ""),
        address=clean(_text(entry, "link")),
        origin=f"entry {number}",
    )


def _text(element: Any, name: str) -> str:
    """The first text of a child (or, for an author, grandchild) of this name; an Atom link's
    address is its ``href``."""
    for child in element.iter():
        if child is not element and _name(child) == name:
            held = "".join(child.itertext()).strip() or child.get("href") or ""
            if held:
                return str(held)
    return ""


def _source(entry: Any) -> str:
    """The outlet that an aggregator took an entry from: RSS's ``source``, or its title in Atom."""
    for child in entry:
        if _name(child) == "source":
            return _text(child, "title") or "".join(child.itertext()).strip()
    return ""


def _name(element: Any) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
