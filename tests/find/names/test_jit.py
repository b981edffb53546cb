"""Machine code is kept under a name made from the text of all that it is compiled from."""

from pathlib import Path

from vedette.find.names import jit


def test_every_module_with_compiled_functions_names_the_cache():
    here = Path(jit.__file__).parent
    compiled = {
        path.name
        for path in here.glob("*.py")
        if "\n@inline\n" in path.read_text() or "\n@kernel\n" in path.read_text()
    }
    assert len(compiled) > 5
    assert compiled <= set(jit.MODULES)
    assert all((here / name).is_file() for name in jit.MODULES)
