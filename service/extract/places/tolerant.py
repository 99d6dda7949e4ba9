"""Names that no gazetteer spells so: matched by their consonants, or known to be places by the words before them."""

from collections import Counter
from collections.abc import Iterable

from service.extract.places.candidates import Span, make_span
from service.extract.places.folding import fold, skeleton, skeleton_hash
from service.extract.places.gazetteer import Entry, Kind
from service.extract.places.knowledge import PlaceKnowledge
from service.extract.places.tokens import Tokens, is_joined

MAX_WORDS = 4
MIN_MENTIONS = 2  # of a country before its places are matched tolerantly
SURE_SKELETON = 6  # letters; a shorter one must also agree in length and opening
LENGTH_RATIO = 1.6  # of the longer spelling to the shorter one
NO_ROLES: frozenset[str] = frozenset()


def with_tolerant(spans: list[Span], tokens: Tokens, knowledge: PlaceKnowledge) -> list[Span]:
    """`spans` and the unknown names that stand where places stand, with the places their consonants may mean."""
    taken = {number for span in spans for number in range(span.first, span.last)}
    ends = {span.last for span in spans}
    found: list[tuple[int, int, bool]] = []
    number = 0
    while number < len(tokens):
        led = _leader(tokens, number, ends, knowledge) if number not in taken else ""
        last = _run_end(tokens, number, taken, knowledge) if led else number
        if last > number:
            found.append((number, last, led == "introduced"))
            ends.add(last)
        number = max(last, number + 1)
    matches = _match(tokens, found, _countries(spans), knowledge)
    return sorted([*spans, *matches], key=lambda span: (span.first, -span.last))


def _leader(tokens: Tokens, number: int, ends: set[int], knowledge: PlaceKnowledge) -> str:
    """How a place is announced at word `number`: "introduced" ("the village of"), "locative" ("in"), or not ("")."""
    opens = tokens.is_name_like(number) or _is_article(tokens, number, knowledge)
    if not opens or not number or tokens.folded[number] in knowledge.grammar_words:
        return ""
    gap, roles = tokens.gaps[number - 1], knowledge.roles.get(tokens.folded[number - 1], NO_ROLES)
    if gap.startswith(",") or ("and" in roles and gap == " "):
        before = number if gap.startswith(",") else number - 1
        return "locative" if before in ends else ""
    if gap != " ":
        return ""
    if "of" in roles and number > 1 and "introduces" in knowledge.roles.get(tokens.folded[number - 2], NO_ROLES):
        return "introduced"
    return "locative" if roles & {"locative", "introduces"} or ("direction" in roles and number > 1) else ""


def _is_article(tokens: Tokens, number: int, knowledge: PlaceKnowledge) -> bool:
    roles = knowledge.roles.get(tokens.folded[number], NO_ROLES)
    return "article" in roles and tokens.gaps[number] == "-" and _capital(tokens, number + 1)


def _capital(tokens: Tokens, number: int) -> bool:
    return number < len(tokens) and tokens.is_name_like(number)


def _run_end(tokens: Tokens, first: int, taken: set[int], knowledge: PlaceKnowledge) -> int:
    """The word after the last of the name that begins at `first`."""
    last = first + 1
    while last < min(first + MAX_WORDS, len(tokens)) and last not in taken and is_joined(tokens, last - 1):
        joined = tokens.is_name_like(last) or _is_article(tokens, last, knowledge)
        if not joined or tokens.folded[last] in knowledge.grammar_words:
            break
        last += 1
    return last


def _countries(spans: Iterable[Span]) -> frozenset[str]:
    """The countries that the known names speak of often enough."""
    counts: Counter[str] = Counter()
    for span in spans:
        kinds = {entry.country for entry in span.entries if entry.kind in (Kind.COUNTRY, Kind.DEMONYM, Kind.ADMIN1)}
        if len(kinds) == 1:
            counts[kinds.pop()] += 1
    return frozenset(country for country, count in counts.items() if count >= MIN_MENTIONS)


def _match(
    tokens: Tokens, found: list[tuple[int, int, bool]], countries: frozenset[str], knowledge: PlaceKnowledge
) -> list[Span]:
    options = [(first, stop, last, sure) for first, last, sure in found for stop in range(last, first, -1)]
    bones = [skeleton(" ".join(tokens.folded[first:stop])) for first, stop, _, _ in options]
    places = knowledge.gazetteer.lookup([skeleton_hash(bone) for bone in bones])
    best: dict[int, Span] = {}
    for (first, stop, last, sure), bone, entries in zip(options, bones, places, strict=True):
        name = " ".join(tokens.folded[first:stop])
        fitting = [entry for entry in entries if bone and entry.country in countries and _agrees(name, bone, entry, knowledge)]
        if fitting and first not in best:
            best[first] = make_span(tokens, first, stop, fitting, "tolerant")
        elif sure and stop == first + 1 and first not in best:
            best[first] = make_span(tokens, first, last, [], "introduced")
    return list(best.values())


def _agrees(name: str, bone: str, entry: Entry, knowledge: PlaceKnowledge) -> bool:
    """Whether a spelling is near enough to the entry's main name; a long skeleton is proof by itself."""
    if len(bone) >= SURE_SKELETON:
        return True
    other = fold(knowledge.name_of(entry.row) or "")
    lengths = sorted((len(name), max(len(other), 1)))
    return lengths[1] <= LENGTH_RATIO * lengths[0]
