"""What is being carried: tariff codes on control lists, words, and parts known from drones."""

from vedette.find.goods.codes import Listed, listed
from vedette.find.goods.examine import Examined, examine

__all__ = ["Examined", "Listed", "examine", "listed"]
