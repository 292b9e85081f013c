"""Which chains of two articles are compared: those that have a word for the event in common, and more."""

from collections.abc import Iterator

from workers.consolidation.pairs.profiles import ArticleProfile, ChainProfile

SAME_STORY = 0.15
"""Score of one story below which chains need a participant in common to be compared."""


def comparable(one: ArticleProfile, two: ArticleProfile, story: float) -> Iterator[tuple[ChainProfile, ChainProfile]]:
    """Pairs of chains that share a trigger up to synonyms and something else: a participant, a place, or words around them; and the two mains."""
    near = story >= SAME_STORY
    forms, others = (one.by_form, two.by_form) if near else (one.by_form_named, two.by_form_named)
    seen: set[tuple[int, int]] = set()
    for form in forms.keys() & others.keys():
        for first in forms[form]:
            for second in others[form]:
                pair = (first.node[1], second.node[1])
                if pair not in seen:
                    seen.add(pair)
                    if (first.chain.main and second.chain.main) or _touch(first, second, near=near):
                        yield first, second
    if one.main is not None and two.main is not None and (one.main.node[1], two.main.node[1]) not in seen:
        yield one.main, two.main


def _touch(one: ChainProfile, two: ChainProfile, *, near: bool) -> bool:
    if not near:
        return not one.named.isdisjoint(two.named)
    if not one.who.keys().isdisjoint(two.who):
        return True
    if one.reporting or two.reporting:
        return False
    return not one.context.keys().isdisjoint(two.context) or not one.where.isdisjoint(two.where)
