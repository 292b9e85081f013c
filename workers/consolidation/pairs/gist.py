"""What tells one article's story from a similar one: its words, the people it names most, and the figures it gives."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain as joined
from math import log

from schemas import ArticleMentions, Chain
from workers.consolidation.pairs.words import unit, word_weight

MOST_WORDS = 200
"""Most words of one article that are compared, the heaviest first."""
LIGHTEST = 0.0005
"""Words that tell no more are left out."""
LEADS = 3
"""How many of the people that an article names most are looked for in the other."""
MAIN = 2
"""How many chains more a part in the main event counts for."""
SHORTEST_NAME = 3
"""Letters; shorter words of a name ('de', 'al') are shared by many."""
FIGURE = re.compile(r"(?<![\w.,-])\d{1,12}(?:,\d{3})*(?:\.\d{1,6})?(?!\w)")
YEAR = re.compile(r"(?:19|20)\d\d")


@dataclass(frozen=True, slots=True)
class Gist:
    """An article boiled down to what sets it apart.

    Attributes:
        words: Unit vector of the content words around its events, by how many of its sentences have them.
        people: Words of the names of all people who take part in its events.
        leads: The people who take part in most of them, as the words of their names, with their weights; most first.
        figures: Numbers in figures; no years.
    """

    words: dict[str, float]
    people: frozenset[str]
    leads: tuple[tuple[frozenset[str], int], ...]
    figures: frozenset[str]


def gist(mentions: ArticleMentions) -> Gist:
    """Boil an article down."""
    weights = _weights_of_people(mentions.chains)
    leads = sorted(weights.items(), key=lambda item: (-item[1], item[0]))[:LEADS]
    return Gist(
        words=_words(mentions.chains),
        people=frozenset(word for name in weights for word in _words_of(name)),
        leads=tuple((_words_of(name), weight) for name, weight in leads),
        figures=figures_in("\n".join(_texts(mentions))),
    )


def figures_in(text: str) -> frozenset[str]:
    """Return the numbers that a text gives in figures, without separators of thousands; years are left out."""
    found = (figure.replace(",", "") for figure in FIGURE.findall(text))
    return frozenset(figure for figure in found if not YEAR.fullmatch(figure))


def leads_found(one: Gist, two: Gist) -> float:
    """Return the share of each one's leads whom the other names too, the lower of the two; 0 where one names nobody.

    People are the same where their names share a word, since an article may give the surname alone.
    """
    return min(_share_found(one, two), _share_found(two, one))


def leads_differ(one: Gist, two: Gist) -> bool:
    """Return whether neither's first person is named in the other at all."""
    return bool(one.leads and two.leads) and not one.leads[0][0] & two.people and not two.leads[0][0] & one.people


def figures_shared(one: Gist, two: Gist) -> float:
    """Return the share of the figures of the article with fewer that the other gives too."""
    least = min(len(one.figures), len(two.figures))
    return len(one.figures & two.figures) / least if least else 0.0


def figures_differ(one: Gist, two: Gist) -> bool:
    """Return whether both give figures, and not one that is the same."""
    return bool(one.figures and two.figures) and one.figures.isdisjoint(two.figures)


def _share_found(one: Gist, two: Gist) -> float:
    whole = sum(weight for _, weight in one.leads)
    return sum(weight for name, weight in one.leads if name & two.people) / whole if whole else 0.0


def _weights_of_people(chains: Iterable[Chain]) -> Counter[str]:
    found: Counter[str] = Counter()
    for chain in chains:
        for name in {who.entity for who in chain.participants if who.label == "PERSON"}:
            found[name] += 1 + MAIN * chain.main
    return found


def _words_of(name: str) -> frozenset[str]:
    words = frozenset(name.split("-"))
    return frozenset(word for word in words if len(word) >= SHORTEST_NAME) or words


def _words(chains: Iterable[Chain]) -> dict[str, float]:
    counts = Counter(joined.from_iterable({chain.context for chain in chains}))
    weights = {
        word: (1 + log(count)) * weight for word, count in counts.items() if (weight := word_weight(word)) > LIGHTEST
    }
    if len(weights) > MOST_WORDS:
        weights = {
            word: weights[word] for word in sorted(weights, key=lambda word: (-weights[word], word))[:MOST_WORDS]
        }
    return unit(dict(sorted(weights.items())))


def _texts(mentions: ArticleMentions) -> frozenset[str]:
    """The headline and the clauses that tell the events."""
    headline = mentions.article.headline
    return frozenset((*(chain.what.quote for chain in mentions.chains), *((headline.quote,) if headline else ())))
