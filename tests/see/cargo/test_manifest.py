"""Manifests as they come: languages, encodings, spreadsheets, damage and hostility."""

import gzip
import json
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from vedette.lake import releases
from vedette.lake.columns import remembered
from vedette.lake.consignments import read_consignments
from vedette.lake.workspace import Workspace
from vedette.model.consignment import Consignment
from vedette.model.errors import BadInput
from vedette.see.cargo import identifiers
from vedette.see.cargo.read import consignments
from vedette.see.kinds import Intake
from vedette.see.recognise import kind_of

ENGLISH = """\
B/L No,Line,Date,Shipper,Shipper country,Consignee,Consignee country,Description of goods,HS Code,\
Gross weight (kg),Value (USD),Port of loading,Port of discharge,Vessel,IMO,Container
OLY-1,1,2023-01-15,Alpha FZE,UAE,Beta LLC,Russia,Ball bearings,8482.10,"1,250.5","12,000",AEJEA,\
RU OYA,PORT OLYA-3,9481910,CSQU3054383
"""


def read(path: Path, **said: object) -> list[Consignment]:
    return list(consignments(path, "m", "0" * 64, **said).lines)  # type: ignore[arg-type]


def write(folder: Path, name: str, text: str, encoding: str = "utf-8") -> Path:
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return path


def test_an_english_manifest(tmp_path: Path) -> None:
    (line,) = read(write(tmp_path, "m.csv", ENGLISH))
    assert line.id == "OLY-1#1" and line.origin == "row 2" and line.date == "2023-01-15"
    assert [(p.role, p.name, p.country) for p in line.parties] == [
        ("shipper", "Alpha FZE", "ae"),
        ("consignee", "Beta LLC", "ru"),
    ]
    good = line.goods[0]
    assert (good.hs, good.weight_kg, good.value, good.currency) == (
        "848210", 1250.5, 12000.0, "USD",
    )  # fmt: skip
    assert line.route == ("AEJEA", "RUOYA") and line.containers == ("CSQU3054383",)
    assert line.vessel == {"name": "PORT OLYA-3", "imo": "9481910"} and line.problems == ()


def test_a_russian_manifest_in_windows_1251_with_a_title_above_and_decimal_commas(
    tmp_path: Path,
) -> None:
    text = (
        "Манифест груза;;;;\n\n"
        "Номер коносамента;Отправитель;Получатель;Описание товара;Код ТН ВЭД;Вес брутто, кг\n"
        "А-7;ООО Альфа;ООО Бета;Подшипники шариковые;8482101009;1.250,5\n"
    )
    (line,) = read(write(tmp_path, "m.csv", text, "cp1251"))
    assert line.parties[1].name == "ООО Бета" and line.origin == "row 4"
    assert line.goods[0].hs == "8482101009" and line.goods[0].weight_kg == 1250.5


def test_a_persian_manifest(tmp_path: Path) -> None:
    header = "شماره بارنامه,فرستنده,گیرنده,شرح کالا,کد تعرفه,وزن"
    text = f"{header}\n۱۲,شرکت الف,شرکت ب,موتور,84071000,۲۵۰\n"
    (line,) = read(write(tmp_path, "m.csv", text))
    assert line.parties[0].name == "شرکت الف" and line.goods[0].weight_kg == 250.0


def test_a_workbook_that_ate_zeros(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (
        ["Packing list"],
        [],
        ["发货人", "收货人", "货物描述", "HS编码", "毛重(KG)"],
        ["Alpha", "Beta", "frozen fish", 3038990, 20.5],
        ["Alpha", "Beta", "processors", 8542.3, 1],
    ):
        sheet.append(row)
    path = tmp_path / "m.xlsx"
    book.save(path)
    fish, chips = read(path)
    assert fish.goods[0].hs == "03038990" and "leading zero" in fish.problems[0]
    assert chips.goods[0].hs == "854230" and "last zero" in chips.problems[0]
    assert kind_of(path).name == "manifest-xlsx"


def test_json_flat_nested_and_our_own(tmp_path: Path) -> None:
    flat = [{"shipper": "A", "consignee": "B", "hs code": "854231", "description": "ICs"}]
    nested = [
        {
            "awb": "020-12345675",
            "shipper": {"name": "A", "country": "TR"},
            "consignee": {"name": "B"},
            "items": [{"hs_code": "854231", "description": "ICs"}, {"description": "cables"}],
        }
    ]
    (one,) = read(write(tmp_path, "flat.json", json.dumps(flat)))
    (two,) = read(write(tmp_path, "nested.json", json.dumps({"shipments": nested})))
    assert one.goods[0].hs == "854231" and two.parties[0].country == "tr"
    assert [good.description for good in two.goods] == ["ICs", "cables"] and two.problems == ()
    lines = "\n".join(json.dumps(item) for item in flat * 2)
    assert len(read(write(tmp_path, "lines.jsonl", lines))) == 2


def test_followthemoney_declarations(tmp_path: Path) -> None:
    entities = [
        {"id": "d", "schema": "EconomicActivity", "properties": {
            "ccdNumber": ["10131010/240222/0001"], "vedCode": ["8542319010"], "sender": ["s"],
            "receiver": ["r"], "transport": ["v"], "goodsDescription": ["микросхемы"],
            "departureCountry": ["hk"], "destinationCountry": ["ru"], "date": ["2022-02-24"]}},
        {"id": "s", "schema": "Company", "properties": {"name": ["Alpha"], "country": ["hk"]}},
        {"id": "v", "schema": "Vessel", "properties": {"imoNumber": ["9481910"]}},
    ]  # fmt: skip
    path = write(tmp_path, "d.ftm.json", "\n".join(map(json.dumps, entities)))
    (line,) = read(path)
    assert [(p.role, p.name) for p in line.parties] == [("shipper", "Alpha"), ("consignee", "r")]
    assert line.vessel == {"imo": "9481910"} and line.origin_country == "hk"
    assert line.problems == ("consignee r: the entity that it points at is not in the file",)


def test_invalid_values_are_remarks_and_the_line_is_kept(tmp_path: Path) -> None:
    text = (
        "Shipper,Consignee,Consignee country,Goods,HS,Weight,Value,IMO,Container,Date\n"
        "A,B,Ruritania,bearings,77abc,heavy,$5,9481911,CSQU3054384,31.02.2023\n"
    )
    (line,) = read(write(tmp_path, "m.csv", text))
    said = " | ".join(line.problems)
    for part in ("31.02.2023", "CSQU3054384", "Ruritania", "77abc", "heavy", "$5", "9481911"):
        assert part in said
    assert line.goods[0].description == "bearings" and line.vessel["imo"] == "9481911"


def test_rows_without_document_are_told_apart_between_files(tmp_path: Path) -> None:
    path = write(tmp_path, "m.csv", "Shipper,Consignee,Goods\nA,B,x\n")
    one = next(iter(consignments(path, "m", "a" * 64).lines))
    other = next(iter(consignments(path, "m", "b" * 64).lines))
    assert one.id == "row 2 of aaaaaaaa" and one.id != other.id


def test_lines_of_one_document_have_ids_of_their_own(tmp_path: Path) -> None:
    text = "B/L,Shipper,Consignee,Goods\nX1,A,B,x\nX1,A,B,y\nX2,A,B,z\n"
    assert [line.id for line in read(write(tmp_path, "m.csv", text))] == ["X1", "X1#2", "X2"]


def test_see_takes_a_manifest_whole_and_remembers_its_columns(tmp_path: Path) -> None:
    workspace = Workspace.init(tmp_path / "w")
    odd = "Von,Nach,Was\nAlpha,Beta,Kugellager\n"
    path = write(tmp_path, "odd.csv", odd)
    with pytest.raises(BadInput, match="--column"):
        kind_of(path, "manifest-csv").take(workspace, path, Intake())
    columns = {"Von": "shipper.name", "Nach": "consignee.name", "Was": "description"}
    taken = kind_of(path, "manifest-csv").take(workspace, path, Intake(columns=columns))
    assert taken.new and taken.release.counts == {"lines": 1, "remarks": 0}
    assert remembered(workspace) == columns
    again = write(tmp_path, "next.csv", odd.replace("Alpha", "Gamma"))
    assert kind_of(again, "manifest-csv").take(workspace, again, Intake()).new
    assert not kind_of(path, "manifest-csv").take(workspace, path, Intake()).new
    lines = list(read_consignments(workspace, releases.kept(workspace)))
    assert sorted(line.parties[0].name for line in lines) == ["Alpha", "Gamma"]


def test_what_is_stored_is_what_was_read(tmp_path: Path) -> None:
    workspace = Workspace.init(tmp_path / "w")
    path = write(tmp_path, "m.csv", ENGLISH)
    assert kind_of(path).name == "manifest-csv"
    taken = kind_of(path).take(workspace, path, Intake(invented=True))
    (stored,) = read_consignments(workspace, [taken.release])
    (direct,) = consignments(path, "m", taken.release.sha256, invented=True).lines
    assert stored == direct and stored.invented


def test_a_bomb_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        with archive.open("xl/worksheets/sheet1.xml", "w") as part:
            for _ in range(600):
                part.write(b" " * 1_000_000)
    with pytest.raises(BadInput, match="unpacks to"):
        read(path)


def test_a_line_without_end_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path, "m.csv", "Shipper,Consignee,Goods\nA,B," + "x" * 11_000_000)
    with pytest.raises(BadInput, match="has a line of over"):
        read(path)


def test_a_compressed_manifest_is_refused_in_one_sentence(tmp_path: Path) -> None:
    path = tmp_path / "m.csv.gz"
    path.write_bytes(gzip.compress(ENGLISH.encode()))
    with pytest.raises(BadInput, match="unpack it first"):
        read(path)


def test_a_workbook_with_a_document_type_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("xl/workbook.xml", '<!DOCTYPE x [<!ENTITY a "b">]><workbook/>')
    with pytest.raises(BadInput, match="document type"):
        read(path)


@pytest.mark.parametrize(
    "content",
    [b"PK\x03\x04 not really", b"{", b"[1,2]", b"[[[[", b"a,b\n1,2\n", b"\xff\xfe\x00", b"x"],
)
def test_what_is_no_manifest_is_refused_in_one_sentence(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "m"
    path.write_bytes(content)
    with pytest.raises(BadInput):
        read(path)


def test_control_and_direction_characters_do_not_survive(tmp_path: Path) -> None:
    text = "Shipper,Consignee,Goods\nA\x1b[31m,B\u202e,x\u200b\n"
    (line,) = read(write(tmp_path, "m.csv", text))
    assert [party.name for party in line.parties] == ["A[31m", "B"]


@pytest.mark.long
@settings(max_examples=200, deadline=None)
@given(st.text(max_size=60))
def test_no_value_makes_a_reader_fail(text: str) -> None:
    for function in (identifiers.hs, identifiers.imo, identifiers.container, identifiers.day):
        value, problem = function(text)
        assert isinstance(value, str) and isinstance(problem, str)
    identifiers.locode(text)
    identifiers.waybill(text)


@pytest.mark.long
@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=300))
def test_no_bytes_make_the_reader_fail_otherwise_than_by_bad_input(
    tmp_path_factory: pytest.TempPathFactory, content: bytes
) -> None:
    path = tmp_path_factory.getbasetemp() / "fuzzed"
    path.write_bytes(b"Shipper,Consignee,Goods\n" + content)
    try:
        for line in read(path):
            json.dumps(line.to_json())
    except BadInput:
        pass


def test_a_header_of_two_rows_under_merged_cells(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (
        ["Manifest of goods"],
        ["B/L No", "Shipper", None, "Consignee", None, "Goods", None, None],
        [None, "Name", "Country", "Name", "Country", "Description", "HS code", "Weight (kg)"],
        ["X-1", "Alpha FZE", "UAE", "Beta LLC", "Russia", "Ball bearings", "8482.10", 1250],
    ):
        sheet.append(row)
    sheet.merge_cells("B2:C2")
    sheet.merge_cells("D2:E2")
    path = tmp_path / "m.xlsx"
    book.save(path)
    (line,) = read(path)
    assert line.origin == "row 4" and line.document == "X-1"
    assert [(p.role, p.country) for p in line.parties] == [("shipper", "ae"), ("consignee", "ru")]
    assert (line.goods[0].hs, line.goods[0].weight_kg) == ("848210", 1250.0)


def test_a_workbook_that_claims_a_million_columns_and_rows_is_read_at_once(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Shipper", "Consignee", "HS code"])
    sheet.append(["Alpha", "Beta", "848210"])
    sheet["XFD1048576"] = "far away"
    path = tmp_path / "m.xlsx"
    book.save(path)
    assert len(read(path)) == 1


def test_a_formula_without_its_value_is_an_empty_cell(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Shipper", "Consignee", "HS code"])
    sheet.append(["Alpha", '=HYPERLINK("http://example.org","Beta")', "848210"])
    path = tmp_path / "m.xlsx"
    book.save(path)
    (line,) = read(path)
    assert [party.name for party in line.parties] == ["Alpha"]


def test_rows_whose_columns_have_shifted_say_so(tmp_path: Path) -> None:
    header = "Shipper,Consignee,HS code,Description\n"
    comma = read(write(tmp_path, "a.csv", header + "Alpha, Inc,Beta,848210,bearings\n"))
    assert comma[0].problems[0] == "row of 5 cells under a header of 4: shifted"
    quote = header + '"Alpha,Beta,848210,bearings\nGamma,Delta,848210,bearings",x,,\n'
    assert "quotation mark" in read(write(tmp_path, "b.csv", quote))[0].problems[0]
    short = read(write(tmp_path, "c.csv", header + "Alpha,Beta,848210\n"))
    assert short[0].problems == ()
