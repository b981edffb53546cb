"""XML from outside, record by record, in bounded memory.

Reach for `records` to walk a publisher's list; each record is handed over as a small tree and
freed when the next one is asked for. It refuses what a list never has and an attacker needs: a
document type, entities, the network, text nodes over 10 MB, nesting over 256 levels, and more
than `GAP` bytes without a record. Namespaces are dropped, because publishers change them with
every move of their web site.

The hard part is that an XML parser which recovers from errors turns a truncated list into a
short one. This one never recovers: a file that ends early is an error that names the line.
"""

from collections.abc import Iterator
from typing import IO, Any, cast

from lxml import etree

from vedette.model.errors import BadInput

LIMIT = 1 << 30
"""Bytes of XML that are read at most: eight times the largest list known (OFAC, advanced)."""
GAP = 64 << 20
"""Bytes read at most between two records, so that no tree grows without bound."""


def records(
    stream: IO[bytes], root: str, tags: tuple[str, ...], where: str
) -> Iterator[etree._Element]:
    """The elements named `tags` below `root`, in document order, without namespaces.

    Raises `BadInput` naming file and line for anything that is not well-formed XML with that
    root. An element inside another one of `tags` is handed over first and then emptied. Name every
    large part of the file in `tags`, even those that are skipped: only what is named is freed.

    >>> import io
    >>> file = io.BytesIO(b"<list xmlns='urn:x'><item><name>A</name></item><item/></list>")
    >>> [text(item, "name") for item in records(file, "list", ("item",), "x.xml")]
    ['A', '']
    """
    source = _Bounded(stream, where)
    parser = etree.iterparse(
        source,
        events=("end",),
        tag=[f"{{*}}{tag}" for tag in (*tags, root)],
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    found = False
    try:
        for _, element in parser:
            if not found:
                _check_root(element.getroottree(), root, where)
                found = True
            if element.getparent() is None:
                break
            source.gap = 0
            for inner in element.iter("{*}*"):
                if "{" in inner.tag:
                    inner.tag = inner.tag.rpartition("}")[2]
            yield element
            element.clear(keep_tail=False)
            _free_before(element)
        for _ in parser:
            pass  # what follows the root element must be well-formed too
    except etree.XMLSyntaxError as error:
        raise _not_xml(error, where) from None
    if not found:
        _check_root(parser.root.getroottree(), root, where)


def text(element: etree._Element, path: str) -> str:
    """The text of the first element at `path`, its whitespace made single, or ``""``."""
    return " ".join((element.findtext(path) or "").split())


def texts(element: etree._Element, path: str) -> list[str]:
    """The texts of all elements at `path` that have one."""
    found = (" ".join((item.text or "").split()) for item in element.iterfind(path))
    return [value for value in found if value]


class _Bounded:
    """A stream that stops the parser when it has read too much."""

    def __init__(self, stream: IO[bytes], where: str) -> None:
        self.stream, self.where = stream, where
        self.read_so_far = self.gap = 0

    def read(self, size: int = 65_536) -> bytes:
        data = self.stream.read(size)
        self.read_so_far += len(data)
        self.gap += len(data)
        if self.read_so_far > LIMIT:
            raise BadInput(self.where, f"has more than {LIMIT >> 20} MB of XML", "split it")
        if self.gap > GAP:
            raise BadInput(self.where, f"has no record in {GAP >> 20} MB of XML", "check the file")
        return data


def _check_root(tree: etree._ElementTree, root: str, where: str) -> None:
    if cast(Any, tree.docinfo).doctype:
        raise BadInput(
            where,
            "declares a document type or entities, which no list does",
            "do not use it; fetch it from the publisher again",
        )
    name = str(tree.getroot().tag).rpartition("}")[2]
    if name != root:
        raise BadInput(where, f"begins with <{name}>, not <{root}>", "check what this file is")


def _free_before(element: etree._Element) -> None:
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]


def _not_xml(error: etree.XMLSyntaxError, where: str) -> BadInput:
    message = (error.msg or "it is empty").split(", line ")[0]
    place = f"{where}, line {error.lineno}" if error.lineno else where
    if "Document is empty" in message or "no element found" in message:
        return BadInput(place, "is empty or not XML", "fetch it again")
    if any(sign in message for sign in ("Premature end", "EndTag", "not found", "Couldn't find")):
        return BadInput(place, f"the document ends early or is cut ({message})", "fetch it again")
    return BadInput(place, f"is not well-formed XML ({message})", "fetch it again")
