"""Commands as a person types them, in this process: what they print and their exit status."""

import io
import json
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from typing import Any

from vedette.cli import app
from vedette.model.errors import VedetteError


@dataclass(frozen=True)
class Typed:
    """What a command said and how it ended."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """Standard output as JSON."""
        return json.loads(self.out)


def typed(*arguments: str) -> Typed:
    """Run one command; our own errors end as they do on the command line."""
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        try:
            status = app(list(arguments), standalone_mode=False)
        except VedetteError as error:
            err.write(f"vedette: {error}\n")
            status = error.exit_status
    return Typed(status if isinstance(status, int) else 0, out.getvalue(), err.getvalue())
