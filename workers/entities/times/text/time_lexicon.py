"""The words of the time grammar, read once from `data/time_words.yaml` and `holidays.yaml`."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Annotated

from pydantic import Field, TypeAdapter

from workers.lexicons import document

PACKAGE = "workers.entities.times"
Words = frozenset[str]


@dataclass(frozen=True, slots=True)
class Holiday:
    """The rule of a holiday: `fixed`, `weekday` (month, n-th, weekday) or `easter`."""

    names: tuple[str, ...]
    fixed: tuple[int, int] | None = None
    weekday: tuple[int, int, int] | None = None
    easter: int | None = None

    def __post_init__(self) -> None:
        if sum(rule is not None for rule in (self.fixed, self.weekday, self.easter)) != 1:
            raise ValueError(f"holiday {self.names}: one rule is wanted")


@dataclass(frozen=True, slots=True)
class Lexicon:
    """See `data/time_words.yaml`; every key there is a field here."""

    months: dict[str, Annotated[int, Field(ge=1, le=12)]]
    month_abbreviations: dict[str, Annotated[int, Field(ge=1, le=12)]]
    weekdays: dict[str, Annotated[int, Field(ge=1, le=7)]]
    weekday_abbreviations: dict[str, Annotated[int, Field(ge=1, le=7)]]
    weekday_plurals: dict[str, Annotated[int, Field(ge=1, le=7)]]
    seasons: dict[str, Annotated[int, Field(ge=21, le=24)]]
    season_tokens: dict[int, str]
    units: dict[str, str]
    durations: dict[str, Annotated[str, Field(pattern=r"^PT?\.[A-Z]+$")]]
    tens: dict[str, int]
    multipliers: dict[str, int]
    before_bare_plurals: Words
    vague_numbers: Words
    decades: dict[str, int]
    ordinals: dict[str, int]
    day_parts: dict[str, Annotated[str, Field(pattern=r"^T[A-Z]{2}$")]]
    zones: Words
    zone_regions: Words
    day_words: dict[str, int]
    day_part_words: dict[str, tuple[int, str]]
    references: dict[str, Annotated[str, Field(pattern=r"^(PAST|PRESENT|FUTURE)_REF$")]]
    frequencies: dict[str, str]
    long_words: dict[str, str]
    before: Words
    after: Words
    same: Words
    each: Words
    early: dict[str, str]
    portions: dict[str, str]
    possessives: Words
    name_heads: Words
    names: tuple[str, ...]
    named_days: dict[str, date]
    approximate: Words
    month_prepositions: Words
    season_prepositions: Words
    sure_season_prepositions: Words
    month_words_ambiguous: Words
    counted: Words
    counting: Words
    year_prepositions: Words
    title_nouns: Words
    title_adjectives: Words
    speech_verbs: Words
    past_verbs: Words
    not_past: Words
    future_verbs: Words
    infinitive_governors: Words
    timetable_verbs: Words
    never_nouns: Words
    clause_openers: Words
    determiners: Words
    noun_openers: Words
    plural_subjects: Words
    duration_adjectives: Words


@cache
def lexicon() -> Lexicon:
    """Return the lexicon. Raises pydantic's ValidationError where the file is wrong."""
    return TypeAdapter(Lexicon).validate_python(document(PACKAGE, "time_words.yaml"))


@cache
def holidays() -> tuple[Holiday, ...]:
    """Return the holidays. Raises pydantic's ValidationError where the file is wrong."""
    return TypeAdapter(tuple[Holiday, ...]).validate_python(document(PACKAGE, "holidays.yaml"))
