"""Names that run on, cut where the rest of the article knows a shorter one.

NER takes the verb of a headline in title case for a part of the name ('Trump Throttles Back'), and
two people of a caption for one ('Ann Lee Tom Hale').
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from workers.entities.spans import Article, Name, written

Words = tuple[str, ...]

_FULL = 2
"""Words of a full name."""


def cut_as_known(article: Article, names: Sequence[Name], verbs: Collection[str]) -> list[Name]:
    """Return the names in order, each as the rest of the article has it.

    Args:
        article: The article.
        names: Its names.
        verbs: Verbs of headlines, in lower case.
    """
    words = {name: _words(article, name) for name in names}
    known = _Known([words[n] for n in names if n.label == "PERSON"], _of_text(article, words))
    return [part for name in names for part in known.parts(article, name, words[name], verbs)]


def _of_text(article: Article, words: dict[Name, Words]) -> set[Words]:
    """Return the names outside the headline."""
    return {own for name, own in words.items() if article.slices[name.slice].field == "text"}


def _words(article: Article, name: Name) -> Words:
    return tuple(written(article.slices[name.slice].doc)[name.start : name.end])


class _Known:
    """What an article calls people, and what its text calls anything."""

    def __init__(self, people: Sequence[Words], in_text: set[Words]) -> None:
        self._full = {words for words in people if len(words) >= _FULL}
        self._surnames = {words[-1:] for words in self._full}
        self._people = {words for words in people if words in in_text} | self._surnames
        self._in_text = in_text

    def parts(
        self, article: Article, name: Name, words: Words, verbs: Collection[str]
    ) -> Iterator[Name]:
        """Yield a name whole, cut before a verb, or as two names."""
        at = self._second_person(words) if name.label == "PERSON" else 0
        if at:
            yield replace(name, end=name.start + at, rule="two people")
            yield replace(name, start=name.start + at, rule="two people")
            return
        in_headline = article.slices[name.slice].field == "title"
        is_person = name.label == "PERSON"
        length = self._before_verb(words, verbs, is_person=is_person) if in_headline else 0
        yield replace(name, end=name.start + length, rule="as in the text") if length else name

    def _second_person(self, words: Words) -> int:
        """Return where another full name begins behind a known one, else 0."""
        starts = range(1, len(words) - 1)
        known = self._full | self._surnames
        return next((at for at in starts if words[at:] in self._full and words[:at] in known), 0)

    def _before_verb(self, words: Words, verbs: Collection[str], *, is_person: bool) -> int:
        """Return how many words of a name the text has, where a verb follows these; else 0.

        Behind a person, any word in -s is taken for a verb.
        """
        known = self._people if is_person else self._in_text
        if words in known:
            return 0
        return next(
            (
                at
                for at in range(len(words) - 1, 0, -1)
                if words[:at] in known
                and (words[at].lower() in verbs or (is_person and words[at].endswith("s")))
            ),
            0,
        )
