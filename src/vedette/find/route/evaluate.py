"""Which rules of the table hold for these facts? Three answers per rule: yes, no, not known.

Reach for `evaluate`. It is the whole interpreter: a rule holds when each of its conditions
holds, does not when one fails, and is not known when none fails and a fact is missing. It knows
no rule by name.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from vedette.find.route.facts import Facts
from vedette.reference.rules.table import Condition, Rule


@dataclass(frozen=True, slots=True)
class Hit:
    """A rule that holds, its title filled in, and the facts that its conditions read."""

    rule: Rule
    says: str
    facts: Mapping[str, Any]


def evaluate(rules: Iterable[Rule], facts: Facts) -> tuple[tuple[Hit, ...], dict[str, str]]:
    """The rules that hold, in the order of the table, and those that could not be looked at
    with the reason why."""
    hits: list[Hit] = []
    unknown: dict[str, str] = {}
    for rule in rules:
        if not rule.on or not rule.when:
            continue
        missing = ""
        for condition in rule.when:
            known = facts.known.get(condition.fact)
            if known is None:
                missing = missing or condition.fact
            elif not holds(condition, known):
                break
        else:
            if missing:
                unknown[rule.id] = facts.missing.get(missing, f"{missing} is not known")
            else:
                read = {c.fact: facts.known[c.fact] for c in rule.when}
                hits.append(Hit(rule, filled(rule.title, facts.known), read))
    return tuple(hits), unknown


def holds(condition: Condition, known: Any) -> bool:
    """One test of one known fact. On a list, `is` and `in` ask for any of its items.

    >>> holds(Condition("x", "in", ["1", "2"]), ("2", "3.A")), holds(Condition("x", ">=", 3), 2)
    (True, False)
    """
    several = known if isinstance(known, list | tuple | frozenset) else (known,)
    match condition.test:
        case "is":
            return condition.value in several
        case "is not":
            return condition.value not in several
        case "in":
            return any(item in condition.value for item in several)
        case "not in":
            return not any(item in condition.value for item in several)
        case "any":
            return bool(known)
        case "none":
            return not known
        case ">=":
            return bool(known >= condition.value)
        case _:
            return bool(known <= condition.value)


def filled(title: str, known: Mapping[str, Any]) -> str:
    """A title with the facts it names in braces put in; nothing else in it is interpreted.

    >>> filled("by way of {route.hubs}", {"route.hubs": ("ae", "tr")})
    'by way of ae, tr'
    """

    def value(found: re.Match[str]) -> str:
        fact = known.get(found[1])
        if isinstance(fact, list | tuple):
            return ", ".join(str(item) for item in fact)
        if isinstance(fact, float):
            return f"{fact:,.1f}".removesuffix(".0")
        return "?" if fact is None else str(fact)

    return re.sub(r"\{([a-z_.\-0-9]+)\}", value, title)
