"""What stands in a sentence, each thing with the rule that found it; for people who want to know why."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from service.extract.actors.parties import Party, PartyKind, find_parties
from service.extract.casualties.cues import Harm
from service.extract.dates import DateExpression, resolve_date
from service.extract.events.filters import Mark, find_marks
from service.extract.events.triggers import Firing
from service.extract.mentions import Surroundings
from service.extract.reading.sentences import Sentence
from service.extract.readings import Reading
from service.extract.statements import AFTERMATH
from service.models.mention import Claim, EventDate, Place


class FindingKind(StrEnum):
    """What was found. Of two findings at one place, the one that stands first here is the one to show."""

    TRIGGER = "trigger"
    HARM = "harm"
    DOUBT = "doubt"
    PEOPLE = "people"
    CLAIM = "claim"
    DATE = "date"
    PARTY = "party"
    PLACE = "place"


@dataclass(frozen=True)
class Finding:
    """Characters [start, end) of the article's text, what they mean, and the rule that says so."""

    start: int
    end: int
    kind: FindingKind
    meaning: str
    rule: str


PARTY_RULES = {
    PartyKind.NAMED: "a name of the actor lexicon",
    PartyKind.PERSON: "a person of the actor lexicon",
    PartyKind.COUNTRY: "a country or its people",
    PartyKind.CAPITAL: "a capital, which may stand for its government",
    PartyKind.ROLE: "a noun for a role (actors/roles.tsv, agents.tsv)",
    PartyKind.PROPER: "capitalised words that no lexicon knows",
}


def findings_in(around: Surroundings, sentence: Sentence, reading: Reading | None) -> tuple[Finding, ...]:
    """Everything found in a sentence, in text order; without a reading the places, dates and parties alone."""
    start, end = around.tokens.span(sentence.first, sentence.end)
    places = tuple(_places(around, start, end))
    found = [*places, *_dates(around, start, end), *_parties(around, sentence, reading, places)]
    if reading is not None:
        found += [*_triggers(around, reading), *_harms(around, reading), *_doubts(around, sentence)]
        found += _claims(reading.claim, around.tokens.text, start, end)
    return tuple(sorted(found, key=lambda finding: (finding.start, finding.end, finding.kind)))


def _triggers(around: Surroundings, reading: Reading) -> Iterator[Finding]:
    for firing in reading.firings:
        if firing.kind != AFTERMATH:
            start, end = around.tokens.span(firing.first, firing.end)
            yield Finding(start, end, FindingKind.TRIGGER, _words(firing.kind), _trigger_rule(around, firing))


def _trigger_rule(around: Surroundings, firing: Firing) -> str:
    """The lexicon's entry for these words: the form they stand in, and the classes of words that had to be near."""
    entries = around.knowledge.events.triggers.index.known.get(
        tuple(around.tokens.words[firing.first : firing.end]), []
    )
    entry = next((one for one in entries if (one.kind, one.form) == (firing.kind, firing.form)), None)
    after, before = (entry.needs_after, entry.needs_before) if entry else ((), ())
    conditions = "".join(
        f", with {' or '.join(classes)} {where}"
        for classes, where in ((after, "after it"), (before, "before it"))
        if classes
    )
    return f"events/triggers.tsv: {firing.form}{conditions}"


def _harms(around: Surroundings, reading: Reading) -> Iterator[Finding]:
    for harm in reading.harms:
        cue = around.tokens.span(harm.cue_first, harm.cue_end)
        rule = "events/casualty_cues.tsv: the sum of several" if harm.is_total else "events/casualty_cues.tsv"
        yield Finding(*cue, FindingKind.HARM, str(harm.effect), rule)
        people = around.tokens.span(harm.people.first, harm.people.end)
        if people != cue:
            yield Finding(*people, FindingKind.PEOPLE, f"{_count(harm)} {harm.effect}", _people_rule(harm))


def _count(harm: Harm) -> str:
    quantity = harm.people.quantity
    if quantity.low == quantity.best == quantity.high:
        return str(quantity.best)
    return f"{quantity.best} ({quantity.low if quantity.low is not None else '?'} to {quantity.high or 'more'})"


def _people_rule(harm: Harm) -> str:
    how = "one by grammar" if harm.people.quantity.is_singular else "a number"
    return f"events/people.tsv: {how}, side {harm.people.side}"


def _doubts(around: Surroundings, sentence: Sentence) -> Iterator[Finding]:
    marks: list[Mark] = find_marks(around.tokens, sentence, around.knowledge.events.doubts)
    for mark in marks:
        start, end = around.tokens.span(mark.first, mark.end)
        yield Finding(start, end, FindingKind.DOUBT, str(mark.doubt), "events/filters.tsv")


def _claims(claim: Claim | None, text: str, start: int, end: int) -> Iterator[Finding]:
    at = text.find(claim.text, start, end) if claim and claim.text else -1
    if claim and claim.text and at >= 0:
        meaning = f"says so ({claim.modality})"
        yield Finding(at, at + len(claim.text), FindingKind.CLAIM, meaning, "events/claim_verbs.tsv, claimants.tsv")


def _dates(around: Surroundings, start: int, end: int) -> Iterator[Finding]:
    for date in around.dates:
        if start < date.end <= end:
            resolved = resolve_date(date, around.article.published_at)
            yield Finding(date.start, date.end, FindingKind.DATE, _day(resolved), _date_rule(date))


def _day(date: EventDate) -> str:
    if date.start is None:
        return "no day without a publication time"
    return str(date.start) if date.end in (None, date.start) else f"{date.start} to {date.end}"


def _date_rule(date: DateExpression) -> str:
    near = f", beside words of {date.cues[0]}" if date.cues else ""
    return f"dates grammar: {_words(date.kind)}{near}"


def _parties(
    around: Surroundings, sentence: Sentence, reading: Reading | None, places: tuple[Finding, ...]
) -> Iterator[Finding]:
    taken = {(place.start, place.end) for place in places}
    parties = reading.parties if reading else find_parties(around.tokens, sentence, around.knowledge.actors)
    for party in parties:
        span = around.tokens.span(party.first, party.end)
        if party.kind is not PartyKind.PROPER or span not in taken:  # an unknown name that the gazetteer knows
            yield Finding(*span, FindingKind.PARTY, _party(party), _party_rule(party))


def _party_rule(party: Party) -> str:
    return "refers back (actors/anaphors.tsv)" if party.refers_back else PARTY_RULES[party.kind]


def _party(party: Party) -> str:
    side = None if party.side == "other" else f"side {party.side}"
    return ", ".join(part for part in (party.name, party.canonical_id, party.country, party.sector, side) if part)


def _places(around: Surroundings, start: int, end: int) -> Iterator[Finding]:
    for place in around.places:
        if place.start is not None and place.end is not None and start <= place.start < end:
            yield Finding(place.start, place.end, FindingKind.PLACE, _place(place), _place_rule(place))


def _place(place: Place) -> str:
    point = f"{place.latitude:.3f}, {place.longitude:.3f}" if place.latitude is not None else "no coordinates"
    told = (place.name, place.admin1, place.country, point)
    return ", ".join(dict.fromkeys(part for part in told if part))


def _place_rule(place: Place) -> str:
    if place.gazetteer_id:
        return f"gazetteer: {place.gazetteer_id}, {place.precision or 'region'}"
    return "in no gazetteer: placed by the text around it"


def _words(name: str) -> str:
    return name.replace("_", " ")
