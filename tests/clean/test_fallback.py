"""What is kept of a text in which the model found no body."""

import pytest
from service.clean.fallback import keep_something
from service.clean.reading import Kept
from service.models.article import LineRole

FLASH = "Four people died in the fire at the old mill on Monday, the town said."
NOTICE = "Accept all cookies and the privacy policy, or subscribe to the newsletter, to read on without a limit."


def kept(lines: list[str], roles: list[LineRole], knowledge) -> list[str]:
    """The lines that become body."""
    found = list(roles)
    keep_something(lines, found, knowledge)
    return [line for line, role in zip(lines, found, strict=True) if role is Kept.BODY]


def test_sentences_are_kept_and_menu_items_are_not(knowledge):
    lines = ["Home", "Politics", "Sport", FLASH]

    assert kept(lines, [LineRole.OTHER] * 4, knowledge) == [FLASH]


def test_a_text_with_a_body_is_left_alone(knowledge):
    assert kept([FLASH, FLASH], [Kept.BODY, LineRole.OTHER], knowledge) == [FLASH]


def test_of_a_very_short_text_every_line_is_kept(knowledge):
    assert kept(["Fire at mill", "Four dead"], [LineRole.OTHER] * 2, knowledge) == ["Fire at mill", "Four dead"]


def test_a_notice_is_never_kept(knowledge):
    assert kept([NOTICE], [LineRole.OTHER], knowledge) == []


def test_a_long_article_may_speak_of_subscriptions_and_cookies(knowledge):
    article = f"{FLASH} {'The mill had stood there since the river was dammed in the valley. ' * 30}{NOTICE} {FLASH}"

    assert kept([article], [LineRole.OTHER], knowledge) == [article]


@pytest.mark.parametrize("role", [LineRole.CAPTION, LineRole.CREDIT, LineRole.RELATED_LINK])
def test_a_flash_that_marks_take_for_something_else_is_better_than_nothing(role, knowledge):
    assert kept([FLASH], [role], knowledge) == [FLASH]
    assert kept([FLASH, FLASH], [role, LineRole.OTHER], knowledge) == [FLASH]


@pytest.mark.parametrize("role", [LineRole.NAVIGATION, LineRole.PROMOTION, LineRole.METADATA])
def test_furniture_stays_out(role, knowledge):
    assert kept([FLASH], [role], knowledge) == []
