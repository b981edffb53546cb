"""Who does what to whom in an English tree: the labels of the model put as plain questions.

Each function here has its twin in `french`; the rest of the reader asks these questions and knows
no label. They answer None rather than guess.
"""

from vedette.find.claims.parse import Token, noun_lemma, verb_lemma

SUBJECTS = ("nsubj", "nsubjpass", "csubj")
CLAUSES = ("ccomp", "xcomp", "acl", "pcomp", "oprd", "relcl")
NEGATIONS = {"not", "n't", "n’t", "never", "neither", "nor", "no", "hardly"}
PREPOSITIONS = ("ADP", "SCONJ", "VERB", "ADV")
RELATIVES = {"who", "which", "that", "whom"}
PENALTIES = {"sanction", "sanctions", "fine", "fines", "penalty", "penalties", "charges"}


def lemma(token: Token) -> str:
    """The infinitive of what may be a verb here, or ``""``."""
    if token.pos_ in ("VERB", "AUX") or token.tag_[:2] == "VB":
        return verb_lemma(token.text, "en")
    return ""


def noun(token: Token) -> str:
    """The singular of what may be a noun here, or ``""``."""
    return noun_lemma(token.text, "en") if token.pos_ in ("NOUN", "PROPN", "NUM", "ADJ") else ""


def child(token: Token, *labels: str) -> Token | None:
    """The first dependent with one of these labels."""
    return next((c for c in token.children if c.dep_ in labels), None)


def subject(verb: Token, depth: int = 0) -> Token | None:
    """Who does it: the verb's own subject, or the one it shares with the verb above."""
    own = child(verb, *SUBJECTS)
    if own is not None and own.dep_ != "csubj":
        if own.text.lower() in RELATIVES and verb.dep_ == "relcl":
            return verb.head
        return own
    if verb.dep_ == "relcl" and depth == 0:
        return verb.head if child(verb, "dobj") is not None or passive(verb) else None
    if verb.dep_ == "acl":
        return verb.head if verb.tag_ in ("VBG", "VBN") else _above(verb, depth)
    if verb.dep_ in ("conj", "xcomp", "advcl", "dep", "parataxis", "pcomp", "prep"):
        return _above(verb, depth)
    return None


def _above(verb: Token, depth: int) -> Token | None:
    """The subject of the verb above; for "asked Iran to send", the one who was asked."""
    head = verb.head
    if depth > 4 or head == verb:
        return None
    while head.dep_ == "prep" and head.head != head:
        head = head.head
    if verb.dep_ in ("xcomp", "pcomp") and not passive(head):
        controller = child(head, "dobj", "dative")
        if controller is not None and verb_lemma(head.text, "en") not in ("promise", "vow"):
            return controller
    if head.pos_ in ("VERB", "AUX"):
        return subject(head, depth + 1)
    if head.lower_ in PENALTIES:  # "sanctions on X for shipping": X ships
        return next((who for word, who in obliques(head) if word in ("on", "against")), None)
    return head if head.pos_ in ("NOUN", "PROPN", "PRON") and verb.tag_ == "VBG" else None


def passive(verb: Token) -> bool:
    """True for "was sent", and for the bare participle in "drones sent by Iran"."""
    if child(verb, "nsubjpass", "auxpass", "agent") is not None:
        return True
    bare = verb.tag_ == "VBN" and verb.dep_ in ("acl", "amod")
    return bare and child(verb, "aux") is None  # "reports that it had bought" is no passive


def agent(verb: Token) -> Token | None:
    """By whom, of a passive."""
    by = child(verb, "agent")
    return None if by is None else child(by, "pobj")


def direct_object(verb: Token) -> Token | None:
    """What is sent, said, shot down; of a passive, its subject."""
    if passive(verb):
        own = child(verb, "nsubjpass", "nsubj")
        if own is not None:
            relative = own.text.lower() in RELATIVES and verb.dep_ == "relcl"
            return verb.head if relative else own
        return verb.head if verb.dep_ in ("acl", "relcl", "amod") else subject(verb)
    return child(verb, "dobj")


def recipient_object(verb: Token) -> Token | None:
    """The bare receiver in "gave Russia drones"."""
    found = child(verb, "dative")
    return found if found is not None and found.dep_ == "dative" and found.pos_ != "ADP" else None


def obliques(token: Token) -> list[tuple[str, Token]]:
    """What stands after prepositions under a verb or noun: ``("to", Russia)``."""
    found: list[tuple[str, Token]] = []
    for prep in token.children:
        if prep.dep_ in ("prep", "dative", "agent") and prep.pos_ in PREPOSITIONS:
            for inner in prep.children:
                if inner.dep_ in ("pobj", "pcomp"):
                    found.append((prep.text.lower(), inner))
                elif inner.dep_ == "prep":
                    found += [
                        (f"{prep.text} {inner.text}".lower(), last)
                        for last in inner.children
                        if last.dep_ in ("pobj", "pcomp")
                    ]
    return found


def possessor(token: Token) -> Token | None:
    """Whose: "Iran's denial", "its denial"."""
    return child(token, "poss")


def clauses(verb: Token) -> list[Token]:
    """Roots of the clauses that may be the verb's content."""
    found = [c for c in verb.children if c.dep_ in ("ccomp",)]
    return found or [  # "admitted for the first time that": the model hangs it on "time"
        c
        for word, time in obliques(verb)
        if word == "for" and time.lower_ == "time"
        for c in time.children
        if c.dep_ in ("relcl", "acl", "ccomp") and any(m.lower_ == "that" for m in c.children)
    ]


def infinitives(verb: Token) -> list[Token]:
    """Roots of "to ..." and "...ing" under the verb."""
    found = [c for c in verb.children if c.dep_ == "xcomp"]
    return found + [
        c
        for c in verb.children
        if c.dep_ in ("ccomp", "advcl") and c.tag_ in ("VBG", "VB") and c.i > verb.i and _bare(c)
    ]


def _bare(verb: Token) -> bool:
    return child(verb, *SUBJECTS) is None or any(c.tag_ == "TO" for c in verb.children)


def negated(verb: Token) -> bool:
    """True when the verb itself is denied: "did not send", "never sent", "neither X nor Y"."""
    for c in verb.children:
        if c.text.lower() in NEGATIONS and (c.i < verb.i or c.dep_ == "neg"):
            return True
        if c.dep_ in SUBJECTS and _no(c):
            return True
        if c.dep_ in ("dobj", "attr") and _no(c):
            return True
        if c.dep_ == "advmod" and c.text.lower() == "longer":
            return True
    if verb.dep_ == "conj" and verb.head.pos_ in ("VERB", "AUX") and child(verb, "nsubj") is None:
        return any(c.text.lower() in NEGATIONS and c.i < verb.head.i for c in verb.head.children)
    return False


def _no(token: Token) -> bool:
    return token.text.lower() in ("no", "none", "nobody", "nothing", "neither") or any(
        c.text.lower() in ("no", "neither", "nary") or (c.text.lower() == "not" and c.i < token.i)
        for c in token.children
        if c.dep_ in ("det", "neg", "preconj", "quantmod", "nummod", "advmod")
    )


def helpers(verb: Token) -> set[str]:
    """Modal and other auxiliaries: ``{"may"}``, ``{"would", "have"}``."""
    found = {c.text.lower() for c in verb.children if c.dep_ in ("aux", "auxpass")}
    if verb.dep_ == "conj" and verb.head.pos_ == "VERB" and child(verb, "nsubj") is None:
        found |= {c.text.lower() for c in verb.head.children if c.dep_ == "aux"}
    return found


def particle(verb: Token) -> str:
    """The "down" of "shoot down"."""
    found = child(verb, "prt")
    if found is None and verb.i + 1 < len(verb.doc) and verb.nbor().lower_ == "down":
        found = verb.nbor()  # "shot down 37 of the 43", where the model sees an adverb
    return "" if found is None else found.text.lower()


def cue_words(verb: Token) -> tuple[int, int]:
    """Indices from the first auxiliary or negation to the verb and its particle."""
    start, end = verb.i, verb.i + 1
    for c in verb.children:
        if c.dep_ in ("aux", "auxpass", "neg") and c.i < start and c.tag_ != "TO":
            start = c.i
        if c.dep_ == "prt":
            end = max(end, c.i + 1)
    return start, end


def according(token: Token) -> tuple[tuple[int, int], Token] | None:
    """ "According to X": the words of the cue, and X."""
    if token.text.lower() != "according" or token.i + 1 >= len(token.doc):
        return None
    to = token.nbor()
    source = child(to, "pobj") if to.text.lower() == "to" else None
    return None if source is None else ((token.i, to.i + 1), source)


def clause_around(token: Token) -> Token | None:
    """The verb that an "according to" belongs to."""
    head = token.head
    while head.pos_ not in ("VERB", "AUX") and head.head != head:
        head = head.head
    return None if head == token else head


def governor(verb: Token) -> Token:
    """The verb whose helper words go before: "was unable to say" begins at "was"."""
    return verb


def coordinated(verb: Token) -> list[Token]:
    """Verbs joined to this one: the "deny" of "confirm or deny"."""
    return [c for c in verb.children if c.dep_ == "conj" and c.pos_ == "VERB"]


def aside(verb: Token) -> tuple[int, int] | None:
    """The words of ", the minister said" when it stands beside what is said, else None."""
    if verb.dep_ not in ("ROOT", "parataxis", "ccomp", "conj", "dep", "advcl"):
        return None
    who = child(verb, *SUBJECTS)
    if who is None:
        return None
    start = min(who.left_edge.i, cue_words(verb)[0])
    end = max(who.right_edge.i + 1, verb.i + 1)
    marks = [c.i for c in verb.children if c.dep_ == "mark"]
    if marks or start == 0 or verb.doc[start - 1].text not in (",", '"', "”", "—", "–"):
        return None
    return start, end


def noun_clauses(token: Token) -> list[Token]:
    """The clause of "the claim that ..."."""
    found = [c for c in token.children if c.dep_ in ("acl", "ccomp", "relcl")]
    return [c for c in found if any(m.dep_ == "mark" and m.lower_ == "that" for m in c.children)]


def noun_source(token: Token) -> Token | None:
    """Whose claim: a possessor, "by X", or who makes it ("denied", "made", "rejected" do not)."""
    own = possessor(token)
    if own is not None:
        return own
    for preposition, inner in obliques(token):
        if preposition in ("by", "from", "of"):
            return inner
    head = token.head
    light = {"make", "express", "have", "voice", "issue", "repeat", "hold", "share", "give"}
    if token.dep_ == "dobj" and lemma(head) in light:
        return subject(head)
    return None
