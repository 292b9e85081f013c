"""The Helm chart: rendered by Helm, taken by Kubernetes' own schemas, and true to the program."""

import json
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from tests.contract.helm import NAME, ROOT, refused, rendered
from workers.settings import STAGES, Settings
from workers.streams.kafka.groups import group_id, source_of
from workers.streams.runtime.app import HUNG_AFTER
from workers.version import __version__
from workers.web.hosting import ROUTES

CHART = ROOT / "deploy/helm/dateline"
KUBERNETES = ("1.25", "1.30", "1.37")
EVERYTHING: dict[str, Any] = {
    "kafka": {
        "broker": "a:9093,b:9093",
        "securityProtocol": "SASL_SSL",
        "saslMechanism": "SCRAM-SHA-512",
        "credentialsSecret": "login",
        "tlsSecret": "certificates",
        "clientCertificate": True,
    },
    "settings": {"window_gap_hours": 36.5, "retention_days": 30, "mentions": "all"},
    "web": {"tokenSecret": "token"},
    "autoscaling": {"enabled": True},
    "serviceMonitor": {"enabled": True, "labels": {"release": "monitoring"}},
    "prometheusRule": {"enabled": True},
    "dashboard": {"enabled": True},
    "otel": {"OTEL_EXPORTER_OTLP_ENDPOINT": "http://collector:4318"},
    "networkPolicy": {
        "from": [{"namespaceSelector": {"matchLabels": {"name": "monitoring"}}}],
        "egress": [{"ports": [{"port": 4318, "protocol": "TCP"}]}],
    },
    "nodeSelector": {"pool": "news"},
}
OPERATORS: dict[str, Any] = yaml.safe_load(
    (Path(__file__).parent / "operators.yaml").read_text(encoding="utf-8")
)


def of_kind(kind: str, values: dict[str, Any] | None = None) -> list[dict[str, Any]]:
    return [one for one in rendered(values) if one["kind"] == kind]


def pods(values: dict[str, Any] | None = None) -> Iterator[dict[str, Any]]:
    """The specification of each pod."""
    for one in rendered(values):
        if "template" in one.get("spec", {}):
            yield one["spec"]["template"]["spec"]


def variables(pod: dict[str, Any]) -> dict[str, str]:
    given = pod["containers"][0]["env"]
    names = [one["name"] for one in given]
    assert len(names) == len(set(names)), "a variable is given twice"
    return {one["name"]: one.get("value", "a secret of enough length") for one in given}


@pytest.mark.parametrize("version", KUBERNETES)
@pytest.mark.parametrize("values", [None, EVERYTHING], ids=["as it comes", "with everything"])
def test_kubernetes_takes_every_object(values: dict[str, Any] | None, version: str) -> None:
    validate = pytest.importorskip("kubernetes_validate", reason="it has the schemas")
    checked = [one for one in rendered(values) if one["kind"] not in OPERATORS]
    assert len(checked) >= 10
    for one in checked:
        validate.validate(one, version, strict=True)


def test_an_object_that_kubernetes_would_refuse_is_noticed() -> None:
    validate = pytest.importorskip("kubernetes_validate", reason="it has the schemas")
    (one,) = of_kind("StatefulSet")
    one["spec"]["template"]["spec"]["containers"][0]["readynessProbe"] = {}
    with pytest.raises(validate.ValidationError):
        validate.validate(one, KUBERNETES[-1], strict=True)


def test_the_operators_know_every_field_of_theirs() -> None:
    theirs = [one for one in rendered(EVERYTHING) if one["kind"] in OPERATORS]
    assert {one["kind"] for one in theirs} == set(OPERATORS)
    for one in theirs:
        Draft202012Validator(OPERATORS[one["kind"]]).validate(one["spec"])


def test_a_field_that_an_operator_does_not_know_is_noticed() -> None:
    spec = of_kind("ScaledObject", EVERYTHING)[0]["spec"]
    assert Draft202012Validator(OPERATORS["ScaledObject"]).is_valid(spec)
    assert not Draft202012Validator(OPERATORS["ScaledObject"]).is_valid(
        {**spec, "maxReplicasCount": 3}
    )


@pytest.mark.parametrize("values", [None, EVERYTHING], ids=["as it comes", "with everything"])
def test_the_variables_are_settings_with_valid_values(values: dict[str, Any] | None) -> None:
    for pod in pods(values):
        given = variables(pod)
        ours = {name: value for name, value in given.items() if name.startswith("DATELINE_")}
        settings = Settings.from_env(ours)
        assert settings.topic_prefix == "dateline"
        assert settings.partitions == 12


def test_a_stage_has_its_own_settings_over_those_for_all() -> None:
    values = {
        "settings": {"view_events": 7, "retention_days": 30},
        "stages": {"consolidate": {"settings": {"view_events": 9}}},
    }
    told = {pod["containers"][0]["args"][-1]: variables(pod) for pod in pods(values)}
    assert told["prepare"]["DATELINE_VIEW_EVENTS"] == "100"
    assert told["consolidate"]["DATELINE_VIEW_EVENTS"] == "9"
    assert told["consolidate"]["DATELINE_RETENTION_DAYS"] == "30"


def test_the_one_stage_with_state_is_a_stateful_set_and_all_stages_run() -> None:
    (consolidate,) = of_kind("StatefulSet")
    deployed = [*of_kind("Deployment"), consolidate]
    containers = [one["spec"]["template"]["spec"]["containers"][0] for one in deployed]
    assert {tuple(one["args"]) for one in containers} == {
        ("worker", "--stages", stage) for stage in STAGES
    }
    assert containers[-1]["args"][-1] == "consolidate"
    assert consolidate["spec"]["volumeClaimTemplates"][0]["metadata"]["name"] == "state"


@pytest.mark.parametrize("values", [None, EVERYTHING], ids=["as it comes", "with everything"])
def test_every_pod_is_confined(values: dict[str, Any] | None) -> None:
    for pod in pods(values):
        assert pod["securityContext"]["runAsNonRoot"] is True
        assert pod["securityContext"]["runAsUser"] == 10001
        assert pod["automountServiceAccountToken"] is False
        (container,) = pod["containers"]
        assert container["securityContext"] == {
            "allowPrivilegeEscalation": False,
            "readOnlyRootFilesystem": True,
            "capabilities": {"drop": ["ALL"]},
        }
        assert container["resources"]["requests"]
        assert container["resources"]["limits"]["memory"]


def test_a_worker_has_time_to_drain_and_to_end_itself_where_it_hangs() -> None:
    workers = [pod for pod in pods() if "terminationGracePeriodSeconds" in pod]
    assert len(workers) == len(STAGES)
    for pod in workers:
        assert pod["terminationGracePeriodSeconds"] > Settings().drain_timeout + HUNG_AFTER


def test_the_probes_ask_for_what_the_web_view_answers() -> None:
    routes = {path for path, _handler in ROUTES}
    for pod in pods():
        container = pod["containers"][0]
        probes = [container[name] for name in container if name.endswith("Probe")]
        assert {probe["httpGet"]["path"] for probe in probes} <= routes
        assert len(probes) in (0, 3)
    (monitor,) = of_kind("ServiceMonitor", EVERYTHING)
    assert monitor["spec"]["endpoints"][0]["path"] in routes


def test_keda_looks_at_the_group_and_topic_of_each_stage() -> None:
    settings = Settings()
    found = {}
    for one in of_kind("ScaledObject", EVERYTHING):
        told = one["spec"]["triggers"][0]["metadata"]
        found[one["spec"]["scaleTargetRef"]["name"]] = (told["consumerGroup"], told["topic"])
        assert one["spec"]["maxReplicaCount"] <= 12
        assert one["spec"]["minReplicaCount"] >= 1
    assert found == {
        f"{NAME}-dateline-{stage}": (
            group_id(settings, stage),
            settings.topic(source_of(stage).name),
        )
        for stage in STAGES
    }


def test_what_keda_scales_has_no_number_of_its_own() -> None:
    scaled = [*of_kind("Deployment", EVERYTHING), *of_kind("StatefulSet", EVERYTHING)]
    assert [one for one in scaled if "replicas" in one["spec"]] == []


def test_services_and_budgets_select_pods_of_the_chart() -> None:
    labels = [
        one["spec"]["template"]["metadata"]["labels"]
        for one in (*of_kind("Deployment"), *of_kind("StatefulSet"))
    ]
    selectors = [one["spec"]["selector"] for one in of_kind("Service")]
    budgets = of_kind("PodDisruptionBudget")
    selectors += [one["spec"]["selector"]["matchLabels"] for one in budgets]
    selected = [sum(selector.items() <= pod.items() for pod in labels) for selector in selectors]
    assert selected == [1, 4, *[1] * len(STAGES)]


def test_the_rules_of_the_chart_are_those_of_the_project() -> None:
    (rule,) = of_kind("PrometheusRule", EVERYTHING)
    rules = (ROOT / "deploy/prometheus/rules.yml").read_text(encoding="utf-8")
    assert rule["spec"] == yaml.safe_load(rules)


def test_values_that_are_none_are_refused() -> None:
    assert "imag" in refused({"imag": {}})
    assert "window_gab_hours" in refused({"settings": {"window_gab_hours": 1}})
    assert "broker" in refused({"settings": {"broker": "elsewhere:9092"}})
    assert "credentialsSecret" in refused({"kafka": {"securityProtocol": "SASL_SSL"}})


def test_the_chart_knows_each_setting_that_it_does_not_set_itself() -> None:
    schema = json.loads((CHART / "values.schema.json").read_bytes())
    known = set(schema["$defs"]["settings"]["propertyNames"]["enum"])
    own = {"broker", "topic_prefix", "partitions", "replication", "group_prefix", "state_dir"}
    own |= {"stages", "web_host", "web_port", "web_enabled", "web_token"}
    named = {item.name for item in fields(Settings) if not item.name.startswith("kafka_")}
    assert known == named - own


def test_the_chart_is_of_the_version_of_the_program() -> None:
    chart = yaml.safe_load((CHART / "Chart.yaml").read_text(encoding="utf-8"))
    assert chart["appVersion"] == __version__


def test_the_image_knows_the_user_of_the_pods() -> None:
    dockerfile = Path(ROOT / "deploy/Dockerfile").read_text(encoding="utf-8")
    assert "USER 10001:10001" in dockerfile
