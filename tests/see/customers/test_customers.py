"""Files of customers: columns in many languages, and rows that nobody could read."""

import gzip
from datetime import date

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from vedette.model.errors import BadInput
from vedette.see.customers.customers import columns, day, inquiries
from vedette.see.customers.rows import headers_of, size


def read(tmp_path, content, name="customers.csv", **options):
    path = tmp_path / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return list(inquiries(path, **options))


@pytest.mark.parametrize(
    ("header", "found"),
    [
        ("customer_id,Full Name,DOB,Nationality,Balance", "id name birthDate nationality"),
        ("N° client;Prénom;Nom de famille;Né le;Pays", "id firstName lastName birthDate country"),
        (
            "Kundennummer;Vorname;Nachname;Geburtsdatum;Land",
            "id firstName lastName birthDate country",
        ),
        ("Nombre;Apellidos;Fecha de nacimiento;País", "firstName lastName birthDate country"),
        (
            "Фамилия;Имя;Отчество;Дата рождения;ИНН",
            "lastName firstName fatherName birthDate innCode",
        ),
        ("Ünvan;Ülke;Vergi No", "name country taxNumber"),
        ("نام کامل;تاریخ تولد;کشور", "name birthDate country"),
        ("الاسم الكامل;الجنسية;رقم جواز السفر", "name nationality passportNumber"),
        ("客户名称;国家;统一社会信用代码", "name country registrationNumber"),
        ("Vessel name|IMO|Flag|Call sign", "name imoNumber flag callSign"),
        ("Tail number,MSN,Mode S", "aircraftRegistration serialNumber icaoCode"),
    ],
)
def test_headers_in_many_languages(tmp_path, header, found):
    delimiter = max(",;|", key=header.count)
    recognised = columns(header.split(delimiter))
    assert " ".join(recognised.values()) == found


def test_a_row_becomes_an_entity(tmp_path):
    [one] = read(
        tmp_path,
        "id;name;type;date of birth;country;aka\n"
        "7;ALI REZAEI;person;22.09.1972;Iran;A. Rezaei|Rezai\n",
    )
    assert one.line == 2
    assert (one.entity.id, one.entity.schema) == ("7", "Person")
    assert dict(one.entity.properties) == {
        "name": ("ALI REZAEI",),
        "birthDate": ("1972-09-22",),
        "country": ("ir",),
        "alias": ("A. Rezaei", "Rezai"),
    }
    assert one.row["date of birth"] == "22.09.1972", "the row itself stays as it was"


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        ("name\nX Y\n", "LegalEntity"),
        ("name,dob\nX Y,1970\n", "Person"),
        ("ship,imo\nX Y,9481922\n", "Vessel"),
        ("name,tail\nX Y,EP-GOM\n", "Airplane"),
        ("name,type\nX Y,Entreprise\n", "Organization"),
        ("name,type\nX Y,физлицо\n", "Person"),
        ("name,schema\nX Y,Company\n", "Company"),
    ],
)
def test_what_a_row_is_taken_for(tmp_path, content, kind):
    assert read(tmp_path, content)[0].entity.schema == kind


def test_an_option_says_what_rows_are_that_do_not_say_it(tmp_path):
    rows = read(tmp_path, "name,type\nA,\nB,person\n", schema="Vessel")
    assert [one.entity.schema for one in rows] == ["Vessel", "Person"]


def test_names_in_parts_are_joined_in_the_order_of_writing(tmp_path):
    [one] = read(tmp_path, "surname,first name,patronymic\nZakharov,Aleksandr,Vyacheslavovich\n")
    assert one.entity.properties["name"] == ("Aleksandr Vyacheslavovich Zakharov",)


def test_bad_rows_are_told_by_line_and_the_rest_is_read(tmp_path):
    content = (
        b"name,country\n"
        b"Good One,fr\n"
        b"Fran\xe7ois,fr\n"
        b"Too,many,cells\n"
        b",fr\n"
        b"\n"
        b'"Two\nlines",de\n'
        b"Good Two,de\n"
    )
    rows = read(tmp_path, content)
    assert [(one.line, bool(one.entity)) for one in rows] == [
        (2, True),
        (3, False),
        (4, False),
        (5, False),
        (7, True),
        (9, True),
    ]
    problems = {one.line: one.problem for one in rows if one.problem}
    assert "--encoding" in problems[3]
    assert "3 cells under 2 columns" in problems[4]
    assert problems[5] == "names nobody"


def test_a_quotation_mark_that_never_closes_costs_rows_but_not_the_run(tmp_path):
    content = 'name,country\n"never closed,fr\n' + "x" * 200_000 + ",fr\nAfter,de\n"
    rows = read(tmp_path, content)
    assert any(one.problem.startswith("cannot be read") for one in rows)
    assert rows[-1].entity.properties["name"] == ("After",)


def test_the_encoding_can_be_said(tmp_path):
    [one] = read(tmp_path, "name\nFrançois\n".encode("cp1252"), encoding="cp1252")
    assert one.entity.properties["name"] == ("François",)
    [one] = read(tmp_path, "name\nЗахаров\n".encode("utf-16"))
    assert one.entity.properties["name"] == ("Захаров",)


def test_packed_files(tmp_path):
    [one] = read(tmp_path, gzip.compress(b"name\nA B\n"), "customers.csv.gz")
    assert one.entity.properties["name"] == ("A B",)
    with pytest.raises(BadInput, match="ends early or is damaged"):
        read(tmp_path, gzip.compress(b"name\n" + b"A B\n" * 99)[:-9], "customers.csv.gz")


def test_json_lines_with_columns_and_with_entities(tmp_path):
    content = (
        '{"name": "A B", "dob": 1970, "aka": ["C D", "E"]}\n'
        '{"id": "x", "schema": "Vessel", "properties": {"imoNumber": ["9481922"]}}\n'
        "not json\n"
        "[1]\n"
        '{"name": null}\n'
    )
    one, ship, *bad = read(tmp_path, content, "customers.jsonl")
    assert one.entity.properties["alias"] == ("C D", "E")
    assert one.entity.properties["birthDate"] == ("1970",)
    assert (ship.entity.id, ship.entity.schema) == ("x", "Vessel")
    assert [(row.line, row.problem.split(" (")[0]) for row in bad] == [
        (3, "is not JSON"),
        (4, "is not a JSON object"),
        (5, "names nobody"),
    ]


def test_parquet_with_dates_and_lists(tmp_path):
    path = tmp_path / "customers.parquet"
    table = {"name": ["A B", None], "dob": [date(1970, 1, 2), None], "aliases": [["C"], None]}
    pq.write_table(pa.table(table), path)
    good, bad = inquiries(path)
    assert dict(good.entity.properties) == {
        "name": ("A B",),
        "birthDate": ("1970-01-02",),
        "alias": ("C",),
    }
    assert (bad.line, bad.problem) == (2, "names nobody")
    assert size(path) == 2
    assert headers_of(path) == ["name", "dob", "aliases"]


@pytest.mark.parametrize(
    ("content", "name", "options", "says"),
    [
        ("", "x.csv", {}, "is empty"),
        ("\n\n", "x.csv", {}, "is no header"),
        ("name,name\nA,B\n", "x.csv", {}, "has the column 'name' twice"),
        ("foo,bar\nA,B\n", "x.csv", {}, "no column in which a name is recognised"),
        ("name\nA\n", "x.csv", {"mapped": {"name": "banana"}}, "no property of FollowTheMoney"),
        ("name\nA\n", "x.csv", {"schema": "Payment"}, "cannot be screened"),
        ("name\nA\n", "x.csv", {"encoding": "klingon"}, "is not known"),
        ("PAR1 not really", "x.parquet", {}, "is not readable Parquet"),
    ],
)
def test_a_file_that_cannot_be_used_is_one_sentence(tmp_path, content, name, options, says):
    with pytest.raises(BadInput, match=says):
        read(tmp_path, content, name, **options)


def test_a_person_maps_what_the_table_does_not_know(tmp_path):
    [one] = read(tmp_path, "wer,woher\nA B,Iran\n", mapped={"Wer": "name", "woher": "country"})
    assert dict(one.entity.properties) == {"name": ("A B",), "country": ("ir",)}
    [one] = read(tmp_path, "name,client\nA,B\n", mapped={"client": "name", "name": ""})
    assert one.entity.properties["name"] == ("B",)


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("1985-09-22", "1985-09-22"),
        ("1985/09/22", "1985-09-22"),
        ("19850922", "1985-09-22"),
        ("22/09/1985", "1985-09-22"),
        ("09/22/1985", "1985-09-22"),
        ("05/05/1985", "1985-05-05"),
        ("04/05/1985", "1985"),
        ("4.5.1985", "1985-05-04"),
        ("circa 1960", "circa 1960"),
    ],
)
def test_dates(said, meant):
    assert day(said) == meant


def test_a_quotation_mark_that_is_never_closed_spoils_its_own_row_alone(tmp_path):
    rows = read(tmp_path, 'id,name\n1,"Ali\n' + "2,Bob Stone\n" * 3_000 + '3,"Eve\n4,Carl Wood\n')
    unread = [(row.line, row.problem) for row in rows if row.problem]
    assert unread == [
        (2, "opens a quotation mark that is not closed within 50 lines"),
        (3_003, "opens a quotation mark that is never closed"),
    ]
    assert len(rows) - len(unread) == 3_001
    assert rows[-1].entity.caption == "Carl Wood"


def test_a_cell_may_go_over_several_lines(tmp_path):
    rows = read(tmp_path, 'name,address\nAli Rezaei,"1 High Street\nTabriz\nIran"\nBob Stone,x\n')
    assert [row.line for row in rows] == [2, 5]
    assert rows[0].entity.first("address") == "1 High Street\nTabriz\nIran"


def test_a_file_of_too_many_columns_is_refused_at_once(tmp_path):
    header = ",".join(f"c{n}" for n in range(100_000))
    with pytest.raises(BadInput, match="100,000 columns"):
        read(tmp_path, f"{header}\n")
