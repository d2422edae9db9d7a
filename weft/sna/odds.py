"""Odds and probabilities, from scipy.special, which takes a quarter of a second to import."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray


def logit(p: ArrayLike) -> NDArray[np.float64]:
    """Return the log odds log(p / (1 − p))."""
    from scipy import special  # noqa: PLC0415  # Slow to import.

    odds: Any = special.logit(p)
    return odds  # type: ignore[no-any-return]  # A plain number for a plain number.


def expit(odds: ArrayLike) -> NDArray[np.float64]:
    """Return the probability 1 / (1 + exp(−odds))."""
    from scipy import special  # noqa: PLC0415  # Slow to import.

    p: Any = special.expit(odds)
    return p  # type: ignore[no-any-return]  # A plain number for a plain number.
