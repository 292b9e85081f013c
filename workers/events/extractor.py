"""Stage 3: from an annotated article to the events that it tells."""

from collections.abc import Iterable, Iterator
from itertools import islice

from spacy.language import Language
from spacy.tokens import Doc

from schemas import AnnotatedArticle, ArticleMentions, ArticleRef
from schemas.spans import Quote
from workers.events.chains.assembly import Assembler
from workers.events.encoder.heads import Heads
from workers.events.encoder.judging import Judge
from workers.events.encoder.meaning import MeaningReader
from workers.events.encoder.network import Network
from workers.events.event_lexicon import load_grammar
from workers.events.mention_reader import Classifier, MentionReader, mentions
from workers.events.models import load_models
from workers.events.shards import shard_of
from workers.events.text.headline_tags import HeadlineRetagger
from workers.events.text.passages import Cut, Passage, cuts, dateline, passage
from workers.events.text.story import vector
from workers.events.types import TypeClassifier
from workers.settings import Scope
from workers.vectors import packed
from workers.vocabulary import load_synonyms

BATCH = 256
"""Articles that are parsed together."""
UNUSED = ("ner", "senter")
"""Components of the pipeline that this stage does not run.

The names come from the annotate stage.
"""


class Extractor:
    """Finds events with the parser of a loaded pipeline.

    Args:
        nlp: An English pipeline with tokenizer, tagger, parser, attribute ruler and lemmatizer.
        classifier: What gives triggers their types by rule; the project's own by default.
    """

    def __init__(self, nlp: Language, classifier: Classifier | None = None) -> None:
        self._nlp = nlp
        grammar = load_grammar()
        self._reader = MentionReader(nlp, grammar, classifier or TypeClassifier())
        heads, models = Heads(), load_models()
        self._judge = Judge(models.sentences, Network(), heads, models.least_logged)
        self._assembler = Assembler(grammar, load_synonyms(), models, heads)
        self._meaning = MeaningReader()
        self._headlines = HeadlineRetagger(nlp)
        self._unused = [name for name in UNUSED if name in nlp.pipe_names]

    def extract(self, article: AnnotatedArticle, *, scope: Scope = "events") -> ArticleMentions:
        """Return the events of one article; `scope` says which of them."""
        return next(self.pipe([article], scope=scope))

    def pipe(
        self, articles: Iterable[AnnotatedArticle], *, scope: Scope = "events"
    ) -> Iterator[ArticleMentions]:
        """Yield the events of each article, in order.

        Passages of `BATCH` articles are parsed together.
        """
        stream = iter(articles)
        while batch := list(islice(stream, BATCH)):
            slices = [list(cuts(article)) for article in batch]
            docs = self._nlp.pipe((cut.text for own in slices for cut in own), disable=self._unused)
            for article, own in zip(batch, slices, strict=True):
                yield self._article(article, own, list(islice(docs, len(own))), scope)

    def _article(
        self, article: AnnotatedArticle, slices: list[Cut], docs: list[Doc], scope: Scope
    ) -> ArticleMentions:
        passages: list[Passage] = []
        sentences = 0
        for order, (cut, doc) in enumerate(zip(slices, docs, strict=True)):
            made = passage(doc, cut, article, order, sentences)
            self._headlines.mend(made)
            passages.append(made)
            sentences += sum(1 for _ in doc.sents)
        judged = self._judge.judge(
            passages, list(mentions(self._reader, passages)), every=scope == "all"
        )
        meaning = self._meaning.read(passages)
        headline = _headline(slices)
        return ArticleMentions(
            article=_reference(article, headline),
            shard=shard_of(article),
            chains=self._assembler.assemble(
                judged, headline, dateline=dateline(article), scope=scope
            ),
            story=vector(passages),
            meaning=packed(meaning) if meaning is not None else "",
        )


def _headline(slices: Iterable[Cut]) -> Quote | None:
    for cut in slices:
        if cut.kind == "headline":
            words = cut.source.strip()
            start = cut.offset + cut.source.index(words)
            return Quote(cut.field, start, start + len(words), words)
    return None


def _reference(article: AnnotatedArticle, headline: Quote | None) -> ArticleRef:
    source = article.article
    return ArticleRef(
        id=article.id,
        version=source.version,
        status=source.status,
        language=article.language,
        published=article.published,
        fingerprint=article.fingerprint,
        published_at=source.published_at,
        source=source.source,
        url=source.url,
        headline=headline,
        received_at=article.received_at,
        genre=article.genre,
    )
