"""``POST /match/{dataset}``: who on the lists may this be? yente's query by example."""

import asyncio
from typing import Annotated, Any

from fastapi import APIRouter, HTTPException, Query, Request
from starlette.responses import Response

from vedette.interdict.gate import answer, wire
from vedette.interdict.gate.algorithms import algorithm, refuse_configuration
from vedette.interdict.gate.answer import AlgorithmName, DatasetPath, Found, Now, Route
from vedette.interdict.gate.limits import MATCH_PAGE, MAX_BATCH, MAX_RESULTS, THRESHOLD
from vedette.interdict.gate.models import MatchAnswer, MatchBody
from vedette.interdict.gate.query import entity_of_query, restricted
from vedette.interdict.gate.scope import Scope
from vedette.interdict.gate.service import Served
from vedette.model.entity import Entity

router = APIRouter(tags=["Matching"], route_class=Route)

Names = Annotated[list[str], Query()]


@router.post("/match/{dataset}", response_model=MatchAnswer, responses=answer.REFUSALS)
async def match(
    request: Request,
    served: Now,
    dataset: DatasetPath,
    body: MatchBody,
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
) -> Response:
    """Match up to 100 parties, vessels or aircraft, each described by its properties.

    The score is a calibrated probability that the two are the same; `match` tells whether it
    reaches `threshold`. Each result carries the explanation of its score.
    """
    chosen = algorithm(algorithm_name)
    refuse_configuration(body.weights, body.config)
    if len(body.queries) > MAX_BATCH:
        raise HTTPException(400, f"Too many queries in one batch (limit: {MAX_BATCH})")
    if not body.queries:
        raise HTTPException(400, "No queries provided.")
    scope = Scope.of(
        served,
        dataset,
        include_dataset,
        exclude_dataset,
        exclude_schema=exclude_schema,
        topics=topics,
        changed_since=changed_since,
        exclude_ids=exclude_entity_ids,
    )
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
        found = answer.screen(served, looked_at, scope, limit, threshold, min(cutoff, threshold))
        answer.refuse_empty_from_stale(stale, scope, found.total)
        responses[key] = _response(served, query, found, threshold)
    headers = {
        "x-batch-size": str(len(responses)),
        "x-vedette-snapshot": served.snapshot.id,
        **answer.stale_header(stale),
    }
    return answer.encoded({"responses": responses, "limit": limit}, headers=headers)


def _response(served: Served, query: Entity, found: Found, threshold: float) -> dict[str, Any]:
    releases = served.releases
    return {
        "status": 200,
        "results": [
            wire.match_json(match, releases.get(match.entity.dataset), threshold)
            for match in found.matches
        ],
        "total": {"value": found.total, "relation": "eq"},
        "query": {
            "id": query.id or None,
            "schema": query.schema,
            "properties": dict(query.properties),
        },
    }
