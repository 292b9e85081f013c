"""Records of an article moved between the article as given and the article as it is read."""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any, TypeVar, cast

from schemas.annotated import AnnotatedArticle
from schemas.article import Article
from schemas.prepared import PreparedArticle, Repair
from workers.articles.mending.repairs import repairs_of

T = TypeVar("T")
P = TypeVar("P", PreparedArticle, AnnotatedArticle)
WORDS = ("quote", "text")
"""Members that repeat the words of a span."""


def mended(article: Article, repairs: tuple[Repair, ...]) -> Article:
    """Return the article with the repaired words in its title and text."""
    offsets = _Offsets.of(article, repairs)
    return replace(
        article, title=article.title and offsets["title"].mended, text=offsets["text"].mended
    )


def words_of(quote: str) -> str:
    """Return the repaired words of a quote, for a title that people read."""
    article = Article(id="", text=quote)
    repairs = repairs_of(article)
    return mended(article, repairs).text if repairs else quote


def in_mended(record: P) -> P:
    """Return a record over the repaired article.

    Text and title are repaired, all spans count in them, and no repairs are left.
    """
    if not record.repairs:
        return record
    offsets = _Offsets.of(record.article, record.repairs)
    article = mended(record.article, record.repairs)
    moves = {name: field.into for name, field in offsets.items()}
    return cast(P, _moved(replace(record, repairs=()), moves, article))


def in_given(record: T, article: Article, repairs: tuple[Repair, ...]) -> T:
    """Return a record over the repaired article with its spans in the article as given.

    The words of the spans change with them.

    A span that begins or ends within a repair takes all of it.
    """
    if not repairs:
        return record
    moves = {name: field.back for name, field in _Offsets.of(article, repairs).items()}
    return cast(T, _moved(record, moves, article))


@dataclass(frozen=True, slots=True)
class _Offsets:
    """The offsets of one field in both directions.

    `given` and `shown` hold where each repair starts and ends in each of the texts.
    """

    mended: str
    given: tuple[tuple[int, ...], tuple[int, ...]]
    shown: tuple[tuple[int, ...], tuple[int, ...]]

    @classmethod
    def of(cls, article: Article, repairs: tuple[Repair, ...]) -> dict[str, "_Offsets"]:
        return {
            name: cls._over(whole, [repair for repair in repairs if repair.field == name])
            for name, whole in (("title", article.title or ""), ("text", article.text))
        }

    @classmethod
    def _over(cls, whole: str, repairs: list[Repair]) -> "_Offsets":
        pieces: list[str] = []
        starts: list[int] = []
        done = length = 0
        for repair in repairs:
            pieces += [whole[done : repair.start], repair.text]
            length += repair.start - done
            starts.append(length)
            length += len(repair.text)
            done = repair.end
        ends = tuple(
            start + len(repair.text) for start, repair in zip(starts, repairs, strict=True)
        )
        given = tuple(repair.start for repair in repairs), tuple(repair.end for repair in repairs)
        return cls("".join([*pieces, whole[done:]]), given, (tuple(starts), ends))

    def back(self, start: int, end: int) -> tuple[int, int]:
        """Return a span of the mended text in the given text, without empty repairs around it."""
        return _first(start, self.shown, self.given), _last(end, self.shown, self.given)

    def into(self, start: int, end: int) -> tuple[int, int]:
        """Return a span of the given text as one of the mended text."""
        return _first(start, self.given, self.shown), _last(end, self.given, self.shown)


Ends = tuple[tuple[int, ...], tuple[int, ...]]


def _first(offset: int, source: Ends, target: Ends) -> int:
    """Move a start: behind the repairs before it, or to the start of the repair around it."""
    before = bisect_right(source[1], offset)
    if before < len(source[0]) and source[0][before] < offset:
        return target[0][before]
    return offset + (target[1][before - 1] - source[1][before - 1] if before else 0)


def _last(offset: int, source: Ends, target: Ends) -> int:
    """Move an end: before the repairs behind it, or to the end of the repair around it."""
    before = bisect_left(source[0], offset)
    if before and source[1][before - 1] >= offset:
        return target[1][before - 1]
    return offset + (target[1][before - 1] - source[1][before - 1] if before else 0)


def _moved(value: Any, move: dict[str, Any], article: Article) -> Any:
    if isinstance(value, tuple):
        return tuple(_moved(item, move, article) for item in value)
    if isinstance(value, Article):
        return article
    if not is_dataclass(value) or isinstance(value, type):
        return value
    changed = {
        member.name: _moved(getattr(value, member.name), move, article) for member in fields(value)
    }
    if {"field", "start", "end"} <= changed.keys():
        changed["start"], changed["end"] = move[changed["field"]](changed["start"], changed["end"])
        whole = (article.title or "") if changed["field"] == "title" else article.text
        changed |= {
            name: whole[changed["start"] : changed["end"]] for name in WORDS if name in changed
        }
    return replace(value, **changed)
