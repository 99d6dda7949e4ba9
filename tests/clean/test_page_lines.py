"""Page lines: what the readers of metadata look at."""

from service.clean.page_lines import PageLines
from service.clean.reading import Kept, Line
from service.models.article import LineRole

TITLE = Line("Frost in the garden", Kept.TITLE)
SENTENCE = Line("The frost came on 11 June 1998, and nobody had seen it so late.", Kept.BODY)
CAPTION = Line("The old garden on 11 June 1998", LineRole.CAPTION)
STAMP = Line("March 4, 2019", LineRole.CAPTION)
MENU = Line("Weather", LineRole.NAVIGATION)


def test_sentences_and_captions_are_left_out_and_date_stamps_are_not():
    assert PageLines((SENTENCE, CAPTION, STAMP)).texts == ["", "", STAMP.text]


def test_the_lines_around_the_title_are_near_it():
    lines = PageLines((MENU, MENU, TITLE, STAMP, MENU, MENU))

    assert lines.near_title(above=1, below=2) == [MENU.text, TITLE.text, STAMP.text, MENU.text]


def test_without_a_printed_title_the_lines_above_the_body_are():
    assert PageLines((MENU, STAMP, SENTENCE, MENU)).near_title(above=1, below=1) == [STAMP.text]


def test_the_body_is_the_bodys_lines():
    assert PageLines((MENU, TITLE, SENTENCE)).body == [SENTENCE.text]


def test_where_a_menu_prints_the_title_too_the_lines_around_both_are_near_it():
    lines = PageLines((TITLE, MENU, MENU, TITLE, STAMP, SENTENCE))

    assert lines.near_title(above=0, below=1) == [TITLE.text, MENU.text, TITLE.text, STAMP.text]
