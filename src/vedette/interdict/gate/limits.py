"""How much one request may ask for. Each refusal names its limit.

The figures that yente documents are kept, so that its clients meet the same borders:
https://github.com/opensanctions/yente/blob/main/yente/settings.py (MIT), read 2026-11-24.
"""

MAX_BATCH = 100
"""Queries in one request (yente: ``MAX_BATCH``)."""

MAX_RESULTS = 500
"""Results per query or page (yente: ``MAX_MATCHES``, ``MAX_PAGE``)."""

MAX_OFFSET = 9_499
"""How far a search may be paged (yente: ``MAX_OFFSET``)."""

MAX_URL = 60_000
"""Bytes of path and query string; httptools wraps silently at 65,536 (yente: the same)."""

MAX_BODY = 4 * 1024 * 1024
"""Bytes of a request body: 100 queries of 40 kB each."""

MAX_VALUES = 200
"""Values of one property in a query; the longest entries on the public lists have fewer."""

MAX_VALUE = 2_000
"""Characters of one value; FollowTheMoney cuts names at 384 and addresses at 250."""

MATCH_PAGE = 5
"""Results of a match when the client does not say."""

SEARCH_PAGE = 10
"""Results of a search when the client does not say."""

THRESHOLD = 0.7
"""Score from which a result is a match when the client does not say (yente: the same)."""
