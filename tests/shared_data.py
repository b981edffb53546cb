"""Where the real files are that some tests measure themselves against.

They are no part of the product. A test that needs one skips, saying so, where it is absent.
"""

import os
from pathlib import Path

import pytest

ROOT = Path(os.environ.get("VEDETTE_SHARED") or Path(__file__).parents[2] / "shared" / "data")


def shared(name: str) -> Path:
    """The path of a real file or folder, or a skip that names it."""
    path = ROOT / name
    if not path.exists():
        pytest.skip(f"the real file {name} is not beside the repository")
    return path
