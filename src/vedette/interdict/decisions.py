"""Deciding: hold, release, escalate. Every decision is an event with a person and a reason.

Reach for `decide`. It refuses a decision without a reason, a second release by the first
person, and a release of what is released already. Whether it may be is looked up under the
ledger's write lock, so that two people at two desks cannot both be "the second".
"""

from typing import Literal, get_args

from vedette.interdict.alerts import Standing, covers, person, standing
from vedette.interdict.ledger import Draft, Ledger, appending
from vedette.interdict.runs import last_run
from vedette.lake.workspace import Workspace
from vedette.model.errors import BadInput

Action = Literal["hold", "release", "escalate"]


def decide(
    workspace: Workspace,
    ledger: Ledger,
    identity: str,
    action: Action,
    reason: str,
    by: str,
    at: str,
) -> Standing:
    """Record a decision on an alert; returns where the alert stands then."""
    if action not in get_args(Action):
        raise BadInput(f"action {action}", "is none", "use hold, release or escalate")
    if not reason.strip():
        raise BadInput("--reason", "is empty", "say why: it will be read in ten years")
    if not by.strip():
        raise BadInput("--by", "is empty", "say who decides")
    with appending(ledger) as add:
        before = standing(workspace, ledger, identity)
        if action == "release":
            _may_release(before, by)
        add(
            Draft(
                "decision",
                " ".join(by.split()),
                at,
                before.alert.id,
                {
                    "action": action,
                    "reason": reason.strip(),
                    "subject": before.alert.subject,
                    "title": before.alert.title,
                    "run": before.run,
                    "snapshot": last_run(ledger).payload["snapshot"],
                    "four_eyes": bool(workspace.setting("decisions", "four_eyes")),
                    "covers": covers(before.alert.findings),
                    "invented": before.alert.invented,
                },
            )
        )
    return standing(workspace, ledger, before.alert.id)


def _may_release(before: Standing, by: str) -> None:
    if before.state == "released":
        raise BadInput(f"alert {before.alert.id}", "is released already", "there is nothing to do")
    if before.state == "awaiting" and person(before.decisions[-1].actor) == person(by):
        raise BadInput(
            f"alert {before.alert.id}",
            f"was released by {before.decisions[-1].actor} already",
            "a second, different person must",
        )
