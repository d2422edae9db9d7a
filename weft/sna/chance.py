"""What chance would give if everyone kept their number of ties: a null model of simple graphs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from weft.sna.cohesion import degree
from weft.sna.graph import FloatArray, Graph, IntArray

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

_ROUNDS = 2_000
_CLOSE = 1e-7


@dataclass(frozen=True, slots=True)
class Chance:
    """The chance of a tie between any two actors, by their numbers of ties.

    Attributes
    ----------
    degrees : int64 array of shape (k,)
        The different numbers of ties, rising.
    of_actor : int64 array of shape (n,)
        Which of them each actor has.
    tie : float64 array of shape (k, k)
        Chance of a tie between two actors with these numbers of ties.
    """

    degrees: IntArray
    of_actor: IntArray
    tie: FloatArray

    def counted(self, membership: csr_matrix) -> FloatArray:
        """Return how many members with each number of ties a group has, shape (g, k)."""
        from scipy import sparse  # noqa: PLC0415  # Slow to import.

        n = len(self.of_actor)
        of = sparse.csr_matrix(
            (np.ones(n), (np.arange(n), self.of_actor)), shape=(n, len(self.degrees))
        )
        return np.asarray((membership.T @ of).todense())


def chance_of_ties(graph: Graph) -> Chance:
    """Return the most random simple graph whose actors have, on average, the ties they have.

    The chance of a tie between i and j is x_i x_j / (1 + x_i x_j), with x such that each
    actor's chances add up to its number of ties. Unlike matching loose ends at random it never
    counts one tie between two busy actors twice. Directions are ignored.

    References
    ----------
    Squartini & Garlaschelli (2011), the undirected binary configuration model.

    Examples
    --------
    >>> found = chance_of_ties(Graph.from_edges(3, [0, 1, 0], [1, 2, 2]))
    >>> found.tie.round(3).tolist()
    [[1.0]]
    """
    whole = graph.undirected()
    degrees, of_actor, actors = np.unique(degree(whole), return_inverse=True, return_counts=True)
    x = degrees / np.sqrt(max(2 * whole.m, 1))
    for _ in range(_ROUNDS):
        # Each actor meets all others, so one fewer of its own number of ties.
        others = actors[None, :] - np.eye(len(degrees))
        met = (others * x[None, :] / (1 + np.outer(x, x))).sum(axis=1)
        better = np.divide(degrees, met, out=np.zeros(len(x)), where=met > 0)
        moved = np.abs(better - x).max(initial=0) / max(float(x.max(initial=0)), 1e-12)
        # Every other step overshoots where a few actors have nearly all ties.
        x = np.sqrt(x * better)
        if moved < _CLOSE:
            break
    both = np.outer(x, x)
    return Chance(degrees.astype(np.int64), of_actor.astype(np.int64), both / (1 + both))
