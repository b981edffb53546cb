"""A claim: who says, believes, accuses, denies that what happened, and where it stands.

Reach for it wherever the content of reports is weighed. It records that something was said,
never that it is so. Every part that was read carries its `Span` in the report; a part that
could not be settled is null, never guessed; `rule` names the rule that found the whole.

One sentence may hold several claims ("Russia received dozens, and more are on the way"): they
share cue and content and differ in `event`. A claim with a null `frame` is speech in which no
event of the arms trade was recognised.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Literal, get_args

from vedette.model.canonical import digest
from vedette.model.report import Span

READING = "3"
"""Version of how reports are read by the rules: changes whenever the same report would give other
claims, so that what the lake holds is read anew."""

Stance = Literal["assert", "believe", "accuse", "deny", "decline", "promise", "admit"]
"""How the speaker stands to the content. ``decline``: would not say ("would not confirm or
deny", "did not comment", "has not confirmed"), which is never a denial. ``deny``: says that the
content is not so; the content itself is kept as what is denied."""

Frame = Literal[
    "transfer", "order", "produce", "use", "intercept", "train_support", "sanction", "exhaust"
]
"""What is said to have happened. ``exhaust`` is a stock that runs out; the rest are themselves.
Ordered is not delivered: the two never share a frame."""

Modality = Literal["may", "would", "plans", "negated"]
"""``may``: possible, apparent, potential. ``would``: hearsay or condition ("aurait livré",
"reportedly", "would deliver"). ``plans``: intended, in preparation, or future. ``negated``: the
content itself says that it did not happen; not to be confused with the stance ``deny``."""

LinkKind = Literal["outlet", "wire", "speaker", "informant"]


@dataclass(frozen=True, slots=True)
class Link:
    """One link of the chain of attribution.

    ``outlet`` prints it, ``wire`` is credited by it, ``speaker`` said it, ``informant`` is whom
    the speaker or outlet relies on ("officials familiar with the matter"). `name` is how to call
    it: the words without article, or the antecedent's name when `span` is a pronoun or a bare
    title; null when nobody can be named. `span` is null for what stands beside the text (the
    outlet), `antecedent` where the name was taken from when not from `span`. `country` is ISO
    3166-1 alpha-2 when the words themselves name one (a state, capital or people).
    """

    kind: LinkKind
    name: str | None
    span: Span | None = None
    antecedent: Span | None = None
    country: str | None = None


@dataclass(frozen=True, slots=True)
class Role:
    """Who or what takes part: the words, how to call it, and its country when they name one."""

    span: Span
    name: str
    antecedent: Span | None = None
    country: str | None = None


@dataclass(frozen=True, slots=True)
class Quantity:
    """How many, as an interval that holds both ends; `high` null is "at least".

    `basis` is the word or pattern of the policy table that gave it (``dozens``, ``digits``).
    `unit` is what was counted when it was not pieces of the item (``container``, ``tonne``): 3,000
    containers of shells are no 3,000 shells.
    """

    low: int
    high: int | None
    span: Span
    basis: str
    unit: str = ""

    @property
    def exact(self) -> bool:
        """True for a plain count."""
        return self.low == self.high


@dataclass(frozen=True, slots=True)
class When:
    """When the event happened, as said: days, both ends included, or null where the words
    cannot be placed (no date of publication, "recently")."""

    span: Span
    start: str | None = None
    end: str | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """One claim.

    `report`     id of the report; `report_time` its time of publication, apart from `when`
    `chain`      who stands behind it, the outlet first, the innermost source last
    `cue`        the words that mark the stance ("a déclaré", "accuses"); null for the
                 narrator's own claims
    `content`    all that is attributed by this cue, `more` its further pieces when the
                 attribution interrupts it; `event` the verb or noun of the frame
    `supplier recipient user item`  the roles, null where the text does not say;
                 for ``intercept`` the user is who shot it down; for ``sanction`` the supplier is
                 who imposes it and the recipient who is hit
    `target`     whom an accusation or a denial's accuser is about, when the text names one
    `readings`   other readings of the same quotation, kept beside the one that was read
    `extractor`  who read it: ``rules`` or the name of a second reader
    """

    report: str
    language: str
    stance: Stance
    content: Span
    rule: str
    chain: tuple[Link, ...] = ()
    modality: tuple[Modality, ...] = ()
    cue: Span | None = None
    frame: Frame | None = None
    event: Span | None = None
    supplier: Role | None = None
    recipient: Role | None = None
    user: Role | None = None
    item: Role | None = None
    target: Role | None = None
    quantity: Quantity | None = None
    when: When | None = None
    where: Role | None = None
    more: tuple[Span, ...] = ()
    readings: tuple[Span, ...] = ()
    report_time: str = ""
    extractor: str = "rules"

    @property
    def id(self) -> str:
        """Deterministic: the same reader on the same words gives the same id."""
        spans = [
            (span.start, span.end) if span else None
            for span in (self.cue, self.content, self.event)
        ]
        return "c-" + digest([self.report, self.extractor, self.rule, spans], 16)

    @property
    def speaker(self) -> Link | None:
        """Who is speaking: the last link of that kind; null for the narrator's own claims."""
        return next((link for link in reversed(self.chain) if link.kind == "speaker"), None)

    @property
    def narrated(self) -> bool:
        """True when nobody is quoted: the report itself says so."""
        return not any(link.kind in ("speaker", "informant") for link in self.chain)

    @property
    def adverse(self) -> bool:
        """True when the claim holds that its event took place: neither denied, negated, declined
        nor merely planned. "Denied supplying" is no evidence of supplying."""
        return self.stance not in ("deny", "decline", "promise") and not (
            {"negated", "plans"} & set(self.modality)
        )

    def to_json(self) -> dict[str, Any]:
        """Plain JSON values, the id included."""
        return {"id": self.id, **asdict(self)}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "Claim":
        """Read one back from `to_json`; a stored id is recomputed, not believed."""
        fields = {name: value for name, value in data.items() if name != "id"}
        for name, allowed in (("stance", Stance), ("frame", Frame)):
            if fields.get(name) is not None and fields[name] not in get_args(allowed):
                raise ValueError(f"{fields[name]!r} is not a {name}")
        for name in ("content", "cue", "event"):
            fields[name] = _span(fields.get(name))
        for name in ("supplier", "recipient", "user", "item", "target", "where"):
            fields[name] = _with_spans(Role, fields.get(name))
        fields["quantity"] = _with_spans(Quantity, fields.get("quantity"))
        fields["when"] = _with_spans(When, fields.get("when"))
        fields["chain"] = tuple(_with_spans(Link, item) for item in fields.get("chain", ()))
        for name in ("more", "readings"):
            fields[name] = tuple(Span(**item) for item in fields.get(name, ()))
        fields["modality"] = tuple(fields.get("modality", ()))
        return cls(**fields)


def _span(data: Mapping[str, Any] | None) -> Span | None:
    return None if data is None else Span(**data)


def _with_spans(noun: type[Any], data: Mapping[str, Any] | None) -> Any:
    if data is None:
        return None
    spans = {name: _span(data[name]) for name in ("span", "antecedent") if name in data}
    return noun(**{**data, **spans})
