"""Who and what is looked for in reports: the names on lines, the entries of lists, weapons.

Reach for `on_lines`, `entries` and `weapon`: each gives `Named` things, saying what an alert on
them is about. A listed ship or aircraft that was heard is one with its track: the alert is about
the track, where what it did stands already. One party that stands on several lists under one name
is one: the first of its entries stands for all (`leaders`).
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping

from vedette.find import consignments
from vedette.find.claims.mentions import plain
from vedette.find.claims.named import Named
from vedette.find.entries import Entries, entries_of
from vedette.find.families import Scene
from vedette.lake import tables
from vedette.model.claim import Frame
from vedette.model.entity import Entity
from vedette.model.finding import Evidence

ON_LINE, LISTED, TRADED = "claims.named", "claims.listed", "claims.traded"
TRADE: tuple[Frame, ...] = ("transfer", "order")
"""What makes a weapon in the news a matter of trade; its use is a matter of war."""
SHORTEST_PART = 5
"""Characters that a part number must have to be looked for."""


def on_lines(scene: Scene) -> dict[str, Named]:
    """Everybody and everything on the lines, by a running number that no list entry has."""
    found: dict[str, Named] = {}
    for line in consignments.lines(scene.workspace, scene.releases.get("consignments", ())):
        asked = [(query.role, query.entity) for query in consignments.queries(line)]
        asked += [
            ("part number", Entity("", "LegalEntity", {"name": (number,)}))
            for good in line.goods
            for number in good.part_numbers
            if len(number) >= SHORTEST_PART
        ]
        for role, entity in asked:
            key = f"\0{len(found):09}"
            found[key] = Named(
                subject=consignments.subject_of(line),
                detector=ON_LINE,
                role=role,
                about=f"{role} {entity.caption}",
                entity=Entity(key, entity.schema, entity.properties),
                evidence=(Evidence(line.source, line.release, line.origin, f"{role}: "
                                   f"{entity.caption}"),),
                invented=line.invented,
            )  # fmt: skip
    return found


def leaders(listed: Mapping[str, Entity]) -> dict[str, str]:
    """For each entry the first of those that bear its name: one party on three lists is one."""
    first: dict[str, str] = {}
    for identity in sorted(listed):
        first.setdefault(plain(listed[identity].caption), identity)
    return {identity: first[plain(entity.caption)] for identity, entity in listed.items()}


def entries(
    scene: Scene, listed: Mapping[str, Entity], wanted: Collection[str]
) -> Iterator[tuple[str, Named]]:
    """Each wanted entry by its id, once for every subject that an alert on it is about."""
    if not wanted:
        return
    same: dict[str, list[str]] = defaultdict(list)
    for identity, leader in sorted(leaders(listed).items()):
        same[leader].append(identity)
    known = entries_of(
        scene.workspace, scene.releases["entities"], {one for key in wanted for one in same[key]}
    )
    made_up = {release.sha256 for release in scene.releases["entities"] if release.invented}
    heard = _heard(scene)
    for identity in sorted(wanted):
        entity = listed[identity]
        subjects = sorted({one for key in _keys(entity) for one in heard.get(key, ())})
        for subject in subjects or [f"entry:{identity}"]:
            yield identity, _entry(entity, subject, known, same[identity], made_up)


def weapon(designation: str) -> Named:
    """A weapon by its designation."""
    return Named(
        subject=f"weapon:{designation}",
        detector=TRADED,
        role="weapon",
        about=designation,
        entity=Entity("", "LegalEntity", {"name": (designation,)}),
        frames=TRADE,
    )


def _entry(
    entity: Entity, subject: str, entries: Entries, same: list[str], made_up: set[str]
) -> Named:
    facts = entries.facts(entity.id) if entity.id in entries.parties else {}
    return Named(
        subject=subject,
        detector=LISTED,
        role=f"listed {entity.schema.lower()}",
        about=entity.id,
        entity=entity,
        facts={"entry": entries.brief(entity), "entries": same, "entry_facts": facts},
        evidence=(
            Evidence(entity.dataset, entity.release, entity.origin, f"{entity.caption} "
                     f"({entity.id})"),
        ),
        invented=entity.release in made_up,
    )  # fmt: skip


def _keys(entity: Entity) -> Iterator[tuple[str, str]]:
    """How a listed ship or aircraft may have been heard: attribute and value."""
    for attribute, name in (
        ("imo", "imoNumber"), ("mmsi", "mmsi"), ("registration", "registrationNumber"),
        ("icao24", "icaoCode"),
    ):  # fmt: skip
        for value in entity.values(name):
            yield attribute, value.casefold().removeprefix("imo").strip()
    if entity.schema == "Airplane":
        yield "registration", entity.caption.casefold()


def _heard(scene: Scene) -> dict[tuple[str, str], list[str]]:
    """Subjects of positions by what they say of themselves."""
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    columns = ("subject", "attribute", "value")
    releases = scene.releases.get("positions", ())
    for row in tables.read(scene.workspace, "identities", releases, columns):
        subject = str(row["subject"])
        kind, _, number = subject.partition(":")
        for key in ((str(row["attribute"]), str(row["value"]).casefold()), (kind, number)):
            if key[0] in ("imo", "registration", "mmsi", "icao24") and subject not in found[key]:
                found[key].append(subject)
    return found
