"""Looks at folders: each file that is new or has changed is read once it rests.

A file rests where two looks in a row find it with the same stamp: until then somebody may be
writing it. Each of its articles that the file did not hold before is published; the file is
remembered once the broker has them all, so an interruption may publish an article twice, which
counts once, and loses none.
"""

import asyncio
import math
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

from workers.articles import (
    InvalidArticle,
    Publish,
    RawArticle,
    SourceError,
    embargo_of,
    read_article,
)
from workers.articles.input.files import files_in, format_of, read_file
from workers.watching.reading import Reading
from workers.watching.state import Held, Stamp, State
from workers.watching.versions import versioned

HASH_BYTES = 16


@dataclass(slots=True)
class Watcher:
    """Watches folders.

    Attributes:
        folders: Absolute paths.
        most_bytes: The largest article that fits into a message.
        max_text_length: The limit of `read_article`.
        clock: Unix time.
    """

    folders: Sequence[Path]
    state: State
    publish: Publish
    most_bytes: int
    max_text_length: int
    clock: Callable[[], float] = time.time
    _moving: dict[Path, Stamp] = field(default_factory=dict)
    _due: dict[Path, float] = field(default_factory=dict)
    """When an embargo on an article of a file ends, and the file is read again."""

    async def look(self) -> list[Reading]:
        """Look once, read the files that rest, and return what came of each.

        Raises:
            StateError: The state cannot be used. Errors of `publish` are raised too; the file at
                hand is not remembered then.
        """
        found = await asyncio.to_thread(self._found)
        resting = [
            (file, root, stamp)
            for file, (root, stamp) in found.items()
            if self._moving.get(file) == stamp
        ]
        self._moving = {file: stamp for file, (_, stamp) in found.items()}
        return [await self._taken(*item) for item in resting]

    @property
    def moving(self) -> list[Path]:
        """The files that the last look found new or changed, and that may still be written to."""
        return list(self._moving)

    def _found(self) -> dict[Path, tuple[Path, Stamp]]:
        """The files that are not as they were read, by path, each with its folder and its stamp."""
        files = ((file, root) for root in self.folders for file in files_in(root) if file != root)
        stamped = ((file, root, Stamp.of(file)) for file, root in files)
        return {
            file: (root, stamp)
            for file, root, stamp in stamped
            if stamp is not None and (self.state.stamp(file) != stamp or self._is_due(file))
        }

    def _is_due(self, file: Path) -> bool:
        return self._due.get(file, math.inf) <= self.clock()

    async def _taken(self, file: Path, root: Path, stamp: Stamp) -> Reading:
        reading, now = Reading(file), defaultdict[bytes, dict[bytes, int]](dict)
        self._due.pop(file, None)
        await self.publish(self._fresh(reading, root, self.state.held(file), now))
        self.state.save(file, stamp, now, unread=bool(reading.problem or reading.held))
        self._moving.pop(file, None)
        if not now and not reading.held and reading.problem is None:
            reading.problem = "no article in it"
        return reading

    def _fresh(self, reading: Reading, root: Path, before: Held, now: Held) -> Iterator[RawArticle]:
        """Yield the articles that the file did not hold before; note all of them in `now`."""
        try:
            for raw in read_file(reading.file, root):
                if self._is_held(raw, reading):
                    continue
                hash_ = sha256(raw.value).digest()[:HASH_BYTES]
                if version := before.get(raw.key, {}).get(hash_):
                    reading.known += 1
                else:
                    version = self._next_version(raw.key, now)
                    yield from self._fitting(versioned(raw, version), reading, version)
                now[raw.key][hash_] = version
        except SourceError as error:
            reading.problem = str(error).removeprefix(f"{reading.file}: ")

    def _is_held(self, raw: RawArticle, reading: Reading) -> bool:
        embargo = embargo_of(raw.value)
        if embargo is None or not embargo.holds(datetime.fromtimestamp(self.clock(), UTC)):
            return False
        if embargo.until is not None:
            due = self._due.get(reading.file, math.inf)
            self._due[reading.file] = min(due, embargo.until.timestamp())
        reading.held.append(str(embargo))
        return True

    def _next_version(self, key: bytes, now: Held) -> int:
        """Return 1 for an article that no file held before, else the second of this look.

        So a later line of a file, and a later file, replaces an earlier one.
        """
        last = max(self.state.version(key), *now[key].values(), 0)
        return max(last + 1, int(self.clock())) if last else 1

    def _fitting(self, raw: RawArticle, reading: Reading, version: int) -> Iterator[RawArticle]:
        if len(raw.value) > self.most_bytes:
            reading.refused.append(f"an article over the {self.most_bytes} bytes of a message")
            return
        if reason := self._fault(raw, reading.file):
            reading.letters.append(reason)
        reading.new += version == 1
        reading.changed += version > 1
        yield raw

    def _fault(self, raw: RawArticle, file: Path) -> str | None:
        """Return why an article will be a dead letter; None where it will not.

        The pages of archives are not tried: they are many, and most hold no article.
        """
        if format_of(file) == "warc":
            return None
        try:
            read_article(raw.value, key=raw.key, max_text_length=self.max_text_length)
        except InvalidArticle as error:
            return str(error)
        return None
