"""Sentences into trees: two spaCy models, trimmed to what claims are read from.

Reach for `parse`. Names are not looked for (weapons are no names to the models, and parties come
from the lists), and lemmas are made only for the words that are asked about, from the models' own
tables: that is half the time saved. Which models, and by which hash, says `models`. For French
it is the medium one: the small one has no word vectors, has never seen "drone" or "démentir", and
is no faster here.
"""

from collections.abc import Iterable
from functools import cache
from typing import Any

from vedette.find.claims import models

BATCH = 64

_TABLES = ("exc", "index", "rules")

Token = Any
Doc = Any


def parse(texts: Iterable[str], language: str) -> list[Doc]:
    """Each text as a parsed document; `Missing` when the language's model is not installed."""
    return list(models.load(language).pipe(texts, batch_size=BATCH))


@cache
def _tables(language: str, kind: str) -> tuple[Any, Any, Any]:
    lookups = models.load(language).get_pipe("lemmatizer").lookups
    exceptions, index, rules = (lookups.get_table(f"lemma_{name}") for name in _TABLES)
    return exceptions.get(kind, {}), index.get(kind, ()), rules.get(kind, ())


@cache
def verb_lemma(word: str, language: str) -> str:
    """The infinitive of a form, or the form itself.

    >>> verb_lemma("denied", "en"), verb_lemma("dément", "fr"), verb_lemma("pense", "fr")
    ('deny', 'démentir', 'penser')
    """
    word = word.lower()
    exceptions, index, rules = _tables(language, "verb")
    if word in exceptions:
        return str(exceptions[word][0])
    if word in index:
        return word
    for old, new in rules:
        form = word[: len(word) - len(old)] + new
        if word.endswith(old) and form in index:
            return str(form)
    if language == "fr":
        if word + "r" in index:
            return word + "r"
        lookup = models.load("fr").get_pipe("lemmatizer").lookups.get_table("lemma_lookup")
        for form in lookup.get(word, ()):
            if form in index:
                return str(form)
    return word


@cache
def noun_lemma(word: str, language: str) -> str:
    """The singular of a noun, or the word itself.

    >>> noun_lemma("deliveries", "en"), noun_lemma("missiles", "fr"), noun_lemma("canaux", "fr")
    ('delivery', 'missile', 'canal')
    """
    word = word.lower()
    exceptions, index, rules = _tables(language, "noun")
    if word in exceptions:
        return str(exceptions[word][0])
    for old, new in rules:
        form = word[: len(word) - len(old)] + new
        if old and word.endswith(old) and form in index:
            return str(form)
    if language == "fr" and word not in index:
        if word.endswith("aux"):
            return word[:-3] + "al"
        if word.endswith(("s", "x")):
            return word[:-1]
    return word
