"""Short forms: a common noun that stands for the one body or place of the article named with it.

'The council' is Harare City Council where the article names no other council, and 'the county' is
Walker County.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from workers.entities.entity_lexicon import RoleWords
from workers.entities.normalisation import normal
from workers.entities.spans import POSSESSIVE, Article, Name, Referent, written

_LOCAL = frozenset({"borough", "county", "district", "parish", "province"})
"""Kinds of places whose names have the noun: 'Walker County'. Most cities' names do not."""
_TEACHING = frozenset({"academy", "college", "school"})
_WITHOUT_ARTICLE = frozenset({"cabinet", "congress", "council", "parliament"})
"""Bodies that are told without an article, as 'council resolved'; 'in court' is no body."""
_PLACES = frozenset({"GPE", "LOC"})
_BEFORE = frozenset(
    {
        *("and", "or", "but", "that", "if", "as", "while", "when", "because", "before", "after"),
        *("to", "by", "for", "from", "with", "of", "said", "says", "told", "asked"),
    }
)
"""Words before a noun without an article that begin a phrase with it."""
_SHORTEST = 2
"""Words of a name that a noun of it can stand for."""
_Body = tuple[Name, Referent, frozenset[str]]
"""Where a body or place is named first, what it is, and the words of its name."""


def short_forms(
    article: Article, resolved: Mapping[Name, Referent], lexicon: RoleWords
) -> list[tuple[Name, Referent]]:
    """Return the nouns that stand for a body or place, as ROLE names, each with what it means.

    The name comes before them, unless they stand in the headline.

    Args:
        article: The article.
        resolved: Its names.
        lexicon: Nouns for bodies, and the words that may follow them.
    """
    bodies = _bodies(resolved, lexicon)
    if not bodies:
        return []
    covered = {(name.slice, token) for name in resolved for token in range(name.start, name.end)}
    found = []
    for index, part in enumerate(article.slices):
        lower = [word.lower() for word in written(part.doc)]
        for head, noun in enumerate(lower):
            if noun not in bodies or (index, head) in covered:
                continue
            in_headline = part.field == "title"
            known = bodies[noun]
            if not in_headline:
                known = [body for body in known if body[0] < Name(index, head, head + 1, "ROLE")]
            if len(meant := _longest(known)) != 1:
                continue
            _, referent, words = meant[0]
            start = head
            while start > 0 and lower[start - 1] in words and (index, start - 1) not in covered:
                start -= 1
            if _is_alone(lower, start, head, lexicon, in_headline=in_headline):
                found.append((Name(index, start, head + 1, "ROLE"), referent))
    return found


def _bodies(resolved: Mapping[Name, Referent], lexicon: RoleWords) -> dict[str, list[_Body]]:
    """Return what each noun may stand for: the bodies and places that have it in their names."""
    nouns = (lexicon.organisations - lexicon.many) | _TEACHING
    named: defaultdict[str, dict[str, _Body]] = defaultdict(dict)
    for name, referent in sorted(resolved.items(), key=lambda item: item[0]):
        words = normal(referent.name or "").split()
        if name.label in _PLACES:
            fitting = _LOCAL.intersection(words[-1:])
        else:
            fitting = nouns.intersection(words) if name.label == "ORG" else frozenset()
        if referent.key and len(words) >= _SHORTEST:
            for noun in fitting:
                named[noun].setdefault(referent.key, (name, referent, frozenset(words)))
    return {noun: list(bodies.values()) for noun, bodies in named.items()}


def _longest(named: Sequence[_Body]) -> list[_Body]:
    """Return the names that are no short form of another one ('City Council')."""
    return [one for one in named if not any(one[2] < other[2] for other in named)]


def _is_alone(
    lower: Sequence[str], start: int, head: int, lexicon: RoleWords, *, in_headline: bool
) -> bool:
    """Say whether a noun heads a phrase of nothing but itself and words of the name."""
    following = lower[head + 1] if head + 1 < len(lower) else ""
    is_free = (
        not following.isalpha()
        or following in lexicon.followers
        or following.endswith(("ed", "ly", "ing"))
        or (following.endswith("s") and following not in lexicon.singular)
    )
    if not is_free or following == "of":
        return False
    before = lower[start - 1] if start > 0 else ""
    if before in {"the", "this"}:
        return True
    is_bare = before in _BEFORE or not (before.isalnum() or before in POSSESSIVE)
    return is_bare and (in_headline or lower[head] in _WITHOUT_ARTICLE)
