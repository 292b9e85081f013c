"""Which articles a new one is compared with: an inverted index over its most telling terms and names.

Two articles are compared where they share a key, and that hangs on the two alone, so the order of arrival cannot enter. The keys of an article are
its heaviest story terms, the words of its headline and its names, cut off at `KEYS`; very common words are no keys.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from workers.consolidation.profiles import ArticleProfile, word_weight

KEYS = 24
"""Most keys of one article."""
COMMON = 0.30
"""Weight (`profiles.word_weight`) below which a headline word is no key."""
NAME = 0.5
"""Weight below which a name is no key: a country is not."""


def keys_of(profile: ArticleProfile) -> tuple[str, ...]:
    """Return the article's keys, most telling first."""
    story = sorted(profile.story.items(), key=lambda item: (-item[1], item[0]))[:KEYS]
    headline = [(word, 1.0) for word in profile.headline if word_weight(word) >= COMMON]
    names = [(name, weight) for name, weight in profile.names.items() if weight >= NAME]
    keys = (
        [f"s:{term}" for term, _ in story] + [f"h:{word}" for word, _ in headline] + [f"n:{name}" for name, _ in names]
    )
    return tuple(keys)


@dataclass(slots=True)
class Index:
    """Key -> ids of the articles that have it."""

    postings: dict[str, set[str]] = field(default_factory=dict)

    def add(self, article_id: str, keys: Iterable[str]) -> None:
        """Enter an article."""
        for key in keys:
            self.postings.setdefault(key, set()).add(article_id)

    def remove(self, article_id: str, keys: Iterable[str]) -> None:
        """Take an article out."""
        for key in keys:
            posting = self.postings.get(key)
            if posting is not None:
                posting.discard(article_id)
                if not posting:
                    del self.postings[key]

    def near(self, keys: Iterable[str]) -> Counter[str]:
        """Return the articles that share keys, with how many."""
        found: Counter[str] = Counter()
        for key in keys:
            found.update(self.postings.get(key, ()))
        return found
