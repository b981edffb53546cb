"""``/entities/{id}`` and what an entity is linked with: owners, ships, sanctions, family."""

import asyncio
from typing import Annotated, Any

from fastapi import APIRouter, HTTPException, Path, Query
from starlette.responses import Response

from vedette.interdict.gate import answer, nested
from vedette.interdict.gate.answer import Now, Route
from vedette.interdict.gate.limits import MAX_OFFSET, MAX_RESULTS, SEARCH_PAGE
from vedette.interdict.gate.models import AdjacentAnswer, AdjacentPage, EntityAnswer
from vedette.interdict.gate.service import Served
from vedette.model.entity import Entity
from vedette.reference import followthemoney as ftm

router = APIRouter(tags=["Data access"], route_class=Route)

EntityPath = Annotated[str, Path(description="An entity's id", examples=["ofac-39637"])]
Limit = Annotated[int, Query(ge=0, le=MAX_RESULTS)]
Offset = Annotated[int, Query(ge=0, le=MAX_OFFSET)]


@router.get("/entities/{entity_id}", response_model=EntityAnswer, responses=answer.REFUSALS)
async def entity(
    served: Now,
    entity_id: EntityPath,
    nest: Annotated[bool, Query(alias="nested")] = True,
) -> Response:
    """One list entry by its id, with its neighbours inside it unless `nested` is false."""

    def look() -> dict[str, Any]:
        root = _root(served, entity_id)
        if nest:
            return nested.with_neighbours(served, root)
        return nested.plain(served, root)

    return answer.encoded(await asyncio.to_thread(look))


@router.get(
    "/entities/{entity_id}/adjacent", response_model=AdjacentAnswer, responses=answer.REFUSALS
)
async def adjacent(
    served: Now, entity_id: EntityPath, limit: Limit = SEARCH_PAGE, offset: Offset = 0
) -> Response:
    """What an entry is linked with, by property, a page of each."""

    def look() -> dict[str, Any]:
        root = _root(served, entity_id)
        pages = {
            name: _page(served, root, ids, limit, offset)
            for name, ids in nested.neighbours(served, root).items()
        }
        return {"entity": nested.plain(served, root), "adjacent": pages}

    return answer.encoded(await asyncio.to_thread(look))


@router.get(
    "/entities/{entity_id}/adjacent/{property_name}",
    response_model=AdjacentPage,
    responses=answer.REFUSALS,
)
async def adjacent_by_property(
    served: Now,
    entity_id: EntityPath,
    property_name: str,
    limit: Limit = SEARCH_PAGE,
    offset: Offset = 0,
) -> Response:
    """What an entry is linked with by one property."""

    def look() -> dict[str, Any]:
        root = _root(served, entity_id)
        schema = ftm.schema(root.schema)
        prop = schema.property(property_name) if schema else None
        if prop is None or prop.type != "entity":
            raise HTTPException(404, "No such property!")
        ids = nested.neighbours(served, root).get(property_name, [])
        return _page(served, root, ids, limit, offset)

    return answer.encoded(await asyncio.to_thread(look))


def _root(served: Served, identity: str) -> Entity:
    found = served.texts().entities([identity]).get(identity)
    if found is None:
        raise HTTPException(404, "No such entity!")
    return found


def _page(served: Served, root: Entity, ids: list[str], limit: int, offset: int) -> dict[str, Any]:
    return {
        "results": nested.inside(served, ids[offset : offset + limit], root),
        "total": {"value": len(ids), "relation": "eq"},
        "limit": limit,
        "offset": offset,
    }
