"""The lexicons of events agree with each other and with the code books."""

from service.extract import ExtractionKnowledge
from service.extract.casualties.patients import Scene, patients
from service.extract.events.kinds import event_type_of
from service.extract.reading.inflection import Form
from service.extract.reading.sentences import Sentence
from service.extract.reading.tokens import tokenize, word_set
from service.extract.readings import HARMING
from service.lexicons import read_table

PLOVER_TYPES = word_set(
    "AGREE CONSULT SUPPORT CONCEDE COOPERATE AID RETREAT REQUEST ACCUSE REJECT THREATEN PROTEST SANCTION MOBILIZE"
    " COERCE ASSAULT"
)


def test_every_kind_has_a_plover_type_and_a_quad_class(extraction_knowledge: ExtractionKnowledge) -> None:
    for kind in extraction_knowledge.events.kinds.values():
        assert kind.plover in PLOVER_TYPES
        assert kind.plover in extraction_knowledge.events.books.quads


def test_every_sub_event_of_acled_can_be_reached(extraction_knowledge: ExtractionKnowledge) -> None:
    kinds = extraction_knowledge.events.kinds.values()
    reached = {sub for kind in kinds for sub in (kind.civilians, kind.state, kind.other) if sub}

    assert reached == set(extraction_knowledge.events.books.acled_types)
    assert len(reached) == 25


def test_a_kind_is_written_in_four_code_books(extraction_knowledge: ExtractionKnowledge) -> None:
    kind = extraction_knowledge.events.kinds["air_strike"]
    event_type = event_type_of(kind, kind.other, extraction_knowledge.events.books)

    assert event_type.acled is not None
    assert event_type.plover is not None
    assert event_type.acled.event_type == "Explosions/Remote violence"
    assert (event_type.plover.mode, event_type.cameo_root) == ("aerial", "19")


def test_triggers_name_known_kinds_and_classes(extraction_knowledge: ExtractionKnowledge) -> None:
    classes = {row["class"] for row in read_table("events/classes.tsv")} | {"name"}
    for row in read_table("events/triggers.tsv"):
        assert row["kind"] in extraction_knowledge.events.kinds
        assert row["form"] in {"verb", "noun", "word"}
        for column in ("needs_after", "needs_before"):
            assert set(filter(None, (row[column] or "").split("|"))) <= classes


def test_combinations_name_kinds_and_families(extraction_knowledge: ExtractionKnowledge) -> None:
    kinds = extraction_knowledge.events.kinds
    families = {kind.family for kind in kinds.values()}
    for rule in extraction_knowledge.events.combinations:
        assert rule.kind in kinds.keys() | families
        assert rule.absorbs in families
        assert not rule.becomes or rule.becomes in kinds


def test_families_with_casualties_are_families(extraction_knowledge: ExtractionKnowledge) -> None:
    assert {kind.family for kind in extraction_knowledge.events.kinds.values()} >= HARMING


def test_every_frame_of_the_casualty_cues_is_known() -> None:
    tokens = tokenize("nobody")
    scene = Scene(tokens, Sentence(0, 1, 0, 0), 0, 1, ())
    for row in read_table("events/casualty_cues.tsv"):
        assert patients(scene, row["form"], Form.PAST) == []


def test_confidence_weighs_features_that_exist(extraction_knowledge: ExtractionKnowledge) -> None:
    assert {"bias", "has_day", "earliness"} <= extraction_knowledge.events.confidence.keys()


def test_roles_name_known_sides(extraction_knowledge: ExtractionKnowledge) -> None:
    sides = {"state", "rebel", "armed", "civilian", "other"}

    assert set(extraction_knowledge.actors.sides.values()) <= sides
    assert {row["side"] for row in read_table("actors/roles.tsv")} <= sides
