"""Goods that authorities watch: lists, their codes, what was found in drones, and words.

Reach for `lists` to say what was read and what was not, `codes` for the codes of the lists that
were, `embargoes` for those of lists that bind goods for certain countries, `designations` for
models and kinds of parts recovered from drones, `words` for what goods are called and under
which codes they belong, `vague` for words that say nothing. Each row carries an authority, the
date from which it holds (or on which it was said) and an address; a row without is refused. No
row gives an export classification (ECCN): none follows from a code.
"""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

from vedette.model.errors import BadInput
from vedette.reference.folding import folded

Source = tuple[str, str, str]
"""Authority, effective date (ISO 8601), address."""


@dataclass(frozen=True, slots=True)
class ControlList:
    """A list, and how much of it was read: ``whole``, ``first version`` (its amendments were
    not), ``categories``, ``head`` or ``not seen``.

    Nothing is matched against what was not read; `note` says so in a sentence. A list with
    `destinations` (ISO 3166-1 alpha-2) speaks of goods bound for them alone.
    """

    id: str
    title: str
    seen: Literal["whole", "first version", "categories", "head", "not seen"]
    note: str
    destinations: tuple[str, ...]
    authority: str
    effective: str
    address: str


@dataclass(frozen=True, slots=True)
class ListedCode:
    """One code of one list. `basis` is ``published``, or ``inferred`` from a category's words."""

    list: str
    code: str
    tier: str
    category: str
    text: str
    basis: Literal["published", "inferred"]
    authority: str
    effective: str
    address: str


@dataclass(frozen=True, slots=True)
class Designation:
    """Something recovered from drones or sought for them.

    `kind` is ``model`` (one maker's part) or ``category`` (goods that an advisory names).
    `basis` is ``read`` when the address was read, ``recalled`` when it was not read again.
    """

    designation: str
    kind: Literal["model", "category"]
    item: str
    maker: str
    names: tuple[str, ...]
    found_in: str
    codes: tuple[str, ...]
    basis: Literal["read", "recalled"]
    authority: str
    effective: str
    address: str


@cache
def lists() -> dict[str, ControlList]:
    """Every list by its id, those that were not read among them."""
    return {
        row["list"]: ControlList(
            row["list"],
            row["title"],
            row["seen"],  # type: ignore[arg-type]
            row["note"],
            tuple(row["destinations"].split()),
            row["authority"],
            row["effective"],
            row["address"],
        )
        for row in _rows("lists.csv")
    }


@cache
def codes() -> dict[str, tuple[ListedCode, ...]]:
    """Rows by six-digit code.

    >>> [(row.list, row.tier) for row in codes()["854231"]]
    [('chpl', '1'), ('iran-uav', '')]
    """
    found: dict[str, list[ListedCode]] = {}
    for row in _rows("codes.csv"):
        found.setdefault(row["code"], []).append(ListedCode(**row))  # type: ignore[arg-type]
    return {code: tuple(rows) for code, rows in found.items()}


@dataclass(frozen=True, slots=True)
class EmbargoedCode:
    """One code (4 to 8 digits) of a list that binds goods for certain destinations.

    `extent` is ``part`` where the law names only some of the goods under the code (``ex``).
    """

    list: str
    code: str
    extent: Literal["whole", "part"]
    text: str
    authority: str
    effective: str
    address: str


@cache
def embargoes() -> dict[str, tuple[EmbargoedCode, ...]]:
    """Rows by destination.

    >>> [row.list for row in embargoes()["ir"] if row.code == "840710"]
    ['eu-2023-1529', 'uk-2023-1314']
    """
    found: dict[str, list[EmbargoedCode]] = {}
    for row in _rows("embargoes.csv"):
        for country in lists()[row["list"]].destinations:
            found.setdefault(country, []).append(EmbargoedCode(**row))  # type: ignore[arg-type]
    return {country: tuple(rows) for country, rows in found.items()}


@cache
def designations() -> tuple[Designation, ...]:
    """Every designation, in the order of the file."""
    return tuple(
        Designation(
            **{
                **row,
                "names": tuple(row["names"].split("|")),
                "codes": tuple(row["codes"].split("|")),
            }  # type: ignore[arg-type]
        )
        for row in _rows("designations.csv")
    )


@dataclass(frozen=True, slots=True)
class GoodsWord:
    """What goods are called, and the codes (2 to 6 digits) under which such goods belong.

    `particular` is false for words that also name what goods are made of or made for ("cotton",
    "engine"): they can agree with a code, never disagree with one.
    """

    codes: tuple[str, ...]
    particular: bool


@cache
def words() -> Mapping[str, GoodsWord]:
    """Folded words of goods. One that ends in ``*`` is a stem: languages that inflect need one.

    >>> words()["ball bearings"], words()["cotton"].particular
    (GoodsWord(codes=('8482',), particular=True), False)
    """
    found: dict[str, tuple[set[str], bool]] = {}
    for row in _rows("words.csv"):
        for word in row["words"].split("|"):
            key = " ".join(
                folded(part) + ("*" if part.endswith("*") else "") for part in word.split()
            )
            of, particular = found.setdefault(key, (set(), row["kind"] == "goods"))
            of.update(row["codes"].split())
            found[key] = (of, particular and row["kind"] == "goods")
    return {word: GoodsWord(tuple(sorted(of)), sure) for word, (of, sure) in found.items()}


@cache
def vague() -> frozenset[str]:
    """Folded words that say nothing about goods, in nine languages."""
    return frozenset(
        word
        for row in _rows("vague.csv")
        for phrase in row["words"].split("|")
        for word in folded(phrase).split()
    )


def _rows(name: str) -> Iterator[dict[str, str]]:
    text = files("vedette.reference.goods").joinpath(name).read_text("utf-8")
    for number, row in enumerate(csv.DictReader(text.splitlines()), 2):
        if not (row["authority"] and row["effective"] and row["address"]):
            raise BadInput(f"{name}, line {number}", "has no authority, date or address", "add it")
        yield row
