"""Times as senders write them."""

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

MAX_TIME_LENGTH = 64  # the longest RFC 2822 date with a comment; longer text is no time
UNKNOWN_TIMES = frozenset({"", "none", "null", "nan", "nat"})  # str() of a missing value in Python senders


def is_unknown_time(text: str) -> bool:
    """Whether the text is a missing value written out."""
    return text.strip().lower() in UNKNOWN_TIMES


def time_of(text: str) -> datetime | None:
    """The time in RFC 3339, ISO 8601, `str(datetime)` or RFC 2822 (feeds), else None.

    The offset is kept, because days of the week are meant where the article was published. Without one it is UTC.
    """
    if len(text) > MAX_TIME_LENGTH:
        return None
    time = _iso_time(text.strip()) or _feed_time(text)
    if time is None:
        return None
    aware = time if time.tzinfo else time.replace(tzinfo=UTC)
    return aware if _converts(aware) else None


def _iso_time(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def _feed_time(text: str) -> datetime | None:
    try:
        return parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _converts(time: datetime) -> bool:
    """Whether it exists in every zone: 0001-01-01T00:00:00+01:00 does not in UTC, and would fail far from here."""
    try:
        time.astimezone(UTC)
    except OverflowError:
        return False
    return True
