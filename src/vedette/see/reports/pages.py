"""A saved web page: its article, without menus and comments, and what its header says of it.

trafilatura finds the article. The header (Open Graph, JSON-LD, ``<time>``) is read here, because
the time of publication must come from the page alone: a reader has no clock.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from vedette.model.errors import BadInput, Missing
from vedette.see.kinds import Sample
from vedette.see.reports.dates import stamp
from vedette.see.reports.found import Found, clean
from vedette.see.reports.plain import FEWEST_WORDS, whole

_PUBLISHED = (
    "//meta[@property='article:published_time']/@content",
    "//meta[@itemprop='datePublished']/@content",
    "//meta[@name='date' or @name='DC.date.issued' or @name='parsely-pub-date']/@content",
    "//time[@itemprop='datePublished']/@datetime",
    "//time[@datetime][1]/@datetime",
)
_BLOCKS = {
    "p",
    "div",
    "br",
    "li",
    "tr",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "blockquote",
    "section",
}
DEPTH_LIMIT = 200
"""Elements within elements; real pages stay below fifty, and what finds articles slows down."""
ELEMENT_LIMIT = 100_000
_UNREAD = {"script", "style", "head", "title", "noscript", "template"}


def recognises(sample: Sample) -> bool:
    """True for HTML, whatever the file is called."""
    start = sample.text.lstrip().lower()
    return start.startswith(("<!doctype html", "<html", "<head", "<body", "<article")) or (
        start.startswith(("<?xml", "<!--")) and "<html" in start[:2_000]
    )


def read(path: Path) -> Iterator[Found]:
    """The one article of a page."""
    yield article(whole(path), str(path))


def article(data: bytes, where: str) -> Found:
    """The article of a page given as bytes; `BadInput` when there is none to speak of."""
    tree = _tree(data)
    published = "" if tree is None else _published(tree)
    text, meta = ("", dict[str, str]()) if tree is None else _extracted(tree)
    text = clean(text)
    if len(text.split()) < FEWEST_WORDS:
        problem = f"is a web page with no article in it ({len(text.split())} words)"
        raise BadInput(where, problem, "if data was expected, fetch the file itself again")
    title = clean(meta.get("title", ""))
    return Found(
        text=text if text.startswith(title) else f"{title}\n\n{text}",
        title=title,
        byline=clean(meta.get("author", "")),
        outlet=clean(meta.get("sitename", "")),
        published=published or stamp(meta.get("date", "")),
        address=clean(meta.get("url", "")),
        origin="page",
    )


def text_of(fragment: str) -> str:
    """The text of a piece of HTML, one line for each block; for feeds and messages.

    >>> text_of("<p>Iran <b>denies</b> it.</p><script>x()</script><div>So <i>it</i> says.</div>")
    'Iran denies it.\\nSo it says.'
    """
    from lxml import etree

    tree = _tree(fragment.encode("utf-8", "replace"))
    if tree is None:
        return ""
    pieces: list[str] = []
    walk = etree.iterwalk(tree, events=("start", "end"))
    for event, element in walk:
        block = "\n" if element.tag in _BLOCKS else ""
        if event == "end":
            pieces += [block, element.tail or ""]
        elif element.tag in _UNREAD:
            walk.skip_subtree()
        else:
            pieces += [block, element.text or ""]
    return "\n".join(line for line in clean("".join(pieces)).split("\n") if line)


def _tree(data: bytes) -> Any:
    """The page as a tree, or None for what is no page a person wrote."""
    from lxml import etree, html

    parser = html.HTMLParser(
        encoding=_encoding(data), no_network=True, remove_comments=True, remove_pis=True
    )
    try:
        tree = html.document_fromstring(data, parser=parser)
    except (etree.LxmlError, ValueError, AssertionError):
        return None
    depth = elements = 0
    for event, _ in etree.iterwalk(tree, events=("start", "end")):
        depth += 1 if event == "start" else -1
        elements += event == "start"
        if depth > DEPTH_LIMIT or elements > ELEMENT_LIMIT:
            return None
    return tree


def _encoding(data: bytes) -> str | None:
    """UTF-8 when the bytes are; else what the page itself declares."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return None
    return "utf-8"


def _extracted(tree: Any) -> tuple[str, dict[str, str]]:
    try:
        from trafilatura import bare_extraction
    except ImportError:
        raise Missing(
            "reading web pages needs the package trafilatura",
            "install it with `pip install 'vedette[reports]'`",
        ) from None
    document = bare_extraction(
        tree,
        with_metadata=True,
        include_comments=False,
        include_tables=False,
        date_extraction_params={
            "original_date": True,
            "extensive_search": False,
            "max_date": "2100-01-01",
        },
    )
    names = ("text", "title", "author", "sitename", "date", "url")
    held = {name: str(getattr(document, name, None) or "") for name in names}
    return held.pop("text"), held


def _published(tree: Any) -> str:
    said = [str(value) for pattern in _PUBLISHED for value in tree.xpath(pattern)]
    for script in tree.xpath("//script[@type='application/ld+json']/text()"):
        said += _dates_in(str(script))
    return next(filter(None, map(stamp, said)), "")


def _dates_in(script: str) -> list[str]:
    """``datePublished`` of a JSON-LD script, at its top or in its graph."""
    try:
        held = json.loads(script)
    except (ValueError, RecursionError):
        return []
    nodes = held if isinstance(held, list) else [held]
    nodes = [node for node in nodes if isinstance(node, dict)]
    for node in list(nodes):
        graph = node.get("@graph")
        nodes += (
            [item for item in graph if isinstance(item, dict)] if isinstance(graph, list) else []
        )
    return [node["datePublished"] for node in nodes if isinstance(node.get("datePublished"), str)]
