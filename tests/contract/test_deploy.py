"""What is deployed speaks of settings, metrics and commands that exist."""

import json
import re
import shutil
import subprocess
from collections.abc import Iterable, Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest
import yaml

from workers.settings import Settings
from workers.streams.metrics.process_metrics import ProcessMetrics
from workers.streams.readmodel.stage_board import StageBoard
from workers.streams.readmodel.view import View
from workers.streams.readmodel.view_gauges import view_instruments

ROOT = Path(__file__).parent.parent.parent
METRIC = re.compile(r"\bdateline_[a-z_]+")


@pytest.fixture(scope="module")
def compose() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load(
        (ROOT / "docker-compose.yml").read_text(encoding="utf-8")
    )
    return loaded


def unknown_settings(names: Iterable[str]) -> list[str]:
    known = {"DATELINE_" + item.name.upper() for item in fields(Settings)}
    return sorted(name for name in names if name.startswith("DATELINE_") and name not in known)


def unknown_metrics(text: str) -> list[str]:
    instruments = [*ProcessMetrics().all(), *view_instruments(View(), StageBoard())]
    known = {one.name for one in instruments} | {
        one.name + suffix
        for one in instruments
        if one.kind == "histogram"
        for suffix in ("_bucket", "_sum", "_count")
    }
    return sorted(set(METRIC.findall(text)) - known)


def expressions(node: Any) -> Iterator[str]:
    """Every PromQL expression in a dashboard or a file of rules."""
    if isinstance(node, dict):
        if isinstance(node.get("expr"), str):
            yield node["expr"]
        for value in node.values():
            yield from expressions(value)
    elif isinstance(node, list):
        for value in node:
            yield from expressions(value)


def dashboard() -> Any:
    return json.loads((ROOT / "deploy/grafana/dashboards/dateline.json").read_bytes())


def rules() -> Any:
    return yaml.safe_load((ROOT / "deploy/prometheus/rules.yml").read_text(encoding="utf-8"))


def test_every_setting_in_the_compose_file_is_one(compose: dict[str, Any]) -> None:
    for service in compose["services"].values():
        assert unknown_settings(service.get("environment", {})) == []


def test_every_setting_in_the_image_is_one() -> None:
    names = re.findall(
        r"\b(DATELINE_[A-Z_]+)=", (ROOT / "deploy/Dockerfile").read_text(encoding="utf-8")
    )
    assert names
    assert unknown_settings(names) == []


def test_a_setting_that_is_none_is_noticed() -> None:
    assert unknown_settings(["DATELINE_BROKER", "DATELINE_BROKERS"]) == ["DATELINE_BROKERS"]


def test_the_settings_of_the_worker_are_valid(compose: dict[str, Any]) -> None:
    settings = Settings.from_env(compose["services"]["worker"]["environment"])
    topics = Settings.from_env(compose["services"]["topics"]["environment"])
    assert settings.broker == topics.broker == "kafka:19092"
    assert settings.partitions == topics.partitions


def test_images_are_pinned_and_ports_are_on_loopback(compose: dict[str, Any]) -> None:
    for service in compose["services"].values():
        assert "build" in service or re.fullmatch(r"\S+/\S+:v?\d+\.\d+\.\d+", service["image"])
        assert all(port.startswith("127.0.0.1:") for port in service.get("ports", []))


def test_kafka_runs_with_one_replica_and_creates_no_topic_by_itself(
    compose: dict[str, Any],
) -> None:
    environment = compose["services"]["kafka"]["environment"]
    for name in (
        "KAFKA_OFFSETS_TOPIC_REPLICATION_FACTOR",
        "KAFKA_TRANSACTION_STATE_LOG_REPLICATION_FACTOR",
        "KAFKA_TRANSACTION_STATE_LOG_MIN_ISR",
    ):
        assert environment[name] == "1"
    assert environment["KAFKA_AUTO_CREATE_TOPICS_ENABLE"] == "false"
    assert environment["KAFKA_GROUP_INITIAL_REBALANCE_DELAY_MS"] == "0"
    assert compose["services"]["kafka"]["healthcheck"]["test"]


def test_kafka_takes_the_largest_message_that_a_worker_sends(compose: dict[str, Any]) -> None:
    slack = 1024 * 1024
    assert (
        int(compose["services"]["kafka"]["environment"]["KAFKA_MESSAGE_MAX_BYTES"])
        >= Settings().max_message_bytes + slack
    )


def test_the_worker_starts_after_the_topics_and_has_time_to_drain(compose: dict[str, Any]) -> None:
    worker = compose["services"]["worker"]
    assert worker["depends_on"]["topics"]["condition"] == "service_completed_successfully"
    assert compose["services"]["topics"]["depends_on"]["kafka"]["condition"] == "service_healthy"
    assert int(worker["stop_grace_period"].rstrip("s")) > Settings().drain_timeout


def test_the_worker_is_confined_and_writes_its_state_alone(compose: dict[str, Any]) -> None:
    worker = compose["services"]["worker"]
    assert worker["read_only"] is True
    assert worker["cap_drop"] == ["ALL"]
    assert worker["volumes"] == ["state:/state"]
    dockerfile = (ROOT / "deploy/Dockerfile").read_text(encoding="utf-8")
    assert re.search(r"^USER 10001", dockerfile, re.MULTILINE)
    assert "DATELINE_STATE_DIR=/state" in dockerfile


def test_the_image_installs_what_is_locked_by_hash() -> None:
    dockerfile = (ROOT / "deploy/Dockerfile").read_text(encoding="utf-8")
    assert "--require-hashes --requirement /src/requirements.lock" in dockerfile
    assert not re.search(r"^FROM \S+:latest|^FROM [^:\s]+\s", dockerfile, re.MULTILINE)


def test_every_file_that_is_copied_into_the_image_is_there_and_not_ignored() -> None:
    dockerfile = (ROOT / "deploy/Dockerfile").read_text(encoding="utf-8")
    ignored = (ROOT / "deploy/Dockerfile.dockerignore").read_text(encoding="utf-8").split()
    copied = [
        name
        for line in re.findall(r"^COPY (?!--from)(.+) \S+$", dockerfile, re.MULTILINE)
        for name in line.split()
    ]
    assert copied
    for name in copied:
        assert (ROOT / name).exists()
        assert f"!{name}" in ignored


def test_the_dashboard_and_the_rules_ask_for_metrics_that_exist() -> None:
    for document in (dashboard(), rules()):
        asked = list(expressions(document))
        assert len(asked) >= 5
        assert unknown_metrics(" ".join(asked)) == []


def test_a_metric_that_does_not_exist_is_noticed() -> None:
    assert unknown_metrics("rate(dateline_unit_seconds_bucket[5m]) + dateline_lags") == [
        "dateline_lags"
    ]


def test_panels_have_names_and_explanations_and_ids_of_their_own() -> None:
    panels = dashboard()["panels"]
    assert len({panel["id"] for panel in panels}) == len(panels)
    assert all(panel["title"] and panel["description"] for panel in panels)


def test_every_alert_says_what_it_means_and_what_to_do() -> None:
    for rule in rules()["groups"][0]["rules"]:
        assert rule["annotations"]["summary"]
        assert rule["annotations"]["action"]
        assert rule["labels"]["severity"] in ("warning", "critical")


def test_docker_compose_takes_the_file() -> None:
    docker = shutil.which("docker")
    if docker is None:
        pytest.skip("no docker client is installed")
    if subprocess.run([docker, "compose", "version"], capture_output=True, check=False).returncode:
        pytest.skip("the docker client has no compose plugin")
    done = subprocess.run(
        [docker, "compose", "config", "--quiet"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
