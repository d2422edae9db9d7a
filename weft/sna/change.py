"""Has a network changed between two surveys? Tests that treat actors, not ties, as the sample."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product

import numpy as np
from numpy.typing import ArrayLike

from weft.sna.errors import SnaError
from weft.sna.graph import FloatArray, Graph

#: Up to this many changed actors all sign patterns are tried.
EXHAUSTIVE = 14


def sign_flip_p(changes: ArrayLike, *, permutations: int = 10_000, seed: int = 0) -> float:
    """Return the two-sided p-value of a mean change by flipping the sign of each actor's.

    Actors are the units: each one's change in its own reports is as likely up as down if
    nothing changed. Exact up to 14 actors with a change; actors without one do not matter.

    Parameters
    ----------
    changes : array_like of float, shape (actors,)
        Change in the number of ties each actor reports.
    permutations : int
    seed : int

    Returns
    -------
    float
        1 where nobody changed.

    Examples
    --------
    >>> sign_flip_p([2, 1, 0, -1, 3])
    0.375
    """
    values = np.asarray(changes, dtype=np.float64).ravel()
    values = values[values != 0]
    if not len(values):
        return 1.0
    observed = abs(float(values.sum())) - 1e-9
    if len(values) <= EXHAUSTIVE:
        signs = np.array(list(product((-1.0, 1.0), repeat=len(values))))
        return float(np.mean(np.abs(signs @ values) >= observed))
    rng = np.random.default_rng(seed)
    further = 1
    for _ in range(permutations):
        signs = rng.integers(0, 2, len(values)) * 2.0 - 1
        further += bool(abs(float(signs @ values)) >= observed)
    return further / (permutations + 1)


def vertex_bootstrap(
    graph: Graph,
    figure: Callable[[Graph], float],
    *,
    draws: int = 1000,
    seed: int = 0,
) -> FloatArray:
    """Return a figure of networks whose actors are drawn anew with replacement.

    An actor drawn twice is tied to its double as often as two actors are tied at all, as
    Snijders and Borgatti propose. Quantiles of the result give an interval.

    Parameters
    ----------
    graph : Graph
    figure : function of a Graph to float
    draws : int
    seed : int

    Returns
    -------
    float64 array of shape (draws,)

    Raises
    ------
    SnaError
        If the graph has fewer than two actors.

    References
    ----------
    Snijders & Borgatti (1999).

    Examples
    --------
    >>> from weft.sna.cohesion import density
    >>> len(vertex_bootstrap(Graph.from_edges(4, [0, 1], [1, 2]), density, draws=5))
    5
    """
    if graph.n < 2:
        raise SnaError("A bootstrap needs at least two actors.")
    rng = np.random.default_rng(seed)
    tied = graph.matrix().toarray() > 0
    chance = tied.sum() / (graph.n * (graph.n - 1))
    found = np.empty(draws)
    for i in range(draws):
        chosen = rng.integers(0, graph.n, graph.n)
        drawn = tied[np.ix_(chosen, chosen)]
        twins = rng.random(drawn.shape) < chance
        if not graph.directed:
            twins = np.triu(twins, 1)
            twins |= twins.T
        drawn = np.where(chosen[:, None] == chosen[None, :], twins, drawn)
        source, target = np.nonzero(drawn)
        found[i] = figure(Graph.from_edges(graph.n, source, target, directed=graph.directed))
    return found
