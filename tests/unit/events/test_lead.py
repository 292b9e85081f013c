"""What a main event takes from the opening of its article."""

from dataclasses import replace
from datetime import date
from typing import Literal

import pytest

from schemas.mentions import EventType, Modality, Participant, Time, Trigger
from schemas.spans import Quote
from workers.events.assembly import assemble
from workers.events.lexicon import load_grammar, load_synonyms
from workers.events.mention import Mention

OUT = date(2024, 5, 12)


def day(edtf: str, at: int) -> Time:
    return Time("DATE", edtf, edtf, Quote("text", at, at + 1, "x"))


def mention(lemma: str, sentence: int, *near: str, modality: Modality = "occurred") -> Mention:
    start = 100 * sentence
    return Mention(
        trigger=Trigger("text", start, start + len(lemma), lemma, lemma, "VERB"),
        type=EventType("plover", "ACCUSE"),
        modality=modality,
        clause=Quote("text", start, start + len(lemma), lemma),
        block="body",
        sentence=sentence,
        prominence=1.0 if sentence == 0 else 0.5,
        reporting=False,
        earlier=False,
        definite=False,
        near_times=tuple(day(edtf, start + 10 + number) for number, edtf in enumerate(near)),
    )


def said(*mentions: Mention, out: date | None = OUT) -> list[str | None]:
    """The times of the first mention's chain, which is the main one."""
    chains = assemble(mentions, load_grammar(), load_synonyms(), None, (), day=out)
    (main,) = (chain for chain in chains if chain.main)
    return [time.edtf for time in main.times]


def test_a_date_of_the_opening_that_no_event_owns_is_that_of_the_news() -> None:
    assert said(mention("blame", 0, "2024-05-11")) == ["2024-05-11"]


@pytest.mark.parametrize("edtf", ["2024-01", "2024-04-28", "2024-06-20"])
def test_a_date_long_before_the_article_or_after_it_is_not(edtf: str) -> None:
    assert said(mention("blame", 0, edtf)) == []


def test_of_several_the_one_of_these_days_is_taken() -> None:
    assert said(mention("blame", 0, "2024-04-28", "2024-05-11")) == ["2024-05-11"]


def test_what_is_planned_may_lie_far_ahead() -> None:
    assert said(mention("blame", 0, "2024-06-20", modality="planned")) == ["2024-06-20"]


def test_an_article_of_unknown_date_keeps_every_date() -> None:
    assert said(mention("blame", 0, "2024-04-28"), out=None) == ["2024-04-28"]


def test_a_date_beside_a_later_mention_serves_where_the_opening_has_none() -> None:
    later = replace(mention("blame", 9, "2024-05-11"), prominence=0.5)
    assert said(mention("blame", 0), later) == ["2024-05-11"]


def by(lemma: str, sentence: int, pos: Literal["VERB", "NOUN"], *actors: str) -> Mention:
    """A mention of no type with its actors."""
    plain = mention(lemma, sentence)
    quotes = [Quote("text", plain.trigger.start + 20, plain.trigger.start + 21, "x") for _ in actors]
    return replace(
        plain,
        trigger=replace(plain.trigger, pos=pos),
        type=EventType("dateline", "UNKNOWN"),
        participants=tuple(Participant(a, a, "actor", "PERSON", None, q) for a, q in zip(actors, quotes, strict=True)),
    )


def actors(*mentions: Mention) -> list[str]:
    """The actors of the first mention's chain, which is the main one."""
    chains = assemble(mentions, load_grammar(), load_synonyms(), None, (), day=OUT)
    (main,) = (chain for chain in chains if chain.main)
    return [p.entity for p in main.participants if p.role == "actor"]


def test_a_noun_without_an_actor_takes_the_subject_of_the_opening() -> None:
    assert actors(by("tour", 0, "NOUN"), by("leave", 1, "VERB", "rossi")) == ["rossi"]


def test_a_verb_does_not_because_its_own_subject_is_a_thing() -> None:
    assert actors(by("rise", 0, "VERB"), by("leave", 1, "VERB", "rossi")) == []


def test_who_reports_an_event_has_no_part_in_it() -> None:
    assert actors(by("tour", 0, "NOUN"), by("say", 1, "VERB", "rossi")) == []


def test_what_nobody_does_has_no_actor() -> None:
    quake = replace(by("quake", 0, "NOUN"), type=EventType("dateline", "DISASTER", "earthquake"))
    assert actors(quake, by("leave", 1, "VERB", "rossi")) == []
