"""Bylines: names, and what is no name."""

import pytest
from service.clean.byline import agency_in, agency_of_dateline, names_in_byline, split_names


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("By Ann Lee", ("Ann Lee",)),
        ("by Ann Lee and Bo Ek", ("Ann Lee", "Bo Ek")),
        ("By Ann Lee with Bo Ek in Rome (AFP) Aug 20, 2019 in World", ("Ann Lee", "Bo Ek")),
        ("Von Anna Müller und Jörg Öztürk", ("Anna Müller", "Jörg Öztürk")),
        ("Par Anne-Marie Dupont", ("Anne-Marie Dupont",)),
        ("Por María José Peña", ("María José Peña",)),
        ("Written by Jean d'Arc O'Neill", ("Jean d'Arc O'Neill",)),
        ("By Ann Lee - January 10, 2020", ("Ann Lee",)),
        ("By Ann LeeNovember 4, 2020", ("Ann Lee",)),
        ("ByAnn Lee", ("Ann Lee",)),
        ("By Ann Lee, Staff Writer", ("Ann Lee",)),
        ("By Ann Lee Former Deputy Editor", ("Ann Lee",)),
        ("By Ann Lee Last updated on Monday", ("Ann Lee",)),
    ],
)
def test_a_byline_gives_its_names(line, names, knowledge):
    assert names_in_byline(line, knowledge) == names


@pytest.mark.parametrize(
    "line",
    [
        "By noon the road was closed",
        "By Monday",
        "Bypass opened",
        "Ann Lee",
        "By " + "Ann " * 100,
        "Von hier an geht es bergab",
    ],
)
def test_a_line_that_only_begins_like_one_gives_none(line, knowledge):
    assert names_in_byline(line, knowledge) == ()


def test_an_agency_is_no_author(knowledge):
    assert split_names("Ann Lee, Reuters", knowledge) == ("Ann Lee",)


def test_a_name_stands_once(knowledge):
    assert split_names("Ann Lee, Ann Lee", knowledge) == ("Ann Lee",)


def test_the_agency_in_brackets_is_found(knowledge):
    assert agency_in("By Ann Lee (AFP)", knowledge) == "AFP"
    assert agency_in("By Ann Lee (Rome)", knowledge) is None


def test_a_dateline_names_the_agency(knowledge):
    assert agency_of_dateline("CAIRO (Reuters) - The market opened again on Monday.", knowledge) == "Reuters"
    assert agency_of_dateline("The market (AP) opened", knowledge) is None
