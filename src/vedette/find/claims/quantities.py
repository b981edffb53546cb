"""From claims to statements of quantity: what was said to be delivered, ordered, used, denied.

Reach for `statements_of` before `stock`. Only claims with a frame that moves a stock count; a
claim that is merely planned, hypothetical or declined does not. A transfer without a number that
is denied becomes a denial; other claims without a number say nothing of quantity and are left
out, but for exhaustion, which is itself the number nought. The origin is the report's, so that
repetitions share it.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from vedette.model.claim import Claim
from vedette.model.statement import Predicate, Statement
from vedette.reference.weapons import designation_of, weapons

FRAMES: Mapping[str, Predicate] = {
    "transfer": "delivered",
    "order": "ordered",
    "produce": "produced",
    "use": "used",
    "intercept": "destroyed",
    "exhaust": "exhausted",
}


def statements_of(
    claims: Iterable[Claim], origin_of: Mapping[str, str] | None = None
) -> Iterator[Statement]:
    """Statements in the order of the claims; `origin_of` maps a report's id to its origin.

    >>> from vedette.model.claim import Quantity, Role
    >>> from vedette.model.report import Span
    >>> span = Span(0, 6, "dozens")
    >>> claim = Claim("r-1", "en", "assert", span, "x", frame="transfer",
    ...     recipient=Role(span, "Russia", country="ru"), item=Role(span, "Shahed-136"),
    ...     quantity=Quantity(24, 99, span, "dozens"), report_time="2022-10-21")
    >>> [(one.predicate, one.holder, one.item, one.low, one.high) for one in statements_of([claim])]
    [('delivered', 'RU', 'Shahed-136', 24.0, 99.0)]
    """
    origins = origin_of or {}
    for claim in claims:
        predicate = _predicate(claim)
        if predicate is None or not claim.report_time:
            continue
        holder = claim.recipient if predicate in ("delivered", "ordered", "denied") else claim.user
        # 3,000 containers of shells are no 3,000 shells
        quantity = claim.quantity if claim.quantity and not claim.quantity.unit else None
        speaker = claim.speaker
        yield Statement(
            said_by=(speaker.name if speaker and speaker.name else "the report itself"),
            said_on=claim.report_time[:10],
            predicate=predicate,
            item=designation_of(claim.item.name) if claim.item else "",
            holder=(holder.country or "").upper() if holder else "",
            low=float(quantity.low) if quantity else None,
            high=float(quantity.high) if quantity and quantity.high is not None else None,
            words=quantity.span.text if quantity else "",
            supplier=(claim.supplier.country or "").upper() if claim.supplier else "",
            event_by=claim.when.end or "" if claim.when else "",
            origin=origins.get(claim.report, ""),
            source="claims",
            release=claim.report,
            place=f"chars {claim.content.start}-{claim.content.end}",
        )


def same_item(name: str, wanted: str) -> bool:
    """Do the two names mean one item, or does one name the family of the other?

    A report that says "drones" means whatever drones it is about: an item that is no designation
    is not held against the one that is asked for.

    >>> same_item("Герань-2", "Shahed-136"), same_item("Mohajer-6", "Shahed-136")
    (True, False)
    >>> same_item("Shahed-136/131", "shahed-136"), same_item("Shaheds", "Shahed-136")
    (True, True)
    """
    one, other = designation_of(name), designation_of(wanted)
    if one == other:
        return True
    family = {"Shahed series": ("Shahed-131", "Shahed-136")}
    return other in family.get(one, ()) or one in family.get(other, ())


def bearing_on(statement: Statement, wanted: str) -> Statement | None:
    """What a statement says of the item that is wanted; None when it says nothing of it.

    Of the item itself it says what it says. Of goods that include the item ("dozens of drones from
    Iran") it is no more than an upper bound on what was delivered, and a denial denies the item
    too; but only where the supplier is the item's own country.

    >>> said = Statement("minister", "2022-10-21", "delivered", "drones", "RU", 24, 99, "dozens",
    ...     supplier="IR")
    >>> bearing_on(said, "Shahed-136").words, bearing_on(said, "Shahed-136").low
    ('dozens (drones, of any kind)', None)
    >>> bearing_on(said, "Orlan-10") is bearing_on(said, "Fateh-110") is None
    True
    """
    if same_item(statement.item, wanted):
        return statement
    weapon = next((one for one in weapons() if one.designation == designation_of(wanted)), None)
    named = designation_of(statement.item) != statement.item.strip()
    if weapon is None or named or statement.supplier != weapon.country.upper():
        return None
    kinds = {kind for kind, words in INCLUDING.items() if words & set(_words(statement.item))}
    if not any(kind in weapon.kind or kind == "any" for kind in kinds):
        return None
    if statement.predicate == "denied":
        return statement
    if statement.predicate != "delivered" or statement.high is None:
        return None
    words = f"{statement.words or f'up to {statement.high:.0f}'} ({statement.item}, of any kind)"
    return replace(statement, low=None, words=words)


INCLUDING = {
    "drone": frozenset({"drone", "drones", "uav", "uavs"}),
    "missile": frozenset({"missile", "missiles"}),
    "any": frozenset({"weapon", "weapons", "arms", "arme", "armes"}),
}
"""Words for goods of a kind; ``any`` includes every weapon."""


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def _predicate(claim: Claim) -> Predicate | None:
    if claim.frame is None or claim.frame not in FRAMES or claim.stance == "decline":
        return None
    if claim.stance == "deny" or "negated" in claim.modality:
        return "denied" if claim.frame == "transfer" else None
    if claim.stance == "promise" or {"plans", "may"} & set(claim.modality):
        return "ordered" if claim.frame == "order" else None
    predicate = FRAMES[claim.frame]
    return predicate if claim.quantity or predicate == "exhausted" else None
