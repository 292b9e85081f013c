"""The article stages over English spaCy, on bytes: what each process of the pool runs."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from schemas import AnnotatedArticle, ArticleMentions, CodecError, PreparedArticle, decode, encode
from workers.articles import InvalidArticle, check_embargo, read_article
from workers.nlp import limit_threads, load_english
from workers.settings import Settings
from workers.stages import Stages
from workers.streams.messages.refusal import Refusal
from workers.streams.pool.isolation import isolated
from workers.streams.pool.outcomes import ARTICLE_STAGES, ArticleStage, Item, Outcome, Output
from workers.streams.pool.zones import Zones

FIRST = (
    b'{"title": "Ferry runs aground", "published_at": "2031-05-06", "text": '
    b'"Marta Oyelaran, the prime minister, visited Bergen on Monday, the ministry said."}'
)
"""An article with something for every part of the stages, so that each loads its tables."""


def english(settings: Settings) -> "EnglishAnalysis":
    """Load the pipeline; takes seconds, once a process."""
    limit_threads()
    nlp = load_english()
    return EnglishAnalysis(
        Zones(nlp), Stages.over(nlp, settings.shard_by, settings.mentions), settings.max_text_length
    )


@dataclass(frozen=True, slots=True)
class EnglishAnalysis:
    """The stages over one pipeline, within memory zones."""

    zones: Zones
    stages: Stages
    max_text_length: int

    def run(self, stage: ArticleStage, items: Sequence[Item]) -> list[Outcome]:
        """Return one outcome for each item, in order."""
        work: dict[ArticleStage, Callable[[Sequence[Item]], list[Outcome]]] = {
            "prepare": self._prepare,
            "annotate": self._annotate,
            "extract": self._extract,
        }
        self.zones.serve(sum(len(item.value or b"") for item in items))
        return isolated(work[stage], items)

    def warm(self) -> None:
        """Read a first article: it takes two seconds longer than those after it."""
        item = Item(FIRST, b"first", None)
        for stage in ARTICLE_STAGES:
            [outcome] = self.run(stage, [item])
            assert isinstance(outcome, Output), outcome  # noqa: S101 - the article is ours
            item = Item(outcome.value, outcome.key, None)

    def _prepare(self, items: Sequence[Item]) -> list[Outcome]:
        return [self._prepare_one(item) for item in items]

    def _prepare_one(self, item: Item) -> Outcome:
        if item.value is None:
            return Refusal(
                "the message has no value; "
                "an article is cancelled by a message with `status: canceled`"
            )
        try:
            if item.received_at is not None:
                check_embargo(item.value, datetime.fromisoformat(item.received_at))
            article = read_article(item.value, key=item.key, max_text_length=self.max_text_length)
            prepared = self.stages.prepare(article, received_at=item.received_at)
        except InvalidArticle as error:
            return Refusal(error.reason, error.position, type(error).__name__)
        return replace(_output(prepared), warnings=article.warnings)

    def _annotate(self, items: Sequence[Item]) -> list[Outcome]:
        read = [_decoded(PreparedArticle, item) for item in items]
        done = self.stages.annotate(
            article for article in read if isinstance(article, PreparedArticle)
        )
        return _merged(read, (_output(article) for article in done))

    def _extract(self, items: Sequence[Item]) -> list[Outcome]:
        read = [_decoded(AnnotatedArticle, item) for item in items]
        done = self.stages.extract(
            article for article in read if isinstance(article, AnnotatedArticle)
        )
        return _merged(read, (_mentions_output(mentions) for mentions in done))


def _decoded(
    kind: type[PreparedArticle] | type[AnnotatedArticle], item: Item
) -> PreparedArticle | AnnotatedArticle | Refusal:
    try:
        return decode(kind, item.value or b"")
    except CodecError as error:
        return Refusal(
            f"this is no {kind.__name__}: {error.reason}", error.position, type(error).__name__
        )


def _merged(read: Iterable[object], done: Iterator[Output]) -> list[Outcome]:
    return [item if isinstance(item, Refusal) else next(done) for item in read]


def _output(article: PreparedArticle | AnnotatedArticle) -> Output:
    return Output(
        article.id.encode(),
        encode(article),
        article.id,
        article.article.version,
        article.received_at,
    )


def _mentions_output(mentions: ArticleMentions) -> Output:
    article = mentions.article
    return Output(
        key=mentions.shard.encode(),
        value=encode(mentions),
        article_id=article.id,
        version=article.version,
        received_at=article.received_at,
        events=len(mentions.chains),
    )
