"""What is being carried: tariff codes on control lists, words, and parts known from drones."""

from vedette.find.goods.codes import Embargoed, Listed, embargoed, listed
from vedette.find.goods.examine import Examined, examine

__all__ = ["Embargoed", "Examined", "Listed", "embargoed", "examine", "listed"]
