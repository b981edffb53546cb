"""Columns are recognised by what manifests really call them."""

import pytest

from vedette.model.errors import BadInput
from vedette.see.cargo.headers import field_of, fields, recognise


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("Shipper", "shipper.name"),
        ("CONSIGNEE_NAME", "consignee.name"),
        ("Consignee's Address", "consignee.address"),
        ("HS Code", "hs"),
        ("Gross Weight (KGS)", "weight"),
        ("Numéro de connaissement", "document"),
        ("Pays du destinataire", "consignee.country"),
        ("Désignation des marchandises", "description"),
        ("Empfänger", "consignee.name"),
        ("Zolltarifnummer", "hs"),
        ("País de destino", "destination_country"),
        ("Partida arancelaria", "hs"),
        ("Код ТН ВЭД", "hs"),
        ("Грузополучатель", "consignee.name"),
        ("Адрес отправителя", ""),  # the genitive is not in the table: not guessed
        ("Страна получатель", "consignee.country"),
        ("GTİP", "hs"),
        ("İhracatçı Ülke", "shipper.country"),
        ("Brüt Ağırlık", "weight"),
        ("گیرنده", "consignee.name"),
        ("شرح كالا", "description"),  # written with the Arabic kaf
        ("شماره کانتینر", "container"),
        ("المرسل إليه", "consignee.name"),
        ("وصف البضائع", "description"),
        ("收货人", "consignee.name"),
        ("发货人 Shipper", "shipper.name"),
        ("收货人国家", "consignee.country"),
        ("HS编码", "hs"),
        ("Vessel IMO", "vessel.imo"),
        ("Remarks", ""),
        ("", ""),
    ],
)
def test_header(header: str, field: str) -> None:
    assert field_of(header) == field


def test_of_two_columns_for_one_field_the_first_unless_mapped() -> None:
    headers = ["Goods", "Cargo", "Shipper"]
    assert recognise(headers) == {0: "description", 2: "shipper.name"}
    assert recognise(headers, {"Cargo": "description"}) == {1: "description", 2: "shipper.name"}


def test_a_mapping_to_nothing_sets_a_column_aside() -> None:
    assert recognise(["Goods", "Shipper"], {"Goods": ""}) == {1: "shipper.name"}


def test_a_mapping_to_an_unknown_field_is_refused_with_an_example() -> None:
    with pytest.raises(BadInput, match=r"consignee\.name"):
        recognise(["X"], {"X": "colour"})


def test_no_alias_stands_for_two_fields() -> None:
    from vedette.reference.folding import folded
    from vedette.see.cargo.headers import _table

    seen: dict[str, str] = {}
    table = _table()
    names = [*table["fields"].items(), *((f"{r}.name", s) for r, s in table["roles"].items())]
    for field, said in names:
        for alias in said:
            assert seen.setdefault(folded(alias), field) == field, alias
    assert len(set(fields())) == len(fields())
