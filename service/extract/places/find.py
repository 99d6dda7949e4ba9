"""find_places: every toponym of a text, resolved."""

from dataclasses import dataclass

from service.extract.places.candidates import Span, find_spans
from service.extract.places.gazetteer import Entry, Kind
from service.extract.places.knowledge import PlaceKnowledge
from service.extract.places.resolve import Support, resolve
from service.extract.places.tokens import Tokens, tokenize
from service.models.mention import Place, PlacePrecision

PRECISION = {
    Kind.SETTLEMENT: PlacePrecision.SETTLEMENT,
    Kind.ADMIN1: PlacePrecision.ADMIN1,
    Kind.ADMIN2: PlacePrecision.ADMIN2,
    Kind.COUNTRY: PlacePrecision.COUNTRY,
    Kind.DEMONYM: PlacePrecision.COUNTRY,
    Kind.REGION: None,
    Kind.NATURAL: None,
}


@dataclass(frozen=True, slots=True)
class PlaceHints:
    """What is known of the article beside its text: who published it, its title, its language (BCP 47)."""

    outlet: str | None = None
    title: str | None = None
    language: str | None = None


def find_places(text: str, knowledge: PlaceKnowledge, hints: PlaceHints) -> tuple[Place, ...]:
    """Every toponym of `text` in text order; text[place.start:place.end] == place.text."""
    tokens = tokenize(text)
    spans = [span for span in find_spans(tokens, knowledge) if _is_place(span, tokens, knowledge)]
    chosen = resolve(spans, tokens, knowledge, Support())
    return tuple(_place(span, entry, text, knowledge) for span, entry in zip(spans, chosen, strict=True))


def _is_place(span: Span, tokens: Tokens, knowledge: PlaceKnowledge) -> bool:
    if span.last - span.first > 1 or any(
        entry.kind in (Kind.COUNTRY, Kind.DEMONYM, Kind.REGION) for entry in span.entries
    ):
        return True
    word = span.key
    if word in knowledge.grammar_words or word in knowledge.dictionary_words or word in knowledge.non_place_words:
        return False
    before = tokens.folded[span.first - 1] if span.first else ""
    if word in knowledge.given_names or before in knowledge.given_names:
        return False
    return "title" not in knowledge.roles.get(before, ())


def _place(span: Span, entry: Entry, text: str, knowledge: PlaceKnowledge) -> Place:
    country = knowledge.countries.get(entry.country)
    admin1 = entry.row if entry.kind == Kind.ADMIN1 else entry.admin1
    admin2 = entry.row if entry.kind == Kind.ADMIN2 else entry.admin2
    return Place(
        name=knowledge.name_of(entry.row),
        text=text[span.start : span.end],
        start=span.start,
        end=span.end,
        country=country.alpha3 if country else None,
        admin1=knowledge.name_of(admin1),
        admin2=knowledge.name_of(admin2),
        latitude=entry.latitude,
        longitude=entry.longitude,
        gazetteer_id=knowledge.identifier_of(entry.row),
        precision=PRECISION[Kind(entry.kind)],
    )
