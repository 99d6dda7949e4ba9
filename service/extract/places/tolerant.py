"""Names that no gazetteer spells so: matched by their consonants, or known to be places by the words beside them."""

from collections import Counter
from dataclasses import dataclass
from difflib import SequenceMatcher

from service.extract.places.candidates import Span, make_span
from service.extract.places.folding import fold, skeleton, skeleton_hash
from service.extract.places.gazetteer import Entry, Kind
from service.extract.places.knowledge import PlaceKnowledge
from service.extract.places.tokens import Tokens, is_joined

MAX_WORDS = 4
MIN_MENTIONS = 2  # of a country before its places are matched tolerantly; one of the only country is enough
SURE_SKELETON = 5  # letters; a shorter one counts only in the countries named most, and spelt alike
MIN_LIKENESS = 0.7  # share of matching letters of a short name and a place's main name
LIKENESS_SLACK = 0.1  # below the best candidate's
MAX_COMPARED = 20  # candidates of one name
FIRM_KINDS = (Kind.COUNTRY, Kind.DEMONYM, Kind.REGION, Kind.ADMIN1)
FIRM_POPULATION = 10_000  # people; a single word is a known name when so large a place of a named country bears it
PLACE_WORDS = frozenset({"admin", "settlement", "site", "division", "facility"})
NO_ROLES: frozenset[str] = frozenset()


@dataclass(slots=True)
class _Text:
    """The words of the text with what the known names say about it."""

    tokens: Tokens
    knowledge: PlaceKnowledge
    taken: set[int]  # words of names that are known for sure
    announced: dict[int, str]  # word after a place -> how the place was announced
    countries: Counter[str]

    def roles(self, number: int) -> frozenset[str]:
        return self.knowledge.roles.get(self.tokens.folded[number], NO_ROLES) if number < len(self.tokens) else NO_ROLES

    def is_capital(self, number: int) -> bool:
        return number < len(self.tokens) and self.tokens.is_name_like(number)

    def is_article(self, number: int) -> bool:
        """An Arabic article joined to the capital after it: al-Bab."""
        joined = number < len(self.tokens) and self.tokens.gaps[number] in ("-", " ") and self.is_capital(number + 1)
        return (
            joined and "article" in self.roles(number) and (self.tokens.gaps[number] == "-" or self.is_capital(number))
        )


def with_tolerant(spans: list[Span], tokens: Tokens, knowledge: PlaceKnowledge) -> list[Span]:
    """`spans` and the unknown names that stand where places stand, with the places their consonants may mean.

    They may overlap a span whose only places lie in countries that the text does not speak of.
    """
    countries = _countries(spans)
    firm = [span for span in spans if _is_firm(span, countries)]
    taken = {number for span in firm for number in range(span.first, span.last)}
    text = _Text(tokens, knowledge, taken, {}, countries)
    text.announced = {span.last: _leader(text, span.first, span.last) or "locative" for span in spans}
    matches = _match(text, _runs(text))
    known = {(span.first, span.last) for span in matches if span.entries}
    kept = [span for span in spans if (span.first, span.last) not in known]
    return sorted([*kept, *matches], key=lambda span: (span.first, -span.last))


def _countries(spans: list[Span]) -> Counter[str]:
    """How often the names speak of each country beyond doubt."""
    counts: Counter[str] = Counter()
    for span in spans:
        certain = {entry.country for entry in span.entries if entry.kind in FIRM_KINDS}
        if len(certain) == 1:
            counts[certain.pop()] += 1
    return counts


def _is_firm(span: Span, countries: Counter[str]) -> bool:
    if span.last - span.first > 1:
        return any(entry.kind in FIRM_KINDS or countries[entry.country] for entry in span.entries)
    return any(
        entry.kind in FIRM_KINDS
        or (entry.kind == Kind.SETTLEMENT and entry.population >= FIRM_POPULATION and countries[entry.country])
        for entry in span.entries
    )


def _runs(text: _Text) -> list[tuple[int, int, str]]:
    """(first word, word after the last, how announced) of each unknown name in a place's position."""
    found = []
    number = 0
    capital = [*text.tokens.capital, False]
    while number < len(text.tokens):
        if not capital[number] and not capital[number + 1]:  # neither a name nor an article before one
            number += 1
            continue
        last = _run_end(text, number)
        if last > number and (led := _leader(text, number, last)):
            found.append((number, last, led))
            text.announced[last] = led
        number = max(last, number + 1)
    return found


def _run_end(text: _Text, first: int) -> int:
    """The word after the last of the unknown name that begins at `first`; `first` when none does."""
    last = first
    while last < min(first + MAX_WORDS, len(text.tokens)) and last not in text.taken:
        article = text.is_article(last)
        if not (article or text.is_capital(last)) or (last > first and not is_joined(text.tokens, last - 1)):
            break
        if not article and (text.tokens.folded[last] in text.knowledge.grammar_words or text.roles(last) & PLACE_WORDS):
            break
        last += 1
    return last


def _leader(text: _Text, first: int, last: int) -> str:
    """How a place is announced: "introduced" ("the village of"), "locative" ("in", a list, "… region"), or not ("")."""
    if last < len(text.tokens) and text.tokens.gaps[last - 1] == " ":
        if "follows" in text.roles(last) and not text.is_capital(last):
            return "introduced"  # Gumiapal village
        if text.roles(last) & PLACE_WORDS:
            return "locative"
    gap = text.tokens.gaps[first - 1] if first else ""
    if gap.startswith(","):
        return text.announced.get(first, "")
    return _announced_by_word(text, first) if gap == " " else ""


def _announced_by_word(text: _Text, first: int) -> str:
    roles = text.roles(first - 1)
    if "and" in roles:
        return text.announced.get(first - 1, "")
    if first > 1 and "of" in roles and "introduces" in text.roles(first - 2):
        return "introduced"
    if text.tokens.folded[max(first - 2, 0) : first] == ["such", "as"]:
        return "introduced" if first > 2 and "introduces" in text.roles(first - 3) else "locative"
    return "locative" if roles & {"locative", "introduces", "direction", "assails"} else ""


def _match(text: _Text, runs: list[tuple[int, int, str]]) -> list[Span]:
    """The runs whose consonants fit a place, and those announced as a village or town."""
    options = [(first, stop, last, led) for first, last, led in runs for stop in range(last, first, -1)]
    names = [" ".join(text.tokens.folded[first:stop]) for first, stop, _, _ in options]
    bones = {name: skeleton(name) for name in dict.fromkeys(names)}
    places = dict(
        zip(bones, text.knowledge.gazetteer.lookup([skeleton_hash(bone) for bone in bones.values()]), strict=True)
    )
    best: dict[int, Span] = {}
    for (first, stop, last, led), name in zip(options, names, strict=True):
        if first in best:
            continue
        bone, entries = bones[name], places[name]
        fitting = _fitting(text, name, bone, entries) if bone and not _is_common(name, text.knowledge) else []
        if fitting:
            best[first] = make_span(text.tokens, first, stop, fitting, "tolerant")
        elif led == "introduced" and stop == first + 1:
            best[first] = make_span(text.tokens, first, last, [], "introduced")
    return list(best.values())


def _is_common(name: str, knowledge: PlaceKnowledge) -> bool:
    """Whether a name has another sense than a place's: a person's, a people's, a word's."""
    lists = (knowledge.given_names, knowledge.surnames, knowledge.non_place_words, knowledge.never_places)
    return name in knowledge.names or any(name in words for words in lists)


def _fitting(text: _Text, name: str, bone: str, entries: list[Entry]) -> list[Entry]:
    """The places of the same consonants that the text may mean: those spelt most alike."""
    main = max(text.countries.values(), default=0)
    least = min(MIN_MENTIONS, main) if len(bone) >= SURE_SKELETON else max(MIN_MENTIONS, main / 2)
    spoken = [entry for entry in entries if text.countries[entry.country] >= max(least, 1)][:MAX_COMPARED]
    likeness = [_likeness(name, fold(text.knowledge.name_of(entry.row) or "")) for entry in spoken]
    enough = max(MIN_LIKENESS if len(bone) < SURE_SKELETON else 0.0, max(likeness, default=0.0) - LIKENESS_SLACK)
    return [entry for entry, like in zip(spoken, likeness, strict=True) if like >= enough]


def _likeness(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other, autojunk=False).ratio()
