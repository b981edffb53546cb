"""``POST /check``: may this party, vessel, aircraft or consignment pass? One question, one verdict.

A body with a ``schema`` is a party; one with ``parties`` is a line of a manifest, which is asked
about whole: parties, goods, route, owners, ship or aircraft.
"""

import asyncio

from fastapi import APIRouter, Request
from starlette.responses import Response

from vedette.find.parties import Context
from vedette.interdict.gate import answer
from vedette.interdict.gate.answer import Route
from vedette.interdict.gate.models import Example, VerdictAnswer
from vedette.interdict.gate.papers import Paper, consignment_of
from vedette.interdict.gate.query import entity_of_query
from vedette.interdict.gate.service import Post
from vedette.interdict.party import MOST, Rules, matches_of, unknown_party, verdict_of_party
from vedette.interdict.verdict import check_consignment
from vedette.model.errors import Missing
from vedette.model.verdict import Verdict

router = APIRouter(tags=["Verdict"], route_class=Route)


@router.post("/check", response_model=VerdictAnswer, responses=answer.REFUSALS)
async def check(request: Request, body: Example | Paper) -> Response:
    """Hold, review, no hit, or unknown, with the reasons.

    `unknown` when there is no snapshot, or when nothing matched and a list is older than the
    workspace allows; it is never silently `no_hit`. Nobody is ever cleared: a person decides.
    """
    post: Post = request.app.state.post
    if isinstance(body, Paper):
        verdict = await asyncio.to_thread(_on_paper, post, body)
        return answer.encoded(verdict.to_json())
    query = entity_of_query(body.id, body.schema_, body.properties)
    try:
        served = post.served
    except Missing as missing:
        return answer.encoded(unknown_party(query, str(missing)).to_json())
    rules = Rules.of(served.workspace)
    matches = matches_of(served.screener, query, MOST, rules)
    verdict = verdict_of_party(query, matches, served.snapshot.id, served.ages, served.stale, rules)
    return answer.encoded(verdict.to_json())


def _on_paper(post: Post, paper: Paper) -> Verdict:
    """The verdict on a consignment, in a thread: the first one reads who owns whom."""
    day = post.clock().date().isoformat()
    try:
        context = post.served.context(day)
    except Missing as missing:
        context = Context(without_lists=str(missing), day=day)
    return check_consignment(consignment_of(paper), context)
