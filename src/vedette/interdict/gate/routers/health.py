"""``/healthz``, ``/readyz``, ``/updatez``: for the machines that look after this one."""

import asyncio
import hmac
from typing import Annotated

from fastapi import APIRouter, HTTPException, Query, Request

from vedette.interdict.gate.answer import REFUSALS, Route
from vedette.interdict.gate.models import Problem, Status
from vedette.interdict.gate.service import Post

router = APIRouter(tags=["System information"], route_class=Route)


@router.get("/healthz")
async def healthz() -> Status:
    """The process is up. Says nothing about its lists."""
    return Status()


@router.get("/readyz", responses={503: {"model": Problem, "description": "Not ready, and why"}})
async def readyz(request: Request) -> Status:
    """Lists are loaded and fresh enough to say that nobody matches; 503 with the reason if not."""
    post: Post = request.app.state.post
    stale = post.served.stale
    if stale:
        lists = ", ".join(f"{source} ({days} days)" for source, days in sorted(stale.items()))
        raise HTTPException(503, f"Stale lists: {lists}; run `vedette update`")
    return Status()


@router.post(
    "/updatez",
    responses={403: {"model": Problem, "description": "No token, or not ours"}, **REFUSALS},
)
async def updatez(
    request: Request,
    token: Annotated[str, Query(description="The gate's API token")] = "",
    sync: Annotated[bool, Query(description="Answer when it is done")] = False,
) -> Status:
    """Look at the workspace now instead of at the watcher's next turn.

    Reading new lists is `vedette update`'s business; this makes what it published served.
    Works only where the gate has a token.
    """
    ours = request.app.state.token
    given = token or request.headers.get("authorization", "").rpartition(" ")[2]
    if not ours or not hmac.compare_digest(given.encode(), ours.encode()):
        raise HTTPException(403, "Invalid token.")
    post: Post = request.app.state.post
    looking = asyncio.create_task(asyncio.to_thread(post.refresh))
    if sync:
        await looking
    else:
        request.app.state.looking = looking  # a task that nobody holds may be collected
    return Status()
