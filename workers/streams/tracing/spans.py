"""What is traced: the publication of an article, each stage's work on it, and each record sent.

All spans of an article are children of its publication. The context of the publication is what all
messages carry, from the article to the record: so a message has the same headers however often it
is sent, traced or not.
"""

from dataclasses import dataclass
from typing import Protocol

from workers.streams.messages.headers import Headers
from workers.streams.messages.message import Original, Outgoing


class Span(Protocol):
    """One piece of work with its begin and end. Usable from any thread."""

    @property
    def begun(self) -> Headers:
        """The headers that put further work into the trace that this span began.

        Empty where the span continues a trace, or is not recorded.
        """
        ...

    def note(self, **attributes: str | int) -> None:
        """Add attributes; `article_id=` is exported as `dateline.article_id`."""
        ...

    def mark(self, event: str) -> None:
        """Say that something happened now."""
        ...

    def fail(self, reason: str) -> None:
        """Say that the work failed, and why."""
        ...

    def end(self) -> None:
        """End the span. Only the first call counts."""
        ...


class Tracing(Protocol):
    """Begins spans."""

    def publication(self, topic: str, key: bytes | None, where: str) -> Span:
        """Begin a trace: an article is put into `topic`. `where` names its source for people."""
        ...

    def stage(self, stage: str, original: Original) -> Span:
        """Begin the work of a stage on a message.

        It continues the trace of the message. Where there is none, the first stage begins one, and
        the others are not traced: a tick tells of no article.
        """
        ...

    def sending(self, message: Outgoing) -> Span:
        """Begin the sending of what consolidation has made, in the trace that the message carries.

        It is not traced where the message carries none.
        """
        ...

    def close(self) -> None:
        """Export what has ended, and stop. Takes seconds where the collector does not answer."""
        ...


@dataclass(frozen=True, slots=True)
class Unrecorded:
    """A span that costs nothing and tells nobody."""

    @property
    def begun(self) -> Headers:
        """None."""
        return []

    def note(self, **attributes: str | int) -> None:
        """Do nothing."""

    def mark(self, event: str) -> None:
        """Do nothing."""

    def fail(self, reason: str) -> None:
        """Do nothing."""

    def end(self) -> None:
        """Do nothing."""


UNRECORDED = Unrecorded()


@dataclass(frozen=True, slots=True)
class Untraced:
    """The tracing of a process that is not to trace."""

    def publication(self, topic: str, key: bytes | None, where: str) -> Span:  # noqa: ARG002
        """Begin nothing."""
        return UNRECORDED

    def stage(self, stage: str, original: Original) -> Span:  # noqa: ARG002
        """Begin nothing."""
        return UNRECORDED

    def sending(self, message: Outgoing) -> Span:  # noqa: ARG002
        """Begin nothing."""
        return UNRECORDED

    def close(self) -> None:
        """Do nothing."""


UNTRACED = Untraced()
