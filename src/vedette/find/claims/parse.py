"""Sentences into trees: two spaCy models, trimmed to what claims are read from.

Reach for `parse`. Names are not looked for (weapons are no names to the models, and parties come
from the lists), and lemmas are made only for the words that are asked about, from the models' own
tables: that is half the time saved. Which models, and by which hash, says `models`. For French
it is the medium one: the small one has no word vectors, has never seen "drone" or "démentir", and
is no faster here.

The designation of a weapon is a word that no model has seen; it is taken for punctuation or a verb
and tears the sentence apart. So each is given the features of a word that the model knows (`LIKE`).
"""

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

from vedette.find.claims import models
from vedette.reference.weapons import weapons

BATCH = 64

LIKE = {"en": "Toyota", "fr": "militaires"}
"""Words that stand where designations stand: a name before its goods ("Toyota trucks", "Shahed-136
drones"), an adjective after them ("drones militaires", "drones Shahed-136"). Chosen among a dozen
on the half of our sentences that rules may be tuned on, with designations put in for "drones"."""

_TABLES = ("exc", "index", "rules")

Token = Any
Doc = Any


def parse(texts: Iterable[str], language: str) -> Iterator[Doc]:
    """Each text as a parsed document, as it is asked for; `Missing` when the language's model is
    not installed."""
    found: Iterator[Doc] = _pipeline(language).pipe(texts, batch_size=BATCH)
    return found


@cache
def _pipeline(language: str) -> Any:
    """The model, with every designation in the gazetteer made like a word that it knows."""
    pipeline = models.load(language)
    vocabulary = pipeline.vocab
    known = vocabulary[LIKE[language]]
    row = vocabulary.vectors.find(key=known.orth) if vocabulary.vectors.shape[1] else -1
    for token in sorted(_designations(pipeline)):
        word = vocabulary[token]
        word.norm_, word.shape_ = known.norm_, known.shape_
        word.prefix_, word.suffix_ = known.prefix_, known.suffix_
        if row >= 0:
            vocabulary.vectors.add(word.orth, row=row)
    return pipeline


def _designations(pipeline: Any) -> set[str]:
    """Names of weapons that are one word to the models: capitalised, or letters with digits."""
    found = {
        token.text
        for weapon in weapons()
        for name in weapon.names
        for token in pipeline.tokenizer(name)
        if token.text[0].isupper()
    }
    return found | {token.replace("-", dash) for token in found for dash in "\u2010\u2011"}


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
