"""``vedette compare A B``: are these two one party, and why?"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

import typer

from vedette.cli import terminal
from vedette.cli.options import JsonOption
from vedette.model.errors import BadInput

_MOST_BYTES = 1_000_000


def command(
    one: Annotated[str, typer.Argument(help="A name, or a .json file with an entity.")],
    other: Annotated[str, typer.Argument(help="The other.")],
    schema: Annotated[
        str, typer.Option("--schema", "-s", help="What bare names are: Person, Company, Vessel …")
    ] = "LegalEntity",
    threshold: Annotated[float, typer.Option(min=0, max=1, help="From here on, look.")] = 0.7,
    as_json: JsonOption = False,
) -> None:
    """Compare two names or two entities, and say which words and facts agree.

    Exit status 1 when the score reaches the threshold, 0 when it does not.

    \b
    Examples:
      vedette compare -s Person "Ротенберг Аркадий" "Arkadii Romanovich ROTENBERG"
      vedette compare -s Vessel "PORT OLYA-3" "PORT OLYA-4"
      vedette compare customer.json entry.json --json
    """
    from vedette.find.names import compare
    from vedette.reference.followthemoney import schema as schema_of

    if schema_of(schema) is None:
        raise BadInput(f"--schema {schema}", "FollowTheMoney has no such schema", "try Person")
    found = compare(_party(one, schema), _party(other, schema))
    if as_json:
        terminal.write_json({"score": found.score, "explanation": dict(found.explanation)})
    else:
        _show(found.explanation, found.score, threshold)
    raise typer.Exit(1 if found.score >= threshold else 0)


def _show(explanation: Mapping[str, Any], score: float, threshold: float) -> None:
    from rich.text import Text

    from vedette.cli.show import show_fields
    from vedette.interdict.explain import explained_match

    out = terminal.out()
    said = "look" if score >= threshold else "below the threshold"
    out.print(Text(f"{score:.3f}  {said} (threshold {threshold:g})", style="bold"))
    show_fields(out, explained_match("", explanation, {}), ())


def _party(text: str, schema: str) -> dict[str, Any]:
    if not text.endswith(".json"):
        return {"schema": schema, "properties": {"name": [text]}}
    path = Path(text)
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise BadInput(text, "it is too long for one entity", "give a file with one entity")
        data = json.loads(path.read_bytes())
    except OSError as error:
        raise BadInput(text, "it cannot be read", str(error.strerror)) from error
    except (ValueError, RecursionError) as error:
        raise BadInput(text, "it is not JSON", "give an entity in FollowTheMoney JSON") from error
    properties = data.get("properties") if isinstance(data, dict) else None
    if not isinstance(properties, dict):
        raise BadInput(text, "it has no `properties`", "give an entity in FollowTheMoney JSON")
    return dict(data)
