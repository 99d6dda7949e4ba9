"""Hypothesis strategies for the contract's records."""

from datetime import UTC, date, datetime

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy
from service.models.article import Article, DuplicateKind, LineRole, PublishedAtSource
from service.models.event import Event, EventReport, EventStatus
from service.models.extracted import ExtractedArticle
from service.models.mention import (
    Acled,
    Actor,
    Claim,
    Count,
    CountSide,
    DateAnchor,
    DatePrecision,
    EventDate,
    EventMention,
    EventType,
    Evidence,
    Modality,
    Place,
    PlacePrecision,
    Plover,
    Quad,
    SideCount,
    Signals,
)
from service.models.raw_article import ContentType, RawArticle
from service.models.report import Report, ReportStatus

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
identifiers = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20)
times = st.datetimes(datetime(1970, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC))
days = st.dates(date(1900, 1, 1), date(2100, 1, 1))
shares = st.floats(0, 1)
countries = st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ", min_size=3, max_size=3)
languages = st.sampled_from(["en", "en-GB", "zh-Hant-TW", "ar", "und"])
people = st.integers(0, 1_000_000)


def maybe(strategy: SearchStrategy) -> SearchStrategy:
    """The strategy's values, or unknown."""
    return st.none() | strategy


def some(strategy: SearchStrategy) -> SearchStrategy:
    """A few of the strategy's values."""
    return st.lists(strategy, max_size=3).map(tuple)


actors = st.builds(
    Actor,
    name=texts,
    text=maybe(texts),
    start=maybe(people),
    end=maybe(people),
    canonical_id=maybe(identifiers),
    country=maybe(countries),
    sector=maybe(texts),
)
places = st.builds(
    Place,
    name=maybe(texts),
    country=maybe(countries),
    latitude=maybe(st.floats(-90, 90)),
    longitude=maybe(st.floats(-180, 180)),
    gazetteer_id=maybe(identifiers),
    precision=maybe(st.sampled_from(PlacePrecision)),
)
counts = st.builds(
    Count,
    low=maybe(people),
    best=maybe(people),
    high=maybe(people),
    by_side=some(st.builds(SideCount, side=st.sampled_from(CountSide), best=maybe(people))),
    text=maybe(texts),
)
event_types = st.builds(
    EventType,
    plover=maybe(st.builds(Plover, type=texts, mode=maybe(texts), context=some(texts))),
    quad=maybe(st.sampled_from(Quad)),
    acled=maybe(st.builds(Acled, event_type=texts, sub_event_type=maybe(texts))),
    cameo_root=maybe(texts),
)
event_dates = st.builds(
    EventDate,
    start=maybe(days),
    end=maybe(days),
    precision=st.sampled_from(DatePrecision),
    text=maybe(texts),
    anchor=maybe(st.sampled_from(DateAnchor)),
)
claims = st.builds(Claim, name=texts, text=maybe(texts), modality=st.sampled_from(Modality))
evidences = st.builds(Evidence, text=texts, start=people, end=people)
signals = st.builds(
    Signals, terms=some(texts), names=some(texts), ages=some(people), streets=some(texts), dates=some(days)
)
told = {
    "event_type": event_types,
    "source": some(actors),
    "target": some(actors),
    "event_date": event_dates,
    "places": some(places),
    "fatalities": maybe(counts),
    "injuries": maybe(counts),
    "claim": maybe(claims),
    "confidence": maybe(shares),
}
from_mention = {
    "mention_id": identifiers,
    "article_id": identifiers,
    "evidence": maybe(evidences),
    "signals": maybe(signals),
}
of_article = {
    "url": maybe(identifiers),
    "outlet": maybe(texts),
    "agency": maybe(texts),
    "title": maybe(texts),
    "published_at": maybe(times),
    "received_at": times,
    "duplicate_of": maybe(identifiers),
}

raw_articles = st.builds(
    RawArticle,
    id=identifiers,
    url=maybe(identifiers),
    outlet=maybe(texts),
    title=maybe(texts),
    body=identifiers,
    content_type=maybe(st.sampled_from(ContentType)),
    published_at=maybe(times),
    retrieved_at=maybe(times),
    language=maybe(languages),
    metadata=st.dictionaries(texts, texts | people | st.booleans() | st.none(), max_size=3),
)
articles = st.builds(
    Article,
    article_id=identifiers,
    url=maybe(identifiers),
    title=maybe(texts),
    text=texts,
    authors=some(texts),
    published_at=maybe(times),
    published_at_source=maybe(st.sampled_from(PublishedAtSource)),
    language=maybe(languages),
    content_hash=identifiers,
    duplicate_of=maybe(identifiers),
    duplicate_kind=maybe(st.sampled_from(DuplicateKind)),
    removed=st.dictionaries(st.sampled_from(LineRole), people, max_size=3),
)
mentions = st.builds(EventMention, **from_mention, **told)
extracted_articles = st.builds(
    ExtractedArticle,
    article=articles,
    fingerprint=some(st.integers(0, 2**64 - 1)),
    mentions=some(mentions),
    received_at=times,
)
reports = st.builds(
    Report,
    **from_mention,
    **told,
    **of_article,
    language=maybe(languages),
    status=st.sampled_from(ReportStatus),
)
event_reports = st.builds(EventReport, **from_mention, **told, **of_article)
events = st.builds(
    Event,
    event_id=identifiers,
    revision=st.integers(1, 1_000),
    status=st.sampled_from(EventStatus),
    merged_into=maybe(identifiers),
    merged_at=maybe(times),
    first_reported_at=times,
    last_reported_at=times,
    outlets=some(texts),
    reports=some(event_reports),
    absorbed=some(identifiers),
    changed=some(texts),
    **told,
)

RECORDS = {
    "raw_article": raw_articles,
    "article": articles,
    "mention": mentions,
    "extracted_article": extracted_articles,
    "report": reports,
    "event": events,
}
