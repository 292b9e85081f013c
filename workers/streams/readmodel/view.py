"""The read model of the web view: events with their versions, articles, dead letters.

All of them are bounded.

Plain memory, filled message by message and read by pages; no lock, because one event loop does both
(the web server's own).
"""

from collections import Counter, OrderedDict, deque
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from itertools import takewhile
from typing import Literal

from schemas import AnnotatedArticle, EventRecord, encode
from workers.queries import Facts, read_filter
from workers.queries.event_filter import LIVE, EventFilter
from workers.streams.dead_letters.operations import DeadLetter
from workers.streams.readmodel.bell import Bell
from workers.streams.readmodel.coverage import Coverage
from workers.streams.readmodel.reasons import Reasons

NEVER = datetime.min.replace(tzinfo=UTC)
VERSIONS = 200
"""Versions remembered of one event."""
DEAD_LETTERS = 1_000
LETTER_BYTES = 4_000
"""Bytes kept of what a dead letter holds; `dateline dead-letters show` has the whole."""
ARTICLE_CHARACTERS = 100_000_000
"""Characters of all articles together: some 200 MB at most, however long the articles are."""


@dataclass(frozen=True, slots=True)
class Version:
    """One version of an event, in short; `at` is when it was told."""

    number: int
    change: str
    status: str
    at: datetime
    title: str
    when: str | None
    articles: int
    independent: int


@dataclass(frozen=True, slots=True)
class Letter:
    """A dead letter with at most `LETTER_BYTES` of its value, of `size` bytes.

    `replayed` says whether it has been sent again.
    """

    letter: DeadLetter
    size: int
    replayed: bool = False


@dataclass(frozen=True, slots=True)
class ViewedEvent:
    """An event as last published, with the time, and its versions that the view has read.

    The oldest version comes first.

    Attributes:
        facts: What filters look at in the record.
        json: The record as JSON, which is sent much more often than it changes.
        partition: Where in the topic of events the record stands, with `offset`.
        number: Counts what the view has taken, from 1, and goes on where it is cleared: a later
            telling has a greater one.
    """

    record: EventRecord
    at: datetime
    versions: tuple[Version, ...]
    facts: Facts
    json: bytes
    partition: int
    offset: int
    number: int


Order = Literal["newest", "sources"]
"""Last told first, or the most independent sources first."""


@dataclass(frozen=True, slots=True)
class Query:
    """Which events are wanted, in what order.

    `status` is one of `schemas.event.EventStatus`, `live` (open or closed) or `all`; empty strings
    want any. Without `background`, only events that an article reports (`schemas.mentions.Level`).
    """

    words: str = ""
    type: str = ""
    status: str = "live"
    order: Order = "newest"
    background: bool = True

    def filter(self) -> EventFilter:
        """Return the filter for these conditions.

        Raises:
            QueryError: `status` is none of those named above, or `words` are very many.
        """
        asked = {
            "q": self.words,
            "status": self.status or "all",
            "background": str(int(self.background)),
        }
        wanted = read_filter({name: (value,) for name, value in asked.items()})
        return replace(wanted, types=((self.type, None),) if self.type else ())


@dataclass(slots=True)
class View:
    """The read model. `events` and `articles` are bounds; what was told longest ago goes first.

    Attributes:
        coverage: How far into the topic of events the view has read, and from where on it holds
            everything.
        bell: Rings for each version of an event that is taken, and when the view is cleared.
        problem: Why the view does not follow the broker at the moment, in a sentence; empty where
            it does.
        latest: The latest time at which anything that the view has taken was told.
        reasons: Counts of the dead letters in the topic by reason.
        caught_up: Whether it has read up to where the topics ended when it started.
    """

    max_events: int = 5_000
    max_articles: int = 5_000
    problem: str = ""
    caught_up: bool = False
    coverage: Coverage = field(default_factory=Coverage)
    bell: Bell = field(default_factory=Bell)
    latest: datetime = NEVER
    reasons: Reasons = field(default_factory=Reasons)
    _taken: int = 0
    _events: OrderedDict[str, ViewedEvent] = field(default_factory=OrderedDict)
    _articles: OrderedDict[str, AnnotatedArticle] = field(default_factory=OrderedDict)
    _characters: int = 0
    _dead_letters: deque[Letter] = field(default_factory=lambda: deque(maxlen=DEAD_LETTERS))
    _replayed: set[int] = field(default_factory=set)
    _refused: Counter[str] = field(default_factory=Counter)

    def take_event(
        self, record: EventRecord, at: datetime, *, partition: int = 0, offset: int | None = None
    ) -> None:
        """Take one version of an event, published at `at`.

        A version that is known, or older than the known one, changes nothing.

        `partition` and `offset` are where it stands in the topic; without an offset, after what was
        taken before.

        Raises:
            CodecError: The record cannot be written as JSON.
        """
        place = self.coverage.take(partition, offset, live=self.caught_up)
        known = self._events.get(record.event_id)
        if known is not None and known.record.version >= record.version:
            return
        self._taken += 1
        self.latest = max(self.latest, at)
        versions = (*(known.versions if known is not None else ()), _version(record, at))[
            -VERSIONS:
        ]
        viewed = ViewedEvent(
            record, at, versions, Facts.of(record), encode(record), partition, place, self._taken
        )
        self._events[record.event_id] = viewed
        self._events.move_to_end(record.event_id)
        if len(self._events) > self.max_events:
            gone = self._events.popitem(last=False)[1]
            self.coverage.lose(gone.partition, gone.offset)
        self.bell.ring()

    def take_article(self, article: AnnotatedArticle) -> None:
        """Take one version of an article; an older one than is known changes nothing."""
        known = self._articles.get(article.id)
        if known is not None and known.article.version > article.article.version:
            return
        if known is not None:
            self._characters -= len(known.article.text)
        self._articles[article.id] = article
        self._articles.move_to_end(article.id)
        self._characters += len(article.article.text)
        while len(self._articles) > self.max_articles or self._characters > ARTICLE_CHARACTERS:
            self._characters -= len(self._articles.popitem(last=False)[1].article.text)

    def take_dead_letter(self, letter: DeadLetter) -> None:
        """Take one dead letter."""
        value = letter.value or b""
        kept = letter if len(value) <= LETTER_BYTES else replace(letter, value=value[:LETTER_BYTES])
        self._dead_letters.append(Letter(kept, len(value)))
        self._refused[letter.origin.stage] += 1
        self.reasons.take(letter.origin)

    def take_replay(self, offset: int) -> None:
        """Note that the dead letter at `offset` has been sent again."""
        self._replayed.add(offset)

    def clear(self) -> None:
        """Forget everything, to read it anew."""
        for held in (
            self._events,
            self._articles,
            self._dead_letters,
            self._replayed,
            self._refused,
            self.reasons,
        ):
            held.clear()
        self._characters = 0
        self.caught_up = False
        self.coverage.clear()
        self.bell.ring()

    def event(self, event_id: str) -> ViewedEvent | None:
        """Return the event with that id, None where the view does not hold it."""
        return self._events.get(event_id)

    def article(self, article_id: str) -> AnnotatedArticle | None:
        """Return the article with that id, None where the view does not hold it."""
        return self._articles.get(article_id)

    def events(self, query: Query | None = None) -> list[ViewedEvent]:
        """Return the events that match `query`, in its order.

        Without a query: open and closed events, the last published first.
        """
        wanted = query or Query()
        matches = wanted.filter().matcher()
        found = [viewed for viewed in self._events.values() if matches(viewed.facts, viewed.at)]
        newest = sorted(found, key=lambda viewed: (viewed.at, viewed.record.event_id), reverse=True)
        if wanted.order == "newest":
            return newest
        return sorted(
            newest,
            key=lambda viewed: (
                -viewed.record.sources.independent,
                -viewed.record.sources.articles,
            ),
        )

    def all(self) -> Iterator[ViewedEvent]:
        """Yield every event of the view, the one published longest ago first.

        Nothing may be taken meanwhile.
        """
        return iter(self._events.values())

    @property
    def state(self) -> tuple[object, ...]:
        """A value that differs wherever a page of events would look different.

        A page that was made in the same state holds as it is.
        """
        return self._taken, len(self._events), self.caught_up, self.problem

    def after(self, number: int, most: int) -> list[ViewedEvent]:
        """Return the events published after the one with that number, in order, at most `most`."""
        newer = list(
            takewhile(lambda viewed: viewed.number > number, reversed(self._events.values()))
        )
        return newer[::-1][:most]

    def events_of(self, article_id: str) -> list[ViewedEvent]:
        """Return the open and closed events of an article, its main event first, then by id."""
        lines = [
            (viewed, line)
            for viewed in self.events()
            for line in viewed.record.articles
            if line.id == article_id
        ]
        return [
            viewed
            for viewed, _ in sorted(
                lines, key=lambda pair: (not pair[1].main, pair[0].record.event_id)
            )
        ]

    def dead_letters(self) -> list[Letter]:
        """Return the dead letters, newest first."""
        return [
            replace(held, replayed=held.letter.offset in self._replayed)
            for held in reversed(self._dead_letters)
        ]

    def refused(self, stage: str) -> int:
        """Return how many dead letters a stage has made, of those in the topic."""
        return self._refused[stage]

    def types(self) -> list[tuple[str, int]]:
        """Return the type codes of the open and closed events with their counts, largest first."""
        counts = Counter(viewed.record.type.code for viewed in self._live())
        return sorted(counts.items(), key=lambda item: (-item[1], item[0]))

    def statuses(self) -> dict[str, int]:
        """Return the number of events by status."""
        return dict(Counter(viewed.record.status for viewed in self._events.values()))

    def sizes(self) -> tuple[int, int]:
        """Return how many events and articles are held."""
        return len(self._events), len(self._articles)

    def _live(self) -> Iterator[ViewedEvent]:
        return (viewed for viewed in self._events.values() if viewed.record.status in LIVE)


def _version(record: EventRecord, at: datetime) -> Version:
    return Version(
        number=record.version,
        change=record.change,
        status=record.status,
        at=at,
        title=record.title,
        when=record.when.edtf if record.when else None,
        articles=record.sources.articles,
        independent=record.sources.independent,
    )
