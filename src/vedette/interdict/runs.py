"""Which run of the detectors holds: the newest that was acknowledged in the ledger."""

from vedette.interdict.ledger import Event, Ledger, latest
from vedette.model.errors import Missing


def last_run(ledger: Ledger) -> Event:
    """The event of the newest run; its payload has ``run``, ``snapshot`` and ``findings``."""
    last = latest(ledger, "find")
    if last is None:
        raise Missing("no detector has run yet", "run `vedette find`")
    return last
