"""A broker that asks for a user name and password: every client of the service brings them, and no log shows them."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from audit import all_ended
from cluster import Cluster
from corpus import Corpus

pytestmark = [pytest.mark.kafka, pytest.mark.slow]

PASSWORD = "correct-horse"
LOGIN = "org.apache.kafka.common.security.plain.PlainLoginModule required"
PROPERTIES = {
    "listener.security.protocol.map": "CONTROLLER:PLAINTEXT,PLAINTEXT:SASL_PLAINTEXT",
    "sasl.enabled.mechanisms": "PLAIN",
    "sasl.mechanism.inter.broker.protocol": "PLAIN",
    "listener.name.plaintext.plain.sasl.jaas.config": (
        f'{LOGIN} username="sitrep" password="{PASSWORD}" user_sitrep="{PASSWORD}";'
    ),
}
SECURITY = {
    "SITREP_SECURITY_PROTOCOL": "SASL_PLAINTEXT",
    "SITREP_SASL_MECHANISM": "PLAIN",
    "SITREP_SASL_USERNAME": "sitrep",
    "SITREP_SASL_PASSWORD": PASSWORD,
}


def test_the_whole_path_runs_with_a_password(
    own_kafka: Callable[..., Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in SECURITY.items():
        monkeypatch.setenv(name, value)
    corpus = Corpus(6)
    cluster = Cluster(own_kafka(PROPERTIES).bootstrap, tmp_path)
    try:
        cluster.start_worker()
        cluster.send((telling.article_id, telling.value) for telling in corpus.tellings)
        cluster.wait_until(lambda: all_ended(cluster, len(corpus.tellings)), "every article has ended")
        shown = _sitrep("check-config", "--broker", cluster.settings.broker)
        monkeypatch.setenv("SITREP_SASL_PASSWORD", "wrong")
        refused = _sitrep("check-config", "--broker", cluster.settings.broker, "--patience", "0")
    finally:
        cluster.stop()

    assert shown.returncode == 0, shown.stderr
    assert refused.returncode != 0
    assert "Traceback" not in refused.stderr
    assert PASSWORD not in shown.stdout + shown.stderr + cluster.logs()


def _sitrep(*words: str) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-m", "service", *words]
    return subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
