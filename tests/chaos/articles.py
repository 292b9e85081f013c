"""Articles by the thousand for runs under faults.

Each has an id of its own, and most tell one of many visits, among sentences of the seeds. Some are
told in a second version with another day, some are cancelled, some tell nothing. The same seed
gives the same articles.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from random import Random

import orjson

SEEDS = Path(__file__).parents[2] / "seeds"
FIRST_NAMES = (
    "Ada",
    "Bela",
    "Cara",
    "Dora",
    "Emil",
    "Fritz",
    "Gita",
    "Hans",
    "Ines",
    "Jon",
    "Kai",
    "Lena",
    "Mira",
    "Nils",
    "Olga",
    "Rosa",
)
LAST_NAMES = (
    "Abel",
    "Brandt",
    "Castell",
    "Dreyer",
    "Ekman",
    "Falk",
    "Gruber",
    "Holm",
    "Iversen",
    "Keller",
    "Lund",
    "Moser",
    "Orban",
)
ENDINGS = ("", "etti", "ov", "wright", "quist", "inski", "moor")
FIRST_DAY = date(2024, 1, 10)
ARTICLES_PER_EVENT = 15
WITHOUT_EVENT = 0.15
SECOND_VERSION = 0.03
CANCELLED = 0.02
SENTENCE = re.compile(r"[A-Z][^.!?\n]{40,160}\.")


@dataclass(frozen=True)
class Sent:
    """One message for `dateline.articles`.

    `article_id` is what the account counts; `shard` is None for what is no article.
    """

    article_id: str
    value: bytes | None
    shard: str | None = None
    key: bytes | None = None

    @property
    def message_key(self) -> bytes:
        return self.article_id.encode() if self.key is None else self.key


def generated(count: int, *, seed: int, shards: int = 12) -> list[Sent]:
    """Return messages with `count` articles.

    Second versions and cancellations are messages of their own, somewhere behind the first.
    """
    chance = Random(seed)
    places: list[tuple[float, Sent]] = []
    for number in range(count):
        for turn, message in enumerate(_versions(number, count, chance, shards)):
            places.append((number + turn * chance.uniform(1, 500), message))
    return [message for _place, message in sorted(places, key=lambda pair: pair[0])]


def _versions(number: int, count: int, chance: Random, shards: int) -> Iterator[Sent]:
    events = max(1, count // ARTICLES_PER_EVENT)
    name = f"a{number:06}"
    visit = None if chance.random() < WITHOUT_EVENT else chance.randrange(events)
    shard = chance.randrange(shards) if visit is None else visit % shards
    yield _article(name, visit, shard, chance)
    if chance.random() < SECOND_VERSION:
        other = None if visit is None else (visit + shards) % events
        yield _article(name, other, shard if other is None else other % shards, chance, version=2)
    elif chance.random() < CANCELLED:
        told = {"id": name, "version": 2, "status": "canceled", "source": f"desk-{shard}"}
        yield Sent(name, orjson.dumps(told), f"desk-{shard}")


def _article(name: str, visit: int | None, shard: int, chance: Random, *, version: int = 1) -> Sent:
    day = FIRST_DAY + timedelta(days=(visit or 0) % 80)
    filler = chance.sample(sentences(), 4)
    news = [] if visit is None else [visit_sentence(visit, day)]
    title = f"{person(visit)} in {city(visit)}" if visit is not None else "Notes of the day"
    text = " ".join([f"Report {name}.", filler[0], *news, *filler[1:]])
    published = day + timedelta(days=chance.randrange(3))
    desk = f"desk-{shard}"
    told = article(
        name, text, title=title, published=published.isoformat(), shard=desk, version=version
    )
    return Sent(name, told, desk)


def article(
    name: str, text: str, *, title: str, published: str | None, shard: str, version: int = 1
) -> bytes:
    told = {
        "id": name,
        "title": title,
        "text": text,
        "published_at": published,
        "source": shard,
        "version": version,
    }
    return orjson.dumps({**told, "language": "en"})


def visit_sentence(visit: int, day: date) -> str:
    """The sentence that `light` reads."""
    return f"{person(visit)} visited {city(visit)} on {day.isoformat()}."


def person(visit: int) -> str:
    first, rest = visit % len(FIRST_NAMES), visit // len(FIRST_NAMES)
    last, rest = rest % len(LAST_NAMES), rest // len(LAST_NAMES)
    ending, turn = rest % len(ENDINGS), rest // len(ENDINGS)
    return f"{FIRST_NAMES[first]} {LAST_NAMES[last]}{ENDINGS[ending] * (turn + 1)}"


def city(visit: int) -> str:
    """A made-up town, so that events are told apart by more than who and when."""
    return person(visit).replace(" ", "").capitalize()


@cache
def sentences() -> tuple[str, ...]:
    """Sentences of the seed articles, to stand around the news."""
    text = "\n".join(path.read_text(encoding="utf-8") for path in sorted(SEEDS.glob("*.txt")))
    return tuple(sorted(set(SENTENCE.findall(text))))
