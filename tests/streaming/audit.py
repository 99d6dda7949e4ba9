"""Following every article through the topics, as an auditor would: by headers and records alone."""

from collections import defaultdict
from collections.abc import Iterable

from service import pipeline
from service.dedupe.copy_state import CopyState
from service.dedupe.event_state import EventState, reports_within
from service.dedupe.knowledge import load_dedupe_knowledge
from service.models.event import Event, EventStatus
from service.models.report import Report, ReportStatus
from service.settings import Settings
from service.stream.dead_letters import CONNECT_PREFIX
from service.stream.messages import Message
from service.stream.outgoing import OUTCOME
from service.stream.topics import ARTICLES, DEAD_LETTERS, EVENTS, EXTRACTED, MENTIONS, RAW

from cluster import Cluster  # isort: skip

Place = tuple[int, int]


def endings(cluster: Cluster) -> dict[Place, set[str]]:
    """How each raw message ended, by its partition and offset: the set should have exactly one member."""
    found: dict[Place, set[str]] = {(m.partition, m.offset): set() for m in cluster.read(RAW)}
    for message in cluster.read(ARTICLES):
        found[_origin(message)].add(dict(message.headers)[OUTCOME].decode())
    for message in cluster.read(DEAD_LETTERS):
        headers = dict(message.headers)
        if headers[f"{CONNECT_PREFIX}topic"].decode() == RAW.name:
            place = (int(headers[f"{CONNECT_PREFIX}partition"]), int(headers[f"{CONNECT_PREFIX}offset"]))
            found[place].add("dead letter")
    return found


def all_ended(cluster: Cluster, messages: int) -> bool:
    """Whether every one of so many raw messages has ended, and every report is in an event."""
    if not cluster.is_idle() or cluster.count(ARTICLES) + cluster.count(DEAD_LETTERS) < messages:
        return False
    return all(endings(cluster).values()) and reported(cluster) == held(consumed(cluster).values())


def consumed(cluster: Cluster) -> dict[str, Event]:
    """What a consumer holds that upserts by event_id and keeps the highest revision."""
    newest: dict[str, Event] = {}
    for message in cluster.read(EVENTS):
        if message.value is None:  # the tombstone of a merged event
            continue
        event = Event.from_json(message.value)
        if event.event_id not in newest or newest[event.event_id].revision < event.revision:
            newest[event.event_id] = event
    return newest


def reported(cluster: Cluster) -> set[str]:
    """The mention ids that articles stand by now."""
    standing: dict[str, bool] = {}
    for message in cluster.read(MENTIONS):
        report = Report.from_json(message.value or b"")
        standing[report.mention_id] = report.status is ReportStatus.REPORTED
    return {mention_id for mention_id, stands in standing.items() if stands}


def held(events: Iterable[Event]) -> set[str]:
    """The mention ids in active events."""
    return {report.mention_id for event in active(events) for report in event.reports}


def active(events: Iterable[Event]) -> list[Event]:
    """The events that stand."""
    return [event for event in events if event.status is EventStatus.ACTIVE]


def holders(events: Iterable[Event]) -> dict[str, list[str]]:
    """The active events that hold each mention, once for each time they hold it."""
    found: dict[str, list[str]] = defaultdict(list)
    for event in active(events):
        for report in event.reports:
            found[report.mention_id].append(event.event_id)
    return found


def replayed(cluster: Cluster) -> dict[str, Event]:
    """The newest revisions that the pure resolver gives when each partition of the mentions topic is replayed."""
    knowledge, settings = load_dedupe_knowledge(), Settings()
    states: dict[int, EventState] = {}
    newest: dict[str, Event] = {}
    for message in cluster.read(MENTIONS):
        state = states.setdefault(
            message.partition, EventState(settings.event_window_days, reports_within(settings.event_max_bytes))
        )
        result = pipeline.resolve(message.value, message.key, state, knowledge)
        assert isinstance(result, tuple), result
        newest.update({event.event_id: event for event in result})
    return newest


def final_articles(cluster: Cluster) -> dict[str, bytes]:
    """The newest record of each article on the articles topic."""
    return {(message.key or b"").decode(): message.value or b"" for message in cluster.read(ARTICLES)}


def replayed_articles(cluster: Cluster) -> dict[str, bytes]:
    """The same, when each partition of the extracted articles is replayed through the pure functions."""
    settings = Settings()
    states: dict[int, CopyState] = {}
    newest: dict[str, bytes] = {}
    for message in cluster.read(EXTRACTED):
        empty = CopyState(settings.copy_window_days, settings.copy_max_bytes)
        state = states.setdefault(message.partition, empty)
        result = pipeline.dedupe(message.value, message.key, message.origin.address, state)
        assert isinstance(result, pipeline.Deduped), result
        if result.record is not None:
            newest[result.article.article_id] = result.article.to_json()
    return newest


def groups(events: Iterable[Event]) -> dict[frozenset[str], tuple[int | None, int | None]]:
    """The groups of reports with their counts of killed and injured: what must not depend on faults or order."""
    return {
        frozenset(report.mention_id for report in event.reports): (
            event.fatalities.best if event.fatalities else None,
            event.injuries.best if event.injuries else None,
        )
        for event in active(events)
    }


def _origin(message: Message) -> Place:
    return message.origin.partition, message.origin.offset
