"""The alerts: promtool takes them, each is tried in both directions, and the page explains each."""

import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from workers.streams.metrics.process_metrics import ProcessMetrics
from workers.streams.readmodel.stage_board import StageBoard
from workers.streams.readmodel.view import View
from workers.streams.readmodel.view_gauges import view_instruments

ROOT = Path(__file__).parent.parent.parent
FOLDER = ROOT / "deploy/prometheus"
OF_PROMETHEUS = frozenset({"instance", "job", "le"})
"""Labels that no metric of ours declares: Prometheus and histograms add them."""
METRIC = re.compile(r"\bdateline_[a-z_]+?(?=(?:_bucket|_sum|_count)?\b[^a-z_])")


def promtool(*arguments: str, folder: Path = FOLDER) -> "subprocess.CompletedProcess[str]":
    program = shutil.which("promtool")
    if program is None:
        pytest.skip("promtool is not installed (Debian's package prometheus has it)")
    return subprocess.run(
        [program, *arguments], cwd=folder, capture_output=True, text=True, check=False
    )


def alerts() -> list[dict[str, Any]]:
    loaded = yaml.safe_load((FOLDER / "rules.yml").read_text(encoding="utf-8"))
    return [rule for group in loaded["groups"] for rule in group["rules"]]


def tried() -> list[tuple[str, bool]]:
    """The alert of each case of the rules' own tests, and whether it is to fire."""
    loaded = yaml.safe_load((FOLDER / "rules_test.yml").read_text(encoding="utf-8"))
    cases = [case for test in loaded["tests"] for case in test["promql_expr_test"]]
    return [(case["expr"].split('"')[1], bool(case["exp_samples"])) for case in cases]


def unknown_labels(rule: dict[str, Any]) -> set[str]:
    """Labels that a rule groups by or shows, and none of its metrics has."""
    instruments = [*ProcessMetrics().all(), *view_instruments(View(), StageBoard())]
    labels = {one.name: set(one.labels) for one in instruments}
    has = set().union(*(labels[name] for name in METRIC.findall(rule["expr"] + " ")))
    grouped = re.findall(r"by \(([^)]*)\)", rule["expr"])
    shown = set(re.findall(r"\$labels\.(\w+)", str(rule["annotations"])))
    named = {name.strip() for group in grouped for name in group.split(",")}
    return (named | shown) - has - OF_PROMETHEUS | (shown - named)


def test_prometheus_takes_the_rules_and_its_configuration() -> None:
    for arguments in (("check", "rules", "rules.yml"), ("check", "config", "prometheus.yml")):
        done = promtool(*arguments)
        assert done.returncode == 0, done.stdout + done.stderr


def test_each_alert_fires_when_it_should_and_not_before() -> None:
    done = promtool("test", "rules", "rules_test.yml")
    assert done.returncode == 0, done.stdout + done.stderr


def test_an_alert_that_does_not_fire_is_noticed(tmp_path: Path) -> None:
    rules = (FOLDER / "rules.yml").read_text(encoding="utf-8")
    never = rules.replace("max by (stage) (dateline_group_members) == 0", "vector(0) == 1")
    assert never != rules
    (tmp_path / "rules.yml").write_text(never)
    shutil.copy(FOLDER / "rules_test.yml", tmp_path)
    assert promtool("test", "rules", "rules_test.yml", folder=tmp_path).returncode == 1


@pytest.mark.parametrize("rule", alerts(), ids=lambda rule: str(rule["alert"]))
def test_each_alert_is_tried_in_both_directions(rule: dict[str, Any]) -> None:
    assert {fires for alert, fires in tried() if alert == rule["alert"]} == {True, False}


@pytest.mark.parametrize("rule", alerts(), ids=lambda rule: str(rule["alert"]))
def test_each_alert_asks_for_labels_that_its_metrics_have(rule: dict[str, Any]) -> None:
    assert unknown_labels(rule) == set()


def test_a_label_that_no_metric_has_is_noticed() -> None:
    rule = {
        "expr": "max by (stages) (dateline_group_members)",
        "annotations": {"summary": "{{ $labels.topic }}"},
    }
    assert unknown_labels(rule) == {"stages", "topic"}


@pytest.mark.parametrize("rule", alerts(), ids=lambda rule: str(rule["alert"]))
def test_each_alert_has_its_place_in_the_page_on_operations(rule: dict[str, Any]) -> None:
    page = (ROOT / "docs/operations.md").read_text(encoding="utf-8")
    assert f"**{rule['alert']}**" in page
