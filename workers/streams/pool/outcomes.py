"""The input and output of a process of the pool: records of bytes, light to send and import."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, Protocol

from workers.settings import Settings
from workers.streams.messages.refusal import Refusal

ArticleStage = Literal["prepare", "annotate", "extract"]
ARTICLE_STAGES: tuple[ArticleStage, ...] = ("prepare", "annotate", "extract")


@dataclass(frozen=True, slots=True)
class Item:
    """One message to be worked on.

    `received_at` is the RFC 3339 time at which the broker took it; `subject` says for the log
    which article it is.
    """

    value: bytes | None
    key: bytes | None
    received_at: str | None
    subject: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Output:
    """The output of a stage for one article: the next message, and data for headers and metrics."""

    key: bytes
    value: bytes
    article_id: str
    version: int
    received_at: str | None
    events: int | None = None
    """How many events were found; None where the stage does not look for them."""
    warnings: tuple[str, ...] = ()
    """What of the article could not be read, in words, where this stage found it out."""


Outcome = Output | Refusal


class Analysis(Protocol):
    """What a process of the pool holds: the three stages that read one article at a time."""

    def run(self, stage: ArticleStage, items: Sequence[Item]) -> list[Outcome]:
        """Return one outcome for each item, in order; raises nothing for what an article holds."""
        ...

    def warm(self) -> None:
        """Load what the first article would else wait for; called once, before the first batch."""
        ...


AnalysisFactory = Callable[[Settings], Analysis]

ENGLISH = "workers.streams.pool.analysis:english"
"""Name of a factory, as `module:function`. A name, because only the processes of the pool are to
load a model and its libraries."""
