"""Articles, reports and states for the tests of deduplication; each builder names only what matters."""

from datetime import UTC, date, datetime, timedelta
from hashlib import blake2b
from typing import Any

from service.dedupe.copies import CopyState, CopyVerdict, judge
from service.dedupe.fingerprint import fingerprint
from service.models.article import Article
from service.models.extracted import ExtractedArticle
from service.models.mention import (
    Acled,
    Count,
    DatePrecision,
    EventDate,
    EventMention,
    EventType,
    Place,
    PlacePrecision,
    Plover,
    Signals,
)
from service.models.report import Report

MONDAY = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)


def prose(seed: str, words: int = 200) -> str:
    """Text of invented words, the same for the same seed and unlike any other seed's."""
    return " ".join(blake2b(f"{seed} {n}".encode(), digest_size=4).hexdigest() for n in range(words)) + "."


def an_article(article_id: str, text: str, **fields: Any) -> Article:
    """A cleaned article of an outlet of its own."""
    defaults: dict[str, Any] = {
        "outlet": f"outlet of {article_id}",
        "title": f"Title of {article_id}",
        "published_at": MONDAY,
        "content_hash": blake2b(text.encode(), digest_size=16).hexdigest(),
    }
    return Article(article_id=article_id, text=text, **(defaults | fields))


def extracted(article: Article, *mentions: EventMention, hours: float = 0) -> ExtractedArticle:
    """What the read stage makes of an article that came `hours` after Monday morning."""
    received_at = MONDAY + timedelta(hours=hours)
    return ExtractedArticle(
        article=article, fingerprint=fingerprint(article), mentions=mentions, received_at=received_at
    )


def a_copy_state(window_days: float = 30, max_bytes: int = 10_000_000) -> CopyState:
    """An empty memory of articles."""
    return CopyState(window_days, max_bytes)


def judged(state: CopyState, article: Article, *mentions: EventMention, hours: float = 0) -> CopyVerdict:
    """Judge an article and remember it."""
    verdict = judge(extracted(article, *mentions, hours=hours), state)
    if verdict.record is not None:
        state.add(verdict.record)
    return verdict


def a_place(name: str, latitude: float = 36.0, longitude: float = 37.0, country: str = "SYR") -> Place:
    """A settlement."""
    return Place(
        name=name, latitude=latitude, longitude=longitude, country=country, precision=PlacePrecision.SETTLEMENT
    )


def a_day(day: date) -> EventDate:
    """An event date known to the day."""
    return EventDate(start=day, end=day, precision=DatePrecision.DAY)


def people(best: int, low: int | None = None, high: int | None = None) -> Count:
    """A count."""
    return Count(low=best if low is None else low, best=best, high=best if high is None else high)


ASSAULT = EventType(
    plover=Plover(type="ASSAULT"), acled=Acled(event_type="Battles", sub_event_type="Armed clash"), cameo_root="19"
)


def a_mention(mention_id: str, article_id: str = "a1", **fields: Any) -> EventMention:
    """A mention of an armed clash."""
    return EventMention(mention_id=mention_id, article_id=article_id, **({"event_type": ASSAULT} | fields))


def a_report(mention_id: str, story: str = "bridge", hours: float = 0, **fields: Any) -> Report:
    """A report of one story: reports of the same story name the same place, day, people and things."""
    seed = sum(story.encode())
    defaults: dict[str, Any] = {
        "article_id": f"article of {mention_id}",
        "event_type": ASSAULT,
        "outlet": f"outlet of {mention_id}",
        "title": f"Clash near {story} crossing",
        "published_at": MONDAY,
        "received_at": MONDAY + timedelta(hours=hours),
        "event_date": a_day(date(2026, 1, 1) + timedelta(days=seed % 60)),
        "places": (a_place(f"{story}ville", latitude=seed % 60, longitude=(seed * 7) % 90),),
        "signals": Signals(
            terms=tuple(f"{story}{n}" for n in range(20)),
            names=(f"{story} kamal", f"{story} haddad"),
            streets=(f"{story} street",),
        ),
    }
    return Report(mention_id=mention_id, **(defaults | fields))


def a_report_of_both(mention_id: str, one: str = "bridge", other: str = "harbour", **fields: Any) -> Report:
    """A report that names the places, people and things of two stories: with it the two are one event."""
    first, second = a_report(mention_id, one), a_report(mention_id, other)
    assert first.signals is not None
    assert second.signals is not None
    signals = Signals(
        terms=first.signals.terms[:10] + second.signals.terms[:10],
        names=first.signals.names + second.signals.names,
        streets=first.signals.streets + second.signals.streets,
        dates=tuple(day for day in (first.event_date.start, second.event_date.start) if day),
    )
    defaults: dict[str, Any] = {
        "places": first.places + second.places,
        "signals": signals,
        "title": f"Clash near {one} crossing and {other} crossing",
    }
    return a_report(mention_id, one, **(defaults | fields))
