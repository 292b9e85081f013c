"""Writing of what a unit of work makes: its rows with a journal of its messages, then the messages.

The rows and the journal are one batch, which a broker takes whole or not at all. Where there are no
such batches, or the rows are too many for one, the journal holds the rows too and is written first.
After a crash, the journal of the last unit is carried out again.
"""

import asyncio
import logging
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from workers.streams.failures.worker_errors import StateError
from workers.streams.flow.sender import Sender
from workers.streams.stages.journal import Journal, JournalError, journal_rows, read_journal
from workers.streams.stages.rows import JOURNAL
from workers.streams.state.tables import StateTable
from workers.streams.tracing.spans import Tracing

log = logging.getLogger(__name__)


@dataclass(slots=True)
class JournalWriter:
    """Writes the journals of all partitions of a worker.

    Attributes:
        row_limit: Most bytes of a row of the table.
    """

    sender: Sender
    table: StateTable
    tracing: Tracing
    row_limit: int
    _unsettled: list["asyncio.Future[Any]"] = field(default_factory=list)

    async def write(self, number: int, journal: Journal) -> None:
        """Write a journal and all that it holds.

        Returns when the broker has all of it, but not yet that the journal is void again.
        """
        await self.settle()
        if not journal.atomic:
            await self._carry_out(number, journal, [])
        elif await self._write_at_once(number, journal):
            noted = [JOURNAL] if journal.messages else []
            await self._carry_out(number, Journal(messages=journal.messages), noted)
        else:
            await self._carry_out(number, journal, await self._note(number, journal))

    async def finish_last_unit(self, number: int) -> None:
        """Carry out again the journal that the last owner of a partition left behind.

        Raises:
            StateError: The journal cannot be read.
        """
        try:
            found = read_journal(partial(self.table.row, number))
        except JournalError as error:
            raise StateError(
                f"the journal of partition {number} cannot be read: {error}"
            ) from error
        if found is None:
            return
        journal, noted = found
        log.info(
            "partition %d: the last unit is done again: %d rows, %d messages",
            number,
            len(journal.rows),
            len(journal.messages),
        )
        await self._carry_out(number, journal, noted)

    async def settle(self) -> None:
        """Wait until the journals that are done are void on the broker too."""
        unsettled, self._unsettled = self._unsettled, []
        await self.sender.settle(unsettled)

    async def _write_at_once(self, number: int, journal: Journal) -> bool:
        """Write the rows and a journal of the messages in one batch; return whether it fits."""
        rows = dict(journal.rows)
        if journal.messages:
            rows[JOURNAL] = Journal(messages=journal.messages).pack()
        written = await self.table.put_at_once(number, rows)
        await self.sender.settle(written)
        return bool(written)

    async def _note(self, number: int, journal: Journal) -> list[bytes]:
        """Write the journal; return the keys of its rows, the one that makes it valid first."""
        *parts, (key, head) = journal_rows(journal.pack(), self.row_limit)
        await self.sender.settle([await self.table.put(number, key, part) for key, part in parts])
        await self.sender.settle([await self.table.put(number, key, head)])
        return [key, *(key for key, _part in parts)]

    async def _carry_out(self, number: int, journal: Journal, noted: Iterable[bytes]) -> None:
        futures = [await self._put(number, key, value) for key, value in journal.rows.items()]
        sending = [self.tracing.sending(message) for message in journal.messages]
        futures += [await self.sender.send_outgoing(message) for message in journal.messages]
        await self.sender.settle(futures)
        for span in sending:
            span.end()
        # Not waited for: the next journal takes its place, and to do a unit again does no harm.
        self._unsettled += [await self.table.drop(number, key) for key in noted]

    async def _put(self, number: int, key: bytes, value: bytes | None) -> "asyncio.Future[Any]":
        if value is None:
            return await self.table.drop(number, key)
        return await self.table.put(number, key, value)
