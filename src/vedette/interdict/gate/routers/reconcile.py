"""``/reconcile/{dataset}``: the Reconciliation Service API 0.2, for OpenRefine and its like.

https://www.w3.org/community/reports/reconciliation/CG-FINAL-specs-0.2-20230410/
"""

import asyncio
from collections.abc import Mapping
from typing import Annotated, Any
from urllib.parse import parse_qs

import orjson
from fastapi import APIRouter, HTTPException, Query, Request
from pydantic import BaseModel, Field, TypeAdapter, ValidationError
from starlette.responses import Response

from vedette.interdict.gate import answer
from vedette.interdict.gate.algorithms import algorithm
from vedette.interdict.gate.answer import AlgorithmName, DatasetPath, Now, Route
from vedette.interdict.gate.limits import MATCH_PAGE, MAX_BATCH, MAX_RESULTS, SEARCH_PAGE, THRESHOLD
from vedette.interdict.gate.query import entity_of_query, restricted
from vedette.interdict.gate.scope import Scope
from vedette.interdict.gate.service import Served
from vedette.interdict.gate.words import Word, fold
from vedette.model.entity import Entity
from vedette.reference import followthemoney as ftm

router = APIRouter(tags=["Reconciliation"], route_class=Route)

SPACE = "https://followthemoney.tech/explorer/"
OK = {"code": "/api/status/ok", "status": "200 OK"}


class Detail(BaseModel):
    """A further property of a query: ``country`` or ``Thing:country``, and its value."""

    pid: str
    v: str | list[str]


class ReconQuery(BaseModel):
    """One query of a batch."""

    query: str | None = None
    type: str | list[str] | None = None
    limit: Annotated[int, Field(ge=0, le=MAX_RESULTS)] = MATCH_PAGE
    properties: list[Detail] = []


class ExtendSettings(BaseModel):
    """How many values, and whether as a person reads them."""

    limit: Annotated[int, Field(ge=0, le=MAX_RESULTS)] = 0
    render: str = "caption"


class ExtendProperty(BaseModel):
    """A property that is wanted."""

    id: str
    settings: ExtendSettings = ExtendSettings()


class Extend(BaseModel):
    """Entities and the properties wanted of them."""

    ids: list[str]
    properties: list[ExtendProperty]


FORM = {
    "required": True,
    "content": {
        "application/x-www-form-urlencoded": {
            "schema": {
                "type": "object",
                "properties": {
                    name: {"type": "string", "contentMediaType": "application/json"}
                    for name in ("queries", "extend")
                },
                "anyOf": [{"required": ["queries"]}, {"required": ["extend"]}],
            }
        }
    },
}

BATCH = TypeAdapter(dict[str, ReconQuery])


@router.get("/reconcile/{dataset}", responses=answer.REFUSALS)
async def manifest(request: Request, served: Now, dataset: DatasetPath) -> Response:
    """What this service offers, for the program that asks."""
    scope = Scope.of(served, dataset)
    base = str(request.base_url).rstrip("/") + f"/reconcile/{dataset}"
    schemata = await asyncio.to_thread(_schemata, served, scope)
    suggest = {
        what: {"service_url": base, "service_path": f"/suggest/{what}"}
        for what in ("entity", "type", "property")
    }
    entity = str(request.base_url).rstrip("/") + "/entities/{{id}}"
    extend = {"service_url": base, "service_path": "/extend/property"}
    return answer.encoded(
        {
            "versions": ["0.2"],
            "name": f"{dataset} (Vedette)",
            "identifierSpace": SPACE,
            "schemaSpace": SPACE,
            "documentation": "https://reconciliation-api.github.io/specs/0.2/",
            "batchSize": 25,
            "view": {"url": entity},
            "suggest": suggest,
            "extend": {"propose_properties": extend, "property_settings": []},
            "defaultTypes": [_type(schema) for schema in schemata],
        }
    )


@router.post("/reconcile/{dataset}", responses=answer.REFUSALS, openapi_extra={"requestBody": FORM})
async def reconcile(
    request: Request,
    served: Now,
    dataset: DatasetPath,
    algorithm_name: AlgorithmName = "best",
    changed_since: Annotated[str | None, Query(pattern=answer.MOMENT)] = None,
) -> Response:
    """Answer a batch of queries, or extend entities by more of their properties.

    Both come as form fields that hold JSON, so the standard has it.
    """
    form = await _form(request)
    queries, extend = form.get("queries"), form.get("extend")
    if extend and extend.strip():
        content = await asyncio.to_thread(_extended, served, _read(TypeAdapter(Extend), extend))
        return answer.encoded(content, headers={"x-batch-size": str(len(content["rows"]))})
    if queries is None:
        raise HTTPException(400, "No queries or extend request provided.")
    batch = _read(BATCH, queries)
    if len(batch) > MAX_BATCH:
        raise HTTPException(400, f"Too many queries in one batch (limit: {MAX_BATCH})")
    scope = Scope.of(served, dataset, changed_since=changed_since)
    chosen = algorithm(algorithm_name)
    stale = served.stale
    results: dict[str, Any] = {}
    for key, query in batch.items():
        await asyncio.sleep(0)
        asked = restricted(_entity(query), chosen.properties)
        found = answer.screen(served, asked, scope, query.limit, THRESHOLD, 0.0)
        answer.refuse_empty_from_stale(stale, scope, found.total)
        results[key] = {"result": [_scored(match.entity, match.score) for match in found.matches]}
    return answer.encoded(results, headers={"x-batch-size": str(len(results))})


@router.get("/reconcile/{dataset}/suggest/entity", responses=answer.REFUSALS)
async def suggest_entity(
    served: Now,
    dataset: DatasetPath,
    prefix: str = "",
    limit: Annotated[int, Query(ge=0, le=MAX_RESULTS)] = SEARCH_PAGE,
) -> Response:
    """Entities whose names hold the words, the last of which may be unfinished."""
    scope = Scope.of(served, dataset)
    parts = fold(prefix).split()
    words = tuple(Word(part, beginning=part is parts[-1]) for part in parts)

    def look() -> list[dict[str, Any]]:
        if not words:
            return []
        texts = served.texts()
        hits = texts.search((words,), scope.where(frozenset(ftm.schemata())), limit)
        found = texts.entities(hits.ids)
        return [_named(found[one]) for one in hits.ids if one in found]

    return answer.encoded({**OK, "prefix": prefix, "result": await asyncio.to_thread(look)})


@router.get("/reconcile/{dataset}/suggest/type", responses=answer.REFUSALS)
async def suggest_type(served: Now, dataset: DatasetPath, prefix: str = "") -> Response:
    """Schemata whose name begins so."""
    scope = Scope.of(served, dataset)
    schemata = await asyncio.to_thread(_schemata, served, scope)
    found = [_type(schema) for schema in schemata if _begins(prefix, schema.name, schema.label)]
    return answer.encoded({**OK, "prefix": prefix, "result": found[:MATCH_PAGE]})


@router.get("/reconcile/{dataset}/suggest/property", responses=answer.REFUSALS)
async def suggest_property(served: Now, dataset: DatasetPath, prefix: str = "") -> Response:
    """Properties whose name begins so."""
    scope = Scope.of(served, dataset)
    schemata = await asyncio.to_thread(_schemata, served, scope)
    found = [
        {"id": f"{prop.schema}:{prop.name}", "name": prop.label}
        for schema in schemata
        for prop in schema.own
        if not prop.hidden and prop.type != "entity" and _begins(prefix, prop.name, prop.label)
    ]
    return answer.encoded({**OK, "prefix": prefix, "result": found[:MATCH_PAGE]})


@router.get("/reconcile/{dataset}/extend/property", responses=answer.REFUSALS)
async def extend_property(
    dataset: DatasetPath,
    served: Now,
    kind: Annotated[
        str, Query(alias="type", json_schema_extra={"enum": sorted(ftm.schemata())})
    ] = ftm.ANYTHING,
    limit: Annotated[int, Query(ge=0, le=MAX_RESULTS)] = 0,
) -> Response:
    """Properties that entities of a type may be extended by, the important ones first."""
    Scope.of(served, dataset)
    schema = ftm.schema(kind)
    if schema is None:
        raise HTTPException(400, f"Invalid type: {kind}")
    shown = [
        prop for prop in schema.properties.values() if not prop.hidden and prop.type != "entity"
    ]
    shown.sort(key=lambda prop: (prop.name not in schema.featured, prop.label))
    properties = [{"id": prop.name, "name": prop.label} for prop in shown]
    return answer.encoded(
        {"limit": limit, "type": schema.name, "properties": properties[: limit or None]}
    )


async def _form(request: Request) -> dict[str, str]:
    try:
        fields = parse_qs((await request.body()).decode("ascii"), max_num_fields=10)
    except ValueError:
        raise HTTPException(400, "The body is not a form (x-www-form-urlencoded)") from None
    return {name: values[0] for name, values in fields.items()}


def _read(shape: TypeAdapter[Any], text: str) -> Any:
    try:
        return shape.validate_python(orjson.loads(text))
    except (orjson.JSONDecodeError, UnicodeEncodeError):
        raise HTTPException(400, "The form field is not JSON") from None
    except ValidationError as error:
        first = error.errors()[0]
        raise HTTPException(400, f"{first['loc']}: {first['msg']}") from None


def _entity(query: ReconQuery) -> Entity:
    kinds = [query.type] if isinstance(query.type, str) else query.type
    properties: dict[str, list[str]] = {"name": [query.query]} if query.query else {}
    for one in query.properties:
        name = one.pid.rpartition(":")[2]
        properties.setdefault(name, []).extend([one.v] if isinstance(one.v, str) else one.v)
    return entity_of_query(None, kinds[0] if kinds else ftm.ANYTHING, properties)


def _extended(served: Served, wanted: Extend) -> dict[str, Any]:
    if len(wanted.ids) > MAX_BATCH:
        raise HTTPException(400, f"Too many ids in one request (limit: {MAX_BATCH})")
    found = served.texts().entities(wanted.ids)
    known: Mapping[str, ftm.Property] = {
        one.id: prop
        for one in wanted.properties
        for schema in {entity.schema for entity in found.values()}
        if (model := ftm.schema(schema)) and (prop := model.property(one.id))
    }
    rows = {
        identity: {
            one.id: [
                {"str": value}
                for value in found[identity].values(one.id)[: one.settings.limit or None]
            ]
            for one in wanted.properties
            if one.id in known
        }
        if identity in found
        else {}
        for identity in wanted.ids
    }
    meta = [{"id": name, "name": prop.label} for name, prop in known.items()]
    return {"meta": meta, "rows": rows}


def _schemata(served: Served, scope: Scope) -> list[ftm.Schema]:
    """The matchable schemata in scope, and what they are kinds of."""
    names: set[str] = set()
    for name in served.texts().schemata(scope.where(frozenset(ftm.schemata()))):
        if ftm.known(name).matchable:
            names |= ftm.known(name).ancestors
    return [ftm.known(name) for name in sorted(names)]


def _begins(prefix: str, *labels: str) -> bool:
    wanted = prefix.lower().strip()
    return bool(wanted) and any(label.lower().startswith(wanted) for label in labels)


def _type(schema: ftm.Schema) -> dict[str, str]:
    return {"id": schema.name, "name": schema.plural, "description": schema.label}


def _named(entity: Entity) -> dict[str, Any]:
    schema = ftm.schema(entity.schema)
    kind = _type(schema) if schema else {"id": entity.schema, "name": entity.schema}
    return {
        "id": entity.id,
        "name": entity.caption,
        "description": kind.get("description", entity.schema),
        "type": [kind],
    }


def _scored(entity: Entity, score: float) -> dict[str, Any]:
    return _named(entity) | {"score": score, "match": score >= THRESHOLD}
