"""Articles by the thousand, made up: distinct texts, in stories of very different size.

The same seed gives the same articles. Words come by their frequency, so that most are common and
each article brings some that none before it had, as in news. A story is drawn by Zipf's law: a few
are told by many articles, most by one or two.
"""

import json
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import accumulate
from pathlib import Path
from random import Random
from typing import Any

from wordfreq import top_n_list

DATA = Path(__file__).parent / "data" / "news.toml"
VOCABULARY = 40_000
"""Most frequent words of English that nouns, adjectives and verbs are drawn from."""
SHORTEST_WORD = 5
BEGIN = datetime(2026, 1, 5, tzinfo=UTC)
ARTICLES_PER_STORY = 4
SKEW = 1.1
"""Exponent of Zipf's law over stories."""
SENTENCES = (8, 40)
"""Fewest and most sentences of an article: 100 to 600 words."""


@dataclass(frozen=True, slots=True)
class BenchArticle:
    """One article for the benchmarks. `value` is the message for the topic: an article as JSON."""

    id: str
    text: str
    value: bytes

    @property
    def key(self) -> bytes:
        """Key of the message."""
        return self.id.encode()

    @property
    def where(self) -> str:
        """What a failure to publish names."""
        return self.id


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Words by their part of speech, with cumulative weights to draw them by."""

    words: dict[str, Sequence[str]]
    weights: dict[str, Sequence[float]] = field(default_factory=dict)

    def draw(self, kind: str, chance: Random) -> str:
        """Return a word, the frequent ones more often."""
        return chance.choices(self.words[kind], cum_weights=self.weights[kind])[0]


def made_up(count: int, *, seed: int = 1) -> list[BenchArticle]:
    """Return `count` distinct articles, in the order of their publication, ten minutes apart."""
    chance = Random(seed)  # noqa: S311 - repeatable, not secret
    stories = max(1, count // ARTICLES_PER_STORY)
    weights = list(accumulate(1 / (rank + 1) ** SKEW for rank in range(stories)))
    order = chance.sample(range(stories), stories)
    numbers = chance.choices(order, cum_weights=weights, k=count)
    return [_article(seed, number, story, chance) for number, story in enumerate(numbers)]


def from_file(path: Path) -> list[BenchArticle]:
    """Return the articles of a JSON Lines file that have a text.

    One without an id has the number of its line.
    """
    rows = (
        json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line.strip()
    )
    told = ({"id": str(number), **row} for number, row in enumerate(rows, 1) if row.get("text"))
    return [BenchArticle(str(row["id"]), row["text"], json.dumps(row).encode()) for row in told]


def cut(articles: Sequence[BenchArticle], count: int) -> Iterator[list[BenchArticle]]:
    """Yield `count` articles at a time, without end.

    Where there are no more, they come from the beginning again, under other ids.
    """
    turn, begin = 0, 0
    while True:
        taken = [articles[(begin + offset) % len(articles)] for offset in range(count)]
        yield [_renamed(article, turn) for article in taken]
        begin, turn = begin + count, turn + 1


def _renamed(article: BenchArticle, turn: int) -> BenchArticle:
    name = f"{article.id}.{turn}"
    return BenchArticle(
        name, article.text, json.dumps({**json.loads(article.value), "id": name}).encode()
    )


def _article(seed: int, number: int, story: int, chance: Random) -> BenchArticle:
    news = _news()
    slots = _story_slots(seed, story)
    fill = _Filler(slots, chance)
    length = min(SENTENCES[1], SENTENCES[0] + int(chance.expovariate(1 / 12)))
    lead = news["leads"][story % len(news["leads"])]
    rest = [
        chance.choice(news["details" if chance.random() < 1 / 3 else "fillers"])
        for _ in range(length - 1)
    ]
    title, sentences = fill(chance.choice(news["titles"])), [fill(lead), *map(fill, rest)]
    text = "\n\n".join(" ".join(sentences[begin : begin + 3]) for begin in range(0, length, 3))
    told = {"id": f"made-{seed}-{number:06}", "title": title, "text": text, "language": "en"}
    told |= {
        "published_at": (BEGIN + timedelta(minutes=10 * number)).isoformat(),
        "source": f"desk-{number % 7}",
    }
    return BenchArticle(told["id"], text, json.dumps(told).encode())


class _Filler:
    """Fills the slots of a sentence: those of the story as they are, words anew each time."""

    def __init__(self, slots: dict[str, str], chance: Random) -> None:
        self._slots = slots
        self._chance = chance

    def __call__(self, template: str) -> str:
        told = template.format_map(self)
        return told[0].upper() + told[1:]

    def __getitem__(self, name: str) -> str:
        if name in self._slots:
            return self._slots[name]
        if name == "number":
            return str(self._chance.randrange(2, 900))
        if name == "town":
            return str(self._chance.choice(_news()["places"]))
        if name == "weekday":
            return (BEGIN + timedelta(days=self._chance.randrange(7))).strftime("%A")
        return _lexicon().draw(name, self._chance)


def _story_slots(seed: int, story: int) -> dict[str, str]:
    chance, news = Random(f"{seed}/{story}"), _news()  # noqa: S311 - repeatable, not secret
    day = BEGIN + timedelta(days=chance.randrange(30))
    organisation = chance.choice(news["organisations"]).format(name=_coined(chance))
    return {
        "person": f"{_coined(chance)} {_coined(chance)}",
        "other": f"{_coined(chance)} {_coined(chance)}",
        "role": chance.choice(news["roles"]),
        "place": chance.choice(news["places"]),
        "organisation": organisation,
        "day": f"{day.day} {day:%B %Y}",
    }


def _coined(chance: Random) -> str:
    return "".join(chance.choices(_news()["syllables"], k=chance.randrange(2, 4))).capitalize()


@cache
def _news() -> dict[str, Any]:
    return tomllib.loads(DATA.read_text(encoding="utf-8"))


@cache
def _lexicon() -> Lexicon:
    news = _news()
    lexicon = Lexicon({})
    ranked = [
        (rank, word) for rank, word in enumerate(top_n_list("en", VOCABULARY), 1) if _is_plain(word)
    ]
    for kind in ("noun", "adjective", "verb"):
        ending = tuple(news[f"{kind}_endings"])
        found = [(rank, word) for rank, word in ranked if word.endswith(ending)]
        lexicon.words[kind] = [word for _rank, word in found]
        lexicon.weights[kind] = list(accumulate(1 / rank for rank, _word in found))
    return lexicon


def _is_plain(word: str) -> bool:
    return len(word) >= SHORTEST_WORD and word.isascii() and word.isalpha()
