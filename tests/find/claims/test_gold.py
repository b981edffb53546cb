"""What is read from sentences written for it, against claims written by hand: both splits."""

import pytest

from tests.find.claims.gold import measure, sentences
from vedette.find.claims import read_claims


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("split", ["dev", "held"])
def test_stance_speaker_and_roles(language: str, split: str) -> None:
    score = measure(sentences(language, split), lambda text: read_claims(text, language))
    assert score.gold >= 75
    assert score.stance_accuracy >= 0.90
    assert score.speaker_accuracy >= 0.85
    assert score.roles >= 0.80
    assert score.false_denials == 0


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_part_stands_where_it_says(language: str) -> None:
    for sentence in sentences(language, "dev"):
        text = sentence["text"]
        for claim in read_claims(text, language):
            spans = [claim.content, claim.cue, claim.event, *claim.more]
            spans += [link.span for link in claim.chain] + [link.antecedent for link in claim.chain]
            for name in ("supplier", "recipient", "user", "item", "where", "quantity", "when"):
                part = getattr(claim, name)
                spans += [part.span] if part else []
            assert all(text[s.start : s.end] == s.text != "" for s in spans if s)


@pytest.mark.parametrize(
    "text",
    [
        "The minister would not confirm or deny that drones were sent to Russia.",
        "Officials neither confirmed nor denied the delivery of missiles.",
        "The company did not deny selling engines to Iran.",
        "The army has not confirmed or denied the report that it bought drones.",
        "Le ministre ne veut ni confirmer ni démentir l'envoi de drones.",
        "L'armée n'a pas démenti avoir reçu des missiles.",
        "Речник не підтвердив і не спростував постачання дронів.",
        "Представитель не опроверг поставки дронов.",
        "El ministro ni confirmó ni negó el envío de drones.",
        "Der Sprecher wollte die Lieferung der Drohnen weder bestätigen noch dementieren.",
    ],
)
def test_silence_is_never_a_denial(text: str) -> None:
    stances = [claim.stance for claim in read_claims(text)]
    assert stances and "deny" not in stances
