"""docker-compose.yml against what the code declares: settings, topics, commands. No container engine is needed."""

import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from service.cli import app
from service.settings import Settings
from service.stream.topics import TOPICS
from typer.testing import CliRunner

ROOT = Path(__file__).resolve().parents[2]
OURS = ("topics", "worker")
KAFKA_VARIABLE = "KAFKA_"


@pytest.fixture(scope="module")
def compose() -> dict[str, Any]:
    return yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def broker(compose: dict[str, Any]) -> dict[str, str]:
    """The broker's settings as Kafka names them: the image turns KAFKA_A_B into a.b."""
    environment = compose["services"]["kafka"]["environment"]
    named = {name.removeprefix(KAFKA_VARIABLE): value for name, value in environment.items() if KAFKA_VARIABLE in name}
    return {name.lower().replace("_", "."): value for name, value in named.items() if name != "HEAP_OPTS"}


def test_every_setting_given_to_our_containers_is_declared_and_accepted(
    compose: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    for service in OURS:
        environment = compose["services"][service]["environment"]
        unknown = {name for name in environment if name.removeprefix("SITREP_").lower() not in Settings.model_fields}
        assert unknown == set()
        for name, value in environment.items():
            monkeypatch.setenv(name, "INFO" if value.startswith("${") else value)
        assert Settings().broker == "kafka:19092"


@pytest.mark.parametrize("service", OURS)
def test_the_commands_exist(compose: dict[str, Any], service: str) -> None:
    shown = CliRunner().invoke(app, [*compose["services"][service]["command"], "--help"])

    assert shown.exit_code == 0, shown.output


def test_our_containers_reach_the_broker_where_it_says_it_is(compose: dict[str, Any], broker: dict[str, str]) -> None:
    inside, outside = broker["advertised.listeners"].split(",")

    assert inside == f"INTERNAL://{compose['services']['worker']['environment']['SITREP_BROKER']}"
    assert outside == f"EXTERNAL://{Settings.model_fields['broker'].default}"


def test_the_broker_takes_the_largest_record_of_any_topic(broker: dict[str, str]) -> None:
    largest = max(topic.max_message_bytes for topic in TOPICS)

    assert int(broker["message.max.bytes"]) >= largest
    assert int(broker["replica.fetch.max.bytes"]) >= largest


def test_topics_come_from_their_declaration_and_not_by_accident(broker: dict[str, str]) -> None:
    assert broker["auto.create.topics.enable"] == "false"


def test_the_order_is_broker_then_topics_then_workers(compose: dict[str, Any]) -> None:
    services = compose["services"]

    assert services["topics"]["depends_on"] == {"kafka": {"condition": "service_healthy"}}
    assert services["topics"]["restart"] == "no"
    assert services["worker"]["depends_on"] == {"topics": {"condition": "service_completed_successfully"}}


def test_workers_can_be_multiplied(compose: dict[str, Any]) -> None:
    """Because: a fixed port, name or volume belongs to one container only."""
    assert compose["services"]["worker"].keys().isdisjoint({"ports", "container_name", "hostname", "volumes"})


def test_no_port_is_open_to_other_machines(compose: dict[str, Any]) -> None:
    ports = [port for service in compose["services"].values() for port in service.get("ports", [])]

    assert len(ports) == 4
    assert all(port.startswith("127.0.0.1:") for port in ports)


def test_a_stopping_worker_has_time_to_finish_what_it_began(compose: dict[str, Any]) -> None:
    worker = compose["services"]["worker"]

    assert int(worker["stop_grace_period"].removesuffix("s")) >= 2 * float(
        worker["environment"]["SITREP_DRAIN_SECONDS"]
    )


@pytest.mark.parametrize("service", OURS)
def test_our_containers_can_do_no_more_than_they_must(compose: dict[str, Any], service: str) -> None:
    container = compose["services"][service]

    assert container["read_only"] is True
    assert container["cap_drop"] == ["ALL"]
    assert container["security_opt"] == ["no-new-privileges:true"]
    assert not container.get("privileged")


def test_every_image_is_pinned_to_a_version(compose: dict[str, Any]) -> None:
    for name, service in compose["services"].items():
        tag = service["image"].partition(":")[2]
        assert tag, name
        assert tag != "latest", name


def test_everything_that_stays_up_is_watched_and_restarted(compose: dict[str, Any]) -> None:
    for name in ("kafka", "prometheus", "grafana"):
        assert compose["services"][name]["healthcheck"]["test"]
        assert compose["services"][name]["restart"] == "unless-stopped"
    assert "healthcheck" not in compose["services"]["worker"], "the image's own is used"


def test_the_user_interface_of_kafka_waits_to_be_asked_for(compose: dict[str, Any]) -> None:
    by_profile = {name: service.get("profiles") for name, service in compose["services"].items()}

    assert [name for name, profiles in by_profile.items() if profiles] == ["kafka-ui"]


def mounts_of(compose: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for service in compose["services"].values():
        for volume in service.get("volumes", []):
            source, target = volume.split(":")[:2]
            yield source, target


def test_what_is_mounted_exists(compose: dict[str, Any]) -> None:
    for source, _ in mounts_of(compose):
        assert source in compose["volumes"] or (ROOT / source).exists(), source


def test_the_data_of_the_broker_lies_on_its_volume(compose: dict[str, Any], broker: dict[str, str]) -> None:
    assert ("kafka-data", broker["log.dirs"]) in set(mounts_of(compose))


def test_docker_compose_reads_the_file() -> None:
    docker = shutil.which("docker")
    known = docker and subprocess.run([docker, "compose", "version"], capture_output=True, check=False).returncode == 0
    if not known:
        pytest.skip("docker compose is not installed")
    command = ["docker", "compose", "--file", str(ROOT / "docker-compose.yml"), "--profile", "ui", "config", "--quiet"]

    result = subprocess.run(command, capture_output=True, text=True, check=False)

    assert result.returncode == 0, result.stderr


@pytest.mark.kafka
@pytest.mark.slow
def test_a_real_broker_starts_with_these_settings(broker: dict[str, str], own_kafka: Callable[..., Any]) -> None:
    """Because: no container runs in the tests. Hosts and folders are the container's, so they are left out."""
    of_the_container = {"listeners", "advertised.listeners", "controller.quorum.voters", "log.dirs"}
    properties = {name: value for name, value in broker.items() if name not in of_the_container}
    loopback = {
        "listener.security.protocol.map": f"{broker['listener.security.protocol.map']},PLAINTEXT:PLAINTEXT",
        "inter.broker.listener.name": "PLAINTEXT",
    }

    running = own_kafka({**properties, **loopback})

    assert running.pid
