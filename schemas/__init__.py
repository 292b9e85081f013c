"""The wire: every record that Dateline reads or writes, and the codec between records and bytes."""

from schemas.annotated import AnnotatedArticle, Entity, Geo, Period, TimeValue
from schemas.article import Article
from schemas.codec import CodecError, decode, encode
from schemas.decision import Decision
from schemas.event import EventRecord
from schemas.mentions import ArticleMentions, ArticleRef, Chain, Tick
from schemas.prepared import Block, Fingerprint, Genre, PreparedArticle, Published, Repair
from schemas.spans import Quote, Span

__all__ = [
    "AnnotatedArticle",
    "Article",
    "ArticleMentions",
    "ArticleRef",
    "Block",
    "Chain",
    "CodecError",
    "Decision",
    "Entity",
    "EventRecord",
    "Fingerprint",
    "Genre",
    "Geo",
    "Period",
    "PreparedArticle",
    "Published",
    "Quote",
    "Repair",
    "Span",
    "Tick",
    "TimeValue",
    "decode",
    "encode",
]
