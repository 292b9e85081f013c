import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from workers.feeds import state as states
from workers.feeds.state import KEPT, FeedState, PublishedArticle, State
from workers.memory_file import StateError

FEED = FeedState("https://e.org/rss", "https://e.org/rss", polled=1_000.0)
ARTICLE = PublishedArticle("a", FEED.url, 1, "hash", names=("guid x", "link y"))


def test_what_was_saved_is_there_after_a_restart(tmp_path: Path) -> None:
    path = tmp_path / "below" / "state"
    feed = replace(
        FEED,
        location="https://e.org/new",
        title="É",
        etag='"1"',
        modified="then",
        body="b",
        ttl=60.0,
        failures=2,
        due=5.5,
        asked_until=6.5,
        ended=7.5,
    )
    with State(path) as state:
        state.save(feed, [ARTICLE])
    with State(path) as state:
        assert state.feed(FEED.url) == feed
        assert state.article("guid x") == state.article("link y") == replace(ARTICLE, names=())
        assert state.article("guid z") is None
        assert state.feed("https://e.org/other") == FeedState(
            "https://e.org/other", "https://e.org/other"
        )
    assert path.stat().st_mode & 0o077 == 0


def test_a_new_version_takes_the_place_of_the_old_one(tmp_path: Path) -> None:
    with State(tmp_path / "state") as state:
        state.save(FEED, [ARTICLE])
        state.save(FEED, [replace(ARTICLE, version=7, digest="other", names=("link z",))])
        found = [state.article(name) for name in ("guid x", "link y", "link z")]
    assert [article.version for article in found if article] == [7, 7, 7]


def test_articles_are_forgotten_long_after_their_feed_last_held_them(tmp_path: Path) -> None:
    later = replace(FEED, polled=FEED.polled + KEPT + 1)
    with State(tmp_path / "state") as state:
        state.save(
            FEED,
            [
                ARTICLE,
                PublishedArticle("b", FEED.url, 1, "hash", names=("guid b",)),
                PublishedArticle("c", "other", 1, "hash", names=("guid c",)),
            ],
        )
        state.save(later, held=["a"])
        assert [bool(state.article(name)) for name in ("guid x", "guid b", "guid c")] == [
            True,
            False,
            True,
        ]


def test_a_feed_that_tells_ever_new_articles_does_not_fill_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(states, "MOST_KEPT", 3)
    with State(tmp_path / "state") as state:
        for second in range(6):
            feed = replace(FEED, polled=FEED.polled + second)
            state.save(
                feed,
                [PublishedArticle(f"a{second}", FEED.url, 1, "hash", names=(f"guid {second}",))],
            )
            state.save(feed, held=[f"a{second}"])
        assert [bool(state.article(f"guid {second}")) for second in range(6)] == [False] * 3 + [
            True
        ] * 3


def test_a_file_serves_one_command_at_a_time(tmp_path: Path) -> None:
    with State(tmp_path / "state") as state:
        state.save(FEED)
        with pytest.raises(StateError, match="is in use"):
            State(tmp_path / "state")


def test_a_file_that_is_no_state_is_left_alone(tmp_path: Path) -> None:
    text = tmp_path / "text"
    text.write_text("my notes, longer than a header of SQLite would be " * 20)
    with pytest.raises(StateError, match="no SQLite file"):
        State(text)
    assert text.read_text().startswith("my notes")
    other = tmp_path / "other"
    with sqlite3.connect(other) as database:
        database.execute("CREATE TABLE mine (x)")
    database.close()
    with pytest.raises(StateError, match="no state of feeds"):
        State(other)


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(StateError, match="cannot be used"):
        State(tmp_path / "file" / "state")


def test_a_save_that_fails_leaves_everything_as_it_was(tmp_path: Path) -> None:
    with State(tmp_path / "state") as state:
        state.save(FEED, [ARTICLE])
        broken = PublishedArticle("b", FEED.url, None, "hash")  # type: ignore[arg-type]  # what the schema refuses
        with pytest.raises(StateError):
            state.save(replace(FEED, etag='"new"'), [broken])
        assert state.feed(FEED.url) == FEED
