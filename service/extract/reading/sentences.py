"""Where sentences begin and end."""

from dataclasses import dataclass

from service.extract.reading.tokens import Tokens, word_set

_STOPS = frozenset(".!?…")
_CLOSING = frozenset("\"”)]’'»")
_ABBREVIATIONS = word_set(
    "mr mrs ms dr prof gen col lt sgt capt maj cpl rev sen rep gov st jr sr no vs etc approx dept u.s jan "
    "feb mar apr jun jul aug sep sept oct nov dec gov pres ave blvd rd hwy co corp inc ltd al cmdr brig "
    "adm det supt mt ft"
)
MAX_SENTENCE_TOKENS = 200  # longer runs without a stop are lists or damaged text; cutting them keeps every rule linear


@dataclass(frozen=True)
class Sentence:
    """The tokens from `first` to before `end`; `number` counts from 0; `paragraph` is the paragraph it stands in."""

    first: int
    end: int
    number: int
    paragraph: int


def split_sentences(tokens: Tokens, limit: int) -> tuple[Sentence, ...]:
    """The first `limit` sentences of the text; a blank line or a line break before a capital always ends one."""
    sentences: list[Sentence] = []
    first = paragraph = 0
    for number in range(len(tokens)):
        gap = _gap(tokens, number)
        if number > first and (_ends_before(tokens, first, number, gap) or number - first >= MAX_SENTENCE_TOKENS):
            sentences.append(Sentence(first, number, len(sentences), paragraph))
            first = number
            if len(sentences) >= limit:
                return tuple(sentences)
        if "\n" in gap:
            paragraph += 1
    if first < len(tokens):
        sentences.append(Sentence(first, len(tokens), len(sentences), paragraph))
    return tuple(sentences)


def _gap(tokens: Tokens, number: int) -> str:
    return tokens.text[tokens.ends[number - 1] : tokens.starts[number]] if number else ""


def _ends_before(tokens: Tokens, first: int, number: int, gap: str) -> bool:
    if "\n" in gap and ("\n" in gap.replace("\n", "", 1) or _starts_new(tokens, number)):
        return True
    if tokens.words[number] in _CLOSING and not (tokens.words[number] == '"' and gap):  # a space: it opens the next
        return False
    last = number - 1
    if tokens.words[last] in _CLOSING:
        last -= 1
    if last < first or tokens.words[last] not in _STOPS:
        return False
    return not _is_abbreviation(tokens, last) and _starts_new(tokens, number)


def _starts_new(tokens: Tokens, number: int) -> bool:
    char = tokens.text[tokens.starts[number]]
    return not char.islower()


def _is_abbreviation(tokens: Tokens, stop: int) -> bool:
    if stop == 0 or tokens.words[stop] != ".":
        return False
    before = tokens.words[stop - 1]
    touches = tokens.ends[stop - 1] == tokens.starts[stop]
    return touches and (before in _ABBREVIATIONS or (len(before) == 1 and before.isalpha()))
