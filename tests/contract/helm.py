"""The chart as Helm renders it, where Helm's library is installed."""

from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parent.parent.parent
NAME = "news"


def rendered(values: dict[str, Any] | None = None) -> list[dict[str, Any]]:
    """Every object that the chart makes of the values."""
    helm = pytest.importorskip("helm_python", reason="helm-python-sdk is not installed")
    with helm.Chart.load(ROOT / "deploy/helm/dateline") as chart:
        files = chart.render(values, name=NAME, namespace="desk")
    texts = [text for path, text in sorted(files.items()) if path.endswith(".yaml")]
    return [one for text in texts for one in yaml.safe_load_all(text) if one is not None]


def refused(values: dict[str, Any]) -> str:
    """Why Helm refuses the values."""
    helm = pytest.importorskip("helm_python", reason="helm-python-sdk is not installed")
    with helm.Chart.load(ROOT / "deploy/helm/dateline") as chart:
        with pytest.raises(helm.HelmError) as error:
            chart.render(values, name=NAME)
        return str(error.value)
