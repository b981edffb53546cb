"""Links to parties that a list names by name only, and perhaps lists further down.

Reach for `Links` while reading: `know` every listed name, `wait` for every link, and ask for
`drafts` when the file is at its end. A name that nobody listed has comes with a party of its
own, marked ``sanction.linked``. It refuses to guess: names must agree in every letter and
digit, primary names before aliases.
"""

from collections.abc import Iterator

from vedette.see.lists.draft import Draft, Reading, link_of, named_party


class Links:
    """The names of one list, and the links that wait for them. `prefix` begins new ids."""

    def __init__(self, prefix: str) -> None:
        self.prefix = prefix
        self._names: dict[str, str] = {}
        self._aliases: dict[str, str] = {}
        self._pending: list[tuple[str, str, str, str]] = []

    def know(self, name: str, identity: str, alias: bool = False) -> None:
        """The listed party `identity` has this name, as written."""
        if key := _key(name):
            (self._aliases if alias else self._names).setdefault(key, identity)

    def wait(self, identity: str, role: str, name: str, origin: str) -> None:
        """The party `identity` is linked to one called `name`, in this role.

        The role ``owner`` (of a ship or aircraft) makes an ``Ownership``; every other one is
        kept as the role of an ``UnknownLink``.
        """
        if name.strip():
            self._pending.append((identity, role, name, origin))

    def drafts(self, reading: Reading) -> Iterator[Draft]:
        """The links, and the parties that only they name."""
        for identity, role, name, origin in self._pending:
            key = _key(name)
            other = self._names.get(key) or self._aliases.get(key)
            if other is None:
                party = named_party(name, self.prefix, origin)
                reading.note("linked parties that are not listed under that name", name)
                yield party
                other = party.id
            if other != identity:
                yield _link(identity, role, other, origin)


def _link(identity: str, role: str, other: str, origin: str) -> Draft:
    if role == "owner":
        return link_of("Ownership", ("owner", other), ("asset", identity), origin)
    link = link_of("UnknownLink", ("subject", identity), ("object", other), origin)
    link.add("role", role)
    return link


def _key(name: str) -> str:
    return "".join(char for char in name.casefold() if char.isalnum())
