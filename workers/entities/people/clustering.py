"""The people of one article: their mentions clustered, with titles and roles."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from rapidfuzz import fuzz

from workers.entities.entity_lexicon import titles
from workers.entities.normalisation import folded, normal, person_key, up_to_surname
from workers.entities.spans import Name, Referent

_SAME_SPELLING = 88.0
"""Ratio of two folded names (0 to 100) from which they are spellings of one."""
MAINLY = 2
"""How much more often than the nearest bearer of a surname one must be named in full to be meant by
it wherever it stands alone."""
_SHORTEST = 7
"""Letters below which a fuzzy match means nothing."""


@dataclass(frozen=True, slots=True)
class PersonMention:
    """A person's name with what stands around it.

    Attributes:
        text: The name as written, without titles.
        gender: 'm' or 'f' where an honorific tells.
        roles: Roles from titles and appositions.
        country: ISO code from the same.
        rank: The title of rank in front of it, as written ('Lady', 'Sir').
        kin: Whether a noun in front of it introduces a relative ('her brother X').
    """

    name: Name
    text: str
    gender: str | None = None
    roles: tuple[str, ...] = ()
    country: str | None = None
    rank: str | None = None
    kin: bool = False


@dataclass(slots=True)
class Person:
    """A cluster of mentions of one person while it is being built."""

    mentions: list[PersonMention] = field(default_factory=list)
    spellings: set[tuple[str, ...]] = field(default_factory=set)

    def add(self, mention: PersonMention, parts: tuple[str, ...]) -> None:
        """Take in one mention."""
        self.mentions.append(mention)
        self.spellings.add(parts)

    @property
    def gender(self) -> str | None:
        """The gender that honorifics or the given name tell."""
        return next((mention.gender for mention in self.mentions if mention.gender), None)

    @property
    def named(self) -> int:
        """How often the text gives more than one word of the name."""
        return sum(" " in mention.text for mention in self.mentions)

    @property
    def referent(self) -> Referent:
        """The person under its fullest name; roles by frequency."""
        name = fullest(mention.text for mention in self.mentions)
        countries = Counter(mention.country for mention in self.mentions if mention.country)
        roles = Counter(role for mention in self.mentions for role in mention.roles)
        roles = Counter(
            {
                role: count
                for role, count in roles.items()
                if not any(other.endswith(f" {role}") for other in roles)
            }
        )
        country = min(countries, key=lambda code: (-countries[code], code)) if countries else None
        ordered = tuple(sorted(roles, key=lambda role: (-roles[role], role)))
        return Referent(person_key(name), self._ranked(name), country, ordered)

    def _ranked(self, name: str) -> str:
        """Return the name; a lone name has its title of rank: 'Lady Gaga', 'Pope Francis'."""
        ranks = Counter(mention.rank for mention in self.mentions if mention.rank)
        if " " in name or not ranks:
            return name
        return f"{min(ranks, key=lambda rank: (-ranks[rank], rank))} {name}"


def fullest(texts: Iterable[str]) -> str:
    """Return the fullest name: most words, not in capitals, most frequent, first."""
    counts = Counter(texts)
    order = list(counts)
    return max(
        order,
        key=lambda text: (
            len([part for part in text.split() if len(part.strip(".")) > 1]),
            not text.isupper(),
            counts[text],
            -order.index(text),
        ),
    )


def clustered(mentions: Sequence[PersonMention]) -> tuple[Person, ...]:
    """Cluster the mentions by person.

    Order: full names; then titled surnames that match no cluster; then the other surnames, each
    with its best match.
    """
    parts = {mention: _parts(mention.text) for mention in mentions}
    ordered = sorted(mentions, key=lambda mention: (-_weight(parts[mention]), mention.name))
    people: list[Person] = []
    single = [mention for mention in ordered if _weight(parts[mention]) == 1]
    for mention in [mention for mention in ordered if _weight(parts[mention]) != 1]:
        _put(mention, parts[mention], people)
    strangers = [m for m in single if (m.roles or m.gender) and _owner(m, parts[m], people) is None]
    for mention in dict.fromkeys([*strangers, *single]):
        _put(mention, parts[mention], people)
    return tuple(people)


def _parts(name: str) -> tuple[str, ...]:
    """Return the words that names are compared by, one at least.

    A name without a letter or digit is one word.
    """
    return tuple(folded(name).split()) or (name.casefold(),)


def _put(mention: PersonMention, parts: tuple[str, ...], people: list[Person]) -> None:
    owner = _owner(mention, parts, people)
    if owner is None:
        owner = Person()
        people.append(owner)
    owner.add(mention, parts)


def _weight(parts: tuple[str, ...]) -> int:
    return len([part for part in parts if len(part) > 1])


def _owner(
    mention: PersonMention, parts: tuple[str, ...], people: Sequence[Person]
) -> Person | None:
    fits = [
        (max(_match(parts, spelling) for spelling in person.spellings), person)
        for person in people
        if not _contradicts(mention, person)
    ]
    best = max((fit for fit, _ in fits), default=0)
    if best == 0:
        return None
    same = sorted(
        (person for fit, person in fits if fit == best),
        key=lambda person: _distance(mention, person),
    )
    return next((person for person in same[1:] if person.named >= MAINLY * same[0].named), same[0])


def _match(parts: tuple[str, ...], full: tuple[str, ...]) -> int:
    """Say how well a name fits a (longer or equal) one: 0 not at all, 4 the same."""
    if parts == full or sorted(parts) == sorted(full):
        return 4
    if len(parts) == 1:
        return _match_single(parts[0], full)
    if _initials_agree(parts, full):
        return 3
    left, right = " ".join(parts), " ".join(full)
    alike = (
        len(parts) == len(full) and min(len(left), len(right)) >= _SHORTEST and left[0] == right[0]
    )
    return (
        3
        if alike and parts[-1][0] == full[-1][0] and fuzz.ratio(left, right) >= _SAME_SPELLING
        else 0
    )


def _match_single(word: str, full: tuple[str, ...]) -> int:
    if len(full) == 1:
        return 2 if len(word) >= _SHORTEST and fuzz.ratio(word, full[0]) >= _SAME_SPELLING else 0
    *others, surname = up_to_surname(full)
    if word == surname:
        return 3
    is_given = word in others[:1]
    return 2 if is_given else int(word in others and word not in titles().particles)


def _initials_agree(parts: tuple[str, ...], full: tuple[str, ...]) -> bool:
    """Say whether the shorter name is the longer one with words left out or as initials.

    The first and the last word are kept.
    """
    if len(full) == 1 or parts[-1] != full[-1]:
        return False
    rest = iter(full[:-1])
    return all(any(_same_or_initial(part, other) for other in rest) for part in parts[:-1])


def _same_or_initial(part: str, other: str) -> bool:
    return part == other or (part[0] == other[0] and 1 in {len(part), len(other)})


def _contradicts(mention: PersonMention, person: Person) -> bool:
    return bool(
        mention.gender and person.gender and mention.gender != person.gender
    ) or _of_another_office(mention, person)


def _of_another_office(mention: PersonMention, person: Person) -> bool:
    """Say whether a titled surname belongs to another person of a different role.

    The text has not named that person before.

    News gives a full name first and the surname after it: 'President Rossi' is not 'his wife, the
    actress Anna Rossi' further down.
    """
    roles = {role for other in person.mentions for role in other.roles}
    return (
        " " not in mention.text
        and bool(mention.roles and roles)
        and roles.isdisjoint(mention.roles)
        and all(mention.name < other.name for other in person.mentions)
    )


def _distance(mention: PersonMention, person: Person) -> tuple[bool, int, int]:
    """Return the sort key of the bearers of a surname for one mention of it.

    A relative ('his brother X') comes last, and the nearest earlier bearer first.
    """
    at = (mention.name.slice, mention.name.start)
    earlier = [other for other in person.mentions if (other.name.slice, other.name.start) < at]
    nearest = max(earlier, key=lambda other: other.name, default=person.mentions[0])
    kin = any(other.kin for other in person.mentions)
    return kin, abs(nearest.name.slice - at[0]), abs(nearest.name.start - at[1])


def surnames(people: Iterable[Person]) -> Mapping[str, Person]:
    """Return the last names that only one person has, with that person."""
    found: dict[str, set[int]] = {}
    owners = {}
    for person in people:
        owners[id(person)] = person
        for mention in person.mentions:
            parts = up_to_surname(tuple(normal(mention.text).split()))
            if len(parts) > 1:
                found.setdefault(parts[-1], set()).add(id(person))
    return {word: owners[next(iter(ids))] for word, ids in found.items() if len(ids) == 1}
