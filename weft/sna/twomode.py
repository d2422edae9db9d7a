"""Two-mode data: who attended what, seen as ties between those who attended together."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import ArrayLike

from weft.sna.errors import InvalidGraph
from weft.sna.graph import Graph

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix


def incidence(rows: int, columns: int, row: ArrayLike, column: ArrayLike) -> csr_matrix:
    """Return attendances as a matrix of zeros and ones, repeated ones counted once."""
    from scipy import sparse  # noqa: PLC0415  # Slow to import.

    one = np.asarray(row, dtype=np.int64).ravel()
    other = np.asarray(column, dtype=np.int64).ravel()
    if len(one) != len(other):
        raise InvalidGraph(f"{len(one)} actors and {len(other)} events do not pair up.")
    for ends, most in ((one, rows), (other, columns)):
        if len(ends) and (ends.min() < 0 or ends.max() >= most):
            raise InvalidGraph(f"A position lies outside 0 … {most - 1}.")
    matrix = sparse.coo_matrix((np.ones(len(one)), (one, other)), shape=(rows, columns)).tocsr()
    matrix.data[:] = 1.0
    return matrix


def projection(
    shape: tuple[int, int],
    row: ArrayLike,
    column: ArrayLike,
    *,
    threshold: int = 1,
    labels: Sequence[str] | None = None,
) -> Graph:
    """Tie actors who share at least `threshold` events; the weight is how many they share.

    Projections are dense by construction (everyone at one large event is tied to everyone),
    so a threshold above 1 is usually wanted.

    Parameters
    ----------
    shape : (int, int)
        Number of actors, number of events.
    row, column : array_like of int, shape (attendances,)
        Actor and event of each attendance.
    threshold : int
    labels : sequence of str, optional
        Names of the actors.

    Returns
    -------
    Graph

    Raises
    ------
    InvalidGraph
        If the arrays differ in length or a position is out of range.

    References
    ----------
    Breiger (1974).

    Examples
    --------
    >>> together = projection((3, 2), [0, 1, 0, 1, 2], [0, 0, 1, 1, 1], threshold=2)
    >>> together.m, together.weights.tolist()
    (1, [2.0, 2.0])
    """
    from scipy import sparse  # noqa: PLC0415  # Slow to import.

    matrix = incidence(*shape, row, column)
    shared = sparse.triu(matrix @ matrix.T, k=1).tocoo()
    keep = shared.data >= threshold
    return Graph.from_edges(
        shape[0], shared.row[keep], shared.col[keep], shared.data[keep], labels=labels
    )


def two_mode_density(shape: tuple[int, int], row: ArrayLike, column: ArrayLike) -> float:
    """Return attendances over actors × events; 0 where there are none of either.

    Parameters
    ----------
    shape : (int, int)
        Number of actors, number of events.
    row, column : array_like of int, shape (attendances,)
        Actor and event of each attendance.

    References
    ----------
    Borgatti & Everett (1997).

    Examples
    --------
    >>> two_mode_density((2, 2), [0, 1], [0, 0])
    0.5
    """
    possible = shape[0] * shape[1]
    return incidence(*shape, row, column).nnz / possible if possible else 0.0


def robins_alexander(shape: tuple[int, int], row: ArrayLike, column: ArrayLike) -> float:
    """Return two-mode clustering 4·C4/L3: how many three-paths close into a four-cycle.

    Two actors who share one event share another. 0 without a three-path.

    Parameters
    ----------
    shape : (int, int)
        Number of actors, number of events.
    row, column : array_like of int, shape (attendances,)
        Actor and event of each attendance.

    References
    ----------
    Robins & Alexander (2004).

    Examples
    --------
    >>> robins_alexander((2, 2), [0, 0, 1, 1], [0, 1, 0, 1])
    1.0
    """
    from scipy import sparse  # noqa: PLC0415  # Slow to import.

    matrix = incidence(*shape, row, column)
    entries = matrix.tocoo()
    by_row, by_column = np.diff(matrix.indptr), np.diff(matrix.tocsc().indptr)
    paths = float(np.sum((by_row[entries.row] - 1) * (by_column[entries.col] - 1)))
    # A four-cycle is two actors of one pair of events, so either side may be paired up.
    one = (
        matrix.T
        if np.sum(by_row.astype(float) ** 2) < np.sum(by_column.astype(float) ** 2)
        else matrix
    )
    shared = sparse.triu(one @ one.T, k=1).tocoo().data
    cycles = float(np.sum(shared * (shared - 1)) / 2)
    return 4 * cycles / paths if paths else 0.0
