"""People laid out by how they vote, and clusters in that plane."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from weft.sna.graph import FloatArray, IntArray

#: Starts of k-means, and rounds of each.
STARTS, ROUNDS = 20, 100
#: A smaller number of groups is preferred if its silhouette is at most so much worse.
NEARLY_AS_GOOD = 0.03
#: People compared for the silhouette; more would cost memory without changing it.
COMPARED = 2000
#: Shuffles that votes have to beat: one in twenty by chance.
SHUFFLES = 19


def _centred(votes: FloatArray) -> FloatArray:
    """Return votes less the mean of their statement, unseen ones as 0."""
    seen = ~np.isnan(votes)
    filled = np.where(seen, votes, 0.0)
    mean = filled.sum(axis=0) / np.maximum(seen.sum(axis=0), 1)
    return np.where(seen, votes - mean, 0.0)


def opinion_plane(votes: FloatArray) -> FloatArray:
    """Return people in the plane of the two principal components of their votes."""
    centred = _centred(votes)
    size = centred.shape[1]
    _, vectors = np.linalg.eigh(centred.T @ centred)
    axes = vectors[:, ::-1][:, :2]
    # The sign of a component is arbitrary; the first large entry is made positive.
    axes = axes * np.where(axes[np.abs(axes).argmax(axis=0), range(axes.shape[1])] < 0, -1, 1)
    stretch = np.sqrt(size / np.maximum((~np.isnan(votes)).sum(axis=1), 1))
    plane = np.zeros((len(votes), 2))
    plane[:, : axes.shape[1]] = centred @ axes * stretch[:, None]
    return plane


def pattern_beyond_chance(votes: FloatArray, seed: int) -> bool:
    """Return whether votes hang together more than when each statement's are shuffled.

    Compared is the first principal component. Shuffling keeps who saw what and how each
    statement was voted on.
    """
    rng = np.random.default_rng(seed)
    centred = _centred(votes)
    observed = _largest(centred)
    columns = [np.flatnonzero(~np.isnan(column)) for column in votes.T]
    for _ in range(SHUFFLES):
        shuffled = np.zeros_like(centred)
        for column, rows in enumerate(columns):
            shuffled[rows, column] = rng.permutation(centred[rows, column])
        if _largest(shuffled) >= observed - 1e-9:
            return False
    return True


def _largest(table: FloatArray) -> float:
    """Return the variance along the first principal component, times the number of rows."""
    square = table.T @ table if table.shape[1] <= len(table) else table @ table.T
    return float(np.linalg.eigvalsh(square)[-1])


def best_clusters(points: FloatArray, sizes: Iterable[int], seed: int) -> tuple[IntArray, float]:
    """Return the clusters with the best silhouette, or fewer that are nearly as good."""
    rng = np.random.default_rng(seed)
    tried = []
    for k in sizes:
        labels = _k_means(points, k, rng)
        tried.append((labels, _silhouette(points, labels, seed)))
    best = max(silhouette for _, silhouette in tried)
    return next(each for each in tried if each[1] >= best - NEARLY_AS_GOOD)


def _k_means(points: FloatArray, k: int, rng: np.random.Generator) -> IntArray:
    """Return the tightest of several k-means clusterings, started far apart (k-means++)."""
    best: tuple[float, IntArray] | None = None
    for _ in range(STARTS):
        centres = points[rng.integers(len(points))][None, :]
        while len(centres) < k:
            nearest = _squared(points, centres).min(axis=1)
            total = nearest.sum()
            weights = nearest / total if total else None
            centres = np.vstack([centres, points[rng.choice(len(points), p=weights)]])
        labels = np.zeros(len(points), dtype=np.int64)
        for _ in range(ROUNDS):
            before, labels = labels, _squared(points, centres).argmin(axis=1)
            if np.array_equal(before, labels):
                break
            for group in range(k):
                members = points[labels == group]
                if len(members):
                    centres[group] = members.mean(axis=0)
        spread = float(_squared(points, centres).min(axis=1).sum())
        if best is None or spread < best[0] - 1e-9:
            best = spread, labels
    return best[1] if best is not None else np.zeros(len(points), dtype=np.int64)


def _squared(points: FloatArray, centres: FloatArray) -> FloatArray:
    apart: FloatArray = ((points[:, None, :] - centres[None, :, :]) ** 2).sum(axis=2)
    return apart


def _silhouette(points: FloatArray, labels: IntArray, seed: int) -> float:
    """Return the mean of (b − a) / max(a, b): a to one's own group, b to the nearest other.

    References
    ----------
    Rousseeuw (1987).
    """
    if len(points) > COMPARED:
        some = np.random.default_rng(seed).permutation(len(points))[:COMPARED]
        points, labels = points[some], labels[some]
    groups, member = np.unique(labels, return_inverse=True)
    if len(groups) < 2:
        return -1.0
    apart = np.sqrt(_squared(points, points))
    sizes = np.bincount(member)
    to_group = np.stack([apart[:, member == g].sum(axis=1) for g in range(len(groups))], axis=1)
    own = to_group[np.arange(len(points)), member] / np.maximum(sizes[member] - 1, 1)
    other = to_group / sizes
    other[np.arange(len(points)), member] = np.inf
    nearest = other.min(axis=1)
    largest = np.maximum(own, nearest)
    width = np.divide(nearest - own, largest, out=np.zeros(len(points)), where=largest > 0)
    return float(np.where(sizes[member] > 1, width, 0.0).mean())
