"""Facts of one consignment, by name: what the rules of the table read.

Reach for `facts`. Each fact has a name, a value, or a sentence saying why it is not known; the
names are explained in ``docs/rules.md`` and nowhere else interpreted. Adding a fact here lets an
analyst write rules on it. It refuses to judge: no weight and no threshold stands here but those
that define a fact.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from vedette.find.goods.codes import embargoed
from vedette.find.goods.examine import Examined
from vedette.find.route.history import History, party_key, price_ratio, split_of
from vedette.find.route.way import Way, way_of
from vedette.model.consignment import Consignment, Party
from vedette.reference.countries import country_name
from vedette.reference.folding import folded
from vedette.reference.rules.table import has_role, name_words


@dataclass(slots=True)
class Facts:
    """Known facts, and why others are not."""

    known: dict[str, Any] = field(default_factory=dict)
    missing: dict[str, str] = field(default_factory=dict)

    def put(self, name: str, value: Any, otherwise: str = "") -> None:
        """Set a fact, or say why it is not known when `value` is None."""
        if value is None:
            self.missing[name] = otherwise
        else:
            self.known[name] = value


def facts(
    line: Consignment,
    goods: Sequence[Examined],
    known: History,
    answers: Mapping[str, float],
) -> Facts:
    """Everything the rules may ask of this line."""
    found = Facts()
    _goods(found, goods, known, answers)
    way = way_of(line)
    _route(found, line, way)
    bound = [country for country in (*way.countries[1:], way.destination) if country]
    found.put(
        "goods.embargoed",
        _unique(item.says for one in goods for item in embargoed(one.good.hs, bound)),
    )
    found.put("route.bound", _unique(country_name(country) for country in bound))
    _parties(found, line, way, known)
    _split(found, line, known, answers)
    bad = tuple(
        problem
        for problem in line.problems
        if "check digit" in problem or "seven digits" in problem or "ISO 6346" in problem
    )
    found.put("paper.bad_numbers", bad)
    found.put("paper.problems", line.problems)
    return found


def _goods(
    found: Facts, goods: Sequence[Examined], known: History, answers: Mapping[str, float]
) -> None:
    listed = [item for one in goods for item in one.listed]
    whole = [item for item in listed if item.level != "heading"]
    found.put("goods.codes", tuple(dict.fromkeys(one.good.hs for one in goods if one.good.hs)))
    found.put("goods.chapters", tuple(sorted({one.good.hs[:2] for one in goods if one.good.hs})))
    found.put("goods.listed", _unique(item.says for item in whole))
    found.put("goods.tiers", tuple(sorted({i.row.tier for i in whole if i.row.tier})))
    heading = [item for item in listed if item.level == "heading"]
    found.put("goods.heading_only", _unique(item.says for item in heading)[:3])
    parts = [part for one in goods for part in one.parts]
    models = _unique(
        f"{part.row.designation} ({part.row.item}), known from {part.row.found_in}"
        for part in parts
        if part.row.kind == "model"
    )
    found.put("goods.models", models)
    found.put(
        "goods.categories", _unique(p.row.designation for p in parts if p.row.kind == "category")
    )
    found.put("goods.weapons", _unique(name for one in goods for name in one.weapons))
    disagree = [one for one in goods if one.agreement == "disagree"]
    found.put(
        "goods.disagree",
        _unique(
            f"HS {one.good.hs}, described as {', '.join(word.phrase for word in one.words[:3])}"
            for one in disagree
        ),
    )
    suggested = _unique(item.says for one in goods for item in one.suggested)
    found.put("goods.suggested", suggested[:4])
    found.put("goods.vague", _unique(one.good.description for one in goods if one.vague))
    controlled = bool(whole or models or (suggested and disagree))
    no_goods = not any(one.good.hs or one.good.description for one in goods)
    found.put("goods.controlled", None if no_goods else controlled, "no goods are described")
    _price(found, goods, known, int(answers["price_lines"]))


def _price(found: Facts, goods: Sequence[Examined], known: History, enough: int) -> None:
    worst: tuple[float, str] | None = None
    for one in goods:
        if one.price is not None:
            ratio = price_ratio(known, one.good.hs, one.good.currency, one.price, enough)
            if ratio and (worst is None or ratio[0] > worst[0]):
                said = f"{one.price:,.2f} {one.good.currency}/kg against {ratio[1]:,.2f}"
                worst = (ratio[0], said)
    reason = f"fewer than {enough} priced lines of the code, or no value or weight"
    found.put("goods.price_ratio", worst and round(worst[0], 1), reason)
    found.put("goods.price", worst and worst[1], reason)


def _route(found: Facts, line: Consignment, way: Way) -> None:
    found.put("route.countries", way.countries)
    end = way.destination
    no_end = "no country of destination is stated"
    found.put("destination.country", end or None, no_end)
    found.put("destination.name", country_name(end) if end else None, no_end)
    found.put("destination.said", country_name(end) if end else "nothing of a destination")
    found.put("destination.embargoed", has_role(end, "embargoed") if end else None, no_end)
    found.put("destination.hub", has_role(end, "hub") if end else None, no_end)
    no_way = "no place of the route has a known country"
    last = way.countries[-1] if way.countries else ""
    found.put("route.end_embargoed", has_role(last, "embargoed") if last else None, no_way)
    found.put("route.end_name", country_name(last) if last else None, no_way)
    found.put("route.end_at", way.last_place or None, no_way)
    between = [c for c in way.between if c != end]
    found.put("route.hubs", _unique(country_name(c) for c in between if has_role(c, "hub")))
    found.put(
        "route.embargoed_between",
        _unique(country_name(c) for c in between if has_role(c, "embargoed")),
    )
    no_length = "fewer than three places of the route have known coordinates"
    found.put("route.detour_ratio", way.ratio, no_length)
    found.put("route.detour_km", way.extra_km, no_length)
    found.put("route.way", " - ".join(line.route) or None, no_length)


def _parties(found: Facts, line: Consignment, way: Way, known: History) -> None:
    by_role: dict[str, Party] = {}
    for party in line.parties:
        by_role.setdefault(party.role, party)
    consignee, shipper, bank = (by_role.get(role) for role in ("consignee", "shipper", "bank"))
    nobody = "no consignee is named"
    found.put("consignee.name", consignee and consignee.name, nobody)
    for fact, kind in (("is_forwarder", "forwarder"), ("is_bank", "bank"), ("to_order", "order")):
        named = _says_so(consignee.name, kind) if consignee else None
        found.put(f"consignee.{fact}", named, nobody)
    country = consignee.country if consignee else ""
    no_country = "the consignee's country is not stated"
    found.put("consignee.country_name", country_name(country) if country else None, no_country)
    found.put("consignee.hub", has_role(country, "hub") if country else None, no_country)
    both = bool(country and way.destination)
    found.put(
        "consignee.elsewhere",
        country != way.destination if both else None,
        "the consignee's country or the destination is not stated",
    )
    founded = consignee.identifiers.get("incorporationDate", "")[:10] if consignee else ""
    age = _age(founded, line.date)
    found.put("consignee.founded", founded or None, "the consignee's founding is not stated")
    found.put("consignee.age_days", age, "the consignee's founding or the date is not stated")
    first = None
    if consignee and known.earlier and line.date:
        first = known.first.get(party_key(consignee), line.date) >= line.date
    found.put("consignee.first", first, "no earlier manifest is in the workspace")
    homes = {party.country for party in (consignee, shipper) if party and party.country}
    elsewhere = bank.country not in homes if bank and bank.country and homes else None
    found.put("bank.elsewhere", elsewhere, "no bank with a country is named")
    found.put(
        "bank.country_name",
        country_name(bank.country) if bank and bank.country else None,
        "no bank with a country is named",
    )
    embargoed = _unique(
        f"{party.role} {party.name}"
        for party in line.parties
        if party.role in ("consignee", "notify", "buyer", "forwarder", "bank")
        and has_role(party.country, "embargoed")
    )
    found.put("route.embargoed_parties", embargoed)
    same = bool(
        shipper
        and consignee
        and len(folded(shipper.address)) > 10
        and folded(shipper.address) == folded(consignee.address)
        and party_key(shipper) != party_key(consignee)
    )
    found.put("parties.same_address", same)


def _split(found: Facts, line: Consignment, known: History, answers: Mapping[str, float]) -> None:
    days, limit = int(answers["split_days"]), float(answers["split_value"])
    split = split_of(known, line, limit, days)
    reason = "the line has no date"
    found.put("split.lines", split and split[0], reason)
    found.put("split.total", split and split[1], reason)
    found.put("split.days", days)
    found.put("split.limit", limit)


def _says_so(name: str, kind: str) -> bool:
    """Whether a name says of itself what its bearer is."""
    padded = f" {folded(name)} "
    return any(
        (word in padded) if "一" <= word[0] <= "鿿" else (f" {word} " in padded)
        for word in name_words(kind)
    )


def _age(founded: str, day: str) -> int | None:
    try:
        return (date.fromisoformat(day) - date.fromisoformat(founded)).days
    except ValueError:
        return None


def _unique(values: Any) -> tuple[str, ...]:
    return tuple(dict.fromkeys(str(value) for value in values if value))
