"""Whether this process lives, has started and can work, as checks with names.

`/livez`, `/startupz` and `/readyz` answer from these checks.
"""

from collections.abc import Callable, Mapping, Sequence
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
    """The three probes of a process.

    They are called for each request and must return at once, from any thread.

    Attributes:
        live: Nothing is stuck; where it fails, a restart helps.
        started: Everything is up for the first time, tables recovered included.
        ready: It can work now: the stages have their partitions.
    """

    live: Probe = answers
    started: Probe = answers
    ready: Probe = answers


def probes_of(stages: Mapping[str, Callable[[], bool]]) -> Probes:
    """Return the probes of a process that hosts `stages`.

    Each stage comes with a function that says whether the stage is at work.

    The process has started once all stages have been at work at the same time, and is ready while
    all are at work. It is live while the server answers: a stage that is stuck ends the process by
    itself.
    """
    begun = False

    def ready() -> Sequence[Check]:
        return [_check(stage, at_work=at_work()) for stage, at_work in stages.items()]

    def started() -> Sequence[Check]:
        nonlocal begun
        checks = ready()
        begun = begun or all(check.ok for check in checks)
        return [Check(check.name, ok=True) for check in checks] if begun else checks

    return Probes(started=started, ready=ready)


def _check(stage: str, *, at_work: bool) -> Check:
    return Check(
        stage, at_work, "" if at_work else "waiting for its partitions, or recovering its tables"
    )
