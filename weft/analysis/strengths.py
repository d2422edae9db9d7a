"""How strong and how fresh a stored tie is, as shares that ways through the net multiply."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from weft import sna
from weft.graph.queries import DAYS_PER_MONTH

#: A tie of which no rung, or no date, is known counts as middling.
UNKNOWN = 0.5
_HIGHEST_RUNG = 5
_LEAST = 0.05


def strength_of(arrays: dict[str, NDArray[Any]], graph: sna.Graph) -> NDArray[np.float64]:
    """The rung of each entry of the undirected graph as a share of the highest."""
    rung = _either_way(arrays, graph, "g_rung", np.maximum)
    return np.where(rung < 0, UNKNOWN, np.clip(rung, 1, _HIGHEST_RUNG) / _HIGHEST_RUNG)


def freshness_of(
    arrays: dict[str, NDArray[Any]], graph: sna.Graph, values: dict[str, Any]
) -> NDArray[np.float64]:
    """Halved with every time that a tie takes to fade in this network."""
    age = _either_way(arrays, graph, "g_age", np.minimum)
    months = np.where(np.isfinite(age), age, 0) / DAYS_PER_MONTH
    fresh = 0.5 ** (np.maximum(months, 0) / max(float(values["fading_months"]), 1.0))
    return np.where(np.isfinite(age), np.maximum(fresh, _LEAST), UNKNOWN)


def _either_way(
    arrays: dict[str, NDArray[Any]], graph: sna.Graph, name: str, better: Any
) -> NDArray[np.float64]:
    """The better of both directions for each entry of the undirected graph."""
    values = arrays[name].astype(np.float64)
    if not arrays["g_directed"][0]:
        return values
    source = np.repeat(np.arange(graph.n), np.diff(arrays["g_indptr"]))
    target = arrays["g_indices"].astype(np.int64)
    keys = np.concatenate((source * graph.n + target, target * graph.n + source))
    order = np.argsort(keys, kind="stable")
    if not len(order):
        return np.zeros(0)
    first = np.flatnonzero(np.diff(keys[order], prepend=-1))
    both = np.concatenate((values, values))[order]
    found: NDArray[np.float64] = better.reduceat(both, first)
    return found
