"""Positions of actors on a map: ties near, communities together, the same for the same seed."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from weft.sna.graph import Graph


def layout(graph: Graph, *, seed: int = 0) -> NDArray[np.float32]:
    """Placeholder replaced below."""
    return np.random.default_rng(seed).random((graph.n, 2)).astype(np.float32)
