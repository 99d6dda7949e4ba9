"""What an outlet's name or domain says of where it appears: its country, and the town or state it is named after."""

from dataclasses import dataclass

from service.extract.places.folding import fold, key_hash
from service.extract.places.gazetteer import Entry, Kind
from service.extract.places.knowledge import PlaceKnowledge

GENERIC_ENDINGS = ("COM", "ORG", "NET")  # domains of no country
SECOND_LEVEL = frozenset({"co", "com", "org", "net", "gov", "ac", "edu"})  # before a country's ending: co.uk
MIN_NAME = 5  # letters of a town's name that is cut out of a domain
STATE_LETTERS = (2, 4)  # of a state's abbreviation in a domain: wv, mass; "man" is a word
MAX_LETTERS = 40  # of a domain's label that is read; bounds the time
HOME_KINDS = (Kind.SETTLEMENT, Kind.ADMIN1)
MIN_PEOPLE = 1_000  # of a town that has an outlet


@dataclass(frozen=True, slots=True)
class Outlet:
    """What is known of an outlet: its country (alpha-3), its letters, whether its ending is of no country, its home."""

    country: str | None
    domain: str
    is_generic: bool
    home: tuple[Entry, ...] = ()  # the places it may be named after


def read_outlet(name: str | None, language: str | None, knowledge: PlaceKnowledge) -> Outlet:
    """The outlet of that name or domain; its country by the domain, else the region of its language (BCP 47)."""
    domain = (name or "").strip().casefold()
    code = domain.rpartition(".")[2].upper() if "." in domain else ""
    _, _, region = (language or "").partition("-")
    country = knowledge.alpha3.get("GB" if code == "UK" else code) or knowledge.alpha3.get(region.upper())
    home = [place for place in _home(domain, knowledge) if country in (None, place.country)]
    return Outlet(country, domain, code in GENERIC_ENDINGS, tuple(home))


def _home(name: str, knowledge: PlaceKnowledge) -> tuple[Entry, ...]:
    """The places that what is left of the name may mean when words such as "daily" and "news" are taken off."""
    for label in _labels(name):
        rest = _bare(label[:MAX_LETTERS], knowledge.outlet_words)
        if rest is None or rest in knowledge.grammar_words:
            continue
        states = _states(rest, knowledge)
        if states:
            return states
        if len(rest) >= MIN_NAME and rest not in knowledge.dictionary_words:
            spellings = [rest, *(f"{rest[:cut]} {rest[cut:]}" for cut in range(2, len(rest) - 2) if " " not in rest)]
            found = knowledge.gazetteer.lookup([key_hash(spelling) for spelling in spellings])
            homes = [e for entries in found for e in entries if e.kind in HOME_KINDS and e.population >= MIN_PEOPLE]
            if homes:
                return tuple(dict.fromkeys(entry for entry in homes if not entry.alternate))
    return ()


def _labels(name: str) -> list[str]:
    """The parts of a domain that may hold a name, or the words of an outlet's name as one."""
    if " " in name or "." not in name:
        return [fold(name)]
    labels = name.removeprefix("www.").split(".")[:-1]
    return [fold(label) for label in labels if label not in SECOND_LEVEL]


def _bare(label: str, words: frozenset[str]) -> str | None:
    """`label` without the outlet words at its ends; None when it has none or is made of them."""
    rest = label
    while rest:
        ending = next((rest[cut:] for cut in range(len(rest)) if rest[cut:].strip() in words), "")
        opening = next((rest[:cut] for cut in range(len(rest), 0, -1) if rest[:cut].strip() in words), "")
        if not (ending or opening):
            break
        rest = rest[: len(rest) - len(ending)] if ending else rest[len(opening) :]
    return rest.strip() if rest.strip() and rest != label else None


def _states(rest: str, knowledge: PlaceKnowledge) -> tuple[Entry, ...]:
    """The states of that abbreviation: the Gazette of WV."""
    if len(rest) not in STATE_LETTERS:
        return ()
    return knowledge.abbreviations.get(rest.upper() if len(rest) == STATE_LETTERS[0] else rest.title(), ())
