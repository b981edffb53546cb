"""One answer for one line: hold, review, no_hit or unknown, and what it rests on.

Reach for `check_consignment` with one line, `check_all` with a manifest: each distinct party is
screened once. The answer follows from the reasons by four lines of arithmetic, and every number
in it stands in the table of rules:

* a reason weighs its rule's weight times its strength (a likeness, or 1);
* reasons of one rule count once, with the strongest; the score is 1 - (1-a)(1-b)… over rules;
* ``hold`` when a reason whose rule may hold weighs at least `hold`; ``review`` when the score
  reaches `review`; ``unknown`` when neither, but a list is stale or missing, nobody or nothing
  is named, or a rule of weight `unknown` or more could not be looked at; else ``no_hit``.

There is no ``clear``. The same line, snapshot and rules give the same bytes.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from vedette.find.consignments import subject_of
from vedette.find.goods import examine
from vedette.find.parties import BATCH, Context, Looked, Progress, looked_up, reasons
from vedette.find.route import evaluate, facts
from vedette.model.consignment import Consignment
from vedette.model.verdict import RANK, Answer, Reason, Verdict
from vedette.reference.rules.table import Rules


def check_consignment(line: Consignment, context: Context) -> Verdict:
    """The verdict on one line."""
    return _verdict(line, looked_up([line], context), context)


def check_all(
    lines: Sequence[Consignment], context: Context, progress: Progress | None = None
) -> Iterator[Verdict]:
    """The verdicts on these lines, in their order; each distinct party is screened once."""
    looked = looked_up(lines, context, progress)
    for done, line in enumerate(lines, 1):
        yield _verdict(line, looked, context)
        if progress and (done % BATCH == 0 or done == len(lines)):
            progress("lines", done, len(lines))


def ranked(verdicts: Iterable[Verdict]) -> list[Verdict]:
    """The gravest first: by answer, then score, then subject."""
    return sorted(verdicts, key=lambda one: (-RANK[one.answer], -one.score, one.subject))


def taken_apart(verdict: Verdict) -> list[dict[str, Any]]:
    """How the score came about, step by step: rule, weight, and the score after it."""
    steps: list[dict[str, Any]] = []
    left = 1.0
    for one in _strongest(verdict.reasons):
        left *= 1.0 - one.weight
        steps.append({"rule": one.rule, "weight": one.weight, "score": round(1.0 - left, 4)})
    return steps


def _verdict(line: Consignment, looked: Looked, context: Context) -> Verdict:
    goods = [examine(good) for good in line.goods]
    read = facts(line, goods, context.history, context.rules.answers)
    hits, unlooked = evaluate(context.rules.rows.values(), read)
    found = list(reasons(line, looked, context))
    here = {
        "source": line.source,
        "release": line.release,
        "origin": line.origin,
        "says": line.id,
    }
    found += [
        Reason(
            hit.rule.id,
            hit.says,
            hit.rule.weight,
            {"strength": 1.0, "most": hit.rule.most, **hit.facts, **hit.rule.source},
            (here,),
        )
        for hit in hits
    ]
    found.sort(key=lambda one: (-one.weight, one.rule, one.says))
    score = _score(found)
    unchecked = _unchecked(line, context, unlooked)
    return Verdict(
        subject=subject_of(line),
        answer=_answer(found, score, unchecked, context),
        score=score,
        snapshot=context.snapshot,
        reasons=tuple(found),
        checked=_checked(line, context, unchecked),
        unchecked=unchecked,
        ages=dict(context.ages),
        invented=line.invented
        or any(item.get("release") in context.invented for one in found for item in one.evidence),
    )


def _strongest(found: Iterable[Reason]) -> list[Reason]:
    """One reason per rule, the strongest, in order of weight."""
    best: dict[str, Reason] = {}
    for one in found:
        if one.rule not in best or one.weight > best[one.rule].weight:
            best[one.rule] = one
    return sorted(best.values(), key=lambda one: (-one.weight, one.rule))


def _score(found: Iterable[Reason]) -> float:
    left = 1.0
    for one in _strongest(found):
        left *= 1.0 - one.weight
    return round(1.0 - left, 4)


def _answer(
    found: Iterable[Reason], score: float, unchecked: Mapping[str, str], context: Context
) -> Answer:
    limits = context.rules.answers
    if any(one.facts["most"] == "hold" and one.weight >= limits["hold"] for one in found):
        return "hold"
    if score >= limits["review"]:
        return "review"
    return "unknown" if what_matters(unchecked, context.rules) else "no_hit"


MATTERS = frozenset({"lists", "parties", "goods"})
"""What must have been looked at before a line is ``no_hit``."""


def what_matters(unchecked: Mapping[str, str], rules: Rules) -> list[str]:
    """Of what could not be looked at, what makes a line ``unknown`` and not ``no_hit``."""
    said = []
    for name, why in unchecked.items():
        rule = rules.rows.get(name)
        if name in MATTERS or (rule and rule.weight >= rules.answers["unknown"]):
            said.append(why)
    return list(dict.fromkeys(said))


def _unchecked(line: Consignment, context: Context, unlooked: Mapping[str, str]) -> dict[str, str]:
    """What could not be looked at, and why."""
    said: dict[str, str] = {}
    if context.screener is None:
        said["lists"] = context.without_lists
    elif context.stale:
        said["lists"] = "; ".join(
            f"{source} is {days} days old, older than the workspace allows"
            for source, days in sorted(context.stale.items())
        )
    if not line.parties:
        said["parties"] = "nobody is named"
    if not any(good.hs or good.description for good in line.goods):
        said["goods"] = "no goods are described"
    if not (line.vessel or line.aircraft):
        said["means of transport"] = "neither ship nor aircraft is named"
    if context.movements is None:
        said["movements"] = "no positions have been read"
    return said | dict(unlooked)


def _checked(line: Consignment, context: Context, unchecked: Mapping[str, str]) -> tuple[str, ...]:
    """What was looked at, in the order in which a person asks."""
    looked = [f"{source} list" for source in sorted(context.ages) if source not in context.stale]
    if line.parties and context.screener is not None:
        looked.append(f"{len(line.parties)} parties")
    looked += [
        name
        for name, there in (("ship", bool(line.vessel)), ("aircraft", bool(line.aircraft)))
        if there and context.screener is not None
    ]
    looked += [f"{len(line.goods)} lines of goods"] if "goods" not in unchecked else []
    rules = [rule for rule in context.rules.rows.values() if rule.on and rule.when]
    done = sum(1 for rule in rules if rule.id not in unchecked)
    looked.append(f"{done} of {len(rules)} rules on goods, route and behaviour")
    return tuple(looked)
