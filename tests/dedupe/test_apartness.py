"""Reports that tell of other days or other regions are not one event, however alike their words are."""

import pytest
from service.dedupe.apartness import are_apart
from service.dedupe.traits import Spot, Traits, point_at

DAY = 738_000
KANO = Spot("kano", point_at(12.0, 8.52), 3, "Kano")
LAGOS = Spot("lagos", point_at(6.45, 3.39), 3, "Lagos")


def told(**fields) -> Traits:
    """The comparable side of a report from Kano, of one day, by one outlet."""
    standard = {
        "mention_id": "m",
        "article": "a",
        "root": fields.get("article", "a"),
        "outlet": "courier",
        "first_day": DAY,
        "last_day": DAY,
        "day_known": True,
        "published_day": DAY,
        "spots": (KANO,),
        "event_type": "ASSAULT",
        "sub_event": "Attack",
        "killed": 4,
        "injured": None,
        "source": (),
        "target": (),
        "terms": ("market", "gunmen"),
        "names": ("kano",),
        "ages": (),
        "streets": (),
        "dates": (DAY,),
        "title": ("market",),
        "evidence": ("gunmen", "killed"),
    }
    return Traits(**{**standard, **fields})


LATER = {"article": "b", "first_day": DAY + 9, "last_day": DAY + 9, "dates": (DAY + 9,)}
ELSEWHERE = {"article": "b", "spots": (LAGOS,), "names": ("lagos",)}


@pytest.mark.parametrize("fields", [LATER, ELSEWHERE], ids=["another day", "another region"])
def test_the_same_words_of_another_day_or_region_are_another_event(fields):
    assert are_apart([(told(), told(**fields))])


@pytest.mark.parametrize("fields", [LATER, ELSEWHERE], ids=["another day", "another region"])
def test_the_same_people_may_be_told_of_later_and_elsewhere(fields):
    names = ("musa ibrahim",)

    assert not are_apart([(told(names=names), told(**{**fields, "names": names}))])


def test_a_follow_up_that_names_the_day_is_not_apart():
    assert not are_apart([(told(), told(**{**LATER, "dates": (DAY + 9, DAY)}))])


def test_a_day_that_is_not_said_exactly_sets_nothing_apart():
    assert not are_apart([(told(), told(**{**LATER, "day_known": False}))])


def test_one_near_pair_is_enough_for_an_event():
    assert not are_apart([(told(), told(**LATER)), (told(), told(article="c"))])


def test_the_name_of_the_town_is_nobodys_name():
    town = ("kano city",)

    assert are_apart([(told(names=town), told(**{**LATER, "names": town}))])


def test_a_copy_is_never_apart_from_its_original():
    assert not are_apart([(told(root="a"), told(**{**LATER, "root": "a"}))])
