"""Names built around a generic word: streets and highways, rivers and lakes, counties, and parts of places."""

from collections.abc import Iterator

from service.extract.places.candidates import Span, make_span
from service.extract.places.gazetteer import Entry, Kind
from service.extract.places.knowledge import PlaceKnowledge
from service.extract.places.tokens import Tokens, is_joined

MAX_LEADING_WORDS = 4  # before a generic word
TAILS = ("street", "landform", "division", "facility")
NO_ROLES: frozenset[str] = frozenset()


def with_compounds(spans: list[Span], tokens: Tokens, knowledge: PlaceKnowledge) -> list[Span]:
    """`spans` and the compounds around them, which may overlap; a gazetteer name of the same words makes none."""
    known = {(span.first, span.last) for span in spans}
    inner = {span.first: span for span in spans}
    compounds = [span for span in _compounds(tokens, knowledge, inner) if (span.first, span.last) not in known]
    return sorted([*spans, *compounds], key=lambda span: (span.first, -span.last))


def _compounds(tokens: Tokens, knowledge: PlaceKnowledge, inner: dict[int, Span]) -> Iterator[Span]:
    for number in range(len(tokens)):
        roles = knowledge.roles.get(tokens.folded[number], NO_ROLES)
        if not roles or not tokens.is_name_like(number):
            continue
        span = _numbered_road(tokens, number, roles, knowledge) or _tailed(tokens, number, roles, knowledge, inner)
        span = span or _headed(tokens, number, roles, inner) or _part(tokens, number, roles, inner)
        if span is not None:
            yield span


def _numbered_road(tokens: Tokens, number: int, roles: frozenset[str], knowledge: PlaceKnowledge) -> Span | None:
    """Highway 10, County Road 43, Illinois Route 159."""
    after = number + 1
    if not roles & {"numbered", "street"} or after >= len(tokens) or tokens.gaps[number] != " ":
        return None
    if not tokens.words[after][0].isdigit():
        return None
    first = number
    if number and tokens.folded[number - 1] in ("county", "state", "us") and is_joined(tokens, number - 1):
        first -= 1
    if "numbered" not in roles and first == number:
        return None
    return make_span(tokens, first, after + 1, [], "street")


def _tailed(
    tokens: Tokens, number: int, roles: frozenset[str], knowledge: PlaceKnowledge, inner: dict[int, Span]
) -> Span | None:
    """Main Street, Neches River, Rapides Parish: capitalised words before a generic one."""
    form = next((tail for tail in TAILS if tail in roles), None)
    if form is None:
        return None
    first = number
    while first and number - first < MAX_LEADING_WORDS and _leads(tokens, first - 1, knowledge):
        first -= 1
    if first == number:
        return None
    span = make_span(tokens, first, number + 1, [], form)
    if form != "street" and first in inner:
        span.entries = _fitting(inner[first].entries, form)
    if "shortened" in roles and tokens.gaps[number][:1] == ".":
        span.end += 1  # St., Ave.
    return span


def _fitting(entries: list[Entry], form: str) -> list[Entry]:
    """The places of the leading name that suit the generic word; all of them when none does."""
    kinds = {"landform": (Kind.NATURAL,), "division": (Kind.ADMIN1, Kind.ADMIN2)}.get(form, ())
    return [entry for entry in entries if entry.kind in kinds] or entries


def _leads(tokens: Tokens, number: int, knowledge: PlaceKnowledge) -> bool:
    """Whether a word may stand before a generic word in one name."""
    word = tokens.words[number]
    if not (word[0].isupper() or (word[0].isdigit() and word[-1].isalpha())) or not is_joined(tokens, number):
        return False
    roles = knowledge.roles.get(tokens.folded[number], NO_ROLES)
    return tokens.folded[number] not in knowledge.grammar_words and not roles & {"the", "locative", "and", "speaks"}


def _headed(tokens: Tokens, number: int, roles: frozenset[str], inner: dict[int, Span]) -> Span | None:
    """Lake Opechee, Mount Hood, River Moy."""
    after = number + 1
    if "opens_landform" not in roles or after >= len(tokens) or not is_joined(tokens, number):
        return None
    if not tokens.is_name_like(after):
        return None
    last = inner[after].last if after in inner else after + 1
    return make_span(tokens, number, last, [], "headed")


def _part(tokens: Tokens, number: int, roles: frozenset[str], inner: dict[int, Span]) -> Span | None:
    """North London, Southern California: a capitalised direction before a known name."""
    after = number + 1
    if "direction" not in roles or after not in inner or tokens.gaps[number] != " ":
        return None
    return make_span(tokens, number, inner[after].last, inner[after].entries, "part")
