"""How long windows stay open and state is kept, and how much is compared."""

from dataclasses import dataclass
from datetime import timedelta

from workers.settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsolidationSettings:
    """Durations that drive the clock of a shard, none of which enters the content of a record, and bounds on what an article costs, which do.

    Attributes:
        gap: Quiet time after which an event's window closes.
        lateness: How far the watermark stays behind the latest publication time.
        retention: How long the state of an article or event is kept after it last changed, on the arrival clock.
        skew: How far a publication time may lie ahead of the article's arrival before it is taken for wrong.
        idle: Quiet time of a shard after which its watermark moves on with the wall clock.
        logged_salience: Least salience of an event that a news desk would log; a main event always counts as logged.
        piece_limit: Most chains that are clustered as one; larger components of the graph are cut up (`pieces.py`).
        neighbours: How many articles before it and after it an article is held against, for each of its terms (`candidates.py`).
    """

    gap: timedelta = timedelta(hours=72)
    lateness: timedelta = timedelta(hours=24)
    retention: timedelta = timedelta(days=365)
    skew: timedelta = timedelta(hours=1)
    idle: timedelta = timedelta(seconds=60)
    logged_salience: float = 0.4
    piece_limit: int = 200
    neighbours: int = 64

    @classmethod
    def from_settings(cls, settings: Settings) -> "ConsolidationSettings":
        """Take the durations out of the settings of the whole program."""
        return cls(
            gap=timedelta(hours=settings.window_gap_hours),
            lateness=timedelta(hours=settings.allowed_lateness_hours),
            retention=timedelta(days=settings.retention_days),
            skew=timedelta(hours=settings.future_skew_hours),
            idle=timedelta(seconds=settings.idle_seconds),
            logged_salience=settings.logged_salience,
        )
