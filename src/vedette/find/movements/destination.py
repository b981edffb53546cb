"""Where it said it would go, and where it went.

Reach for `destination_mismatches`. The destination is free text that the crew types: only what is
exactly a name or the UN/LOCODE of a known place, once blanks and signs are gone, is understood.
What is not understood is not held against anybody.
"""

import ibis
from ibis.expr import types as ir

from vedette.find.movements import sphere
from vedette.find.movements.identity import spells


def destination_mismatches(
    identities: ir.Table,
    visits: ir.Table,
    places: ir.Table,
    *,
    far_km: float = 100.0,
    reports: int = 2,
) -> ir.Table:
    """Port visits `far_km` or more from every place of the destination stated before arrival.

    The distance is ours: the anchorages and terminals of one port spread over tens of
    kilometres. Of ``RUOLY>IRAMD`` the part after the sign is read: ITU-R M.1371 asks for the
    port of destination, IMO SN/Circ.244 for UN/LOCODEs of departure and destination.

    Returns `subject`, `start` and `end` of the visit, `place`, `stated` (as typed), `km` (to the
    nearest place of that name), and `said_since`.
    """
    spell = spells(identities, "destination", reports=reports)
    stated = spell.select(subject="key", stated="value", said_since="since", said_until="until")
    stated = stated.mutate(word=_word(stated.stated.re_replace(".*>", "")))
    meant = _meant(stated, places)
    arrival = visits.select("subject", "start", "end", "place")
    arrival = arrival.join(places.select(place="id", place_lat="lat", place_lon="lon"), "place")
    both = arrival.join(stated, "subject")
    both = both.filter(both.said_since <= both.start)
    latest = ibis.row_number().over(
        ibis.window(
            group_by=[both.subject, both.start],
            order_by=[both.said_since.desc(), both.said_until.desc(), both.stated],
        )
    )
    both = both.mutate(latest=latest).filter(ibis._.latest == 0)
    compared = both.join(meant, "word")
    apart = compared.mutate(
        km=sphere.km(compared.place_lat, compared.place_lon, compared.meant_lat, compared.meant_lon)
    )
    near = apart.group_by("subject", "start", "end", "place", "stated", "said_since").agg(
        km=apart.km.min()
    )
    far = near.filter(near.km >= far_km)
    return far.mutate(km=far.km.round(1))


def _word(text: ir.StringValue) -> ir.StringValue:
    """Capital letters and digits only: ``Bandar-e Anzali`` and ``IR BAZ`` lose their blanks."""
    return text.upper().re_replace("[^A-Z0-9]", "")


def _meant(stated: ir.Table, places: ir.Table) -> ir.Table:
    """The places that each word names, by name, by another name or by UN/LOCODE."""
    called = ibis.array([places.name, places.code]).concat(places.also)
    names = places.select("lat", "lon", named=called.unnest())
    meant = names.select(word=_word(names.named), meant_lat="lat", meant_lon="lon")
    words = stated.filter(stated.word.length() >= 3).select("word").distinct()
    return meant.filter(meant.word.notnull()).distinct().join(words, "word")
