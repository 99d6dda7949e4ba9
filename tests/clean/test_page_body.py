"""Page body: likely blocks, and sentences among them."""

from service.clean.blocks import Block, Frame
from service.clean.page_body import MIN_BESIDE_BODY, MIN_PROBABILITY, body_blocks

ABOVE = Frame("div", 1, None, "", 1, 1, b"")
SENTENCE = "Nobody was hurt."


def block(text: str, look: int = 2, above: Frame = ABOVE) -> Block:
    """A paragraph of this look in this element."""
    return Block(text, Frame("p", id(text), above, "", look, 2, b""), 0, 0)


def test_likely_blocks_are_body():
    assert body_blocks([block("One"), block("Two", look=3)], [MIN_PROBABILITY, 0.0]) == [True, False]


def test_a_doubtful_sentence_among_body_blocks_of_its_look_is_body():
    doubtful = [0.9, MIN_BESIDE_BODY]

    assert body_blocks([block(SENTENCE), block(SENTENCE)], doubtful) == [True, True]
    assert body_blocks([block(SENTENCE), block("Read more")], doubtful) == [True, False]
    assert body_blocks([block(SENTENCE), block(SENTENCE, look=3)], doubtful) == [True, False]
    assert body_blocks([block(SENTENCE), block(SENTENCE, above=Frame("div", 9, None, "", 1, 1, b""))], doubtful) == [
        True,
        False,
    ]


def test_one_likely_block_among_many_unlikely_ones_draws_none_in():
    chances = [0.9, *[MIN_BESIDE_BODY] * 3]

    assert body_blocks([block(SENTENCE) for _ in chances], chances) == [True, False, False, False]


def test_an_unlikely_sentence_stays_out_wherever_it_stands():
    assert body_blocks([block(SENTENCE), block(SENTENCE)], [0.9, MIN_BESIDE_BODY - 0.01]) == [True, False]
