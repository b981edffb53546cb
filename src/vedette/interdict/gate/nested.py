"""An entity with its neighbours inside it, as yente nests them.

One step from the entity, and one step further where the neighbour is itself a relation (an
ownership, a directorship): then what matters is who stands at its other end. It goes no
further, so that no list, however tangled, can make an answer endless.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from vedette.interdict.gate.service import Served
from vedette.interdict.gate.wire import entity_json
from vedette.model.entity import Entity
from vedette.reference import followthemoney as ftm


def plain(served: Served, entity: Entity) -> dict[str, Any]:
    """The entity in yente's shape, its neighbours as ids."""
    return entity_json(entity, served.releases.get(entity.dataset))


def with_neighbours(served: Served, root: Entity) -> dict[str, Any]:
    """The entity, with the entities that it names or that name it in place of their ids."""
    whole = plain(served, root)
    for name, ids in neighbours(served, root).items():
        whole["properties"][name] = inside(served, ids, root)
    return whole


def neighbours(served: Served, root: Entity) -> dict[str, list[str]]:
    """Ids by the property that leads to them, those that point at `root` included."""
    found: dict[str, list[str]] = {}
    for name, identity in served.texts().linked(root.id):
        found.setdefault(name, []).append(identity)
    return found


def inside(served: Served, ids: Sequence[str], root: Entity) -> list[str | dict[str, Any]]:
    """The entities of `ids` in order; an id that nothing is known of stays an id."""
    near = served.texts().entities(ids)
    beyond = served.texts().entities(
        [one for entity in near.values() for _, other in _ends(entity) for one in other]
    )
    answers: list[str | dict[str, Any]] = []
    for one in ids:
        if one not in near:
            answers.append(one)
            continue
        whole = plain(served, near[one])
        for name, others in _ends(near[one]):
            whole["properties"][name] = [
                plain(served, beyond[other]) if other in beyond and other != root.id else other
                for other in others
            ]
        answers.append(whole)
    return answers


def _ends(entity: Entity) -> Iterable[tuple[str, tuple[str, ...]]]:
    """The properties of a relation that name what it stands between."""
    schema = ftm.schema(entity.schema)
    if schema is not None and schema.edge:
        for prop in schema.properties.values():
            if prop.type == "entity" and entity.values(prop.name):
                yield prop.name, entity.values(prop.name)
