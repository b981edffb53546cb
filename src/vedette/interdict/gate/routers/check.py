"""``POST /check``: may this party, vessel or aircraft pass? One question, one verdict."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from vedette.interdict.gate import answer
from vedette.interdict.gate.answer import Route
from vedette.interdict.gate.models import Example, VerdictAnswer
from vedette.interdict.gate.query import entity_of_query
from vedette.interdict.gate.service import Post
from vedette.interdict.party import MOST, Rules, matches_of, unknown_party, verdict_of_party
from vedette.model.errors import Missing

router = APIRouter(tags=["Verdict"], route_class=Route)


@router.post("/check", response_model=VerdictAnswer, responses=answer.REFUSALS)
async def check(request: Request, body: Example) -> Response:
    """Hold, review, no hit, or unknown, with the reasons.

    `unknown` when there is no snapshot, or when nothing matched and a list is older than the
    workspace allows; it is never silently `no_hit`. Nobody is ever cleared: a person decides.
    """
    post: Post = request.app.state.post
    query = entity_of_query(body.id, body.schema_, body.properties)
    try:
        served = post.served
    except Missing as missing:
        return answer.encoded(unknown_party(query, str(missing)).to_json())
    rules = Rules.of(served.workspace)
    matches = matches_of(served.screener, query, MOST, rules)
    verdict = verdict_of_party(query, matches, served.snapshot.id, served.ages, served.stale, rules)
    return answer.encoded(verdict.to_json())
