"""Articles as windows, and windows as batches of arrays."""

import random
from typing import Any

import numpy as np

from training.encoder.labels import (
    CODES,
    END,
    FEATURES,
    LEVELS,
    MODALITIES,
    MOST_PIECES,
    MOST_TITLE,
    REMOTE,
    ROLES,
    START,
    WINDOW,
)
from workers.events.encoder.remote import remote_features

LENGTHS = {40: 40, 64: 25, 132: 12, 256: 6, WINDOW: 4}
"""Pieces of the windows of a batch, and how many windows it has."""
MOST_MENTIONS, MOST_PAIRS, MOST_FILLERS, MOST_SENTENCES = 192, 4096, 256, 128
SCATTERED = 0.5
"""Share of articles whose sentences are scattered over windows.

In use, the network reads only the sentences that are chosen.
"""
LOG_WEIGHT = {"desk": 1.0, "article": 0.5, "sentence": 0.3}
"""How much an example says of what a desk logs: a sentence by itself says little."""
LEVEL_WEIGHT = {"desk": 1.0, "article": 0.7, "sentence": 0.2}

Item = dict[str, Any]
Listed = tuple[int, Item, int, int, Item]


def articles(items: list[Item]) -> list[list[Item]]:
    """Return the sentences of each article, in order, cut to what is read of them."""
    found: dict[str, list[Item]] = {}
    for item in items:
        found.setdefault(item["article"], []).append(item)
    return list(found.values())


def windows(article: list[Item], rng: random.Random | None) -> list[Item]:
    """Return the windows of an article: the headline and as many sentences as fit.

    Args:
        article: Its sentences.
        rng: Scatters the sentences over the windows, each window in order; None keeps the
            sentences as they follow.
    """
    headline = next((item for item in article if item["headline"]), None)
    body = [item for item in article if item is not headline]
    title = list(article[0]["title"])[:MOST_TITLE]
    room = WINDOW - len(title) - 2
    lengths = [min(len(item["pieces"]), MOST_PIECES) + 1 for item in body]
    groups: list[list[Item]] = [[]]
    if rng is not None and sum(lengths) > room:
        count = -(-sum(lengths) // (room - MOST_PIECES // 2))
        where = [rng.randrange(count) for _ in body]
        order = sorted(range(len(body)), key=lambda number: (where[number], number))
    else:
        where, order = [0] * len(body), list(range(len(body)))
    used, last = 0, 0
    for number in order:
        if used + lengths[number] > room or where[number] != last:
            groups.append([])
            used, last = 0, where[number]
        groups[-1].append(body[number])
        used += lengths[number]
    return [
        _window(title, headline if number == 0 else None, group)
        for number, group in enumerate(groups)
        if group or headline
    ]


def _window(title: list[int], headline: Item | None, body: list[Item]) -> Item:
    """Lay a window out: `[CLS] headline [SEP] sentence [SEP] sentence [SEP]`.

    Sentences are pairs of an item and where its pieces start and end.
    """
    ids, placed = [START, *title, END], []
    if headline is not None:
        placed.append((headline, 1, 1 + min(len(headline["pieces"]), len(title))))
    base = len(ids)
    for item in body:
        own = list(item["pieces"])[:MOST_PIECES]
        placed.append((item, len(ids), len(ids) + len(own)))
        ids += [*own, END]
    mentions = [
        m for item, start, end in placed for m in item["mentions"] if start + m["at"][1] < end
    ]
    return {
        "ids": ids,
        "types": [0] * base + [1] * (len(ids) - base),
        "sentences": placed,
        "count": len(mentions),
        "pairs": sum(len(item["phrases"]) * len(item["mentions"]) for item, _, _ in placed),
        "fillers": sum(len(item["fillers"]) for item, _, _ in placed),
    }


def batches(
    data: list[list[Item]], rng: random.Random, *, scatter: bool = True
) -> list[list[Item]]:
    """Return batches of windows of similar length."""
    order = list(data)
    rng.shuffle(order)
    open_: dict[int, list[Item]] = {length: [] for length in LENGTHS}
    done = []
    for article in order:
        for window in windows(article, rng if scatter and rng.random() < SCATTERED else None):
            if not window["count"]:
                continue
            length = next(n for n in LENGTHS if len(window["ids"]) <= n)
            batch = open_[length]
            full = len(batch) >= LENGTHS[length]
            full |= sum(w["count"] for w in (*batch, window)) > MOST_MENTIONS
            full |= sum(len(w["sentences"]) for w in (*batch, window)) > MOST_SENTENCES
            full |= sum(w["fillers"] for w in (*batch, window)) > MOST_FILLERS
            if full or sum(w["pairs"] for w in (*batch, window)) > MOST_PAIRS:
                done.append(batch)
                batch = open_[length] = []
            batch.append(window)
    done += [batch for batch in open_.values() if batch]
    rng.shuffle(done)
    return [batch for batch in done if batch]


def collate(batch: list[Item]) -> dict[str, np.ndarray]:
    """Return a batch as arrays."""
    flat = listed(batch)
    size, length = len(batch), max(len(window["ids"]) for window in batch)
    n, r = len(flat), sum(window["pairs"] for window in batch)
    f = sum(window["fillers"] for window in batch)
    a: dict[str, Any] = {
        "ids": np.zeros((size, length), np.int64),
        "types": np.zeros((size, length), np.int64),
        "mask": np.zeros((size, length), np.float32),
        "row": np.zeros(n, np.int64),
        "first": np.zeros(n, np.int64),
        "last": np.zeros(n, np.int64),
        "end": np.zeros(n, np.int64),
        "rule": np.zeros(n, np.int64),
        "known": np.zeros(n, np.float32),
        "code": np.zeros((n, len(CODES)), np.float32),
        "logged": np.zeros(n, np.float32),
        "log_weight": np.zeros(n, np.float32),
        "level": np.zeros(n, np.int64),
        "level_weight": np.zeros(n, np.float32),
        "modality": np.zeros((n, len(MODALITIES)), np.float32),
        "of": np.zeros(r, np.int64),
        "pfirst": np.zeros(r, np.int64),
        "plast": np.zeros(r, np.int64),
        "features": np.zeros((r, FEATURES), np.float32),
        "roles": np.zeros((r, len(ROLES)), np.float32),
        "role_weight": np.zeros(r, np.float32),
        "seen": np.zeros(r, np.float32),
        "frow": np.zeros(f, np.int64),
        "ffirst": np.zeros(f, np.int64),
        "flast": np.zeros(f, np.int64),
        "remote": np.zeros((n, f, REMOTE), np.float32),
        "remote_roles": np.zeros((n, f, len(ROLES)), np.float32),
        "remote_weight": np.zeros((n, f), np.float32),
        "same": np.zeros((n, n), np.float32),
        "same_weight": np.zeros((n, n), np.float32),
        "alike": np.zeros((n, n), np.float32),
    }
    pair = 0
    for row, window in enumerate(batch):
        end = len(window["ids"])
        a["ids"][row, :end], a["types"][row, :end], a["mask"][row, :end] = (
            window["ids"],
            window["types"],
            1,
        )
    for number, (row, item, start, end, mention) in enumerate(flat):
        _fill(a, number, row, item, start, end, mention)
        annotated = mention["roles"] is not None
        roles = mention["roles"] if annotated else [""] * len(item["phrases"])
        for phrase, letters, features in zip(
            item["phrases"], roles, mention["features"], strict=True
        ):
            if phrase is not None and start + phrase[1] < end:
                a["of"][pair], a["pfirst"][pair], a["plast"][pair] = (
                    number,
                    start + phrase[0],
                    start + phrase[1],
                )
                a["features"][pair], a["seen"][pair] = features, 1
                a["role_weight"][pair] = annotated
                a["roles"][pair] = [float(role in letters) for role in ROLES]
                pair += 1
    _remote(a, batch, flat)
    _same(a, flat)
    return a


def _same(a: Item, flat: list[Listed]) -> None:
    """Fill in which mentions of an article name one event."""
    for x, (_, item, _, _, one) in enumerate(flat):
        for y, (_, other_item, _, _, other) in enumerate(flat[:x]):
            if item["article"] == other_item["article"] and (one["logged"] or other["logged"]):
                a["same_weight"][x, y] = 1.0 if one["logged"] and other["logged"] else 0.3
                a["same"][x, y] = float(bool(set(one["events"]) & set(other["events"])))
                a["alike"][x, y] = float(one["word"][:5] == other["word"][:5])


def _remote(a: Item, batch: list[Item], flat: list[Listed]) -> None:
    """Fill in the phrases that events of other sentences of a window may take up."""
    count = 0
    for row, window in enumerate(batch):
        own = [(n, item, mention) for n, (at, item, _, _, mention) in enumerate(flat) if at == row]
        logged = [(n, item, mention) for n, item, mention in own if mention["logged"]]
        for item, start, end in window["sentences"]:
            for number, kind, roles in item["fillers"]:
                first, last = item["phrases"][number]
                if start + last >= end:
                    continue
                a["frow"][count], a["ffirst"][count], a["flast"][count] = (
                    row,
                    start + first,
                    start + last,
                )
                filler = item["sentence"], kind
                a["remote"][[n for n, _, _ in own], count] = remote_features(
                    [i["sentence"] for _, i, _ in own], [filler]
                )[:, 0]
                for n, at, mention in logged:
                    if at is not item:
                        a["remote_weight"][n, count] = 1
                        letters = {
                            letter for event in mention["events"] for letter in roles.get(event, "")
                        }
                        a["remote_roles"][n, count] = [float(role in letters) for role in ROLES]
                count += 1


def listed(batch: list[Item]) -> list[Listed]:
    """Return the mentions of a batch.

    Each comes with its row, its sentence, and where the sentence starts and ends in its window.
    """
    return [
        (row, item, start, end, mention)
        for row, window in enumerate(batch)
        for item, start, end in window["sentences"]
        for mention in item["mentions"]
        if start + mention["at"][1] < end
    ]


def _fill(a: Item, number: int, row: int, item: Item, start: int, end: int, mention: Item) -> None:
    kind = item["kind"]
    a["row"][number], a["end"][number] = row, end
    a["first"][number], a["last"][number] = start + mention["at"][0], start + mention["at"][1]
    rule = mention["rule"] if mention["rule"] in CODES else "UNKNOWN"
    a["rule"][number], a["known"][number] = CODES.index(rule), float(rule != "UNKNOWN")
    for kind_of_event in mention["types"]:
        code = kind_of_event.partition("/")[0]
        if code in CODES:
            a["code"][number, CODES.index(code)] = 1
    a["logged"][number] = float(mention["logged"])
    a["log_weight"][number] = LOG_WEIGHT[kind] * (kind != "sentence" or mention["marked"])
    if mention["level"]:
        a["level"][number], a["level_weight"][number] = (
            LEVELS.index(mention["level"]),
            LEVEL_WEIGHT[kind],
        )
    for modality in mention["modality"]:
        if modality in MODALITIES:
            a["modality"][number, MODALITIES.index(modality)] = 1
