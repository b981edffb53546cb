"""A consignment as it crosses the wire, and what it becomes inside.

Reach for `Paper` where `POST /check` is given one line of a manifest instead of a party. It has
the field names of `model.consignment`. It refuses more than a paper holds: its limits stand here.
"""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from vedette.interdict.gate.limits import MAX_VALUE
from vedette.model.consignment import Consignment, Good, Party

MAX_PARTIES, MAX_GOODS, MAX_PLACES = 50, 200, 50

Text = Annotated[str, Field(max_length=MAX_VALUE)]
Ids = Annotated[dict[Text, Text], Field(max_length=40)]
Amount = Annotated[float, Field(ge=0, le=1e15, strict=True)]
Role = Literal[
    "shipper", "consignee", "notify", "forwarder", "carrier",
    "bank", "buyer", "seller", "owner", "manager",
]  # fmt: skip


class PartyOnPaper(BaseModel):
    """Someone named on the paper, and in which role."""

    role: Role
    name: Text
    country: Text = ""
    address: Text = ""
    identifiers: Ids = {}


class GoodOnPaper(BaseModel):
    """One line of goods; `hs` in digits, weight in kilograms, value in `currency`."""

    description: Text
    hs: Annotated[str, Field(pattern=r"^\d{0,10}$")] = ""
    quantity: Text = ""
    weight_kg: Amount | None = None
    value: Amount | None = None
    currency: Text = ""
    part_numbers: Annotated[list[Text], Field(max_length=MAX_PLACES)] = []
    maker: Text = ""


class Paper(BaseModel):
    """One line of a manifest, bill of lading, air waybill or invoice."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "id": "BL-7",
                    "parties": [
                        {"role": "consignee", "name": "Qods Aviation Industries", "country": "ir"}
                    ],
                    "goods": [{"description": "integrated circuits", "hs": "854231"}],
                    "destination_country": "ir",
                    "vessel": {"name": "PORT OLYA-3"},
                }
            ]
        }
    )

    id: Text = ""
    date: Annotated[str, Field(pattern=r"^(\d{4}-\d{2}-\d{2})?$")] = ""
    document: Text = ""
    parties: Annotated[list[PartyOnPaper], Field(max_length=MAX_PARTIES)]
    goods: Annotated[list[GoodOnPaper], Field(max_length=MAX_GOODS)] = []
    origin_country: Text = ""
    destination_country: Text = ""
    route: Annotated[list[Text], Field(max_length=MAX_PLACES)] = []
    vessel: Ids = {}
    aircraft: Ids = {}
    containers: Annotated[list[Text], Field(max_length=MAX_GOODS)] = []


def consignment_of(paper: Paper) -> Consignment:
    """The noun that a verdict is asked of."""
    return Consignment(
        id=paper.id or "line",
        source="request",
        date=paper.date,
        document=paper.document,
        parties=tuple(Party(**party.model_dump()) for party in paper.parties),
        goods=tuple(
            Good(**{**good.model_dump(), "part_numbers": tuple(good.part_numbers)})
            for good in paper.goods
        ),
        origin_country=paper.origin_country.lower(),
        destination_country=paper.destination_country.lower(),
        route=tuple(paper.route),
        vessel=dict(paper.vessel),
        aircraft=dict(paper.aircraft),
        containers=tuple(paper.containers),
    )
