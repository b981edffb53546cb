"""The shapes that cross the wire, for validation of what comes in and OpenAPI for the rest.

Answers are written by `wire` and encoded at once; these models document them, and the tests
hold the answers against them.
"""

from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, WithJsonSchema

from vedette.interdict.gate.limits import MAX_BATCH, MAX_VALUE, MAX_VALUES
from vedette.interdict.gate.query import schemata_for_queries

_TEXT = {"type": "string", "maxLength": MAX_VALUE}
_VALUES = {
    "type": "array",
    "items": {"anyOf": [_TEXT, {"type": ["number", "boolean", "null"]}]},
    "maxItems": MAX_VALUES,
}

Properties = Annotated[
    dict[str, str | list[Any]],
    WithJsonSchema(
        {
            "type": "object",
            "description": "FollowTheMoney property names to values; others are left out",
            "additionalProperties": {"anyOf": [_TEXT, _VALUES]},
        }
    ),
]
"""Loosely typed here and documented as it is: `query` reads the values and refuses with 400,
as yente does, where a model would say 422."""


class Problem(BaseModel):
    """Why a request was refused."""

    detail: str


class Status(BaseModel):
    """``ok``, and why not otherwise."""

    status: str = "ok"


class Example(BaseModel):
    """A party, vessel or aircraft to be matched: a schema and its properties."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "schema": "Company",
                    "properties": {"name": ["Shahed Aviation Industries"], "country": ["ir"]},
                }
            ]
        }
    )

    id: str | None = None
    schema_: Annotated[
        str,
        Field(
            alias="schema",
            description="A FollowTheMoney schema",
            json_schema_extra={"enum": schemata_for_queries()},
        ),
    ]
    properties: Properties


class MatchBody(BaseModel):
    """A batch of queries, each under a key of the client's choosing."""

    queries: Annotated[
        dict[str, Example],
        Field(json_schema_extra={"minProperties": 1, "maxProperties": MAX_BATCH}),
    ]
    weights: Annotated[dict[str, float], Field(json_schema_extra={"maxProperties": 0})] = {}
    config: Annotated[
        dict[str, str | int | float | bool | None], Field(json_schema_extra={"maxProperties": 0})
    ] = {}


class Total(BaseModel):
    """How many there are; always exact."""

    value: int
    relation: str = "eq"


class Feature(BaseModel):
    """One part of a score. Conflicts are negative, what is missing is 0."""

    score: float
    detail: str | None = None
    query: str | None = None
    candidate: str | None = None
    weight: float | None = None


class EntityAnswer(BaseModel):
    """A list entry, with the release and the row it was read from."""

    id: str
    caption: str
    schema_: str = Field(alias="schema")
    properties: dict[str, list["str | EntityAnswer"]]
    datasets: list[str]
    referents: list[str] = []
    target: bool
    first_seen: str | None
    last_seen: str | None
    last_change: str | None
    release: str = ""
    origin: str = ""


class ScoredEntity(EntityAnswer):
    """A list entry that may be the one asked for, how likely, and why."""

    score: float
    match: bool
    explanations: dict[str, Feature]
    explanation: dict[str, Any]


class Matches(BaseModel):
    """The answer to one query of a batch."""

    status: int = 200
    results: list[ScoredEntity]
    total: Total
    query: Example


class MatchAnswer(BaseModel):
    """The answers by the client's keys."""

    responses: dict[str, Matches]
    limit: int


class FacetValue(BaseModel):
    """One value and how many entities have it."""

    name: str
    label: str
    count: int


class Facet(BaseModel):
    """The values of one facet, the commonest first."""

    label: str
    values: list[FacetValue]


class Page(BaseModel):
    """Where a page of results stands."""

    limit: int
    offset: int
    total: Total


class SearchAnswer(Page):
    """Entities that hold the words."""

    results: list[EntityAnswer]
    facets: dict[str, Facet]


class AdjacentPage(Page):
    """Entities on the other end of one property."""

    results: list[str | EntityAnswer]


class AdjacentAnswer(BaseModel):
    """An entity and all that it is linked with, by property."""

    entity: EntityAnswer
    adjacent: dict[str, AdjacentPage]


class Publisher(BaseModel):
    """Who publishes a list."""

    name: str


class Dataset(BaseModel):
    """A list or a collection of lists."""

    name: str
    title: str
    url: str | None = None
    version: str | None = None
    entity_count: int | None = None
    thing_count: int | None = None
    updated_at: str | None = None
    last_export: str | None = None
    publisher: Publisher | None = None
    license: str | None = None
    load: bool = True
    index_version: str | None = None
    index_current: bool
    age_days: int | None = None
    children: list[str] = []


class Catalog(BaseModel):
    """The lists that are served. Those older than the workspace allows are ``outdated``."""

    datasets: list[Dataset]
    current: list[str]
    outdated: list[str]
    index_stale: bool
    snapshot: str


class AlgorithmAnswer(BaseModel):
    """A name that clients may send as ``algorithm``."""

    name: str
    description: str
    features: dict[str, Any] = {}
    docs: dict[str, Any] = {}


class Algorithms(BaseModel):
    """All of them."""

    algorithms: list[AlgorithmAnswer]
    default: str
    best: str


class ReasonAnswer(BaseModel):
    """Why, with the facts and the evidence."""

    rule: str
    says: str
    weight: float
    facts: dict[str, Any]
    evidence: list[dict[str, Any]]


class VerdictAnswer(BaseModel):
    """``hold``, ``review``, ``no_hit`` or ``unknown``, and what it rests on."""

    subject: str
    answer: Annotated[str, Field(pattern="^(hold|review|no_hit|unknown)$")]
    score: float
    snapshot: str
    reasons: list[ReasonAnswer]
    checked: list[str]
    unchecked: dict[str, str]
    ages: dict[str, int]
    invented: bool
