"""The gauges of the partitions that this worker consolidates."""

from workers.streams.metrics.process_metrics import ProcessMetrics
from workers.streams.stages.partition import Partition


def set_gauges(metrics: ProcessMetrics, number: int, partition: Partition) -> None:
    """Say what a partition holds now."""
    metrics.events.set(partition.events_held(), partition=number)
    windows = partition.windows()
    metrics.open_windows.replace(
        {shard: one.open for shard, one in windows.items()}, partition=number
    )
    metrics.watermark.replace(
        {shard: one.watermark for shard, one in windows.items() if one.watermark is not None},
        partition=number,
    )


def forget_gauges(metrics: ProcessMetrics) -> None:
    """Say nothing any more of partitions that are another worker's."""
    for gauge in (metrics.events, metrics.open_windows, metrics.watermark):
        gauge.values = {}
