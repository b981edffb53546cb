"""A starter list and an invented manifest, so that everything can be tried without a network.

``starter.csv`` is a list of facts typed by us: parties, ships and aircraft designated for the
Iran-Russia drone trade and its neighbours, each with the authority that listed it, the
programme, the day where we could verify it, the release or announcement in which we saw it, and
the official address. It is no substitute for the lists themselves: it does not follow them.

``manifest.csv`` and ``press.xml`` (a claim, its copy in French, a denial) are invented from the
first line to the last and say so in their first.
"""

from pathlib import Path

HERE = Path(__file__).parent
STARTER = HERE / "starter.csv"
MANIFEST = HERE / "manifest.csv"
PRESS = HERE / "press.xml"
