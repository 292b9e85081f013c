"""The articles of a graph: all of them packed, and the profiles of those used last."""

from collections.abc import Iterator, Mapping

from schemas import ArticleMentions
from workers.consolidation.pairs.article_profile import ArticleProfile, article_profile
from workers.consolidation.rows.packing import PackedArticles, Recent

MOST_PROFILES = 2_048
"""Most profiles in memory, 30 to 80 KiB each. An article is compared with articles published near
it, and these are mostly those used last."""


class Profiles(Mapping[str, ArticleProfile]):
    """Article id -> profile, built from the packed article where it is not in use.

    Two look-ups of an article may give two profiles, which are equal in content: compare nodes and
    ids, never profiles.
    """

    def __init__(self, packed: PackedArticles | None = None) -> None:
        self.packed = packed if packed is not None else PackedArticles()
        self._recent = Recent(self._built, MOST_PROFILES)

    def __getitem__(self, article_id: str) -> ArticleProfile:
        return self._recent[article_id]

    def __contains__(self, article_id: object) -> bool:
        return article_id in self.packed

    def __iter__(self) -> Iterator[str]:
        return iter(self.packed)

    def __len__(self) -> int:
        return len(self.packed)

    def add(self, mentions: ArticleMentions) -> ArticleProfile:
        """Add an article and return its profile."""
        article = article_profile(mentions)
        self.packed[article.id] = mentions
        self._recent.put(article.id, article)
        return article

    def remove(self, article_id: str) -> None:
        """Remove an article."""
        del self.packed[article_id]
        self._recent.drop(article_id)

    def _built(self, article_id: str) -> ArticleProfile:
        return article_profile(self.packed[article_id])
