"""What one new tie would do for everyone's distances: exactly for a pair, roughly for many."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from weft.sna.cohesion import components
from weft.sna.errors import SnaError, UnknownActor
from weft.sna.graph import FloatArray, Graph, IndexArray, IntArray
from weft.sna.introduction_kernels import ShortArray, nearer
from weft.sna.kernels import distances
from weft.sna.paths import sample

#: Searches held at once while the exact gain is summed.
AT_ONCE = 256
#: Actors with most ties, and actors drawn at random, from whom all distances are known.
LANDMARKS, SEARCHES = 16, 64
#: Actors above which half as many are drawn: the searches are most of the preparation.
MANY = 200_000


def tie_gain(
    graph: Graph, first: int, second: int, *, sources: int | None = None, seed: int = 0
) -> float:
    """Return by how much one new tie raises the global efficiency: ΔE = Σ (1/d′ − 1/d) / n(n−1).

    d′(i,j) = min(d(i,j), d(i,u) + 1 + d(v,j), d(i,v) + 1 + d(u,j)); directions are ignored.

    Parameters
    ----------
    graph : Graph
    first, second : int
        The two who would be tied; 0 if they already are.
    sources : int, optional
        Sampled actors whose distances are compared; exact over all when left out, which takes
        one search per actor.
    seed : int

    Returns
    -------
    float
        0 … 1 − E.

    Raises
    ------
    UnknownActor
        If either is no actor of the graph.
    SnaError
        If both are the same.

    References
    ----------
    Latora & Marchiori (2001).

    Examples
    --------
    >>> round(tie_gain(Graph.from_edges(3, [0, 1], [1, 2]), 0, 2), 4)
    0.1667
    """
    whole = graph.undirected()
    for actor in (first, second):
        if not 0 <= actor < whole.n:
            raise UnknownActor(f"There is no actor {actor} in a network of {whole.n}.")
    if first == second:
        raise SnaError("A tie needs two different actors.")
    ends = distances(whole.indptr, whole.indices, np.array([first, second], dtype=np.int64))
    to_first, to_second = (np.where(row < 0, np.inf, row) for row in ends)
    chosen = sample(whole.n, sources, seed)
    total = 0.0
    for at in range(0, len(chosen), AT_ONCE):
        part = chosen[at : at + AT_ONCE]
        before = distances(whole.indptr, whole.indices, part).astype(np.float64)
        before[before < 0] = np.inf
        after = np.minimum(
            to_first[part, None] + 1 + to_second[None, :],
            to_second[part, None] + 1 + to_first[None, :],
        )
        nearer = after < before
        total += float((1 / after[nearer] - 1 / before[nearer]).sum())
    return total / (len(chosen) * (whole.n - 1))


@dataclass(frozen=True, slots=True, eq=False)
class Reach:
    """How far some actors are from everyone: enough to guess what a tie would gain.

    Attributes
    ----------
    rings : float64 array of shape (n, 3)
        Each actor itself, its contacts, and theirs (an upper bound).
    component : int64 array of shape (n,)
    marks : int32 array of shape (landmarks, n)
        Distances from the actors with most ties, −1 where there is no path.
    searched : int16 array of shape (n, searches)
        Distances from actors drawn at random, −1 where there is no path.
    """

    rings: FloatArray
    component: IntArray
    marks: IndexArray
    searched: ShortArray

    @classmethod
    def of(cls, graph: Graph, seed: int = 0) -> Reach:
        """Prepare an undirected graph: 80 searches, and sums over ties."""
        degree = np.diff(graph.indptr).astype(np.float64)
        beyond = np.bincount(graph.sources(), degree[graph.indices] - 1, graph.n)
        hubs = np.argsort(-degree, kind="stable")[:LANDMARKS].astype(np.int64)
        searches = SEARCHES if graph.n <= MANY else SEARCHES // 2
        drawn = sample(graph.n, min(searches, max(graph.n, 1)), seed)
        rows = graph.indptr, graph.indices
        return cls(
            rings=np.column_stack((np.ones(graph.n), degree, np.minimum(beyond, graph.n))),
            component=components(graph),
            marks=distances(*rows, hubs),
            searched=np.ascontiguousarray(distances(*rows, drawn).T.astype(np.int16)),
        )

    def distance(self, left: IndexArray, right: IndexArray, common: IndexArray) -> FloatArray:
        """Return the distance of pairs without a tie: 2 if they share a contact, ∞ if no path.

        Else it is the shortest way over a landmark, at least 3, which may be too long.
        """
        over = np.full(len(left), np.inf)
        for row in self.marks:
            one, other = row[left], row[right]
            way = np.where((one < 0) | (other < 0), np.inf, one + other)
            np.minimum(over, way, out=over)
        apart = self.component[left] != self.component[right]
        # Small components may hold no landmark.
        over = np.where(np.isinf(over), 3.0, np.maximum(over, 3.0))
        return np.where(common > 0, 2.0, np.where(apart, np.inf, over))

    def gain(self, left: IndexArray, right: IndexArray, common: IndexArray) -> FloatArray:
        """Guess n·(n−1) · ΔE of each pair by how much nearer it brings those searched from.

        Someone d steps from one of the two comes to be d + 1 + r steps from those r steps
        beyond the other, instead of as far as they were; r goes up to 2. In networks of 80 to
        300 actors it ranks pairs as the exact gain does with Spearman correlations between
        0.6 (hubs at random) and 0.95 (trees, clubs).
        """
        return nearer(self.searched, self.rings, left, right, common)
