"""All that a verdict is asked against: the snapshot, what it knows, the rules, what was before.

Reach for `Context.of` once per snapshot (the gate keeps it while a snapshot serves) and
`with_lines` for a manifest in hand. It has no clock: the caller gives the day.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from vedette.find.calibration.cited import threshold_of
from vedette.find.names import Screener
from vedette.find.parties.known import Known, known
from vedette.find.route import History, history
from vedette.find.snapshot import current
from vedette.lake import releases, tables
from vedette.lake.consignments import read_consignments
from vedette.lake.snapshots import Snapshot
from vedette.lake.workspace import Workspace
from vedette.model.consignment import Consignment
from vedette.model.errors import Missing
from vedette.model.finding import Finding
from vedette.reference.rules.table import Rules, load

Movements = Callable[[str, str], Iterable[Finding]]
"""Findings of a subject (``imo:9481910``, ``icao24:…``) around a day (ISO 8601)."""


@dataclass(frozen=True)
class Context:
    """What is asked. Everything may be missing but the rules; what is missing is `unchecked`.

    `ages` are days by source, `stale` those beyond the workspace's limit. `threshold` and
    `hold` are the likenesses from which a name is a reason, and from which it may hold; of a
    workspace the first is its own or that of the table of rules, whichever is higher.
    `registers` are files of stated owners, `invented` the releases that are made up, `day` the
    day whose ownership rules apply.
    """

    rules: Rules = field(default_factory=load)
    snapshot: str = ""
    screener: Screener | None = None
    known: Known = field(default_factory=Known)
    ages: Mapping[str, int] = field(default_factory=dict)
    stale: Mapping[str, int] = field(default_factory=dict)
    threshold: float = 0.7
    hold: float = 0.9
    history: History = field(default_factory=History)
    movements: Movements | None = None
    registers: tuple[Path, ...] = ()
    day: str = ""
    invented: frozenset[str] = frozenset()
    without_lists: str = "no list has been read yet"

    @classmethod
    def of(
        cls,
        workspace: Workspace,
        day: str,
        snapshot: Snapshot | None = None,
        screener: Screener | None = None,
        ages: Mapping[str, int] | None = None,
        stale: Mapping[str, int] | None = None,
    ) -> "Context":
        """The workspace's context on `day`; `snapshot` and `screener` if they are open already."""
        screening = workspace.setting("screening")
        rules = load(workspace.settings.get("rules"))
        base = cls(
            rules=rules,
            threshold=max(threshold_of(workspace), rules.answers["likeness"]),
            hold=screening.get("hold", cls.hold),
        )
        try:
            serving = snapshot or current(workspace)
        except Missing as missing:
            return replace(base, without_lists=str(missing))
        entities = tables.read_entities(workspace, serving.releases.values())
        kept = releases.kept(workspace)
        owners = [one for one in kept if one.table == "registers"]
        return replace(
            base,
            snapshot=serving.id,
            screener=screener or Screener.open(serving.path),
            known=known(entities, day),
            day=day,
            registers=tuple(tables.paths(workspace, "registers", owners)),
            invented=frozenset(one.sha256 for one in kept if one.invented),
            ages=dict(ages or {}),
            stale=dict(stale or {}),
        )

    def with_lines(self, workspace: Workspace | None, lines: Iterable[Consignment]) -> "Context":
        """The same, with what the workspace and the manifest in hand say of trade before."""
        hand = list(lines)
        release = hand[0].release if hand else ""
        before: list[Consignment] = []
        if workspace is not None:
            kept = [
                one
                for one in releases.kept(workspace)
                if one.table == "consignments" and one.sha256 != release
            ]
            before = list(read_consignments(workspace, kept))
        return replace(self, history=history([*before, *hand], release))
