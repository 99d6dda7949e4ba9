"""Page body: likely blocks, and sentences among them."""

from service.clean.blocks import Block, Frame
from service.clean.page_body import MIN_BESIDE_BODY, MIN_PROBABILITY, body_blocks

ABOVE = Frame("div", 1, None, "", 1, 1, bytes(1), size=1000)
SENTENCE = "Nobody was hurt."
LONG = "The bridge over the river stays closed until the two cracked pillars are mended."
COMMENT = 0  # the number of the only hint here


def block(text: str, look: int = 2, above: Frame = ABOVE) -> Block:
    """A paragraph of this look in this element."""
    return Block(text, Frame("p", id(text), above, "", look, above.depth + 1, above.hints), 0, 0)


def kept(blocks: list[Block], chances: list[float]) -> list[bool]:
    """Which blocks are body."""
    return body_blocks(blocks, [one.text for one in blocks], chances, COMMENT)


def test_a_page_without_blocks_has_no_body():
    assert kept([], []) == []


def test_likely_blocks_are_body():
    assert kept([block("One"), block("Two", look=3)], [MIN_PROBABILITY + 0.01, 0.0]) == [True, False]


def test_a_doubtful_block_follows_most_of_its_look():
    blocks = [block(LONG[at:]) for at in range(5)]

    assert kept(blocks, [0.9, 0.9, 0.9, 0.9, 0.2]) == [True] * 5
    assert kept(blocks, [0.1, 0.1, 0.1, 0.1, 0.6]) == [False] * 5


def test_a_doubtful_sentence_among_body_blocks_in_the_same_element_is_body():
    elsewhere = Frame("div", 9, None, "", 1, 1, bytes(1), size=1000)
    menu = [block("Read more", above=elsewhere)] * 6
    body = [block(LONG), block(SENTENCE)]

    assert kept([*body, *menu], [0.99, 0.4, *[0.05] * 6])[:2] == [True, True]
    assert kept([body[0], block("Read on"), *menu], [0.99, 0.4, *[0.05] * 6])[:2] == [True, False]


def test_an_unlikely_sentence_stays_out_wherever_it_stands():
    assert kept([block(LONG), block(SENTENCE, look=3)], [0.9, MIN_BESIDE_BODY - 0.01]) == [True, False]


def test_of_a_long_line_that_stands_twice_the_likeliest_stays():
    copies = [block(LONG), block(LONG, look=3)]

    assert kept(copies, [0.6, 0.9]) == [False, True]
    assert kept(copies, [0.9, 0.9]) == [True, False]


def test_a_heading_goes_with_the_copy_that_it_heads():
    part = [block("The repair"), block(LONG)]

    assert kept([*part, *part], [0.9] * 4) == [True, True, False, False]


def test_a_heading_below_which_no_body_stands_is_none():
    heading = Block("Read on", Frame("h2", 8, ABOVE, "", 5, 2, bytes(1)), 0, 0)

    assert kept([heading, block(LONG), heading], [0.9] * 3) == [True, True, False]


def test_short_lines_may_repeat():
    assert kept([block(SENTENCE), block(SENTENCE)], [0.9, 0.9]) == [True, True]


def test_what_readers_wrote_below_the_article_is_no_body():
    """The comment is an eighth of the page."""
    comment = Frame("div", 7, None, "", 1, 1, bytes([1]), size=len(LONG))
    article = [block(f"{LONG} {at}") for at in range(7)]

    assert kept([*article, block(LONG, look=3, above=comment)], [0.99] * 7 + [0.9])[-1] is False


def test_an_article_in_an_element_that_has_comments_too_stays():
    comments_below = Frame("div", 7, None, "", 1, 1, bytes([1]), size=len(LONG))

    assert kept([block(LONG, above=comments_below)], [0.9]) == [True]
