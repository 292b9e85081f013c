"""Folders that are watched: which files are read, when, and what is remembered of them."""

import json
import os
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from tests.sources import Captured, archive, embargoed, news_item, news_message, saved_page
from workers.articles import RawArticle
from workers.watching.reading import Reading, in_words
from workers.watching.state import KEPT, State
from workers.watching.watcher import Watcher

START = 1_715_000_000.0
HARBOUR = "The harbour of Lindau was opened on Friday after two years of work."


@dataclass
class Inbox:
    """A folder with its watcher; the articles that the watcher has published."""

    folder: Path
    watcher: Watcher
    now: float = START
    published: list[RawArticle] = field(default_factory=list)

    def put(self, name: str, content: str | bytes) -> Path:
        file = self.folder / name
        file.parent.mkdir(exist_ok=True, parents=True)
        file.write_bytes(content.encode() if isinstance(content, str) else content)
        return file

    async def settle(self) -> list[Reading]:
        """Look twice, as time passes, and return what was read."""
        return [*await self.watcher.look(), *await self.watcher.look()]

    def articles(self) -> list[dict[str, Any]]:
        return [json.loads(raw.value) for raw in self.published]


Watching = Callable[[], AbstractAsyncContextManager[Inbox]]


@pytest.fixture
def watching(tmp_path: Path) -> Watching:
    """Watchers of one folder that share one state, one after the other."""
    (tmp_path / "inbox").mkdir()

    @asynccontextmanager
    async def begin() -> AsyncIterator[Inbox]:
        with State(tmp_path / "state") as state:
            state.begin(START, lambda path: Path(path).exists())
            watcher = Watcher(
                (tmp_path / "inbox",), state, publish, most_bytes=5_000, max_text_length=2_000
            )
            inbox = boxes[0] = Inbox(tmp_path / "inbox", watcher)
            watcher.clock = lambda: inbox.now
            yield inbox

    async def publish(articles: Iterable[RawArticle]) -> None:
        boxes[0].published += articles

    boxes: dict[int, Inbox] = {}
    return begin


async def test_a_file_is_published_once_two_looks_find_it_the_same(watching: Watching) -> None:
    async with watching() as inbox:
        file = inbox.put("harbour.txt", HARBOUR)
        assert await inbox.watcher.look() == []
        assert inbox.watcher.moving == [file]
        inbox.put("harbour.txt", HARBOUR + " Dock")
        assert await inbox.watcher.look() == []
        (reading,) = await inbox.watcher.look()
        assert (reading.file, reading.new, reading.broken) == (file, 1, False)
        assert inbox.articles() == [{"id": "harbour", "text": HARBOUR + " Dock"}]
        assert inbox.watcher.moving == []
        assert await inbox.settle() == []
    async with watching() as inbox:
        assert await inbox.settle() == []
        assert inbox.published == []


async def test_every_known_format_is_read_and_other_files_are_left(watching: Watching) -> None:
    async with watching() as inbox:
        inbox.put("a.json", json.dumps([{"id": "a", "text": HARBOUR}]))
        inbox.put("b.jsonl", json.dumps({"id": "b", "text": HARBOUR}))
        inbox.put("c/d.html", saved_page())
        inbox.put("e.xml", news_message(news_item("urn:x:1"), news_item("urn:x:2")))
        inbox.put("f.warc.gz", archive([Captured("https://e.org/f", saved_page().encode())]))
        for name in ("g.md", ".h.txt", "i.txt.part", ".tmp/j.txt"):
            inbox.put(name, HARBOUR)
        readings = await inbox.settle()
        keys = [raw.key.decode() for raw in inbox.published]
    assert keys == ["a", "b", "c/d", "urn:x:1", "urn:x:2", "https://e.org/f"]
    assert [reading.new for reading in readings] == [1, 1, 1, 2, 1]
    assert not any(reading.broken for reading in readings)


async def test_of_a_changed_file_only_what_changed_is_published_as_a_higher_version(
    watching: Watching,
) -> None:
    async with watching() as inbox:
        first = [json.dumps({"id": name, "text": HARBOUR}) for name in "ab"]
        inbox.put("feed.jsonl", "\n".join(first))
        await inbox.settle()
    async with watching() as inbox:
        changed = json.dumps({"id": "b", "text": HARBOUR + " Dock workers cheered."})
        inbox.put("feed.jsonl", "\n".join([first[0], changed, first[0].replace('"a"', '"c"')]))
        (reading,) = await inbox.settle()
        told = [(article["id"], article.get("version")) for article in inbox.articles()]
    assert (reading.new, reading.changed, reading.known) == (1, 1, 1)
    assert told == [("b", int(START)), ("c", None)]


async def test_texts_and_pages_that_change_are_told_as_higher_versions_and_back_again(
    watching: Watching,
) -> None:
    async with watching() as inbox:
        for number, words in enumerate(("", " More.", "")):
            inbox.now = START + number
            inbox.put("a.txt", HARBOUR + words)
            inbox.put("b.html", saved_page(words=words))
            await inbox.settle()
        told = [(raw.key, json.loads(raw.value)) for raw in inbox.published if raw.key == b"a"]
        pages = [raw for raw in inbox.published if raw.key == b"b"]
    assert [value.get("version") for _, value in told] == [None, int(START) + 1, int(START) + 2]
    assert pages[0].value == saved_page().encode()
    assert json.loads(pages[2].value) == {"page": saved_page(), "version": int(START) + 2}


async def test_an_article_keeps_the_version_that_it_names(watching: Watching) -> None:
    async with watching() as inbox:
        for version in (1, 2):
            inbox.put("a.json", json.dumps({"id": "a", "text": HARBOUR, "version": version}))
            inbox.put("b.xml", news_item(version=f' version="{version}{version}"'))
            await inbox.settle()
        assert b'version="22"' in inbox.published[3].value
        assert json.loads(inbox.published[2].value)["version"] == 2


async def test_a_later_file_or_line_with_an_article_replaces_an_earlier_one(
    watching: Watching,
) -> None:
    async with watching() as inbox:
        inbox.put("1.json", json.dumps({"id": "a", "text": HARBOUR}))
        lines = [{"id": "a", "text": "Two."}, {"id": "a", "text": "Three."}]
        inbox.put("2.jsonl", "\n".join(map(json.dumps, lines)))
        await inbox.settle()
        versions = [article.get("version") for article in inbox.articles()]
    assert versions == [None, int(START), int(START) + 1]


async def test_a_file_that_is_only_touched_is_not_told(watching: Watching) -> None:
    async with watching() as inbox:
        file = inbox.put("a.txt", HARBOUR)
        await inbox.settle()
        os.utime(file, (1, 1))
        (reading,) = await inbox.settle()
        assert (reading.silent, reading.known, len(inbox.published)) == (True, 1, 1)


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.json", '{"id": "a", "text": ', "for the dead letters: 1 (not valid JSON"),
        ("a.jsonl", '{"id": "a"}\n{"id": "b"}', "2 (empty: neither text nor title (at text))"),
        ("a.xml", news_item()[:900], "for the dead letters: 1 (not valid XML"),
        ("a.xml", "<notes/>", "for the dead letters: 1 (neither JSON nor HTML"),
        ("a.html", "<html><body></body></html>", "(HTML page without article text)"),
        ("a.txt", b"caf\xe9", "for the dead letters: 1 (not UTF-8"),
        ("a.txt", "word " * 500, "text of 2500 characters; the limit is 2000"),
    ],
)
async def test_what_is_no_article_is_published_for_the_dead_letters_once_and_told(
    watching: Watching, name: str, content: str | bytes, reason: str
) -> None:
    async with watching() as inbox:
        file = inbox.put(name, content)
        (reading,) = await inbox.settle()
        assert in_words(reading).startswith(f"{file}: ")
        assert reason in in_words(reading)
        assert reading.broken
        published = len(inbox.published)
        assert published == reading.new >= 1
        assert await inbox.settle() == []
    async with watching() as inbox:
        assert await inbox.settle() == []


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.txt", "", "no article in it"),
        ("a.json", "[]", "no article in it"),
        (
            "a.json",
            json.dumps({"id": "a", "text": "x" * 5_000}),
            "not published: 1 (an article over the 5000 bytes of a message)",
        ),
    ],
)
async def test_what_cannot_be_published_is_told_once_and_remembered(
    watching: Watching, name: str, content: str, reason: str
) -> None:
    async with watching() as inbox:
        file = inbox.put(name, content)
        (reading,) = await inbox.settle()
        assert in_words(reading) == f"{file}: {reason}"
        assert (reading.broken, inbox.published) == (True, [])
        assert await inbox.settle() == []
    async with watching() as inbox:
        assert await inbox.settle() == []
        assert file.exists()


async def test_a_cut_off_archive_is_read_as_far_as_it_goes_and_to_its_end_when_it_is_whole(
    watching: Watching,
) -> None:
    whole = archive(
        [Captured(f"https://e.org/{number}", saved_page().encode()) for number in range(2)]
    )
    async with watching() as inbox:
        inbox.put("a.warc.gz", whole[:-60])
        (reading,) = await inbox.settle()
        assert (reading.new, reading.problem) == (
            1,
            "no web archive, or broken after 1 page: a record is cut off",
        )
        assert await inbox.settle() == []
        inbox.put("a.warc.gz", whole)
        (reading,) = await inbox.settle()
        assert (reading.new, reading.known, reading.problem) == (1, 1, None)


async def test_a_file_that_cannot_be_read_is_tried_again_when_it_changes_and_in_another_run(
    watching: Watching, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = Path.open

    def denied(file: Path, *arguments: Any, **named: Any) -> Any:
        if file.name == "a.txt" and not allowed:
            raise PermissionError(13, "Permission denied")
        return opened(file, *arguments, **named)

    allowed: list[bool] = []
    monkeypatch.setattr(Path, "open", denied)
    async with watching() as inbox:
        file = inbox.put("b.txt", HARBOUR)
        file.rename(inbox.folder / "a.txt")
        (reading,) = await inbox.settle()
        assert reading.problem == "Permission denied"
        assert await inbox.settle() == []
    async with watching() as inbox:
        (reading,) = await inbox.settle()
        assert reading.problem == "Permission denied"
    allowed.append(True)
    async with watching() as inbox:
        (reading,) = await inbox.settle()
        assert (reading.new, reading.problem) == (1, None)
        assert await inbox.settle() == []


async def test_a_file_that_was_not_acknowledged_is_read_again(watching: Watching) -> None:
    async def fail(_articles: Iterable[RawArticle]) -> None:
        raise ConnectionError

    async with watching() as inbox:
        inbox.put("a.txt", HARBOUR)
        inbox.watcher.publish = fail
        with pytest.raises(ConnectionError):
            await inbox.settle()
    async with watching() as inbox:
        (reading,) = await inbox.settle()
        assert (reading.new, len(inbox.published)) == (1, 1)


async def test_a_file_that_is_away_for_a_while_is_remembered_and_then_forgotten(
    watching: Watching, tmp_path: Path
) -> None:
    async with watching() as inbox:
        file = inbox.put("a.txt", HARBOUR)
        await inbox.settle()
        file.rename(tmp_path / "a.txt")
    for now, remembered in ((START, True), (START + KEPT - 1, True), (START + KEPT + 1, False)):
        with State(tmp_path / "state") as state:
            state.begin(now, lambda path: Path(path).exists())
            assert (state.stamp(file) is not None) == remembered
            assert bool(state.version(b"a")) == remembered


async def test_a_folder_that_is_away_is_nothing_to_tell(watching: Watching) -> None:
    async with watching() as inbox:
        inbox.folder.rmdir()
        assert await inbox.settle() == []


async def test_a_name_cannot_write_on_the_terminal(watching: Watching) -> None:
    async with watching() as inbox:
        inbox.put("a\x1b[2J.txt", HARBOUR)
        (reading,) = await inbox.settle()
        assert "\x1b" not in in_words(reading)
        assert "/inbox/a\\u001b[2J.txt: 1 new" in in_words(reading)


@pytest.mark.parametrize("restarted", [False, True])
async def test_an_item_under_embargo_is_published_when_that_has_ended(
    watching: Watching, *, restarted: bool
) -> None:
    wire = news_message(news_item("urn:x:1"), embargoed(at(START + 60)), embargoed("", "urn:x:3"))
    async with watching() as inbox:
        inbox.put("wire.xml", wire)
        (reading,) = await inbox.settle()
        assert in_words(reading).endswith(
            f"wire.xml: 1 new; held back: 1 (under embargo until {at(START + 60)}), "
            "1 (under embargo until further notice)"
        )
        assert not reading.broken
        assert await inbox.settle() == []
        if not restarted:
            inbox.now += 60
            (reading,) = await inbox.settle()
            assert (reading.new, reading.known, len(reading.held)) == (1, 1, 1)
            assert [raw.key for raw in inbox.published] == [b"urn:x:1", b"urn:x:embargoed"]
            return
    async with watching() as inbox:
        inbox.now += 60
        (reading,) = await inbox.settle()
        assert (reading.new, reading.known) == (1, 1)


async def test_a_new_version_lifts_an_embargo(watching: Watching) -> None:
    async with watching() as inbox:
        inbox.put("wire.xml", embargoed(""))
        await inbox.settle()
        assert inbox.published == []
        inbox.put("wire.xml", news_item("urn:x:embargoed"))
        (reading,) = await inbox.settle()
        assert (reading.new, reading.held) == (1, [])


def at(seconds: float) -> str:
    told = datetime.fromtimestamp(seconds, UTC).isoformat(timespec="seconds")
    return told.replace("+00:00", "Z")
