"""The spectrum of a network's Laplacian: how easily it falls into two parts."""

from __future__ import annotations

import numpy as np

from weft.sna.cohesion import components, degree
from weft.sna.graph import FloatArray, Graph

#: Up to this many actors all eigenvalues are computed, which is exact and faster.
DENSE_UP_TO = 1_000
#: Vectors iterated together, so that close eigenvalues do not slow each other down.
BLOCK = 4


def algebraic_connectivity(graph: Graph) -> float:
    """Return the second smallest eigenvalue of the Laplacian D − A, directions ignored.

    0 exactly where the network is in pieces; small where a few ties hold it together.
    By a dense solver up to 1,000 actors, by inverse iteration above (relative error 1e-6).

    References
    ----------
    Fiedler (1973).

    Examples
    --------
    >>> round(algebraic_connectivity(Graph.from_edges(3, [0, 1], [1, 2])), 9)
    1.0
    """
    whole = graph.undirected()
    if whole.n < 2 or components(whole).max() > 0:
        return 0.0
    degrees = degree(whole).astype(np.float64)
    if whole.n <= DENSE_UP_TO:
        laplacian = np.diag(degrees) - whole.matrix().toarray()
        return float(np.linalg.eigvalsh(laplacian)[1])
    return _inverse_iteration(whole, degrees)


def _inverse_iteration(graph: Graph, degrees: FloatArray) -> float:
    """Iterate x ← L⁻¹x on the space without the constant vector, by conjugate gradients."""
    adjacency = graph.matrix()
    x = np.random.default_rng(0).standard_normal((graph.n, BLOCK))
    value = np.inf
    for _ in range(100):
        x = np.linalg.qr(x - x.mean(axis=0))[0]
        image = degrees[:, None] * x - adjacency @ x
        values, turn = np.linalg.eigh(x.T @ image)
        if abs(values[0] - value) <= 1e-9 * values[0]:
            break
        value = float(values[0])
        x = _solved(adjacency, degrees, x @ turn)
    return value


def _solved(adjacency: object, degrees: FloatArray, right: FloatArray) -> FloatArray:
    """Solve L y = b for each column by conjugate gradients preconditioned with the degrees."""
    weight = degrees[:, None]
    solution = np.zeros_like(right)
    residual = right - right.mean(axis=0)
    scaled = residual / weight
    search = scaled.copy()
    product = np.sum(residual * scaled, axis=0)
    goal = 1e-14 * product
    for _ in range(2_000):
        image = weight * search - adjacency @ search
        along = np.sum(search * image, axis=0)
        step = np.divide(product, along, out=np.zeros_like(product), where=along > 0)
        solution += step * search
        residual -= step * image
        scaled = residual / weight
        following = np.sum(residual * scaled, axis=0)
        if np.all(following <= goal):
            break
        search = scaled + following / np.maximum(product, 1e-300) * search
        product = following
    return solution
