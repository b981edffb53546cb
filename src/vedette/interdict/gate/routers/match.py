"""``POST /match/{dataset}``: who on the lists may this be? yente's query by example."""

import asyncio
from collections.abc import Callable, Coroutine, Mapping
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Depends, HTTPException, Query, Request
from starlette.responses import Response

from vedette.find.names.nearest import in_turn
from vedette.interdict.gate import answer, wire
from vedette.interdict.gate.algorithms import algorithm, refuse_configuration
from vedette.interdict.gate.answer import (
    AlgorithmName,
    DatasetPath,
    Found,
    Now,
    Route,
    StrictRequest,
    served_now,
)
from vedette.interdict.gate.limits import MATCH_PAGE, MAX_BATCH, MAX_RESULTS, THRESHOLD
from vedette.interdict.gate.models import MatchAnswer, MatchBody
from vedette.interdict.gate.query import entity_of_query, restricted
from vedette.interdict.gate.scope import Scope
from vedette.interdict.gate.service import Served
from vedette.model.entity import Entity

Names = Annotated[list[str], Query()]


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address of a request says, apart from the body: whom to ask, and from where on."""

    dataset: str
    limit: int
    threshold: float
    cutoff: float
    algorithm: str
    scope: Mapping[str, Any]


async def asked(
    request: Request,
    dataset: DatasetPath,
    limit: Annotated[int, Query(ge=0, le=MAX_RESULTS)] = MATCH_PAGE,
    threshold: Annotated[float, Query(ge=0, le=1, allow_inf_nan=False)] = THRESHOLD,
    cutoff: Annotated[float, Query(ge=0, le=1, allow_inf_nan=False, deprecated=True)] = THRESHOLD,
    algorithm_name: AlgorithmName = "best",
    include_dataset: Names = [],  # noqa: B006
    exclude_dataset: Names = [],  # noqa: B006
    exclude_schema: Names = [],  # noqa: B006
    topics: Names = [],  # noqa: B006
    changed_since: Annotated[str | None, Query(pattern=answer.MOMENT)] = None,
    exclude_entity_ids: Annotated[list[str], Query(max_length=50)] = [],  # noqa: B006
) -> Asked:
    """Read the address; 422 when it cannot be understood."""
    said = Asked(
        dataset,
        limit,
        threshold,
        min(cutoff, threshold),
        algorithm_name,
        {
            "include": include_dataset,
            "exclude": exclude_dataset,
            "exclude_schema": exclude_schema,
            "topics": topics,
            "changed_since": changed_since,
            "exclude_ids": exclude_entity_ids,
        },
    )
    if len(request.scope["query_string"]) <= _LONGEST:
        if len(_READ) >= _REMEMBERED:
            _READ.clear()
        _READ[_address(request)] = said
    return said


_READ: dict[tuple[str, bytes], Asked] = {}
_REMEMBERED, _LONGEST = 1_000, 1_000
"""Addresses that are remembered, and bytes of one: a client sends the same with every request."""


def _address(request: Request) -> tuple[str, bytes]:
    return request.scope["path"], request.scope["query_string"]


class _KnownAddress(Route):
    """A route that does not read an address again that it has read before.

    Half of what FastAPI does for a small request is looking for twelve parameters that are not
    there. Whatever is not quite as it should be goes the long way, which says why.
    """

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        the_long_way = super().get_route_handler()

        async def handle(request: Request) -> Response:
            request = StrictRequest.of(request)
            said = _READ.get(_address(request))
            kind = request.headers.get("content-type", "").partition(";")[0]
            if said is None or kind.strip().lower() != "application/json":
                return await the_long_way(request)
            try:
                body = MatchBody.model_validate(await request.json())
            except ValueError:
                return await the_long_way(request)
            return await match(await served_now(request), said, body)

        return handle


router = APIRouter(tags=["Matching"], route_class=_KnownAddress)


@router.post("/match/{dataset}", response_model=MatchAnswer, responses=answer.REFUSALS)
async def match(served: Now, said: Annotated[Asked, Depends(asked)], body: MatchBody) -> Response:
    """Match up to 100 parties, vessels or aircraft, each described by its properties.

    The score is a calibrated probability that the two are the same; `match` tells whether it
    reaches `threshold`. Each result carries the explanation of its score.
    """
    chosen = algorithm(said.algorithm)
    refuse_configuration(body.weights, body.config)
    if len(body.queries) > MAX_BATCH:
        raise HTTPException(400, f"Too many queries in one batch (limit: {MAX_BATCH})")
    if not body.queries:
        raise HTTPException(400, "No queries provided.")
    scope = Scope.of(served, said.dataset, **said.scope)
    queries = {
        key: entity_of_query(example.id, example.schema_, example.properties)
        for key, example in body.queries.items()
    }
    stale = served.stale
    responses: dict[str, Any] = {}
    for key, query in queries.items():
        if responses:
            await asyncio.sleep(0)  # a batch lets single queries pass
        looked_at = restricted(query, chosen.properties)
        found = answer.screen(served, looked_at, scope, said.limit, said.threshold, said.cutoff)
        answer.refuse_empty_from_stale(stale, scope, found.total)
        responses[key] = _response(served, query, found, said.threshold)
    headers = {
        "x-batch-size": str(len(responses)),
        "x-vedette-snapshot": served.snapshot.id,
        **answer.stale_header(stale),
    }
    return answer.encoded({"responses": responses, "limit": said.limit}, headers=headers)


def _response(served: Served, query: Entity, found: Found, threshold: float) -> dict[str, Any]:
    releases = served.releases
    return {
        "status": 200,
        "results": [
            wire.match_json(match, releases.get(match.entity.dataset), threshold, lower)
            for match, lower in zip(found.matches, in_turn(found.matches), strict=True)
        ],
        "total": {"value": found.total, "relation": "eq"},
        "query": {
            "id": query.id or None,
            "schema": query.schema,
            "properties": dict(query.properties),
        },
    }
