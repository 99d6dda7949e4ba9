"""What the words near a date say, and what that is worth."""

from datetime import date, datetime

import pytest
from service.extract.dates import DateCue, DateExpression, DateKind, DateKnowledge, find_dates, resolve_date
from service.extract.dates.weigh import setting_features, weighed, word_features
from service.extract.dates.words import read_date_words
from service.lexicons.loading import lexicon_path, read_table

CLASSES = {
    "month", "weekday", "number", "unit", "day", "overnight", "time", "part", "way", "other_way", "ago", "beside",
    "plain", "vague", "approximate", "leads_weekend", "way_of_time", "not_of_days", "article", "span_way",
    "since", "opens_range", "joins_range", "stamp", "year_cue", "conjunction",
}  # fmt: skip


def cues(text: str, knowledge: DateKnowledge) -> DateExpression:
    (expression,) = find_dates(text, knowledge)
    return expression


@pytest.mark.parametrize(
    ("text", "cue"),
    [
        ("He was shot on Monday.", DateCue.TRIGGER),
        ("Police said Monday that he fled.", DateCue.SPEECH),
        ("He was charged on Monday.", DateCue.JUSTICE),
        ("He died on Monday.", DateCue.DEATH),
        ("It began at 9 p.m. Monday.", DateCue.CLOCK),
        ("The club was founded on Monday.", DateCue.HISTORY),
        ("Updated: June 3, 2021", DateCue.STAMP),
        ("SAN SALVADOR, 7 FEB (EFE) -- Rebels fled.", DateCue.STAMP),
    ],
)
def test_the_nearest_word_gives_the_cue(date_knowledge: DateKnowledge, text: str, cue: DateCue):
    assert cues(text, date_knowledge).cues[0] is cue


def test_cues_are_told_apart_by_side(date_knowledge: DateKnowledge):
    found = cues("Police said on Monday that a man was shot.", date_knowledge)

    assert found.cue_before is DateCue.SPEECH
    assert found.cue_after is DateCue.TRIGGER
    assert set(found.sentence_cues) == {DateCue.SPEECH, DateCue.TRIGGER}


def test_a_comma_keeps_a_cue_at_a_distance(date_knowledge: DateKnowledge):
    assert cues("A man was shot Monday, police said.", date_knowledge).cues[0] is DateCue.TRIGGER


def test_an_abbreviation_ends_no_sentence(date_knowledge: DateKnowledge):
    assert DateCue.TRIGGER in cues("He was shot by Gen. Zorba on Monday.", date_knowledge).sentence_cues


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        ("He was shot on Monday night.", "He was charged on Monday."),
        ("He was shot on Monday night.", "Police said so on Monday."),
        ("It began at 9 p.m. Monday.", "It began on Monday."),
        ("He was shot on Monday.", "He was shot in May."),
        ("He was shot on Monday.", "Posted Monday, June 3"),
    ],
)
def test_words_of_the_deed_are_worth_more(date_knowledge: DateKnowledge, better: str, worse: str):
    assert cues(better, date_knowledge).merit > cues(worse, date_knowledge).merit


def test_features_of_the_words_name_kind_cue_and_time(date_knowledge: DateKnowledge):
    found = word_features(cues("He was shot late Monday night.", date_knowledge))

    assert {"kind:weekday", "cue:trigger", "part:late", "has_time"} <= found.keys()


def test_a_date_inside_the_evidence_is_told_from_one_beside_it(date_knowledge: DateKnowledge, a_wednesday: datetime):
    text = "On Monday he fled. On Tuesday he was shot."
    monday, tuesday = find_dates(text, date_knowledge)
    evidence = (19, len(text))

    inside = setting_features(tuesday, resolve_date(tuesday, a_wednesday), evidence, a_wednesday)
    before = setting_features(monday, resolve_date(monday, a_wednesday), evidence, a_wednesday)

    assert inside["inside"] == 1.0
    assert "inside" not in before
    assert before["distance:before"] > 0
    assert inside["age:1"] == before["age:2_3"] == 1.0


def test_an_unresolved_date_has_no_age(date_knowledge: DateKnowledge):
    monday = cues("On Monday he fled.", date_knowledge)

    assert not any(
        name.startswith("age") for name in setting_features(monday, resolve_date(monday, None), (0, 5), None)
    )


def test_unknown_features_weigh_nothing():
    assert weighed({"known": 2.0, "unknown": 5.0}, {"known": 1.5}) == 3.0


def test_words_are_read_in_lower_case_without_possessives(date_knowledge: DateKnowledge):
    words = read_date_words("Monday's ATTACK, on Oct. 3rd", date_knowledge.words)

    assert words.words == ["monday", "attack", "on", "oct", "3rd"]
    assert words.integer(0, "weekday") == 0
    assert words.digits(4) == 3
    assert words.digits(1) is None
    assert words.value(99, "month") is None
    assert words.is_near(4)
    assert not words.is_near(0)


@pytest.mark.parametrize("name", ["words.tsv", "cues.tsv", "weights.tsv"])
def test_a_date_file_says_where_it_comes_from(name: str):
    assert lexicon_path(f"dates/{name}").read_text(encoding="utf-8").startswith("# ")


def test_every_class_of_words_is_one_that_the_grammar_knows():
    assert {row["class"] for row in read_table("dates/words.tsv")} == CLASSES


def test_every_cue_is_one_of_the_closed_list():
    assert {row["cue"] for row in read_table("dates/cues.tsv")} <= {cue.value for cue in DateCue}


@pytest.mark.parametrize(("word", "month"), [("january", 1), ("sept", 9), ("dec", 12)])
def test_months_are_numbered(date_knowledge: DateKnowledge, word: str, month: int):
    assert date_knowledge.words[word]["month"] == str(month)


@pytest.mark.parametrize(
    ("fields", "start", "end"),
    [
        ({"kind": DateKind.CALENDAR_DAY, "year": 2020, "month": 2, "day": 29}, "2020-02-29", "2020-02-29"),
        ({"kind": DateKind.MONTH, "year": 2019, "month": 12}, "2019-12-01", "2019-12-31"),
        ({"kind": DateKind.MONTH, "year": 2019, "month": 12, "part": "early"}, "2019-12-01", "2019-12-10"),
        ({"kind": DateKind.MONTH, "year": 2019, "month": 12, "part": "mid"}, "2019-12-11", "2019-12-20"),
        ({"kind": DateKind.OFFSET, "offset": -1, "unit": "month", "way": -1}, "2021-05-01", "2021-05-31"),
        ({"kind": DateKind.OFFSET, "offset": -1, "unit": "year", "way": -1}, "2020-01-01", "2020-12-31"),
        ({"kind": DateKind.OFFSET, "offset": -1, "unit": "decade"}, "2011-01-01", "2011-12-31"),
        ({"kind": DateKind.PAST_SPAN, "offset": -2, "unit": "week"}, "2021-06-02", "2021-06-16"),
        ({"kind": DateKind.WEEKEND, "way": 1}, "2021-06-19", "2021-06-20"),
        ({"kind": DateKind.WEEKDAY, "weekday": 4, "way": 1}, "2021-06-18", "2021-06-18"),
    ],
)
def test_fields_resolve_by_the_calendar(a_wednesday: datetime, fields: dict[str, object], start: str, end: str):
    expression = DateExpression(start=0, end=1, text="x", **fields)  # type: ignore[arg-type]
    found = resolve_date(expression, a_wednesday)

    assert (found.start, found.end) == (date.fromisoformat(start), date.fromisoformat(end))
