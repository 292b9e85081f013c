"""The page of the metrics, from their declarations."""

from collections.abc import Iterable, Iterator

from tools.reference.markdown import code, codes, page, table
from workers.streams.metrics.instruments import Instrument
from workers.streams.metrics.process_metrics import ProcessMetrics
from workers.streams.readmodel.stage_board import StageBoard
from workers.streams.readmodel.view import View
from workers.streams.readmodel.view_gauges import view_instruments

HEAD = """# Metrics

`/metrics` of the web view shows these in the text format of Prometheus. A counter only grows, a
gauge goes up and down, and a histogram `NAME` is told as `NAME_bucket`, `NAME_sum` and
`NAME_count`. `deploy/grafana` and `deploy/prometheus` have a dashboard and alerts for them.

This page is written from the declarations in `workers/streams`; a test fails where they differ. How
to add one: [add a metric](../how-to/add-a-metric.md).
"""


def metrics_page() -> str:
    """Return the page as Markdown."""
    return page(
        [
            HEAD,
            "## Of one process\n",
            *_table(ProcessMetrics().all()),
            "## Of the groups on the broker, and of the web view\n",
            "Each process with a web view tells these alike.\n",
            *_table(view_instruments(View(), StageBoard())),
        ]
    )


def _table(instruments: Iterable[Instrument]) -> Iterator[str]:
    return table(
        ("metric", "kind", "labels", "meaning"),
        ((code(one.name), one.kind, codes(one.labels), one.meaning) for one in instruments),
    )
