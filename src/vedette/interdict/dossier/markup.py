"""HTML whose text is escaped by construction: what is not `Html` is text, and text is escaped.

Reach for `tag` to make elements, `join` to put them together, `drawn` for SVG that one of our
own renderers made. It refuses nothing, and lets no character of outside text become markup.
"""

from collections.abc import Iterable
from html import escape

from vedette.model.visible import visible


class Html(str):
    """Text that is markup already. Only this module and our own renderers make it."""

    __slots__ = ()


VOID = frozenset({"br", "hr", "meta"})


def tag(name: str, /, *children: object, **attributes: str) -> Html:
    """An element. Children that are not `Html` are escaped; ``class_`` is the class.

    >>> tag("p", "a < b", tag("b", "\\x1b!"), class_='x"y')
    '<p class="x&quot;y">a &lt; b<b>␛!</b></p>'
    """
    said = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(visible(value))}"'
        for key, value in attributes.items()
    )
    if name in VOID:
        return Html(f"<{name}{said}>")
    return Html(f"<{name}{said}>{join(children)}</{name}>")


def join(children: Iterable[object]) -> Html:
    """Several children in a row."""
    return Html(
        "".join(
            child if isinstance(child, Html) else escape(visible(child), quote=False)
            for child in children
            if child is not None
        )
    )


def rows(pairs: Iterable[tuple[object, object]]) -> Html:
    """A table of two columns, name and value."""
    return tag("table", *(tag("tr", tag("th", a), tag("td", b)) for a, b in pairs), class_="pairs")


def drawn(svg: str) -> Html:
    """A picture that one of our own renderers drew, its text escaped there."""
    return tag("figure", Html(svg))
