"""Times of day: '5:30 p.m. EST', 'noon', '1700 GMT', 'Friday night', 'this morning'."""

from workers.entities.times.expressions import Expression, Offset, TimeOfDay
from workers.entities.times.grammar.dates import Parsed, read_date, recurring_weekday
from workers.entities.times.grammar.relative_units import direction_word
from workers.entities.times.text.token_reader import Reader
from workers.vocabulary import load_numerals

HOURS, MINUTES = 24, 60
CLOCK_PREPOSITIONS = frozenset({
    "at", "about", "around", "by", "until", "till", "from", "to", "since", "after", "before",
    "between", "and", "through", "-", "–",
})  # fmt: skip
NAMED = {"noon": "T12:00", "midday": "T12:00", "midnight": "T24:00"}


def read_clock(reader: Reader, index: int) -> Parsed | None:
    """Return a time of day, with the day that is said before or after it."""
    start = index + (reader.low(index) in reader.words.approximate)
    found = _time_of_day(reader, start) or (
        _time_of_day(reader, start + 1) if reader.low(start) == "at" and start > index else None
    )
    if found is None:
        return None
    time, after = found
    after = _part(reader, after)
    day = _day(reader, after)
    return (TimeOfDay(time, day[0]), day[1]) if day else (TimeOfDay(time), after)


def read_part(reader: Reader, index: int) -> Parsed | None:
    """Return a part of a day: 'this morning', 'last night', 'the evening of Aug. 9'."""
    step = direction_word(reader, index)
    if step is not None:
        return _directed_part(reader, index, *step)
    day = _plain_day(reader, index)
    return _part_of(reader, index) if day is None else _part_of_day(reader, *day)


def _directed_part(reader: Reader, index: int, count: int, after: int) -> Parsed | None:
    """Return the part of a day behind a word of direction: 'last night', 'the next morning'."""
    part = _single_part(reader, after)
    if part is None:
        return None
    in_discourse = reader.low(index) in {"that", "previous", "following", "preceding"}
    day = Offset("day", count, "discourse" if in_discourse else "published")
    return TimeOfDay(part, day), after + 1


def _single_part(reader: Reader, index: int) -> str | None:
    """Return the part of a day that a word in the singular names."""
    word = reader.low(index)
    return None if word.endswith("s") else reader.words.day_parts.get(word)


def _part_of_day(reader: Reader, day: Expression, after: int) -> Parsed | None:
    """Return the part or time that stands behind a day: 'Friday night', 'Friday, at 5 p.m.'."""
    part = _single_part(reader, after)
    if part is not None:
        clock = _time_of_day(reader, after + 1 + (reader.low(after + 1) == "at"))
        return (TimeOfDay(clock[0], day), clock[1]) if clock else (TimeOfDay(part, day), after + 1)
    after += reader.low(after) == ","
    after += reader.low(after) == "at"
    clock = _time_of_day(reader, after + (reader.low(after) in reader.words.approximate))
    return (TimeOfDay(clock[0], day), clock[1]) if clock else None


def _part_of(reader: Reader, index: int) -> Parsed | None:
    start = index + (reader.low(index) == "the")
    part = reader.words.day_parts.get(reader.low(start))
    if part is None or reader.low(start + 1) != "of":
        return None
    day = _day(reader, start + 2)
    return (TimeOfDay(part, day[0]), day[1]) if day else None


def _plain_day(reader: Reader, index: int) -> Parsed | None:
    word = reader.low(index)
    if word in reader.words.day_words:
        return Offset("day", reader.words.day_words[word]), index + 1
    found = read_date(reader, index)
    if found is not None:
        return found
    weekday = reader.weekday(index)
    return (recurring_weekday(weekday[0]), weekday[1]) if weekday else None


def _day(reader: Reader, index: int) -> Parsed | None:
    if (word := reader.low(index)) in reader.words.day_part_words:
        return Offset("day", reader.words.day_part_words[word][0]), index + 1
    if word == "this" and reader.low(index + 1) in reader.words.day_parts:
        return Offset("day", 0), index + 2
    if (
        word == "on"
        and (part := _part_of(reader, index + 1)) is not None
        and isinstance(part[0], TimeOfDay)
        and part[0].day
    ):
        return part[0].day, part[1]
    for start in (index, index + 1 if word in {"on", ","} else index):
        place = start + (reader.low(start) in {"last", "next", "this"})
        found = _plain_day(reader, place) if reader.low(start) != "on" else None
        if found is not None and _is_day(found[0]):
            return found
    return None


def _is_day(expression: Expression) -> bool:
    return getattr(expression, "unit", "") == "day"


def _part(reader: Reader, index: int) -> int:
    """Pass over 'in the morning', 'local time'."""
    if (
        reader.low(index) == "in"
        and reader.low(index + 1) == "the"
        and reader.low(index + 2) in reader.words.day_parts
    ):
        return index + 3
    if reader.low(index) in reader.words.zone_regions and reader.low(index + 1) in {
        "time",
        "standard",
        "daylight",
        "mean",
        "summer",
    }:
        return index + 2 + (reader.low(index + 2) == "time" and reader.low(index + 1) != "time")
    return index


def _time_of_day(reader: Reader, index: int) -> tuple[str, int] | None:
    named = NAMED.get(reader.low(index))
    if named is not None:
        return named, _zone(reader, index + 1)
    hour = reader.tokens.number(index) if reader.low(index + 1) != "." else _small(reader, index)
    if hour is None:
        return _spelled(reader, index)
    return (
        _digital(reader, index, hour)
        or _military(reader, index)
        or _on_the_hour(reader, index, hour)
    )


def _digital(reader: Reader, index: int, hour: int) -> tuple[str, int] | None:
    tokens = reader.tokens
    mark = reader.low(index + 1)
    minute = tokens.raw[index + 2]
    if (
        mark not in {":", "."}
        or not (tokens.joined(index + 1) and tokens.joined(index + 2))
        or len(minute) != 2  # noqa: PLR2004
    ):
        return None
    if not minute.isdecimal() or hour >= HOURS or int(minute) >= MINUTES:
        return None
    after = index + 3
    if reader.low(after) == ":" and tokens.joined(after + 1) and tokens.raw[after + 1].isdecimal():
        after += 2
    half = _meridiem(reader, after)
    zone = _zone(reader, half[1] if half else after)
    if (
        half is None
        and (mark == "." or reader.low(index - 1) not in CLOCK_PREPOSITIONS)
        and zone == after
    ):
        return None
    return f"T{_hour(hour, half[0] if half else ''):02d}:{minute}", zone


def _military(reader: Reader, index: int) -> tuple[str, int] | None:
    text = reader.tokens.raw[index]
    zone = _zone(reader, index + 1)
    if len(text) != 4 or zone == index + 1 or int(text[:2]) >= HOURS or int(text[2:]) >= MINUTES:  # noqa: PLR2004
        return None
    return f"T{text[:2]}:{text[2:]}", zone


def _on_the_hour(reader: Reader, index: int, hour: int) -> tuple[str, int] | None:
    half = _meridiem(reader, index + 1)
    if not 0 < hour <= 12:  # noqa: PLR2004 - a clock's face
        return None
    if half is not None:
        return f"T{_hour(hour, half[0]):02d}:00", _zone(reader, half[1])
    return _oclock(reader, index + 1, hour)


def _spelled(reader: Reader, index: int) -> tuple[str, int] | None:
    hour = load_numerals().get(reader.low(index))
    if hour is None or hour > 12:  # noqa: PLR2004 - a clock's face
        return None
    half = _meridiem(reader, index + 1)
    return (
        (f"T{_hour(hour, half[0]):02d}:00", _zone(reader, half[1]))
        if half
        else _oclock(reader, index + 1, hour)
    )


def _oclock(reader: Reader, index: int, hour: int) -> tuple[str, int] | None:
    if (
        reader.low(index) == "o"
        and reader.low(index + 1) in {"'", "’"}
        and reader.low(index + 2) == "clock"
    ):
        return f"T{hour:02d}:00", index + 3
    return None


def _meridiem(reader: Reader, index: int) -> tuple[str, int] | None:
    word, tokens = reader.low(index), reader.tokens
    if word in {"am", "pm"}:
        return (word[0], index + 1) if tokens.raw[index] in {"am", "pm", "AM", "PM"} else None
    if (
        word in {"a", "p"}
        and reader.low(index + 1) == "."
        and tokens.joined(index + 1)
        and reader.low(index + 2) == "m"
        and tokens.joined(index + 2)
    ):
        return word, reader.dot(index + 3)
    return None


def _zone(reader: Reader, index: int) -> int:
    word, raw = reader.low(index), reader.tokens.raw[index]
    if word in reader.words.zones and raw.isupper():
        return index + 1
    if (
        reader.low(index) == "("
        and reader.low(index + 1) in reader.words.zones
        and reader.low(index + 2) == ")"
    ):
        return index + 3
    return index


def _hour(hour: int, half: str) -> int:
    if half == "p":
        return hour if hour >= 12 else hour + 12  # noqa: PLR2004 - noon
    return 0 if half == "a" and hour == 12 else hour  # noqa: PLR2004 - midnight


def _small(reader: Reader, index: int) -> int | None:
    text = reader.tokens.raw[index]
    return int(text) if text.isdecimal() and len(text) <= 2 else None  # noqa: PLR2004 - an hour
