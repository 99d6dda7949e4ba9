"""What the words near a date say happened on it."""

from service.extract.dates.expression import DateCue
from service.extract.dates.knowledge import DateKnowledge
from service.extract.dates.words import DateWords

WORDS_BEFORE = 6
WORDS_AFTER = 5
AFTER_PENALTY = 1.5  # a cue word after the date counts as this much farther away than one before it
DATELINE_REACH = 4  # characters after the date within which a dateline's bracket and dash stand
CLAUSE_PENALTY = 3.0  # words; for a comma between


def cues_of(words: DateWords, first: int, last: int, knowledge: DateKnowledge) -> tuple[DateCue, ...]:
    """The cues within reach of words [first, last) in the same sentence, nearest first."""
    if _is_dateline(words, first, last):
        return (DateCue.STAMP,)
    found: list[tuple[float, DateCue]] = []
    distance = 0.0
    for number in range(first - 1, max(first - 1 - WORDS_BEFORE, -1), -1):
        gap = words.text[words.ends[number] : words.starts[number + 1]]
        if _ends_sentence(gap, words.words[number]):
            break
        distance += 1.0 + (CLAUSE_PENALTY if "," in gap else 0.0)
        _note(words, number, distance, knowledge, found)
    distance = 0.0
    for number in range(last, min(last + WORDS_AFTER, len(words))):
        gap = words.text[words.ends[number - 1] : words.starts[number]]
        if _ends_sentence(gap, words.words[number - 1]):
            break
        distance += AFTER_PENALTY + (CLAUSE_PENALTY if "," in gap else 0.0)
        _note(words, number, distance, knowledge, found)
    return tuple(dict.fromkeys(cue for _, cue in sorted(found)))


def _is_dateline(words: DateWords, first: int, last: int) -> bool:
    """A date in brackets before a dash: "HENRY COUNTY, Ind. (Aug. 28, 2015) – Officials"."""
    start, end = words.starts[first], words.ends[last - 1]
    before, after = words.text[max(start - 1, 0) : start], words.text[end : end + DATELINE_REACH]
    return before == "(" and after.startswith(")") and any(dash in after for dash in "–—-")


def _note(
    words: DateWords, number: int, distance: float, knowledge: DateKnowledge, found: list[tuple[float, DateCue]]
) -> None:
    if (cue := knowledge.cues.get(words.words[number])) is not None:
        found.append((distance, DateCue(cue)))
    elif words.value(number, "stamp") is not None:
        found.append((distance, DateCue.STAMP))
    elif words.words[number] in ("am", "pm", "p", "a") and words.digits(number - 1) is not None:
        found.append((distance, DateCue.CLOCK))


def _ends_sentence(gap: str, word: str) -> bool:
    """Whether the gap after `word` ends a sentence or line; the point of an abbreviation does not."""
    if "\n" in gap or "!" in gap or "?" in gap:
        return True
    return gap.startswith(". ") and len(word) > 4
