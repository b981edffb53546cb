"""When the event happened, apart from when it was reported: from words to days.

Reach for `when` on the words of a clause. What can be placed only against the day of publication
("on Tuesday", "last week", "overnight") is placed when that day is known and left open otherwise;
weekdays mean the last such day, up to and including the day of publication. It refuses to guess a
year: "in October" is the last October that had begun by publication.
"""

import calendar
import re
from datetime import date, timedelta

_EN = "january february march april may june july august september october november december"
_FR = "janvier février mars avril mai juin juillet août septembre octobre novembre décembre"
MONTHS = {name: n for names in (_EN, _FR) for n, name in enumerate(names.split(), 1)}
DAYS = {
    name: n
    for names in (
        "monday tuesday wednesday thursday friday saturday sunday",
        "lundi mardi mercredi jeudi vendredi samedi dimanche",
    )
    for n, name in enumerate(names.split())
}
_MONTH = "|".join(MONTHS)
_DAY = "|".join(DAYS)
_PATTERN = re.compile(
    rf"(?P<dmy>(?:on |le )?(?P<d1>\d{{1,2}})(?:er|st|nd|rd|th)?\s+(?P<m1>{_MONTH})"
    rf"(?:\s+(?P<y1>\d{{4}}))?)\b|"
    rf"(?P<mdy>(?:on )?(?P<m2>{_MONTH})\s+(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?"
    rf"(?:,?\s+(?P<y2>\d{{4}}))?)\b|"
    rf"(?P<month>(?:in|since|last|by|en|depuis|fin|début|in early|in late)\s+(?P<m3>{_MONTH})"
    rf"(?:\s+(?P<y3>\d{{4}}))?)\b|"
    r"(?P<year>(?:in|since|en|depuis|by)\s+(?P<y4>(?:19|20)\d\d))\b|"
    rf"(?P<weekday>(?:on |last |ce |le )?(?P<day>{_DAY})(?:\s+dernier)?)\b|"
    r"(?P<today>today|aujourd['’]hui|this morning|ce matin|tonight|ce soir)\b|"
    r"(?P<yesterday>yesterday|hier)\b|"
    r"(?P<night>overnight|last night|(?:dans|pendant|cette) la nuit|dans la nuit|cette nuit)\b|"
    r"(?P<week>last week|la semaine dernière|la semaine passée)\b|"
    r"(?P<lastmonth>last month|le mois dernier)\b|"
    r"(?P<thisyear>this year|cette année)\b|"
    r"(?P<lastyear>last year|l['’]an dernier|l['’]année dernière)\b|"
    r"(?P<vague>recently|récemment|in recent (?:days|weeks|months)|ces derniers (?:jours|mois)|"
    r"before the war|avant la guerre|months before the war|plusieurs mois avant la guerre)\b",
    re.IGNORECASE,
)  # fmt: skip

Days = tuple[str | None, str | None]


def when(text: str, published: str) -> tuple[int, int, Days] | None:
    """Start and end of the first words of time in `text`, and the days they mean.

    >>> when("sent 40 drones in October", "2022-11-05T10:00:00Z")
    (15, 25, ('2022-10-01', '2022-10-31'))
    >>> when("they were shot down on Tuesday", "2022-10-23"), when("on Tuesday", "")
    ((20, 30, ('2022-10-18', '2022-10-18')), (0, 10, (None, None)))
    """
    match = _PATTERN.search(text)
    if match is None:
        return None
    try:
        today = date.fromisoformat(published[:10])
    except ValueError:
        today = None
    return match.start(), match.end(), _days(match, today)


def _days(m: re.Match[str], today: date | None) -> Days:
    if m["dmy"] or m["mdy"]:
        day, month = int(m["d1"] or m["d2"]), MONTHS[(m["m1"] or m["m2"]).lower()]
        return _day(day, month, m["y1"] or m["y2"], today)
    if m["month"]:
        year = int(m["y3"]) if m["y3"] else _year_of(MONTHS[m["m3"].lower()], 1, today)
        return (None, None) if year is None else _month(year, MONTHS[m["m3"].lower()])
    if m["year"]:
        return f"{m['y4']}-01-01", f"{m['y4']}-12-31"
    if today is None or m["vague"]:
        return None, None
    if m["weekday"]:
        back = (today.weekday() - DAYS[m["day"].lower()]) % 7
        return _span(today - timedelta(days=back), 0)
    if m["today"]:
        return _span(today, 0)
    if m["yesterday"]:
        return _span(today - timedelta(days=1), 0)
    if m["night"]:
        return _span(today - timedelta(days=1), 1)
    if m["week"]:
        return _span(today - timedelta(days=today.weekday() + 7), 6)
    if m["lastmonth"]:
        return _month(*((today.year, today.month - 1) if today.month > 1 else (today.year - 1, 12)))
    year = today.year - (1 if m["lastyear"] else 0)
    return f"{year}-01-01", f"{year}-12-31"


def _day(day: int, month: int, year: str | None, today: date | None) -> Days:
    known = int(year) if year else _year_of(month, day, today)
    try:
        return _span(date(known, month, day), 0) if known else (None, None)
    except ValueError:
        return None, None


def _year_of(month: int, day: int, today: date | None) -> int | None:
    """The last year in which that day had come by `today`."""
    if today is None:
        return None
    return today.year if (month, day) <= (today.month, today.day) else today.year - 1


def _month(year: int, month: int) -> Days:
    last = calendar.monthrange(year, month)[1]
    return f"{year}-{month:02}-01", f"{year}-{month:02}-{last:02}"


def _span(start: date, days: int) -> Days:
    return start.isoformat(), (start + timedelta(days=days)).isoformat()
