"""Who does what to whom in a French tree: the twin of `english`, for Universal Dependencies.

The small French model errs more than the English one: verbs come out as adjectives and proper
nouns, an inverted subject ("a indiqué mardi un responsable") as an object, "livré des roquettes"
without an object. So words are looked up in the tables whatever their tag, and a subject that
follows its verb is looked for along the line when the tree has none.
"""

import re

from vedette.find.claims.parse import Token, noun_lemma, verb_lemma

SUBJECTS = ("nsubj", "nsubj:pass", "expl:subj", "nsubj:caus")
NEGATIONS = {"pas", "jamais", "plus", "aucunement", "nullement", "rien", "point", "guère"}
RELATIVES = {"qui", "que", "qu'", "qu’", "dont", "lequel", "laquelle", "lesquels", "lesquelles"}
DAYS = {"lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"}
DAYS |= {"hier", "aujourd'hui", "matin", "soir", "après-midi", "mois", "semaine", "jour", "année"}
PARTITIVE = {"des", "de", "d'", "d’", "du"}
_CLITIC = re.compile(r"-(?:t-)?(?:il|elle|on|ils|elles|je|nous)")
_INFINITIVE = re.compile(r"(?:er|ir|re|oir)$")
_CONDITIONAL = re.compile(r"r(?:ait|aient|ais|ions|iez)$")
_FUTURE = re.compile(r"r(?:a|ont|ons|ez|ai|as)$")


def lemma(token: Token) -> str:
    """The infinitive of what may be a verb here, or ``""``."""
    word = token.lower_
    if not word[:1].isalpha() or token.pos_ in ("ADP", "PRON", "DET", "CCONJ", "SCONJ", "NUM"):
        return ""
    if word == "savoir" and token.i and verb_lemma(token.nbor(-1).lower_, "fr") == "faire":
        return "annoncer"  # "a fait savoir"
    if token.pos_ in ("VERB", "AUX"):
        if any(c.dep_ == "det" and c.i == token.i - 1 for c in token.children):
            return ""  # "le démenti"
        return verb_lemma(word, "fr")
    found = verb_lemma(word, "fr")
    if found == word and not (_INFINITIVE.search(word) and token.pos_ != "NOUN"):
        return ""
    if any(c.dep_ == "det" for c in token.children) or (token.i and token.text[:1].isupper()):
        return ""
    if found == word:
        return found
    helped = any(c.dep_.startswith(("aux", "nsubj", "expl", "mark")) for c in token.children)
    placed = token.dep_ in ("ROOT", "ccomp", "parataxis", "acl:relcl")
    before = token.nbor(-1).lower_ if token.i else ""
    return (
        found if helped or placed or before in ("a", "ont", "avait", "ne", "n'", "se", "s'") else ""
    )


def noun(token: Token) -> str:
    """The singular of what may be a noun here, or ``""``."""
    if token.pos_ in ("NOUN", "PROPN", "ADJ", "NUM") or any(
        c.dep_ == "det" for c in token.children
    ):
        return noun_lemma(token.lower_, "fr")
    return ""


def child(token: Token, *labels: str) -> Token | None:
    """The first dependent with one of these labels."""
    return next((c for c in token.children if c.dep_ in labels), None)


def subject(verb: Token, depth: int = 0) -> Token | None:
    """Who does it: the verb's own subject, before or after it, or the one it shares."""
    start = cue_words(verb)[0]
    clitic = [t for t in verb.doc[start : verb.i + 3] if _CLITIC.fullmatch(t.lower_)]
    if clitic:
        return clitic[-1]
    own = [c for c in verb.children if c.dep_ in SUBJECTS]
    if own:
        best = own[0]
        if best.lower_ in RELATIVES:
            return verb.head if verb.dep_.startswith("acl") else None
        return best
    if after := _inverted(verb):
        return after
    if verb.dep_ == "acl:relcl" and depth == 0:
        who = next((c for c in verb.children if c.lower_ == "qui"), None)
        return verb.head if who is not None else None
    if verb.dep_ == "acl":
        if _is_infinitive(verb):  # "ont l'intention de vendre": who has the intention
            return subject(verb.head.head, depth + 1) if verb.head.dep_ == "obj" else None
        return verb.head
    if verb.dep_ in ("conj", "xcomp", "advcl", "parataxis", "obl:arg", "obl:mod", "ccomp", "obj"):
        return _above(verb, depth)
    return _just_before(verb)


def _just_before(verb: Token) -> Token | None:
    """The noun right before the verb, after a comma or at the start: where the tree has broken."""
    start = cue_words(verb)[0]
    if start == 0 or verb.doc[start - 1].pos_ not in ("NOUN", "PROPN"):
        return None
    noun = verb.doc[start - 1]
    first = noun.i - 1 if noun.i and verb.doc[noun.i - 1].pos_ == "DET" else noun.i
    return noun if first == 0 or verb.doc[first - 1].text == "," else None


def _above(verb: Token, depth: int) -> Token | None:
    """The subject of the verb above; for "accuse l'Iran d'envoyer", the accused."""
    head = verb.head
    if depth > 4 or head == verb:
        return None
    if _is_infinitive(verb) or verb.dep_ == "xcomp":
        controller = child(head, "obj")
        if controller is not None and controller != verb and controller.i < verb.i:
            return controller
    if lemma(head) or head.pos_ in ("VERB", "AUX"):
        return subject(head, depth + 1)
    return None


def _is_infinitive(token: Token) -> bool:
    return token.morph.get("VerbForm") == ["Inf"] or (
        bool(_INFINITIVE.search(token.lower_)) and verb_lemma(token.lower_, "fr") == token.lower_
    )


def _inverted(verb: Token) -> Token | None:
    """The subject after the verb of an aside: ", a indiqué mardi un responsable américain"."""
    start = cue_words(verb)[0]
    doc = verb.doc
    if start == 0 or doc[start - 1].text not in (",", '"', "”", "»", "–", "—", "…", "?", "!"):
        return None
    if any(c.dep_ == "mark" for c in verb.children) or verb.morph.get("VerbForm") == ["Inf"]:
        return None
    if verb.morph.get("Tense") == ["Pres"] and verb.morph.get("VerbForm") == ["Part"]:
        return None
    for token in doc[verb.i + 1 : verb.i + 9]:
        if token.text in (",", ".", ":", "«", '"', "“", "»") or token.lower_ in (
            "que",
            "qu'",
            "qu’",
        ):
            return None
        if token.lower_ in DAYS or token.pos_ in ("DET", "ADV", "ADJ", "NUM", "SPACE"):
            continue
        if token.pos_ == "ADP":
            if token.lower_ in ("des", "du") and token.i == verb.i + 1:
                continue
            if token.lower_ in ("à", "au", "aux", "devant", "auprès", "lors"):
                return None
            continue
        if token.pos_ in ("NOUN", "PROPN", "X") or token.dep_ in ("obj", "nsubj"):
            head = token
            while head.head.i > verb.i and head.dep_ in ("flat:name", "flat:foreign", "compound"):
                head = head.head
            return None if _after_preposition(head, verb) else head
        return None
    return None


def _after_preposition(token: Token, verb: Token) -> bool:
    cases = {c.lower_ for c in token.children if c.dep_ == "case" and c.i > verb.i}
    return bool(cases - {"des", "du", "de"})


def passive(verb: Token) -> bool:
    """True for "a été livré", and for the bare participle in "drones lancés par ..."."""
    if child(verb, "nsubj:pass", "aux:pass", "obl:agent") is not None:
        return True
    past = verb.morph.get("VerbForm") == ["Part"] and verb.morph.get("Tense") != ["Pres"]
    bare = not any(c.dep_.startswith("aux") for c in verb.children)
    return past and bare and verb.dep_ in ("acl", "amod")


def agent(verb: Token) -> Token | None:
    """By whom, of a passive."""
    found = child(verb, "obl:agent")
    if found is not None:
        return found
    return next((inner for preposition, inner in obliques(verb) if preposition == "par"), None)


def direct_object(verb: Token) -> Token | None:
    """What is sent, said, shot down; of a passive, its subject."""
    if passive(verb):
        own = child(verb, "nsubj:pass", "nsubj")
        if own is not None and own.lower_ not in RELATIVES:
            return own
        if own is not None or verb.dep_.startswith(("acl", "amod")):
            return verb.head
        return subject(verb)
    who = subject(verb)
    for c in verb.children:
        if c.dep_ == "obj" and (who is None or c.i != who.i) and c.lower_ not in RELATIVES:
            return c
    if verb.dep_ == "acl:relcl" and any(c.lower_ in ("que", "qu'", "qu’") for c in verb.children):
        return verb.head
    for c in verb.children:
        cases = [k.lower_ for k in c.children if k.dep_ in ("case", "det")]
        near = c.i - verb.i <= 6 and c.i > verb.i
        if near and c.dep_.startswith(("obl", "nmod")) and set(cases[:1]) <= PARTITIVE and cases:
            return c
        if c.i == verb.i + 1 and c.pos_ == "NUM" and not cases:
            return c  # "a abattu 37 des 43 drones"
    return None


def recipient_object(verb: Token) -> Token | None:
    """French receivers stand after "à": none is bare."""
    return None


def obliques(token: Token) -> list[tuple[str, Token]]:
    """What stands after prepositions under a verb or noun: ``("à", Russie)``."""
    found: list[tuple[str, Token]] = []
    for c in token.children:
        if c.dep_.startswith(("obl", "nmod", "advcl", "advmod", "iobj", "xcomp")):
            cases = [k for k in c.children if k.dep_ in ("case", "mark") and k.i < c.i]
            if cases:
                found.append((_preposition(cases), c))
    return found


def _preposition(cases: list[Token]) -> str:
    words = " ".join(
        word.lower_
        for case in cases
        for word in (case, *(f for f in case.children if f.dep_ == "fixed"))
    )
    plain = {"au": "à", "aux": "à", "du": "de", "des": "de", "d'": "de", "d’": "de"}
    return plain.get(words, words.replace("’", "'"))


def possessor(token: Token) -> Token | None:
    """Whose: "le démenti de Téhéran"."""
    for preposition, inner in obliques(token):
        if preposition == "de":
            return inner
    return None


def clauses(verb: Token) -> list[Token]:
    """Roots of the clauses that may be the verb's content."""
    found = [c for c in verb.children if c.dep_ == "ccomp" and not _bare_infinitive(c)]
    if found:
        return found
    ended = cue_words(verb)[1]
    if ended < len(verb.doc) and verb.doc[ended].lower_ in ("que", "qu'", "qu’", "si", "s'"):
        mark = verb.doc[ended]
        if mark.dep_ == "mark" and mark.head.i > verb.i:
            return [mark.head]
    return []


def _bare_infinitive(token: Token) -> bool:
    return _is_infinitive(token) and not any(
        c.lower_ in ("que", "qu'", "si", "comment", "combien") for c in token.children
    )


def infinitives(verb: Token) -> list[Token]:
    """Roots of "de ..." and "avoir ..." under the verb."""
    labels = ("xcomp", "ccomp", "obl:arg", "obl:mod", "advcl", "obj", "dep", "nmod")
    return [
        c
        for c in verb.children
        if c.dep_ in labels
        and c.i > verb.i
        and (_is_infinitive(c) or any(_is_infinitive(k) for k in c.children if k.dep_[:3] == "aux"))
        and not any(k.lower_ == "pour" for k in c.children)
    ]


def negated(verb: Token) -> bool:
    """True when the verb itself is denied: "n'a pas livré", "n'avoir jamais vendu"."""
    words = [c for c in verb.children if c.i < verb.i + 3]
    words += [k for c in verb.children if c.dep_.startswith("aux") for k in c.children]
    lowers = {w.lower_ for w in words}
    if lowers & {"ne", "n'", "n’"}:
        only = any(w.lower_ in ("que", "qu'") and w.dep_ == "advmod" for w in verb.children)
        return not only
    if any(w.lower_ in NEGATIONS and w.dep_ == "advmod" and w.i < verb.i for w in words):
        return "plus" not in lowers or bool(lowers & (NEGATIONS - {"plus"}))
    if "ni" in lowers:
        return True
    return verb.dep_ == "conj" and _none(verb) and negated(verb.head)


def _none(verb: Token) -> bool:
    return not any(c.dep_ in SUBJECTS for c in verb.children)


def helpers(verb: Token) -> set[str]:
    """What the endings and modal verbs say, in the words that `english` uses for them."""
    found: set[str] = set()
    finite = [c for c in verb.children if c.dep_.startswith(("aux", "cop")) and c.i < verb.i + 1]
    for word in finite or [verb]:
        text = word.lower_
        if _CONDITIONAL.search(text) and word.morph.get("VerbForm") != ["Inf"]:
            found.add("would")
        elif _FUTURE.search(text) and word.pos_ in ("VERB", "AUX") and _is_future(word):
            found.add("will")
    return found


def _is_future(word: Token) -> bool:
    return word.morph.get("Tense") == ["Fut"] or (
        word.lower_[: word.lower_.rfind("r") + 1] in (verb_lemma(word.lower_, "fr"),)
    )


def particle(verb: Token) -> str:
    """French has none."""
    return ""


def cue_words(verb: Token) -> tuple[int, int]:
    """Indices from the first auxiliary, clitic or negation to the verb."""
    start = verb.i
    for c in verb.children:
        near = c.i < verb.i and verb.i - c.i <= 6
        helps = (
            c.dep_.startswith(("aux", "expl", "cop"))
            or c.text.startswith("-")
            or c.lower_
            in NEGATIONS
            | {
                "ne",
                "n'",
                "n’",
            }
        )
        if near and helps and c.i < start:
            start = c.i
    return start, verb.i + 1


def according(token: Token) -> tuple[tuple[int, int], Token] | None:
    """ "Selon X", "d'après X", "à en croire X": the words of the cue, and X."""
    doc, i, word = token.doc, token.i, token.lower_
    following = doc[i + 1].lower_ if i + 1 < len(doc) else ""
    if word == "selon":
        end = i + 1
    elif word in ("d'", "d’") and following == "après":
        end = i + 2
    elif word == "à" and following == "en" and i + 2 < len(doc) and doc[i + 2].lower_ == "croire":
        end = i + 3
    elif (word == "pour" and i <= 1 and any(t.text == "," for t in doc[i + 1 : i + 8])) or (
        word == "de" and following == "source"
    ):
        end = i + 1
    else:
        return None
    source = _noun_after(doc, end, strict=word == "pour")
    return None if source is None else ((i, end), source)


def _noun_after(doc: Token, start: int, strict: bool) -> Token | None:
    """The head of the noun phrase that starts at `start`; None for "selon lesquelles"."""
    for token in doc[start : start + 8]:
        if token.lower_ in RELATIVES or token.text in (",", ".", ":", ";"):
            return None
        if strict and token.lower_ in ("la", "le") and token.i > start:
            return None
        if token.pos_ in ("NOUN", "PROPN", "PRON", "X"):
            if strict and (token.pos_ == "PRON" or _is_infinitive(token)):
                return None
            head = token
            while (
                head.head.i >= start and head.head.i < head.i and head.dep_ in ("flat:name", "nmod")
            ):
                head = head.head
            return head
        if strict and _is_infinitive(token):
            return None
    return None


def clause_around(token: Token) -> Token | None:
    """The verb that a "selon" belongs to."""
    head = token.head
    for _ in range(6):
        if (lemma(head) or head.pos_ in ("VERB", "AUX")) and head.i != token.i:
            return head
        if head.head == head:
            return None
        head = head.head
    return None


def governor(verb: Token) -> Token:
    """The verb that carries the negation of "n'a pas voulu dire"."""
    head = verb.head
    wishing = {"vouloir", "souhaiter", "pouvoir", "savoir", "être", "mesure", "désirer"}
    if verb.dep_ in ("xcomp", "obl:arg", "acl", "advcl", "nmod", "obl:mod") and (
        verb_lemma(head.lower_, "fr") in wishing or head.lower_ == "mesure"
    ):
        return head
    return verb


def coordinated(verb: Token) -> list[Token]:
    """Verbs joined to this one: the "démenti" of "ni confirmé ni démenti"."""
    return [c for c in verb.children if c.dep_ == "conj" and lemma(c)]


def aside(verb: Token) -> tuple[int, int] | None:
    """The words of ", a indiqué mardi un responsable" beside what is said, else None."""
    start, end = cue_words(verb)
    doc = verb.doc
    if start == 0 or any(c.dep_ == "mark" for c in verb.children):
        return None
    clitic = [t for t in doc[start : verb.i + 3] if _CLITIC.fullmatch(t.lower_)]
    who = clitic[-1] if clitic else _inverted(verb)
    if who is not None and doc[start - 1].text in (",", '"', "”", "»", "–", "—", "…", "?", "!"):
        return start, max(who.right_edge.i + 1, end) if who.i > verb.i else end
    who = child(verb, "nsubj")
    if who is None or who.left_edge.i == 0 or who.i > verb.i:
        return None
    if doc[who.left_edge.i - 1].text not in (",", "»", "”"):
        return None
    closed = end < len(doc) and doc[end].text in (",", ".")
    return (who.left_edge.i, end) if closed else None


def noun_clauses(token: Token) -> list[Token]:
    """The clause of "l'accusation selon laquelle ...", "l'affirmation que ..."."""
    found = [c for c in token.children if c.dep_.startswith(("acl", "ccomp"))]
    return [
        c
        for c in found
        if any(k.lower_ in ("lesquelles", "laquelle", "lesquels", "lequel") for k in c.subtree)
        or any(k.dep_ == "mark" and k.lower_ in ("que", "qu'", "qu’") for k in c.children)
    ]


def noun_source(token: Token) -> Token | None:
    """Whose claim: "de X", or who has it ("disposent d'informations selon lesquelles")."""
    own = possessor(token)
    if own is not None:
        return own
    head = token.head
    light = {"disposer", "avoir", "détenir", "faire", "exprimer", "formuler", "émettre", "posséder"}
    if lemma(head) in light:
        return subject(head)
    return None
