"""What the form of `/try` takes and what it refuses, in words; nothing is read here."""

from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

import orjson
import pytest
from aiohttp import FormData
from aiohttp.test_utils import TestClient, TestServer
from aiohttp.web import Application, Request

from tests.unit.web.making import web_context
from workers.settings import Settings
from workers.streams.failures.worker_errors import PoolError
from workers.streams.pool.trial import TooManyError, Trial
from workers.web import application
from workers.web.trial.form import MOST_BYTES, MOST_CHARACTERS, Pasted

Client = TestClient[Request, Application]


class Refusing(Trial):
    """Reads nothing, for a reason."""

    def __init__(self, error: Exception | None = None) -> None:
        super().__init__(Settings())
        self.error = error
        self.asked = 0

    def warm(self) -> None:
        pass

    async def read(self, value: bytes, *, key: bytes) -> Any:
        self.asked += 1
        raise self.error or AssertionError((value, key))


@pytest.fixture
def trial() -> Refusing:
    return Refusing()


@pytest.fixture
async def client(trial: Refusing) -> AsyncIterator[Client]:
    async with TestClient(TestServer(application(replace(web_context(), trial=trial)))) as client:
        yield client


def form(**fields: str | bytes) -> FormData:
    data = FormData(default_to_multipart=True)
    for name, value in fields.items():
        data.add_field(name, value, filename="story.txt" if name == "file" else None)
    return data


@pytest.mark.parametrize(
    ("fields", "status", "words"),
    [
        ({"text": " \n"}, 400, "There is no text"),
        ({}, 400, "There is no text"),
        ({"text": "x" * (MOST_CHARACTERS + 1)}, 413, "at most 60000 are read here"),
        ({"text": "x", "title": "t" * 1_000}, 413, "characters"),
        ({"file": b"x" * (MOST_BYTES + 1)}, 413, "At most 512 KiB"),
        ({"file": b"\xff\xfe\x00"}, 400, "not UTF-8"),
        ({"text": "x", "strange": "y"}, 400, "a field that is not known"),
    ],
)
async def test_what_cannot_be_read_is_refused_in_words_and_reaches_no_process(
    client: Client, trial: Refusing, fields: dict[str, str | bytes], status: int, words: str
) -> None:
    answer = await client.post("/try", data=form(**fields))
    assert (answer.status, words in await answer.text()) == (status, True)
    assert trial.asked == 0


async def test_another_kind_of_body_is_refused(client: Client) -> None:
    assert (await client.post("/try", data={"text": "x"})).status == 415
    broken = {"Content-Type": "multipart/form-data"}
    assert (await client.post("/try", data=b"x", headers=broken)).status == 400


async def test_a_page_of_another_site_is_refused(client: Client, trial: Refusing) -> None:
    answer = await client.post(
        "/try", data=form(text="x"), headers={"Sec-Fetch-Site": "cross-site"}
    )
    assert (answer.status, trial.asked) == (403, 0)


@pytest.mark.parametrize(
    ("error", "status", "words"),
    [(TooManyError("4"), 429, "Send this one again"), (PoolError("it is gone"), 503, "it is gone")],
)
async def test_who_has_to_wait_is_told_for_how_long(
    client: Client, trial: Refusing, error: Exception, status: int, words: str
) -> None:
    trial.error = error
    answer = await client.post("/try", data=form(text="x"))
    assert (answer.status, answer.headers["Retry-After"], words in await answer.text()) == (
        status,
        "5",
        True,
    )


async def test_where_nothing_reads_the_page_says_so() -> None:
    async with TestClient(TestServer(application(web_context()))) as client:
        assert (await client.get("/try")).status == 503
        assert (await client.post("/try", data=form(text="x"))).status == 503


def test_the_form_becomes_an_article() -> None:
    pasted = Pasted.of(
        {"text": b"a\r\nb", "title": b" T ", "date": b"2031-05-05", "file": b"z"}, "z.html"
    )
    assert orjson.loads(pasted.as_article()) == {
        "text": "a\nb",
        "title": "T",
        "published_at": "2031-05-05",
    }
    assert orjson.loads(Pasted.of({"file": b"<p>x"}, "z.HTML").as_article()) == {"page": "<p>x"}
    assert (
        Pasted.of({"text": b"", "file": b'{"text": "x"}'}, "z.json").as_article()
        == b'{"text": "x"}'
    )


def test_pasted_json_html_and_xml_are_read_as_such() -> None:
    json = Pasted(text='{"text": "x", "title": "own"}', title="T", date="2031-05-05")
    assert orjson.loads(json.as_article()) == {
        "text": "x",
        "title": "own",
        "published_at": "2031-05-05",
    }
    page = Pasted(text=" <html><p>x", title="T")
    assert orjson.loads(page.as_article()) == {"page": " <html><p>x", "title": "T"}
    assert page.kind == "html"
    for text in ('{"text": }', '[{"text": "x"}]'):
        assert Pasted(text=text, title="T").as_article() == text.encode()
    for item in ('<newsItem xmlns="x"/>', '<?xml version="1.0"?><rss/>'):
        assert Pasted(text=item, title="T").as_article() == item.encode()
        assert Pasted(text=item, file="a.XML").as_article() == item.encode()
    prose = Pasted(text='{"text": "x"}', file="a.txt")
    assert orjson.loads(prose.as_article()) == {"text": '{"text": "x"}'}


async def test_what_was_pasted_stays_in_the_form_with_the_reason(
    client: Client, trial: Refusing
) -> None:
    trial.error = TooManyError("4")
    sent = form(text="\nA story </textarea><script>alert(1)</script>", title='"><b>', date="2031")
    html = await (await client.post("/try", data=sent)).text()
    assert 'role="alert"' in html
    assert ">\n\nA story &lt;/textarea&gt;&lt;script&gt;" in html
    assert 'value="&#34;&gt;&lt;b&gt;"' in html
    assert 'value="2031"' in html
