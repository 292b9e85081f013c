"""The OpenAPI document and the running API say the same.

Schemathesis asks the API whatever the document allows, and more, and holds each answer to it.
"""

import asyncio
import json
import re
import threading
from collections.abc import AsyncIterator, Iterator
from copy import deepcopy
from dataclasses import replace
from typing import Any, Self

import pytest
import schemathesis
from aiohttp.test_utils import TestClient, TestServer
from aiohttp.web import Application, AppRunner, TCPSite
from aiohttp.web import Request as Asked
from hypothesis import HealthCheck, Phase, assume, settings
from jsonschema import Draft202012Validator
from requests import Request, get, post
from schemathesis import Case
from schemathesis.checks import CHECKS, load_all_checks
from schemathesis.config import SchemathesisConfig
from schemathesis.core.failures import FailureGroup

from tests.unit.web.making import filled, web_context
from tests.web.serving import BEARER, TOKEN, context_with_ingest
from workers.exports import EXPORTERS
from workers.queries import NAMES
from workers.settings import Settings
from workers.streams.embedded_broker.broker import EmbeddedBroker
from workers.streams.kafka.topics import ensure_topics
from workers.web import WebContext, application
from workers.web.api.exporting import MEDIA
from workers.web.api.ingest import TYPES
from workers.web.openapi.document import document

load_all_checks()
HELD = (
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_headers_conformance",
    "response_schema_conformance",
    "unsupported_method",
    "ignored_auth",
)
"""Checks of schemathesis.

Not those for which the schema of a value tells good ones from bad ones: many values are texts that
code reads (EDTF, degrees, cursors).
"""
UNREAD = "/api/events/stream"
"""The stream does not end."""
EXAMPLES = 25
LONGEST = 8_000
"""Bytes of an address; aiohttp itself refuses one of more than 8,190."""


class Served:
    """The web view on a port of its own, in a thread with its own event loop."""

    def __init__(self, at: WebContext) -> None:
        self._context = at
        self._ready = threading.Event()
        self._done: asyncio.Event | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread = threading.Thread(target=lambda: asyncio.run(self._run()), daemon=True)
        self.url = ""

    def __enter__(self) -> Self:
        self._thread.start()
        assert self._ready.wait(60)
        return self

    def __exit__(self, *_error: object) -> None:
        assert self._loop is not None
        assert self._done is not None
        self._loop.call_soon_threadsafe(self._done.set)
        self._thread.join(20)

    async def _run(self) -> None:
        self._loop, self._done = asyncio.get_running_loop(), asyncio.Event()
        ingest = self._context.ingest
        assert ingest is not None
        runner = AppRunner(application(self._context, background=ingest.run))
        await runner.setup()
        served = TCPSite(runner, "127.0.0.1", 0)
        await served.start()
        while ingest.problem:  # noqa: ASYNC110 - it tells no event
            await asyncio.sleep(0.05)
        self.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
        self._ready.set()
        await self._done.wait()
        await runner.cleanup()


def held() -> Any:
    """The checks themselves."""
    return CHECKS.get_by_names(list(HELD))


@pytest.fixture(scope="module")
def served(broker: EmbeddedBroker) -> Iterator[Served]:
    settings = Settings(broker=broker.address, topic_prefix="openapi", web_token=TOKEN)
    asyncio.run(ensure_topics(settings))
    with Served(replace(context_with_ingest(settings), view=filled())) as running:
        yield running


@schemathesis.serializer("application/jsonl", "application/x-ndjson", "text/html")
def as_text(_context: Any, value: Any) -> bytes:
    return str(value).encode("utf-8", "replace")


def address(case: "Case[Any]", base_url: str) -> str:
    asked = case.as_transport_kwargs(base_url=base_url)
    return str(Request("GET", asked["url"], params=asked.get("params")).prepare().url)


API = schemathesis.openapi.from_dict(
    document(),
    config=SchemathesisConfig.from_dict(
        {
            "generation": {
                "max-examples": EXAMPLES,
                "allow-x00": False,
                "with-security-parameters": False,
            }
        }
    ),
).exclude(path=UNREAD)


@pytest.mark.broker
@pytest.mark.slow
@API.parametrize()
@settings(
    max_examples=EXAMPLES,
    deadline=None,
    derandomize=True,
    database=None,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=list(HealthCheck),
)
def test_whatever_is_asked_is_answered_as_the_document_says(
    case: "Case[Any]", served: Served
) -> None:
    assume(len(address(case, served.url)) < LONGEST)
    headers = BEARER if case.operation.definition.raw.get("security") else {}
    case.call_and_validate(base_url=served.url, headers=headers, checks=held())


def routes(app: Application) -> set[tuple[str, str]]:
    """Method and path of everything that answers below `/api/`."""
    return {
        (route.method.lower(), route.resource.canonical)
        for route in app.router.routes()
        if route.resource is not None
        and route.resource.canonical.startswith("/api/")
        and route.method != "HEAD"
    }


@pytest.fixture
async def client() -> AsyncIterator[TestClient[Asked, Application]]:
    async with TestClient(TestServer(application(web_context()))) as client:
        yield client


def test_the_document_has_every_route_of_the_api_and_no_other() -> None:
    told = {(method, path) for path, methods in document()["paths"].items() for method in methods}
    assert told == routes(application(web_context()))


def test_the_document_has_every_filter_media_type_and_format() -> None:
    paths = document()["paths"]
    asked = {
        path: {each["name"] for each in paths[path]["get"]["parameters"]}
        for path in ("/api/events", UNREAD)
    }
    assert asked["/api/events"] == {*NAMES, "limit", "order", "cursor"}
    assert asked[UNREAD] == {*NAMES, "Last-Event-ID"} - {"until"}
    assert set(paths["/api/articles"]["post"]["requestBody"]["content"]) == set(TYPES)
    assert MEDIA.keys() == EXPORTERS.keys()
    assert set(paths["/api/events/export"]["get"]["responses"]["200"]["content"]) == set(
        MEDIA.values()
    )


def test_schemas_are_valid_and_every_reference_leads_to_one() -> None:
    known = document()["components"]["schemas"]
    for schema in known.values():
        Draft202012Validator.check_schema(schema)
    named = set(re.findall(r'"#/components/schemas/([^"]+)"', json.dumps(document())))
    assert named <= known.keys()
    assert known.keys() - named <= {"Accepted"}


@pytest.mark.broker
def test_an_answer_that_the_document_does_not_tell_is_found(served: Served) -> None:
    lying = deepcopy(document())
    lying["components"]["schemas"]["Stages"]["required"].append("weather")
    case = schemathesis.openapi.from_dict(lying)["/api/stages"]["GET"].Case()
    with pytest.raises(FailureGroup, match="weather"):
        case.call_and_validate(base_url=served.url, checks=held())


@pytest.mark.broker
def test_the_examples_of_the_document_are_taken(served: Served) -> None:
    for media, body in document()["paths"]["/api/articles"]["post"]["requestBody"][
        "content"
    ].items():
        data = body["example"] if isinstance(body["example"], str) else json.dumps(body["example"])
        answer = post(
            f"{served.url}/api/articles",
            data=data,
            headers={**BEARER, "Content-Type": media},
            timeout=30,
        )
        assert answer.status_code == 202, answer.text
    for path in ("/api/events", "/api/events/export"):
        for parameter in document()["paths"][path]["get"]["parameters"]:
            if "example" in parameter:
                asked = {parameter["name"]: parameter["example"]}
                assert get(f"{served.url}{path}", params=asked, timeout=30).status_code == 200, (
                    asked
                )


async def test_the_stream_sends_records_and_refuses_as_the_document_says(
    client: TestClient[Asked, Application],
) -> None:
    known = document()["components"]["schemas"]
    validator = Draft202012Validator(
        {"$ref": "#/components/schemas/EventRecord", "components": {"schemas": known}}
    )
    async with client.get(UNREAD, params={"since": "2031-01-01"}) as answer:
        assert (answer.status, answer.content_type) == (200, "text/event-stream")
        async for line in answer.content:
            if line.startswith(b"data: "):
                validator.validate(json.loads(line.removeprefix(b"data: ")))
                break
    answer = await client.get(UNREAD, params={"until": "2031-01-01"})
    assert (answer.status, answer.content_type) == (400, "application/problem+json")


async def test_an_address_or_method_that_the_api_does_not_have_is_a_problem_too(
    client: TestClient[Asked, Application],
) -> None:
    missing, wrong = await client.get("/api/nothing"), await client.post("/api/events")
    assert [(answer.status, answer.content_type) for answer in (missing, wrong)] == [
        (404, "application/problem+json"),
        (405, "application/problem+json"),
    ]
    assert wrong.headers["Allow"] == "GET,HEAD"


async def test_the_page_tells_every_operation_and_loads_nothing_from_elsewhere(
    client: TestClient[Asked, Application],
) -> None:
    page = await (await client.get("/api")).text()
    for path in document()["paths"]:
        assert path in page
    assert "http" not in re.sub(
        r"HTTP\w*", "", " ".join(re.findall(r'(?:src|href)="([^"]*)"', page))
    )
