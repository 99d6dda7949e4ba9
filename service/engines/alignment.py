"""Finds the words that a model quotes in the text that it read: models retype quotation marks, dashes and blanks."""

import unicodedata

MAX_TRIES = 50  # occurrences of a quote looked at for one that begins and ends with a word
_ALIKE = {
    **dict.fromkeys("’‘‛`´ʼ", "'"),
    **dict.fromkeys("“”„‟«»", '"'),
    **dict.fromkeys("–—−‐‑", "-"),
}
_EDGES = " \"'.,;:…"  # marks around a quote that may not stand around it in the text


class QuotedText:
    """A text in which quotes are found whatever their blanks, quotation marks, dashes and case."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._folded, self._places = _folded(text)

    def find(self, quote: str, longest: int, start: int = 0, end: int | None = None) -> tuple[int, int] | None:
        """Where the quote stands in [start, end), as whole words of at most `longest` characters; None if nowhere."""
        wanted = _folded(quote)[0].strip(_EDGES)
        if not wanted:
            return None
        at = -1
        for _ in range(MAX_TRIES):
            at = self._folded.find(wanted, at + 1)
            if at < 0:
                return None
            first, last = self._places[at], self._places[at + len(wanted) - 1] + 1
            is_inside = start <= first and last <= (len(self._text) if end is None else end)
            if is_inside and last - first <= longest and self._is_whole(first, last):
                return first, last
        return None

    def _is_whole(self, first: int, last: int) -> bool:
        """Does no letter or digit touch the words from outside?"""
        before, after = self._text[first - 1 : first], self._text[last : last + 1]
        cuts_before = before.isalnum() and self._text[first].isalnum()
        return not cuts_before and not (after.isalnum() and self._text[last - 1].isalnum())


def _folded(text: str) -> tuple[str, list[int]]:
    """The text with one blank for each run of them, plain marks, lower case, and where each character came from."""
    characters: list[str] = []
    places: list[int] = []
    for place, character in enumerate(text):
        plain = " " if character.isspace() else _ALIKE.get(character, character)
        if plain == " " and characters and characters[-1] == " ":
            continue
        if not character.isascii() and unicodedata.category(character) == "Cf":  # joiners and marks of direction
            continue
        lower = plain.lower()
        characters.append(lower if len(lower) == 1 else plain)
        places.append(place)
    return "".join(characters), places
