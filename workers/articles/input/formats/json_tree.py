"""Typed access to parsed JSON; an error of type names the path of the value."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import orjson

from workers.articles.invalid_article import InvalidArticle

NAMES = {
    dict: "an object",
    list: "a list",
    str: "a string",
    bool: "true or false",
    int: "a number",
    float: "a number",
    type(None): "null",
}
MAX_VERSION = 2**63 - 1


@dataclass(frozen=True, slots=True)
class JsonTree:
    """A JSON object with the path that leads to it (empty for the outermost)."""

    values: Mapping[str, Any]
    path: str = ""

    def __contains__(self, name: str) -> bool:
        return self.values.get(name) is not None

    def at(self, name: str) -> str:
        """Return the path of a member: `bodies[0].value`."""
        return f"{self.path}.{name}" if self.path else name

    def string(self, *names: str) -> str | None:
        """Return the first of these members that is there and not empty.

        Raises:
            InvalidArticle: It is no string.
        """
        for name in names:
            value = self.values.get(name)
            if value is None or value == "":
                continue
            if not isinstance(value, str):
                raise InvalidArticle(
                    f"{name} must be a string, not {name_of(value)}", self.at(name)
                )
            return value
        return None

    def stamp(self, *names: str) -> str | None:
        """Return the first date or time of these members, as written.

        A number, the first of a list, and JSON-LD's `@value` count.

        What else stands there is returned as JSON: it cannot be read as a date, and the article is
        told so.
        """
        for name in names:
            value = self.values.get(name)
            value = value[0] if isinstance(value, list) and value else value
            value = value.get("@value", value) if isinstance(value, dict) else value
            if value is not None and value != "":
                return value if isinstance(value, str) else orjson.dumps(value).decode()
        return None

    def strings(self, name: str) -> tuple[str, ...]:
        """Return a list of strings; absent is empty.

        Raises:
            InvalidArticle: It is no list, or a member is no string.
        """
        found = self.listed(name)
        for index, value in enumerate(found):
            if not isinstance(value, str):
                raise InvalidArticle(
                    f"each of {name} must be a string, not {name_of(value)}",
                    f"{self.at(name)}[{index}]",
                )
        return tuple(found)

    def trees(self, name: str) -> tuple["JsonTree", ...]:
        """Return a list of objects; absent is empty.

        Raises:
            InvalidArticle: It is no list, or a member is no object.
        """
        found = self.listed(name)
        for index, value in enumerate(found):
            if not isinstance(value, dict):
                raise InvalidArticle(
                    f"each of {name} must be an object, not {name_of(value)}",
                    f"{self.at(name)}[{index}]",
                )
        return tuple(
            JsonTree(value, f"{self.at(name)}[{index}]") for index, value in enumerate(found)
        )

    def listed(self, name: str) -> list[Any]:
        """Return a list; absent is empty. Raises InvalidArticle where it is none."""
        value = self.values.get(name)
        if value is None:
            return []
        if not isinstance(value, list):
            raise InvalidArticle(f"{name} must be a list, not {name_of(value)}", self.at(name))
        return value

    def whole_version(self) -> int:
        """Return `version` where it is a whole number from 1 on, else 1.

        For forms that give the name no such meaning, or another one.
        """
        value = self.values.get("version")
        if not isinstance(value, int) or isinstance(value, bool):
            return 1
        return value if 1 <= value <= MAX_VERSION else 1

    def version(self, name: str = "version", *, least: int = 1, digits: bool = False) -> int:
        """Return a version number, 1 where absent.

        With `digits`, a string of digits counts too, as ninjs writes it.

        Raises:
            InvalidArticle: It is no whole number, or under `least`.
        """
        value = self.values.get(name)
        if value is None:
            return 1
        if (
            digits
            and isinstance(value, str)
            and value.isascii()
            and value.isdecimal()
            and len(value) <= len(str(MAX_VERSION))
        ):
            value = int(value)
        if not isinstance(value, int) or isinstance(value, bool):
            raise InvalidArticle(
                f"{name} must be a whole number, not {name_of(value)}", self.at(name)
            )
        if not least <= value <= MAX_VERSION:
            raise InvalidArticle(f"{name} must be {least} or more", self.at(name))
        return max(1, value)


def name_of(value: Any) -> str:
    """Say in words what kind of JSON value this is."""
    return NAMES.get(type(value), type(value).__name__)


def parse(text: str) -> Any:
    """Parse JSON; orjson bounds the depth (1024 levels) and the size of numbers.

    Larger integers become floats.

    Raises:
        InvalidArticle: Not JSON, or nested too deeply.
    """
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError as error:
        raise InvalidArticle(
            f"not valid JSON: {error.msg}", f"line {error.lineno} column {error.colno}"
        ) from None
