"""How a table of names is held against the comparison: one party, another, or nearer than another.

A habit is stated as any good engine must have it: this pair reaches the threshold that Vedette
ships with, that pair does not, or one is nearer than the other. No score is written down.
"""

from vedette import compare

THRESHOLD = 0.7


def likeness(schema: str, one: str, other: str) -> float:
    """How likely two bare names are one party's."""
    return compare(party(schema, one), party(schema, other)).score


def party(schema: str, name: str, **more: str) -> dict[str, object]:
    """A party of whom a name is known, and perhaps more."""
    return {"schema": schema, "properties": {"name": [name], **{k: [v] for k, v in more.items()}}}


def how(schema: str, one: str, other: str) -> set[str]:
    """In which ways their words agree or do not."""
    return {
        token["how"]
        for token in compare(party(schema, one), party(schema, other)).explanation["tokens"]
    }
