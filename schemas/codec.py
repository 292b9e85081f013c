"""Between records and bytes: one pair of functions, one error type.

Encoding is orjson over the frozen dataclasses, fields in order of declaration, so equal records
give equal bytes. Decoding validates the bytes with pydantic against the dataclass, strictly (a
number is no string), and passes over unknown fields, so that an older reader reads a newer record.
"""

from collections.abc import Hashable
from functools import cache
from typing import Annotated, Any, TypeVar, cast

import orjson
from pydantic import Discriminator, TypeAdapter, ValidationError

from schemas.decision import Decision
from schemas.mentions import ArticleMentions, Tick

T = TypeVar("T")

MentionsMessage = Annotated[ArticleMentions | Tick | Decision, Discriminator("kind")]
"""What `dateline.mentions` carries: told apart by `kind`."""


class CodecError(ValueError):
    """Bytes that are not the record they should be.

    Attributes:
        reason: What is wrong, in words.
        position: Path of the field (`authors.0`) or place in the JSON (`line 1 column 7`); empty
            where the whole value is wrong.
    """

    def __init__(self, reason: str, position: str = "") -> None:
        super().__init__(f"{reason} (at {position})" if position else reason)
        self.reason = reason
        self.position = position


def encode(record: Any) -> bytes:
    """Return the record as UTF-8 JSON; equal records give equal bytes.

    Raises:
        CodecError: The record holds a value that JSON cannot hold (a lone surrogate, a number over
            64 bits).
    """
    try:
        return orjson.dumps(record)
    except orjson.JSONEncodeError as error:
        raise CodecError(str(error)) from error


def decode(kind: type[T], data: bytes) -> T:
    """Return the record that `data` holds as UTF-8 JSON.

    `kind` is a record class, or `MentionsMessage`.

    Raises:
        CodecError: Not UTF-8, not JSON, a field missing, or a value of the wrong type.
    """
    try:
        return cast(T, _adapter(cast(Hashable, kind)).validate_json(data, strict=True))
    except ValidationError as error:
        raise _explained(error) from error


def decode_mentions(data: bytes) -> ArticleMentions | Tick | Decision:
    """Return what a message of `dateline.mentions` holds.

    Raises:
        CodecError: As `decode`, or `kind` names none of the records.
    """
    record: ArticleMentions | Tick | Decision = decode(cast(Any, MentionsMessage), data)
    return record


def json_schema(kind: Any) -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of a record class."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **_adapter(cast(Hashable, kind)).json_schema(),
    }


@cache
def _adapter(kind: Hashable) -> TypeAdapter[Any]:
    return TypeAdapter(cast(Any, kind))


def _explained(error: ValidationError) -> CodecError:
    first = error.errors(include_url=False, include_input=False)[0]
    return CodecError(first["msg"], ".".join(str(part) for part in first["loc"]))
