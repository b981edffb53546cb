"""A starter list and an invented manifest, so that everything can be tried without a network.

``starter.csv`` is a list of facts typed by us: parties, ships and aircraft designated for the
Iran-Russia drone trade and its neighbours, each with the authority that listed it, the
programme, the day where we could verify it, the release or announcement in which we saw it, and
the official address. It is no substitute for the lists themselves: it does not follow them.

``manifest.csv`` is invented from the first line to the last and says so in its first.
"""

from pathlib import Path

HERE = Path(__file__).parent
STARTER = HERE / "starter.csv"
MANIFEST = HERE / "manifest.csv"
