"""One line of a manifest, bill of lading, air waybill or invoice, as it was written.

Values are kept as text where the paper had text; what a column means is settled by
`see.cargo`, what it is worth by `find.goods` and `interdict.verdict`.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Party:
    """Someone named on the paper, and in which role.

    `role` is one of ``shipper consignee notify forwarder carrier bank buyer seller owner
    manager``. `identifiers` maps FollowTheMoney property names to values.
    """

    role: str
    name: str
    country: str = ""
    address: str = ""
    identifiers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Good:
    """One line of goods. `hs` has digits only, as written once the dots are gone; `weight_kg`
    and `value` are null when the paper gives none; `currency` is ISO 4217."""

    description: str
    hs: str = ""
    quantity: str = ""
    weight_kg: float | None = None
    value: float | None = None
    currency: str = ""
    part_numbers: tuple[str, ...] = ()
    maker: str = ""


@dataclass(frozen=True, slots=True)
class Consignment:
    """A line that gets one verdict.

    `id` is the document number and line as written, or ``row N``. Countries are ISO 3166-1
    alpha-2 in lower case, places UN/LOCODE where the paper has one. `vessel` and `aircraft`
    map ``name imo mmsi call_sign flag`` and ``registration icao24 serial operator flight`` to
    text. `problems` are the reader's remarks on invalid fields, `date` ISO 8601.
    """

    id: str
    source: str
    release: str = ""
    origin: str = ""
    date: str = ""
    document: str = ""
    parties: tuple[Party, ...] = ()
    goods: tuple[Good, ...] = ()
    origin_country: str = ""
    destination_country: str = ""
    route: tuple[str, ...] = ()
    vessel: Mapping[str, str] = field(default_factory=dict)
    aircraft: Mapping[str, str] = field(default_factory=dict)
    containers: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()
    invented: bool = False

    def to_json(self) -> dict[str, Any]:
        """Plain JSON values."""
        return asdict(self)

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "Consignment":
        """Read one back from `to_json`."""
        fields = dict(data)
        fields["parties"] = tuple(Party(**item) for item in fields.get("parties", ()))
        fields["goods"] = tuple(
            Good(**{**item, "part_numbers": tuple(item.get("part_numbers", ()))})
            for item in fields.get("goods", ())
        )
        for name in ("route", "containers", "problems"):
            fields[name] = tuple(fields.get(name, ()))
        return cls(**fields)
