"""A party as a client describes it, read as an entity that can be screened.

Values are made text, countries become codes, names given in parts are joined. It refuses
schemata that FollowTheMoney does not have or that cannot be matched, and queries beyond the
limits; properties that the schema does not have are left out, as yente does, and the echoed
query shows it.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from fastapi import HTTPException

from vedette.interdict.gate.limits import MAX_VALUE, MAX_VALUES
from vedette.model.entity import NAME_PROPERTIES, Entity, full_name, unique
from vedette.reference import followthemoney as ftm
from vedette.reference.countries import country_code


def schemata_for_queries() -> list[str]:
    """What a query may be a description of."""
    return sorted({name for name, one in ftm.schemata().items() if one.matchable} | {ftm.ANYTHING})


def entity_of_query(identity: str | None, schema: str, properties: Mapping[str, Any]) -> Entity:
    """The entity that a query describes; 400 with the reason when it cannot be screened."""
    model = ftm.schema(schema)
    if model is None:
        raise HTTPException(400, f"Unknown schema: {schema!r}")
    if not model.matchable and schema != ftm.ANYTHING:
        raise HTTPException(400, f"Schema {schema!r} cannot be matched")
    cleaned: dict[str, tuple[str, ...]] = {}
    for name, values in properties.items():
        texts = list(_texts(name, values))
        prop = model.property(name) or (_anywhere(name) if schema == ftm.ANYTHING else None)
        if prop is not None and not prop.stub:
            cleaned[name] = unique(_clean(prop, text) for text in texts)
    cleaned = {name: values for name, values in cleaned.items() if values}
    if not any(cleaned.get(name) for name in NAME_PROPERTIES) and (whole := full_name(cleaned)):
        cleaned["name"] = (whole,)
    return Entity(identity or "", schema, cleaned)


def restricted(query: Entity, properties: Sequence[str] | None) -> Entity:
    """The query with only these properties, for algorithms that look at nothing else."""
    if properties is None:
        return query
    kept = {name: values for name, values in query.properties.items() if name in properties}
    return Entity(query.id, query.schema, kept)


def _texts(name: str, values: Any) -> Iterable[str]:
    given = values if isinstance(values, list) else [values]
    if len(given) > MAX_VALUES:
        raise HTTPException(400, f"Property {name!r} has {len(given)} values, {MAX_VALUES} may be")
    for value in given:
        if isinstance(value, bool | int | float):
            value = str(value)
        if value is None:
            continue
        if not isinstance(value, str):
            raise HTTPException(400, f"Property {name!r} holds something that is not text")
        if len(value) > MAX_VALUE:
            raise HTTPException(400, f"Property {name!r} is longer than {MAX_VALUE} characters")
        yield value


def _clean(prop: ftm.Property, value: str) -> str:
    return country_code(value) or value if prop.type == "country" else value


def _anywhere(name: str) -> ftm.Property | None:
    return next((one for s in ftm.schemata().values() if (one := s.property(name))), None)
