"""How a line is disguised: each function takes a line and a source of chance, and gives one or
several lines that say the same trade otherwise.

They are the tricks that the published guidance names: other spellings, other agents, several small
shipments, empty words, neighbouring codes, ships under new names, owners just under the threshold.
Each is applied to planted lines, to see what is still caught, and to plain lines, to see what it
costs. None was tuned to what the rules look for.
"""

import random
from collections.abc import Callable
from dataclasses import replace

from benchmarks.verdict.lines import PORTS, company, with_goods
from vedette.model.consignment import Consignment, Party

Disguise = Callable[[Consignment, random.Random], list[Consignment]]

CYRILLIC = dict(
    zip(
        "a b c d e f g h i j k l m n o p q r s t u v w x y z".split(),
        "а б к д е ф г х и дж к л м н о п к р с т у в в кс й з".split(),
        strict=True,
    )
)
EARLIER = "earlier"
"""The release of lines that are history: they are known and not judged."""
FORMS = ["LLC", "LTD", "CO", "COMPANY", "FZE", "GMBH", "OOO", "INC", "CORPORATION", "LIMITED"]
EMPTY = ["Spare parts", "Equipment", "General cargo", "Electronic components", "Accessories"]
HUBS = ["ae", "tr", "kz", "am", "ge", "uz"]


def renamed(line: Consignment, change: Callable[[str], str]) -> list[Consignment]:
    """The consignee under another spelling."""
    parties = tuple(
        replace(party, name=change(party.name)) if party.role == "consignee" else party
        for party in line.parties
    )
    return [replace(line, parties=parties)]


def one_letter(line: Consignment, chance: random.Random) -> list[Consignment]:
    """One letter of the consignee's name is another."""
    return renamed(line, lambda name: _letters(name, chance, 1))


def two_letters(line: Consignment, chance: random.Random) -> list[Consignment]:
    """Two letters are others."""
    return renamed(line, lambda name: _letters(name, chance, 2))


def words_swapped(line: Consignment, chance: random.Random) -> list[Consignment]:
    """The words of the name stand in another order."""

    def change(name: str) -> str:
        words = name.replace(",", " ").split()
        chance.shuffle(words)
        return " ".join(words)

    return renamed(line, change)


def word_dropped(line: Consignment, chance: random.Random) -> list[Consignment]:
    """One word of the name is left out."""

    def change(name: str) -> str:
        words = name.split()
        if len(words) > 2:
            words.pop(chance.randrange(len(words)))
        return " ".join(words)

    return renamed(line, change)


def form_changed(line: Consignment, chance: random.Random) -> list[Consignment]:
    """Another legal form is put behind the name."""

    def change(name: str) -> str:
        words = [word for word in name.split() if word.upper().strip(".,") not in FORMS]
        return " ".join([*words, chance.choice(FORMS)])

    return renamed(line, change)


def in_cyrillic(line: Consignment, chance: random.Random) -> list[Consignment]:
    """The name is written in Cyrillic letters."""
    return renamed(
        line, lambda name: "".join(CYRILLIC.get(letter, letter) for letter in name.lower()).title()
    )


def agent_instead(line: Consignment, chance: random.Random) -> list[Consignment]:
    """An invented forwarder in a hub stands in the consignee's place, and the way ends there."""
    hub = chance.choice(HUBS)
    agent = Party("consignee", company(chance, hub, ["Nordwind"]) + " Logistics", hub)
    others = tuple(party for party in line.parties if party.role not in ("consignee", "notify"))
    route = (*line.route[:-1], chance.choice(PORTS[hub]))
    return [replace(line, parties=(*others, agent), destination_country=hub, route=route)]


def agent_at_the_same_address(line: Consignment, chance: random.Random) -> list[Consignment]:
    """A forwarder in its place, and the consignee's address stays on the paper."""
    address = next((one.address for one in line.parties if one.role == "consignee"), "")
    (swapped,) = agent_instead(line, chance)
    parties = tuple(
        replace(one, address=address) if one.role == "consignee" else one for one in swapped.parties
    )
    return [replace(swapped, parties=parties)]


def agent_and_notified(line: Consignment, chance: random.Random) -> list[Consignment]:
    """A forwarder in its place, and the consignee is the one to be notified."""
    told = tuple(replace(one, role="notify") for one in line.parties if one.role == "consignee")
    (swapped,) = agent_instead(line, chance)
    return [replace(swapped, parties=(*swapped.parties, *told))]


def agent_of_a_known_shipper(line: Consignment, chance: random.Random) -> list[Consignment]:
    """A forwarder in its place, and an earlier line of the shipper to the consignee is known."""
    earlier = replace(line, id=f"{line.id}-before", release=EARLIER, date="2023-11-01")
    return [*agent_instead(line, chance), earlier]


def split(line: Consignment, chance: random.Random) -> list[Consignment]:
    """Four lines instead of one, each worth less than 2,500 dollars."""
    whole = line.goods[0]
    price = (whole.value or 1.0) / (whole.weight_kg or 1.0)
    good = replace(whole, value=2400.0, weight_kg=2400.0 / price)
    return [replace(line, id=f"{line.id}-{part}", goods=(good,)) for part in range(4)]


def empty_words(line: Consignment, chance: random.Random) -> list[Consignment]:
    """The description says nothing; the code stays."""
    return [with_goods(line, chance.choice(EMPTY), line.goods[0].hs)]


def empty_words_no_code(line: Consignment, chance: random.Random) -> list[Consignment]:
    """The description says nothing, and no code is given."""
    return [with_goods(line, chance.choice(EMPTY), "")]


def neighbouring_code(line: Consignment, chance: random.Random) -> list[Consignment]:
    """A code of the next heading; the description stays."""
    return [with_goods(line, line.goods[0].description, _next_heading(line.goods[0].hs))]


def neighbouring_code_and_words(line: Consignment, chance: random.Random) -> list[Consignment]:
    """A code of another chapter, and words that go with it."""
    code, words = chance.choice(
        [("392690", "Plastic household articles"), ("732690", "Steel structures"),
         ("940360", "Office furniture"), ("870899", "Auto parts")]
    )  # fmt: skip
    return [with_goods(line, words, code)]


def ship_renamed(line: Consignment, chance: random.Random) -> list[Consignment]:
    """The ship has a new name; its IMO number stays."""
    return [replace(line, vessel={**line.vessel, "name": f"{chance.choice(['NEW', 'BLUE'])} TERN"})]


def ship_number_dropped(line: Consignment, chance: random.Random) -> list[Consignment]:
    """The ship keeps its name; no IMO number is given."""
    return [replace(line, vessel={"name": line.vessel.get("name", "")})]


def ship_number_false(line: Consignment, chance: random.Random) -> list[Consignment]:
    """The ship keeps its name; one digit of the IMO number is another, which the reader sees."""
    number = line.vessel.get("imo", "9074729")
    wrong = number[:-1] + str((int(number[-1]) + 1) % 10)
    problem = f"IMO number {wrong}: the check digit is wrong"
    return [replace(line, vessel={**line.vessel, "imo": wrong}, problems=(problem,))]


def ship_renamed_and_number_dropped(line: Consignment, chance: random.Random) -> list[Consignment]:
    """A new name and no number: nothing of the ship is left."""
    return [replace(line, vessel={"name": "BLUE TERN"})]


def _letters(name: str, chance: random.Random, many: int) -> str:
    letters = list(name)
    for _ in range(many):
        places = [at for at, letter in enumerate(letters) if letter.isalpha()]
        if places:
            letters[chance.choice(places)] = chance.choice("abcdefghijklmnopqrstuvwxyz")
    return "".join(letters)


def _next_heading(code: str) -> str:
    heading = int(code[:4]) + 1
    return f"{heading:04d}90"


PARTIES: tuple[Disguise, ...] = (
    one_letter, two_letters, words_swapped, word_dropped, form_changed, in_cyrillic, agent_instead,
    agent_and_notified, agent_of_a_known_shipper,
)  # fmt: skip
ADDRESSED: tuple[Disguise, ...] = (one_letter, two_letters, agent_at_the_same_address)
GOODS: tuple[Disguise, ...] = (
    empty_words, empty_words_no_code, neighbouring_code, neighbouring_code_and_words,
    agent_instead, split,
)  # fmt: skip


def founding_not_stated(line: Consignment, chance: random.Random) -> list[Consignment]:
    """The paper does not say when the consignee was founded."""
    return [replace(line, parties=tuple(replace(party, identifiers={}) for party in line.parties))]


CHIPS: tuple[Disguise, ...] = (
    founding_not_stated, empty_words, neighbouring_code, neighbouring_code_and_words, split,
)  # fmt: skip
SHIPS: tuple[Disguise, ...] = (
    ship_renamed, ship_number_dropped, ship_number_false, ship_renamed_and_number_dropped,
)  # fmt: skip
