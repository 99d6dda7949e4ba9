"""What the words around a span say: the article's persons, and the features by which a span is taken for a place."""

import math
from collections import Counter
from dataclasses import dataclass

from service.extract.places.candidates import Span
from service.extract.places.gazetteer import Entry, Kind, lies_in
from service.extract.places.knowledge import PlaceKnowledge
from service.extract.places.tokens import Tokens

LARGEST_LOG_POPULATION = 7.5  # log10; scales the feature to 0..1
MIN_COUNTRY_MENTIONS = 2
GENERIC_ROLES = frozenset({"admin", "settlement", "division", "follows"})
ABBREVIATION = "abbreviation"  # the form of a span that is matched as written
WORD_LISTS = ("dictionary_words", "non_place_words", "grammar_words", "given_names", "surnames")
CERTAIN = ("span:country", "span:demonym", "span:region")  # what a word of the language seldom means by chance
UNITS = ("span:country", "span:admin1")
NO_ROLES: frozenset[str] = frozenset()
SENTENCE_ENDS = (".", "!", "?", "\n", ":", "“", '"', "”")


@dataclass(slots=True)
class Surroundings:
    """What is known of an article before its spans are judged."""

    tokens: Tokens
    knowledge: PlaceKnowledge
    persons: Counter[str]  # folded surnames and given names of the persons it names, with their number
    countries: Counter[str]  # alpha-3 codes that its unambiguous names support
    starts: dict[int, Span]  # spans by first word
    ends: dict[int, Span]  # spans by the word after their last
    occurrences: Counter[str]
    cues: Counter[str]  # alpha-3 codes that words such as "sheriff" hint at
    named: dict[int, dict[str, float]]  # features of what a name may mean, by id of its list, which its mentions share

    def roles(self, number: int) -> frozenset[str]:
        """The roles of word `number`; none outside the text."""
        if not 0 <= number < len(self.tokens):
            return NO_ROLES
        return self.knowledge.roles.get(self.tokens.folded[number], NO_ROLES)

    def upper_of(self, span: Span) -> Span | None:
        """The name that may say where this one lies: "Paris, Texas", "Jol village in Riyom LGA of Plateau State"."""
        last = span.last
        generic = self.gap(last - 1) == " " and not self.roles(last).isdisjoint(GENERIC_ROLES)
        if generic:
            last += 1
        gap = self.gap(last - 1)
        if gap[:1] == "," or gap == " (":
            return self.starts.get(last)
        links = ("in", "of") if generic else ("in",)
        is_linked = gap == " " and last < len(self.tokens) and self.tokens.folded[last] in links
        return self.starts.get(last + 1) if is_linked else None

    def gap(self, number: int) -> str:
        """The characters after word `number`; a line end outside the text."""
        return self.tokens.gaps[number] if 0 <= number < len(self.tokens) else "\n"


def survey(tokens: Tokens, spans: list[Span], knowledge: PlaceKnowledge) -> Surroundings:
    """The surroundings of `spans`."""
    countries: Counter[str] = Counter()
    for span in spans:
        certain = {entry.country for entry in span.entries if entry.kind in (Kind.COUNTRY, Kind.DEMONYM)}
        if len(certain) == 1:
            countries[certain.pop()] += 1
    shared = {id(span.entries): span.entries for span in spans}
    return Surroundings(
        tokens=tokens,
        knowledge=knowledge,
        persons=_persons(tokens, knowledge),
        countries=countries,
        starts={span.first: span for span in reversed(spans)},
        ends={span.last: span for span in reversed(spans)},
        occurrences=Counter(span.key for span in spans),
        cues=_cues(tokens, knowledge),
        named={identity: _features_of_entries(entries) for identity, entries in shared.items()},
    )


def _cues(tokens: Tokens, knowledge: PlaceKnowledge) -> Counter[str]:
    cues: Counter[str] = Counter()
    for word in tokens.folded:
        if (countries := knowledge.country_cues.get(word)) is not None:
            cues.update(countries)
    return cues


def _persons(tokens: Tokens, knowledge: PlaceKnowledge) -> Counter[str]:
    """Words that stand in a person's name: after a given name or a title."""
    persons: Counter[str] = Counter()
    for number in range(len(tokens) - 1):
        if not tokens.capital[number + 1] or tokens.gaps[number] not in (" ", ". "):
            continue
        word = tokens.folded[number]
        is_given = tokens.is_name_like(number) and word in knowledge.given_names and tokens.gaps[number] == " "
        is_initial = len(word) == 1 and tokens.gaps[number] == ". " and number and tokens.is_name_like(number)
        if is_given or is_initial or "title" in knowledge.roles.get(word, NO_ROLES):
            persons[tokens.folded[number + 1]] += 1
            if is_given:
                persons[word] += 1
    return persons


def span_features(span: Span, around: Surroundings) -> dict[str, float]:
    """Numeric features of a span, each about 0..1; absent means 0."""
    found = {"span:bias": 1.0}
    _name_features(span, around, found)
    _before_features(span, around, found)
    _after_features(span, around, found)
    _article_features(span, around, found)
    return found


def _log_population(entries: list[Entry]) -> float:
    largest = max((entry.population for entry in entries if entry.kind == Kind.SETTLEMENT), default=0)
    return math.log10(largest + 1) / LARGEST_LOG_POPULATION


def _features_of_entries(entries: list[Entry]) -> dict[str, float]:
    """What the places that a name may mean say, wherever it stands."""
    found = {f"span:{Kind(kind).name.lower()}": 1.0 for kind in {entry.kind for entry in entries}}
    found["span:population"] = _log_population(entries)
    found["span:seat"] = max((entry.seat for entry in entries), default=0) / 4
    found["span:main_name"] = float(any(not entry.alternate for entry in entries))
    found["span:many"] = min(len(entries), 30) / 30
    return found


def _name_features(span: Span, around: Surroundings, found: dict[str, float]) -> None:
    knowledge, named = around.knowledge, around.named[id(span.entries)]
    found.update(named)
    found[f"form:{span.form}"] = 1.0
    found[f"span:words_{min(span.last - span.first, 3)}"] = 1.0
    words = around.tokens.words[span.first : span.last]
    found["span:upper_case"] = float(len(words[0]) > 3 and all(word.isupper() for word in words))
    found["span:short"] = float(len(span.key) <= 4)
    if span.last - span.first == 1 and span.form != ABBREVIATION:
        certain = float(not named.keys().isdisjoint(CERTAIN))
        found["span:unusual"] = float(not any(span.key in getattr(knowledge, name) for name in WORD_LISTS))
        for name in WORD_LISTS:
            if span.key in getattr(knowledge, name):
                found[f"span:{name}"] = 1.0 - certain
                found[f"span:{name}_population"] = named["span:population"] * (1.0 - certain)


def _before_features(span: Span, around: Surroundings, found: dict[str, float]) -> None:
    tokens, number = around.tokens, span.first - 1
    gap = around.gap(number)
    if number < 0 or any(mark in gap for mark in SENTENCE_ENDS):
        is_abbreviation = number >= 0 and gap == ". " and tokens.is_name_like(number) and len(tokens.words[number]) <= 3
        found["before:initial" if is_abbreviation else "before:sentence_start"] = 1.0
        return
    roles = around.roles(number)
    upper = tokens.is_name_like(number)
    if gap.startswith(","):
        found["before:comma_place" if span.first in around.ends else "before:comma"] = 1.0
        if span.first in around.ends and _is_inside(around.ends[span.first], span, around):
            found["before:inside"] = 1.0
    elif gap in (" ", "-"):
        known = False
        for role in ("locative", "of", "the", "and", "title", "direction"):
            if role in roles:
                found[f"before:{role}"] = 1.0
                known = True
        if upper and not known:
            given = tokens.folded[number] in around.knowledge.given_names
            found["before:given_name" if given else "before:name"] = 1.0
        if gap == "-":
            found["before:article_name" if _ends_person(number, around) else "before:hyphen"] = 1.0
        if tokens.words[number].isdigit():
            found["before:number"] = 1.0
    else:
        found["before:other"] = 1.0


def _ends_person(number: int, around: Surroundings) -> bool:
    """Whether word `number` is an article inside a person's or group's name: Nouri al-Maliki."""
    before = number - 1
    follows_name = before >= 0 and around.gap(before) == " " and around.tokens.is_name_like(before)
    return follows_name and "article" in around.roles(number)


def _is_inside(lower: Span, upper: Span, around: Surroundings) -> bool:
    """Whether a place of the one name lies in a unit of the other: Paris, Texas."""
    if around.named[id(upper.entries)].keys().isdisjoint(UNITS):
        return False
    units = [entry for entry in upper.entries if entry.kind in (Kind.ADMIN1, Kind.COUNTRY)]
    return any(lies_in(entry, unit) for unit in units for entry in lower.entries)


def _after_features(span: Span, around: Surroundings, found: dict[str, float]) -> None:
    tokens, number = around.tokens, span.last
    gap = around.gap(number - 1)
    upper = around.upper_of(span)
    if upper is not None and _is_inside(span, upper, around):
        found["after:inside"] = 1.0
    if number >= len(tokens) or any(mark in gap for mark in (".", "!", "?", "\n", ";")):
        found["after:end"] = 1.0
        return
    if gap.startswith(","):
        found["after:comma_place" if number in around.starts else "after:comma"] = 1.0
        if "speaks" in around.roles(number):
            found["after:speaks"] = 1.0
    elif gap[:2] in ("'s", "’s", "' ", "’ "):
        found["after:possessive"] = 1.0
    elif gap == "-":
        found["after:hyphen"] = 1.0
    elif gap == " ":
        _next_word_features(number, around, found)
    else:
        found["after:other"] = 1.0


def _next_word_features(number: int, around: Surroundings, found: dict[str, float]) -> None:
    roles = around.roles(number)
    upper = around.tokens.is_name_like(number)
    known = False
    for role in ("street", "admin", "civic", "settlement", "site", "body", "person_body", "speaks", "title"):
        if role in roles:
            found[f"after:{role}_name" if upper else f"after:{role}"] = 1.0
            known = True
    if not known:
        surname = upper and around.tokens.folded[number] in around.knowledge.surnames
        found["after:surname" if surname else "after:name" if upper else "after:word"] = 1.0
    if number in around.starts:
        found["after:place"] = 1.0


def _article_features(span: Span, around: Surroundings, found: dict[str, float]) -> None:
    last = around.tokens.folded[span.last - 1]
    if span.last - span.first == 1:
        found["article:person"] = min(around.persons[last], 2) / 2
    found["article:repeated"] = min(around.occurrences[span.key] - 1, 4) / 4
    total = max(around.countries.values(), default=0)
    if total:
        loose = (entry.country for entry in span.entries if entry.country in around.knowledge.loose_countries)
        named = max((around.countries[country] for country in loose), default=0)
        if named >= MIN_COUNTRY_MENTIONS or named == total:
            found["article:loose_country"] = 1.0
            found["article:loose_unusual"] = found.get("span:unusual", 1.0)
        found["article:country"] = max((around.countries[entry.country] for entry in span.entries), default=0) / total
