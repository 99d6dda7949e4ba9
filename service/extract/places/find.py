"""find_places: every toponym of a text, resolved."""

from dataclasses import dataclass, replace

from service.extract.places.accept import accept
from service.extract.places.candidates import Span, find_spans
from service.extract.places.compounds import with_compounds
from service.extract.places.context import survey
from service.extract.places.fallback import Container, containing_places, main_country
from service.extract.places.gazetteer import Entry, Kind
from service.extract.places.knowledge import PlaceKnowledge
from service.extract.places.outlet import read_outlet
from service.extract.places.resolve import resolve
from service.extract.places.tokens import tokenize
from service.extract.places.tolerant import with_tolerant
from service.models.mention import Place, PlacePrecision

PRECISION = {
    Kind.SETTLEMENT: PlacePrecision.SETTLEMENT,
    Kind.ADMIN1: PlacePrecision.ADMIN1,
    Kind.ADMIN2: PlacePrecision.ADMIN2,
    Kind.COUNTRY: PlacePrecision.COUNTRY,
    Kind.DEMONYM: PlacePrecision.COUNTRY,
    Kind.REGION: None,
    Kind.NATURAL: None,
    Kind.LANDMARK: PlacePrecision.POINT,
}
SHORT_TEXT = 600  # characters; the places of a shorter text are read together with its title
TITLE_END = ".\n\n"


@dataclass(frozen=True, slots=True)
class PlaceHints:
    """What is known of the article beside its text: who published it, its title, its language (BCP 47)."""

    outlet: str | None = None
    title: str | None = None
    language: str | None = None


def find_places(text: str, knowledge: PlaceKnowledge, hints: PlaceHints) -> tuple[Place, ...]:
    """Every toponym of `text` (its first 30,000 words) in text order; text[place.start:place.end] == place.text.

    A place that is in no gazetteer has the point of the place it is said to lie in, else of the local place named last
    before it, else no coordinates.
    """
    title = (hints.title or "").strip()
    if title and len(text) < SHORT_TEXT and not text.startswith(title):
        return _with_title(title, text, knowledge, hints)
    tokens = tokenize(text)
    spans = with_tolerant(find_spans(tokens, knowledge), tokens, knowledge)
    spans = with_compounds(spans, tokens, knowledge)
    around = survey(tokens, spans, knowledge)
    accepted = accept(spans, around)
    chosen = resolve(accepted, around, read_outlet(hints.outlet, hints.language, knowledge))
    containing = containing_places(accepted, chosen, text, knowledge)
    country = main_country(accepted, chosen)
    return tuple(
        resolved_place(span, chosen[span.key], text, knowledge)
        if span.key in chosen
        else unlisted_place(span, containing.get(number), country, text, knowledge)
        for number, span in enumerate(accepted)
    )


def _with_title(title: str, text: str, knowledge: PlaceKnowledge, hints: PlaceHints) -> tuple[Place, ...]:
    """The places of a short text, read after its title: a few lines alone say too little of where they are."""
    shift = len(title) + len(TITLE_END)
    found = find_places(title + TITLE_END + text, knowledge, replace(hints, title=None))
    return tuple(
        place.model_copy(update={"start": place.start - shift, "end": place.end - shift})
        for place in found
        if place.start is not None and place.end is not None and place.start >= shift
    )


def resolved_place(span: Span, entry: Entry, text: str, knowledge: PlaceKnowledge) -> Place:
    """The record of a name and the place it means."""
    written = text[span.start : span.end]
    country = knowledge.countries.get(entry.country)
    return Place(
        name=knowledge.name_of(entry.row),
        text=written,
        start=span.start,
        end=span.end,
        country=country.alpha3 if country else None,
        admin1=knowledge.name_of(entry.row if entry.kind == Kind.ADMIN1 else entry.admin1),
        admin2=knowledge.name_of(entry.row if entry.kind == Kind.ADMIN2 else entry.admin2),
        latitude=entry.latitude,
        longitude=entry.longitude,
        gazetteer_id=knowledge.identifier_of(entry.row),
        precision=PRECISION[Kind(entry.kind)],
    )


def unlisted_place(
    span: Span, containing: Container | None, country: str | None, text: str, knowledge: PlaceKnowledge
) -> Place:
    """The record of a place that no gazetteer holds: with the point of the place it lies in or near, if one is known.

    Its precision is that of the place it lies in, and unknown when it is only somewhere near.
    """
    written = text[span.start : span.end]
    if containing is None:
        return Place(name=written, text=written, start=span.start, end=span.end, country=country)
    around = resolved_place(span, containing.entry, text, knowledge)
    update = {"name": written, "gazetteer_id": None}
    if not containing.inside:
        update |= {"admin2": None, "precision": None}
    return around.model_copy(update=update)
