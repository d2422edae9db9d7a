"""Carries measures over from a former state of a network where that is exact."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from weft.sna.errors import InvalidGraph
from weft.sna.graph import Graph, IntArray
from weft.sna.kernels import ego_networks


def carry_over(
    graph: Graph, former: Graph, positions: ArrayLike, linked: ArrayLike, constraint: ArrayLike
) -> IntArray:
    """Measure anew only the surroundings of what changed; return whom that concerns.

    Local clustering, Burt's constraint and effective size rest on an actor's ties and those
    of its contacts. They are computed for the actors whose ties changed and for their
    contacts, and taken over for all others, so `local_clustering`, `constraint` and
    `effective_size` of `graph` then cost nothing. The result is exact.

    Parameters
    ----------
    graph, former : Graph
        The network now and then. Directions are ignored.
    positions : array_like of int, shape (graph.n,)
        Where each actor stood in the former network; −1 for new ones.
    linked, constraint : array_likes of shape (former.n,)
        What `brokerage.ego` gave of the former network.

    Returns
    -------
    int64 array
        The actors measured anew.

    Raises
    ------
    InvalidGraph
        If the arrays do not fit the networks.

    References
    ----------
    Burt (1992); Watts & Strogatz (1998). What is taken over follows from their definitions.

    Examples
    --------
    >>> from weft.sna.brokerage import ego
    >>> then = Graph.from_edges(5, [0, 1, 2, 3], [1, 2, 3, 4])
    >>> now = Graph.from_edges(5, [0, 1, 2, 3, 0], [1, 2, 3, 4, 2])
    >>> carry_over(now, then, range(5), *ego(then)).tolist()
    [0, 1, 2, 3]
    """
    whole, before = graph.undirected(), former.undirected()
    at = np.asarray(positions, dtype=np.int64).ravel()
    counts, shares = (np.asarray(values).ravel() for values in (linked, constraint))
    if len(at) != whole.n or not len(counts) == len(shares) == before.n:
        raise InvalidGraph("The former measures do not fit the networks.")
    known = at >= 0
    names = np.where(known, at, before.n + np.arange(whole.n))
    same = np.zeros(whole.n, dtype=np.bool_)
    signs = _signs(before, np.arange(before.n))
    same[known] = _signs(whole, names)[known] == signs[at[known]]
    near = np.zeros(whole.n, dtype=np.bool_)
    near[whole.indices[~same[whole.sources()]]] = True
    touched = np.flatnonzero(near | ~same)
    now_linked, now_constraint = np.zeros(whole.n, dtype=np.int64), np.zeros(whole.n)
    kept = np.flatnonzero(~near & same)
    now_linked[kept], now_constraint[kept] = counts[at[kept]], shares[at[kept]]
    found = ego_networks(whole.indptr, whole.indices, touched)
    now_linked[touched], now_constraint[touched] = found
    graph.memo["ego"] = whole.memo["ego"] = now_linked, now_constraint
    return touched


def _signs(graph: Graph, names: IntArray) -> NDArray[np.uint64]:
    """A number per actor that says who its contacts are (a sum of scrambled names)."""
    scrambled = names.astype(np.uint64) * np.uint64(0x9E3779B97F4A7C15) + np.uint64(1)
    for shift, factor in ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB)):
        scrambled = (scrambled ^ (scrambled >> np.uint64(shift))) * np.uint64(factor)
    sums = np.zeros(len(graph.indices) + 1, dtype=np.uint64)
    np.cumsum(scrambled[graph.indices], out=sums[1:])
    return sums[graph.indptr[1:]] - sums[graph.indptr[:-1]]
