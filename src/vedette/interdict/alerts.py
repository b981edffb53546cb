"""Alerts and where they stand: findings of the newest run, read together with the ledger.

Reach for `standings` to list them, `standing` for one. Nothing is stored: the state follows from
the decisions each time.

=========  ===================================================================================
open       nobody decided anything
held       a person holds the cargo, ship or payment
escalated  a person asks for another's judgement
awaiting   one person released it, a second and different one has not yet (four eyes)
released   released, and nothing changed since: out of the way
returned   released (by one or both), but since then the list entry or the subject changed, or
           something new was found
=========  ===================================================================================

The hard part is "the same match". Identifiers of findings follow their evidence and thus the
release, which changes daily. What a release covers is therefore remembered as *bases*: which
list entry (or which facts, where no entry is involved), with one digest of all facts of the
entry and one of the subject. A new release of the list with the same facts brings nobody back.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from vedette.interdict.ledger import Event, Ledger, events
from vedette.interdict.runs import last_run
from vedette.lake.findings import read_findings
from vedette.lake.workspace import Workspace
from vedette.model.alert import Alert
from vedette.model.canonical import digest
from vedette.model.errors import BadInput
from vedette.model.finding import Finding

State = Literal["open", "held", "escalated", "awaiting", "released", "returned"]
STATES: tuple[State, ...] = ("returned", "open", "escalated", "awaiting", "held", "released")
"""In the order in which they want a person."""

_PARTS = {"entry": "entry_facts", "subject": "subject_facts"}
"""Where a finding's facts hold all that is known of the list entry and of the subject."""

Basis = dict[str, str]
"""Digests of the facts behind a finding: of the list ``entry`` and of the ``subject``."""


@dataclass(frozen=True, slots=True)
class Change:
    """Why a decision no longer covers an alert.

    `what` is ``new finding``, ``entry`` (of the list) or ``subject``; `properties` maps each
    property that changed to (values gone, values new).
    """

    what: str
    title: str
    properties: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]]

    def to_json(self) -> dict[str, Any]:
        """Plain JSON values."""
        said = {name: {"gone": list(a), "new": list(b)} for name, (a, b) in self.properties.items()}
        return {"what": self.what, "title": self.title, "properties": said}


@dataclass(frozen=True, slots=True)
class Standing:
    """An alert, its state, the decisions on it, and what changed since the last of them.

    `run` found it; `found` is false when the newest run no longer does.
    """

    alert: Alert
    state: State
    run: str
    found: bool = True
    decisions: tuple[Event, ...] = ()
    changes: tuple[Change, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Plain JSON values."""
        return {
            **self.alert.to_json(),
            "state": self.state,
            "run": self.run,
            "found": self.found,
            "decisions": [event.to_json() for event in self.decisions],
            "changes": [change.to_json() for change in self.changes],
        }


def alerts_of(findings: Iterable[Finding], minimum: float = 0.0) -> list[Alert]:
    """One alert per subject, the heaviest first, ties by id."""
    by_subject: dict[str, list[Finding]] = defaultdict(list)
    for finding in findings:
        by_subject[finding.subject].append(finding)
    found = []
    for subject, several in by_subject.items():
        ranked = sorted(several, key=lambda finding: (-finding.weight, finding.id))
        found.append(Alert(subject, ranked[0].title, tuple(ranked)))
    kept = [alert for alert in found if alert.weight >= minimum]
    return sorted(kept, key=lambda alert: (-alert.weight, alert.id))


def standings(
    workspace: Workspace, ledger: Ledger, subjects: Collection[str] | None = None
) -> list[Standing]:
    """Every alert of the newest run (about these subjects, if any are named), those that want a
    person first, then by weight."""
    run = str(last_run(ledger).payload["run"])
    minimum = float(workspace.setting("alerts", "minimum_weight"))
    decided: dict[str, list[Event]] = defaultdict(list)
    for event in events(ledger, kinds=["decision"]):
        decided[event.subject].append(event)
    found = [
        _standing(workspace, alert, run, tuple(decided.get(alert.id, ())))
        for alert in alerts_of(read_findings(workspace, run, subjects), minimum)
    ]
    return sorted(found, key=lambda one: (STATES.index(one.state), -one.alert.weight, one.alert.id))


def standing(workspace: Workspace, ledger: Ledger, identity: str) -> Standing:
    """One alert by its id or the beginning of it, or by its subject; also one that is only in the
    ledger by now."""
    run = str(last_run(ledger).payload["run"])
    subject = identity if ":" in identity else None
    if subject is not None:
        identity = Alert(subject, "", ()).id
    known = {alert.id: alert for alert in alerts_of(read_findings(workspace, run, subject))}
    decided: dict[str, list[Event]] = defaultdict(list)
    for event in events(ledger, kinds=["decision"]):
        decided[event.subject].append(event)
    fits = sorted({name for name in (*known, *decided) if name.startswith(identity)})
    if not fits:
        raise BadInput(f"alert {identity}", "is not known here", "see `vedette alerts --all`")
    if len(fits) > 1:
        raise BadInput(f"alert {identity}", f"may be any of {', '.join(fits[:5])}", "write it out")
    past = tuple(decided.get(fits[0], ()))
    if fits[0] in known:
        return _standing(workspace, known[fits[0]], run, past)
    last = past[-1].payload
    old = read_findings(workspace, str(last["run"]), str(last["subject"]))
    return Standing(alerts_of(old)[0], fold(past)[0], str(last["run"]), False, past)


def fold(decisions: Sequence[Event]) -> tuple[State, Event | None]:
    """The state that decisions alone lead to, and the one that leads there.

    A release under four eyes counts when a second, different person releases the very same
    findings; anything decided in between starts it anew.
    """
    state: State = "open"
    first: Event | None = None
    for event in decisions:
        action = event.payload["action"]
        if action != "release":
            state, first = ("held" if action == "hold" else "escalated"), None
        elif not event.payload["four_eyes"] or (first is not None and second(first, event)):
            state, first = "released", None
        else:
            state, first = "awaiting", event
    return state, decisions[-1] if decisions else None


def second(first: Event, event: Event) -> bool:
    """True when `event` confirms `first`: another person, the same findings."""
    return (
        person(first.actor) != person(event.actor)
        and first.payload["covers"] == event.payload["covers"]
    )


def person(name: str) -> str:
    """How two spellings of one person's name are told to be one."""
    return " ".join(name.casefold().split())


def covers(findings: Iterable[Finding]) -> dict[str, list[Basis]]:
    """What a decision on these findings is about: bases by key, as the ledger keeps them."""
    found: dict[str, list[Basis]] = defaultdict(list)
    for finding in findings:
        found[key(finding)].append(basis(finding))
    return {name: sorted(bases, key=digest) for name, bases in sorted(found.items())}


def key(finding: Finding) -> str:
    """Which match this is, from run to run: detector and list entry or name, else its facts.

    A finding that names what it is `about` stays itself while its facts grow.
    """
    about = entry_of(finding) or str(finding.facts.get("about", ""))
    own = {name: value for name, value in finding.facts.items() if name not in _PARTS.values()}
    return f"{finding.detector} {about or digest(own, 16)}"


def entry_of(finding: Finding) -> str:
    """The id of the list entry that a finding is about, or ``""``.

    >>> entry_of(Finding("movements.port_visits", "1", "mmsi:1", "", 0.1, {"entry": True}))
    ''
    """
    entry = finding.facts.get("entry")
    return str(entry.get("id", "")) if isinstance(entry, Mapping) else ""


def basis(finding: Finding) -> Basis:
    """Digests of what the finding rests on."""
    return {name: digest(finding.facts.get(part, {}), 32) for name, part in _PARTS.items()}


def _standing(
    workspace: Workspace, alert: Alert, run: str, decisions: tuple[Event, ...]
) -> Standing:
    state, last = fold(decisions)
    changed = tuple(_changes(workspace, alert, last)) if last is not None else ()
    if changed and state in ("released", "awaiting"):
        state = "returned"
    return Standing(alert, state, run, True, decisions, changed)


def _changes(workspace: Workspace, alert: Alert, last: Event) -> Iterator[Change]:
    covered: Mapping[str, list[Basis]] = last.payload["covers"]
    moved = [
        finding for finding in alert.findings if basis(finding) not in covered.get(key(finding), [])
    ]
    if not moved:
        return
    before: dict[str, Finding] = {}
    for finding in read_findings(workspace, str(last.payload["run"]), alert.subject):
        before.setdefault(key(finding), finding)
    told: set[str] = set()
    for finding in moved:
        old = before.get(key(finding))
        if old is None:
            yield Change("new finding", finding.title, {})
            continue
        for what, part in _PARTS.items():
            differing = differences(old.facts.get(part, {}), finding.facts.get(part, {}))
            name = f"{what} {key(finding) if what == 'entry' else ''}"
            if differing and name not in told:
                told.add(name)
                yield Change(what, finding.title, differing)


def differences(
    old: Mapping[str, Sequence[str]], new: Mapping[str, Sequence[str]]
) -> dict[str, tuple[tuple[str, ...], tuple[str, ...]]]:
    """Property to (values gone, values new), only where there are any.

    >>> differences({"a": ["1"], "b": ["2"]}, {"a": ["1", "3"], "b": ["2"]})
    {'a': ((), ('3',))}
    """
    found = {}
    for name in sorted({*old, *new}):
        one, other = old.get(name, ()), new.get(name, ())
        gone = tuple(value for value in one if value not in other)
        came = tuple(value for value in other if value not in one)
        if gone or came:
            found[name] = (gone, came)
    return found
