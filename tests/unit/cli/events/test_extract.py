import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.sources import Captured, archive, embargoed, news_item, news_message, saved_page
from tests.terminal import DATELINE, Terminal
from workers.cli.main import main

pytestmark = pytest.mark.model

ARTICLE = {
    "id": "a",
    "title": "Peru's president visits Norway",
    "text": (
        "OSLO, June 3 - Peru's President Rosa Quispe visited Norway on Monday "
        "for talks with Prime Minister Lars Berg."
    ),
    "published_at": "2024-06-03",
}


def lines(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_bytes().splitlines()]


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "events.jsonl"


def feed(tmp_path: Path, *rows: str) -> str:
    path = tmp_path / "articles.jsonl"
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return str(path)


def test_articles_become_events_and_annotations(tmp_path: Path, out: Path) -> None:
    annotated = tmp_path / "annotated.jsonl"
    assert (
        main(
            [
                "extract",
                feed(tmp_path, json.dumps(ARTICLE)),
                "--out",
                str(out),
                "--annotations",
                str(annotated),
            ]
        )
        == 0
    )
    told = [article for record in lines(out) for article in record["articles"]]  # type: ignore[attr-defined]
    assert [article["id"] for article in told if article["main"]] == ["a"]
    assert lines(annotated)[0]["published"]["edtf"] == "2024-06-03"  # type: ignore[index]


def test_an_invalid_line_is_told_with_its_number_and_the_others_go_on(
    tmp_path: Path, out: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = feed(tmp_path, '{"id": 7, "text": "x"}', json.dumps(ARTICLE), "{")
    assert main(["extract", path, "--out", str(out)]) == 2
    said = capsys.readouterr().err
    assert f"{path}:1: " in said
    assert f"{path}:3: " in said
    assert lines(out)


def test_invalid_lines_may_be_skipped(tmp_path: Path, out: Path) -> None:
    assert (
        main(
            [
                "extract",
                feed(tmp_path, "{", json.dumps(ARTICLE)),
                "--out",
                str(out),
                "--skip-invalid",
            ]
        )
        == 0
    )


def test_a_file_that_is_not_there_is_wrong_usage(
    tmp_path: Path, out: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["extract", str(tmp_path / "none.jsonl"), "--out", str(out)]) == 2
    assert "none.jsonl" in capsys.readouterr().err
    assert not out.exists()


@pytest.mark.parametrize("language", [None, "en-GB", "fr"])
def test_a_cancelled_article_leaves_no_event(
    tmp_path: Path, out: Path, language: str | None
) -> None:
    cancelled = {"id": "a", "version": 2, "status": "canceled", "language": language}
    assert (
        main(
            [
                "extract",
                feed(tmp_path, json.dumps(ARTICLE), json.dumps(cancelled)),
                "--out",
                str(out),
            ]
        )
        == 0
    )
    assert lines(out) == []


def test_a_date_that_cannot_be_read_is_told_and_counted_and_the_article_kept(
    tmp_path: Path, out: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert (
        main(
            [
                "extract",
                feed(tmp_path, json.dumps({**ARTICLE, "published_at": "soon"})),
                "--out",
                str(out),
            ]
        )
        == 0
    )
    said = capsys.readouterr().err
    assert "article 'a': published_at is left out" in said
    assert "dateline: 1 warning; the articles were kept" in said
    assert lines(out)


def extracted(*arguments: object, **options: Any) -> "subprocess.CompletedProcess[bytes]":
    command = [*DATELINE, "extract", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, check=False, timeout=300, **options)


def test_whatever_feed_reads_is_read_and_told_of_with_its_place(tmp_path: Path) -> None:
    folder = tmp_path / "saved"
    folder.mkdir()
    page = saved_page().encode("utf-16")
    (folder / "crawl.warc.gz").write_bytes(archive([Captured("https://example.org/h", page)]))
    (folder / "page.html").write_text(saved_page())
    (folder / "wire.xml").write_text(news_message(news_item("urn:x:1"), news_item("urn:x:2")))
    item = {"uri": "urn:n:1", "versioncreated": "2024-05-03", "body_text": ARTICLE["text"]}
    (folder / "bundle.json").write_text(json.dumps({"items": [item]}))
    (folder / "talks.txt").write_text(str(ARTICLE["text"]) + " " + "They met again. " * 5)
    (folder / "slip.json").write_text('{"id": "s", "txt": "Peru"}')
    (folder / "ignored.pdf").write_bytes(b"%PDF")
    (folder / "list.json").write_text(json.dumps([ARTICLE, {"id": 7, "text": "x"}]))
    annotated = tmp_path / "annotated.jsonl"
    done = extracted(folder, "--annotations", annotated)
    said = done.stderr.decode()
    assert done.returncode == 2
    assert f"{folder}/list.json[1]: " in said
    assert f"{folder}/slip.json: empty: neither text nor title; not read: 'txt'" in said
    assert "pdf" not in said
    read = [line["id"] for line in lines(annotated)]
    assert read[0] == "urn:n:1"
    assert {"https://example.org/h", "urn:x:1", "urn:x:2", "a", "talks"} < set(read)
    assert len(read) == 7
    assert b'"event_id"' in done.stdout


def test_standard_input_is_read_as_what_it_holds_or_as_the_format_given() -> None:
    page = (
        b'<html lang="en"><body><article><h1>Peru</h1><p>'
        + str(ARTICLE["text"]).encode()
        + b"</p></article></body></html>"
    )
    done = extracted("-", input=page)
    assert (done.returncode, b"Quispe" in done.stdout) == (0, True), done.stderr
    refused = extracted("-", "--format", "json", input=b"no JSON")
    assert refused.returncode == 2
    assert refused.stderr.endswith(b"dateline: 1 of 1 article is not valid\n")


def test_what_is_under_embargo_is_held_back(tmp_path: Path) -> None:
    wire = tmp_path / "wire.xml"
    wire.write_text(embargoed("2999-05-06T09:00:00Z"))
    done = extracted(wire)
    assert (done.returncode, done.stdout) == (0, b"")
    assert done.stderr.decode() == (
        f"{wire}: held back, under embargo until 2999-05-06T09:00:00Z\n"
        "dateline: 1 article held back: give it again after the embargo\n"
    )


def test_several_paths_are_one_input(tmp_path: Path, out: Path) -> None:
    first = feed(tmp_path, json.dumps(ARTICLE))
    second = tmp_path / "cancelled.json"
    second.write_text(json.dumps({"id": "a", "version": 2, "status": "canceled"}))
    assert main(["extract", first, str(second), "--out", str(out)]) == 0
    assert lines(out) == []


def test_on_a_terminal_a_bar_counts_articles_and_the_events_go_where_they_should(
    tmp_path: Path, out: Path
) -> None:
    path = feed(tmp_path, "{", *(json.dumps({**ARTICLE, "id": str(n)}) for n in range(3)))
    command = ("sh", "-c", f'exec "$@" > {out}', "sh", *DATELINE, "extract", path)
    with Terminal(command) as terminal:
        last = [line for line in terminal.end() if line]
        assert terminal.status == 2
        assert "extracting" in terminal.output
        assert "4 articles" in terminal.output
    assert last[-1] == "dateline: 1 of 4 articles is not valid"
    assert not any("extracting" in line for line in last), "the bar goes when it ends"
    assert lines(out)
