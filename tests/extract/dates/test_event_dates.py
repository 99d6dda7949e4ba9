"""The day of an event is chosen among the dates of its article."""

from datetime import date, datetime

from service.extract.dates import (
    DateCue,
    DateKnowledge,
    ReportKind,
    event_date_for,
    find_dates,
    publication_guess,
    report_kind,
    story_date_for,
)
from service.models.mention import DateAnchor, DatePrecision, EventDate


def day_of(text: str, evidence: str, knowledge: DateKnowledge, published_at: datetime | None) -> EventDate:
    start = text.index(evidence)
    return event_date_for(text, start, start + len(evidence), find_dates(text, knowledge), published_at)


def test_the_day_of_the_deed_beats_the_day_of_the_charge(date_knowledge: DateKnowledge, a_wednesday: datetime):
    text = "A man was charged Tuesday with murder. The victim was shot about 9 p.m. Saturday outside a bar."

    assert day_of(text, text, date_knowledge, a_wednesday).start == date(2021, 6, 12)


def test_the_day_of_the_deed_beats_the_day_it_was_told(date_knowledge: DateKnowledge, a_wednesday: datetime):
    text = "Two people were shot Monday night, police said Tuesday."

    assert day_of(text, text, date_knowledge, a_wednesday).start == date(2021, 6, 14)


def test_days_named_again_outvote_one_named_once(date_knowledge: DateKnowledge, a_wednesday: datetime):
    text = "He died. The attack on Friday shook the town. Friday was hot. Sunday, people came."

    assert day_of(text, "He died.", date_knowledge, a_wednesday).start == date(2021, 6, 11)


def test_a_coming_day_is_no_event_day(date_knowledge: DateKnowledge, a_wednesday: datetime):
    text = "A man was shot. A vigil is planned for Thursday."

    assert day_of(text, "A man was shot.", date_knowledge, a_wednesday) == EventDate()


def test_the_pages_own_stamp_is_no_event_day(date_knowledge: DateKnowledge, a_wednesday: datetime):
    text = "Posted: June 16, 2021\nA man was shot in a car on Monday night."

    assert day_of(text, "A man was shot in a car on Monday night.", date_knowledge, a_wednesday).start == date(
        2021, 6, 14
    )


def test_a_dateline_in_brackets_is_a_stamp(date_knowledge: DateKnowledge):
    (stamp,) = find_dates("LIMA (June 14, 2021) – Police searched a house.", date_knowledge)

    assert stamp.cues == (DateCue.STAMP,)


def test_a_date_beside_another_is_counted_from_it(date_knowledge: DateKnowledge, a_wednesday: datetime):
    text = "On June 3 he fled. The attack had happened two days earlier."

    assert day_of(text, "The attack had happened two days earlier.", date_knowledge, a_wednesday).start == date(
        2021, 6, 1
    )


def test_without_a_publication_day_the_words_are_kept(date_knowledge: DateKnowledge):
    found = day_of("Jets struck on Sunday.", "Jets struck on Sunday.", date_knowledge, None)

    assert (found.start, found.text, found.anchor) == (None, "Sunday", DateAnchor.UNRESOLVED)


def test_a_full_date_is_preferred_to_words_without_an_anchor(date_knowledge: DateKnowledge):
    text = "Jets struck on Sunday. The raid of October 3, 2017 was the worst."

    assert day_of(text, text, date_knowledge, None).start == date(2017, 10, 3)


def test_a_weekday_without_an_anchor_is_preferred_to_the_month_of_another_story(date_knowledge: DateKnowledge):
    text = "Gunmen killed two farmers on Saturday. A state of emergency was declared in August 2023."
    found = day_of(text, "Gunmen killed two farmers on Saturday.", date_knowledge, None)

    assert (found.text, found.start) == ("Saturday", None)


def test_a_text_without_dates_gives_none(date_knowledge: DateKnowledge, a_wednesday: datetime):
    assert day_of("Jets struck.", "Jets struck.", date_knowledge, a_wednesday) == EventDate()


def test_the_publication_day_is_a_guess_of_lower_precision(a_wednesday: datetime):
    guess = publication_guess(a_wednesday)

    assert (guess.start, guess.precision) == (date(2021, 6, 16), DatePrecision.WEEK)


def test_without_a_publication_day_there_is_no_guess():
    assert publication_guess(None) == EventDate()


def test_the_nearest_cue_says_what_happened_on_a_day(date_knowledge: DateKnowledge):
    shot, said = find_dates("He was shot on Monday in his car, the sheriff's office said on Tuesday.", date_knowledge)

    assert shot.cues[0] is DateCue.TRIGGER
    assert said.cues[0] is DateCue.SPEECH
    assert shot.merit > said.merit


def test_cues_stay_in_their_sentence(date_knowledge: DateKnowledge):
    (day,) = find_dates("A man was killed. On Monday it rained. Police said nothing.", date_knowledge)

    assert day.cues == ()
    assert day.sentence_cues == ()


def test_a_story_that_names_no_day_of_its_own_is_as_new_as_its_article(
    date_knowledge: DateKnowledge, a_wednesday: datetime
):
    text = "Two men were shot near the bridge. It was the tenth killing this year."
    found = story_date_for((0, 34), find_dates(text, date_knowledge), a_wednesday, ReportKind.NEWS)

    assert found == publication_guess(a_wednesday)


def test_words_that_name_the_publication_day_go_before_the_guess(date_knowledge: DateKnowledge, a_wednesday: datetime):
    text = "Two men were shot dead near the bridge on Wednesday."
    found = story_date_for((0, 52), find_dates(text, date_knowledge), a_wednesday, ReportKind.NEWS)

    assert (found.start, found.text) == (date(2021, 6, 16), "Wednesday")


def test_a_report_of_charges_tells_of_an_older_deed(date_knowledge: DateKnowledge, a_wednesday: datetime):
    text = "A man faces trial over a shooting near the bridge. It happened on May 20."
    dates = find_dates(text, date_knowledge)

    assert report_kind("Man charged over shooting", date_knowledge) is ReportKind.COURT
    assert story_date_for((0, 50), dates, a_wednesday, ReportKind.COURT).start == date(2021, 5, 20)


def test_a_story_without_publication_and_dates_has_no_day(date_knowledge: DateKnowledge):
    assert story_date_for((0, 10), (), None, ReportKind.NEWS) == EventDate()
    assert report_kind("Two men shot near the bridge", date_knowledge) is ReportKind.NEWS
