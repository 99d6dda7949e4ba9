"""Fixtures that every folder of tests shares: real Kafka brokers, and what the pure stages know."""

import importlib.util
import os
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from service.pipeline import Knowledge, load_knowledge

ROOT = Path(__file__).resolve().parent.parent


def _load_launcher() -> ModuleType:
    """The module deploy/kafka/kafka.py, which belongs to no package."""
    name = "sitrep_deploy_kafka"
    if name not in sys.modules:
        specification = importlib.util.spec_from_file_location(name, ROOT / "deploy" / "kafka" / "kafka.py")
        assert specification
        assert specification.loader
        sys.modules[name] = importlib.util.module_from_spec(specification)
        specification.loader.exec_module(sys.modules[name])
    return sys.modules[name]


def _skip_or_fail(reason: str) -> None:
    """Skip where a developer lacks Java or Maven; in CI, which has both, a skipped test would hide a broken one."""
    if os.environ.get("CI") == "true":
        pytest.fail(f"real Kafka must run in CI: {reason}", pytrace=False)
    pytest.skip(f"no real Kafka: {reason}")


@pytest.fixture(scope="session")
def launcher() -> ModuleType:
    """The launcher of real brokers; a test that gets it may start brokers of its own."""
    module = _load_launcher()
    try:
        module.prepare()
    except module.KafkaUnavailable as error:
        _skip_or_fail(str(error))
    return module


@pytest.fixture(scope="session")
def kafka(launcher: ModuleType) -> Iterator[str]:
    """The address of a real broker that all tests share: name topics and groups so that tests do not meet."""
    with launcher.running_kafka() as bootstrap:
        yield bootstrap


@pytest.fixture
def own_kafka(launcher: ModuleType) -> Iterator[Callable[..., Any]]:
    """Call it (with broker properties if need be) for a broker of this test's own: stop, kill and start it at will."""
    with ExitStack() as stack:

        def start(properties: Mapping[str, str] | None = None) -> Any:
            return stack.enter_context(launcher.own_kafka(properties))

        yield start


@pytest.fixture(scope="session")
def knowledge() -> Knowledge:
    """What the pure stages know, loaded once for all tests."""
    return load_knowledge()
