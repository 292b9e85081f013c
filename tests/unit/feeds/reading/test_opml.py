from io import BytesIO
from pathlib import Path
from types import SimpleNamespace

import pytest

from tests.feeds.documents import opml
from workers.feeds.reading.opml import OpmlError, read_opml


def test_feeds_at_any_depth_are_listed_once_in_order(tmp_path: Path) -> None:
    file = tmp_path / "feeds.opml"
    nested = '<outline text="more"><outline xmlURL=" https://e.org/3 "/></outline><outline xmlUrl="https://e.org/1"/>'
    file.write_text(
        opml("https://e.org/1", "https://e.org/2?a=1&b=2").replace("</body>", nested + "</body>")
    )
    assert read_opml(file) == ("https://e.org/1", "https://e.org/2?a=1&b=2", "https://e.org/3")


def test_a_list_on_standard_input_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    given = BytesIO(opml("https://e.org/1").encode())
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=given))
    assert read_opml(Path("-")) == ("https://e.org/1",)


def test_a_list_with_a_bare_ampersand_is_read(tmp_path: Path) -> None:
    file = tmp_path / "feeds.opml"
    file.write_text(
        '<opml><body><outline xmlUrl="https://e.org/1" title="this & that"/><outline xmlUrl="https://e.org/2"/></body></opml>'
    )
    assert read_opml(file) == ("https://e.org/1", "https://e.org/2")


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("", "no OPML"),
        ("just text", "no OPML"),
        ("<rss/>", "first element is not <opml>"),
        (opml(), "names no feed"),
    ],
)
def test_what_is_no_list_of_feeds_is_told(tmp_path: Path, content: str, reason: str) -> None:
    file = tmp_path / "feeds.opml"
    file.write_text(content)
    with pytest.raises(OpmlError, match=reason):
        read_opml(file)


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(OpmlError, match="No such file"):
        read_opml(tmp_path / "missing.opml")
