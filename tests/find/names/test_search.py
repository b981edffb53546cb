"""The search among many finds what a comparison of two says is one party.

The truth is `compare` over every name of the tables of habits: whoever it joins with a query must
be in the answer to that query, with the same score, and nobody else may be.
"""

import pytest

from tests.find.names import (
    test_organisations,
    test_people,
    test_scripts,
    test_typing,
    test_vessels,
)
from tests.find.names.habits import THRESHOLD, party
from vedette import Screener, compare

TABLES = [
    ("Person", test_people.ONE_PERSON),
    ("Person", test_scripts.PEOPLE),
    ("Person", test_typing.ONE_PARTY),
    ("Company", test_organisations.ONE_BODY),
    ("Vessel", test_vessels.ONE_SHIP),
]
SLIPS = {
    "articles written together with the name": [
        ("ALALI, Hamid", "Hamed Al-Ali"),
        ("Nur AlDin ALDIBISKI", "Nur al-Din al-Dibiski"),
        ("ELBARADEI, Mohamed", "Mohamed El Baradei"),
    ],
    "a space that slipped": [
        ("LAUREN TNKUNDA", "Laurent NKUNDA"),
        ("CHANG MYONGC-HIN", "Myong-Chin CHANG"),
        ("VLADIMI RPUTIN", "Vladimir PUTIN"),
    ],
}
PAIRS = [
    (schema, query, listed)
    for schema, table in [*TABLES, ("Person", SLIPS)]
    for rows in table.values()
    for query, listed, *_ in rows
]


@pytest.fixture(scope="module")
def screeners() -> dict[str, Screener]:
    """One list for each kind of party, of all names in the tables."""
    found = {}
    for schema in {schema for schema, _, _ in PAIRS}:
        names = sorted({listed for kind, _, listed in PAIRS if kind == schema})
        found[schema] = Screener.build({"id": name, **party(schema, name)} for name in names)
    return found


@pytest.mark.parametrize(("schema", "query", "listed"), PAIRS)
def test_whom_a_comparison_joins_the_search_finds(
    screeners: dict[str, Screener], schema: str, query: str, listed: str
) -> None:
    wanted = compare(party(schema, query), party(schema, listed)).score
    answer = screeners[schema].match(party(schema, query), limit=50, threshold=THRESHOLD)
    scores = {match.entity.id: match.score for match in answer}
    if wanted >= THRESHOLD:
        assert scores.get(listed) == wanted
    for name, score in scores.items():
        assert compare(party(schema, query), party(schema, name)).score == score


@pytest.mark.parametrize("kind", SLIPS)
def test_spaces_lost_and_put_in(kind: str) -> None:
    for query, listed in SLIPS[kind]:
        assert compare(party("Person", query), party("Person", listed)).score >= THRESHOLD
