"""The heads: what the vectors of triggers and phrases say, as log-odds and log-probabilities."""

from collections.abc import Sequence
from math import pi, sqrt
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from workers.events.encoder.network import DATA
from workers.events.labels import UNKNOWN
from workers.events.readings import CODES, Reading

Floats = NDArray[np.float32]

ROLES = 4
"""Actor, recipient, place, time: the order of the columns of `Roles`."""
WIDTH = 64
"""Numbers of a phrase's vector in each role."""


class Heads:
    """The weights in `heads.npz` of a folder, named as `training/encoder` writes them.

    Raises:
        ValueError: They were trained for other type codes than those of `workers.events.readings`.
    """

    def __init__(self, folder: Path = DATA) -> None:
        with np.load(folder / "heads.npz") as loaded:
            trained = tuple(map(str, loaded["codes"]))
            self._w: dict[str, Floats] = {
                n: loaded[n].astype(np.float32) for n in loaded.files if n != "codes"
            }
        if trained != CODES:
            other = ", ".join(sorted(set(trained) ^ set(CODES))) or "their order"
            raise ValueError(
                f"{folder / 'heads.npz'} was trained for other type codes ({other}): "
                "run `make models`"
            )

    def read(self, triggers: Floats, sentence: Floats, rules: Sequence[str]) -> list[Reading]:
        """Return the readings of a sentence's triggers.

        Args:
            triggers: For each the mean of the vectors of its first and last piece, shape
                (triggers, width).
            sentence: Vector of the sentence.
            rules: Type code that the rules give each; a code other than `UNKNOWN` counts in favour
                of that code.
        """
        w = self._w
        around = np.broadcast_to(sentence, triggers.shape)
        hidden = _gelu(np.concatenate([triggers, around], 1) @ w["zw"] + w["zb"])
        types = hidden @ w["tw"] + w["tb"]
        for row, rule in enumerate(rules):
            if rule != UNKNOWN and rule in CODES:
                types[row, CODES.index(rule)] += w["prior"][0]
        types -= np.logaddexp.reduce(types, 1, keepdims=True)
        logged = (hidden @ w["gw"])[:, 0] + w["gb"][0]
        rest = hidden @ w["lw"] + w["lb"], hidden @ w["mw"] + w["mb"], hidden @ w["cw"]
        return [
            Reading(kind, float(odds), *more)
            for kind, odds, *more in zip(types, logged, *rest, strict=True)
        ]

    def same(self, identities: Floats) -> Floats:
        """Return the log-odds that each two triggers name one event.

        The log-odds come from what their vectors have in common and what sets them apart.

        Args:
            identities: Of triggers of one article, shape (triggers, numbers).

        Returns:
            Shape (triggers, triggers), symmetric.
        """
        w = self._w
        one, other = identities[:, None], identities[None]
        common, apart = one * other, np.abs(one - other)
        compared = np.concatenate([common, apart], -1)
        product = common.sum(-1) / sqrt(identities.shape[1]) * w["cb"][2] + w["cb"][0]
        found: Floats = product + (_gelu(compared @ w["pu"] + w["pb"]) @ w["pv"])[..., 0]
        return found

    def roles(self, triggers: Floats, phrases: Floats, features: Floats) -> Floats:
        """Return the log-odds that a phrase is actor, recipient, place and time of a trigger.

        Args:
            triggers: Vectors of triggers, shape (triggers, width).
            phrases: Vectors of the heads of phrases, shape (phrases, width).
            features: What the rules say of each pair, shape (triggers, phrases, features).

        Returns:
            Shape (triggers, phrases, `ROLES`).
        """
        return self._in_roles("r", triggers, phrases, features)

    def remote(self, triggers: Floats, phrases: Floats, features: Floats) -> Floats:
        """Return the log-odds of a phrase of another sentence in each role of a trigger.

        The roles are actor, recipient, place and time.

        Args:
            triggers: Vectors of triggers, shape (triggers, width).
            phrases: Vectors of the heads of phrases, shape (phrases, width).
            features: `remote_features` of each pair, shape (triggers, phrases, features).

        Returns:
            Shape (triggers, phrases, `ROLES`).
        """
        return self._in_roles("f", triggers, phrases, features)

    def _in_roles(self, head: str, triggers: Floats, phrases: Floats, features: Floats) -> Floats:
        """Return the log-odds of phrases in each role by the weights that begin with `head`."""
        u, v, t, c, f, b, ub, vb = (
            self._w[head + name] for name in ("u", "v", "t", "c", "f", "b", "ub", "vb")
        )
        left = (triggers @ u + ub).reshape(-1, ROLES, WIDTH)
        right = (phrases @ v + vb).reshape(-1, ROLES, WIDTH)
        # One matrix product a role, many times as fast as np.einsum over all of them.
        pairs = (left.transpose(1, 0, 2) @ right.transpose(1, 2, 0)).transpose(1, 2, 0)
        alone = (triggers @ t)[:, None, :] + (phrases @ c)[None, :, :]
        found: Floats = pairs / sqrt(WIDTH) + alone + features @ f + b
        return found


def _gelu(values: Floats) -> Floats:
    """The Gaussian error linear unit, by its usual approximation."""
    # Products, because a power takes several times as long.
    cubed = values + 0.044715 * (values * values * values)
    found: Floats = 0.5 * values * (1 + np.tanh(sqrt(2 / pi) * cubed))
    return found
