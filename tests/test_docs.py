"""Nothing without its page: a command, a kind of source or a detector that lacks one fails here."""

from pathlib import Path

import pytest

from vedette.cli import COMMANDS
from vedette.find.families import families
from vedette.see.recognise import kinds

DOCS = Path(__file__).parents[1] / "docs"
DETECTORS = sorted({name for family in families() for name in family.detectors})


@pytest.mark.parametrize("name", [name for group in COMMANDS.values() for name in group])
def test_every_command_has_a_page_with_an_example(name: str) -> None:
    page = (DOCS / "commands" / f"{name}.md").read_text("utf-8")
    title, _, rest = page.partition("\n")
    assert title.removeprefix("# ").removeprefix("vedette ").startswith(name)
    assert f"vedette {name}" in rest, "show how it is called"


@pytest.mark.parametrize("name", sorted(kinds()))
def test_every_kind_of_source_has_a_page(name: str) -> None:
    page = (DOCS / "sources" / f"{name}.md").read_text("utf-8")
    assert page.startswith(f"# {name}")


@pytest.mark.parametrize("name", DETECTORS)
def test_every_detector_has_a_page_that_names_it(name: str) -> None:
    family, _, last = name.partition(".")
    pages = [DOCS / "detectors" / f"{page}.md" for page in (last, family)]
    found = [page for page in pages if page.is_file()]
    assert found, f"write docs/detectors/{last}.md"
    assert any(name in page.read_text("utf-8") for page in found), f"{found[0].name}: {name}"


def test_no_page_is_left_of_a_command_that_is_gone() -> None:
    pages = {page.stem for page in (DOCS / "commands").glob("*.md")}
    assert pages <= {name for group in COMMANDS.values() for name in group}
