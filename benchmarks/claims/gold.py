"""What is read from our own gold sentences, in both languages and both halves.

Run: python benchmarks/claims/gold.py
The sentences were written for this purpose (`tests/find/claims/gold_*.toml`); rules may be tuned on
the half called dev, never on the half called held. One author wrote sentences, gold and rules.
"""

import platform
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.find.claims.gold import measure, sentences

from vedette.find.claims import read_claims


def main() -> None:
    """Print the table."""
    print(f"{platform.machine()}, Python {platform.python_version()}")
    print(f"{'':12}{'claims':>7}{'stance':>8}{'speaker':>8}{'roles F1':>9}{'frame':>7}"
          f"{'numbers':>9}{'false denials':>15}")  # fmt: skip
    for language in ("en", "fr"):
        for half in ("dev", "held"):
            score = measure(
                sentences(language, half), lambda text, spoken=language: read_claims(text, spoken)
            )
            numbers = f"{score.quantities_right}/{score.quantities}"
            print(
                f"{language + ', ' + half:12}{score.gold:7}{score.stance_accuracy:8.3f}"
                f"{score.speaker_accuracy:8.3f}{score.roles:9.3f}{score.frame / score.gold:7.3f}"
                f"{numbers:>9}{score.false_denials:15}"
            )


if __name__ == "__main__":
    main()
