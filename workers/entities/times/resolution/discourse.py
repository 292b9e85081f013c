"""Resolution of the time expressions of one text, each by those before it."""

from dataclasses import dataclass, field, replace
from datetime import date
from itertools import zip_longest

from schemas import Entity, Period
from schemas.spans import Field
from workers.edtf import InvalidEdtf, parse
from workers.entities.times.calendar.occurrences import Tense
from workers.entities.times.expressions import Item, Offset, Recurring, Unit
from workers.entities.times.resolution.anchor import PERIODS, Anchor, Meaning, Spoken
from workers.entities.times.resolution.publication_anchor import Publication
from workers.entities.times.resolution.resolve import resolve
from workers.entities.times.resolution.tense import tense_around
from workers.entities.times.text.token_reader import Reader


@dataclass(slots=True)
class Memory:
    """The times that a text has named so far; shared by the paragraphs of one article.

    Attributes:
        spoken: The last one that a story goes on from.
        period: The last month or longer time.
        named: The last one of each granularity.
    """

    spoken: Spoken | None = None
    period: Spoken | None = None
    named: dict[Unit, Spoken] = field(default_factory=dict)
    age: int = 0
    """Paragraphs since `spoken` was named."""


@dataclass(slots=True)
class Discourse:
    """Resolves the items of one paragraph in order, and remembers the times they name."""

    reader: Reader
    published: Publication
    text_field: Field
    memory: Memory = field(default_factory=Memory)
    bracket: tuple[int, date] | None = None
    """The token after a date, and its first day: a weekday in brackets there tells nothing new."""

    def resolved(self, items: list[Item]) -> tuple[list[Entity], list[Period]]:
        """Return an entity for each item, and a period for each range."""
        entities: list[Entity] = []
        periods: list[Period] = []
        before: Meaning | None = None
        for item, after in zip_longest(items, items[1:]):
            tense = self._tense(item)
            meaning = self._meaning(item, before if item.joined else None, after, tense)
            entities.append(self._entity(item, meaning))
            if item.joined and before is not None:
                periods.extend(self._period(entities[-2], entities[-1]))
            self._remember(item, meaning, tense)
            before = meaning
        self.memory.age += 1
        return entities, periods

    def _tense(self, item: Item) -> Tense:
        return tense_around(self.reader.tokens, item.start, item.end, self.reader.words)

    def _remember(self, item: Item, meaning: Meaning, tense: Tense) -> None:
        """Store the time as an anchor of later expressions.

        A comparison ('a year earlier') is no anchor.
        """
        spoken = meaning.spoken
        if spoken is not None and spoken.unit == "day":
            self.bracket = (
                item.end,
                self.bracket[1] if item.joined and self.bracket else spoken.days[0],
            )
        if not self._is_day_of_statement(meaning, tense) and (
            spoken is not None or not meaning.time.anchored
        ):
            self.memory.spoken, self.memory.age = spoken, 0
        if spoken is None or (isinstance(item.expression, Offset) and item.expression.keep):
            return
        self.memory.named[spoken.unit] = spoken
        if spoken.unit in PERIODS:
            self.memory.period = spoken

    def _is_day_of_statement(self, meaning: Meaning, tense: Tense) -> bool:
        """Return whether the day is that of a statement and the day of an event precedes it.

        One example is 'officials said Monday'.

        The day of a statement is no anchor of 'two days later'.
        """
        told = (
            self.memory.spoken is not None
            and self.memory.spoken.unit == "day"
            and meaning.time.type == "DATE"
        )
        return (
            tense == "reported"
            and told
            and meaning.spoken is not None
            and meaning.spoken.unit == "day"
        )

    def _meaning(
        self, item: Item, opening: Meaning | None, after: Item | None, tense: Tense
    ) -> Meaning:
        expression = item.expression
        found = (
            self._by_neighbour(item, expression, opening, after, tense)
            if isinstance(expression, Recurring)
            else None
        )
        anchor = self._anchor(tense)
        if self.reader.low(item.start - 1) == "the" and item.start:  # 'the Sunday before the vote'
            anchor = replace(anchor, published=replace(self.published, dawning=None))
        return found or resolve(expression, anchor)

    def _anchor(self, tense: Tense) -> Anchor:
        memory = self.memory
        return Anchor(
            self.published, memory.spoken, tense, memory.period, memory.named, near=memory.age <= 1
        )

    def _by_neighbour(
        self,
        item: Item,
        recurring: Recurring,
        opening: Meaning | None,
        after: Item | None,
        tense: Tense,
    ) -> Meaning | None:
        """Resolve a day by its neighbour.

        The end of a range lies after its opening, the opening before its end.
        """
        if opening is not None and opening.spoken is not None:
            return self._from(recurring, opening.spoken.days[0], opening.spoken, "future")
        bracketed = self._bracketed(item)
        if bracketed is not None:
            return self._from(recurring, bracketed, self.memory.spoken, "future")
        closing = self._closing(item, after, tense)
        if closing is None or closing.spoken is None:
            return None
        return self._from(recurring, closing.spoken.days[0], closing.spoken, "past")

    def _from(
        self, expression: Recurring, day: date, spoken: Spoken | None, side: Tense
    ) -> Meaning:
        return resolve(expression, Anchor(Publication(day, day), spoken, side))

    def _closing(self, item: Item, after: Item | None, tense: Tense) -> Meaning | None:
        """Return the end of a range, where the tense is about it rather than about the beginning.

        That is so for days of the year, and for weekdays of the past ('ran from Monday through
        Saturday').
        """
        if after is None or not after.joined:
            return None
        if _of_year(item) and _of_year(after):
            return resolve(after.expression, self._anchor(self._tense(after)))
        if tense == "past" and _is_weekday(item) and _is_weekday(after):
            return resolve(after.expression, self._anchor(tense))
        return None

    def _bracketed(self, item: Item) -> date | None:
        """Return the day of a weekday in brackets: 'April 16 to 19 (Sunday to Wednesday)'."""
        if (
            self.bracket is None
            or self.reader.low(item.start - 1) != "("
            or not isinstance(item.expression, Recurring)
        ):
            return None
        return self.bracket[1] if item.start == self.bracket[0] + 1 else None

    def _entity(self, item: Item, meaning: Meaning) -> Entity:
        tokens = self.reader.tokens
        time = replace(meaning.time, mod=item.mod or None)
        return Entity(
            tokens.start[item.start], tokens.end[item.end - 1], "TIMEX", self.text_field, time=time
        )

    def _period(self, opening: Entity, closing: Entity) -> list[Period]:
        first, last = _end_of(opening, 0), _end_of(closing, -1)
        if first is None or last is None or first == last:
            return []
        value = f"{first}/{last}"
        return [Period(opening.start, closing.end, value, self.text_field)] if _valid(value) else []


def _of_year(item: Item) -> bool:
    found = item.expression
    return isinstance(found, Recurring) and found.date is not None and found.date.month is not None


def _is_weekday(item: Item) -> bool:
    found = item.expression
    return (
        isinstance(found, Recurring)
        and "W" in found.name
        and found.step is None
        and found.within is None
    )


def _end_of(entity: Entity, side: int) -> str | None:
    edtf = entity.time.edtf if entity.time else None
    return edtf.split("/")[side] if edtf else None


def _valid(edtf: str) -> bool:
    try:
        parse(edtf)
    except InvalidEdtf:  # 'from May to March' of one year: two dates, and no range
        return False
    return True
