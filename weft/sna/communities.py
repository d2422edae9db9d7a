"""Communities: groups with more ties inside than chance would give, and how sure they are."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import ArrayLike

from weft.sna import engine
from weft.sna.cohesion import ranked_labels
from weft.sna.errors import InvalidGroups, SnaError
from weft.sna.graph import Graph, IntArray
from weft.sna.groups import modularity

#: Partitions compared pairwise for stability; more would cost without saying more.
COMPARED = 10


@dataclass(frozen=True, slots=True)
class Communities:
    """The best of several Leiden partitions.

    Attributes
    ----------
    labels : int64 array of shape (n,)
        Communities numbered by falling size; an isolate is alone in one of the last.
    modularity : float
        Of the best run; nan without ties.
    count : int
        Communities of at least two actors.
    stability : float
        Mean adjusted Rand index between runs: 1 if they all agree, near 0 if the communities
        are an accident of the seed.
    runs : int
    """

    labels: IntArray
    modularity: float
    count: int
    stability: float
    runs: int


def default_runs(graph: Graph) -> int:
    """Return how many seeds are tried: 50 up to 5,000 ties, then fewer, at least 3."""
    return int(np.clip(250_000 // max(graph.m, 1), 3, 50))


def communities(
    graph: Graph,
    *,
    runs: int | None = None,
    resolution: float = 1.0,
    seed: int = 0,
    progress: Callable[[float], None] | None = None,
) -> Communities:
    """Find communities by Leiden with the best modularity of several seeds.

    Directions and weights are ignored. The same seed gives the same labels.

    Parameters
    ----------
    graph : Graph
    runs : int, optional
        Number of seeds; 50 for small networks, fewer for large (`default_runs`).
    resolution : float
        Above 1 for more, smaller communities.
    seed : int
        Seed of the first run; the following runs count up.
    progress : function of a float, optional
        Called with the share done, 0 … 1; what it raises ends the search.

    Returns
    -------
    Communities

    Raises
    ------
    SnaError
        If `runs` is below 1.

    References
    ----------
    Traag, Waltman & van Eck (2019).

    Examples
    --------
    >>> two = Graph.from_edges(6, [0, 1, 0, 3, 4, 3, 2], [1, 2, 2, 4, 5, 5, 3])
    >>> found = communities(two)
    >>> found.labels.tolist(), found.count
    ([0, 0, 0, 1, 1, 1], 2)
    """
    whole = graph.undirected()
    tried = default_runs(whole) if runs is None else runs
    if tried < 1:
        raise SnaError("Communities need at least one run.")
    if not whole.m:
        return Communities(np.arange(whole.n), float("nan"), 0, float("nan"), 0)
    key = f"communities {tried} {resolution} {seed}"
    if key not in graph.memo:
        found = []
        for i in range(tried):
            found.append(engine.leiden(whole, resolution, seed + i))
            if progress is not None:
                progress((i + 1) / tried)
        best, quality = max(found, key=lambda run: run[1])
        labels = ranked_labels(best)
        labels.flags.writeable = False
        compared = [run[0] for run in found[:COMPARED]]
        graph.memo[key] = Communities(
            labels=labels,
            modularity=quality,
            count=int(np.count_nonzero(np.bincount(labels) > 1)),
            stability=_mean_agreement(compared),
            runs=tried,
        )
    return graph.memo[key]  # type: ignore[no-any-return]  # The memo holds any type.


def keep_communities(graph: Graph, labels: IntArray, *, stability: float, runs: int) -> Communities:
    """Take these labels for the communities of a graph, as they were found in an earlier state.

    All that asks for its communities by default is then given these.
    """
    whole = graph.undirected()
    kept = labels.astype(np.int64)
    kept.flags.writeable = False
    found = Communities(
        labels=kept,
        modularity=modularity(whole, kept) if whole.m else float("nan"),
        count=int(np.count_nonzero(np.bincount(kept) > 1)),
        stability=stability,
        runs=runs,
    )
    graph.memo[f"communities {default_runs(whole)} 1.0 0"] = found
    return found


def _mean_agreement(partitions: list[IntArray]) -> float:
    if len(partitions) < 2:
        return float("nan")
    return float(np.mean([adjusted_rand(a, b) for a, b in combinations(partitions, 2)]))


def adjusted_rand(one: ArrayLike, other: ArrayLike) -> float:
    """Return the adjusted Rand index of two groupings: 1 if equal, about 0 if unrelated.

    Parameters
    ----------
    one, other : array_like, shape (n,)
        The group of each actor in either grouping.

    Raises
    ------
    InvalidGroups
        If the groupings differ in length.

    References
    ----------
    Hubert & Arabie (1985).

    Examples
    --------
    >>> adjusted_rand([0, 0, 1, 1], [1, 1, 0, 0])
    1.0
    """
    a = np.unique(np.asarray(one), return_inverse=True)[1].astype(np.int64)
    b = np.unique(np.asarray(other), return_inverse=True)[1].astype(np.int64)
    if len(a) != len(b):
        raise InvalidGroups(f"Groupings of {len(a)} and {len(b)} actors cannot be compared.")
    if len(a) < 2:
        return 1.0
    both = np.unique(a * (b.max() + 1) + b, return_counts=True)[1]
    together, in_a, in_b = (_pairs(x) for x in (both, np.bincount(a), np.bincount(b)))
    chance = in_a * in_b / (len(a) * (len(a) - 1) / 2)
    most = (in_a + in_b) / 2
    return float((together - chance) / (most - chance)) if most != chance else 1.0


def _pairs(sizes: IntArray) -> float:
    return float(np.sum(sizes * (sizes - 1)) / 2)
