"""Fit the models that fill the slots of an event: who, where and when.

The features are what all mentions of the event say of each candidate.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from schemas.mentions import Participant, Place, Time
from schemas.spans import Quote
from training.corpus import same_name
from training.logistic import area, fit
from workers.edtf import days_of
from workers.events.chains.slot_candidates import NAMES, candidates, slot_features
from workers.events.chains.slots import SlotFiller
from workers.events.mention import Mention
from workers.events.models import SLOTS, Linear

GOLD = {"actor": "actors", "recipient": "recipients", "place": "places", "time": "when"}
CUTS = (-1.5, -1.0, -0.75, -0.5, -0.25, 0.0, 0.25, 0.5, 1.0)
Floats = NDArray[Any]


@dataclass(frozen=True, slots=True)
class Row:
    """A gold event with the chain that tells it.

    Attributes:
        of_others: Times that the rules give to other chains of the article.
        part: The part of its article: which are left out together when a model is judged.
    """

    gold: dict[str, Any]
    mentions: Sequence[Mention]
    of_others: frozenset[Quote]
    part: int


def fills(filler: Participant | Place | Time, slot: str, gold: Mapping[str, Any]) -> bool:
    """Say whether a value of a slot is one of the gold's."""
    if isinstance(filler, Time):
        return is_time(filler.edtf or "", gold)
    return any(
        same_name(name, accepted)
        for name in (filler.name, filler.quote.quote)
        for accepted in gold[GOLD[slot]]
    )


def is_time(value: str, gold: Mapping[str, Any]) -> bool:
    """Say whether a time names the same days as one that the gold accepts."""
    wanted = {days_of(when) or when for when in gold["when"] or ()}
    return (days_of(value) or value) in wanted


def slot_data(rows: Sequence[Row], slot: str) -> tuple[Floats, Floats, Floats]:
    """Return features and labels of the candidates of all events, and the part of each."""
    values: list[Floats] = []
    labels: list[bool] = []
    parts: list[int] = []
    for row in rows:
        found = candidates(row.mentions, slot)
        if found:
            values.append(slot_features(found, row.mentions, row.of_others).T)
            labels += [fills(candidate.filler, slot, row.gold) for candidate in found.values()]
            parts += [row.part] * len(found)
    return np.vstack(values).astype(float), np.array(labels, float), np.array(parts)


def fitted(rows: Sequence[Row]) -> dict[str, Linear]:
    """Return a model for each slot."""
    found = {}
    for slot in SLOTS:
        values, labels, _ = slot_data(rows, slot)
        bias, weights = fit(values, labels, None, penalty=3.0)
        found[slot] = Linear(bias, dict(zip(NAMES, map(float, weights), strict=True)))
    return found


def report(rows: Sequence[Row], parts: int) -> None:
    """Print how well the slots are filled.

    Each part of the articles is scored by models that have not seen it.
    """
    models = [fitted([row for row in rows if row.part != part]) for part in range(parts)]
    for slot in SLOTS:
        values, labels, own = slot_data(rows, slot)
        scores = np.zeros(len(labels))
        for part, model in enumerate(models):
            scores[own == part] = model[slot].score(values[own == part].T, NAMES)
        near = values[:, NAMES.index("elsewhere")] == 0
        print(
            f"{slot}: {len(labels)} candidates, AUC {area(labels, scores):.3f}, "
            f"near {area(labels[near], scores[near]):.3f} "
            f"(encoder alone {area(labels[near], values[near, 0]):.3f}), "
            f"elsewhere {area(labels[~near], scores[~near]):.3f}"
        )
    for other in (-0.75, -0.5, -0.25, 0.0):
        for further in (1.0, 1.5, 2.0, 3.0):
            cuts = {"first": -0.75, "other_role": other, "further": further}
            print(f"other role {other}, further {further}: {_who(rows, models, cuts)}")
    for cut in CUTS:
        print(f"cut {cut}: places {_place(rows, models, cut)}; times {_time(rows, models, cut)}")


def _filler(models: Sequence[dict[str, Linear]], part: int, **cut: float) -> SlotFiller:
    slots = dict.fromkeys(("first", "other_role", "further", "place", "time"), 0.0)
    return SlotFiller(models[part], slots | cut)


def _who(
    rows: Sequence[Row], models: Sequence[dict[str, Linear]], cuts: Mapping[str, float]
) -> str:
    """Return how well participants are found.

    The text says the share of events of whose participants at least half are right, the share of
    those of which none is wrong, and F1 of actors and of recipients.
    """
    counts = {"actor": np.zeros(4), "recipient": np.zeros(4)}
    usable = clean = 0
    for row in rows:
        filler = _filler(models, row.part, **cuts)
        told = filler.participants(row.mentions, filler.places(row.mentions))
        by_role = {
            r: matched([p.name for p in told if p.role == r], row.gold[GOLD[r]]) for r in counts
        }
        counts = {role: counts[role] + by_role[role] for role in counts}
        total = sum(by_role.values(), np.zeros(4))
        found = not total[2] or bool(total[3])
        usable += found and bool(total[1] * 2 >= total[0])
        clean += found and bool(total[1] == total[0])
    return (
        f"usable {usable / len(rows):.3f}, without a wrong one {clean / len(rows):.3f}, "
        f"actors {_prf(counts['actor'])}, recipients {_prf(counts['recipient'])}"
    )


def _place(rows: Sequence[Row], models: Sequence[dict[str, Linear]], cut: float) -> str:
    counts = np.zeros(4)
    for row in rows:
        told = _filler(models, row.part, place=cut).places(row.mentions)
        counts += matched([place.name for place in told], row.gold["places"])
    return _prf(counts)


def _time(rows: Sequence[Row], models: Sequence[dict[str, Linear]], cut: float) -> str:
    right = wrong = missing = 0
    for row in rows:
        told = next(
            iter(_filler(models, row.part, time=cut).times(row.mentions, row.of_others)), None
        )
        if told is None:
            right, missing = right + (not row.gold["when"]), missing + bool(row.gold["when"])
        else:
            fits = is_time(told.edtf or "", row.gold)
            right, wrong = right + fits, wrong + (not fits)
    return (
        f"right {right / len(rows):.3f}, wrong {wrong / len(rows):.3f}, "
        f"missing {missing / len(rows):.3f}"
    )


def matched(names: Sequence[str], gold: Sequence[list[str]]) -> Floats:
    """Return how many names are told, are right, are wanted, and are wanted and found."""
    right = sum(any(same_name(name, accepted) for accepted in gold) for name in names)
    found = sum(any(same_name(name, accepted) for name in names) for accepted in gold)
    return np.array([len(names), right, len(gold), found], float)


def _prf(counts: Floats) -> str:
    precision, recall = counts[1] / max(counts[0], 1), counts[3] / max(counts[2], 1)
    return (
        f"P {precision:.3f} R {recall:.3f} "
        f"F1 {2 * precision * recall / max(precision + recall, 1e-9):.3f}"
    )
