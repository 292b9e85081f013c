"""Which part of the topic of events a view holds, by partition."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(slots=True)
class Coverage:
    """Offsets by partition of the topic.

    Attributes:
        ends: The last offset taken.
        floors: Of messages up to this offset, the view may lack some: it began to read after them,
            or has let them go.
    """

    ends: dict[int, int] = field(default_factory=dict)
    floors: dict[int, int] = field(default_factory=dict)

    def take(self, partition: int, offset: int | None, *, live: bool) -> int:
        """Note a message, at the next offset where none is told; return its offset.

        The first of a partition is where reading began, unless it is `live`: then it came after
        everything had been read, and nothing before it is lacking.
        """
        place = self.ends.get(partition, -1) + 1 if offset is None else offset
        self.floors.setdefault(partition, -1 if live else place - 1)
        self.ends[partition] = max(place, self.ends.get(partition, -1))
        return place

    def lose(self, partition: int, offset: int) -> None:
        """Note that a message is not held any more."""
        self.floors[partition] = max(offset, self.floors.get(partition, -1))

    def lacks_after(self, places: Mapping[int, int]) -> bool:
        """Return whether a message after these offsets may be missing from the view.

        Of a partition that is not among the offsets, any message counts.
        """
        return any(floor > places.get(partition, -1) for partition, floor in self.floors.items())

    def clear(self) -> None:
        """Forget everything."""
        self.ends.clear()
        self.floors.clear()
