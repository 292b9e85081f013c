"""Whether this process lives, has started and can work, as checks with names: what `/livez`, `/startupz` and `/readyz` answer from."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that is in order or not; `detail` says in words what is missing."""

    name: str
    ok: bool
    detail: str = ""


Probe = Callable[[], Sequence[Check]]


def answers() -> Sequence[Check]:
    """Return the check that holds wherever it can be asked: the web server answers."""
    return (Check("web", ok=True),)


@dataclass(frozen=True, slots=True)
class Probes:
    """The three probes of a process. They are called for each request and must return at once, from any thread.

    Attributes:
        live: Nothing is stuck; where it fails, a restart helps.
        started: Everything is up for the first time, tables recovered included.
        ready: It can work now: the stages have their partitions.
    """

    live: Probe = answers
    started: Probe = answers
    ready: Probe = answers
