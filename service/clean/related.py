"""Related links: headlines of other articles between the paragraphs of this one."""

import re

from service.clean.characters import bare
from service.clean.knowledge import WordKnowledge
from service.clean.marks import ends_sentence

MAX_HEADLINE = 160  # characters
MIN_COLON_WORDS = 7  # words of a headline that names its speaker; sub-heads with a colon are shorter
_SPEAKER = re.compile(r"^[A-Z][^\W\d_]*(?: [^\W\d_]+){0,2}: ['\"A-Z0-9]")


def points_elsewhere(line: str, knowledge: WordKnowledge) -> bool:
    """Whether the line opens with words such as "Read also:" and a headline follows them."""
    return len(line) <= 2 * MAX_HEADLINE and line.casefold().startswith(knowledge.related_openings)


def is_read_more(line: str, knowledge: WordKnowledge) -> bool:
    """Whether the line is only "Read more": the headline above it leads elsewhere."""
    return bare(line) in knowledge.related_alone


def is_spoken_headline(line: str) -> bool:
    """Whether the line is a headline of the form "Speaker: what he says", which sub-heads of an article rarely take."""
    if len(line) > MAX_HEADLINE or ends_sentence(line):
        return False
    return _SPEAKER.match(line) is not None and len(line.split()) >= MIN_COLON_WORDS
