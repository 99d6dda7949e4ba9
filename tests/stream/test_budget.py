import asyncio

from hypothesis import given
from hypothesis import strategies as st
from service.stream.budget import Budget


async def is_let_in(budget: Budget, size: int) -> bool:
    """Whether a message of that size gets in without anybody giving back."""
    task = asyncio.create_task(budget.take(size))
    for _ in range(5):
        await asyncio.sleep(0)
    if not task.done():
        task.cancel()
        return False
    return True


async def test_messages_are_let_in_up_to_their_number():
    budget = Budget(2, 1_000)

    assert [await is_let_in(budget, 1) for _ in range(3)] == [True, True, False]
    assert budget.messages == 2


async def test_messages_are_let_in_up_to_their_bytes():
    budget = Budget(100, 10)

    assert [await is_let_in(budget, size) for size in (6, 5, 4)] == [True, False, True]
    assert budget.bytes == 10


async def test_one_message_gets_in_however_large():
    """Waiting for room that can never be would stop the partition for good."""
    budget = Budget(1, 10)

    assert await is_let_in(budget, 1_000_000)
    assert not await is_let_in(budget, 1)


async def test_giving_back_lets_the_waiting_one_in():
    budget = Budget(1, 100)
    await budget.take(7)
    waiting = asyncio.create_task(budget.take(8))
    await asyncio.sleep(0)

    budget.give_back(7)
    await asyncio.wait_for(waiting, 1)

    assert (budget.messages, budget.bytes) == (1, 8)


@given(st.lists(st.integers(0, 50), max_size=60))
def test_the_bounds_are_never_exceeded_by_more_than_a_lone_message(sizes):
    async def run() -> None:
        budget, held = Budget(3, 60), []
        for size in sizes:
            while not await is_let_in(budget, size):
                budget.give_back(held.pop(0))
            held.append(size)
            assert budget.messages == len(held) <= 3
            assert budget.bytes == sum(held)
            assert sum(held) <= 60 or len(held) == 1

    asyncio.run(run())
