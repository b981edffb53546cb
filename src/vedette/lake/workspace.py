"""The folder in which Vedette keeps what it knows, and the settings beside it."""

import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from vedette.lake.files import write_file
from vedette.model.errors import BadInput, Missing

SETTINGS = "vedette.toml"

DEFAULTS = """\
# Vedette's settings. Every key may be left out; what stands here is the default.

engine = "duckdb"            # or "spark", for movements beyond one machine

[ledger]
address = ""                 # "" is ledger.sqlite here; or postgresql://user@host/database

[lists]
stale_after_days = 14        # an older list answers `unknown`, never `no_hit`
shrink_limit = 0.05          # a release that lost more than this needs `--accept-shrink`

[lists.stale_after]           # days for single sources, by their short name
# un-sc = 7

[screening]
threshold = 0.7              # probability from which a match becomes a finding
hold = 0.9                   # probability from which the gate says `hold` rather than `review`
calibration = ""             # the report of `vedette calibrate` that backs another threshold

[alerts]
minimum_weight = 0.3         # findings that together weigh less stay findings

[decisions]
four_eyes = true             # a release needs a second, different person

[gate]
token_variable = "VEDETTE_TOKEN"   # the environment variable that holds the API token
# [gate.collections]         # names for groups of lists, which clients may ask like one
# sanctions = ["ofac-sdn", "un-sc"]
"""


@dataclass(frozen=True, slots=True)
class Workspace:
    """An opened workspace: its root and its settings."""

    root: Path
    settings: dict[str, Any] = field(default_factory=dict)

    @classmethod
    def init(cls, root: Path) -> "Workspace":
        """Make `root` a workspace; what is already there is left as it is."""
        root = root.absolute()
        if root.exists() and not root.is_dir():
            raise BadInput(str(root), "is a file, not a folder", "name another folder")
        for name in ("releases", "lake", "snapshots"):
            (root / name).mkdir(parents=True, exist_ok=True)
        if not (root / SETTINGS).exists():
            write_file(root / SETTINGS, DEFAULTS.encode())
        return cls.open(root)

    @classmethod
    def open(cls, root: Path) -> "Workspace":
        """Open `root`, or say how to make it."""
        root = root.absolute()
        file = root / SETTINGS
        if not file.is_file():
            raise Missing(f"{root} is not a workspace", f"run `vedette init {root}` first")
        try:
            given = tomllib.loads(file.read_text("utf-8"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise BadInput(str(file), f"is not readable TOML ({error})", "correct it") from None
        return cls(root, _merged(tomllib.loads(DEFAULTS), given))

    @property
    def releases(self) -> Path:
        """Raw files and their manifests, by source and SHA-256."""
        return self.root / "releases"

    @property
    def snapshots(self) -> Path:
        """What is screened against."""
        return self.root / "snapshots"

    def table(self, name: str) -> Path:
        """The folder of one table's Parquet files."""
        return self.root / "lake" / name

    def setting(self, *path: str) -> Any:
        """One setting by its path: ``workspace.setting("lists", "stale_after_days")``."""
        value: Any = self.settings
        for key in path:
            value = value[key]
        return value

    @property
    def ledger_address(self) -> str:
        """SQLAlchemy address of the ledger."""
        return self.setting("ledger", "address") or f"sqlite:///{self.root / 'ledger.sqlite'}"


def _merged(base: dict[str, Any], over: dict[str, Any]) -> dict[str, Any]:
    merged = dict(base)
    for key, value in over.items():
        both = isinstance(value, dict) and isinstance(base.get(key), dict)
        merged[key] = _merged(base[key], value) if both else value
    return merged
