"""At the door: what is too large or carries no token is turned away before it is parsed.

A plain ASGI middleware, because it stands in front of every request and must cost nothing.
The token is compared in constant time and never written anywhere. ``/healthz`` and ``/readyz``
stay open: they are asked by machines that hold no secrets, and tell none.
"""

import hmac

import orjson
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from vedette.interdict.gate.limits import MAX_BODY, MAX_URL

OPEN = frozenset({"/healthz", "/readyz"})


class Guard:
    """URL length (414), body size (413) and token (401), each refusal with its reason."""

    def __init__(self, app: ASGIApp, token: str = "") -> None:
        self.app = app
        self.token = token.encode()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = dict(scope["headers"])
        if len(scope["raw_path"]) + len(scope["query_string"]) > MAX_URL:
            await refuse(send, 414, f"the address is longer than {MAX_URL} bytes")
        elif self.token and scope["path"] not in OPEN and not self.admits(headers):
            await refuse(send, 401, "a valid API token is needed: Authorization: ApiKey <token>")
        elif announced(headers) > MAX_BODY:
            await refuse(send, 413, too_large())
        else:
            await self.app(scope, counted(receive), send)

    def admits(self, headers: dict[bytes, bytes]) -> bool:
        """Does the Authorization header carry our token?"""
        _, _, given = headers.get(b"authorization", b"").strip().rpartition(b" ")
        return hmac.compare_digest(given, self.token)


def announced(headers: dict[bytes, bytes]) -> int:
    """The length that the client says its body has; 0 when it says nothing that is a number."""
    said = headers.get(b"content-length", b"")
    return int(said) if said.isdigit() else 0


def counted(receive: Receive) -> Receive:
    """`receive`, but a body that was announced as smaller, or not at all, stops at the limit."""
    total = 0

    async def limited() -> Message:
        nonlocal total
        message = await receive()
        total += len(message.get("body", b""))
        if total > MAX_BODY:
            raise HTTPException(413, too_large())
        return message

    return limited


def too_large() -> str:
    """Why a body was refused."""
    return f"the body is larger than {MAX_BODY} bytes; send fewer queries at once"


async def refuse(send: Send, status: int, reason: str) -> None:
    """Answer without calling the application."""
    body = orjson.dumps({"detail": reason})
    headers = [(b"content-type", b"application/json"), (b"content-length", b"%d" % len(body))]
    if status == 401:
        headers.append((b"www-authenticate", b"ApiKey"))
    headers.append((b"connection", b"close"))
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
