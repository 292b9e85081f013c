"""Fit the models that say what fills the slots of an event, and print how good the slots are."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from schemas.mentions import Time
from training.corpus import same_name
from training.logistic import area, fit
from workers.edtf import days_of
from workers.events.assembly import Assembler
from workers.events.encoder.heads import Heads
from workers.events.lexicon import load_grammar, load_synonyms
from workers.events.models import SLOTS, Linear, Models, Slot
from workers.events.slots import NAMES, Event, Value, candidates

PARTS = 4
"""Parts of the articles for judging the models."""
PENALTY = 30.0
KEYS: dict[Slot, str] = {"actor": "actors", "recipient": "recipients", "place": "places"}
CUTS = {"first": -0.4, "further": 0.4, "place": -0.4, "time": -0.4}
"""Least log-odds of the likeliest participant in a role, of further ones, of places and of times."""
STEPS = (-1.5, -1.0, -0.7, -0.4, -0.2, 0.0, 0.2, 0.4, 0.7, 1.0)
Floats = NDArray[Any]


@dataclass(frozen=True, slots=True)
class Gold:
    """An event with what an editor wrote into its slots; `part` says which articles are left out together."""

    event: Event
    gold: dict[str, Any]
    part: int


def slot_models(rows: Sequence[Gold]) -> dict[Slot, Linear]:
    """Return the model of each slot, and print how well those fitted on other parts fill the slots."""
    data = {slot: _data(rows, slot) for slot in SLOTS}
    by_part = [
        {slot: _linear(slot, x[p != part], y[p != part]) for slot, (x, y, p) in data.items()} for part in range(PARTS)
    ]
    for slot, (x, y, p) in data.items():
        scores = np.zeros(len(y))
        for part in range(PARTS):
            scores[p == part] = by_part[part][slot].score(x[p == part].T, NAMES[slot])
        print(f"{slot}: AUC {area(y, scores):.3f} of {len(y)} phrases, by the encoder alone {area(y, x[:, 0]):.3f}")
    for first in (-1.0, -0.7, -0.4, 0.0):
        for further in (0.0, 0.4, 0.8):
            usable, actors, recipients = _who(rows, by_part, {**CUTS, "first": first, "further": further})
            print(
                f"first {first}, further {further}: usable participants {usable:.3f}, "
                f"actors {_prf(actors)}, recipients {_prf(recipients)}"
            )
    for cut in STEPS:
        where = _where(rows, by_part, {**CUTS, "place": cut})
        right, wrong, missing = _when(rows, by_part, {**CUTS, "time": cut})
        print(f"cut {cut}: places {_prf(where)}; time right {right}, wrong {wrong}, missing {missing}")
    return {slot: _linear(slot, x, y) for slot, (x, y, _) in data.items()}


def _data(rows: Sequence[Gold], slot: Slot) -> tuple[Floats, Floats, Floats]:
    """Return features, labels and parts of all phrases that may fill a slot."""
    found = [(one, row) for row in rows for one in candidates(row.event, slot)]
    values = np.array([one.features for one, _ in found], np.float64)
    labels = np.array([_fits(one.value, row.gold, slot) for one, row in found], float)
    return values, labels, np.array([row.part for _, row in found])


def _fits(value: Value, gold: dict[str, Any], slot: Slot) -> bool:
    if isinstance(value, Time):
        wanted = {days_of(edtf) or edtf for edtf in gold["when"] or ()}
        return (days_of(value.edtf or "") or value.edtf) in wanted
    return any(same_name(value.name, names) for names in gold[KEYS[slot]])


def _linear(slot: Slot, values: Floats, labels: Floats) -> Linear:
    bias, found = fit(values, labels, penalty=PENALTY)
    return Linear(bias, dict(zip(NAMES[slot], map(float, found), strict=True)))


def _assembler(models: dict[Slot, Linear], cut: dict[str, float]) -> Assembler:
    empty = Linear(0.0, {})
    made = Models(empty, empty, empty, empty, models, threshold=0.0, least_main=0.0, least_logged=0.0, cut=cut)
    return Assembler(load_grammar(), load_synonyms(), made, Heads())


def _who(
    rows: Sequence[Gold], by_part: list[dict[Slot, Linear]], cut: dict[str, float]
) -> tuple[float, Floats, Floats]:
    """Return the share of events whose participants a reader could act on, and counts of actors and of recipients."""
    assemblers = [_assembler(models, cut) for models in by_part]
    counts = {"actor": np.zeros(4), "recipient": np.zeros(4)}
    usable = 0
    for row in rows:
        own = assemblers[row.part].participants(row.event)
        total = np.zeros(4)
        for role in counts:
            found = _matched([p.name for p in own if p.role == role], row.gold[f"{role}s"])
            counts[role] += found
            total += found
        usable += bool((not total[2] or total[3]) and total[1] * 2 >= total[0])
    return usable / len(rows), counts["actor"], counts["recipient"]


def _where(rows: Sequence[Gold], by_part: list[dict[Slot, Linear]], cut: dict[str, float]) -> Floats:
    assemblers = [_assembler(models, cut) for models in by_part]
    named = [([p.name for p in assemblers[row.part].places(row.event)], row.gold["places"]) for row in rows]
    return sum((_matched(names, gold) for names, gold in named), np.zeros(4))


def _when(rows: Sequence[Gold], by_part: list[dict[Slot, Linear]], cut: dict[str, float]) -> tuple[int, int, int]:
    assemblers = [_assembler(models, cut) for models in by_part]
    right = wrong = missing = 0
    for row in rows:
        value = next((time.edtf for time in assemblers[row.part].times(row.event)), None)
        accepted = row.gold["when"] or ()
        right += value in accepted if accepted and value else value is None and not accepted
        wrong += value is not None and value not in accepted
        missing += value is None and bool(accepted)
    return right, wrong, missing


def _matched(names: list[str], gold: list[list[str]]) -> Floats:
    """Return how many names are told, how many of them are right, how many are wanted, and how many of those are found."""
    right = sum(any(same_name(name, accepted) for accepted in gold) for name in names)
    found = sum(any(same_name(name, accepted) for name in names) for accepted in gold)
    return np.array([len(names), right, len(gold), found], float)


def _prf(counts: Floats) -> str:
    precision, recall = counts[1] / max(counts[0], 1), counts[3] / max(counts[2], 1)
    return f"P {precision:.3f} R {recall:.3f} F1 {2 * precision * recall / max(precision + recall, 1e-9):.3f}"
