from datetime import date, timedelta

from dedupe_builders import MONDAY, a_mention, an_article
from hypothesis import given
from hypothesis import strategies as st
from service.dedupe.knowledge import load_word_knowledge
from service.dedupe.signals import signals_of, with_signals
from service.models.mention import Evidence

WORDS = load_word_knowledge()


def test_rare_words_are_heavier_than_common_ones() -> None:
    terms = signals_of(an_article("a1", "The mayor of Zarnovia said the mayor would visit the school."), WORDS).terms

    assert terms[0] == "zarnovia"
    assert "the" not in terms


def test_names_are_runs_of_capitalised_words_without_the_sentence_start() -> None:
    names = signals_of(an_article("a1", "On Monday Officer Lena Brandvik spoke.\nThe River Hotel burned."), WORDS).names

    assert {"lena brandvik", "river hotel"} <= set(names)


def test_ages_are_read_before_year_old_and_between_commas() -> None:
    ages = signals_of(an_article("a1", "A 31-year-old driver and Ana Ruiz, 27, were hurt by 14 shots."), WORDS).ages

    assert ages == (31, 27)


def test_streets_are_named_without_the_street_word() -> None:
    streets = signals_of(an_article("a1", "It burned at Harlow Ave. and Pine Street."), WORDS).streets

    assert streets == ("harlow", "pine")


def test_days_are_resolved_from_the_publication_day() -> None:
    days = signals_of(an_article("a1", "On Sunday, two days after February 27, it rained."), WORDS).dates

    assert set(days) == {date(2026, 3, 1), date(2026, 2, 27)}


def test_a_month_far_ahead_was_last_year() -> None:
    assert signals_of(an_article("a1", "He was arrested on November 3."), WORDS).dates == (date(2025, 11, 3),)


def test_an_impossible_day_is_no_day() -> None:
    assert signals_of(an_article("a1", "February 31 is no day."), WORDS).dates == ()


def test_without_a_publication_day_no_day_is_guessed() -> None:
    assert signals_of(an_article("a1", "It rained on Sunday.", published_at=None), WORDS).dates == ()


def test_the_main_event_speaks_for_the_article_and_a_side_event_for_its_sentences() -> None:
    text = "A depot burned in Zarnovia." + " Nothing else was said there." * 20 + " Gangs clashed in Orvelund."
    start = text.index("Gangs")
    side = a_mention("m2", evidence=Evidence(text=text[start:], start=start, end=len(text)))

    main, other = with_signals((a_mention("m1"), side), an_article("a1", text), WORDS)

    assert main.signals is not None
    assert other.signals is not None
    assert {"zarnovia", "orvelund"} <= set(main.signals.terms)
    assert "zarnovia" not in other.signals.terms


def test_no_mentions_stay_none() -> None:
    assert with_signals((), an_article("a1", "Nothing."), WORDS) == ()


@given(st.text(max_size=500))
def test_any_text_gives_signals_within_their_bounds(text: str) -> None:
    signals = signals_of(an_article("a1", text), WORDS)

    assert len(signals.terms) <= 40
    assert all(day <= MONDAY.date() + timedelta(days=46) or day.year != 2026 for day in signals.dates)
