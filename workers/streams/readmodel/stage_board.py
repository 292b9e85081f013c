"""The state of the stages: what each has done, its rate and its lag.

The broker is read, not this process, so that stages of other processes are included.
"""

from collections import deque
from dataclasses import dataclass, field

from aiokafka import AIOKafkaConsumer
from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.errors import KafkaError

from workers.settings import STAGES, Settings
from workers.streams.kafka.groups import group_id, source_of

RATE_WINDOW = 60.0
"""Seconds over which a rate is taken."""
SLICE_SECONDS = 10
SLICES = 90
"""Slices of the lag that are kept: a quarter of an hour."""


@dataclass(frozen=True, slots=True)
class GroupState:
    """A stage's consumer group on the broker.

    Offsets are sums over the partitions of its source topic.

    Attributes:
        waiting: Messages between what is committed and the end.
        members: Consumers in the group; None where the broker does not tell.
    """

    committed: int
    waiting: int
    members: int | None


@dataclass(frozen=True, slots=True)
class StageLine:
    """One stage for people.

    `rate` is messages a second over the last minute, None before there are two readings.
    """

    stage: str
    source: str
    done: int
    waiting: int
    members: int | None
    rate: float | None


@dataclass(frozen=True, slots=True)
class LagSlice:
    """The greatest lag within `SLICE_SECONDS`, the slice of that number."""

    number: int
    most: int


@dataclass(slots=True)
class StageBoard:
    """The latest state of each stage, the readings of the last minute for the rates, and the lag.

    `now` is always a monotonic clock in seconds.
    """

    _readings: dict[str, deque[tuple[float, GroupState]]] = field(default_factory=dict)
    _lags: dict[str, deque[LagSlice]] = field(default_factory=dict)

    def take(self, stage: str, state: GroupState, now: float) -> None:
        """Take one reading of a stage."""
        readings = self._readings.setdefault(stage, deque())
        readings.append((now, state))
        while len(readings) > 2 and now - readings[1][0] >= RATE_WINDOW:  # noqa: PLR2004
            # Two make a rate.
            readings.popleft()
        _add(self._lags.setdefault(stage, deque()), state.waiting, int(now // SLICE_SECONDS))

    def lag(self, stage: str) -> tuple[LagSlice, ...]:
        """Return the lag of a stage over the last quarter of an hour, the oldest slice first.

        Slices without a reading are left out.
        """
        return tuple(self._lags.get(stage, ()))

    def lines(self) -> list[StageLine]:
        """Return the stages that have been read, in order of an article's way."""
        return [_line(stage, self._readings[stage]) for stage in STAGES if stage in self._readings]


async def read_group(
    admin: AIOKafkaAdminClient, consumer: AIOKafkaConsumer, settings: Settings, stage: str
) -> GroupState:
    """Return the state of the group of `stage` on the broker.

    `consumer` is assigned its source topic. Raises KafkaError where the broker does not answer.
    """
    source = settings.topic(source_of(stage).name)
    partitions = [partition for partition in consumer.assignment() if partition.topic == source]
    group = group_id(settings, stage)
    committed = await admin.list_consumer_group_offsets(group, partitions=partitions)
    ends = await consumer.end_offsets(partitions)
    begins = await consumer.beginning_offsets(partitions)
    done = {
        part: max(begins[part], committed[part].offset) if part in committed else begins[part]
        for part in partitions
    }
    waiting = sum(max(0, ends[part] - done[part]) for part in partitions)
    return GroupState(sum(done.values()), waiting, await _members(admin, group))


async def _members(admin: AIOKafkaAdminClient, group: str) -> int | None:
    try:
        responses = await admin.describe_consumer_groups([group])
    except KafkaError:
        return None
    return sum(
        len(members)
        for response in responses
        for *_, members in (row[:6] for row in response.groups)
    )


def _add(slices: deque[LagSlice], lag: int, number: int) -> None:
    known = slices.pop().most if slices and slices[-1].number == number else 0
    slices.append(LagSlice(number, max(known, lag)))
    while slices[0].number <= number - SLICES:
        slices.popleft()


def _line(stage: str, readings: deque[tuple[float, GroupState]]) -> StageLine:
    (first_at, first), (last_at, last) = readings[0], readings[-1]
    passed = last_at - first_at
    rate = max(0.0, (last.committed - first.committed) / passed) if passed > 0 else None
    return StageLine(stage, source_of(stage).name, last.committed, last.waiting, last.members, rate)
