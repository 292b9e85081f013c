"""Every valid example is read and written back unchanged; every invalid one is refused.

It is refused at the place and for the reason that it states.
"""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

import schemas
from schemas import CodecError, decode, encode
from schemas.codec import json_schema
from schemas.generate import RECORDS
from tests.contract.spans import misplaced
from workers.articles import InvalidArticle, read_article

FOLDER = Path(schemas.__file__).parent / "examples"
LIMIT = 200_000


@dataclass(frozen=True)
class Invalid:
    """An invalid example.

    It is `refused_by` the schema and the codec, by `reading` an article, or by the check of
    `spans`.
    """

    kind: str
    reason: str
    position: str
    refused_by: str
    record: Any


def valid() -> list[Any]:
    return [
        pytest.param(path.parts[-3], path, id=f"{path.parts[-3]}-{path.stem}")
        for path in sorted(FOLDER.glob("*/valid/*.json"))
    ]


def invalid() -> list[Any]:
    paths = sorted(FOLDER.glob("*/invalid/*.json"))
    return [
        pytest.param(
            Invalid(path.parts[-3], **json.loads(path.read_bytes())),
            id=f"{path.parts[-3]}-{path.stem}",
        )
        for path in paths
    ]


def test_every_record_has_valid_and_invalid_examples() -> None:
    folders = {path.name for path in FOLDER.iterdir()}
    assert folders == RECORDS.keys() - {"mentions-message"}
    for folder in folders:
        assert len(list((FOLDER / folder / "valid").glob("*.json"))) >= 2
        assert len(list((FOLDER / folder / "invalid").glob("*.json"))) >= 2


@pytest.mark.parametrize(("kind", "path"), valid())
def test_a_valid_example_is_read_and_written_back_unchanged(kind: str, path: Path) -> None:
    given = json.loads(path.read_bytes())
    record = decode(RECORDS[kind], path.read_bytes())
    assert json.loads(encode(record)) == given
    assert decode(RECORDS[kind], encode(record)) == record


@pytest.mark.parametrize(("kind", "path"), valid())
def test_a_valid_example_satisfies_its_schema(kind: str, path: Path) -> None:
    Draft202012Validator(json_schema(RECORDS[kind])).validate(json.loads(path.read_bytes()))


@pytest.mark.parametrize(("kind", "path"), valid())
def test_every_span_of_a_valid_example_quotes_its_article(kind: str, path: Path) -> None:
    assert misplaced(decode(RECORDS[kind], path.read_bytes()), articles()) == []


@pytest.mark.parametrize(
    "path", sorted(FOLDER.glob("article/valid/*.json")), ids=lambda path: path.stem
)
def test_a_valid_article_is_read_as_it_is(path: Path) -> None:
    article = decode(schemas.Article, path.read_bytes())
    assert (
        read_article(path.read_bytes(), key=article.id.encode(), max_text_length=LIMIT) == article
    )


@pytest.mark.parametrize(
    "example", [one for one in invalid() if one.values[0].refused_by == "schema"]
)
def test_what_breaks_the_schema_is_refused_by_codec_and_schema_at_the_stated_place(
    example: Invalid,
) -> None:
    with pytest.raises(CodecError) as caught:
        decode(RECORDS[example.kind], json.dumps(example.record).encode())
    assert caught.value.position == example.position
    if example.kind != "article":
        assert example.reason in caught.value.reason
    errors = list(
        Draft202012Validator(json_schema(RECORDS[example.kind])).iter_errors(example.record)
    )
    assert len(errors) == 1
    path = ".".join(str(part) for part in errors[0].absolute_path)
    assert example.position.startswith(path)
    assert path == example.position or errors[0].validator in ("required", "anyOf")


@pytest.mark.parametrize("example", [one for one in invalid() if one.values[0].kind == "article"])
def test_an_invalid_article_is_refused_by_reading_for_the_stated_reason(example: Invalid) -> None:
    with pytest.raises(InvalidArticle) as caught:
        read_article(json.dumps(example.record).encode(), key=b"k", max_text_length=LIMIT)
    assert example.reason in caught.value.reason
    assert caught.value.position == example.position


@pytest.mark.parametrize(
    "example", [one for one in invalid() if one.values[0].refused_by == "spans"]
)
def test_a_span_that_quotes_nothing_is_found_by_the_check_of_spans(example: Invalid) -> None:
    record = decode(RECORDS[example.kind], json.dumps(example.record).encode())
    assert [(place, reason) for place, reason in misplaced(record, articles())] == [
        (example.position, example.reason)
    ]


@pytest.mark.parametrize("kind", sorted(RECORDS))
def test_a_field_that_a_newer_writer_adds_is_passed_over(kind: str) -> None:
    path = next(
        (FOLDER / ("tick" if kind == "mentions-message" else kind) / "valid").glob("*.json")
    )
    given = json.loads(path.read_bytes())
    assert decode(RECORDS[kind], json.dumps({**given, "from_the_future": 1}).encode()) == decode(
        RECORDS[kind], path.read_bytes()
    )


def articles() -> dict[str, schemas.Article]:
    """The articles of the examples, by id."""
    read = (
        decode(schemas.Article, path.read_bytes()) for path in FOLDER.glob("article/valid/*.json")
    )
    return {article.id: article for article in read}
