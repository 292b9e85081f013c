"""How long windows stay open, how long state is kept, and how much is compared."""

from dataclasses import dataclass
from datetime import timedelta

from workers.settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsolidationSettings:
    """Durations for the clock of a shard, and bounds on the cost of an article.

    The content of a record depends on the two bounds, and on none of the durations.

    Attributes:
        gap: Quiet time after which the window of an event closes.
        lateness: How far the watermark stays behind the latest publication time.
        retention: How long the state of an article or event is kept after its last change, by the
            arrival clock.
        skew: How far a publication time may lie after the arrival of the article before it counts
            as wrong.
        idle: Quiet time of a shard after which the watermark moves with the wall clock.
        logged_salience: Least salience of an event that a news desk would log; a main event always
            counts as logged.
        component_limit: Most chains in one clustering; larger components of the graph are divided
            (`graph/components.py`).
        neighbours: How many articles before and after an article are compared with it, for each
            of its terms (`pairs/candidates.py`).
    """

    gap: timedelta = timedelta(hours=72)
    lateness: timedelta = timedelta(hours=24)
    retention: timedelta = timedelta(days=365)
    skew: timedelta = timedelta(hours=1)
    idle: timedelta = timedelta(seconds=60)
    logged_salience: float = 0.4
    component_limit: int = 200
    neighbours: int = 64

    @classmethod
    def from_settings(cls, settings: Settings) -> "ConsolidationSettings":
        """Take the durations from the settings of the whole program."""
        return cls(
            gap=timedelta(hours=settings.window_gap_hours),
            lateness=timedelta(hours=settings.allowed_lateness_hours),
            retention=timedelta(days=settings.retention_days),
            skew=timedelta(hours=settings.future_skew_hours),
            idle=timedelta(seconds=settings.idle_seconds),
            logged_salience=settings.logged_salience,
        )
