"""How it travels and who deals with it: facts of a consignment, and the rules that read them."""

from vedette.find.route.evaluate import Hit, evaluate
from vedette.find.route.facts import Facts, facts
from vedette.find.route.history import History, history

__all__ = ["Facts", "History", "Hit", "evaluate", "facts", "history"]
