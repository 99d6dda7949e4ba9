from typing import Any

from dedupe_builders import a_place, a_report
from service.dedupe.candidates import MAX_CANDIDATES, MAX_READ, CandidateIndex, Kind
from service.dedupe.resolve import event_report
from service.dedupe.traits import Traits, traits_of
from service.models.mention import EventDate, Signals


def traits(mention_id: str, **fields: Any) -> Traits:
    return traits_of(event_report(a_report(mention_id, **fields)))


def found(index: CandidateIndex, wanted: Traits) -> list[str]:
    return [index[number].mention_id for number in index.near(wanted)]


def test_candidates_are_those_that_share_rare_things_likeliest_first() -> None:
    index = CandidateIndex()
    for number in range(30):
        index.add(traits(f"h{number}", story="harbour"))
    index.add(traits("m1"))

    candidates = found(index, traits("m2"))

    assert candidates[0] == "m1"
    assert len(candidates) <= MAX_CANDIDATES


def test_a_report_with_less_than_half_of_the_likeliest_ones_votes_is_no_candidate() -> None:
    index = CandidateIndex()
    index.add(traits("m1"))
    index.add(traits("h1", story="harbour"))
    wanted = traits("m2", title="Clash near bridge and harbour crossing")

    assert found(index, wanted) == ["m1"]


def test_what_too_many_reports_name_leads_to_none_of_them() -> None:
    def naming(mention_id: str) -> Traits:
        signals = Signals(names=("the mayor",))
        return traits(mention_id, title=None, places=(), event_date=EventDate(), signals=signals)

    index = CandidateIndex()
    for number in range(MAX_READ):
        index.add(naming(f"m{number}"))

    assert len(found(index, naming("m"))) == MAX_CANDIDATES
    index.add(naming("one too many"))
    assert found(index, naming("m")) == []


def test_the_nearer_day_in_the_same_place_comes_first() -> None:
    def on(mention_id: str, day: int) -> Traits:
        told = traits(mention_id, title=None, places=(a_place("Ardea"),), event_date=EventDate(), signals=Signals())
        values = {name: getattr(told, name) for name in Traits.__slots__}
        return Traits(**{**values, "first_day": day, "last_day": day})

    index = CandidateIndex()
    for day in (103, 101, 102):
        index.add(on(f"day {day}", day))

    assert found(index, on("m", 100))[:2] == ["day 101", "day 102"]


def test_a_removed_report_leaves_no_key_behind() -> None:
    index = CandidateIndex()
    index.remove(index.add(traits("m1")))

    assert len(index) == 0


def test_holders_are_counted_by_kind() -> None:
    index = CandidateIndex()
    index.add(traits("m1"))
    index.add(traits("m2"))

    assert index.holders(Kind.NAME, "bridge kamal") == 2
    assert index.holders(Kind.TERM, "bridge kamal") == 0
