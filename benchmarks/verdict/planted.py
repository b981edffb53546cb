"""Fifty lines that a verdict must not let pass: listed parties, hulls, airframes; broken rules.

The parties, IMO and serial numbers are of the OFAC list of 21 January 2023, the ships of the one
fleet of its designation of September 2024. Each is planted into an otherwise plain line.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from benchmarks.verdict.lines import Case, with_consignee, with_goods
from vedette.model.consignment import Consignment, Party

LISTED = [
    ("Shahed Aviation Industries Research Centre", "ir"),
    ("Qods Aviation Industries", "ir"),
    ("Paravar Pars Co.", "ir"),
    ("Safiran Airport Services", "ir"),
    ("Baharestan Kish Co", "ir"),
    ("Success Aviation Services FZC", "ae"),
    ("I Jet Global DMCC", "ae"),
    ("Oje Parvaz Mado Nafar Company", "ir"),
    ("Kimia Part Sivan", "ir"),
    ("Iran Aircraft Manufacturing Industrial Company (HESA)", "ir"),
]
RESPELT = [
    ("Design and Manufacturing of Aircraft Engines", "ir"),  # listed as AERO-ENGINE COMPANY
    ("Shahid Aviation Industries Resarch Center", "ir"),
    ("Ghods Aviation Industry", "ir"),
    ("Safiran Airports Service Co", "ir"),
    ("Paravar-Pars Aerospace Research Institute", "ir"),
    ("ТРАНСМОРФЛОТ ООО", "ru"),
    ("Mahan Airlines", "ir"),
    ("MADO Company Oje Parvaz Nafar", "ir"),
]
HULLS = [
    ("NEPTUNE 7", "9481922"),
    ("SEA PEARL", "9481881"),
    ("RED ROSE", "9161003"),
    ("BAIKAL S", "9179842"),
]
SISTERS = [("PORT OLYA-3", "9481910"), ("PORT OLYA 4", "9481934")]
AIRFRAMES = [("EP-PUS", "1023409321"), ("EP-XXX", "1023409321")]


GOODS = [
    ("854231", "Microprocessors", "ru", "RULED"),
    ("85423190", "Integrated circuits", "ir", "IRBND"),
    ("852691", "GNSS receivers", "by", "BYMSQ"),
    ("854232", "Memories", "ru", "RUVVO"),
    ("853224", "Ceramic capacitors", "ir", "IRIKA"),
    ("848210", "Ball bearings", "ru", "RUNVS"),
    ("840710", "Aircraft piston engines", "ir", "IRBND"),
]
MISCODED = [
    ("Microprocessors STM32", "853650"),
    ("FPGA chips", "950300"),
    ("Ball bearings 6205", "732690"),
    ("Микроконтроллеры", "851679"),
    ("惯性测量单元", "902690"),
]
PARTS = [
    ("Engine Rotax 912 iS, used", "840790"),
    ("Двигатель MD-550", "840790"),
    ("TMS320F28335PGFA", "854231"),
    ("Jetson TX2 module", "847180"),
    ("spare wings for Geran-2", "880730"),
]


def planted(lines: Sequence[Consignment]) -> list[Case]:
    """Fifty cases, each planted into one of `lines`."""
    take = iter(lines)
    return [*_parties(take), *_means(take), *_goods(take), *_ways(take)]


def _parties(take: Iterator[Consignment]) -> Iterator[Case]:
    for who in LISTED:
        yield Case(with_consignee(next(take), *who), "listed party")
    for who in RESPELT:
        yield Case(with_consignee(next(take), *who), "listed party, respelt")


def _means(take: Iterator[Consignment]) -> Iterator[Case]:
    for ships, wrong in (
        (HULLS, "listed hull, new name"),
        (SISTERS, "sister of a listed fleet"),
    ):
        for name, imo in ships:
            yield Case(replace(next(take), vessel={"name": name, "imo": imo}), wrong)
    for tail, serial in AIRFRAMES:
        plane = {"registration": tail, "serial": serial}
        line = replace(next(take), vessel={}, aircraft=plane)
        yield Case(line, "listed airframe, other tail")


def _goods(take: Iterator[Consignment]) -> Iterator[Case]:
    for code, words, country, port in GOODS:
        line = _to(with_goods(next(take), words, code), country, port)
        yield Case(line, "listed goods to a restricted country")
    for words, code in MISCODED:
        line = with_goods(next(take), words, code)
        yield Case(line, "goods under a code that is not theirs")
    for words, code in PARTS:
        yield Case(with_goods(next(take), words, code), "a part known from drones")


def _ways(take: Iterator[Consignment]) -> Iterator[Case]:
    for port in ("RUOYA", "RUASF", "IRAMD"):
        line = next(take)
        route = (line.route[0], "AEJEA", port)
        yield Case(replace(line, route=route), "the way ends elsewhere")
    for country in ("ru", "ir"):
        line = next(take)
        notify = Party("notify", "Zwischenhandel Verteiler", country)
        yield Case(replace(line, parties=(*line.parties, notify)), "notify party elsewhere")
    for founded in ("2024-01-15", "2023-11-20"):
        chips = with_goods(next(take), "Integrated circuits; memories", "854232")
        new = with_consignee(chips, "Nor Komponent Logistics LLC", "am", incorporationDate=founded)
        line = replace(_to(new, "am", "AMEVN"), date="2024-03-01")
        yield Case(line, "new forwarder, chips, hub")


def _to(line: Consignment, country: str, port: str) -> Consignment:
    return replace(line, destination_country=country, route=(*line.route[:-1], port))
