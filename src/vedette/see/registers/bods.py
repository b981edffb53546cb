"""Beneficial Ownership Data Standard, versions 0.1 to 0.4, as a JSON array or JSON lines.

Schema: https://standard.openownership.org . People and entities become parties, relationships
become FollowTheMoney `Ownership` (shares, votes, control) and `Directorship`. Three things about
the standard need care:

- a record is stated again when it changes: each statement ends what the one before it said of
  the same record, so that the past can still be asked for;
- an indirect interest whose components are given is already there step by step, and is left
  out, for counting both would count it twice. Without components only its upper bound is known;
- an interest without a share is an unknown share, never nought.

It refuses a file that is no array or lines of statements, and names the statement that it could
not read.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from vedette.model.entity import Entity, unique
from vedette.model.errors import BadInput
from vedette.see.kinds import Sample

LARGEST_ARRAY = 256 << 20
"""Bytes of a JSON array, which is read at once; JSON lines may be of any length."""

SHARES = frozenset(
    {"shareholding", "rights-to-surplus-assets", "rightsToSurplusAssetsOnDissolution"}
)
VOTES = frozenset({"votingRights", "voting-rights"})
CONTROL = frozenset(
    {
        "appointmentOfBoard", "appointment-of-board", "otherInfluenceOrControl",
        "influence-or-control", "other-influence-or-control", "trustee", "controlByLegalFramework",
        "controlViaCompanyRulesOrArticles", "rightsGrantedByContract",
    }
)  # fmt: skip
OFFICE = frozenset({"boardMember", "boardChair", "board-member", "seniorManagingOfficial"})

SCHEMATA = {
    "registeredEntity": "Company", "legalEntity": "LegalEntity", "arrangement": "LegalEntity",
    "state": "PublicBody", "stateBody": "PublicBody",
}  # fmt: skip


def recognises(sample: Sample) -> bool:
    """Statements carry an id, and a record type (0.4) or a statement type (before)."""
    text = sample.text.lstrip()
    return text.startswith(("[", "{")) and (
        ('"statementId"' in text and '"recordType"' in text)
        or ('"statementID"' in text and '"statementType"' in text)
    )


def read(path: Path, dataset: str, release: str) -> Iterator[Entity]:
    """The parties and interests of a file, versions of one record folded into dates."""
    records: dict[str, list[dict[str, Any]]] = {}
    for place, statement in _statements(path):
        try:
            record = _record(statement, place)
        except (KeyError, TypeError, AttributeError, ValueError) as error:
            raise BadInput(
                f"{path}, {place}", f"is no statement of the standard ({error})", "correct it"
            ) from None
        records.setdefault(record["id"], []).append(record)
    for versions in records.values():
        versions.sort(key=lambda record: record["date"])
        for index, record in enumerate(versions):
            after = versions[index + 1] if index + 1 < len(versions) else None
            if record["type"] == "relationship":
                yield from _interests(record, after, dataset, release)
            elif after is None:
                yield _party(record, dataset, release)


def _statements(path: Path) -> Iterator[tuple[str, Any]]:
    with path.open("rb") as file:
        first = file.read(64).lstrip()[:1]
        file.seek(0)
        try:
            if first == b"[":
                if path.stat().st_size > LARGEST_ARRAY:
                    limit = LARGEST_ARRAY >> 20
                    raise BadInput(str(path), f"is an array of over {limit} MB", "use JSON lines")
                for number, statement in enumerate(json.load(file), 1):
                    yield f"statement {number}", statement
            else:
                for number, line in enumerate(file, 1):
                    if line.strip():
                        yield f"line {number}", json.loads(line)
        except UnicodeDecodeError as error:
            remedy = "save it as UTF-8"
            raise BadInput(f"{path}, byte {error.start}", "is not UTF-8", remedy) from None
        except (json.JSONDecodeError, RecursionError) as error:
            raise BadInput(str(path), f"is not whole JSON ({error})", "fetch it again") from None


def _record(statement: Mapping[str, Any], place: str) -> dict[str, Any]:
    """One statement of any version in one form."""
    if "recordType" in statement:
        return {
            "id": str(statement["recordId"]),
            "type": statement["recordType"],
            "date": str(statement.get("statementDate") or ""),
            "closed": statement.get("recordStatus") == "closed",
            "details": dict(statement.get("recordDetails") or {}),
            "place": place,
        }
    kind = statement["statementType"].removesuffix("Statement")
    details = dict(statement)
    if kind == "ownershipOrControl":
        details["subject"] = statement["subject"].get("describedByEntityStatement")
        party = statement.get("interestedParty") or {}
        details["interestedParty"] = party.get("describedByPersonStatement") or party.get(
            "describedByEntityStatement"
        )
        details["componentRecords"] = statement.get("componentStatementIDs") or ()
    return {
        "id": str(statement["statementID"]),
        "type": "relationship" if kind == "ownershipOrControl" else kind,
        "date": str(statement.get("statementDate") or ""),
        "closed": False,
        "details": details,
        "place": place,
    }


def _party(record: Mapping[str, Any], dataset: str, release: str) -> Entity:
    details = record["details"]
    properties: dict[str, Sequence[Any]] = {}
    if record["type"] == "person":
        names = details.get("names") or ()
        properties["name"] = [name.get("fullName") for name in names]
        properties["birthDate"] = [details.get("birthDate")]
        properties["nationality"] = [
            (country.get("code") or "").lower() for country in details.get("nationalities") or ()
        ]
        schema = "Person"
    else:
        kind = details.get("entityType")
        kind = kind.get("type") if isinstance(kind, Mapping) else kind
        schema = SCHEMATA.get(str(kind), "LegalEntity")
        properties["name"] = [details.get("name")]
        properties["alias"] = details.get("alternateNames") or ()
        properties["incorporationDate"] = [details.get("foundingDate")]
        properties["dissolutionDate"] = [details.get("dissolutionDate")]
        country = details.get("jurisdiction") or details.get("incorporatedInJurisdiction") or {}
        properties["jurisdiction"] = [(country.get("code") or "")[:2].lower()]
        properties["registrationNumber"] = [
            number.get("id") for number in details.get("identifiers") or ()
        ]
    properties["address"] = [line.get("address") for line in details.get("addresses") or ()]
    return Entity(
        f"{dataset}-{record['id']}",
        schema,
        {name: found for name, values in properties.items() if (found := unique(values))},
        dataset,
        release,
        record["place"],
    )


def _interests(
    record: Mapping[str, Any], after: Mapping[str, Any] | None, dataset: str, release: str
) -> Iterator[Entity]:
    details = record["details"]
    owner, owned = details.get("interestedParty"), details.get("subject")
    if not isinstance(owner, str) or not isinstance(owned, str) or record["closed"]:
        return
    for number, interest in enumerate(details.get("interests") or ({},)):
        indirect = interest.get("directOrIndirect", interest.get("interestLevel")) == "indirect"
        if indirect and details.get("componentRecords"):
            continue
        kind = str(interest.get("type") or "")
        begins = str(interest.get("startDate") or "")[:10]
        properties: dict[str, Sequence[str]] = {
            "startDate": [begins],
            "endDate": [_end(interest, after, number, begins)],
            "recordId": [record["id"]],
            "role": [kind],
        }
        if kind in OFFICE:
            schema, one, two = "Directorship", "director", "organization"
        else:
            schema, one, two = "Ownership", "owner", "asset"
            properties["ownershipType"] = [_ownership_type(kind)]
            if kind not in CONTROL:
                properties["percentage"] = [_percentage(interest.get("share") or {}, indirect)]
        properties[one], properties[two] = [f"{dataset}-{owner}"], [f"{dataset}-{owned}"]
        yield Entity(
            f"{dataset}-{record['id']}-{record['date']}-{number}",
            schema,
            {name: found for name, values in properties.items() if (found := unique(values))},
            dataset,
            release,
            record["place"],
        )


def _end(
    interest: Mapping[str, Any], after: Mapping[str, Any] | None, number: int, begins: str
) -> str:
    """When an interest ended: as stated, else when the next statement of the record took over."""
    if interest.get("endDate"):
        return str(interest["endDate"])[:10]
    if after is None:
        return ""
    later = after["details"].get("interests") or ()
    stated = (
        str(later[number].get("endDate" if after["closed"] else "startDate") or "")
        if (number < len(later))
        else ""
    )
    return stated[:10] if stated[:10] > begins else str(after["date"])[:10]


def _ownership_type(kind: str) -> str:
    if kind in VOTES:
        return "votes"
    return "control" if kind in CONTROL else "shares"


def _percentage(share: Mapping[str, Any], indirect: bool) -> str:
    """The share as text: ``50``, ``25-50``, or "" when nobody states it.

    >>> _percentage({"exact": 50}, False), _percentage({"minimum": 25, "maximum": 50}, False)
    ('50', '25-50')
    >>> _percentage({"exact": 30}, True), _percentage({}, False)
    ('0-30', '')
    """
    if isinstance(share.get("exact"), int | float):
        low = high = float(share["exact"])
    else:
        bounds = [
            share.get(n) for n in ("minimum", "exclusiveMinimum", "maximum", "exclusiveMaximum")
        ]
        known = [float(bound) if isinstance(bound, int | float) else None for bound in bounds]
        if all(bound is None for bound in known):
            return ""
        low = known[0] if known[0] is not None else known[1] or 0.0
        high = known[2] if known[2] is not None else (100.0 if known[3] is None else known[3])
    if indirect:
        low = 0.0
    return f"{low:g}" if low == high else f"{low:g}-{high:g}"
