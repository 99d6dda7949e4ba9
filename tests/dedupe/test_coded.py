from service.dedupe.coded import with_coded_signals


def test_the_coders_types_become_terms() -> None:
    mention = {
        "attributes": {"context": "Protest", "bystanders": []},
        "source": [{"attributes": {"type": "Security forces", "violence": "Shooting; Melee"}}],
        "target": [],
    }

    assert with_coded_signals(mention)["signals"]["terms"] == [
        "context protest",
        "source security forces",
        "violence shooting",
        "violence melee",
    ]


def test_a_mention_without_attributes_is_left_as_it_is() -> None:
    assert with_coded_signals({"mention_id": "m1", "source": None}) == {"mention_id": "m1", "source": None}


def test_signals_that_are_there_are_kept() -> None:
    mention = {"signals": {"terms": ["x"]}, "attributes": {"context": "Protest"}}

    assert with_coded_signals(mention) == mention
