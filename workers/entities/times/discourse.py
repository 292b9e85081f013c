"""The times of one text in their order: each may lean on those before it."""

from dataclasses import dataclass, field, replace
from datetime import date
from itertools import zip_longest

from schemas import Entity, Period
from schemas.spans import Field
from workers.edtf import InvalidEdtf, parse
from workers.entities.times.cycles import Tense
from workers.entities.times.expressions import Cyclic, Item, Shift, Unit
from workers.entities.times.publication import Publication
from workers.entities.times.reader import Reader
from workers.entities.times.resolve import PERIODS, Anchor, Meaning, Spoken, resolve
from workers.entities.times.tense import tense_around


@dataclass(slots=True)
class Discourse:
    """Resolves items in order, and remembers what has been spoken of."""

    reader: Reader
    published: Publication
    text_field: Field
    spoken: Spoken | None = None
    period: Spoken | None = None
    named: dict[Unit, Spoken] = field(default_factory=dict)
    bracket: tuple[int, date] | None = None
    """The token after a date, and its first day: a weekday in brackets there tells nothing new."""

    def resolved(self, items: list[Item]) -> tuple[list[Entity], list[Period]]:
        """Return an entity for each item, and a period for each range."""
        entities: list[Entity] = []
        periods: list[Period] = []
        before: Meaning | None = None
        for item, after in zip_longest(items, items[1:]):
            other = before if item.joined else self._closing(item, after)
            meaning = self._meaning(item, other, "future" if item.joined else "past")
            entities.append(self._entity(item, meaning))
            if item.joined and before is not None:
                periods.extend(self._period(entities[-2], entities[-1]))
            self._remember(item, meaning)
            before = meaning
        return entities, periods

    def _remember(self, item: Item, meaning: Meaning) -> None:
        """Keep what later expressions lean on; a comparison ('a year earlier') is no new time to compare with."""
        spoken = meaning.spoken
        if spoken is not None and spoken.unit == "day":
            self.bracket = (item.end, self.bracket[1] if item.joined and self.bracket else spoken.days[0])
        if spoken is not None or not meaning.time.anchored:
            self.spoken = spoken
        if spoken is None or (isinstance(item.expression, Shift) and item.expression.keep):
            return
        self.named[spoken.unit] = spoken
        if spoken.unit in PERIODS:
            self.period = spoken

    def _closing(self, item: Item, after: Item | None) -> Meaning | None:
        """Return the end of a range of days of the year, which the tense is about, rather than its beginning."""
        if after is None or not after.joined or not (_of_year(item) and _of_year(after)):
            return None
        return self._meaning(after, None, "either")

    def _meaning(self, item: Item, other: Meaning | None, side: Tense) -> Meaning:
        """Resolve an item; the end of a range lies after its beginning, or the beginning before its end."""
        if other is not None and other.spoken is not None and isinstance(item.expression, Cyclic):
            day = other.spoken.days[0]
            return resolve(item.expression, Anchor(Publication(day, day), other.spoken, side))
        bracketed = self._bracketed(item)
        if bracketed is not None:
            return resolve(item.expression, Anchor(Publication(bracketed, bracketed), self.spoken, "future"))
        tense = tense_around(self.reader.tokens, item.start, item.end, self.reader.words)
        return resolve(item.expression, Anchor(self.published, self.spoken, tense, self.period, self.named))

    def _bracketed(self, item: Item) -> date | None:
        """Return the day that a weekday in brackets belongs to: 'April 16 to 19 (Sunday to Wednesday)'."""
        if self.bracket is None or self.reader.low(item.start - 1) != "(" or not isinstance(item.expression, Cyclic):
            return None
        return self.bracket[1] if item.start == self.bracket[0] + 1 else None

    def _entity(self, item: Item, meaning: Meaning) -> Entity:
        tokens = self.reader.tokens
        time = replace(meaning.time, mod=item.mod or None)
        return Entity(tokens.start[item.start], tokens.end[item.end - 1], "TIMEX", self.text_field, time=time)

    def _period(self, opening: Entity, closing: Entity) -> list[Period]:
        first, last = _end_of(opening, 0), _end_of(closing, -1)
        if first is None or last is None or first == last:
            return []
        value = f"{first}/{last}"
        return [Period(opening.start, closing.end, value, self.text_field)] if _valid(value) else []


def _of_year(item: Item) -> bool:
    found = item.expression
    return isinstance(found, Cyclic) and found.date is not None and found.date.month is not None


def _end_of(entity: Entity, side: int) -> str | None:
    edtf = entity.time.edtf if entity.time else None
    return edtf.split("/")[side] if edtf else None


def _valid(edtf: str) -> bool:
    try:
        parse(edtf)
    except InvalidEdtf:  # 'from May to March' of one year: two dates, and no range
        return False
    return True
