"""Which of the places of a name the text leaves room for."""

from collections import Counter
from dataclasses import dataclass

from service.extract.places.candidates import Span
from service.extract.places.context import Surroundings
from service.extract.places.gazetteer import NOWHERE, Entry, Kind, lies_in
from service.extract.places.outlet import Outlet

MIN_DOMAIN_LETTERS = 5  # of a name looked for in an outlet's domain
MIN_CUES = 2  # words that hint at a country before a capital's name may mean a place there
CAPITAL, CAPITAL_POPULATION = 4, 300_000  # seat and people of a capital that its bare name means
LARGE_TOWN = 100_000  # people; "Boston, Maine and Vermont" is a list, and a larger town is known without its state
MAX_MENTIONS = 20  # of one name whose neighbours are read; bounds the time on hostile text


@dataclass(slots=True)
class Context:
    """What the article says around one name."""

    name: str
    above: list[Entry]  # what the names after a comma may stand for
    admin_word: bool
    settlement_word: bool
    outlet: Outlet
    in_domain: bool  # the name is part of the outlet's domain
    cues: Counter[str]
    preferred: int | None  # row of the usual sense
    named: Counter[str]  # alpha-3 of the countries named beside this name, demonyms too
    main_country: str | None  # the one named most


def context_of(name: str, group: list[Span], around: Surroundings, outlet: Outlet) -> Context:
    """What the article says around the spans of one name."""
    above: list[Entry] = []
    words: set[str] = set()
    for span in group[:MAX_MENTIONS]:
        upper = around.upper_of(span)
        if upper is not None:
            above += upper.entries
        if around.gap(span.last - 1) == " ":
            words |= around.roles(span.last)
        if "of" in around.roles(span.first - 1):
            words |= around.roles(span.first - 2)
    entries = group[0].entries if group else []
    own = {entry.country for entry in entries if entry.kind in (Kind.COUNTRY, Kind.DEMONYM)}
    named = Counter({country: count for country, count in around.countries.items() if country not in own})
    usual = around.knowledge.preferred.get(name)
    preferred = [entry.row for entry in entries if usual and around.knowledge.identifier_of(entry.row) == usual]
    return Context(
        name=name,
        above=above,
        admin_word="admin" in words,
        settlement_word="settlement" in words,
        outlet=outlet,
        in_domain=len(name) >= MIN_DOMAIN_LETTERS and name.replace(" ", "") in outlet.domain,
        cues=around.cues,
        preferred=preferred[0] if preferred else None,
        named=named,
        main_country=max(named, key=lambda country: named[country]) if named else None,
    )


def plausible(entries: list[Entry], context: Context) -> list[Entry]:
    """`entries` as far as the text lets them: "Lebanon, Tenn." lies in Tennessee, a bare "Turkey" is the country."""
    kinds = {entry.kind for entry in entries}
    if not context.admin_word:
        entries = [entry for entry in entries if not (entry.kind == Kind.ADMIN2 and _is_meant_less(entry, entries))]
    waters = [entry for entry in entries if entry.kind == Kind.NATURAL and not entry.country]
    if waters and not context.admin_word and Kind.COUNTRY not in kinds and " " in context.name:
        return waters  # the Red Sea is no governorate
    if Kind.COUNTRY in kinds:
        states = [upper for upper in context.above if upper.kind == Kind.ADMIN1]
        inside = [entry for entry in entries if any(lies_in(entry, upper) for upper in states)]
        if inside or context.settlement_word or context.in_domain:
            return inside or entries
        if all(_plays_elsewhere(entry.country, context) for entry in entries if entry.kind == Kind.COUNTRY):
            return entries
        return _countries_and_states(entries, context)
    uppers = [upper for upper in context.above if upper.kind == Kind.COUNTRY or Kind.ADMIN1 not in kinds]
    inside = [entry for entry in entries if any(lies_in(entry, upper) for upper in uppers)]
    if not inside and _is_elsewhere(entries, context):
        return []
    return inside or _with_capital(entries, context)


def _countries_and_states(entries: list[Entry], context: Context) -> list[Entry]:
    """Those of `entries`; a country's own state of its name (Mexico) counts only where the text says it is one."""
    countries = {entry.country for entry in entries if entry.kind == Kind.COUNTRY and not context.admin_word}
    return [
        entry
        for entry in entries
        if entry.kind in (Kind.COUNTRY, Kind.DEMONYM) or (entry.kind == Kind.ADMIN1 and entry.country not in countries)
    ]


def _is_elsewhere(entries: list[Entry], context: Context) -> bool:
    """Whether towns alone bear the name, small ones, and the text puts it into a state that none of them lies in."""
    towns = all(entry.kind == Kind.SETTLEMENT and entry.population < LARGE_TOWN for entry in entries)
    return towns and any(upper.kind == Kind.ADMIN1 and not upper.alternate for upper in context.above)


def _with_capital(entries: list[Entry], context: Context) -> list[Entry]:
    """`entries`, or those of its country alone when the largest of them is a capital and nothing says otherwise.

    "Lima" is not in Ohio for want of Peru's name, nor "San Salvador" a district of the Bahamas.
    """
    capital = capital_of(entries)
    if capital is None or context.in_domain or _plays_elsewhere(capital.country, context):
        return entries
    return [entry for entry in entries if entry.country in (capital.country, context.outlet.country)]


def capital_of(entries: list[Entry]) -> Entry | None:
    """The largest town among `entries` when it is a large capital."""
    towns = [entry for entry in entries if entry.kind == Kind.SETTLEMENT]
    largest = max(towns, key=lambda entry: entry.population, default=None)
    is_capital = largest and largest.seat >= CAPITAL and largest.population >= CAPITAL_POPULATION
    return largest if is_capital else None


def _plays_elsewhere(country: str, context: Context) -> bool:
    """Whether the article is local news of another country: its words hint at it, and it names no other more."""
    if country in context.named or context.cues.total() - context.cues[country] < MIN_CUES:
        return False
    hinted = max(context.cues, key=lambda code: context.cues[code])
    return hinted != country and context.main_country in (None, hinted)


def _is_meant_less(unit: Entry, entries: list[Entry]) -> bool:
    """Whether a second-level unit's bare name means its seat, or (short for "Texas County") the state of that name."""
    return any(
        (entry.kind == Kind.SETTLEMENT and entry.admin1 == unit.admin1 != NOWHERE)
        or (entry.kind == Kind.ADMIN1 and unit.alternate and not entry.alternate)
        for entry in entries
    )
