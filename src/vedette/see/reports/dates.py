"""The day and time at which a page says it was published, as ISO 8601.

Reach for it on bylines and headers. It refuses to guess: 03/04/2022 is two different days, so it
is none, unless the language writes the day first everywhere. A time without a zone is kept
without one.
"""

import re
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime

MONTHS = {
    "en": "january february march april may june july august september october november december",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "de": "januar februar märz april mai juni juli august september oktober november dezember",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre "
    "diciembre",
    "ru": "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
    "uk": "січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня",
}
"""Month names by language, January first, in the case in which a date uses them."""

_SHORT = {"jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec"}
_BY_NAME = {name: n for names in MONTHS.values() for n, name in enumerate(names.split(), 1)} | {
    short: n
    for n, name in enumerate(MONTHS["en"].split(), 1)
    for short in _SHORT
    if name.startswith(short)
}
_NAMES = "|".join(sorted(_BY_NAME, key=len, reverse=True))
_TIME = r"(?:\D{1,5}(?P<hour>\d{1,2})[:h](?P<minute>\d{2})(?::\d{2})?)?"
_NUMERIC = re.compile(r"\b(?P<d>\d{1,2})(?P<sep>[./-])(?P<m>\d{1,2})(?P=sep)(?P<y>\d{4})\b" + _TIME)
_ISO = re.compile(r"\b(?P<y>\d{4})-(?P<m>\d{2})-(?P<d>\d{2})\b" + _TIME)
_DAY_FIRST = re.compile(
    rf"\b(?P<d>\d{{1,2}})(?:er|st|nd|rd|th|\.)?\s+(?:de\s+)?(?P<m>{_NAMES})\.?,?\s+(?:de\s+)?"
    rf"(?P<y>\d{{4}})\b" + _TIME,
    re.IGNORECASE,
)
_MONTH_FIRST = re.compile(
    rf"\b(?P<m>{_NAMES})\.?\s+(?P<d>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y>\d{{4}})\b" + _TIME,
    re.IGNORECASE,
)


def date_in(text: str, language: str = "") -> str:
    """The first date in `text`, with its time when one follows, or ``""``.

    >>> date_in("Par: E. S. | 23.10.2022, 13:27"), date_in("October 23, 2022")
    ('2022-10-23T13:27:00', '2022-10-23')
    >>> date_in("03/04/2022", "en"), date_in("03/04/2022", "fr")
    ('', '2022-04-03')
    """
    matches = [m for p in (_ISO, _DAY_FIRST, _MONTH_FIRST, _NUMERIC) if (m := p.search(text))]
    for match in sorted(matches, key=re.Match.start):
        month_name = match["m"].lower()
        month = _BY_NAME.get(month_name) or int(month_name)
        day = int(match["d"])
        slashes = match.re is _NUMERIC and match["sep"] == "/"
        if slashes and language in ("en", "") and day <= 12:
            if month != day and month <= 12:
                continue
        elif slashes and month > 12:
            day, month = month, day
        try:
            found = date(int(match["y"]), month, day).isoformat()
            if match["hour"]:
                found = datetime.fromisoformat(
                    f"{found}T{int(match['hour']):02}:{match['minute']}:00"
                ).isoformat()
        except ValueError:
            continue
        return found
    return ""


def stamp(text: str) -> str:
    """A machine's date (ISO 8601, RFC 822) in our form: UTC when it names a zone, or ``""``.

    >>> stamp("Sun, 23 Oct 2022 13:27:00 +0300"), stamp("2022-10-23T13:27+03:00"), stamp("soon")
    ('2022-10-23T10:27:00Z', '2022-10-23T10:27:00Z', '')
    """
    text = text.strip()
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
        return text
    for read in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            moment = read(text)
        except (ValueError, TypeError, IndexError, OverflowError):
            continue
        if moment.tzinfo is None:
            return moment.replace(microsecond=0).isoformat()
        try:
            return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        except OverflowError:
            continue
    return ""
