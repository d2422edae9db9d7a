"""The one representation every measure reads: an immutable graph as sparse rows (CSR)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from weft.sna.errors import InvalidGraph, UnknownActor

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

IntArray = NDArray[np.int64]
IndexArray = NDArray[np.int32]
FloatArray = NDArray[np.float64]
BoolArray = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Graph:
    """An immutable simple graph in compressed sparse rows.

    Actors are positions 0 … n−1. Row `i` is `indices[indptr[i]:indptr[i + 1]]`, sorted. An
    undirected tie is stored in both rows; `m` counts it once. In a directed graph rows hold
    what goes out and `m` counts arcs.

    Measures are defined on simple graphs, so building one drops loops (ties of an actor with
    itself) and merges parallel ties into one whose weight is their sum; `loops` and
    `parallels` say how many were dropped and merged. Two opposite arcs are one tie of an
    undirected graph and two arcs of a directed one.

    Parameters
    ----------
    indptr : int64 array of shape (n + 1,)
    indices : int32 array of shape (2m,) if undirected, (m,) if directed
    weights : float64 array, parallel to `indices`
    directed : bool
    n, m : int
        Number of actors; number of ties (undirected) or arcs (directed).
    labels : tuple of str, or None
        Names of the actors by position.
    loops, parallels : int
        Ties dropped as loops and merged as parallel when the graph was built.

    Examples
    --------
    >>> from weft import sna
    >>> graph = sna.Graph.from_edges(3, [0, 1, 2], [1, 2, 2])
    >>> graph.n, graph.m, graph.loops
    (3, 2, 1)
    """

    indptr: IntArray
    indices: IndexArray
    weights: FloatArray
    directed: bool
    n: int
    m: int
    labels: tuple[str, ...] | None = None
    loops: int = 0
    parallels: int = 0
    #: What has been derived from this graph once and is read again by later measures.
    memo: dict[str, Any] = field(default_factory=dict, repr=False)

    @classmethod
    def from_edges(
        cls,
        n: int,
        source: ArrayLike,
        target: ArrayLike,
        weight: ArrayLike | None = None,
        *,
        directed: bool = False,
        labels: Sequence[str] | None = None,
    ) -> Graph:
        """Build a graph from parallel arrays of positions.

        Parameters
        ----------
        n : int
            Number of actors.
        source, target : array_like of int, shape (ties,)
            Positions of the two ends of each tie.
        weight : array_like of float, shape (ties,), optional
            1 each when left out.
        directed : bool
        labels : sequence of n str, optional

        Returns
        -------
        Graph

        Raises
        ------
        InvalidGraph
            If the arrays differ in length or a position is outside 0 … n−1.

        Examples
        --------
        >>> Graph.from_edges(2, [0, 1], [1, 0]).m
        1
        >>> Graph.from_edges(2, [0, 1], [1, 0], directed=True).m
        2
        """
        from scipy import sparse  # noqa: PLC0415  # Slow to import.

        rows = np.asarray(source, dtype=np.int64).ravel()
        columns = np.asarray(target, dtype=np.int64).ravel()
        values = (
            np.ones(len(rows)) if weight is None else np.asarray(weight, dtype=np.float64).ravel()
        )
        _check(n, rows, columns, values, labels)
        between = rows != columns
        loops = int(len(rows) - np.count_nonzero(between))
        if loops:
            rows, columns, values = rows[between], columns[between], values[between]
        if not directed:
            rows, columns = np.concatenate((rows, columns)), np.concatenate((columns, rows))
            values = np.concatenate((values, values))
        matrix = sparse.coo_matrix((values, (rows, columns)), shape=(n, n)).tocsr()
        matrix.sum_duplicates()
        arcs = len(matrix.indices)
        per_tie = 1 if directed else 2
        return cls(
            indptr=_frozen(matrix.indptr, np.int64),
            indices=_frozen(matrix.indices, np.int32),
            weights=_frozen(matrix.data, np.float64),
            directed=directed,
            n=n,
            m=arcs // per_tie,
            labels=None if labels is None else tuple(labels),
            loops=loops,
            parallels=(len(rows) - arcs) // per_tie,
        )

    def label(self, actor: int) -> str:
        """Return the name of an actor, or its position as text where there are no names."""
        return str(actor) if self.labels is None else self.labels[actor]

    def neighbours(self, actor: int) -> IndexArray:
        """Return the sorted positions that an actor's ties lead to."""
        if not 0 <= actor < self.n:
            raise UnknownActor(f"There is no actor {actor} in a network of {self.n}.")
        return self.indices[self.indptr[actor] : self.indptr[actor + 1]]

    def sources(self) -> IndexArray:
        """Return the row of each entry of `indices`."""
        if "sources" not in self.memo:
            rows = np.repeat(np.arange(self.n, dtype=np.int32), np.diff(self.indptr))
            self.memo["sources"] = _frozen(rows, np.int32)
        return self.memo["sources"]  # type: ignore[no-any-return]  # The memo holds any type.

    def edges(self) -> tuple[IndexArray, IndexArray]:
        """Return the ends of each tie once: source ≤ target if undirected, else the arcs."""
        rows = self.sources()
        if self.directed:
            return rows, self.indices
        once = rows < self.indices
        return rows[once], self.indices[once]

    def undirected(self) -> Graph:
        """Return the graph with a tie wherever there is an arc either way, weights summed."""
        if not self.directed:
            return self
        if "undirected" not in self.memo:
            self.memo["undirected"] = Graph.from_edges(
                self.n, self.sources(), self.indices, self.weights, labels=self.labels
            )
        return self.memo["undirected"]  # type: ignore[no-any-return]  # The memo holds any type.

    def reversed(self) -> Graph:
        """Return the graph with every arc turned round; the graph itself if undirected."""
        if not self.directed:
            return self
        if "reversed" not in self.memo:
            self.memo["reversed"] = Graph.from_edges(
                self.n,
                self.indices,
                self.sources(),
                self.weights,
                directed=True,
                labels=self.labels,
            )
        return self.memo["reversed"]  # type: ignore[no-any-return]  # The memo holds any type.

    def subgraph(self, mask: ArrayLike) -> Graph:
        """Return the graph of the actors where `mask` (bool, shape (n,)) is true.

        The actors keep their order; `np.flatnonzero(mask)` gives their former positions.

        Examples
        --------
        >>> Graph.from_edges(3, [0, 1], [1, 2]).subgraph([True, True, False]).m
        1
        """
        keep = np.asarray(mask, dtype=np.bool_).ravel()
        if len(keep) != self.n:
            raise InvalidGraph(f"A mask of {len(keep)} does not fit a network of {self.n}.")
        position = np.cumsum(keep, dtype=np.int32) - 1
        rows = self.sources()
        inside = keep[rows] & keep[self.indices]
        n = int(np.count_nonzero(keep))
        indptr = np.zeros(n + 1, dtype=np.int64)
        np.cumsum(np.bincount(position[rows[inside]], minlength=n), out=indptr[1:])
        arcs = int(indptr[-1])
        return Graph(
            indptr=_frozen(indptr, np.int64),
            indices=_frozen(position[self.indices[inside]], np.int32),
            weights=_frozen(self.weights[inside], np.float64),
            directed=self.directed,
            n=n,
            m=arcs if self.directed else arcs // 2,
            labels=None
            if self.labels is None
            else tuple(self.labels[i] for i in np.flatnonzero(keep)),
        )

    def without(self, actors: Iterable[int]) -> Graph:
        """Return the graph that remains when some actors leave with all their ties."""
        keep = np.ones(self.n, dtype=np.bool_)
        for actor in actors:
            if not 0 <= actor < self.n:
                raise UnknownActor(f"There is no actor {actor} in a network of {self.n}.")
            keep[actor] = False
        return self.subgraph(keep)

    def forget(self) -> None:
        """Let go of all that was derived from this graph, to free its memory."""
        self.memo.clear()

    def matrix(self) -> csr_matrix:
        """Return the unweighted adjacency matrix (float64, sparse) for linear algebra."""
        from scipy import sparse  # noqa: PLC0415  # Slow to import.

        ones = np.ones(len(self.indices))
        return sparse.csr_matrix((ones, self.indices, self.indptr), shape=(self.n, self.n))


def _check(
    n: int, rows: IntArray, columns: IntArray, values: FloatArray, labels: Sequence[str] | None
) -> None:
    if n < 0:
        raise InvalidGraph(f"A network cannot have {n} actors.")
    if not len(rows) == len(columns) == len(values):
        raise InvalidGraph(
            f"Sources ({len(rows)}), targets ({len(columns)}) and weights ({len(values)}) "
            "must be equally many."
        )
    if labels is not None and len(labels) != n:
        raise InvalidGraph(f"{len(labels)} labels do not fit {n} actors.")
    for ends in (rows, columns):
        if len(ends) and (ends.min() < 0 or ends.max() >= n):
            raise InvalidGraph(f"A tie leads to a position outside 0 … {n - 1}.")


def _frozen(array: NDArray[Any], dtype: Any) -> NDArray[Any]:
    """Return the array as a read-only array of this type, so that no measure can change it."""
    fixed = np.ascontiguousarray(array, dtype=dtype)
    fixed.flags.writeable = False
    return fixed
