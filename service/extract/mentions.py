"""Turns a draft into the contract's EventMention."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b

from service.extract.actors.parties import Party
from service.extract.assembly import Dated, Draft
from service.extract.casualties.cues import Effect
from service.extract.casualties.election import Pair
from service.extract.casualties.tolls import Witness, count_of, injured_count, toll_of
from service.extract.context import Calendar, draft_date, draft_places
from service.extract.dates import DateExpression, report_kind
from service.extract.events.kinds import Kind, event_type_of
from service.extract.knowledge import ExtractionKnowledge
from service.extract.places import article_country
from service.extract.reading.tokens import Tokens
from service.models.article import Article
from service.models.mention import Actor, Claim, Count, EventMention, Evidence, Place, Signals

ARMED = ("state", "rebel", "armed")  # sides of parties that carry arms
TERRITORY, REGAINED = "territory", "recapture"
MAX_ACTORS = 8  # on each side of a mention
ID_BYTES = 12
LEAD_CHARACTERS = 1_000  # honest first sentences have 200


@dataclass(frozen=True)
class Surroundings:
    """The article, its tokens, places and dates, and what extraction knows.

    openings: for each sentence its first token after a dateline. scenes: the places where its events can lie.
    """

    article: Article
    tokens: Tokens
    places: tuple[Place, ...]
    dates: tuple[DateExpression, ...]
    knowledge: ExtractionKnowledge
    lead: str = ""  # the first sentence, at most LEAD_CHARACTERS of it
    openings: tuple[int, ...] = ()
    scenes: tuple[Place, ...] = ()

    @cached_property  # asked for by every mention
    def calendar(self) -> Calendar:
        """What the article says of days."""
        report = report_kind(f"{self.article.title or ''}\n{self.lead}", self.knowledge.dates)
        return Calendar(self.dates, self.article.published_at, report)


@dataclass(frozen=True)
class _Sides:
    source: tuple[Party, ...]
    target: tuple[Party, ...]

    def names(self) -> tuple[str | None, str | None]:
        return self.source[0].side if self.source else None, self.target[0].side if self.target else None


def mention_of(
    around: Surroundings, draft: Draft, dated: list[Dated], title: Witness | None, chance: float, tally: Pair | None
) -> EventMention:
    """The draft as a mention, with the elected numbers where there are some; its id is set by `numbered`."""
    kind = draft.kind
    sides = _Sides(_parties(draft, "source"), _parties(draft, "target"))
    fatalities, injuries = elected(_counts(draft, title, sides), tally)
    return EventMention(
        mention_id="-",
        article_id=around.article.article_id,
        event_type=event_type_of(kind, sub_event_of(kind, sides.source, sides.target), around.knowledge.events.books),
        source=tuple(_actor(around.tokens, party) for party in sides.source),
        target=tuple(_actor(around.tokens, party) for party in sides.target),
        event_date=draft_date(around.tokens, draft, dated, around.calendar),
        places=draft_places(draft, dated, around.scenes),
        fatalities=fatalities,
        injuries=injuries,
        claim=_claim(draft),
        evidence=_evidence(around.tokens, draft),
        confidence=round(chance, 3),
        signals=Signals(country=article_country(around.places)),
    )


def _parties(draft: Draft, side: str) -> tuple[Party, ...]:
    for item in draft.items:
        found: tuple[Party, ...] = getattr(item.statement.relation, side)
        if found:
            return found[:MAX_ACTORS]
    return ()


def sub_event_of(kind: Kind, source: tuple[Party, ...], target: tuple[Party, ...]) -> str | None:
    """ACLED's sub-event: unarmed targets make violence an attack; who takes a place decides which capture it is."""
    armed = any(party.side in ARMED for party in target)
    unarmed = any(party.side == "civilian" for party in target)
    if kind.family == TERRITORY:
        return kind.state if _is_regained(kind, source, target) else kind.other
    if not armed and (unarmed or kind.civilians == "Attack"):
        return kind.civilians
    return kind.state if source and source[0].side == "state" else kind.other


def _is_regained(kind: Kind, source: tuple[Party, ...], target: tuple[Party, ...]) -> bool:
    """Is it the state that takes the place: by name, by what it takes back, or because rebels lose it?"""
    taker, loser = source[0].side if source else "", target[0].side if target else ""
    if taker in ("state", "rebel"):
        return taker == "state"
    return loser == "rebel" or (loser != "state" and kind.name == REGAINED)


def _actor(tokens: Tokens, party: Party) -> Actor:
    start, end = tokens.span(party.first, party.end)
    return Actor(
        name=party.name,
        text=tokens.text[start:end],
        start=start,
        end=end,
        canonical_id=party.canonical_id,
        country=party.country,
        sector=party.sector,
    )


def _counts(draft: Draft, title: Witness | None, sides: _Sides) -> tuple[Count | None, Count | None]:
    said = [Witness(item.statement.reading.sentence.number, item.statement.harms) for item in draft.items]
    witnesses = [title, *said] if title else said
    killed, injured, shot = (toll_of(witnesses, effect) for effect in (Effect.KILLED, Effect.INJURED, Effect.SHOT))
    return count_of(killed, *sides.names()), injured_count(injured, shot, killed, *sides.names())


def elected(counts: tuple[Count | None, Count | None], tally: Pair | None) -> tuple[Count | None, Count | None]:
    """The counts, corrected by the elected numbers of killed and injured."""
    if tally is None:
        return counts
    return _corrected(counts[0], tally[0]), _corrected(counts[1], tally[1])


def _corrected(count: Count | None, number: int) -> Count | None:
    if count is not None and count.best == number:
        return count
    return Count(low=number, best=number, high=number) if number else None


def _claim(draft: Draft) -> Claim | None:
    return next((item.statement.reading.claim for item in draft.items if item.statement.reading.claim), None)


def _evidence(tokens: Tokens, draft: Draft) -> Evidence:
    sentence = draft.items[0].statement.reading.sentence
    start, end = tokens.span(sentence.first, sentence.end)
    return Evidence(text=tokens.text[start:end], start=start, end=end)


def numbered(mentions: Iterable[EventMention]) -> Iterator[EventMention]:
    """The mentions with ids made of article, type and evidence; a counter parts equal ones."""
    seen: dict[str, int] = {}
    for mention in mentions:
        plover = mention.event_type.plover.type if mention.event_type.plover else ""
        basis = f"{mention.article_id}\x1f{plover}\x1f{mention.evidence.text if mention.evidence else ''}"
        number = seen[basis] = seen.get(basis, -1) + 1
        digest = blake2b(f"{basis}\x1f{number}".encode(), digest_size=ID_BYTES).hexdigest()
        yield mention.model_copy(update={"mention_id": f"mention:{digest}"})
