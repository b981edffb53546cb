"""Screening a query for one of yente's routers, and writing answers fast.

An entry on an old list is still a hit, but finding nothing on an old list is no answer: where
the scope holds a stale list and nothing matched, the gate answers 503 and says which list.
yente's format has no word for "unknown", and an empty result would be read as "no hit".
"""

from collections.abc import Callable, Coroutine, Mapping
from dataclasses import dataclass
from typing import Annotated, Any

import orjson
from fastapi import Depends, HTTPException, Path, Query, Request
from fastapi.routing import APIRoute
from starlette.responses import Response

from vedette.find.names import Match
from vedette.interdict.gate.algorithms import ALGORITHMS
from vedette.interdict.gate.limits import MAX_RESULTS
from vedette.interdict.gate.models import Problem
from vedette.interdict.gate.scope import Scope
from vedette.interdict.gate.service import Post, Served
from vedette.model.entity import Entity
from vedette.reference import followthemoney as ftm

REFUSALS: dict[int | str, dict[str, Any]] = {
    400: {"model": Problem, "description": "The request cannot be answered as it stands"},
    401: {"model": Problem, "description": "No valid API token"},
    404: {"model": Problem, "description": "No such dataset or entity"},
    413: {"model": Problem, "description": "The body is too large"},
    414: {"model": Problem, "description": "The address is too long"},
    503: {"model": Problem, "description": "No snapshot, or a stale list and no match"},
}
"""What every router may answer besides its own."""

DatasetPath = Annotated[
    str,
    Path(description="A list, a collection of lists, or `default` for all", examples=["default"]),
]

MOMENT = (
    r"^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])"
    r"(T([01]\d|2[0-3])(:[0-5]\d(:[0-5]\d)?)?)?$"
)
"""A date or a time, as yente takes it."""

AlgorithmName = Annotated[
    str, Query(alias="algorithm", json_schema_extra={"enum": ["best", *ALGORITHMS]})
]


async def post_of(request: Request) -> Post:
    """The post that this application serves from."""
    post: Post = request.app.state.post
    return post


async def served_now(request: Request) -> Served:
    """The snapshot in service, held until the request is answered."""
    post: Post = request.app.state.post
    return post.served


class StrictRequest(Request):
    """A request whose JSON is read strictly: no NaN, no half characters, no bottomless nesting."""

    @classmethod
    def of(cls, request: Request) -> "StrictRequest":
        """The same request; its body can be read again from here, and from nowhere else."""
        return request if isinstance(request, cls) else cls(request.scope, request.receive)

    async def json(self) -> Any:
        return orjson.loads(await self.body())


class Route(APIRoute):
    """A route that reads its body with orjson, which is also what writes the answers."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        handler = super().get_route_handler()

        async def handle(request: Request) -> Response:
            return await handler(StrictRequest.of(request))

        return handle


Now = Annotated[Served, Depends(served_now)]


@dataclass(frozen=True, slots=True)
class Found:
    """The matches of one query, best first, and how many of them reach the threshold."""

    query: Entity
    matches: list[Match]
    total: int


def screen(
    served: Served, query: Entity, scope: Scope, limit: int, threshold: float, cutoff: float
) -> Found:
    """Match one query within a scope. As many candidates are asked for as yente scores."""
    schemata = ftm.candidates(query.schema)
    ranking = served.screener.rank(
        query, cutoff, lambda entity: scope.admits(entity, served, schemata)
    )
    candidates = min(MAX_RESULTS, max(20, limit * 10))
    above = [score for score in ranking.scores if score > cutoff][:candidates]
    total = sum(score >= threshold for score in above)
    return Found(query, ranking.matches(min(limit, len(above))), total)


def refuse_empty_from_stale(stale: Mapping[str, int], scope: Scope, total: int) -> None:
    """503 when nothing matched and a list that was asked is too old to say so."""
    old = {source: days for source, days in stale.items() if source in scope.lists}
    if old and not total:
        lists = ", ".join(f"{source} ({days} days)" for source, days in sorted(old.items()))
        raise HTTPException(
            503, f"No match, but these lists are too old to say no hit: {lists}; update them"
        )


def stale_header(stale: Mapping[str, int]) -> dict[str, str]:
    """A header that names the stale lists, when there are any."""
    return {"x-vedette-stale": ",".join(sorted(stale))} if stale else {}


def encoded(content: Any, status: int = 200, headers: Mapping[str, str] | None = None) -> Response:
    """JSON bytes without a detour through models."""
    body = orjson.dumps(content, option=orjson.OPT_NON_STR_KEYS)
    return Response(body, status, headers, "application/json")
