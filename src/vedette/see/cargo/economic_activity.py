"""FollowTheMoney ``EconomicActivity``: customs declarations in FollowTheMoney's own words.

Reach for `activities` with the objects of a FollowTheMoney file. Parties, ships and aircraft
that an activity points at are looked up among the file's other entities; one that is not there
keeps its id as its name, and that is remarked upon.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from vedette.model.consignment import Consignment
from vedette.model.entity import Entity
from vedette.see.cargo.lines import Context, from_object

PARTIES = {
    "sender": "shipper",
    "receiver": "consignee",
    "contractHolder": "buyer",
    "declarant": "forwarder",
    "bankForeign": "bank",
}
"""Property to role. Who declares for another is a customs broker: the forwarder's place."""

FIELDS = {
    "document": ("ccdNumber",),
    "hs": ("vedCode",),
    "description": ("goodsDescription", "vedCodeDescription"),
    "origin_country": ("originCountry",),
    "dispatch_country": ("departureCountry",),
    "destination_country": ("destinationCountry",),
    "date": ("date", "startDate"),
    "value": ("amount", "invoiceAmount", "customsAmount"),
    "currency": ("currency",),
}
"""Field to properties of EconomicActivity (FollowTheMoney 4), the first that has a value."""

DETAILS = {
    "country": ("country", "jurisdiction"),
    "address": ("address",),
    "taxNumber": ("taxNumber", "innCode"),
    "registrationNumber": ("registrationNumber", "ogrnCode"),
    "incorporationDate": ("incorporationDate",),
}
SHIP = {"name": "name", "imo": "imoNumber", "mmsi": "mmsi", "flag": "flag", "call_sign": "callSign"}
AIRCRAFT = {"registration": "registrationNumber", "serial": "serialNumber"}


def is_activity(data: Mapping[str, Any]) -> bool:
    """Whether this object is an EconomicActivity."""
    return data.get("schema") == "EconomicActivity"


def activities(items: Iterable[Mapping[str, Any]], context: Context) -> Iterator[Consignment]:
    """The activities among these entities as consignments, in their order."""
    entities = [Entity.from_json(item) for item in items if "schema" in item]
    by_id = {entity.id: entity for entity in entities}
    for number, entity in enumerate(entities, 1):
        if entity.schema == "EconomicActivity":
            yield _activity(entity, by_id, context, f"entity {number}")


def _activity(
    entity: Entity, by_id: Mapping[str, Entity], context: Context, origin: str
) -> Consignment:
    row = {field: text for field, names in FIELDS.items() if (text := entity.first(*names))}
    row.setdefault("document", entity.id)
    problems: list[str] = []
    for name, role in PARTIES.items():
        party = _pointed(entity.first(name), by_id, role, problems)
        if party:
            row[f"{role}.name"] = party.first("bankName") or party.caption
            for field, names in DETAILS.items():
                if text := party.first(*names):
                    row[f"{role}.{field}"] = text
    means = _pointed(entity.first("transport"), by_id, "transport", problems)
    if means:
        kind, wanted = ("aircraft", AIRCRAFT) if means.schema == "Airplane" else ("vessel", SHIP)
        for field, name in wanted.items():
            if text := means.first(name):
                row[f"{kind}.{field}"] = text
    line = from_object(row, context, origin)
    return replace(line, problems=(*line.problems, *problems))


def _pointed(
    identity: str, by_id: Mapping[str, Entity], role: str, problems: list[str]
) -> Entity | None:
    if not identity:
        return None
    if identity not in by_id:
        problems.append(f"{role} {identity[:60]}: the entity that it points at is not in the file")
    return by_id.get(identity) or Entity(identity, "LegalEntity")
