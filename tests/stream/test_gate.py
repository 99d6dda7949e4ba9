import itertools

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule
from service.stream.gate import AckGate, OutOfOrder


def gate_of(*offsets: int) -> tuple[AckGate, list[int]]:
    """A gate with these messages started, and the list that their acknowledgements go to."""
    gate, acknowledged = AckGate(), []
    for offset in offsets:
        gate.start(offset, lambda offset=offset: acknowledged.append(offset))
    return gate, acknowledged


def test_a_finished_message_is_acknowledged():
    gate, acknowledged = gate_of(7)

    assert gate.finish(7) == 1
    assert acknowledged == [7]
    assert len(gate) == 0


def test_a_message_behind_an_unfinished_one_waits():
    gate, acknowledged = gate_of(1, 2, 3)

    assert gate.finish(2) == 0
    assert acknowledged == []
    assert len(gate) == 3


def test_finishing_the_gap_acknowledges_all_that_waited():
    gate, acknowledged = gate_of(1, 2, 3)
    gate.finish(3)
    gate.finish(2)

    assert gate.finish(1) == 3
    assert acknowledged == [1, 2, 3]


@pytest.mark.parametrize("order", list(itertools.permutations(range(5))))
def test_every_order_of_finishing_acknowledges_in_offset_order(order):
    gate, acknowledged = gate_of(*range(5))
    finished = set()

    for offset in order:
        gate.finish(offset)
        finished.add(offset)
        contiguous = list(itertools.takewhile(finished.__contains__, range(5)))
        assert acknowledged == contiguous


def test_holes_in_the_offsets_are_no_gaps():
    """Compaction and transaction markers leave offsets out."""
    gate, acknowledged = gate_of(3, 10, 11)
    gate.finish(3)
    gate.finish(10)

    assert acknowledged == [3, 10]


def test_finishing_twice_acknowledges_once():
    gate, acknowledged = gate_of(1, 2)
    gate.finish(1)

    assert gate.finish(1) == 0
    assert acknowledged == [1]


def test_an_unknown_offset_is_ignored():
    gate, acknowledged = gate_of(1)

    assert gate.finish(99) == 0
    assert acknowledged == []


@pytest.mark.parametrize("offset", [4, 5])
def test_offsets_that_do_not_ascend_are_refused(offset):
    gate, _ = gate_of(5)

    with pytest.raises(OutOfOrder, match=f"offset {offset} after 5"):
        gate.start(offset, lambda: None)


def test_a_closed_gate_acknowledges_nothing():
    gate, acknowledged = gate_of(1, 2)
    gate.close()

    assert gate.finish(1) == 0
    assert acknowledged == []
    assert len(gate) == 0


def test_a_gate_closed_by_an_acknowledgement_stops_there():
    """Acknowledging may lead to the end of the assignment: what follows belongs to somebody else."""
    gate, acknowledged = AckGate(), []
    gate.start(1, lambda: (acknowledged.append(1), gate.close()))
    gate.start(2, lambda: acknowledged.append(2))
    gate.finish(2)
    gate.finish(1)

    assert acknowledged == [1]


class GateMachine(RuleBasedStateMachine):
    """Any order of starting, finishing (twice, or what was never started) and closing."""

    def __init__(self) -> None:
        super().__init__()
        self.gate = AckGate()
        self.started: list[int] = []
        self.finished: set[int] = set()
        self.acknowledged: list[int] = []
        self.at_close: int | None = None

    @precondition(lambda self: self.at_close is None)
    @rule(step=st.integers(1, 5))
    def start(self, step: int) -> None:
        offset = (self.started[-1] if self.started else 0) + step
        self.gate.start(offset, lambda: self.acknowledged.append(offset))
        self.started.append(offset)

    @rule(data=st.data())
    def finish(self, data: st.DataObject) -> None:
        offset = data.draw(st.sampled_from([*self.started, -1]))
        before = len(self.acknowledged)
        let_through = self.gate.finish(offset)
        assert let_through == len(self.acknowledged) - before
        if self.at_close is None:
            self.finished.add(offset)

    @precondition(lambda self: self.at_close is None)
    @rule()
    def close(self) -> None:
        self.gate.close()
        self.at_close = len(self.acknowledged)

    @invariant()
    def never_past_an_unfinished_message(self) -> None:
        assert set(self.acknowledged) <= self.finished
        assert self.acknowledged == self.started[: len(self.acknowledged)]

    @invariant()
    def everything_contiguous_is_acknowledged(self) -> None:
        if self.at_close is None:
            prefix = list(itertools.takewhile(self.finished.__contains__, self.started))
            assert self.acknowledged == prefix
            assert len(self.gate) == len(self.started) - len(prefix)

    @invariant()
    def closing_silences_it(self) -> None:
        if self.at_close is not None:
            assert len(self.acknowledged) == self.at_close
            assert len(self.gate) == 0


TestGateMachine = GateMachine.TestCase
