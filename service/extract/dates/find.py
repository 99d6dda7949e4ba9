"""find_dates: the date expressions of a text."""

from collections.abc import Iterator
from dataclasses import replace

from service.extract.dates.cues import cues_of
from service.extract.dates.expression import DateExpression, DateKind
from service.extract.dates.grammar import DAY_SEPARATORS, RULES, is_year
from service.extract.dates.knowledge import DateKnowledge
from service.extract.dates.weigh import weighed, word_features
from service.extract.dates.words import DateWords, read_date_words

MAX_EXPRESSIONS = 2_000  # an article of honest prose has a few dozen
PARTED = (DateKind.MONTH, DateKind.YEAR, DateKind.WEEKDAY, DateKind.OFFSET)
Located = tuple[int, int, DateExpression]  # first word, word after the last


def find_dates(text: str, knowledge: DateKnowledge) -> tuple[DateExpression, ...]:
    """The date expressions of `text` in order; text[date.start:date.end] == date.text."""
    words = read_date_words(text, knowledge.words)
    found = _with_ranges(words, list(_atoms(words)))
    return tuple(_judged(words, first, last, date, knowledge) for first, last, date in found)


def _judged(words: DateWords, first: int, last: int, date: DateExpression, knowledge: DateKnowledge) -> DateExpression:
    cues = cues_of(words, first, last, knowledge)
    date = replace(date, cues=cues.nearest, cue_before=cues.before, cue_after=cues.after, sentence_cues=cues.sentence)
    return replace(date, merit=weighed(word_features(date), knowledge.weights))


def _atoms(words: DateWords) -> Iterator[Located]:
    free = count = 0
    for at in _openings(words):
        if at < free or (date := _read(words, at)) is None:
            continue
        free = at + 1
        while free < len(words) and words.starts[free] < date.end:
            free += 1
        yield _with_modifiers(words, at, free, date)
        count += 1
        if count >= MAX_EXPRESSIONS:
            return


def _openings(words: DateWords) -> list[int]:
    """Where an expression may begin: at a word of the grammar, digits that go on, or "the" before one of these."""
    is_dated = [bool(classes) or _goes_on(words, number) for number, classes in enumerate(words.classes)]
    return [
        number
        for number, word in enumerate(words.words)
        if is_dated[number] or (word == "the" and is_dated[number + 1 : number + 2] == [True])
    ]


def _goes_on(words: DateWords, number: int) -> bool:
    """Are these digits a year, or followed by a word of the grammar or what separates days from months?"""
    digits, after = words.numbers[number], number + 1
    if digits is None:
        return False
    is_followed = after < len(words) and (
        bool(words.classes[after]) or words.text[words.ends[number]] in DAY_SEPARATORS
    )
    return is_followed or is_year(digits)


def _read(words: DateWords, at: int) -> DateExpression | None:
    return next((date for rule in RULES if (date := rule(words, at)) is not None), None)


def _with_modifiers(words: DateWords, first: int, last: int, date: DateExpression) -> Located:
    """The expression with what stands before it: early, the end of, overnight, since."""
    if date.is_overnight and words.has(first - 1, "overnight"):
        first -= 1
    if date.kind in PARTED:
        before = first - 2 if first > 1 and words.words[first - 1] in ("of", "on") else first - 1
        hours = before - 1 if words.has(before, "time") and before != first - 1 else before
        if (part := words.value(hours, "part")) is not None and _is_one_phrase(words, hours, first):
            first, date = hours, replace(date, part=part)
    leader = first - 2 if first > 1 and words.words[first - 1] == "the" else first - 1
    if words.has(leader, "since"):
        first, date = leader, replace(date, is_since=True)
    start = words.starts[first]
    return first, last, replace(date, start=start, text=words.text[start : date.end])


def _is_one_phrase(words: DateWords, first: int, last: int) -> bool:
    """Are these words near each other, in one sentence? Words for parts of a day have no abbreviations."""
    gap = words.text[words.ends[first] : words.starts[last]]
    return words.is_near(last) and "\n" not in gap and "." not in gap


def _with_ranges(words: DateWords, atoms: list[Located]) -> Iterator[Located]:
    """Joins "from Friday to Sunday", "between late April and the end of August"."""
    number = 0
    while number < len(atoms):
        first, last, date = atoms[number]
        if number + 1 < len(atoms) and _joins(words, atoms[number], atoms[number + 1]):
            _, end_last, until = atoms[number + 1]
            text = words.text[date.start : until.end]
            yield first, end_last, replace(date, kind=DateKind.RANGE, end=until.end, text=text, until=until)
            number += 1
        else:
            yield first, last, date
        number += 1


def _joins(words: DateWords, one: Located, other: Located) -> bool:
    between = words.words[one[1] : other[0]]
    if between and between[-1] == "the":
        between = between[:-1]
    opened = words.has(one[0] - 1, "opens_range")
    if one[2].until or other[2].until or len(between) > 1:
        return False
    if not between:
        return words.text[one[2].end : other[2].start].strip() in ("-", "–", "—") and one[2].kind == other[2].kind
    if "joins_range" not in words.classes[one[1]]:
        return False
    return opened or (not words.value(one[1], "joins_range") and one[2].kind == other[2].kind)
