import numpy as np
from service.dedupe.register import Register


def test_numbers_ascend_and_the_oldest_living_one_is_known() -> None:
    register = Register()
    numbers = [register.enter(1, 2, 3.0, 10) for _ in range(3)]
    register.strike(numbers[0])

    assert numbers == [0, 1, 2]
    assert register.oldest() == 1
    assert (len(register), register.nbytes) == (2, 20)


def test_the_oldest_of_nothing_is_the_next_number() -> None:
    register = Register()
    register.strike(register.enter(1, 2, 3.0, 10))

    assert register.oldest() == 1


def test_facts_outlive_many_that_came_and_went() -> None:
    register = Register()
    for number in range(5_000):
        register.enter(number % 7, number % 11, float(number), 1)
        if number >= 100:
            register.strike(number - 100)

    numbers = np.array([0, 4_899, 4_900, 4_999])
    assert register.are_living(numbers).tolist() == [False, False, True, True]
    assert register.facts(numbers[2:])["group"].tolist() == [4_900 % 11, 4_999 % 11]
    assert register.received(4_950) == 4_950.0


def test_numbers_that_are_skipped_never_live() -> None:
    register = Register()
    register.begin_at(7_000_000)
    first = register.enter(1, 2, 3.0, 10)
    register.begin_at(7_000_005)
    second = register.enter(1, 2, 3.0, 10)

    assert (first, second) == (7_000_000, 7_000_005)
    assert register.are_living(np.array([3, 6_999_999, first, first + 2, second])).tolist() == [
        *(False, False, True, False, True)
    ]
    register.strike(first)
    assert register.oldest() == second
    assert len(register) == 1
