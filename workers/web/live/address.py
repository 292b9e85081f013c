"""The address of the live page: its parameters, and the same with one of them changed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Self
from urllib.parse import urlencode

from workers.web.api.paging import OWN

Parameters = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Address:
    """The parameters of a request that hold a value, in the order given.

    A changed address begins at the first page.
    """

    parameters: Parameters

    @classmethod
    def of(cls, given: Parameters) -> Self:
        """Keep what is not empty; an empty value is a field of a form that was left empty."""
        kept = {
            name: tuple(text for text in texts if text.strip()) for name, texts in given.items()
        }
        return cls({name: texts for name, texts in kept.items() if texts})

    def values(self, name: str) -> tuple[str, ...]:
        """Return the values of a parameter, none where it is not given."""
        return tuple(self.parameters.get(name, ()))

    def toggled(self, name: str, value: str) -> Self:
        """Return the address with a value added, or without it where it was there."""
        held = self.values(name)
        kept = tuple(text for text in held if text != value) if value in held else (*held, value)
        return self.changed(**{name: kept})

    def changed(self, **values: str | Sequence[str]) -> Self:
        """Return the address with each named parameter set to a value or several.

        A parameter without a value is left out; `from_` is `from`.
        """
        shown = {
            name.rstrip("_"): (text,) if isinstance(text, str) else tuple(text)
            for name, text in values.items()
        }
        return self.of(
            {
                **{name: texts for name, texts in self.parameters.items() if name != "cursor"},
                **shown,
            }
        )

    def filter_only(self) -> Self:
        """Return the address without what only the list takes: its order and its page."""
        return self.of({name: texts for name, texts in self.parameters.items() if name not in OWN})

    def url(self, path: str = "/events") -> str:
        """Return the address as text."""
        query = urlencode(
            [(name, text) for name, texts in self.parameters.items() for text in texts]
        )
        return f"{path}?{query}" if query else path
