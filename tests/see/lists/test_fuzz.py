"""20,000 broken and strange inputs for each reader: nothing but the declared error comes out.

The inputs are made from each format's example by a seeded generator, half of them by changing
what stands in a field (so that the file stays well-formed and the reader's own code is reached),
half by changing bytes anywhere. ``make fuzz`` runs a million with another seed.
"""

import io
import os
import random
import re
from functools import lru_cache

import pytest

from tests.see.lists import fuzz_examples
from vedette.model.errors import BadInput
from vedette.see.lists.draft import Reading
from vedette.see.lists.kinds import FORMATS

INPUTS = int(os.environ.get("VEDETTE_FUZZ", "20000"))
SEED = int(os.environ.get("VEDETTE_FUZZ_SEED", "20221020"))

FIELDS = {
    "xml": re.compile(rb">([^<>]*)<|\"([^\"<>]*)\""),
    "csv": re.compile(rb"\"([^\"]*)\"|([^,\t\n\"]+)"),
    "json": re.compile(rb"\"([^\"]*)\"|(\d+)"),
}
VALUES = [
    *(
        "",
        " ",
        "-0-",
        "-0- ",
        "0",
        "-1",
        "1e999",
        "٣",
        "9" * 40,
        "1962",
        "31 Feb 1999",
        "0000-00-00",
    ),
    *(
        "dd/mm/1945",
        "13/13/2020",
        "circa",
        "1 to 2",
        "1999 to 1900",
        "Iran",
        "IR",
        "00",
        "Iran / x",
    ),
    *("IMO 9187629", "IMO", "IMO 0000000", "(Linked To: )", "Linked To: ", "a.k.a. ''", "'; '"),
    *(
        "DOB ; ; ;",
        "alt. alt. ",
        "Passport",
        "Passport ()",
        "() issued 99 Xxx 9999",
        "SDGT] [",
        "] [",
    ),
    *(
        "a" * 3000,
        "É" * 300,
        "\u202eabc",
        "\ufffd",
        "null",
        "[]",
        "{}",
        "true",
        "; ; ;",
        ", , ,",
        "//",
    ),
    *(
        "Vessel",
        "Person",
        "object",
        "Individual",
        "de-listed",
        "P",
        "Low",
        "low",
        "Name",
        "|",
        "%s{0}",
    ),
]
SPLICES = [
    *(
        b"<",
        b">",
        b"</",
        b"/>",
        b"&",
        b"&#0;",
        b"&x;",
        b"]]>",
        b"<![CDATA[",
        b"<!--",
        b"<?x?>",
        b'"',
        b"'",
    ),
    *(
        b"\0",
        b"\xff",
        b"\xc3",
        b"\xed\xa0\x80",
        b"\n",
        b"\r",
        b"\t",
        b",",
        b";",
        b"\x1a",
        b"\xef\xbb\xbf",
    ),
    *(
        b"{",
        b"}",
        b"[",
        b"]",
        b":",
        b"\\",
        b"\\u0000",
        b"\\ud800",
        b"1",
        b"<!DOCTYPE a>",
        b"\xfe\xff",
    ),
]


@lru_cache(maxsize=256)
def fields(data: bytes, sort: str) -> list[tuple[int, int]]:
    """Where the values of a file stand."""
    found = FIELDS[sort].finditer(data)
    return [one.span(1) if one[1] is not None else one.span(2) for one in found]


def mutated(data: bytes, sort: str, dice: random.Random) -> bytes:
    """One strange relative of `data`."""
    for _ in range(dice.choice((1, 1, 1, 2, 3))):
        if dice.random() < 0.5 and (spans := fields(data, sort)):
            start, end = dice.choice(spans)
            data = data[:start] + dice.choice(VALUES).encode() + data[end:]
            continue
        at, size = dice.randrange(len(data) + 1), dice.choice((1, 1, 2, 8, 60))
        change = dice.randrange(4)
        if change == 0:
            data = data[:at] + dice.choice(SPLICES) + data[at:]
        elif change == 1:
            data = data[:at] + data[at + size :]
        elif change == 2:
            data = data[:at] + data[at : at + size] * 2 + data[at + size :]
        else:
            data = data[:at]
    return data


@pytest.mark.long
@pytest.mark.parametrize("name", fuzz_examples.SEEDS)
def test_nothing_but_the_declared_error(name: str) -> None:
    form = next(form for form in FORMATS if form.name == name)
    seeds = fuzz_examples.SEEDS[name]
    dice = random.Random(f"{SEED} {name}")
    refused = 0
    for _ in range(INPUTS):
        data = mutated(dice.choice(seeds.files), seeds.sort, dice)
        others = {role: io.BytesIO(part) for role, part in seeds.beside.items()}
        if others and dice.random() < 0.2:
            role = dice.choice(list(others))
            others[role] = io.BytesIO(mutated(seeds.beside[role], seeds.sort, dice))
        try:
            for _entity in form.read(io.BytesIO(data), Reading("x", beside=others)):
                pass
        except BadInput:
            refused += 1
        except Exception as error:
            raise AssertionError(f"{name} with {data!r}") from error
    assert 0 < refused < INPUTS


def test_every_reader_has_seeds_that_it_reads() -> None:
    readers = {form.read for form in FORMATS}
    assert {form.read for form in FORMATS if form.name in fuzz_examples.SEEDS} == readers
    for name, seeds in fuzz_examples.SEEDS.items():
        form = next(form for form in FORMATS if form.name == name)
        for data in seeds.files:
            beside = {role: io.BytesIO(part) for role, part in seeds.beside.items()}
            list(form.read(io.BytesIO(data), Reading(name, beside=beside)))


def test_the_generator_gives_the_same_inputs_every_time() -> None:
    def some() -> list[bytes]:
        dice = random.Random(1)
        return [mutated(b"<a>b</a>", "xml", dice) for _ in range(50)]

    assert some() == some()
