from datetime import timedelta

from dedupe_builders import MONDAY, a_copy_state, a_mention, a_place, an_article, judged, prose
from service.dedupe.copies import CopyOutcome, withdrawal
from service.models.article import DuplicateKind
from service.models.report import ReportStatus


def test_the_first_article_is_an_original():
    verdict = judged(a_copy_state(), an_article("a1", prose("flood")))

    assert verdict.outcome is CopyOutcome.ORIGINAL
    assert verdict.article.duplicate_of is None


def test_the_same_text_elsewhere_is_an_exact_copy():
    state = a_copy_state()
    judged(state, an_article("a1", prose("flood")))

    verdict = judged(state, an_article("a2", prose("flood")))

    assert verdict.outcome is CopyOutcome.COPY
    assert (verdict.article.duplicate_of, verdict.article.duplicate_kind) == ("a1", DuplicateKind.EXACT)


def test_a_truncated_copy_joins_the_original():
    state = a_copy_state()
    judged(state, an_article("a1", prose("flood", 300)))

    verdict = judged(state, an_article("a2", prose("flood", 60)))

    assert (verdict.article.duplicate_of, verdict.article.duplicate_kind) == ("a1", DuplicateKind.TRUNCATED)


def test_a_longer_version_by_the_same_outlet_is_an_update():
    state = a_copy_state()
    judged(state, an_article("a1", prose("flood", 100), outlet="Post", title="River floods town"))

    verdict = judged(state, an_article("a2", prose("flood", 160), outlet="Post", title="River floods town: five dead"))

    assert (verdict.article.duplicate_of, verdict.article.duplicate_kind) == ("a1", DuplicateKind.UPDATED)


def test_most_of_the_text_between_another_outlets_own_words_is_republished():
    state = a_copy_state()
    judged(state, an_article("a1", prose("flood")))

    article = judged(state, an_article("a2", prose("masthead", 60) + prose("flood", 150) + prose("reply", 80))).article

    assert (article.duplicate_of, article.duplicate_kind) == ("a1", DuplicateKind.REPUBLISHED)


def test_a_copy_of_a_copy_points_at_the_original():
    state = a_copy_state()
    judged(state, an_article("a1", prose("flood", 300)))
    judged(state, an_article("a2", prose("flood", 250)))

    assert judged(state, an_article("a3", prose("flood", 250))).article.duplicate_of == "a1"


def test_an_unlike_article_is_an_original():
    state = a_copy_state()
    judged(state, an_article("a1", prose("flood")))

    assert judged(state, an_article("a2", prose("strike"))).outcome is CopyOutcome.ORIGINAL


def test_a_text_found_again_after_weeks_is_not_a_copy():
    state = a_copy_state()
    judged(state, an_article("a1", prose("flood")))

    later = an_article("a2", prose("flood", 150), published_at=MONDAY + timedelta(days=15))

    assert judged(state, later).article.duplicate_of is None


def test_what_an_outlet_prints_under_every_article_makes_no_copy():
    state = a_copy_state()
    footer = prose("about us", 120)
    for n in range(6):
        text = f"{prose(f'story {n}', 40)}\n\n{footer}"
        verdict = judged(state, an_article(f"a{n}", text, outlet="Post", title=f"story{n} headline{n}"))

        assert verdict.article.duplicate_of is None


def test_a_quarter_in_common_makes_a_copy_elsewhere_but_a_template_in_one_outlet():
    state = a_copy_state()
    shared = prose("sheriff's office", 40)
    judged(state, an_article("a1", f"{prose('flood', 110)} {shared}", outlet="Post", title="County brief: flood"))

    strike = an_article("a2", f"{prose('strike', 110)} {shared}", outlet="Post", title="County brief: strike")
    same_outlet = judged(state, strike)
    elsewhere = judged(state, an_article("a3", f"{prose('fire', 110)} {shared}", outlet="Courier"))

    assert same_outlet.article.duplicate_of is None
    assert elsewhere.article.duplicate_of == "a1"


def test_a_short_piece_of_a_very_long_text_is_found():
    state = a_copy_state()
    judged(state, an_article("a1", prose("flood", 2_000)))

    verdict = judged(state, an_article("a2", prose("flood", 200)))

    assert (verdict.article.duplicate_of, verdict.article.duplicate_kind) == ("a1", DuplicateKind.TRUNCATED)


def test_two_empty_articles_are_not_copies():
    state = a_copy_state()
    judged(state, an_article("a1", ""))

    assert judged(state, an_article("a2", "")).article.duplicate_of is None


def test_an_article_seen_again_is_a_repeat_with_nothing_to_remember():
    state = a_copy_state()
    judged(state, an_article("a1", prose("flood")))
    first = judged(state, an_article("a2", prose("flood")))

    again = judged(state, an_article("a2", prose("flood")), hours=5)

    assert again.outcome is CopyOutcome.REPEAT
    assert again.record is None
    assert again.article == first.article


def test_a_corrected_article_withdraws_what_it_no_longer_says():
    state = a_copy_state()
    kept, dropped = a_mention("m1", places=(a_place("Idlib"),)), a_mention("m2", places=(a_place("Homs"),))
    judged(state, an_article("a1", prose("flood")), kept, dropped)

    verdict = judged(state, an_article("a1", prose("flood", 190)), kept, hours=1)

    assert verdict.outcome is CopyOutcome.CORRECTED
    assert [reported.mention_id for reported in verdict.withdrawn] == ["m2"]


def test_a_mention_that_moved_to_another_country_is_withdrawn_from_the_first():
    state = a_copy_state()
    judged(state, an_article("a1", prose("flood")), a_mention("m1", places=(a_place("Tripoli", country="LBN"),)))
    moved = a_mention("m1", places=(a_place("Tripoli", country="LBY"),))

    verdict = judged(state, an_article("a1", prose("flood", 190)), moved)

    report = withdrawal(verdict.withdrawn[0], "a1", MONDAY)
    assert report.status is ReportStatus.WITHDRAWN
    assert report.places[0].country == "LBN"


def test_a_corrected_original_stays_an_original_so_that_no_copy_points_at_a_copy():
    state = a_copy_state()
    judged(state, an_article("a1", prose("strike")))
    judged(state, an_article("a2", prose("flood")))
    judged(state, an_article("a3", prose("flood")))

    assert judged(state, an_article("a2", prose("strike", 150))).article.duplicate_of is None


def test_the_same_address_under_another_id_is_an_update_that_withdraws_nothing():
    state, address = a_copy_state(), "https://news.example/flood"
    common = prose("flood")
    judged(state, an_article("a1", common + prose("noon"), url=address, outlet="news"), a_mention("m1", "a1"))

    later = an_article("a2", common + prose("night"), url=f"{address}?utm_source=feed", outlet="news")
    verdict = judged(state, later, a_mention("m2", "a2"), hours=5)

    assert (verdict.article.duplicate_of, verdict.article.duplicate_kind) == ("a1", DuplicateKind.UPDATED)
    assert verdict.withdrawn == ()
