"""Logistic regression with an L2 penalty, by Newton's method."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[Any]


def fit(
    values: Floats,
    labels: Floats,
    weights: Floats | None = None,
    *,
    penalty: float = 1.0,
    steps: int = 30,
) -> tuple[float, Floats]:
    """Return bias and weights.

    Args:
        values: Features, shape (rows, features).
        labels: 0 or 1 for each row.
        weights: How much each row counts; 1 by default.
        penalty: Of squared weights, in units of scaled features; the bias has none.
    """
    scale = values.std(0) + 1e-6
    x = np.hstack([values / scale, np.ones((len(values), 1))])
    w = np.ones(len(values)) if weights is None else weights
    ridge = np.diag([penalty] * values.shape[1] + [1e-6])
    beta = np.zeros(x.shape[1])
    for _ in range(steps):
        p = 1 / (1 + np.exp(-np.clip(x @ beta, -30, 30)))
        gradient = x.T @ (w * (p - labels)) + ridge @ beta
        hessian = (x * (w * p * (1 - p))[:, None]).T @ x + ridge
        step = np.linalg.solve(hessian, gradient)
        beta -= step
        if np.abs(step).max() < 1e-6:
            break
    return float(beta[-1]), beta[:-1] / scale


def area(labels: Floats, scores: Floats) -> float:
    """Return the area under the ROC curve."""
    order = np.argsort(np.argsort(scores)) + 1
    positive = labels > 0.5
    n, m = positive.sum(), (~positive).sum()
    return float((order[positive].sum() - n * (n + 1) / 2) / max(n * m, 1))
