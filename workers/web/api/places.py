"""A subscriber's progress as the id of a server-sent event.

The id has offsets by partition of the topic of events.
"""

import re
from collections.abc import Mapping

from workers.queries import QueryError

_ID = re.compile(r"\d{1,9}:\d{1,19}(?:,\d{1,9}:\d{1,19})*", re.ASCII)
MOST_CHARACTERS = 100_000
NONE = "none"
"""The id before the first message of any partition: an empty id would make a browser forget that it
has one."""


def places_text(places: Mapping[int, int]) -> str:
    """Return the id for offsets by partition: `0:17,3:4`, or `none`."""
    return ",".join(f"{partition}:{offset}" for partition, offset in sorted(places.items())) or NONE


def read_places(text: str) -> dict[int, int]:
    """Read what `places_text` returned.

    Raises:
        QueryError: It is something else.
    """
    if text == NONE:
        return {}
    if len(text) > MOST_CHARACTERS or not _ID.fullmatch(text):
        raise QueryError(
            "Last-Event-ID", f"{text[:60]!r} is no id of this stream: begin without one"
        )
    pairs = (part.partition(":") for part in text.split(","))
    return {int(partition): int(offset) for partition, _, offset in pairs}
