"""Made-up consignments for measuring: plain trade, and lines that a verdict must not let pass.

Plain lines name invented people and companies (the surnames of a published set of invented
persons, and common surnames of eight trading countries), carry goods of the Harmonized System's
5,613 subheadings under the description that the system itself gives them, and go between real
ports. Nothing in them is drawn from our own tables of words, so that what they raise is a false
alarm. Planted lines name real listed parties, hulls and airframes, or break one rule each.
Everything follows from a seed.
"""

import csv
import datetime
import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from vedette.model.consignment import Consignment, Good, Party

SURNAMES = {
    "tr": "Yılmaz Kaya Demir Çelik Şahin Yıldız Aydın Öztürk Arslan Doğan Kılıç Aslan Çetin Kara",
    "cn": "Wang Li Zhang Liu Chen Yang Huang Zhao Wu Zhou Xu Sun Ma Zhu Hu Guo He Lin Luo Gao",
    "ae": "Al-Mansoori Al-Hashimi Al-Maktari Rashid Haddad Khalil Nasser Saleh Farouk Karim",
    "in": "Sharma Verma Gupta Patel Reddy Iyer Nair Singh Mehta Joshi Rao Kapoor Desai Shah",
    "kz": "Akhmetov Nurzhanov Kim Ivanov Omarov Suleimenov Popov Abdrakhmanov Sadykov Petrov",
    "uz": "Karimov Rakhimov Yusupov Tashkentov Ergashev Usmanov Nazarov Khamidov Saidov",
    "ge": "Beridze Kapanadze Gelashvili Maisuradze Giorgadze Lomidze Tsiklauri Kvaratskhelia",
    "am": "Grigoryan Harutyunyan Sargsyan Hakobyan Petrosyan Khachatryan Vardanyan Gevorgyan",
}
TRADES = (
    "Trading Import Export Textiles Foods Machinery Industries Electronics Automotive Chemicals "
    "Furniture Packaging Steel Plastics Pharma Agro Metals Marine Tools Components Systems "
    "Technologies Engineering Supplies Home Fashion Medical Logistics Shipping Freight"
).split()
FORMS = {
    "de": "GmbH", "fr": "SARL", "it": "S.r.l.", "es": "S.L.", "nl": "B.V.", "gb": "Ltd",
    "us": "LLC", "tr": "A.Ş.", "cn": "Co., Ltd.", "ae": "FZE", "in": "Pvt Ltd", "kz": "LLP",
    "uz": "LLC", "ge": "LLC", "am": "LLC", "pl": "Sp. z o.o.", "br": "Ltda", "jp": "K.K.",
}  # fmt: skip
PORTS = {
    "de": ["DEHAM", "DEBRV"], "fr": ["FRLEH", "FRMRS"], "it": ["ITGOA"], "es": ["ESBCN", "ESVLC"],
    "nl": ["NLRTM"], "gb": ["GBFXT"], "us": ["USNYC", "USLAX"], "tr": ["TRIST", "TRMER"],
    "cn": ["CNSHA", "CNNGB", "CNTAO"], "ae": ["AEJEA"], "in": ["INNSA", "INMUN"],
    "kz": ["KZAAU"], "uz": ["UZTAS"], "ge": ["GEPTI"], "am": ["AMEVN"], "pl": ["PLGDN"],
    "br": ["BRSSZ"], "jp": ["JPTYO"],
}  # fmt: skip
EXPORTERS = "de fr it es nl gb us tr cn cn cn in jp ae".split()
IMPORTERS = "de fr it es nl gb us tr ae in pl br jp kz uz ge am cn".split()
TRANSIT = ["SGSIN", "LKCMB", "MYPKG", "AEJEA", "EGPSD", "MATNG", "GRPIR"]
SHIPS = "AURORA BALTIC CORAL DELTA ESTEREL FJORD GALATEA HORIZON ISOLDE JUNO KESTREL LYRA".split()


@dataclass(frozen=True)
class Case:
    """A line that must not pass, and what is wrong with it."""

    line: Consignment
    wrong: str


def subheadings(table: Path) -> list[tuple[str, str]]:
    """Codes and descriptions of the Harmonized System."""
    with table.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    return [(row["hscode"], row["description"]) for row in rows if row["level"] == "6"]


def persons(table: Path) -> list[str]:
    """Surnames of invented persons."""
    with table.open(encoding="utf-8") as file:
        return sorted({row["last_name"] for row in csv.DictReader(file) if row["last_name"]})


def plain(
    count: int, seed: int, goods: list[tuple[str, str]], surnames: list[str]
) -> Iterator[Consignment]:
    """`count` lines of plain trade."""
    chance = random.Random(seed)
    companies = {
        country: [company(chance, country, surnames) for _ in range(max(20, count // 25))]
        for country in FORMS
    }
    price = {code: 10 ** chance.uniform(-0.3, 2.5) for code, _ in goods}
    start = datetime.date(2024, 1, 1)
    for number in range(count):
        origin = chance.choice(EXPORTERS)
        destination = chance.choice([one for one in IMPORTERS if one != origin])
        code, words = chance.choice(goods)
        weight = round(10 ** chance.uniform(0.5, 4), 1)
        value = round(weight * price[code] * 10 ** chance.gauss(0, 0.2), 2)
        route = [chance.choice(PORTS[origin]), chance.choice(PORTS[destination])]
        if chance.random() < 0.25:
            route.insert(1, chance.choice(TRANSIT))
        parties = [
            Party("shipper", chance.choice(companies[origin]), origin),
            Party("consignee", chance.choice(companies[destination]), destination),
        ]
        if chance.random() < 0.3:
            parties.append(Party("notify", chance.choice(companies[destination]), destination))
        ship = f"{chance.choice(SHIPS)} {chance.choice(['STAR', 'WAVE', 'PEARL', 'WIND', 'BAY'])}"
        yield Consignment(
            id=f"P{number:05d}",
            source="made-up",
            release="made-up",
            origin=f"row {number + 2}",
            date=(start + datetime.timedelta(chance.randrange(300))).isoformat(),
            document=f"P{number:05d}",
            parties=tuple(parties),
            goods=(Good(words.split(";")[-1].strip() or words, code, "", weight, value, "USD"),),
            origin_country=origin,
            destination_country=destination,
            route=tuple(route),
            vessel={"name": ship, "imo": imo_number(chance)} if chance.random() < 0.7 else {},
            invented=True,
        )


def company(chance: random.Random, country: str, surnames: list[str]) -> str:
    """An invented company of a country."""
    names = SURNAMES[country].split() if country in SURNAMES else surnames
    name = chance.choice(names)
    if chance.random() < 0.3:
        name = f"{name} {chance.choice(['&', 'and'])} {chance.choice(names)}"
    trades = " ".join(chance.sample(TRADES, chance.choice([1, 1, 2])))
    return f"{name} {trades} {FORMS[country]}"


def imo_number(chance: random.Random) -> str:
    """A number of a hull with a right check digit, outside the range in use."""
    digits = [chance.randrange(10) for _ in range(5)]
    head = [4, *digits]  # numbers of ships begin with 5 to 9, since 2020 also with 1
    check = sum(digit * factor for digit, factor in zip(head, range(7, 1, -1), strict=True)) % 10
    return "".join(map(str, [*head, check]))


def with_consignee(
    line: Consignment, name: str, country: str = "", address: str = "", **said: str
) -> Consignment:
    """The same line with another consignee."""
    others = tuple(party for party in line.parties if party.role != "consignee")
    party = Party("consignee", name, country, address, said)
    return replace(line, parties=(*others, party))


def with_goods(line: Consignment, words: str, code: str) -> Consignment:
    """The same line with other goods."""
    return replace(line, goods=(replace(line.goods[0], description=words, hs=code),))


def write_manifest(lines: Iterable[Consignment], path: Path) -> None:
    """Lines as a CSV manifest, with the columns that such a file has."""
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = [_row(line) for line in lines]
        out = csv.DictWriter(file, list(dict.fromkeys(name for row in rows for name in row)))
        out.writeheader()
        out.writerows(rows)


def _row(line: Consignment) -> dict[str, str]:
    good = line.goods[0]
    row = {
        "Document": line.document,
        "Date": line.date,
        "Description": good.description,
        "HS code": good.hs,
        "Gross weight (kg)": "" if good.weight_kg is None else f"{good.weight_kg:.6f}",
        "Value": "" if good.value is None else f"{good.value:.2f}",
        "Currency": good.currency,
        "Country of origin": line.origin_country,
        "Country of destination": line.destination_country,
        "Port of loading": line.route[0],
        "Port of transit": ";".join(line.route[1:-1]),
        "Port of discharge": line.route[-1],
        "Vessel": line.vessel.get("name", ""),
        "IMO": line.vessel.get("imo", ""),
        "Aircraft registration": line.aircraft.get("registration", ""),
        "MSN": line.aircraft.get("serial", ""),
    }
    for party in line.parties:
        role = {"notify": "Notify party"}.get(party.role, party.role.capitalize())
        row |= {role: party.name, f"{role} country": party.country}
        if founded := party.identifiers.get("incorporationDate"):
            row[f"{role} incorporation date"] = founded
    return row
