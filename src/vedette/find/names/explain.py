"""Why two parties scored as they did, as data that can be shown, stored and checked.

Reach for `explanation`; `wording.explain_lines` puts it into words. Every word of both names is
in it once, with how it found its like or that it found none; then the verdict on each field; then
what speaks against.
"""

from typing import Any

from vedette.find.names import pairs
from vedette.find.names.evidence import Profile, Verdicts, names_of
from vedette.find.names.scripts import scripts_of
from vedette.find.names.standing import Standing, listed_names
from vedette.find.names.tokens import SPEAKING, Kind, Name, Token
from vedette.find.names.weights import version
from vedette.model.entity import Entity

HOW = ("none", "exact", "typo", "initial", "nickname", "joined", "truncated", "same meaning")
"""Names of the constants of `align`."""


def explanation(
    query: Entity,
    mine: Profile,
    listed: Entity,
    theirs: Profile,
    found: pairs.Best | None,
    verdicts: Verdicts,
) -> dict[str, Any]:
    """The explanation of a comparison; `found` is the pair of names that agrees best."""
    against = _fields_against(verdicts)
    if found is None:
        return {
            "query": query.caption,
            "candidate": listed.caption,
            "tokens": [],
            "fields": verdicts,
            "against": against,
            "remarks": [],
            "features": {},
            "weights": version(),
        }
    asked = names_of(query)[found.query][0]
    written, standing, of = listed_names(listed)[found.listed]
    one, other = pairs.query_side(asked, mine.habit), pairs.listed_side(written, theirs.habit)
    pairing = pairs.pairing(one, other)
    remarks = [*one[0].remarks, *(f"on the list: {remark}" for remark in other[0].remarks)]
    if standing is Standing.WEAK:
        remarks.append("the list calls this a weak alias")
    if standing is Standing.INITIALS:
        remarks.append(f"{written} are the initials of {of}, not a name on the list")
    return {
        "query": asked,
        "candidate": written,
        "tokens": tokens(one[0], other[0], pairing),
        "fields": verdicts,
        "against": _names_against(one[0], other[0], pairing) + against,
        "remarks": remarks,
        "features": {name: round(v, 6) for name, v in pairing.features.items() if v},
        "weights": version(),
    }


def tokens(query: Name, listed: Name, pairing: pairs.Pairing) -> list[dict[str, Any]]:
    """Every word of both names, paired where it found its like."""
    contradicted = _both_left(query, listed, pairing)
    moved = _moved([j for j in pairing.query_with if j >= 0])
    linked = {mine[0]: (mine, theirs) for mine, theirs in _linked(pairing)}
    rows: list[dict[str, Any]] = []
    for i, token in enumerate(query.tokens):
        if i in linked:
            mine, theirs = linked[i]
            other = listed.tokens[pairing.query_with[i]]
            how = HOW[pairing.query_how[i]]
            rows.append(
                {
                    "query": " ".join(query.tokens[k].shown for k in mine),
                    "candidate": " ".join(listed.tokens[k].shown for k in theirs),
                    "how": _nuance(how, token, other, pairing.query_with[i] in moved),
                    "score": round(pairing.query_like[i], 4),
                }
            )
        elif pairing.query_with[i] < 0:
            how = "contradicted" if i in contradicted[0] else "dropped"
            rows.append({"query": token.shown, "candidate": "", "how": how, "score": 0.0})
    for j, token in enumerate(listed.tokens):
        if pairing.listed_with[j] < 0:
            how = "contradicted" if j in contradicted[1] else "dropped"
            rows.append({"query": "", "candidate": token.shown, "how": how, "score": 0.0})
    return rows


def _linked(pairing: pairs.Pairing) -> list[tuple[list[int], list[int]]]:
    """Which words of the query belong with which listed ones, by their places.

    Several where words were joined. Where a space slipped, `align.read_as_one` pairs the words of
    both sides one by one; they are told as one.
    """
    by_root: dict[int, tuple[list[int], list[int]]] = {}
    for i, j in enumerate(pairing.query_with):
        if j >= 0:
            by_root.setdefault(j, ([], []))[0].append(i)
    for j, i in enumerate(pairing.listed_with):
        root = pairing.query_with[i] if i >= 0 else -1
        if root in by_root:
            by_root[root][1].append(j)
    joined = HOW.index("joined")
    links: list[tuple[list[int], list[int]]] = []
    slipped: list[tuple[list[int], list[int]]] = []
    for mine, theirs in by_root.values():
        one_by_one = len(mine) == len(theirs) == 1 and pairing.query_how[mine[0]] == joined
        (slipped if one_by_one else links).append((mine, theirs))
    if slipped:
        every = [sorted(at for link in slipped for at in link[side]) for side in (0, 1)]
        links.append((every[0], every[1]))
    return links


def _nuance(how: str, mine: Token, theirs: Token, moved: bool) -> str:
    scripts = scripts_of(mine.shown), scripts_of(theirs.shown)
    if how in _BY_SOUND and scripts[0] != scripts[1] and all(scripts):
        return "romanised"
    if how == "same meaning" and mine.shown.casefold() == theirs.shown.casefold():
        how = "exact"
    if (
        how == "same meaning"
        and mine.kind == theirs.kind == Kind.LEGAL
        and mine.code != theirs.code
    ):
        return "like form"
    if how == "exact" and moved:
        return "reordered"
    return how


_BY_SOUND = {"exact", "typo", "nickname"}


def _moved(order: list[int]) -> set[int]:
    """The listed words that stand out of order: those outside the longest rising run."""
    runs: list[list[int]] = []
    for at, value in enumerate(order):
        before: list[int] = []
        for run, last in zip(runs, order[:at], strict=True):
            before = run if last < value and len(run) > len(before) else before
        runs.append([*before, value])
    longest: list[int] = max(runs, key=lambda run: len(run), default=[])
    return set(order) - set(longest)


_SPOKEN = SPEAKING | {Kind.NUMBER}


def _both_left(query: Name, listed: Name, pairing: pairs.Pairing) -> tuple[set[int], set[int]]:
    """The words of both names that say two things; see `describe.leftover` and its clashes."""
    kinds = set(_SPOKEN)
    if pairing.features["suffix_clash"]:
        kinds.add(Kind.SUFFIX)
    if pairing.features["legal_clash"]:
        kinds.add(Kind.LEGAL)
    mine = _left(query, pairing.query_with, kinds)
    theirs = _left(listed, pairing.listed_with, kinds)
    return (mine, theirs) if mine and theirs else (set(), set())


def _left(name: Name, mates: list[int], kinds: set[Kind]) -> set[int]:
    """The words of these kinds that found no like; a particle at the end stands for a name."""
    last = len(name.tokens) - 1
    return {
        at
        for at, (mate, token) in enumerate(zip(mates, name.tokens, strict=True))
        if mate < 0 and (token.kind in kinds or (token.kind == Kind.PARTICLE and at == last))
    }


_CLASHES = {
    "number_clash": "the numbers differ",
    "number_missing": "only one of the names has a number",
    "legal_clash": "the legal forms differ",
    "place_clash": "the places in the names differ",
    "place_missing": "only one of the names has a place",
    "descent_clash": "the father's name or the name of origin differs",
    "initial_clash": "an initial stands for no word of the other name",
    "suffix_clash": "the generations differ (Jr, Sr, II)",
    "one_word": "only one telling word agrees",
}


def _names_against(query: Name, listed: Name, pairing: pairs.Pairing) -> list[str]:
    sentences = []
    left = _both_left(query, listed, pairing)
    if left[0]:
        mine = " ".join(query.tokens[i].shown for i in sorted(left[0]))
        theirs = " ".join(listed.tokens[j].shown for j in sorted(left[1]))
        sentences.append(f"{mine} stands against {theirs}")
    sentences += [said for name, said in _CLASHES.items() if pairing.features[name]]
    joined = HOW.index("joined") in pairing.query_how
    return [said for said in sentences if not (joined and said == _CLASHES["one_word"])]


_LABELS = {
    "birthDate": "birth dates",
    "nationality": "nationalities",
    "country": "countries",
    "gender": "genders",
    "schema": "kinds",
    "birthPlace": "birth places",
}


def _fields_against(verdicts: Verdicts) -> list[str]:
    return [
        f"{_LABELS.get(prop, prop)} conflict: {field['query']} against {field['candidate']}"
        for prop, field in verdicts.items()
        if field["verdict"] == "conflict"
    ]
