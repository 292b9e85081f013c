"""Rows kept in memory as compressed bytes, and the few of them that are in use as objects."""

from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable, Iterator, MutableMapping
from dataclasses import dataclass
from typing import Generic, TypeVar

import cramjam

from schemas import ArticleMentions, ArticleRef, decode, encode
from schemas.mentions import Level

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")

LEVEL = 1
"""Of Zstandard. Higher levels take longer and save two hundredths."""


def pack(data: bytes) -> bytes:
    """Return the bytes compressed."""
    return bytes(cramjam.zstd.compress(data, level=LEVEL))


def unpack(data: bytes) -> bytes:
    """Return the bytes that were packed."""
    return bytes(cramjam.zstd.decompress(data))


@dataclass(frozen=True, slots=True)
class ChainOutline:
    """The fields of a chain that the state of a shard holds unpacked."""

    index: int
    level: Level


@dataclass(frozen=True, slots=True)
class Outline:
    """The fields of `ArticleMentions` that a restart reads of every article.

    To decode them takes half the time of the whole article.
    """

    article: ArticleRef
    chains: tuple[ChainOutline, ...]
    story: tuple[tuple[str, float], ...] = ()


class PackedArticles(MutableMapping[str, ArticleMentions]):
    """Articles by id, each packed: a twelfth of what their objects and profiles take."""

    def __init__(self, articles: Iterable[ArticleMentions] = ()) -> None:
        self._rows: dict[str, bytes] = {}
        for mentions in articles:
            self[mentions.article.id] = mentions

    def __getitem__(self, article_id: str) -> ArticleMentions:
        return decode(ArticleMentions, unpack(self._rows[article_id]))

    def __setitem__(self, article_id: str, mentions: ArticleMentions) -> None:
        self.put_row(article_id, encode(mentions))

    def put_row(self, article_id: str, row: bytes) -> None:
        """Set an article, given as JSON; what is no article raises CodecError when it is read."""
        self._rows[article_id] = pack(row)

    def outlines(self) -> Iterator[Outline]:
        """Yield the outline of each article. Raises `schemas.CodecError` for what is none."""
        for row in self._rows.values():
            yield decode(Outline, unpack(row))

    def __delitem__(self, article_id: str) -> None:
        del self._rows[article_id]

    def __contains__(self, article_id: object) -> bool:
        return article_id in self._rows

    def __iter__(self) -> Iterator[str]:
        return iter(self._rows)

    def __len__(self) -> int:
        return len(self._rows)


class Recent(Generic[K, V]):
    """The values that were used last; any other value is built again when it is asked for."""

    def __init__(self, build: Callable[[K], V], most: int) -> None:
        """Keep at most so many values. `build` raises KeyError for an unknown key."""
        self._build, self._most = build, most
        self._values: OrderedDict[K, V] = OrderedDict()

    def __getitem__(self, key: K) -> V:
        value = self._values.get(key)
        if value is None:
            value = self._build(key)
            self.put(key, value)
        else:
            self._values.move_to_end(key)
        return value

    def put(self, key: K, value: V) -> None:
        """Set the value of a key."""
        self._values[key] = value
        self._values.move_to_end(key)
        if len(self._values) > self._most:
            self._values.popitem(last=False)

    def drop(self, key: K) -> None:
        """Forget the value of a key."""
        self._values.pop(key, None)
