"""Confidence: what speaks for a draft, as a probability; and the script that fits its weights."""

import importlib.util
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest
from service.extract import ExtractionKnowledge
from service.extract.confidence import OFFSET, SLOPE, confidence, manner_of
from service.extract.reading.tokens import tokenize
from service.models.mention import EventMention

Report = Callable[..., tuple[EventMention, ...]]
SCRIPT = Path(__file__).resolve().parents[2] / "deploy" / "build" / "confidence.py"


@pytest.fixture(scope="module")
def build() -> ModuleType:
    specification = importlib.util.spec_from_file_location("build_confidence", SCRIPT)
    assert specification
    assert specification.loader
    module = importlib.util.module_from_spec(specification)
    sys.modules["build_confidence"] = module
    specification.loader.exec_module(module)
    return module


def test_the_weighted_sum_becomes_a_probability() -> None:
    weights = {OFFSET: 0.0, SLOPE: 1.0, "has_day": 2.0}

    assert confidence({"has_day": 0.0}, weights) == 0.5
    assert confidence({"has_day": 1.0}, weights) == pytest.approx(0.881, abs=0.001)
    assert confidence({"unknown": 1.0}, weights) == 0.5


def test_the_manner_of_a_text_is_a_share_of_words() -> None:
    words = {"first_person": frozenset(("we", "our")), "modal": frozenset(("must",))}

    assert manner_of(tokenize("We must keep our word"), words) == {"first_person": 40.0, "modal": 20.0}
    assert manner_of(tokenize(""), words) == {"first_person": 0.0, "modal": 0.0}


def test_a_dated_report_with_victims_is_surer_than_a_passing_remark(report: Report) -> None:
    text = (
        "Gunmen killed five farmers in Zamfara on Monday, police said.\n\n"
        "The attack began at dawn.\n\n"
        "The state is poor. Its roads are bad. Traders had complained of a raid."
    )
    mentions = report(text)

    assert all(mention.confidence is not None and 0 <= mention.confidence <= 1 for mention in mentions)
    assert (mentions[0].confidence or 0) > 0.6


def test_the_shipped_weights_are_calibrated(extraction_knowledge: ExtractionKnowledge) -> None:
    assert extraction_knowledge.events.confidence[SLOPE] > 0


def test_the_script_learns_from_the_likeliest_draft_of_each_document(build: ModuleType) -> None:
    groups = [np.array([0, 1]), np.array([2])]
    labels = build.label(groups, [True, False], np.array([0.2, 0.4, 0.9]))

    assert labels.tolist() == [0.0, 1.0, 0.0]


def test_the_script_calibrates_sums_to_chances(build: ModuleType) -> None:
    groups = [np.array([number]) for number in range(4)]
    offset, slope = build.calibrate(groups, [False, False, True, True], np.array([-2.0, -1.0, 1.0, 2.0]))

    assert slope > 0
    assert abs(offset) < 0.1
