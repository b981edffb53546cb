"""Every entity that any reader writes is one that FollowTheMoney knows: by our table of its
schemata, and by the library itself where it can be installed (``make peers``)."""

import io
import json
import os
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.see.lists import (
    test_bis,
    test_canada,
    test_csl,
    test_eu,
    test_ofac_advanced,
    test_ofac_csv,
    test_ofac_xml,
    test_seco,
    test_uk,
    test_un,
)
from tests.shared_data import shared
from vedette.model.entity import Entity
from vedette.reference.followthemoney import schema
from vedette.see.lists.draft import Reading
from vedette.see.lists.kinds import FORMATS
from vedette.see.lists.source import Format
from vedette.see.recognise import kind_of

STARTER = (
    "id,schema,name,aliases,weak_aliases,country,imo,registration,previous_name,serial,tax_number,"
    "registration_number,id_number,birth_date,model,linked_to,authority,programme,listed,seen,"
    "address\n"
    "x-1,Organization,FIRST,ONE|ERSTE,F,ir,,,OLD,,12,34,,,,,OFAC,IFSR|NPWMD,2022-11-15,2023-01-21,"
    "https://example.org/1\n"
    "x-2,Airplane,EP-XYZ,,,ir,,EP-XYZ,,123,,,,,B747,FIRST,OFAC,SDGT,,2023-01-21,"
    "https://example.org/2\n"
)
EXAMPLES = {
    "un-xml": test_un.EXAMPLE,
    "eu-fsf-xml": test_eu.EXAMPLE,
    "uk-xml": test_uk.XML,
    "uk-csv": test_uk.CSV,
    "ch-seco-xml": test_seco.EXAMPLE,
    "ofac-sdn-advanced": test_ofac_advanced.EXAMPLE,
    "ofac-cons-advanced": test_ofac_advanced.EXAMPLE,
    "ofac-sdn-xml": test_ofac_xml.ENTRY,
    "ofac-cons-xml": test_ofac_xml.ENTRY.replace("<program>SDGT", "<program>NS-PLC"),
    "ofac-sdn-csv": test_ofac_csv.RECORDS,
    "ofac-cons-csv": test_ofac_csv.RECORDS.replace("SDGT", "NS-PLC"),
    "us-csl-json": test_csl.JSON,
    "us-csl-csv": test_csl.CSV,
    "us-bis-dpl": test_bis.EXAMPLE,
    "ca-sema-xml": test_canada.EXAMPLE,
    "vedette-starter": STARTER,
    "ftm": json.dumps({"id": "x", "schema": "Person", "properties": {"name": ["A"]}}),
}
REAL = (
    "bis_denied_persons.txt",
    "canada_sema.xml",
    "ofac_consolidated/cons_prim.csv",
    "ofac_consolidated/consolidated_2025-03-28.xml",
    "ofac_sdn_2021/sdn.csv",
    "ofac_sdn_2023-01/sdn.csv",
    "un_consolidated_2025-04-19.xml",
    "un_consolidated_2026-02-27.xml",
)


def example(form: Format) -> list[Entity]:
    return list(form.read(io.BytesIO(EXAMPLES[form.name].encode()), Reading(form.name)))


def real(name: str) -> Iterator[Entity]:
    path = shared(f"lists/{name}")
    form = next(form for form in FORMATS if form.name == kind_of(path).name)
    with ExitStack() as stack:
        parts = {
            role: stack.enter_context(part.open("rb"))
            for role, part in form.companions(path).items()
        }
        yield from form.read(parts["main"], Reading(name, beside=parts))


def against(entities: list[Entity]) -> list[str]:
    """What our table has against these entities: names, and both ends of every link."""
    kinds = {entity.id: entity.schema for entity in entities}
    found = []
    for entity in entities:
        known = schema(entity.schema)
        assert known is not None, entity.schema
        for name, values in entity.properties.items():
            prop = known.property(name)
            if prop is None or prop.stub:
                found.append(f"{entity.schema} has no {name}")
            elif prop.type == "entity":
                for value in values:
                    other = schema(kinds.get(value, ""))
                    if other is None or not other.is_a(prop.range):
                        found.append(f"{entity.schema}.{name} points to {kinds.get(value)}")
    return found


def test_every_format_has_an_example() -> None:
    assert EXAMPLES.keys() == {form.name for form in FORMATS}


@pytest.mark.parametrize("form", FORMATS, ids=lambda form: form.name)
def test_examples_are_what_followthemoney_knows(form: Format) -> None:
    entities = example(form)
    assert entities and not against(entities)


@pytest.mark.long
@pytest.mark.shared
@pytest.mark.parametrize("name", REAL)
def test_real_lists_are_what_followthemoney_knows(name: str) -> None:
    assert not against(list(real(name)))


def peers() -> str:
    """The Python that has followthemoney, or a skip that says how to get it."""
    place = Path(os.environ.get("VEDETTE_PEERS") or Path(__file__).parents[3] / ".venv-peers")
    found = place / "bin" / "python"
    # An interpreter alone is no peer: an installation that broke off leaves one behind.
    if not found.exists() or not any(place.glob("lib/python3*/site-packages/followthemoney")):
        pytest.skip("the followthemoney library is not installed here; `make peers` installs it")
    return str(found)


def ask(entities: Iterator[Entity]) -> dict[str, tuple[int, str]]:
    lines = "\n".join(json.dumps(entity.to_json()) for entity in entities)
    oracle = Path(__file__).with_name("ftm_oracle.py")
    done = subprocess.run([peers(), oracle], input=lines, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    answer = json.loads(done.stdout)
    assert answer["seen"] == lines.count("\n") + 1
    # Publishers write telephone numbers without a country code; the library wants one.
    return {
        kind: sample
        for kind, sample in answer["complaints"].items()
        if ".phone refuses" not in kind
    }


def test_the_library_takes_every_example() -> None:
    peers()
    assert ask(entity for form in FORMATS for entity in example(form)) == {}


@pytest.mark.shared
@pytest.mark.parametrize("name", REAL)
def test_the_library_takes_every_real_entity(name: str) -> None:
    peers()
    assert ask(real(name)) == {}
