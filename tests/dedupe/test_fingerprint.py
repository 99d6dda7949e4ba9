from dedupe_builders import an_article, prose
from service.dedupe.fingerprint import MAX_KEYS, WHOLE_REACH, fingerprint, reach_of


def test_a_piece_is_inside_the_whole_up_to_the_smaller_reach() -> None:
    whole, piece = fingerprint(an_article("a1", prose("flood", 900))), fingerprint(an_article("a2", prose("flood", 90)))

    within = [key for key in piece if key <= reach_of(whole)]

    assert len(within) > 5
    assert len(set(within) - set(whole)) <= 1  # the last run ends in the full stop's word on one side only


def test_a_short_text_is_kept_whole() -> None:
    keys = fingerprint(an_article("a1", prose("flood", 60)))

    assert len(keys) == 56
    assert reach_of(keys) == WHOLE_REACH


def test_a_long_text_is_kept_up_to_its_largest_key() -> None:
    keys = fingerprint(an_article("a1", prose("flood", 600)))

    assert len(keys) == MAX_KEYS
    assert reach_of(keys) == max(keys)


def test_fingerprints_are_the_same_on_every_machine() -> None:
    assert fingerprint(an_article("a1", "one two three four five six seven eight nine ten"))[:2] == (
        588206389,
        1054966510,
    )


def test_scripts_without_spaces_have_fingerprints_too() -> None:
    assert len(fingerprint(an_article("a1", "洪水が町を襲い多くの家が流された。" * 3))) > 3
