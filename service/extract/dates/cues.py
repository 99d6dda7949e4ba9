"""What the words near a date say happened on it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from service.extract.dates.expression import DateCue, ReportKind
from service.extract.dates.knowledge import DateKnowledge
from service.extract.dates.words import DateWords, read_date_words

NEAR_BEFORE, NEAR_AFTER = 6.0, 7.5  # weighted words within which a cue is a nearest one
WORDS_BEFORE, WORDS_AFTER = 12, 10  # within the sentence; wider windows gained nothing
AFTER_PENALTY = 1.5  # a cue word after the date counts as this much farther away than one before it
CLAUSE_PENALTY = 3.0  # words; for a comma between
DATELINE_START, DATELINE_REACH = 60, 40  # characters of a dateline before and after its date
_DATELINE_END = re.compile(r"\)?\.?,? ?(?:\([^()\n]{1,30}\) ?)?(?:--|[–—])")
MAX_ABBREVIATION = 4  # letters before a point that ends no sentence
Found = list[tuple[float, DateCue]]


@dataclass(frozen=True, slots=True)
class Cues:
    """The cues of a date: the nearest ones in order, the first on each side, and all of its sentence."""

    nearest: tuple[DateCue, ...]
    before: DateCue | None
    after: DateCue | None
    sentence: tuple[DateCue, ...]


def cues_of(words: DateWords, first: int, last: int, knowledge: DateKnowledge) -> Cues:
    """The cues around words [first, last), never beyond their sentence."""
    if _is_dateline(words, first, last):
        return Cues((DateCue.STAMP,), None, None, ())
    before = _noted(words, _steps_before(words, first), knowledge)
    after = _noted(words, _steps_after(words, last), knowledge)
    near = [pair for pair in before if pair[0] <= NEAR_BEFORE] + [pair for pair in after if pair[0] <= NEAR_AFTER]
    sentence = sorted({cue for _, cue in before + after})
    return Cues(
        nearest=tuple(dict.fromkeys(cue for _, cue in sorted(near))),
        before=before[0][1] if before else None,
        after=after[0][1] if after else None,
        sentence=tuple(sentence),
    )


def report_kind(opening: str, knowledge: DateKnowledge) -> ReportKind:
    """What an article with this title and first sentence is about."""
    words = read_date_words(opening, {}).words
    is_of_court = any(knowledge.cues.get(word) == DateCue.JUSTICE for word in words)
    return ReportKind.COURT if is_of_court else ReportKind.NEWS


def _steps_before(words: DateWords, first: int) -> Iterator[tuple[int, float]]:
    """(word, weighted distance) from the date back to the start of its sentence."""
    distance = 0.0
    for number in range(first - 1, max(first - 1 - WORDS_BEFORE, -1), -1):
        gap = words.text[words.ends[number] : words.starts[number + 1]]
        if _ends_sentence(gap, words.words[number]):
            return
        distance += 1.0 + (CLAUSE_PENALTY if "," in gap else 0.0)
        yield number, distance


def _steps_after(words: DateWords, last: int) -> Iterator[tuple[int, float]]:
    """(word, weighted distance) from the date on to the end of its sentence."""
    distance = 0.0
    for number in range(last, min(last + WORDS_AFTER, len(words))):
        gap = words.text[words.ends[number - 1] : words.starts[number]]
        if _ends_sentence(gap, words.words[number - 1]):
            return
        distance += AFTER_PENALTY + (CLAUSE_PENALTY if "," in gap else 0.0)
        yield number, distance


def _noted(words: DateWords, steps: Iterator[tuple[int, float]], knowledge: DateKnowledge) -> Found:
    found: Found = []
    for number, distance in steps:
        cue = _cue(words, number, knowledge)
        if cue is not None:
            found.append((distance, cue))
    return found


def _cue(words: DateWords, number: int, knowledge: DateKnowledge) -> DateCue | None:
    if (cue := knowledge.cues.get(words.words[number])) is not None:
        return DateCue(cue)
    if words.value(number, "stamp") is not None:
        return DateCue.STAMP
    is_clock = words.words[number] in ("am", "pm", "p", "a") and words.digits(number - 1) is not None
    return DateCue.CLOCK if is_clock else None


def _is_dateline(words: DateWords, first: int, last: int) -> bool:
    """A date that opens a line before a dash: "LIMA, 7 FEB (EFE) --", "HENRY COUNTY, Ind. (Aug. 28, 2015) –"."""
    start, end = words.starts[first], words.ends[last - 1]
    line = words.text.rfind("\n", max(start - DATELINE_START, 0), start)
    opens_line = line >= 0 or start <= DATELINE_START
    return opens_line and _DATELINE_END.match(words.text, end, end + DATELINE_REACH) is not None


def _ends_sentence(gap: str, word: str) -> bool:
    """Whether the gap after `word` ends a sentence or line; the point of an abbreviation does not."""
    if "\n" in gap or "!" in gap or "?" in gap:
        return True
    return gap.startswith(". ") and len(word) > MAX_ABBREVIATION
