"""The organisations of one article: their names joined, and the country of each.

Abbreviations, short forms and spellings of one organisation are joined.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from workers.entities.countries import Countries
from workers.entities.entity_lexicon import KnownOrganisations, NameWords, PlaceWords, RoleWords
from workers.entities.normalisation import normal
from workers.entities.spans import Article, Name, Referent

_POSSESSIVE = frozenset({"'s", "’s", "'", "’"})
_LOCAL = frozenset({"council", "police", "assembly", "parliament", "government"})
"""KnownOrganisations that a place has one of, named before or behind it."""
_ABBREVIATION = 7
"""Letters of the longest name that is read as an abbreviation."""


@dataclass(frozen=True, slots=True)
class _ParsedName:
    """One name of an organisation, its base without the country, and the country.

    `national` says whether the name or a possessive gives the country.
    """

    text: str
    base: str
    country: str | None
    national: bool = False


class Organisations:
    """Joins the names of bodies."""

    def __init__(
        self,
        known: KnownOrganisations,
        countries: Countries,
        name_words: NameWords,
        place_words: PlaceWords,
        roles: RoleWords,
    ) -> None:
        self._known = known
        self._countries = countries
        self._words = name_words
        self._publics = place_words.publics | name_words.departments | roles.organisations
        self._roles = roles

    def resolved(
        self, article: Article, names: Sequence[Name], placed: Mapping[tuple[int, int], Referent]
    ) -> dict[Name, Referent]:
        """Return what each name stands for: its key, its fullest name in the article, its country.

        `placed` holds the places that begin names, by slice and first token.
        """
        read = {
            name: self._parsed_name(article, name, placed.get((name.slice, name.start)))
            for name in names
        }
        clusters = self._clusters(article, read)
        return {
            name: referent
            for cluster in clusters
            for referent in (self._referent([read[name] for name in cluster]),)
            for name in cluster
        }

    def _parsed_name(self, article: Article, name: Name, place: Referent | None) -> _ParsedName:
        doc = article.slices[name.slice].doc
        text = article.text(name)
        if known := self._known.names.get(normal(text)):
            return _ParsedName(text, normal(known[0]), known[1])
        if place and place.key and not place.key.startswith("country:"):
            return _ParsedName(text, self._regular(normal(text)), place.country)
        base, country = self._parted(text)
        if country is None and name.start > 1 and doc[name.start - 1].text in _POSSESSIVE:
            country = self._countries.of(doc[name.start - 2].text)
        return _ParsedName(text, self._regular(base), country, national=country is not None)

    def _parted(self, text: str) -> tuple[str, str | None]:
        """Return the normal form without the country at either end, and the country."""
        parts = normal(text).split()
        for length in (3, 2, 1):
            if (
                len(parts) > length
                and (code := self._code(parts[:length]))
                and self._public(parts[length:])
            ):
                return " ".join(parts[length:]), code
            if (
                len(parts) > length + 1
                and parts[-length - 1] == "of"
                and (code := self._code(parts[-length:]))
                and self._public(parts)
            ):
                return " ".join(parts[: -length - 1]), code
        return " ".join(parts), None

    def _code(self, parts: Sequence[str]) -> str | None:
        return self._countries.of(" ".join(parts))

    def _public(self, parts: Sequence[str]) -> bool:
        return any(part in self._publics for part in parts)

    def _regular(self, base: str) -> str:
        """Bring a ministry to one form; leave out the legal form of a company.

        One form of a ministry is 'ministry of defence'.
        """
        parts = [self._roles.spellings.get(part, part) for part in base.split()]
        while len(parts) > 1 and parts[-1] in self._words.legal:
            parts.pop()
        if (
            len(parts) > 1
            and parts[-1] in {"ministry", "department"}
            and parts[0] not in self._words.departments
        ):
            parts = [parts[-1], "of", *parts[:-1]]
        return _local(" ".join(parts).replace("foreign affairs", "foreign"))

    def _clusters(self, article: Article, read: Mapping[Name, _ParsedName]) -> list[list[Name]]:
        """Join equal bases whose countries agree, and abbreviations with what they abbreviate."""
        full = self._written_out(article, read)
        groups: defaultdict[str, list[Name]] = defaultdict(list)
        for name, parsed in read.items():
            groups[full.get(parsed.base, parsed.base)].append(name)
        return [cluster for group in groups.values() for cluster in _by_country(group, read)]

    def _written_out(self, article: Article, read: Mapping[Name, _ParsedName]) -> dict[str, str]:
        """Map abbreviations to their base: in brackets behind it, or by its initials."""
        initials: dict[str, str] = {}
        for name, parsed in read.items():
            letters = "".join(
                part[0] for part in normal(parsed.text).split() if part not in self._words.small
            )
            if len(letters) > 1:
                initials.setdefault(letters, parsed.base)
            doc = article.slices[name.slice].doc
            if name.end + 1 < len(doc) and doc[name.end].text == "(" and doc[name.end + 1].is_upper:
                initials[normal(doc[name.end + 1].text)] = parsed.base
        short = {
            parsed.base
            for parsed in read.values()
            if " " not in parsed.base
            and len(parsed.base) <= _ABBREVIATION
            and parsed.text.isupper()
        }
        return {base: initials[base] for base in short if base in initials}

    def _referent(self, parsed_names: Sequence[_ParsedName]) -> Referent:
        countries = Counter(item.country for item in parsed_names if item.country)
        country = min(countries, key=lambda code: (-countries[code], code)) if countries else None
        name = max((item.text for item in parsed_names), key=len)
        base = max((item.base for item in parsed_names), key=lambda form: (len(form.split()), form))
        slug = "-".join(base.split())
        public = (
            country and self._public(base.split()) and any(item.national for item in parsed_names)
        )
        return Referent(f"{country.lower()}:{slug}" if country and public else slug, name, country)


def _local(base: str) -> str:
    """Bring a town's organisation to one form: 'council of delft' to 'delft council'."""
    first, _, place = base.partition(" of ")
    turned = f"{place} {first}" if place and first in _LOCAL else base
    parts = turned.split()
    if len(parts) > 2 and parts[-1] in _LOCAL and parts[-2] in {"city", "town", "municipal"}:  # noqa: PLR2004
        # Place, kind of town, body.
        del parts[-2]
    return " ".join(parts)


def _by_country(group: Sequence[Name], read: Mapping[Name, _ParsedName]) -> list[list[Name]]:
    codes = sorted({code for name in group if (code := read[name].country)})
    if len(codes) <= 1:
        return [list(group)]
    return [
        [name for name in group if read[name].country == code]
        for code in (*codes, None)
        if any(read[name].country == code for name in group)
    ]
