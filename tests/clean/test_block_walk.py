"""The walk over a page: lines of text and where they stand."""

from clean_builders import parsed
from service.clean.blocks import Block, Walk


def blocks(html: str, knowledge) -> list[Block]:
    """The blocks of a page's body."""
    tree, _ = parsed(f"<html><body>{html}</body></html>")
    return Walk(knowledge.hints).over(tree.body)


def texts(html: str, knowledge) -> list[str]:
    """The lines of a page's body."""
    return [block.text for block in blocks(html, knowledge)]


def test_every_block_element_begins_a_line(knowledge):
    assert texts("<p>one</p>two<div>three</div><ul><li>four<li>five</ul>", knowledge) == [
        "one",
        "two",
        "three",
        "four",
        "five",
    ]


def test_inline_elements_do_not(knowledge):
    assert texts("<p>on<b>e</b> <a href=x>two</a></p>", knowledge) == ["one two"]


def test_a_line_break_does(knowledge):
    assert texts("<p>one<br>two</p>", knowledge) == ["one", "two"]


def test_lines_without_letters_are_left_out(knowledge):
    assert texts("<p>***</p><p> </p><p>&nbsp;</p><p>a</p>", knowledge) == ["a"]


def test_linked_and_strong_characters_are_counted(knowledge):
    (block,) = blocks("<p>one <a href=x>two</a> <strong>three</strong></p>", knowledge)

    assert (block.linked, block.strong) == (3, 5)


def test_a_link_around_blocks_links_them_all(knowledge):
    assert [block.linked for block in blocks("<a href=x><div>one</div><div>two</div></a>", knowledge)] == [3, 3]


def test_an_element_knows_what_it_holds(knowledge):
    first, second = blocks("<div><p>one</p><p>two</p></div>", knowledge)

    assert first.frame.above is second.frame.above
    assert (first.frame.above.size, first.frame.above.lines) == (6, 2)


def test_the_nearest_hint_is_known_by_its_depth(knowledge):
    (block,) = blocks('<div class="articleBody"><div><p>one</p></div></div>', knowledge)
    names = knowledge.hints.names

    assert block.frame.hints[names.index("content")] == block.frame.depth - 2
    assert block.frame.hints[names.index("comment")] == 0


def test_words_of_class_names_are_told_apart(knowledge):
    found = {knowledge.hints.names[hint] for hint in knowledge.hints.of_name("storyBody-text js_Caption")}

    assert {"article", "content", "caption"} <= found


def test_hidden_elements_are_known_as_such(knowledge):
    (block,) = blocks('<p style="display: none">one</p>', knowledge)

    assert block.frame.hints[knowledge.hints.names.index("hidden")] == block.frame.depth


def test_equal_elements_look_alike(knowledge):
    one, two, three = blocks('<div><p class="a">one</p><p class="a">two</p><p class="b">three</p></div>', knowledge)

    assert one.frame.look == two.frame.look != three.frame.look


def test_deep_pages_are_walked_without_recursion(knowledge):
    assert texts("<div>" * 3_000 + "one" + "</div>" * 3_000, knowledge) == ["one"]


def test_hints_below_the_deepest_level_held_are_still_near(knowledge):
    (block,) = blocks("<div>" * 400 + '<p class="articleBody">one</p>', knowledge)

    assert block.frame.hints[knowledge.hints.names.index("content")] == 255
