"""Claims in the words of others: schema.org for the web, FollowTheMoney for investigators' tools.

Reach for `schema_org` or `follow_the_money` with a report and its claims. Neither vocabulary has a
place for stance and frame: schema.org gets them as keywords, FollowTheMoney as keywords of an
Event whose proof is the Article. A claim is never written as a fact about its parties: they are
mentions in the article, no more.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from vedette.model.canonical import digest
from vedette.model.claim import Claim
from vedette.model.report import Report

PARTIES = ("supplier", "recipient", "user", "target")


def schema_org(report: Report, claims: Sequence[Claim]) -> dict[str, Any]:
    """A schema.org graph: the NewsArticle and its Claims (https://schema.org/Claim)."""
    article = _kept(
        {
            "@type": "NewsArticle",
            "@id": f"urn:vedette:{report.id}",
            "headline": report.title,
            "url": report.address,
            "datePublished": report.published,
            "inLanguage": report.language,
            "author": report.byline,
            "publisher": _kept({"@type": "Organization", "name": report.outlet}),
            "isBasedOn": [
                {"@type": "CreativeWork", "publisher": {"@type": "Organization", "name": c.name}}
                for c in report.credits
                if c.whole
            ],
        }
    )
    return {"@context": "https://schema.org", "@graph": [article, *map(_claim, claims)]}


def _claim(claim: Claim) -> dict[str, Any]:
    speaker = claim.speaker
    about = [
        {"@type": "Role", "roleName": name, "about": {"@type": "Thing", "name": role.name}}
        for name in (*PARTIES, "item")
        if (role := getattr(claim, name)) is not None
    ]
    return _kept(
        {
            "@type": "Claim",
            "@id": f"urn:vedette:{claim.id}",
            "text": " ".join(span.text for span in (claim.content, *claim.more)),
            "author": _kept({"@type": "Thing", "name": speaker.name if speaker else None}),
            "appearance": {"@id": f"urn:vedette:{claim.report}"},
            "inLanguage": claim.language,
            "keywords": keywords(claim),
            "about": about,
            "temporalCoverage": _interval(claim),
            "position": claim.content.start,
        }
    )


def keywords(claim: Claim) -> list[str]:
    """Stance, frame and modality as words: ``["stance:deny", "frame:transfer"]``."""
    found = [f"stance:{claim.stance}"]
    found += [f"frame:{claim.frame}"] if claim.frame else []
    return found + [f"modality:{kind}" for kind in claim.modality]


def _interval(claim: Claim) -> str:
    if claim.when is None or claim.when.start is None:
        return ""
    return f"{claim.when.start}/{claim.when.end or '..'}"


def _kept(data: dict[str, Any]) -> dict[str, Any]:
    """The data without what is empty; nothing at all when only its type is left."""
    kept = {key: value for key, value in data.items() if value not in ("", None, [], {})}
    return kept if set(kept) - {"@type"} else {}


def follow_the_money(report: Report, claims: Sequence[Claim]) -> Iterator[dict[str, Any]]:
    """FollowTheMoney entities: the Article, an Event per claim with a frame, its Mentions."""
    yield _entity(
        report.id,
        "Article",
        title=[report.title or report.text[:80]],
        author=[report.byline],
        publisher=[report.outlet],
        publishedAt=[report.published],
        sourceUrl=[report.address],
        language=[_three(report.language)],
        bodyText=[report.text],
    )
    mentioned: set[str] = set()
    for claim in claims:
        if claim.frame is None:
            continue
        speaker = claim.speaker
        yield _entity(
            claim.id,
            "Event",
            name=[f"{speaker.name if speaker and speaker.name else 'report'}: {claim.stance} "
                  f"{claim.frame}"],
            summary=[" ".join(span.text for span in (claim.content, *claim.more))],
            keywords=keywords(claim),
            startDate=[claim.when.start or "" if claim.when else ""],
            endDate=[claim.when.end or "" if claim.when else ""],
            location=[claim.where.name if claim.where else ""],
            proof=[report.id],
            sourceUrl=[report.address],
            publisher=[report.outlet],
            recordId=[f"chars {claim.content.start}-{claim.content.end}"],
        )  # fmt: skip
        for name in PARTIES:
            role = getattr(claim, name)
            if role is not None and role.name not in mentioned:
                mentioned.add(role.name)
                yield _entity(
                    "m-" + digest([report.id, role.name], 16),
                    "Mention",
                    name=[role.name],
                    document=[report.id],
                    detectedSchema=["LegalEntity"],
                    contextCountry=[role.country or ""],
                )


def _entity(identity: str, schema: str, **properties: list[str]) -> dict[str, Any]:
    kept = {name: [v for v in values if v] for name, values in properties.items()}
    return {
        "id": identity,
        "schema": schema,
        "properties": {name: values for name, values in kept.items() if values},
    }


def _three(language: str) -> str:
    """ISO 639-3, as FollowTheMoney writes languages."""
    table = {"en": "eng", "fr": "fra", "uk": "ukr", "ru": "rus", "fa": "fas", "ar": "ara",
             "de": "deu", "es": "spa"}  # fmt: skip
    return table.get(language, "")
