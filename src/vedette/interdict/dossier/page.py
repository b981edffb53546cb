"""A dossier as one HTML page: no network, no script, nothing that is not in the document.

The page carries its document, so that `check` can draw it again and see whether anybody touched
what a reader sees. The content security policy allows its one style sheet, by hash, and nothing
else.
"""

import base64
import hashlib
import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from vedette.interdict.dossier.markup import Html, join, rows, tag
from vedette.interdict.dossier.sections import SECTIONS
from vedette.model.canonical import canonical

OPENING = '<script type="application/json" id="vedette-dossier">'
CLOSING = "</script>"


def page(document: Mapping[str, Any]) -> str:
    """The page of a document; the same document gives the same bytes."""
    alert = document["alert"]
    head = join(
        [
            tag("meta", charset="utf-8"),
            tag("meta", http_equiv="Content-Security-Policy", content=_policy()),
            tag("meta", name="referrer", content="no-referrer"),
            tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
            tag("title", f"{alert['id']} {alert['title']}"),
            Html(f"<style>{_style()}</style>"),
        ]
    )
    body = join([_head(document), *_sections(document), _proof(document), _data(document)])
    return f'<!doctype html>\n<html lang="en"><head>{head}</head>\n<body>{body}</body></html>\n'


def document_in(text: str) -> dict[str, Any]:
    """The document that a page or a JSON file carries; ValueError when it carries none."""
    if text.lstrip().startswith("{"):
        data = json.loads(text)
    else:
        start = text.index(OPENING) + len(OPENING)
        data = json.loads(text[start : text.index(CLOSING, start)])
    if not isinstance(data, dict):
        raise ValueError("no document")
    return data


def _head(document: Mapping[str, Any]) -> Html:
    alert = document["alert"]
    parts: list[object] = [
        tag("p", f"VEDETTE DOSSIER · {alert['id']} · made {document['made']}", class_="kicker"),
        tag("h1", alert["title"]),
        tag(
            "p",
            tag("span", document["state"], class_="state"),
            f"  weight {alert['weight']:.2f} · {alert['subject']}",
        ),
    ]
    if alert["invented"]:
        parts.append(tag("p", "INVENTED DEMONSTRATION DATA: nothing here is real.",
                         class_="invented"))  # fmt: skip
    if not document["found"]:
        parts.append(tag("p", "The newest run no longer finds this; it is shown as decided."))
    return tag("header", *parts)


def _sections(document: Mapping[str, Any]) -> list[Html]:
    found = []
    for section in SECTIONS:
        drawing = section.draw(document)
        if drawing:
            found.append(tag("section", tag("h2", section.title), drawing, id=section.name))
    return found


def _proof(document: Mapping[str, Any]) -> Html:
    run, head = document["run"], document["head"]
    return tag(
        "section",
        tag("h2", "Proof"),
        rows(
            [
                ("run of the detectors", f"{run.get('run', '–')}, event {run.get('seq', '–')}"),
                ("snapshot of the lists", run.get("snapshot", "–")),
                ("head of the ledger", join([f"{head['seq']} ", tag("code", head["hash"])])),
                ("digest of this dossier", tag("code", document["digest"])),
                ("made by", f"Vedette {document['version']}, {document['format']}"),
            ]
        ),
        tag(
            "footer",
            tag("p", "Check it against the ledger: vedette verify --dossier FILE. A finding is a "
                     "reason to look, not a judgement; a person decides, and nobody is cleared by "
                     "a machine."),
        ),
        id="proof",
    )  # fmt: skip


def _data(document: Mapping[str, Any]) -> Html:
    """The document inside the page. Nothing in it can end the element or open a comment."""
    text = canonical(document).decode("utf-8", "replace")
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return Html(OPENING + text + CLOSING)


@cache
def _style() -> str:
    return (files("vedette.interdict.dossier") / "style.css").read_text("utf-8").strip()


def _policy() -> str:
    sheet = base64.b64encode(hashlib.sha256(_style().encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{sheet}'; base-uri 'none'; form-action 'none'"
