"""How strong and how fresh a stored tie is, as shares that ways through the net multiply."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from weft.analysis.files import Arrays
from weft.graph.freshness import DAYS_PER_MONTH

#: A tie of which no rung, or no date, is known counts as middling.
UNKNOWN = 0.5
_HIGHEST_RUNG = 5
_LEAST = 0.05


def strength_of(arrays: Arrays) -> NDArray[np.float64]:
    """The rung of each entry of the stored graph as a share of the highest."""
    rung = arrays["g_rung"].astype(np.float64)
    return np.where(rung < 0, UNKNOWN, np.clip(rung, 1, _HIGHEST_RUNG) / _HIGHEST_RUNG)


def freshness_of(arrays: Arrays, fading_months: int) -> NDArray[np.float64]:
    """Halved with every time that a tie takes to fade in this network."""
    age = arrays["g_age"].astype(np.float64)
    months = np.where(np.isfinite(age), age, 0) / DAYS_PER_MONTH
    fresh = 0.5 ** (np.maximum(months, 0) / max(float(fading_months), 1.0))
    return np.where(np.isfinite(age), np.maximum(fresh, _LEAST), UNKNOWN)
