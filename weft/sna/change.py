"""Has a network changed between two surveys? Tests that treat actors, not ties, as the sample."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from weft.sna.errors import SnaError
from weft.sna.graph import FloatArray, Graph

#: Whole-number changes up to this sum are tested exactly, without drawing.
EXACT_SUM = 50_000


def sign_flip_p(changes: ArrayLike, *, permutations: int = 10_000, seed: int = 0) -> float:
    """Return the two-sided p-value of a mean change by flipping the sign of each actor's.

    Actors are the units: each one's change in its own reports is as likely up as down if
    nothing changed. Exact for whole numbers; actors without a change do not matter.

    Parameters
    ----------
    changes : array_like of float, shape (actors,)
        Change in the number of ties each actor reports.
    permutations : int
        Sign patterns drawn where a change is no whole number.
    seed : int

    Returns
    -------
    float
        1 where nobody changed.

    References
    ----------
    Fisher (1935), The Design of Experiments.

    Examples
    --------
    >>> sign_flip_p([2, 1, 0, -1, 3])
    0.375
    """
    values = np.asarray(changes, dtype=np.float64).ravel()
    values = values[values != 0]
    if not len(values):
        return 1.0
    sizes = np.abs(values)
    observed = abs(float(values.sum())) - 1e-9
    if sizes.sum() <= EXACT_SUM and np.array_equal(sizes, np.round(sizes)):
        return _exact_flip_p(sizes.astype(np.int64).tolist(), observed)
    rng = np.random.default_rng(seed)
    # Equal sizes share one draw: how many of them turn positive is binomial.
    distinct, counts = np.unique(sizes, return_counts=True)
    ups = rng.binomial(counts, 0.5, (permutations, len(counts)))
    sums = (2 * ups - counts) @ distinct
    further = 1 + int(np.count_nonzero(np.abs(sums) >= observed))
    return further / (permutations + 1)


def _exact_flip_p(sizes: list[int], observed: float) -> float:
    """Add one actor's coin after the other to the distribution of the sum of negatives."""
    total = sum(sizes)
    chance = np.zeros(total + 1)
    chance[0] = 1.0
    reached = 0
    for size in sorted(sizes):
        half = 0.5 * chance[: reached + 1]
        chance[: reached + 1] = half
        chance[size : reached + size + 1] += half
        reached += size
    sums = total - 2 * np.arange(total + 1)
    return float(min(1.0, chance[np.abs(sums) >= observed].sum()))


@dataclass(frozen=True, slots=True)
class PairTest:
    """A total change with a standard error that allows for pairs sharing an actor.

    Attributes
    ----------
    total : float
        Sum of all changes.
    error : float
        Its standard error.
    actors : int
        Actors who report; the t distribution has one degree of freedom less.
    """

    total: float
    error: float
    actors: int

    def p(self, removed: float = 0.0) -> float:
        """Return the two-sided p-value of the total less `removed`; 1 if that turns its sign."""
        from scipy.special import stdtr  # noqa: PLC0415  # Slow to import.

        left = self.total - removed
        if not left or left * self.total < 0 or self.actors < 2:
            return 1.0
        if not self.error:
            return 0.0
        return float(2 * stdtr(self.actors - 1, -abs(left) / self.error))


def pair_test(changes: ArrayLike, opportunities: ArrayLike) -> PairTest:
    """Test a mean change of directed reports where those that share an actor go together.

    One new tie is reported by both its ends, and one person's new fame by many, so flipping
    the signs of reporters alone finds change too often. The variance sums the products of the
    residuals of all pairs that share an actor (as sender, receiver or both), and is at least
    that of independent senders and that of independent pairs.

    Parameters
    ----------
    changes : array_like of shape (n, n)
        Change of what the row said about the column: +1, 0 or −1.
    opportunities : array_like of bool, shape (n, n)
        Pairs compared. The rest of `changes` is ignored.

    Returns
    -------
    PairTest

    References
    ----------
    Fafchamps & Gubert (2007); Aronow, Samii & Assenova (2015).

    Examples
    --------
    >>> up = [[0, 1, 1], [1, 0, 0], [1, 0, 0]]
    >>> found = pair_test(up, [[0, 1, 1], [1, 0, 1], [1, 1, 0]])
    >>> found.total, found.actors, found.p() > 0.1
    (4.0, 3, True)
    """
    asked = np.asarray(opportunities, dtype=np.float64)
    number = float(asked.sum())
    actors = int(np.count_nonzero(asked.any(axis=1)))
    residual = np.asarray(changes, dtype=np.float64) * asked
    total = float(residual.sum())
    if actors < 2:
        return PairTest(total, 0.0, actors)
    residual -= total / number * asked
    sent = residual.sum(axis=1)
    both_ways = residual + residual.T
    within_pairs = float(np.vdot(both_ways, both_ways)) / 2
    by_actor = sent + residual.sum(axis=0)
    variance = max(float(by_actor @ by_actor) - within_pairs, float(sent @ sent), within_pairs)
    return PairTest(total, float(np.sqrt(variance * actors / (actors - 1))), actors)


def paired_bootstrap(
    changes: ArrayLike, opportunities: ArrayLike, *, draws: int = 1000, seed: int = 0
) -> FloatArray:
    """Return mean changes per pair of networks whose actors are drawn anew in both waves.

    The vertex bootstrap of a difference: an actor is drawn with its reports of both waves,
    and two copies of one actor get the change of a pair drawn at random. Quantiles of the
    result give an interval, a wide one.

    Parameters
    ----------
    changes : array_like of shape (n, n)
        +1, 0 or −1.
    opportunities : array_like of bool, shape (n, n)
    draws : int
    seed : int

    Returns
    -------
    float64 array of shape (draws,)

    Raises
    ------
    SnaError
        If there is no pair to draw from.

    References
    ----------
    Snijders & Borgatti (1999).

    Examples
    --------
    >>> up = [[0, 1, 1], [1, 0, 1], [1, 1, 0]]
    >>> paired_bootstrap(up, up, draws=2).tolist()
    [1.0, 1.0]
    """
    asked = np.asarray(opportunities, dtype=np.float32)
    change = np.asarray(changes, dtype=np.float32) * asked
    values = change[asked > 0]
    if not len(values):
        raise SnaError("A bootstrap needs at least one pair that was asked about both times.")
    n = len(asked)
    rng = np.random.default_rng(seed)
    weights = rng.multinomial(n, np.full(n, 1 / n), draws).astype(np.float32)
    total = np.einsum("bi,bi->b", weights @ change, weights, dtype=np.float64)
    pairs = np.einsum("bi,bi->b", weights @ asked, weights, dtype=np.float64)
    doubles = (weights * (weights - 1)).sum(axis=1) * (len(values) / max(n * (n - 1), 1))
    doubles = np.round(doubles).astype(np.int64)
    ups, downs = (float(np.mean(values == sign)) for sign in (1, -1))
    drawn = rng.multinomial(doubles, [ups, downs, max(0.0, 1 - ups - downs)])
    total += drawn[:, 0] - drawn[:, 1]
    pairs += doubles
    mean: FloatArray = np.divide(total, pairs, out=np.zeros(draws), where=pairs > 0)
    return mean


def vertex_bootstrap(
    graph: Graph,
    figure: Callable[[Graph], float],
    *,
    draws: int = 1000,
    seed: int = 0,
) -> FloatArray:
    """Return a figure of networks whose actors are drawn anew with replacement.

    An actor drawn twice is tied to its double as often as two actors are tied at all, as
    Snijders and Borgatti propose. Quantiles of the result give an interval.

    Parameters
    ----------
    graph : Graph
    figure : function of a Graph to float
    draws : int
    seed : int

    Returns
    -------
    float64 array of shape (draws,)

    Raises
    ------
    SnaError
        If the graph has fewer than two actors.

    References
    ----------
    Snijders & Borgatti (1999).

    Examples
    --------
    >>> from weft.sna.cohesion import density
    >>> len(vertex_bootstrap(Graph.from_edges(4, [0, 1], [1, 2]), density, draws=5))
    5
    """
    if graph.n < 2:
        raise SnaError("A bootstrap needs at least two actors.")
    rng = np.random.default_rng(seed)
    tied = graph.matrix().toarray() > 0
    chance = tied.sum() / (graph.n * (graph.n - 1))
    found = np.empty(draws)
    for i in range(draws):
        chosen = rng.integers(0, graph.n, graph.n)
        drawn = tied[np.ix_(chosen, chosen)]
        twins = rng.random(drawn.shape) < chance
        if not graph.directed:
            twins = np.triu(twins, 1)
            twins |= twins.T
        drawn = np.where(chosen[:, None] == chosen[None, :], twins, drawn)
        source, target = np.nonzero(drawn)
        found[i] = figure(Graph.from_edges(graph.n, source, target, directed=graph.directed))
    return found
