import json
from pathlib import Path

import pytest

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


def test_a_file_of_another_kind_is_told_what_reads_it(
    tmp_path: Path, out: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = tmp_path / "page.html"
    page.write_text("<p>Peru's president visited Norway.</p>\n<p>She left on Monday.</p>\n")
    assert main(["extract", str(page), "--out", str(out)]) == 2
    assert capsys.readouterr().err.endswith(
        "dateline: 2 of 2 lines are no valid articles\n"
        "dateline: `extract` reads one JSON article a line; "
        "`dateline feed` publishes files of other kinds to a worker\n"
    )
    some = feed(tmp_path, "{", json.dumps(ARTICLE))
    assert main(["extract", some, "--out", str(out)]) == 2
    assert "dateline feed" not in capsys.readouterr().err


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
    assert last[-1] == "dateline: 1 of 4 lines are no valid articles"
    assert not any("extracting" in line for line in last), "the bar goes when it ends"
    assert lines(out)
