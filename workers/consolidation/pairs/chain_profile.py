"""The profile of a chain: all that comparisons read, computed once when the article comes in."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from schemas import Chain
from schemas.event import MentionLine
from schemas.mentions import Participant, Place
from workers.consolidation.pairs.pair_lexicon import canonical, related, word_list
from workers.consolidation.pairs.words import milli_weight
from workers.consolidation.rows.state import Node

UNTYPED = frozenset({"UNKNOWN", "OTHER"})
"""Type codes that say nothing about the kind of an event."""
HAPPENED = frozenset({"occurred", "ongoing"})
"""Modalities of events that have happened or are going on."""
NAMED_LABELS = frozenset({"PERSON", "ORG"})
"""Labels of participants with a name of their own; a country takes part in too many events."""
SHORTEST_NAME_WORD = 3
"""Letters; many names share shorter words ('de', 'al')."""

LIKELY = 0.5
"""Least probability of a time that is compared with those of other chains."""

CERTAIN = 0.85
"""Least probability of a time that excludes another one as certain: both are right in seven of ten
cases, or more."""

Order = tuple[str, int, str]
"""Digest of the article's content, index of the chain, article id."""
TriggerStart = tuple[str, int]
"""Field and start of a trigger."""


@dataclass(frozen=True, slots=True)
class ChainProfile:
    """One chain, as comparisons see it.

    Attributes:
        order: Sort key that decides ties: content first, so that neither arrival nor the ids of
            articles decide.
        forms: Canonical lemmas of all triggers.
        related: Sets of related words with one of these lemmas.
        head: Canonical lemma of the chain.
        who: Entity key -> its roles.
        named: Entity keys with a name of their own.
        name_words: Words in the names of people and organisations.
        where: Keys of places (GeoNames ids where known).
        countries: Countries of the places.
        when: EDTF values that are more likely than not, the likeliest first.
        certain: Those of `when` that exclude other days.
        dates: Those of `when` that the text gives in figures; not 'Friday' or 'last week', which
            depend on the day of publication.
        context: Words around the chain, with their weights in thousandths (`words.py`).
        context_weight: Sum of these weights.
        reporting: The trigger only reports what someone says.
        lines: The triggers, as a record lists them.
        participants: Participants without those that are events themselves, as in 'embark on a
            journey'.
    """

    node: Node
    order: Order
    chain: Chain
    forms: frozenset[str]
    related: frozenset[str]
    head: str
    who: dict[str, frozenset[str]]
    named: frozenset[str]
    name_words: frozenset[str]
    where: frozenset[str]
    countries: frozenset[str]
    when: tuple[str, ...]
    certain: tuple[str, ...]
    dates: tuple[str, ...]
    context: Mapping[str, int]
    context_weight: int
    reporting: bool
    lines: tuple[MentionLine, ...]
    participants: tuple[Participant, ...]


def chain_profile(
    chain: Chain, article_id: str, digest: str, triggers: Sequence[TriggerStart]
) -> ChainProfile:
    """Return the profile of a chain, given the digest and all triggers, sorted, of its article."""
    participants, places = chain.participants, chain.places
    times = [
        (time.edtf, time.quote.quote, time.probability)
        for time in chain.times
        if time.edtf and time.probability >= LIKELY
    ]
    head = canonical(chain.lemma)
    context = {word: milli_weight(word) for word in chain.context}
    forms = frozenset(map(canonical, {trigger.lemma for trigger in chain.mentions})) | {head}
    return ChainProfile(
        node=(article_id, chain.index),
        order=(digest, chain.index, article_id),
        chain=chain,
        forms=forms,
        related=related(forms),
        head=head,
        who=_roles_by_entity(participants),
        named=frozenset([p.entity for p in participants if p.label != "ROLE"]),
        name_words=frozenset(
            [w for p in participants if p.label in NAMED_LABELS for w in name_words(p.entity)]
        ),
        where=frozenset([_place_key(place) for place in places]),
        countries=frozenset([p.geo.country for p in places if p.geo and p.geo.country]),
        when=tuple([edtf for edtf, *_ in times]),
        certain=tuple([edtf for edtf, _, probability in times if probability >= CERTAIN]),
        dates=tuple([edtf for edtf, words, _ in times if any(map(str.isdigit, words))]),
        context=context,
        context_weight=sum(context.values()),
        reporting=chain.lemma.casefold() in word_list("reporting"),
        lines=tuple(
            [MentionLine(article_id, t.field, t.start, t.end, t.text) for t in chain.mentions]
        ),
        participants=tuple([p for p in participants if not _is_event(p, triggers)]),
    )


def name_words(entity: str) -> list[str]:
    """Return the words in the key of a person or organisation; the key of a place has a colon."""
    if ":" in entity:
        return []
    words = entity.split("-")
    return [w for w in words if len(w) >= SHORTEST_NAME_WORD and w not in word_list("legal_forms")]


def _roles_by_entity(participants: Sequence[Participant]) -> dict[str, frozenset[str]]:
    who: dict[str, frozenset[str]] = {}
    for participant in participants:
        entity = participant.entity
        who[entity] = who.get(entity, frozenset()) | {participant.role}
    return who


def _is_event(participant: Participant, triggers: Sequence[TriggerStart]) -> bool:
    """Return whether a participant is an event of the article: a trigger lies within its quote."""
    if participant.role != "other" or participant.label != "ROLE":
        return False
    quote = participant.quote
    next_trigger = bisect_left(triggers, (quote.field, quote.start))
    return next_trigger < len(triggers) and triggers[next_trigger] < (quote.field, quote.end)


def _place_key(place: Place) -> str:
    geo = place.geo
    return f"g{geo.geonameid}" if geo and geo.geonameid is not None else place.entity
