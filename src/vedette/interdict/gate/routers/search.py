"""``GET /search/{dataset}``: list entries that hold these words. For people, not for screening."""

import asyncio
from enum import StrEnum
from typing import Annotated, Any

import pycountry
from fastapi import APIRouter, HTTPException, Query
from pydantic import Field
from starlette.responses import Response

from vedette.interdict.gate import answer, wire
from vedette.interdict.gate.answer import DatasetPath, Now, Route
from vedette.interdict.gate.limits import MAX_OFFSET, MAX_RESULTS, SEARCH_PAGE
from vedette.interdict.gate.models import SearchAnswer
from vedette.interdict.gate.scope import Scope
from vedette.interdict.gate.service import Served
from vedette.interdict.gate.texts import GROUPED, ORDERS, Hits, Texts, Where
from vedette.interdict.gate.words import parse
from vedette.reference import followthemoney as ftm

router = APIRouter(tags=["Matching"], route_class=Route)

Names = Annotated[list[str], Query()]


class FacetName(StrEnum):
    """What entities can be counted by."""

    DATASETS = "datasets"
    SCHEMA = "schema"
    COUNTRIES = "countries"
    IDENTIFIERS = "identifiers"
    TOPICS = "topics"
    GENDERS = "genders"


class Operator(StrEnum):
    """How several values of one filter combine."""

    AND = "AND"
    OR = "OR"


SORT = f"^({'|'.join(ORDERS)})(:(asc|desc))?$"

LABELS = {
    "datasets": "Data sources",
    "schema": "Entity types",
    "countries": "Countries",
    "identifiers": "Identifiers",
    "topics": "Topics",
    "genders": "Genders",
}


@router.get("/search/{dataset}", response_model=SearchAnswer, responses=answer.REFUSALS)
async def search(
    served: Now,
    dataset: DatasetPath,
    q: str = "",
    schema: Annotated[
        str, Query(json_schema_extra={"enum": sorted(ftm.schemata())})
    ] = ftm.ANYTHING,
    include_dataset: Names = [],  # noqa: B006
    exclude_dataset: Names = [],  # noqa: B006
    exclude_schema: Names = [],  # noqa: B006
    changed_since: Annotated[str | None, Query(pattern=answer.MOMENT)] = None,
    countries: Names = [],  # noqa: B006
    topics: Names = [],  # noqa: B006
    datasets: Names = [],  # noqa: B006
    filters: Annotated[
        list[Annotated[str, Field(json_schema_extra={"pattern": "^[^:]+:"})]],
        Query(alias="filter", description="field:value"),
    ] = [],  # noqa: B006
    limit: Annotated[int, Query(ge=0, le=MAX_RESULTS)] = SEARCH_PAGE,
    offset: Annotated[int, Query(ge=0, le=MAX_OFFSET)] = 0,
    sort: Annotated[
        list[Annotated[str, Field(json_schema_extra={"pattern": SORT})]],
        Query(description="field, or field:desc"),
    ] = [],  # noqa: B006
    fuzzy: bool = False,
    simple: bool = False,
    facets: list[FacetName] = Query(  # noqa: B008
        [FacetName.COUNTRIES, FacetName.TOPICS, FacetName.DATASETS]
    ),
    filter_op: Operator = Operator.OR,
) -> Response:
    """Search names and all other text. Words are all wanted; `"phrases"`, `-without`, `OR`,
    `beginning*` and `typos~` are understood; `simple=true` takes any text."""
    model = ftm.schema(schema)
    if model is None:
        raise HTTPException(400, f"Invalid schema: {schema!r}")
    words = parse(q, simple, fuzzy)
    scope = Scope.of(
        served,
        dataset,
        include_dataset,
        exclude_dataset,
        exclude_schema=exclude_schema,
        changed_since=changed_since,
    )
    where = scope.where(model.descendants | {model.name})
    named = [("countries", value) for value in countries]
    named += [("topics", value) for value in topics] + [("datasets", value) for value in datasets]
    named += [_filter(text) for text in filters]
    order = [_order(text) for text in sort]

    def look() -> tuple[Hits, list[dict[str, Any]]]:
        texts = served.texts()
        held = _held(texts, where, named, filter_op)
        hits = texts.search(words, held, limit, offset, list(facets), order)
        return hits, _entities(served, texts, hits.ids)

    hits, results = await asyncio.to_thread(look)
    content = {
        "results": results,
        "facets": {name: _facet(served, name, counts) for name, counts in hits.facets.items()},
        "total": {"value": hits.total, "relation": "eq"},
        "limit": limit,
        "offset": offset,
    }
    return answer.encoded(content)


def _entities(served: Served, texts: Texts, ids: tuple[str, ...]) -> list[dict[str, Any]]:
    found = texts.entities(ids)
    return [
        wire.entity_json(found[one], served.releases.get(found[one].dataset))
        for one in ids
        if one in found
    ]


def _filter(text: str) -> tuple[str, str]:
    field, colon, value = text.partition(":")
    if not colon or not field:
        raise HTTPException(400, f"Invalid filter: {text!r}; write field:value")
    return field.removeprefix("properties."), value


def _order(text: str) -> str:
    field, _, direction = text.partition(":")
    field = {"entity_id": "id"}.get(field, field)
    if field not in ORDERS or direction not in ("", "asc", "desc"):
        raise HTTPException(400, f"Invalid sort: {text!r}; sort by one of {', '.join(ORDERS)}")
    return f"{field} {direction or 'asc'} NULLS LAST"


def _held(texts: Texts, where: Where, named: list[tuple[str, str]], operator: Operator) -> Where:
    """`where` and the filters: those on one field combine by `operator`, fields by AND."""
    by_field: dict[str, list[Where]] = {}
    for field, value in named:
        by_field.setdefault(field, []).append(_condition(texts, field, value))
    for conditions in by_field.values():
        sql = f" {operator.value} ".join(one.sql[0] for one in conditions)
        where = where.and_(sql, *(value for one in conditions for value in one.values))
    return where


def _condition(texts: Texts, field: str, value: str) -> Where:
    if field in GROUPED:
        return Where().and_(f"list_contains({field}, ?)", value)
    column = {"datasets": "dataset"}.get(field, field)
    if column in ORDERS:
        return Where().and_(f"{column} = ?", value)
    return texts.having(field, value)


def _facet(served: Served, name: str, counts: Any) -> dict[str, Any]:
    return {
        "label": LABELS[name],
        "values": [
            {"name": value, "label": _label(served, name, value), "count": count}
            for value, count in counts
        ],
    }


def _label(served: Served, facet: str, value: str) -> str:
    if facet == "datasets":
        release = served.releases.get(value)
        return (release.title if release else "") or value
    if facet == "schema":
        schema = ftm.schema(value)
        return schema.plural if schema else value
    if facet == "topics":
        return ftm.topics().get(value, value)
    if facet == "countries":
        country = pycountry.countries.get(alpha_2=value.upper()) if len(value) == 2 else None
        return country.name if country else value
    return value
