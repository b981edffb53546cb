"""Who is on the paper beyond their names: owners, fleets, neighbours, hulls and airframes.

`Context` holds what is asked, `looked_up` asks for everybody once, `reasons` says what follows
for one line. The verdict and the findings of `vedette find` are both made of these reasons.
"""

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor

from vedette.find.consignments import party_of
from vedette.find.entries import one_each
from vedette.find.names import Match
from vedette.find.parties.context import Context
from vedette.find.parties.owners import standings
from vedette.find.parties.reasons import Looked, asked, key_of, reasons
from vedette.find.route.history import Dealing, History, party_key
from vedette.model.consignment import Consignment
from vedette.model.entity import Entity

__all__ = ["Context", "Looked", "looked_up", "reasons"]

BATCH = 200
"""Parties between two ticks of a progress bar."""
LIMIT = 5
"""Entries per party, those on several lists of one publisher counted once: what comes after the
fifth is less likely than all of them."""

CUSTOMERS = 50
"""Consignees of one shipper that are looked up beside the line's own, the newest: a gate that
answers in milliseconds cannot ask for thousands."""

Progress = Callable[[str, int, int], None]
"""Told what is being done, how much of it is done, and how much there is."""


def looked_up(
    lines: Iterable[Consignment], context: Context, progress: Progress | None = None
) -> Looked:
    """Everybody on these lines, each once: against the lists, and in the registers."""
    if context.screener is None:
        return Looked()
    lines = list(lines)
    everyone = {key_of(q.entity): q.entity for line in lines for q in asked(line)}
    dealings = _dealings(lines, context.history)
    for of in dealings.values():
        everyone.update((key, party_of(one.consignee)) for key, one in of)
    found: dict[str, Sequence[Match]] = {}
    for done, (key, matches) in enumerate(
        zip(everyone, _matches(context, list(everyone.values())), strict=True), 1
    ):
        if matches:
            found[key] = matches
        if progress and (done % BATCH == 0 or done == len(everyone)):
            progress("parties", done, len(everyone))
    customers = {
        shipper: (one, best)
        for shipper, of in dealings.items()
        for key, one in of
        if (best := _listed(found.get(key, ()), context))
    }
    return Looked(found, customers, standings(everyone.values(), context))


def _dealings(
    lines: Iterable[Consignment], history: History
) -> dict[str, list[tuple[str, Dealing]]]:
    """Whom the shippers of these lines have shipped to, each consignee with its `key_of`."""
    shippers = {
        party_key(party): None
        for line in lines
        for party in line.parties
        if party.role == "shipper"
    }
    return {
        shipper: [
            (key_of(party_of(one.consignee)), one)
            for one in _newest(history.consignees.get(shipper, ()))
        ]
        for shipper in shippers
    }


def _newest(dealings: Iterable[Dealing]) -> list[Dealing]:
    by_name = sorted(dealings, key=lambda one: party_key(one.consignee))
    return sorted(by_name, key=lambda one: one.line.date, reverse=True)[:CUSTOMERS]


def _listed(matches: Sequence[Match], context: Context) -> Match | None:
    """The likeliest listed party, if likely enough to hold."""
    sure = (one for one in matches if one.score >= context.hold)
    return next((one for one in sure if one.entity.id in context.known.listed), None)


def _matches(context: Context, asked: Sequence[Entity]) -> Iterator[Sequence[Match]]:
    """Matches in the order of the questions. The screener's kernels release the interpreter, so
    that as many batches run at once as there are cores; one batch alone runs here."""
    screener = context.screener
    assert screener is not None

    def answer(batch: Sequence[Entity]) -> list[list[Match]]:
        found = screener.match_many(batch, 2 * LIMIT, context.threshold, workers=1)
        return [_likeliest(matches) for matches in found]

    batches = [asked[at : at + BATCH] for at in range(0, len(asked), BATCH)]
    if len(batches) < 2:
        yield from (one for batch in batches for one in answer(batch))
        return
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        for answers in pool.map(answer, batches):
            yield from answers


def _likeliest(matches: Sequence[Match]) -> list[Match]:
    wanted = {match.entity.id for match, _ in one_each(matches)[:LIMIT]}
    return [match for match in matches if match.entity.id in wanted]
