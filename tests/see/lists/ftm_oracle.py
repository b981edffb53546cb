"""Run by the Python in which followthemoney is installed: is every entity accepted by it?

Reads entities as JSON lines on standard input and prints one JSON object: how many entities were
looked at, and each kind of complaint with how often and a sample.
"""

import json
import sys

from followthemoney import model
from followthemoney.exc import InvalidData


def complaints(data: dict) -> list[str]:
    """What the library has against one entity."""
    found = []
    try:
        proxy = model.get_proxy(data)
    except InvalidData as error:
        return [f"{data['schema']}: {error}"]
    for name, values in data["properties"].items():
        prop = proxy.schema.get(name)
        if prop is None:
            found.append(f"{data['schema']} has no {name}")
            continue
        if prop.stub:
            found.append(f"{data['schema']}.{name} is a stub")
        for value in values:
            cleaned = prop.type.clean(value, fuzzy=False, format=prop.format, proxy=proxy)
            if cleaned is None:
                found.append(f"{data['schema']}.{name} refuses: {value}")
            elif len(value) > prop.max_length:
                found.append(f"{data['schema']}.{name} is too long: {value}")
    return found


def main() -> None:
    """Look at every line."""
    seen, found = 0, {}
    for line in sys.stdin:
        seen += 1
        for complaint in complaints(json.loads(line)):
            kind = complaint.partition(":")[0]
            count, sample = found.get(kind, (0, complaint))
            found[kind] = (count + 1, sample)
    json.dump({"seen": seen, "complaints": found}, sys.stdout)


if __name__ == "__main__":
    main()
