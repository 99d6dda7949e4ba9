"""Loads what extraction knows; with actors/, places/ and dates/ the only reader of files in this package."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from service.extract.actors.knowledge import ACTORS, load_actor_knowledge
from service.extract.actors.parties import ActorKnowledge
from service.extract.casualties.cues import Cue, Effect
from service.extract.casualties.people import PeopleKnowledge, PersonNoun, Side
from service.extract.claims import ClaimKnowledge
from service.extract.dates import DateKnowledge, load_date_knowledge
from service.extract.events.filters import Doubt
from service.extract.events.kinds import CodeBooks, Combination, Kind
from service.extract.events.triggers import NAME_CLASS, Trigger, TriggerKnowledge
from service.extract.own_lexicons import OwnLexicons, Vocabulary, own_lexicons_of
from service.extract.own_rows import Row
from service.extract.places.knowledge import PlaceKnowledge, load_place_knowledge
from service.extract.places.user_gazetteer import with_csv_places, with_geonames_dump
from service.extract.reading.inflection import Form, Verb, noun_forms, plural, verb_forms
from service.extract.reading.numbers import Bound, NumberKnowledge, NumberWord
from service.extract.reading.phrases import PhraseIndex, index_of
from service.extract.reading.tokens import fold, word_set
from service.lexicons.loading import read_operators_folder, read_table, read_words
from service.models.mention import Modality, Quad

EVENTS = "events/"
BETWEEN = "|"


@dataclass(frozen=True)
class EventKnowledge:
    """What the words of events mean."""

    kinds: dict[str, Kind]
    books: CodeBooks
    triggers: TriggerKnowledge
    doubts: PhraseIndex[Doubt]
    people: PeopleKnowledge
    cues: PhraseIndex[Cue]
    claims: ClaimKnowledge
    support_verbs: frozenset[str]
    materiel: PhraseIndex[str]
    combinations: tuple[Combination, ...]
    confidence: dict[str, float]
    manner: dict[str, frozenset[str]]
    toll_weights: dict[str, float]
    toll_words: dict[str, str]


@dataclass(frozen=True)
class ExtractionKnowledge:
    """Everything that extraction consults. Immutable. edition: a digest of a user's lexicons, empty without them."""

    events: EventKnowledge
    actors: ActorKnowledge
    places: PlaceKnowledge
    dates: DateKnowledge
    edition: str = ""


def load_extraction_knowledge(lexicons: Path | None = None) -> ExtractionKnowledge:
    """The knowledge that ships with the package, and before it what a user's folder of lexicons holds.

    Raises BadLexicon for a file of that folder that is not what it should be.
    """
    places = load_place_knowledge()
    own = own_lexicons_of(read_operators_folder(lexicons), _vocabulary(places)) if lexicons else OwnLexicons()
    places = with_geonames_dump(with_csv_places(places, own.places), own.geonames)
    return ExtractionKnowledge(
        load_event_knowledge(own), load_actor_knowledge(own), places, load_date_knowledge(), own.edition
    )


def _vocabulary(places: PlaceKnowledge) -> Vocabulary:
    return Vocabulary(
        sectors=frozenset(row["sector"] for row in read_table(ACTORS + "sectors.tsv")),
        countries=places.countries.keys(),
        kinds=frozenset(row["kind"] for row in read_table(EVENTS + "kinds.tsv")),
        classes=frozenset((*(row["class"] for row in read_table(EVENTS + "classes.tsv")), NAME_CLASS)),
    )


def load_event_knowledge(own: OwnLexicons) -> EventKnowledge:
    """Events, casualties and claims."""
    irregular = {row["base"]: Verb(**row) for row in read_table(EVENTS + "irregular_verbs.tsv")}
    return EventKnowledge(
        kinds={row["kind"]: _kind(row) for row in read_table(EVENTS + "kinds.tsv")},
        books=CodeBooks(
            {row["sub_event"]: row["event_type"] for row in read_table(EVENTS + "codebooks.tsv")},
            {row["plover"]: Quad(row["quad"]) for row in read_table(EVENTS + "quads.tsv")},
        ),
        triggers=TriggerKnowledge(
            index_of(_triggers((*own.triggers, *read_table(EVENTS + "triggers.tsv")), irregular)),
            _classes(),
            frozenset(read_words(EVENTS + "homographs.txt")),
        ),
        doubts=index_of(
            (words, Doubt(row["kind"])) for row in read_table(EVENTS + "filters.tsv") for words in _listed(row["words"])
        ),
        people=PeopleKnowledge(index_of(_people()), load_numbers(), frozenset(read_words(ACTORS + "not_names.txt"))),
        cues=index_of(_cues(irregular)),
        claims=ClaimKnowledge(index_of(_claim_verbs(irregular)), index_of(_claimants())),
        materiel=index_of(_materiel()),
        combinations=tuple(
            Combination(row["with"], row["absorbs"], row["becomes"] or "", row["unless"] or "")
            for row in read_table(EVENTS + "combinations.tsv")
        ),
        manner={row["manner"]: frozenset(_listed(row["words"])) for row in read_table(EVENTS + "manner.tsv")},
        confidence=_weights("confidence.tsv"),
        toll_weights=_weights("toll_weights.tsv"),
        toll_words={
            word: row["class"] for row in read_table(EVENTS + "toll_words.tsv") for word in _listed(row["words"])
        },
        support_verbs=frozenset(
            form.split()[0]
            for verb in read_words(EVENTS + "support_verbs.txt")
            for form, _ in verb_forms(verb, irregular)
        ),
    )


def _weights(table: str) -> dict[str, float]:
    return {row["feature"]: float(row["weight"]) for row in read_table(EVENTS + table)}


def load_numbers() -> NumberKnowledge:
    """Number words and qualifiers."""
    words = {row["word"]: NumberWord(row["kind"], int(row["value"])) for row in read_table(EVENTS + "numbers.tsv")}
    qualifiers = index_of((row["words"], Bound(row["bound"])) for row in read_table(EVENTS + "qualifiers.tsv"))
    return NumberKnowledge(words, qualifiers)


def _listed(cell: str) -> list[str]:
    return [words for words in cell.split(BETWEEN) if words]


def _kind(row: dict[str, str]) -> Kind:
    empty = {name: value or None for name, value in row.items()}
    codes = (empty["mode"], empty["cameo"], empty["civilians"], empty["state"], empty["other"])
    return Kind(row["kind"], row["family"], int(row["rank"]), row["plover"], *codes)


def _forms(form: str, words: str, irregular: dict[str, Verb]) -> list[tuple[str, Form]]:
    if form == "verb":
        return verb_forms(words, irregular)
    if form == "noun":
        return [(word, Form.NOUN) for word in noun_forms(words)]
    return [(words, Form.WORD)]


def _triggers(rows: Iterable[Row], irregular: dict[str, Verb]) -> Iterator[tuple[str, Trigger]]:
    for row in rows:
        after, before = (tuple(_listed(row[column] or "")) for column in ("needs_after", "needs_before"))
        for words in _listed(row["phrases"]):
            for phrase, form in _forms(row["form"], words, irregular):
                yield phrase, Trigger(row["kind"], form, after, before)


def _classes() -> dict[str, frozenset[str]]:
    classes: dict[str, set[str]] = {}
    for row in read_table(EVENTS + "classes.tsv"):
        for words in _listed(row["words"]):
            for word in (words, plural(words)):
                classes.setdefault(fold(word), set()).add(row["class"])
    return {word: frozenset(names) for word, names in classes.items()}


def _people() -> Iterator[tuple[str, PersonNoun]]:
    for row in read_table(EVENTS + "people.tsv"):
        for word in _listed(row["words"]):
            is_plural = (
                bool(row["number"])
                or word in _PLURALS
                or word.endswith(("men", "children"))
                or (word.endswith("s") and len(word) > 4)
            )
            yield word, PersonNoun(Side(row["side"]), is_plural)
            if not is_plural:
                yield plural(word), PersonNoun(Side(row["side"]), is_plural=True)


_PLURALS = word_set(
    "people police personnel staff crew troops forces lives bodies babies women children men mujahideen opponents"
)


def _cues(irregular: dict[str, Verb]) -> Iterator[tuple[str, Cue]]:
    for row in read_table(EVENTS + "casualty_cues.tsv"):
        form = _CUE_FORMS.get(row["form"], "noun")
        for words in _listed(row["phrases"]):
            for phrase, inflected in _forms(form, words, irregular):
                yield phrase, Cue(Effect(row["effect"]), row["form"], inflected)


_CUE_FORMS = {
    "object": "verb",
    "self": "verb",
    "passive": "verb",
    "subject": "verb",
    "after": "verb",
    "state": "word",
    "loss": "verb",
}


def _claim_verbs(irregular: dict[str, Verb]) -> Iterator[tuple[str, Modality]]:
    for row in read_table(EVENTS + "claim_verbs.tsv"):
        for words in _listed(row["phrases"]):
            for phrase, form in _forms(row["form"], words, irregular):
                if form is not Form.BASE:
                    yield phrase, Modality(row["modality"])


def _claimants() -> Iterator[tuple[str, str]]:
    for row in read_table(EVENTS + "claimants.tsv"):
        for word in _listed(row["words"]):
            for form in noun_forms(word):
                yield form, word


def _materiel() -> Iterator[tuple[str, str]]:
    for row in read_table(EVENTS + "materiel.tsv"):
        for word in _listed(row["words"]):
            for form in noun_forms(word):
                yield form, row["type"]
