"""Lay training examples out for the encoder.

    python -m training.examples OUT.pickle MARKUP... [--desk FOLDER ...] [--log ARTICLES LOG]
        [--plain ARTICLES LOG COUNT]

MARKUP are files of `training/data`; a desk FOLDER has `articles.jsonl` and `gold/`; a LOG of
`training/data` is about ARTICLES of others. Of plain ARTICLES, COUNT that LOG is not about are laid
out with nothing marked: a teacher says what they tell. The output is a pickle of dictionaries, one
for each sentence with a trigger. The product's own code makes them, so the encoder is trained on
what it will read.
"""

import argparse
import json
import pickle
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from spacy.tokens import Doc

from schemas import AnnotatedArticle
from training.corpus import Example, Mark, read_desk, read_log, read_markup, read_plain, same_name
from workers.articles import InvalidArticle, prepare, read_article
from workers.edtf import days_of
from workers.entities import Annotator
from workers.events.arguments.participants import ParticipantReader
from workers.events.encoder.phrases import Phrase
from workers.events.encoder.sentences import Layout, features, kind_of_filler, layouts, title_pieces
from workers.events.event_lexicon import load_grammar
from workers.events.extractor import UNUSED
from workers.events.mention import Mention
from workers.events.mention_reader import MentionReader
from workers.events.text.headline_tags import HeadlineRetagger
from workers.events.text.passages import Passage, cuts, passage
from workers.events.types import TypeClassifier
from workers.nlp import limit_threads, load_english

LONGEST_TEXT = 1_000_000
Filler = tuple[int, tuple[float, ...], dict[str, str]]


class Marked:
    """A trigger tagger that also finds the words that are marked."""

    def __init__(self, tagger: Any) -> None:
        self._tagger = tagger
        self.forced: set[tuple[str, int]] = set()
        self.place: tuple[str, int] = ("text", 0)

    def find(self, doc: Doc) -> frozenset[int]:
        """Return the triggers of a document that starts at `place`."""
        where, offset = self.place
        marked = {token.i for token in doc if (where, offset + token.idx) in self.forced}
        return frozenset(self._tagger.find(doc) | marked)


class Layouter:
    """Runs the stages over examples."""

    def __init__(self) -> None:
        limit_threads()
        self._nlp = load_english()
        self._annotator = Annotator(self._nlp)
        self._reader = MentionReader(self._nlp, load_grammar(), TypeClassifier())
        self._tagger = Marked(self._reader._tagger)  # noqa: SLF001 - training looks inside the stage
        self._reader._tagger = self._tagger  # type: ignore[assignment]  # noqa: SLF001
        self._headlines = HeadlineRetagger(self._nlp)
        self._participants = ParticipantReader()

    def items(self, example: Example) -> Iterator[dict[str, Any]]:
        """Yield the sentences of an example."""
        passages, found = self.read(example)
        title = title_pieces(passages)
        for layout in layouts(passages, found, self._participants):
            yield item(example, layout, title)

    def read(self, example: Example) -> tuple[list[Passage], list[Mention]]:
        """Return the passages and mentions of an example, those that are marked among them."""
        data = json.dumps(example.article).encode()
        prepared = prepare(read_article(data, key=None, max_text_length=LONGEST_TEXT))
        passages = self._passages(self._annotator.annotate(prepared))
        self._tagger.forced = {(mark.field, mark.start) for mark in example.marks}
        found: list[Mention] = []
        for one in passages:
            self._tagger.place = one.cut.field, one.cut.offset
            found += self._reader.read(one, len(found))
        return passages, found

    def sentences(self, passages: list[Passage], found: list[Mention]) -> list[Layout]:
        """Return the sentences that have a mention."""
        return list(layouts(passages, found, self._participants))

    def _passages(self, article: AnnotatedArticle) -> list[Passage]:
        made: list[Passage] = []
        sentences = 0
        for order, cut in enumerate(cuts(article)):
            doc = self._nlp(cut.text, disable=list(UNUSED))
            one = passage(doc, cut, article, order, sentences)
            self._headlines.mend(one)
            made.append(one)
            sentences += sum(1 for _ in doc.sents)
        return made


def item(example: Example, layout: Layout, title: tuple[int, ...]) -> dict[str, Any]:
    """Return a sentence as the trainer reads it."""
    told = {mark.event for mark in example.marks}
    gold = {key: event for key, event in example.gold.items() if key in told}
    return {
        "article": example.article["id"],
        "kind": "desk" if example.gold else "article" if example.complete else "sentence",
        "title": title,
        "headline": layout.is_headline,
        "sentence": layout.number,
        "pieces": layout.pieces,
        "phrases": [layout.at.get(phrase.head.i) for phrase in layout.phrases],
        "fillers": [_filler(layout, number, gold) for number in layout.fillers]
        if gold or not example.marks
        else [],
        "mentions": [
            _mention(example, layout, m) for m in layout.mentions.values() if m.token in layout.at
        ],
    }


def _mention(example: Example, layout: Layout, mention: Mention) -> dict[str, Any]:
    marks = [
        m
        for m in example.marks
        if m.field == mention.trigger.field and m.start == mention.trigger.start
    ]
    logged = [mark for mark in marks if mark.logged]
    mark = next(iter(logged or marks), None)
    return {
        "at": layout.at[mention.token],
        "field": mention.trigger.field,
        "start": mention.trigger.start,
        "word": mention.trigger.lemma,
        "rule": mention.type.code,
        "marked": mark is not None,
        "logged": bool(logged),
        "events": sorted({m.event for m in logged}),
        "types": mark.types if mark is not None else (),
        "modality": mark.modality if mark is not None else (),
        "level": mark.level if mark is not None and mark.level != "log" else None,
        "features": features(mention, layout),
        "roles": _roles(example, layout, logged[0]) if logged else None,
    }


def _roles(example: Example, layout: Layout, mark: Mark) -> list[str] | None:
    """Return for each phrase the letters of its roles in the event.

    None where roles are not annotated.
    """
    if example.gold:
        return [_desk_roles(example.gold[mark.event], phrase) for phrase in layout.phrases]
    if example.spans is None:
        return None
    return [_span_roles(example, layout, mark, phrase) for phrase in layout.phrases]


def _desk_roles(event: dict[str, Any], phrase: Phrase) -> str:
    if phrase.time is not None:
        wanted = {days_of(value) or value for value in event["when"] or ()}
        return "T" if (days_of(phrase.time.edtf) or phrase.time.edtf) in wanted else ""
    names = (
        [phrase.participant.name, phrase.participant.quote.quote]
        if phrase.participant is not None
        else []
    )
    letters = {"A": "actors", "R": "recipients", "P": "places"}
    return "".join(
        letter
        for letter, key in letters.items()
        if (letter != "P" or phrase.place is not None)
        and any(same_name(n, accepted) for n in names for accepted in event[key])
    )


def _filler(layout: Layout, number: int, gold: dict[str, dict[str, Any]]) -> Filler:
    """Return a phrase that events of other sentences may take up.

    The phrase is given by its number, its kind, and its roles by event.
    """
    phrase = layout.phrases[number]
    roles = {key: letters for key, event in gold.items() if (letters := _desk_roles(event, phrase))}
    return number, kind_of_filler(phrase), roles


def _span_roles(example: Example, layout: Layout, mark: Mark, phrase: Phrase) -> str:
    """Return the role of a phrase: that of the span whose highest word is the head of the phrase.

    A time also has the role of the span that is the whole time.
    """
    cut = layout.passage.cut
    start = cut.offset + phrase.head.idx
    letters: set[str] = set()
    for span in example.spans or ():
        if span.field == cut.field and span.start <= start < span.end:
            above = cut.offset + phrase.head.head.idx
            inner = span.start <= above < span.end and above != start
            if not inner or phrase.time is not None:
                letters |= {role for role, event in span.roles if event == mark.event}
    return "".join(sorted(letters & set("T" if phrase.time is not None else "ARP")))


def main() -> None:
    """Write the examples."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("out", type=Path)
    parser.add_argument("markup", type=Path, nargs="*")
    parser.add_argument("--desk", type=Path, nargs="*", default=[])
    parser.add_argument(
        "--log", type=Path, nargs=2, action="append", default=[], metavar=("ARTICLES", "LOG")
    )
    parser.add_argument(
        "--plain", nargs=3, action="append", default=[], metavar=("ARTICLES", "LOG", "COUNT")
    )
    arguments = parser.parse_args()
    layouter = Layouter()
    items: list[dict[str, Any]] = []
    for path in arguments.markup:
        items += [line for example in read_markup(path) for line in layouter.items(example)]
    for folder in arguments.desk:
        examples = read_desk(folder / "articles.jsonl", folder / "gold")
        items += [line for example in examples for line in layouter.items(example)]
    for articles, log in arguments.log:
        items += [line for example in read_log(articles, log) for line in layouter.items(example)]
    for articles, log, count in arguments.plain:
        for example in read_plain(Path(articles), Path(log), int(count)):
            with suppress(InvalidArticle):
                items += layouter.items(example)
    arguments.out.write_bytes(pickle.dumps(items))
    print(f"{len(items)} sentences, {sum(len(one['mentions']) for one in items)} mentions")


if __name__ == "__main__":
    main()
