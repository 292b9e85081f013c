"""`dateline feed` over files of other programs: through the embedded broker into the topic.

What the topic then holds is read as the prepare stage reads it.
"""

import asyncio
import json
import signal
from datetime import UTC, datetime, timedelta

import pytest

from schemas import Article
from tests.end_to_end.feeding import TIMEOUT, Command, in_topic, raw_in_topic
from tests.sources import (
    CAPTURED,
    Captured,
    archive,
    embargoed,
    news_item,
    news_message,
    saved_page,
)
from tests.terminal import DATELINE, Terminal
from workers.articles import prepare, read_article
from workers.settings import Settings

pytestmark = [pytest.mark.broker, pytest.mark.slow]

HARBOUR = "The harbour of Lindau was opened on Friday after two years of work."
CRAWL = archive(
    [
        Captured("https://example.org/harbour", saved_page().encode("utf-16"), "text/html"),
        Captured("https://example.org/harbour.png", b"\x89PNG", "image/png"),
    ]
)
WIRE = news_message(news_item("urn:x:1"), news_item("urn:x:2")).encode()
BUNDLE = json.dumps(
    {"items": [{"uri": "urn:n:1", "versioncreated": "2024-05-03", "body_text": HARBOUR}]}
).encode()


async def articles(settings: Settings, expected: int) -> dict[str, Article]:
    found = await raw_in_topic(settings, expected)
    read = (read_article(value, key=key, max_text_length=10_000) for key, value in found)
    return {article.id: article for article in read}


async def test_archives_wires_and_bundles_of_a_folder_become_articles(
    settings: Settings, command: Command
) -> None:
    for name, data in (("a.warc.gz", CRAWL), ("b.xml", WIRE), ("c.json", BUNDLE)):
        (command.folder / name).write_bytes(data)
    status, out, error = await command.run(".")
    assert (status, error) == (0, ""), out + error
    assert "4 articles published to" in out
    found = await articles(settings, 4)
    assert set(found) == {"https://example.org/harbour", "urn:x:1", "urn:x:2", "urn:n:1"}
    page = found["https://example.org/harbour"]
    assert page.captured_at == CAPTURED
    assert prepare(page).published.edtf == CAPTURED[:10]
    assert found["urn:x:1"].title == "Harbour opens after two years"


@pytest.mark.parametrize(
    ("given", "identity"),
    [(CRAWL, "https://example.org/harbour"), (BUNDLE, "urn:n:1"), (news_item().encode(), None)],
)
async def test_standard_input_is_told_by_its_content(
    settings: Settings, command: Command, given: bytes, identity: str | None
) -> None:
    status, out, error = await command.run("-", given=given)
    assert (status, error) == (0, ""), out + error
    assert set(await articles(settings, 1)) == {
        identity or "urn:newsml:example.org:20240503:harbour"
    }


async def test_a_broken_archive_is_told_in_a_sentence_and_what_is_before_it_is_in_the_topic(
    settings: Settings, command: Command
) -> None:
    whole = archive([Captured(f"https://e.org/{n}", saved_page().encode()) for n in range(2)])
    (command.folder / "a.warc.gz").write_bytes(whole[:-60])
    status, _, error = await command.run("a.warc.gz")
    assert status == 2
    assert error == (
        "dateline: a.warc.gz: no web archive, or broken after 1 page: a record is cut off\n"
    )
    assert set(await articles(settings, 1)) == {"https://e.org/0"}


async def test_a_watched_folder_is_published_once_and_broken_files_are_told(
    settings: Settings, command: Command
) -> None:
    inbox = command.folder / "inbox"
    inbox.mkdir()
    (inbox / "a.json").write_text(json.dumps({"id": "a", "text": HARBOUR}))
    (inbox / "b.json").write_text('{"id": "b", "te')
    watch = ("--watch", "inbox", "--once", "--every", "1s")
    status, out, error = await command.run(*watch)
    assert (status, error) == (1, ""), out + error
    assert f"{inbox}/a.json: 1 new\n" in out
    assert f"{inbox}/b.json: 1 new; for the dead letters: 1 (not valid JSON" in out
    assert "2 articles published to" in out
    status, out, error = await command.run(*watch)
    assert (status, error) == (0, ""), out + error
    assert "0 articles published to" in out
    (inbox / "a.json").write_text(json.dumps({"id": "a", "text": HARBOUR + " Cheers."}))
    status, out, _ = await command.run(*watch)
    assert status == 0
    assert f"{inbox}/a.json: 1 changed\n" in out
    found = await raw_in_topic(settings, 3)
    versions = [json.loads(value).get("version") for key, value in found if key == b"a"]
    assert len(versions) == 2
    assert max(version or 1 for version in versions) > 1


@pytest.mark.parametrize(
    ("interrupt", "status", "deaf"),
    [(signal.SIGTERM, 0, False), (signal.SIGINT, 130, False), (signal.SIGINT, 130, True)],
)
async def test_watching_goes_on_until_it_is_interrupted_and_ends_cleanly(
    settings: Settings, command: Command, interrupt: signal.Signals, status: int, *, deaf: bool
) -> None:
    (command.folder / "inbox").mkdir()
    process = await command.start("--watch", "inbox", "--every", "1s", deaf=deaf)
    assert process.stdout is not None
    async with asyncio.timeout(TIMEOUT):
        begun = json.loads(await process.stdout.readline())
        assert begun["message"] == "watching 1 folder; Ctrl-C ends it"
        (command.folder / "inbox" / "harbour.txt").write_text(HARBOUR)
        told = json.loads(await process.stdout.readline())
        assert told["message"].endswith("inbox/harbour.txt: 1 new")
        assert {"time", "level", "logger"} < told.keys()
        process.send_signal(interrupt)
        out, error = await process.communicate()
    assert (process.returncode, error.decode()) == (status, "")
    assert "1 article published to" in out.decode()
    assert await in_topic(settings, 1) == [{"id": "harbour", "text": HARBOUR}]


async def test_at_a_terminal_or_where_that_is_wanted_the_log_of_watching_is_text(
    settings: Settings, command: Command
) -> None:
    inbox = command.folder / "inbox"
    inbox.mkdir()
    (inbox / "harbour.txt").write_text(HARBOUR)
    words = ("feed", "--watch", str(inbox), "--every", "1s", "--broker", settings.broker)
    wanted = {"DATELINE_TOPIC_PREFIX": settings.topic_prefix}
    state = ("--state", str(command.folder / "state.sqlite"))
    with Terminal((*DATELINE, *words, *state), columns=300, environment=wanted) as terminal:
        await asyncio.to_thread(terminal.until, "harbour.txt: 1 new")
        assert "watching 1 folder; Ctrl-C ends it" in terminal.output
        assert '"message"' not in terminal.output
    process = await command.start(*words[1:], log_format="text")
    assert process.stdout is not None
    async with asyncio.timeout(TIMEOUT):
        assert await process.stdout.readline() == b"watching 1 folder; Ctrl-C ends it\n"
        process.terminate()
        await process.communicate()


async def test_what_is_under_embargo_is_held_back_and_told_with_its_time(
    settings: Settings, command: Command
) -> None:
    wire = news_message(news_item("urn:x:1"), embargoed("2999-05-06T09:00:00Z"))
    (command.folder / "wire.xml").write_text(wire)
    status, out, error = await command.run("wire.xml")
    assert (status, "1 article published to" in out) == (0, True), out + error
    assert error == (
        "wire.xml[1]: held back, under embargo until 2999-05-06T09:00:00Z\n"
        "dateline: 1 article held back: give it again after the embargo\n"
    )
    assert [key for key, _ in await raw_in_topic(settings, 1)] == [b"urn:x:1"]


async def test_an_embargo_that_ends_while_a_folder_is_watched_lets_the_item_go(
    settings: Settings, command: Command
) -> None:
    inbox = command.folder / "inbox"
    inbox.mkdir()
    end = datetime.now(UTC) + timedelta(seconds=12)
    (inbox / "wire.xml").write_text(embargoed(end.isoformat()))
    process = await command.start("--watch", "inbox", "--every", "1s")
    assert process.stdout is not None
    async with asyncio.timeout(TIMEOUT):
        lines = [json.loads(await process.stdout.readline())["message"] for _ in range(3)]
        process.terminate()
        await process.communicate()
    assert "wire.xml: held back: 1 (under embargo until " in lines[1]
    assert lines[2].endswith("wire.xml: 1 new")
    assert datetime.now(UTC) >= end
    assert [key for key, _ in await raw_in_topic(settings, 1)] == [b"urn:x:embargoed"]
