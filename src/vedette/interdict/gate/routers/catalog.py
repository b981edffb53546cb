"""``/catalog``, ``/manifest``, ``/algorithms``: what is served and how it compares."""

from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from vedette.interdict.gate.algorithms import ALGORITHMS, BEST
from vedette.interdict.gate.answer import REFUSALS, Now, Route, encoded
from vedette.interdict.gate.models import AlgorithmAnswer, Algorithms, Catalog
from vedette.interdict.gate.service import EVERYTHING, Served
from vedette.interdict.gate.wire import seconds
from vedette.model.canonical import digest
from vedette.model.release import Release
from vedette.reference import followthemoney as ftm

router = APIRouter(route_class=Route)


@router.get("/manifest", response_model=Catalog, include_in_schema=False)
@router.get(
    "/catalog",
    tags=["Data access"],
    response_model=Catalog,
    responses={304: {"description": "Nothing has changed"}, **REFUSALS},
)
async def catalog(request: Request, served: Now) -> Response:
    """The lists that are served: publisher, version, number of entries, and whether too old."""
    content = catalog_json(served)
    etag = f'"{digest(content, 32)}"'
    headers = {"ETag": etag, "Cache-Control": "private, max-age=60"}
    asked = [tag.strip() for tag in request.headers.get("if-none-match", "").split(",")]
    if etag in asked or "*" in asked:
        return Response(status_code=304, headers=headers)
    return encoded(content, headers=headers)


def catalog_json(served: Served) -> dict[str, Any]:
    """The catalogue as a client reads it."""
    outdated = sorted(served.stale)
    datasets = [
        _dataset(source, release, served.ages[source], source not in outdated)
        for source, release in served.releases.items()
    ]
    for name, members in {EVERYTHING: tuple(served.releases), **served.collections}.items():
        there = sorted(set(members) & set(served.releases))
        datasets.append(_collection(name, there, not set(there) & set(outdated)))
    return {
        "datasets": datasets,
        "current": sorted(set(served.releases) - set(outdated)),
        "outdated": outdated,
        "index_stale": bool(outdated),
        "snapshot": served.snapshot.id,
    }


def _dataset(source: str, release: Release, days: int, current: bool) -> dict[str, Any]:
    version = f"{(seconds(release.known) or release.known)}-{release.sha256[:8]}"
    things = sum(
        count
        for name, count in release.counts.items()
        if (schema := ftm.schema(name)) is not None and schema.is_a("Thing")
    )
    return {
        "name": source,
        "title": release.title or source,
        "url": release.address or None,
        "version": version,
        "entity_count": sum(release.counts.values()),
        "thing_count": things,
        "updated_at": seconds(release.known),
        "last_export": seconds(release.retrieved),
        "publisher": {"name": release.publisher} if release.publisher else None,
        "license": release.licence or None,
        "load": True,
        "index_version": version,
        "index_current": current,
        "age_days": days,
        "children": [],
    }


def _collection(name: str, members: list[str], current: bool) -> dict[str, Any]:
    return {
        "name": name,
        "title": "All lists" if name == EVERYTHING else name,
        "load": False,
        "index_current": current,
        "children": members,
    }


@router.get("/algorithms", tags=["System information"], responses=REFUSALS)
async def algorithms() -> Algorithms:
    """The names that may be sent as `algorithm`, and what they mean here."""
    return Algorithms(
        algorithms=[
            AlgorithmAnswer(name=one.name, description=one.description)
            for one in ALGORITHMS.values()
        ],
        default="best",
        best=BEST,
    )
