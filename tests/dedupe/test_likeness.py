from datetime import date
from typing import Any

import pytest
from dedupe_builders import a_day, a_place, a_report, people
from service.dedupe.knowledge import load_dedupe_knowledge
from service.dedupe.likeness import FEATURES, UNKNOWN, kilometres, likeness
from service.dedupe.linkage import are_told_apart
from service.dedupe.pair_model import read_pair_model
from service.dedupe.probe import Probe, cosine, in_common, weighted
from service.dedupe.resolve import event_report
from service.dedupe.traits import Spot, Traits, point_at, traits_of
from service.models.mention import EventDate, Signals


def traits(mention_id: str, **fields: Any) -> Traits:
    return traits_of(event_report(a_report(mention_id, **fields)))


def features(one: Traits, other: Traits) -> dict[str, float]:
    return dict(zip(FEATURES, likeness(Probe(one), other, lambda kind, key: 1), strict=True))


def test_likeness_is_symmetric() -> None:
    one = traits("m1", title="Bridge crossing closed after clash")
    other = traits("m2", story="harbour", fatalities=people(3))
    signals = Signals(terms=("harbour1", "bridge7", "bridge2"), names=("bridge haddad", "harbour kamal"))
    third = traits("m3", title="Clash: crossing open", signals=signals)

    for a, b in ((one, other), (one, third), (third, other)):
        there, back = likeness(Probe(a), b, lambda kind, key: 2), likeness(Probe(b), a, lambda kind, key: 2)
        assert there == pytest.approx(back)


def test_what_one_side_does_not_say_is_unknown_not_different() -> None:
    found = features(traits("m1"), traits("m2", places=(), event_date=EventDate(), signals=Signals()))

    assert {found[name] for name in ("nearest_km", "day_gap", "killed_gap", "terms_cosine")} == {UNKNOWN}


def test_a_name_that_many_reports_hold_says_nothing() -> None:
    one, other = traits("m1"), traits("m2")

    assert dict(zip(FEATURES, likeness(Probe(one), other, lambda kind, key: 1), strict=True))["rare_names"] == 2.0
    assert dict(zip(FEATURES, likeness(Probe(one), other, lambda kind, key: 21), strict=True))["rare_names"] == 0.0


def test_periods_that_meet_have_no_gap() -> None:
    week = EventDate(start=date(2026, 3, 1), end=date(2026, 3, 7))

    assert features(traits("m1", event_date=week), traits("m2", event_date=a_day(date(2026, 3, 5))))["day_gap"] == 0.0
    assert features(traits("m1", event_date=week), traits("m2", event_date=a_day(date(2026, 3, 10))))["day_gap"] == 3.0


def test_distance_is_along_the_great_circle() -> None:
    london = Spot("london", point_at(51.5074, -0.1278), 3, None)
    paris = Spot("paris", point_at(48.8566, 2.3522), 3, None)

    assert kilometres(london, paris) == pytest.approx(344, abs=2)


def test_heavier_members_come_first_and_weigh_more() -> None:
    def alike(one: tuple[str, ...], other: tuple[str, ...]) -> float:
        return cosine(in_common(weighted(one), other), len(one), len(other))

    assert alike(("a", "b"), ("a", "c")) > alike(("b", "a"), ("c", "a"))
    assert alike(("a", "b"), ("a", "b")) == pytest.approx(1.0)


def test_two_mentions_of_one_article_are_told_apart_by_place() -> None:
    one = traits("m1", article_id="a1")
    other = traits("m2", article_id="a1", places=(a_place("Elsewhere"),))

    assert are_told_apart([(one, other)])
    assert not are_told_apart([(one, traits("m3", article_id="a1"))])
    assert not are_told_apart([(one, traits("m4"))])


def test_trees_walk_to_the_leaf_that_the_thresholds_name() -> None:
    names = ("tree", "node", "feature", "threshold", "left", "right", "value")
    rows = [("0", "0", "gap", "1.5", "1", "2", ""), ("0", "1", "", "", "", "", "2"), ("0", "2", "", "", "", "", "-2")]
    model = read_pair_model([dict(zip(names, row, strict=True)) for row in rows], ("gap",))

    assert model.probabilities([[1.0], [2.0]]) == pytest.approx([0.8808, 0.1192], abs=1e-4)


def test_a_tree_of_more_leaves_than_bits_is_refused() -> None:
    names = ("tree", "node", "feature", "threshold", "left", "right", "value")
    inner = [("0", str(n), "gap", f"{n}", str(n + 17), str(n + 1), "") for n in range(16)]
    leaves = [("0", str(n), "", "", "", "", "1") for n in range(16, 33)]
    rows = [dict(zip(names, row, strict=True)) for row in (*inner, *leaves)]

    with pytest.raises(ValueError, match="17 leaves"):
        read_pair_model(rows, ("gap",))


def test_the_shipped_score_tells_one_story_from_another() -> None:
    knowledge = load_dedupe_knowledge()
    probe = Probe(traits("m1"))
    same = likeness(probe, traits("m2"), lambda kind, key: 1)
    other = likeness(probe, traits("m3", story="harbour"), lambda kind, key: 1)

    chances = knowledge.text_pairs.probabilities([same, other])

    assert chances[0] > 0.8
    assert chances[1] < 0.05
