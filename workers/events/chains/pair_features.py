"""Features of pairs of mentions: do the two mentions of one article name one event?"""

from collections.abc import Sequence
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from schemas.mentions import Level
from workers.edtf import days_of
from workers.events.encoder.heads import Heads
from workers.events.labels import UNKNOWN
from workers.events.mention import Argument, Mention
from workers.events.readings import LEVELS
from workers.vocabulary import Synonyms

Floats = NDArray[np.float32]
Flags = NDArray[np.bool_]
Numbers = NDArray[np.int_]
Features = dict[str, NDArray[Any]]
"""Features by name, each of shape (mentions, mentions)."""

NAMES = (
    "identity", "types", "same_lemma", "same_stem", "synonyms", "rule_type", "actors", "recipients",
    "places", "actors_differ", "places_differ", "days_agree", "days_differ", "same_sentence",
    "next_sentence", "distance", "headline", "headline_and_opening", "both_headline",
    "support_verb", "governed", "earlier_differs", "modality_differs", "instance_differs",
    "definite", "least_logged", "most_logged", "identity_logged", "stem_apart", "both_main",
    "one_main", "both_background",
)  # fmt: skip
SIGNED = ("identity", "types", "least_logged", "most_logged", "identity_logged")
"""Features that are symmetric as they are; of others the larger of both orders counts."""
STEM = 5
OPENING = 3
"""Sentences of the body that count as its opening."""
UNREAD = -3.0
"""Log-odds of a mention or pair that the encoder has not read."""
FAR = 20.0
"""Sentences apart from which distance says no more."""
HEADLINE = "headline"


def pair_features(mentions: Sequence[Mention], synonyms: Synonyms, heads: Heads) -> Floats:
    """Return the features of all pairs, named by `NAMES`: shape (features, n, n), symmetric."""
    values = {
        **_word_features(mentions, synonyms),
        **_slot_features(mentions),
        **_position_features(mentions),
        **_grammar_features(mentions),
        **_news_features(mentions, _identities(mentions, heads)),
    }
    found = np.stack([np.asarray(values[name], np.float32) for name in NAMES])
    symmetric: Floats = np.maximum(found, found.transpose(0, 2, 1))
    for name in SIGNED:
        symmetric[NAMES.index(name)] = found[NAMES.index(name)]
    return symmetric


def _word_features(mentions: Sequence[Mention], synonyms: Synonyms) -> Features:
    """Do the triggers have one lemma, one stem, one type?"""
    lemmas = [m.trigger.lemma for m in mentions]
    same_lemma, same_stem = equal(lemmas), equal([lemma[:STEM] for lemma in lemmas])
    typed = both([m.type.code != UNKNOWN for m in mentions])
    return {
        "same_lemma": same_lemma,
        "same_stem": same_stem & ~same_lemma,
        "synonyms": _synonymous(lemmas, synonyms) & ~same_lemma,
        "rule_type": equal([m.type.code for m in mentions]) & typed,
        "stem_apart": (same_lemma | same_stem) * np.minimum(_distances(mentions), FAR) / FAR,
    }


def _slot_features(mentions: Sequence[Mention]) -> Features:
    """Do the mentions share who takes part, where and when?"""
    actors, actors_differ = _shared(mentions, "actor")
    recipients, _ = _shared(mentions, "recipient")
    places, places_differ = _shared(mentions, "place")
    days_agree, days_differ = _days(mentions)
    return {
        "actors": actors,
        "recipients": recipients,
        "places": places,
        "actors_differ": actors_differ,
        "places_differ": places_differ,
        "days_agree": days_agree,
        "days_differ": days_differ,
    }


def _position_features(mentions: Sequence[Mention]) -> Features:
    """How far apart do the mentions stand, and does one stand in the headline?"""
    apart = _distances(mentions)
    sentence = np.array([m.sentence for m in mentions])
    head = np.array([m.block == HEADLINE for m in mentions])
    first = int(sentence[~head].min()) if not head.all() else 0
    opening = ~head & (sentence < first + OPENING)
    return {
        "same_sentence": apart == 0,
        "next_sentence": apart == 1,
        "distance": np.minimum(apart, FAR) / FAR,
        "headline": head[:, None] ^ head,
        "headline_and_opening": (head[:, None] & opening) | (opening[:, None] & head),
        "both_headline": head[:, None] & head,
    }


def _grammar_features(mentions: Sequence[Mention]) -> Features:
    """Does one mention govern the other, and do their clauses say other things of the event?"""
    return {
        "support_verb": _related([m.support_verb for m in mentions]),
        "governed": _related([m.parent for m in mentions]),
        "earlier_differs": ~equal([m.earlier for m in mentions]),
        "modality_differs": _modalities_differ(mentions),
        "instance_differs": instances_differ(mentions),
        "definite": np.triu(np.tile([m.definite for m in mentions], (len(mentions), 1)), 1),
    }


def _news_features(mentions: Sequence[Mention], identity: Floats) -> Features:
    """What does the encoder say of the two: how alike, how surely news, of which level?"""
    logged = np.array(
        [m.reading.logged if m.reading is not None else UNREAD for m in mentions], np.float32
    )
    least, most = np.minimum(logged[:, None], logged), np.maximum(logged[:, None], logged)
    main, background = _level(mentions, "main"), _level(mentions, "background")
    return {
        "identity": identity,
        "types": _types(mentions),
        "least_logged": np.clip(least, -4, 4) / 4,
        "most_logged": np.clip(most, -4, 4) / 4,
        "identity_logged": identity * (least > 0),
        "both_main": main[:, None] * main,
        "one_main": np.abs(main[:, None] - main),
        "both_background": background[:, None] * background,
    }


def _distances(mentions: Sequence[Mention]) -> Numbers:
    """Return how many sentences apart each two mentions are."""
    sentence = np.array([m.sentence for m in mentions])
    found: Numbers = np.abs(sentence[:, None] - sentence[None, :])
    return found


def _level(mentions: Sequence[Mention], level: Level) -> Floats:
    """Return how probably each mention tells an event of a level; 0 where it was not read."""
    column = LEVELS.index(level)
    found = [_share(m.reading.levels)[column] if m.reading is not None else 0.0 for m in mentions]
    return np.array(found, np.float32)


def equal(values: Sequence[object]) -> Flags:
    """Return which pairs have the same value."""
    keys = {value: number for number, value in enumerate(dict.fromkeys(values))}
    numbers = np.array([keys[value] for value in values])
    found: Flags = numbers[:, None] == numbers
    return found


def both(values: Sequence[bool]) -> Flags:
    """Return of which pairs both are marked."""
    flags = np.array(values)
    found: Flags = flags[:, None] & flags
    return found


def _identities(mentions: Sequence[Mention], heads: Heads) -> Floats:
    """Return the log-odds by the encoder that two mentions name one event.

    They are `UNREAD` where the encoder has not read one of the two.
    """
    read = [number for number, mention in enumerate(mentions) if mention.reading is not None]
    found = np.full((len(mentions), len(mentions)), UNREAD, np.float32)
    if read:
        vectors = np.stack(
            [reading.identity for m in mentions if (reading := m.reading) is not None]
        )
        found[np.ix_(read, read)] = heads.same(vectors)
    return found


def _types(mentions: Sequence[Mention]) -> Floats:
    """Return how alike the distributions of types are, in [0, 1]: the sum of roots of products."""
    width = next((len(m.reading.types) for m in mentions if m.reading is not None), 1)
    rows = [
        np.exp(m.reading.types / 2) if m.reading is not None else np.zeros(width, np.float32)
        for m in mentions
    ]
    roots = np.stack(rows)
    found: Floats = roots @ roots.T
    return found


def _synonymous(lemmas: Sequence[str], synonyms: Synonyms) -> Flags:
    groups = np.array([synonyms.group(lemma) for lemma in lemmas])
    found: Flags = groups[:, np.newaxis] == groups
    return found


def entities(mention: Mention, role: str) -> frozenset[str]:
    """Return the keys of the named participants or places that a mention has in a role.

    The keys are by the encoder, or by the rules where the encoder has not read the mention.
    """
    if mention.reading is None:
        if role == "place":
            return frozenset(p.entity for p in mention.places)
        return frozenset(p.entity for p in mention.participants if p.role == role)
    return frozenset(
        key for argument in mention.arguments if (key := _key(argument, role)) is not None
    )


def _key(argument: Argument, role: str) -> str | None:
    if role == "place":
        return (
            argument.place.entity if argument.place is not None and argument.as_place > 0 else None
        )
    score = argument.as_actor if role == "actor" else argument.as_recipient
    return argument.participant.entity if argument.participant is not None and score > 0 else None


def _shared(mentions: Sequence[Mention], role: str) -> tuple[Flags, Flags]:
    """Return which pairs share an entity in a role, and which share none.

    Both mentions of the second pairs have entities in the role.
    """
    sets = [entities(m, role) for m in mentions]
    keys = {key: number for number, key in enumerate(sorted(frozenset().union(*sets)))}
    table = np.zeros((len(sets), len(keys) or 1), np.float32)
    for row, own in enumerate(sets):
        table[row, [keys[key] for key in own]] = 1
    common = table @ table.T > 0
    named = np.array([any(not key.startswith(("np:", "role:")) for key in own) for own in sets])
    return common, named[:, None] & named & ~common


def _days(mentions: Sequence[Mention]) -> tuple[Flags, Flags]:
    spans = [_span(m) for m in mentions]
    agree = np.array(
        [
            [a is not None and b is not None and a[0] <= b[1] and b[0] <= a[1] for b in spans]
            for a in spans
        ]
    )
    known = both([span is not None for span in spans])
    return agree, known & ~agree


def _span(mention: Mention) -> tuple[date, date] | None:
    times = [t.edtf for t in mention.times] if mention.reading is None else [
        a.time.edtf
        for a in sorted(mention.arguments, key=lambda a: -a.as_time)
        if a.time is not None and a.as_time > 0
    ]  # fmt: skip
    for edtf in times:
        days = days_of(edtf)
        if days is not None:
            return days
    return None


def _related(heads: Sequence[int | None]) -> Flags:
    """Return which pairs are a mention and the one that governs or carries it.

    `heads` are numbers of the article's mentions.
    """
    found = np.zeros((len(heads), len(heads)), bool)
    for row, head in enumerate(heads):
        if head is not None and head < len(heads):
            found[row, head] = True
    return found


def _modalities_differ(mentions: Sequence[Mention]) -> Floats:
    width = next((len(m.reading.modalities) for m in mentions if m.reading is not None), 1)
    rows = [
        _share(m.reading.modalities) if m.reading is not None else np.full(width, 1 / width)
        for m in mentions
    ]
    shares = np.stack(rows).astype(np.float32)
    found: Floats = 1 - np.sqrt(shares) @ np.sqrt(shares).T
    return found


def _share(odds: Floats) -> Floats:
    powers = np.exp(odds - odds.max())
    found: Floats = powers / powers.sum()
    return found


def instances_differ(mentions: Sequence[Mention]) -> Flags:
    """Return which pairs are told as different instances: 'the first' and 'the second visit'."""
    sets = [frozenset(m.instance) for m in mentions]
    return np.array([[bool(a) and bool(b) and a.isdisjoint(b) for b in sets] for a in sets])
