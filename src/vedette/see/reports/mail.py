"""Messages: an mbox file, or one message as a file. Newsletters and alerts arrive this way.

The text part is read, else the HTML part; attachments are left alone and never opened. What a
message asks its reader to do is text like any other.
"""

import mailbox
import re
from collections.abc import Iterator
from email import policy
from email.errors import MessageError
from email.message import EmailMessage
from email.parser import BytesParser
from email.utils import parseaddr
from pathlib import Path
from typing import Any

from vedette.model.errors import BadInput
from vedette.see.kinds import Sample
from vedette.see.reports.dates import stamp
from vedette.see.reports.found import SIZE_LIMIT as MESSAGE_LIMIT
from vedette.see.reports.found import Found, clean
from vedette.see.reports.pages import text_of
from vedette.see.reports.plain import decoded, unwrapped

SIZE_LIMIT = 2_000_000_000

_HEADER = re.compile(
    r"^(?:From|Date|Subject|To|Message-ID|Received|Return-Path|MIME-Version): ", re.M
)


def recognises(sample: Sample) -> bool:
    """True for an mbox file or a message with its header."""
    text = sample.text
    head = text.split("\n\n", 1)[0].replace("\r", "")
    return (text.startswith("From ") or head[:200].split(":")[0].replace("-", "").isalpha()) and (
        len(set(_HEADER.findall(head))) >= 3
    )


def read(path: Path) -> Iterator[Found]:
    """Every message that has text, in the file's order."""
    if path.stat().st_size > SIZE_LIMIT:
        raise BadInput(str(path), "is too large a mailbox", "split it")
    with path.open("rb") as file:
        many = file.read(5) == b"From "
    if not many:
        yield from _message(path.read_bytes()[:MESSAGE_LIMIT], "message 1")
        return
    box = mailbox.mbox(path, create=False)
    try:
        for number, key in enumerate(box.iterkeys(), 1):
            with box.get_file(key) as file:
                yield from _message(file.read(MESSAGE_LIMIT), f"message {number}")
    finally:
        box.close()


def _text_of(body: Any) -> object:
    """The text of a part; one that names an encoding nobody knows is read by its bytes."""
    try:
        return body.get_content()
    except LookupError:
        return decoded(body.get_payload(decode=True) or b"", "message")


def _message(data: bytes, origin: str) -> Iterator[Found]:
    """One message, or nothing when it is too broken to have a text."""
    try:
        message = BytesParser(EmailMessage, policy=policy.default).parsebytes(data)
        body = message.get_body(("plain", "html"))
        if body is None:
            return
        text = _text_of(body)
        html = body.get_content_subtype() == "html"
        headers = {
            name: str(message[name] or "") for name in ("Subject", "From", "Date", "Message-ID")
        }
    except (MessageError, LookupError, ValueError, TypeError, AttributeError, RecursionError):
        return
    if not isinstance(text, str):
        return
    text = text_of(text) if html else unwrapped(clean(text))
    title = clean(headers["Subject"]).replace("\n", " ")
    if not text:
        return
    name, address = parseaddr(headers["From"])
    yield Found(
        text=clean(text if title and text.startswith(title) else f"{title}\n\n{text}"),
        title=title,
        outlet=clean(name or address.rpartition("@")[2]),
        published=stamp(headers["Date"]),
        address="mid:" + headers["Message-ID"].strip("<> ") if headers["Message-ID"] else "",
        origin=origin,
    )
