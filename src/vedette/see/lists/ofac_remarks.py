"""OFAC's remarks: one line of text that holds most of what is known of a party.

Reach for `facts_in` with the remarks of a CSV record. Clauses are separated by ``; ``; each
begins with a label of `ofac_facts.LABELS`, perhaps after ``alt.``, and ends with a country in
brackets and dates of issue and expiry. A clause without a known label comes back with the
label ``""``.

The hard part: names may hold semicolons within single quotes, the closing full stop may belong
to ``S.A.``, and remarks are cut at 1,000 characters, the rest being in another file that is
not always there. A clause that was cut is never read as if it were whole.
"""

import re
from collections.abc import Iterator

from vedette.reference.countries import country_code
from vedette.see.lists.ofac_facts import LABELS, Fact

CUT = 1000
"""Characters after which OFAC cuts the remarks in sdn.csv, per its data specification."""

_QUOTED = re.compile(r"(?<=[afn]\.k\.a\. )'.*?'(?=;|\.?$)")
_LABEL = re.compile(
    r"(?:alt\. )?((?:Listing|Effective) Date \([^()]+\):?|"
    + "|".join(re.escape(label).replace("'", "['’]") for label in LABELS)
    + r")(?=\s|$)"
)
_NUMBER = re.compile(
    r"(?P<number>.*?)(?: \((?P<country>[^()]+)\))?(?: issued (?P<issued>\d\d \w{3} \d{4}))?"
    r"(?: expires (?P<expires>\d\d \w{3} \d{4}))?(?P<rest>(?: \([^()]*\))*)$"
)
_LINKED = re.compile(r"\(?Linked To: (.+?)\)?$")


def facts_in(remarks: str) -> Iterator[Fact]:
    """The facts in order; links have the label ``Linked To:``, unlabelled clauses ``""``.

    >>> for fact in facts_in("DOB 12 Mar 1962; Passport A1 (Iran) issued 01 Feb 2010; "
    ...     "a.k.a. 'THE BOSS'; Linked To: PERSON, Some; Brigadier General."):
    ...     print([fact.label, fact.value, fact.country, fact.issued])
    ['DOB', '12 Mar 1962', '', '']
    ['Passport', 'A1', 'Iran', '01 Feb 2010']
    ['a.k.a.', "'THE BOSS'", '', '']
    ['Linked To:', 'PERSON, Some', '', '']
    ['', 'Brigadier General', '', '']
    """
    for clause in _clauses(remarks):
        if match := _LINKED.match(clause):
            yield Fact("Linked To:", match[1])
        elif match := _LABEL.match(clause):
            yield _fact(match[1].replace("’", "'"), clause[match.end() :].strip())
        else:
            yield Fact("", clause)


def whole(remarks: str, rest: str) -> str:
    """Remarks joined with their continuation; without one, a cut clause is marked as such.

    >>> whole("DOB 1962; Passport A12", "345 (Iran).")
    'DOB 1962; Passport A12345 (Iran).'
    >>> whole("DOB 1962; " + "x" * 990, "")
    'DOB 1962; (the remarks are cut here)'
    """
    if rest:
        return remarks + rest
    if len(remarks) >= CUT:
        return remarks.rpartition("; ")[0] + "; (the remarks are cut here)"
    return remarks


def _clauses(remarks: str) -> Iterator[str]:
    text = remarks.strip()
    if text.endswith(".") and not re.search(r"\b[A-Z]\.$|\b(?:Co|Ltd|Inc|Jr|Sr)\.$", text, re.I):
        text = text[:-1]
    kept = _QUOTED.sub(lambda quoted: quoted[0].replace(";", "\0"), text)
    for clause in kept.split(";"):
        if clause := clause.replace("\0", ";").strip():
            yield clause


def _fact(label: str, value: str) -> Fact:
    match = _NUMBER.match(value)
    if match is None or label.endswith((":", "-")) or label in ("a.k.a.", "f.k.a.", "n.k.a."):
        return Fact(label, value)
    country = match["country"] or ""
    if country and not country_code(country):
        return Fact(label, value)
    number = match["number"] + (match["rest"] or "")
    return Fact(label, number, country, match["issued"] or "", match["expires"] or "")
