"""The parameters of a query, the same on the command line and in an address, and their meaning."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar, get_args

from schemas.event import EventStatus
from schemas.mentions import Level, Modality
from workers.queries import values
from workers.queries.errors import QueryError
from workers.queries.event_filter import LISTED, LIVE, EventFilter
from workers.queries.folding import folded

T = TypeVar("T")

MOST_VALUES = 50
MOST_CHARACTERS = 400
MOST_SOURCES = 1_000_000
STATUSES = ("live", "all", *get_args(EventStatus))
LEVELS = get_args(Level)
MODALITIES = get_args(Modality)
SWITCH = ("", "0", "1", "false", "true")


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter: `from` in an address, `--from` on the command line.

    Attributes:
        shape: What a value looks like, for help.
        repeats: How several values count: "any" of them, "all" of them; None where only one may be
            given.
    """

    name: str
    shape: str
    meaning: str
    repeats: str | None = None

    @property
    def help(self) -> str:
        """Return the meaning with how it repeats."""
        several = {"any": "; several: any of them", "all": "; several: all of them"}
        return self.meaning + several.get(self.repeats or "", "")


PARAMETERS = (
    Parameter("since", "TIME", "told at this time or later: RFC 3339, or a day"),
    Parameter("until", "TIME", "told before this time, or until the end of this day"),
    Parameter(
        "from", "EDTF", "the event may be on this date or later: 2023, 2023-08, 2023-08-14, ..."
    ),
    Parameter("to", "EDTF", "the event may be on this date or earlier"),
    Parameter(
        "type", "CODE[/MODE]", "of this type: CONSULT, CONSULT/visit, ... (docs/types.md)", "any"
    ),
    Parameter("country", "CC", "at a place in this country, ISO 3166-1 alpha-2", "any"),
    Parameter("near", "LAT,LON,KM", "at a place at most so many kilometres from a point"),
    Parameter(
        "box",
        "W,S,E,N",
        "at a place between these degrees; west of the antimeridian to east of it where W > E",
    ),
    Parameter("entity", "WHO", "who takes part: an entity key, or words of a name", "all"),
    Parameter("place", "WHERE", "at this place: a GeoNames id, or words of its name", "all"),
    Parameter("modality", "WORD", f"one of {', '.join(MODALITIES)}", "any"),
    Parameter("level", "WORD", f"one of {', '.join(LEVELS)}", "any"),
    Parameter("status", "WORD", f"one of {', '.join(STATUSES)}; live is open or closed", "any"),
    Parameter("min_sources", "N", "told by at least so many independent sources"),
    Parameter(
        "q", "WORDS", "all of these words in the title, the summary, the names or the quotes"
    ),
    Parameter("article", "ID", "told by this article"),
    Parameter("background", "0 or 1", "with events that articles only mention in passing"),
)
NAMES = tuple(parameter.name for parameter in PARAMETERS)


def read_filter(given: Mapping[str, Sequence[str]], *, status: str = "live") -> EventFilter:
    """Return the filter that the parameters ask for; `status` counts where none is given.

    Raises:
        QueryError: A name is not in `NAMES`, a value cannot be read, or values exclude each other.
    """
    _check(given)
    since, until = _times_of_telling(given)
    first, last = _span(given)
    return EventFilter(
        since=since,
        until=until,
        first=first,
        last=last,
        types=_several(given, "type", values.event_type),
        countries=_several(given, "country", values.country),
        near=one(given, "near", values.circle),
        box=one(given, "box", values.box),
        entities=_several(given, "entity", values.name),
        places=_several(given, "place", values.name),
        modalities=_several(given, "modality", lambda text: values.choice(text, MODALITIES)),
        levels=_levels(given),
        statuses=_statuses(given, status),
        sources=one(given, "min_sources", lambda text: values.count(text, most=MOST_SOURCES)) or 0,
        words=one(given, "q", _words) or (),
        article=one(given, "article", str),
    )


def _check(given: Mapping[str, Sequence[str]]) -> None:
    for name, texts in given.items():
        if name not in NAMES:
            raise QueryError(name[:60], "there is no such parameter: docs/exports.md lists them")
        if len(texts) > MOST_VALUES:
            raise QueryError(name, f"give it at most {MOST_VALUES} times")
        if any(len(text) > MOST_CHARACTERS for text in texts):
            raise QueryError(name, f"a value of more than {MOST_CHARACTERS} characters")


def _words(text: str) -> tuple[str, ...]:
    return tuple(folded(text).split())


def _times_of_telling(
    given: Mapping[str, Sequence[str]],
) -> tuple[datetime | None, datetime | None]:
    since = one(given, "since", lambda text: values.instant(text, end=False))
    until = one(given, "until", lambda text: values.instant(text, end=True))
    if since and until and since >= until:
        raise QueryError("until", "it ends before `since` begins")
    return since, until


def _span(given: Mapping[str, Sequence[str]]) -> tuple[date | None, date | None]:
    first, last = one(given, "from", values.days), one(given, "to", values.days)
    if first and last and first[0] > last[1]:
        raise QueryError("to", f"it ends ({last[1]}) before `from` begins ({first[0]})")
    return first[0] if first else None, last[1] if last else None


def _levels(given: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    background = one(given, "background", lambda text: values.choice(text, SWITCH)) in ("1", "true")
    asked = _several(given, "level", lambda text: values.choice(text, LEVELS))
    return asked or (() if background else LISTED)


def _statuses(given: Mapping[str, Sequence[str]], standard: str) -> tuple[str, ...]:
    asked = _several(given, "status", lambda text: values.choice(text, STATUSES)) or (standard,)
    if "all" in asked:
        return ()
    return tuple(
        sorted({status for word in asked for status in (LIVE if word == "live" else (word,))})
    )


def _several(
    given: Mapping[str, Sequence[str]], name: str, read: Callable[[str], T]
) -> tuple[T, ...]:
    # An empty value is a field of a form that was left empty.
    return tuple(_read(name, text, read) for text in given.get(name, ()) if text.strip())


def one(given: Mapping[str, Sequence[str]], name: str, read: Callable[[str], T]) -> T | None:
    """Return the value of a parameter that is given at most once, None where it is not given.

    Raises:
        QueryError: It is given twice, or `read` raises ValueError.
    """
    if len(given.get(name, ())) > 1:
        raise QueryError(name, "give it once")
    return next(iter(_several(given, name, read)), None)


def _read(name: str, text: str, read: Callable[[str], T]) -> T:
    try:
        return read(text.strip())
    except ValueError as error:
        raise QueryError(name, str(error)) from None
