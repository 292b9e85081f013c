from dataclasses import replace

from schemas.event import ArticleLine
from tests.unit.web.making import event, filled
from workers.web.record.sources import ARTICLES, folded, sources


def line(id: str, copy_of: str | None = None) -> ArticleLine:  # noqa: A002
    return ArticleLine(id, main=True, published_at=None, source=None, copy_of=copy_of)


def test_copies_and_copies_of_copies_stand_under_their_original() -> None:
    originals, copies = folded([line("c", "b"), line("a"), line("b", "a"), line("z")])
    assert [one.id for one in originals] == ["a", "z"]
    assert {original: [one.id for one in found] for original, found in copies.items()} == {
        "a": ["c", "b"]
    }


def test_a_copy_of_what_does_not_tell_the_event_stands_by_itself() -> None:
    assert [one.id for one in folded([line("a", "elsewhere")])[0]] == ["a"]


def test_a_ring_of_copies_has_one_original() -> None:
    originals, copies = folded([line("b", "a"), line("a", "b")])
    assert [one.id for one in originals] == ["a"]
    assert [one.id for one in copies["a"]] == ["b"]


def test_the_sources_of_an_event_are_its_originals_and_very_many_are_listed_only() -> None:
    found = sources(event(), filled())
    assert [(one.support.line.id, len(one.copies)) for one in found.shown] == [
        ("wire-1", 1),
        ("paper-7", 0),
    ]
    many = replace(event(), articles=tuple(line(f"a{number}") for number in range(ARTICLES + 3)))
    assert [
        len(part) for part in (sources(many, filled()).shown, sources(many, filled()).further)
    ] == [ARTICLES, 3]
