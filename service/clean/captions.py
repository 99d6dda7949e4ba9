"""Captions: lines that belong to a picture, told by a credit, or by being printed twice as picture galleries do."""

import re
from difflib import SequenceMatcher

from service.clean.characters import words_of
from service.clean.knowledge import WordKnowledge
from service.clean.marks import ends_sentence

MAX_CAPTION = 400  # characters; longer lines are paragraphs even when printed twice
MIN_REPEATED_WORDS = 3  # shorter repeats are labels, which are furniture and not captions
SAME_START = 4  # characters that two printings of one caption begin with
MIN_SIMILARITY = 0.85  # share of words in order; the seeds' pair with one word changed has .95
_CREDIT = re.compile(r"[\[(]([^\[\]()]{2,80})[\])]\.?\s*$")
_SIGNATURE = re.compile(r"[.!?]['\"]?\s+(?:[-–—]\s*)?([^.!?]{2,40})$")
_COPYRIGHT = re.compile(r"^\s*(?:©|\(c\)\s)|©[^.]{0,80}$", re.I)
_SPLIT = re.compile(r"[/|,;:©]| via | - | – ")
_SIGN = re.compile(r"^[-–—,\s]{1,6}([A-Za-z/ ]{2,30})$")


def has_picture_credit(line: str, knowledge: WordKnowledge) -> bool:
    """Whether the line ends in a credit (bracketed, signed or under copyright) or opens with a word for pictures."""
    if len(line) > MAX_CAPTION:
        return False
    if line.rstrip(" .").endswith((")", "]")) and _has_bracketed_credit(line, knowledge):
        return True
    return _is_signed(line, knowledge) or _opens_as_credit(line, knowledge)


def is_bare_credit(line: str, knowledge: WordKnowledge) -> bool:
    """Whether the line is nothing but a signature: "-, AFP"."""
    match = _SIGN.match(line)
    return match is not None and _names_picture_source(match.group(1), knowledge)


def repeat_each_other(first: str, second: str) -> bool:
    """Whether two lines are one caption printed twice: the same words but for few, or one cut off with dots."""
    if max(len(first), len(second)) > MAX_CAPTION or first[:SAME_START] != second[:SAME_START]:
        return False
    if _is_cut_off(first, second) or _is_cut_off(second, first):
        return True
    if ends_sentence(first) or ends_sentence(second):
        return False
    one, other = words_of(first), words_of(second)
    if min(len(one), len(other)) < MIN_REPEATED_WORDS or abs(len(one) - len(other)) > 0.3 * len(one):
        return False
    return one == other or SequenceMatcher(None, one, other, autojunk=False).ratio() >= MIN_SIMILARITY


def _is_cut_off(short: str, whole: str) -> bool:
    stem = re.sub(r"\s*(?:\.\.\.|…)\s*$", "", short)
    return len(stem) < len(short) and len(stem) >= 12 and whole.startswith(stem) and len(whole) > len(stem)


def _has_bracketed_credit(line: str, knowledge: WordKnowledge) -> bool:
    match = _CREDIT.search(line)
    if match is None or ends_sentence(line[: match.start()].rstrip()):
        return False
    return _names_picture_source(match.group(1), knowledge)


def _is_signed(line: str, knowledge: WordKnowledge) -> bool:
    match = _SIGNATURE.search(line)
    return match is not None and _names_picture_source(match.group(1), knowledge)


def _opens_as_credit(line: str, knowledge: WordKnowledge) -> bool:
    folded = line[:40].casefold()
    if ("©" in line or folded.startswith("(c)")) and _COPYRIGHT.search(line):
        return True
    head, colon, _ = folded.partition(":")
    return (bool(colon) and head.strip() in knowledge.caption_words) or _first_words(folded) in knowledge.caption_words


def _first_words(line: str) -> str:
    """The first two words: "photo by" opens a credit where "photo" alone may open a sentence."""
    words = line.split(None, 2)[:2]
    return " ".join(words) if len(words) > 1 else ""


def _names_picture_source(credit: str, knowledge: WordKnowledge) -> bool:
    """Whether a part of the credit is a picture agency or opens with a word for pictures."""
    for part in _SPLIT.split(credit.casefold()):
        part = part.strip(" .")
        if part in knowledge.caption_agencies or f"{part} ".startswith(knowledge.caption_openings):
            return True
    return False
