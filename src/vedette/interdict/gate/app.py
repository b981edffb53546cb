"""The application: routers, guard, errors as answers, and the watcher that swaps snapshots.

`create_app` is the way in. Errors that are part of the product become answers with a reason;
a bug becomes 500 and a log line, and says nothing of the inside to the client.
"""

import asyncio
import logging
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.requests import Request
from starlette.responses import Response

import vedette
from vedette.interdict.gate.answer import encoded
from vedette.interdict.gate.guard import Guard
from vedette.interdict.gate.routers import (
    catalog,
    check,
    entities,
    health,
    match,
    reconcile,
    search,
)
from vedette.interdict.gate.service import Clock, Post, utc_now
from vedette.lake.workspace import Workspace
from vedette.model.errors import BadInput, Missing

log = logging.getLogger("vedette.gate")

WATCH_SECONDS = 1.0
"""How soon a newly published snapshot is served."""

ROUTERS = (check, match, search, entities, catalog, reconcile, health)


def create_app(
    workspace: Workspace, token: str = "", clock: Clock = utc_now, watch: float = WATCH_SECONDS
) -> FastAPI:
    """The gate over one workspace. `token`, when given, is asked of every client."""
    post = Post(workspace, clock)

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        await asyncio.to_thread(post.refresh)
        watcher = asyncio.create_task(post.watch(watch))
        yield
        watcher.cancel()

    app = FastAPI(
        title="Vedette",
        version=vedette.__version__,
        description="May it pass? Screening with reasons; nobody is ever cleared.",
        lifespan=lifespan,
        docs_url=None,
        redoc_url=None,
        strict_content_type=False,
    )
    app.state.post, app.state.token = post, token
    app.add_middleware(Guard, token=token)
    app.add_exception_handler(Missing, _missing)
    app.add_exception_handler(BadInput, _bad_input)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(Exception, _bug)
    for module in ROUTERS:
        app.include_router(module.router)
    return app


def from_environment() -> FastAPI:
    """The gate of a worker process, whose parent left the workspace in ``VEDETTE_WORKSPACE``."""
    workspace = Workspace.open(Path(os.environ["VEDETTE_WORKSPACE"]))
    return create_app(workspace, token_of(workspace))


def token_of(workspace: Workspace) -> str:
    """The API token, from the environment variable that the workspace names; "" for none."""
    return os.environ.get(workspace.setting("gate", "token_variable"), "")


async def _missing(_: Request, error: Exception) -> Response:
    return encoded({"detail": str(error)}, 503)


async def _bad_input(_: Request, error: Exception) -> Response:
    return encoded({"detail": str(error)}, 400)


async def _invalid(_: Request, error: Exception) -> Response:
    """What is wrong and where, without sending back what was sent."""
    found: list[Any] = list(error.errors()) if isinstance(error, RequestValidationError) else []
    detail = [{"loc": one["loc"], "msg": one["msg"], "type": one["type"]} for one in found[:20]]
    return encoded({"detail": detail}, 422)


async def _bug(request: Request, error: Exception) -> Response:
    log.error("a bug while answering %s", request.url.path, exc_info=error)
    return encoded({"detail": "Vedette failed on this request; its log says why"}, 500)
