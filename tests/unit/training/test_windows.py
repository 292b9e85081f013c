"""How training lays articles out."""

import random
from typing import Any

from training.encoder.labels import END, FEATURES, MOST_PIECES, START, WINDOW
from training.encoder.windows import articles, batches, collate, listed, windows


def item(
    number: int, length: int = 20, *, article: str = "a-1", where: str = "text"
) -> dict[str, Any]:
    """A sentence with one trigger, its third piece."""
    mention = {
        "at": (2, 2),
        "field": where,
        "start": 100 * number,
        "word": f"word{number}",
        "rule": "UNKNOWN",
        "marked": True,
        "logged": True,
        "events": [f"e{number % 2}"],
        "types": ("COURT",),
        "modality": ("occurred",),
        "level": "reported",
        "features": [],
        "roles": [],
    }
    pieces = tuple(range(1000 + 50 * number, 1000 + 50 * number + length))
    return {
        "article": article,
        "kind": "desk",
        "title": (1000, 1001, 1002),
        "headline": where == "title",
        "sentence": number,
        "fillers": [],
        "pieces": pieces,
        "phrases": [],
        "mentions": [mention],
    }


def pieces_of(window: dict[str, Any]) -> list[list[int]]:
    return [window["ids"][start:end] for _, start, end in window["sentences"]]


def test_a_window_is_the_headline_and_the_sentences_each_with_its_end() -> None:
    (window,) = windows([item(0, 3, where="title"), item(1), item(2)], None)
    assert window["ids"][0] == START
    assert [window["ids"][end] for _, _, end in window["sentences"]] == [END] * 3
    assert pieces_of(window) == [list(item(n, 3 if n == 0 else 20)["pieces"]) for n in range(3)]
    assert window["types"].count(0) == 5


def test_sentences_that_do_not_fit_go_into_further_windows_and_none_is_lost() -> None:
    body = [item(number, 130) for number in range(9)]
    found = windows(body, None)
    assert len(found) > 1
    assert all(len(window["ids"]) <= WINDOW for window in found)
    assert sum(len(window["sentences"]) for window in found) == 9
    assert all(
        end - start == MOST_PIECES for window in found for _, start, end in window["sentences"]
    )


def test_scattered_sentences_keep_their_order_and_are_each_read_once() -> None:
    body = [item(number, 60) for number in range(20)]
    found = windows(body, random.Random(3))
    numbers = [
        [own["mentions"][0]["start"] for own, _, _ in window["sentences"]] for window in found
    ]
    assert all(own == sorted(own) for own in numbers)
    assert sorted(number for own in numbers for number in own) == [
        100 * number for number in range(20)
    ]


def test_a_batch_points_at_the_triggers_and_pairs_those_of_one_article() -> None:
    data = articles([item(0), item(1), item(2), item(0, article="b-1")])
    (batch,) = [
        one for one in batches(data, random.Random(0), scatter=False) if len(one[0]["ids"]) > 40
    ]
    arrays = collate(batch)
    for number, (row, own, _, end, mention) in enumerate(listed(batch)):
        assert arrays["ids"][row, arrays["first"][number]] == own["pieces"][mention["at"][0]]
        assert arrays["ids"][row, arrays["end"][number]] == END
        assert arrays["end"][number] == end
    assert arrays["same_weight"].sum() == 3
    assert arrays["same"].sum() == 1


def test_pairs_without_a_mark_are_seen_and_have_no_weight() -> None:
    marked, plain = item(0), item(1)
    for own, roles in ((marked, ["A"]), (plain, None)):
        own["phrases"] = [(4, 5)]
        own["mentions"][0] |= {"roles": roles, "features": [[0.0] * FEATURES]}
    (batch,) = batches(articles([marked, plain]), random.Random(0), scatter=False)
    arrays = collate(batch)
    assert arrays["seen"].tolist() == [1, 1]
    assert arrays["role_weight"].tolist() == [1, 0]
    assert arrays["roles"].tolist() == [[1, 0, 0, 0], [0, 0, 0, 0]]
