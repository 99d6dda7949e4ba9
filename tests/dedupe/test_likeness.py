from datetime import date
from typing import Any

import pytest
from dedupe_builders import a_day, a_place, a_report, people
from service.dedupe.candidates import MAX_CANDIDATES, CandidateIndex
from service.dedupe.knowledge import load_dedupe_knowledge
from service.dedupe.likeness import FEATURES, UNKNOWN, cosine, kilometres, likeness
from service.dedupe.linkage import are_told_apart
from service.dedupe.pair_model import read_pair_model
from service.dedupe.resolve import event_report
from service.dedupe.traits import Spot, Traits, traits_of, weighted
from service.models.mention import EventDate, Signals


def traits(mention_id: str, **fields: Any) -> Traits:
    return traits_of(event_report(a_report(mention_id, **fields)))


def features(one: Traits, other: Traits) -> dict[str, float]:
    return dict(zip(FEATURES, likeness(one, other, lambda key: 1), strict=True))


def test_likeness_is_symmetric() -> None:
    one, other = traits("m1"), traits("m2", story="harbour", fatalities=people(3))

    assert likeness(one, other, lambda key: 2) == pytest.approx(likeness(other, one, lambda key: 2))


def test_what_one_side_does_not_say_is_unknown_not_different() -> None:
    found = features(traits("m1"), traits("m2", places=(), event_date=EventDate(), signals=Signals()))

    assert {found[name] for name in ("nearest_km", "day_gap", "killed_gap", "terms_cosine")} == {UNKNOWN}


def test_a_name_that_many_reports_hold_says_nothing() -> None:
    one, other = traits("m1"), traits("m2")

    assert dict(zip(FEATURES, likeness(one, other, lambda key: 1), strict=True))["rare_names"] == 2.0
    assert dict(zip(FEATURES, likeness(one, other, lambda key: 21), strict=True))["rare_names"] == 0.0


def test_periods_that_meet_have_no_gap() -> None:
    week = EventDate(start=date(2026, 3, 1), end=date(2026, 3, 7))

    assert features(traits("m1", event_date=week), traits("m2", event_date=a_day(date(2026, 3, 5))))["day_gap"] == 0.0
    assert features(traits("m1", event_date=week), traits("m2", event_date=a_day(date(2026, 3, 10))))["day_gap"] == 3.0


def test_distance_is_along_the_great_circle() -> None:
    london = Spot("london", 51.5074, -0.1278, 3, None)
    paris = Spot("paris", 48.8566, 2.3522, 3, None)

    assert kilometres(london, paris) == pytest.approx(344, abs=2)


def test_heavier_members_come_first_and_weigh_more() -> None:
    assert cosine(weighted(["a", "b"]), weighted(["a", "c"])) > cosine(weighted(["b", "a"]), weighted(["c", "a"]))


def test_two_mentions_of_one_article_are_told_apart_by_place() -> None:
    one = traits("m1", article_id="a1")
    other = traits("m2", article_id="a1", places=(a_place("Elsewhere"),))

    assert are_told_apart([(one, other)])
    assert not are_told_apart([(one, traits("m3", article_id="a1"))])
    assert not are_told_apart([(one, traits("m4"))])


def test_candidates_are_those_that_share_rare_things_likeliest_first() -> None:
    index = CandidateIndex()
    for number in range(30):
        index.add(traits(f"h{number}", story="harbour"))
    index.add(traits("m1"))

    found = index.near(traits("m2"))

    assert found[0] == "m1"
    assert len(found) <= MAX_CANDIDATES


def test_a_removed_report_leaves_no_key_behind() -> None:
    index = CandidateIndex()
    index.add(traits("m1"))
    index.remove(traits("m1"))

    assert len(index) == 0


def test_trees_walk_to_the_leaf_that_the_thresholds_name() -> None:
    names = ("tree", "node", "feature", "threshold", "left", "right", "value")
    rows = [("0", "0", "gap", "1.5", "1", "2", ""), ("0", "1", "", "", "", "", "2"), ("0", "2", "", "", "", "", "-2")]
    model = read_pair_model([dict(zip(names, row, strict=True)) for row in rows], ("gap",))

    assert model.probabilities([[1.0], [2.0]]) == pytest.approx([0.8808, 0.1192], abs=1e-4)


def test_the_shipped_score_tells_one_story_from_another() -> None:
    knowledge = load_dedupe_knowledge()
    same = likeness(traits("m1"), traits("m2"), lambda key: 1)
    other = likeness(traits("m1"), traits("m3", story="harbour"), lambda key: 1)

    chances = knowledge.text_pairs.probabilities([same, other])

    assert chances[0] > 0.8
    assert chances[1] < 0.05
