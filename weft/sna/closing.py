"""Who could close a gap, who stands at a structural hole, and who works on what where."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from weft.sna.brokerage import ego
from weft.sna.errors import InvalidGroups
from weft.sna.gaps import membership
from weft.sna.graph import BoolArray, FloatArray, Graph, IntArray
from weft.sna.kernels import steps_from


@dataclass(frozen=True, slots=True)
class Placed:
    """An actor who could bring two groups together.

    Attributes
    ----------
    actor : int
    ties : int
        Direct ties to members of the other group.
    go_betweens : int
        Contacts of the actor who have ties into the other group.
    nearness : float
        Chance that a walk of two random ties ends in the other group, plus the share of the
        actor's own ties that do.
    steps : int
        Ties to the nearest member of the other group; −1 where there is no way.
    """

    actor: int
    ties: int
    go_betweens: int
    nearness: float
    steps: int


def best_placed(graph: Graph, ours: ArrayLike, theirs: ArrayLike, k: int = 3) -> list[Placed]:
    """Return the k members of one group who are best placed to reach the other.

    Those whose own ties and whose contacts' ties lead there come first; where none do, those
    with the fewest steps to go, and of these the ones with most ties.

    Parameters
    ----------
    graph : Graph
        Directions are ignored.
    ours, theirs : array_like of int
        Members of either group; who is in both is no one's go-between and left out.
    k : int

    Returns
    -------
    list of Placed

    Raises
    ------
    InvalidGroups
        If a group has no members or members who are not in the network.

    References
    ----------
    None: a ranking of our own, by walks of one and two steps.

    Examples
    --------
    >>> chain = Graph.from_edges(5, [0, 1, 2, 3], [1, 2, 3, 4])
    >>> best_placed(chain, [0, 1], [3, 4], k=1)
    [Placed(actor=1, ties=0, go_betweens=1, nearness=0.25, steps=2)]
    """
    whole = graph.undirected()
    mine, others = _marked(whole, ours), _marked(whole, theirs)
    degrees = np.maximum(np.diff(whole.indptr), 1)
    tied = whole.matrix()
    into = tied @ others.astype(np.float64)
    through = tied @ (into / degrees) / degrees
    go_betweens = tied @ (into > 0).astype(np.float64)
    nearness = into / degrees + through
    steps = steps_from(whole.indptr, whole.indices, np.flatnonzero(others))
    candidates = np.flatnonzero(mine & ~others)
    far = np.where(steps < 0, whole.n, steps)
    order = np.lexsort(
        (candidates, -degrees[candidates], far[candidates], -nearness[candidates].round(12))
    )
    return [
        Placed(int(v), int(into[v]), int(go_betweens[v]), float(nearness[v]), int(steps[v]))
        for v in candidates[order[:k]]
    ]


def _marked(graph: Graph, members: ArrayLike) -> BoolArray:
    at = np.asarray(members, dtype=np.int64).ravel()
    if not len(at) or at.min() < 0 or at.max() >= graph.n:
        raise InvalidGroups(f"A group needs members between 0 and {graph.n - 1}.")
    marked = np.zeros(graph.n, dtype=np.bool_)
    marked[at] = True
    return marked


@dataclass(frozen=True, slots=True)
class StructuralHoles:
    """What each actor stands between.

    Attributes
    ----------
    open_pairs : int64 array of shape (n,)
        Pairs of the actor's contacts who have no tie with each other.
    constraint : float64 array of shape (n,)
        Burt's constraint: low where contacts are many and strangers to each other.
    groups_joined : int64 array of shape (n,)
        Different groups among the contacts, the actor's own not counted; 0 without groups.
    """

    open_pairs: IntArray
    constraint: FloatArray
    groups_joined: IntArray

    def top(self, k: int = 10) -> IntArray:
        """Return the k actors who stand between most: groups joined, then open pairs."""
        order = np.lexsort((self.constraint, -self.open_pairs, -self.groups_joined))
        return order[self.open_pairs[order] > 0][:k]


def structural_holes(graph: Graph, groups: ArrayLike | None = None) -> StructuralHoles:
    """Find who stands between contacts that do not know each other.

    Parameters
    ----------
    graph : Graph
        Directions are ignored.
    groups : array_like of int, shape (n,), optional
        −1 for none.

    Returns
    -------
    StructuralHoles

    Raises
    ------
    InvalidGroups
        If there is not one group per actor.

    References
    ----------
    Burt (1992).

    Examples
    --------
    >>> star = Graph.from_edges(4, [0, 0, 0], [1, 2, 3])
    >>> structural_holes(star, [0, 0, 1, 2]).top(1).tolist(), structural_holes(star).open_pairs[0]
    ([0], np.int64(3))
    """
    whole = graph.undirected()
    linked, constraint = ego(whole)
    degrees = np.diff(whole.indptr)
    joined = np.zeros(whole.n, dtype=np.int64)
    if groups is not None:
        labels = np.asarray(groups, dtype=np.int64).ravel()
        if len(labels) != whole.n:
            raise InvalidGroups(f"{len(labels)} groups do not fit {whole.n} actors.")
        source, other = whole.sources().astype(np.int64), labels[whole.indices]
        foreign = (other >= 0) & (other != labels[source])
        met = np.unique(source[foreign] << 32 | other[foreign]) >> 32
        joined = np.bincount(met, minlength=whole.n)
    open_pairs = (degrees * (degrees - 1) - linked) // 2
    return StructuralHoles(open_pairs.astype(np.int64), constraint, joined)


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many actors work on what, where.

    Attributes
    ----------
    rows, columns : tuples of names
    counts : int64 array of shape (rows, columns)
    expected : float64 array of shape (rows, columns)
        If what and where had nothing to do with each other.
    p : float64 array of shape (rows, columns)
        Chance of as few actors or fewer.
    """

    rows: tuple[Any, ...]
    columns: tuple[Any, ...]
    counts: IntArray
    expected: FloatArray
    p: FloatArray

    def empty(self) -> list[tuple[Any, Any, float]]:
        """Return (row, column, expected) where nobody works, the most surprising first."""
        found = [
            (self.rows[r], self.columns[c], float(self.expected[r, c]))
            for r, c in np.argwhere(self.counts == 0)
        ]
        return sorted(found, key=lambda cell: -cell[2])


def coverage(
    graph: Graph, rows: Sequence[Any] | ArrayLike, columns: Sequence[Any] | ArrayLike
) -> Coverage:
    """Count the actors of each row (topic) and column (region); either may be lists.

    Parameters
    ----------
    graph : Graph
        Gives the number of actors; ties do not matter.
    rows, columns : sequences of n labels or of n lists of labels

    Returns
    -------
    Coverage

    Raises
    ------
    InvalidGroups
        If there is not one entry per actor.

    References
    ----------
    Fisher (1935): the number in a cell, its margins given, is hypergeometric.

    Examples
    --------
    >>> found = coverage(Graph.from_edges(3, [], []), [["food"], ["food"], ["rent"]], [*"LLY"])
    >>> found.counts.tolist(), found.empty()[0][:2]
    ([[2, 0], [0, 1]], ('food', 'Y'))
    """
    what, row_names = membership(graph, rows)
    where, column_names = membership(graph, columns)
    counts = np.rint((what.T @ where).toarray()).astype(np.int64)
    a = np.asarray(what.sum(axis=0)).ravel()[:, None]
    b = np.asarray(where.sum(axis=0)).ravel()[None, :]
    expected = a * b / max(graph.n, 1)
    p = np.zeros(counts.shape)
    for k in range(int(counts.max(initial=0)) + 1):
        p += np.where(counts >= k, _hypergeometric(k, a, b, graph.n), 0.0)
    return Coverage(tuple(row_names), tuple(column_names), counts, expected, np.clip(p, 0, 1))


def _hypergeometric(k: int, a: FloatArray, b: FloatArray, n: int) -> FloatArray:
    """Chance of exactly k in a cell whose row has a and whose column b of n actors."""
    from scipy.special import gammaln  # noqa: PLC0415  # Slow to import.

    possible = (k <= a) & (k <= b) & (k >= a + b - n)

    def choose(total: FloatArray, part: FloatArray) -> FloatArray:
        rest = np.maximum(total - part, 0)
        logs: FloatArray = gammaln(total + 1) - gammaln(part + 1) - gammaln(rest + 1)
        return logs

    size = np.full(a.shape, float(n))
    logs = choose(a, np.full(a.shape, float(k)))
    logs = logs + choose(np.maximum(size - a, 0), np.maximum(b - k, 0)) - choose(size, b)
    return np.where(possible, np.exp(logs), 0.0)
