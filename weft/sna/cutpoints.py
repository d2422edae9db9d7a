"""Cut points and bridges: the actors and ties that hold parts of a network together alone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from weft.sna.cohesion import degree
from weft.sna.graph import Graph, IntArray
from weft.sna.kernels import removals


@dataclass(frozen=True, slots=True)
class CutPoint:
    """An actor whose exit would break its component.

    Attributes
    ----------
    actor : int
    pieces : int
        Parts its component would fall into.
    cut_off : int
        Actors outside the largest of these.
    sole_links : int
        Actors tied to no one else, who would be left without any tie.
    """

    actor: int
    pieces: int
    cut_off: int
    sole_links: int


@dataclass(frozen=True, slots=True)
class Bridge:
    """A tie whose end would break its component, and the size of the smaller part.

    Attributes
    ----------
    one, other : int
        The two ends.
    cut_off : int
        Actors in the smaller of the two parts.
    """

    one: int
    other: int
    cut_off: int


@dataclass(frozen=True, slots=True)
class Removals:
    """What the removal of each actor, or of the tie to its parent, leaves of its component.

    Attributes
    ----------
    pieces, pairs, largest, size : int64 arrays of shape (n,)
        Pieces left, connected ordered pairs left, size of the largest piece, and size of the
        component before; 0 for actors already gone.
    parent, hanging : int64 arrays of shape (n,)
        The actor each was reached from (−1: none), and how many actors hang on that tie
        where it is a bridge (0: it is none).
    """

    pieces: IntArray
    pairs: IntArray
    largest: IntArray
    size: IntArray
    parent: IntArray
    hanging: IntArray


def removal_figures(graph: Graph, gone: Iterable[int] = ()) -> Removals:
    """Search the undirected graph once, depth first, with the actors in `gone` left out."""
    left_out = list(gone)
    if not left_out and "removals" in graph.memo:
        return graph.memo["removals"]  # type: ignore[no-any-return]  # The memo holds any type.
    mask = np.zeros(graph.n, dtype=np.bool_)
    mask[left_out] = True
    found = Removals(*removals(graph.indptr, graph.indices, mask))
    if not left_out:
        graph.memo["removals"] = found
    return found


def cut_points(graph: Graph) -> list[CutPoint]:
    """Return the articulation points with what the exit of each would disconnect.

    The one that cuts off most comes first. Directions are ignored. O(n + m).

    References
    ----------
    Hopcroft & Tarjan (1973).

    Examples
    --------
    >>> cut_points(Graph.from_edges(3, [0, 1], [1, 2]))
    [CutPoint(actor=1, pieces=2, cut_off=1, sole_links=2)]
    """
    whole = graph.undirected()
    found = removal_figures(whole)
    pieces, largest, size = found.pieces, found.largest, found.size
    alone = (degree(whole) == 1)[whole.indices]
    sole = np.bincount(whole.sources(), weights=alone, minlength=whole.n)
    points = [
        CutPoint(int(v), int(pieces[v]), int(size[v] - 1 - largest[v]), int(sole[v]))
        for v in np.flatnonzero(pieces > 1)
    ]
    return sorted(points, key=lambda point: (-point.cut_off, point.actor))


def bridges(graph: Graph) -> list[Bridge]:
    """Return the ties whose end would disconnect someone, worst first; directions ignored.

    O(n + m).

    References
    ----------
    Tarjan (1974).

    Examples
    --------
    >>> bridges(Graph.from_edges(4, [0, 1, 0, 2], [1, 2, 2, 3]))
    [Bridge(one=2, other=3, cut_off=1)]
    """
    found = removal_figures(graph.undirected())
    ties = [
        Bridge(
            one=int(min(v, found.parent[v])),
            other=int(max(v, found.parent[v])),
            cut_off=int(min(found.hanging[v], found.size[v] - found.hanging[v])),
        )
        for v in np.flatnonzero(found.hanging)
    ]
    return sorted(ties, key=lambda tie: (-tie.cut_off, tie.one, tie.other))
