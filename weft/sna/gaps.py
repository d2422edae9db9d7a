"""Where ties are missing: groups with fewer ties than chance, and who could close the gap."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import ArrayLike

from weft.sna.chance import chance_of_ties
from weft.sna.errors import InvalidGroups
from weft.sna.graph import FloatArray, Graph, IntArray

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

#: Groups compared, the largest first: more pairs would only blur each other.
MOST_GROUPS = 300


@dataclass(frozen=True, slots=True)
class Gap:
    """Two groups, the ties between them and what chance would give.

    Attributes
    ----------
    one, other : the two groups as named
    ties : int
    expected : float
    p : float
        Chance of as few ties, or fewer.
    corrected : float
        The same when asked of all pairs at once (Holm 1979).
    """

    one: Any
    other: Any
    ties: int
    expected: float
    p: float
    corrected: float


def gaps(graph: Graph, groups: Sequence[Any] | ArrayLike, *, at_least: int = 3) -> list[Gap]:
    """Compare the ties between each two groups with chance, the surest gaps first.

    Chance is the most random simple graph in which everyone has as many ties as now. Groups
    may overlap (an actor has several topics): a tie counts for two groups if one end is in
    the one and the other end in the other, an actor who is in both may be either. Every pair
    of groups is returned; a gap is one whose `corrected` is small. Of more than 300 groups
    the largest are compared.

    Do not use it on communities found in the same ties: these have few ties between them by
    construction. `outward_gaps` is for them. The p-value is on the safe side: chance keeps
    the numbers of ties on average, and rewiring that keeps each exactly strays less.

    Parameters
    ----------
    graph : Graph
        Directions are ignored.
    groups : sequence of n labels, or of n lists of labels
        The group or groups of each actor; None, "" or an empty list for none.
    at_least : int
        Members a group needs to be compared.

    Returns
    -------
    list of Gap

    Raises
    ------
    InvalidGroups
        If there is not one entry per actor.

    References
    ----------
    Squartini & Garlaschelli (2011); Holm (1979).

    Examples
    --------
    >>> two = Graph.from_edges(6, [0, 1, 0, 3, 4, 3], [1, 2, 2, 4, 5, 5])
    >>> gap = gaps(two, ["a", "a", "a", "b", "b", "b"])[0]
    >>> gap.one, gap.other, gap.ties, round(gap.expected, 2), round(gap.p, 3)
    ('a', 'b', 0, 3.6, 0.01)
    """
    whole = graph.undirected()
    member, names = membership(graph, groups, at_least=at_least)
    if len(names) < 2 or not whole.m:
        return []
    chance = chance_of_ties(whole)
    mean, spread = _expected(member, chance.counted(member), chance.of_actor, chance.tie)
    return _tested(names, _ties(whole, member), mean, spread)


def outward_gaps(graph: Graph, communities: ArrayLike, *, at_least: int = 3) -> list[Gap]:
    """Compare the ties between communities with how outward-looking each of them is.

    Chance deals the ties that leave each community to the others in proportion to the ties
    that leave those, so that communities found in these very ties can be compared.

    Parameters
    ----------
    graph : Graph
    communities : array_like of int, shape (n,)
        −1 for none.
    at_least : int

    Returns
    -------
    list of Gap

    Raises
    ------
    InvalidGroups
        If there is not one entry per actor.

    References
    ----------
    Quasi-independence: Goodman (1968), fitted by iterative proportional fitting; Holm (1979).

    Examples
    --------
    >>> ring = Graph.from_edges(8, [0, 2, 4, 6, 1, 3, 5, 7], [1, 3, 5, 7, 2, 4, 6, 0])
    >>> found = outward_gaps(ring, [0, 0, 1, 1, 2, 2, 3, 3], at_least=2)
    >>> (found[0].one, found[0].other), round(found[0].expected, 2)
    ((0, 2), 0.67)
    """
    labels = np.asarray(communities).ravel()
    if len(labels) != graph.n:
        raise InvalidGroups(f"{len(labels)} communities do not fit {graph.n} actors.")
    given = [None if label < 0 else label for label in labels.tolist()]
    member, names = membership(graph, given, at_least=at_least)
    ties = _ties(graph.undirected(), member)
    np.fill_diagonal(ties, 0)
    leaving = ties.sum(axis=1).astype(np.float64)
    if len(names) < 2 or not leaving.any():
        return []
    mean = _dealt_out(leaving)
    return _tested(names, ties, mean, mean)


def membership(
    graph: Graph, groups: Sequence[Any] | ArrayLike, *, at_least: int = 1
) -> tuple[csr_matrix, list[Any]]:
    """Return who belongs to which group (n × g, 0 or 1) and the sorted names of the groups.

    Examples
    --------
    >>> belongs, names = membership(Graph.from_edges(2, [0], [1]), [["a", "b"], ["b"]])
    >>> belongs.toarray().tolist(), names
    ([[1.0, 1.0], [0.0, 1.0]], ['a', 'b'])
    """
    from scipy import sparse  # noqa: PLC0415  # Slow to import.

    entries = list(groups) if isinstance(groups, Sequence) else np.asarray(groups).ravel().tolist()
    if len(entries) != graph.n:
        raise InvalidGroups(f"{len(entries)} entries of groups do not fit {graph.n} actors.")
    pairs: list[tuple[int, Any]] = []
    for actor, entry in enumerate(entries):
        several = entry if isinstance(entry, list | tuple | set | frozenset) else [entry]
        pairs.extend((actor, name) for name in several if name is not None and name != "")
    names = sorted({name for _actor, name in pairs})
    at = {name: i for i, name in enumerate(names)}
    rows = np.array([actor for actor, _name in pairs], dtype=np.int64)
    columns = np.array([at[name] for _actor, name in pairs], dtype=np.int64)
    member = sparse.csr_matrix((np.ones(len(pairs)), (rows, columns)), shape=(graph.n, len(names)))
    member.data[:] = 1.0
    size = np.asarray(member.sum(axis=0)).ravel()
    largest = np.sort(np.argsort(-size, kind="stable")[:MOST_GROUPS])
    kept = largest[size[largest] >= at_least]
    return member[:, kept], [names[i] for i in kept]


def _ties(graph: Graph, member: csr_matrix) -> IntArray:
    """Ties between each two groups, each tie once, also where both its ends are in both."""
    met = (member.T @ graph.matrix() @ member).toarray()
    source, target = graph.edges()
    shared = member[source].multiply(member[target]).tocsr()
    ties: IntArray = np.rint(met - (shared.T @ shared).toarray()).astype(np.int64)
    return ties


def _expected(
    member: csr_matrix, counted: FloatArray, of_actor: IntArray, tie: FloatArray
) -> tuple[FloatArray, FloatArray]:
    """Mean and variance of the ties between each two groups by chance."""
    risk = tie * (1 - tie)
    own, own_risk = np.diag(tie)[of_actor], np.diag(risk)[of_actor]
    mean, spread = counted @ tie @ counted.T, counted @ risk @ counted.T
    overlap = (member.T @ member).toarray()
    for a, b in np.argwhere(np.triu(overlap > 0, 1)):
        both = np.asarray(member[:, a].multiply(member[:, b]).todense()).ravel() > 0
        k = np.bincount(of_actor[both], minlength=len(tie)).astype(np.float64)
        for matrix, table, self_tie in ((mean, tie, own), (spread, risk, own_risk)):
            # Without ties of an actor with itself, and each pair of actors in both once.
            itself = float(self_tie[both].sum())
            matrix[a, b] -= itself + (float(k @ table @ k) - itself) / 2
            matrix[b, a] = matrix[a, b]
    return mean, spread


def _dealt_out(leaving: FloatArray) -> FloatArray:
    """Fit a symmetric table without diagonal whose rows add up to what leaves each group."""
    pull = np.sqrt(leaving / max(float(leaving.sum()), 1e-12))
    for _ in range(2_000):
        others = pull.sum() - pull
        share = np.divide(
            leaving / leaving.sum(), others, out=np.zeros(len(pull)), where=others > 0
        )
        moved = float(np.abs(share - pull).max())
        pull = np.sqrt(pull * share)
        if moved < 1e-10:
            break
    table: FloatArray = np.outer(pull, pull) * leaving.sum()
    np.fill_diagonal(table, 0)
    return table


def _tested(names: list[Any], ties: IntArray, mean: FloatArray, spread: FloatArray) -> list[Gap]:
    one, other = np.triu_indices(len(names), 1)
    seen, expected = ties[one, other], mean[one, other]
    p = _so_few(seen, expected, spread[one, other])
    corrected = holm(p)
    order = np.lexsort((-expected, p))
    return [
        Gap(
            names[one[i]],
            names[other[i]],
            int(seen[i]),
            float(expected[i]),
            float(p[i]),
            float(corrected[i]),
        )
        for i in order
    ]


def _so_few(seen: IntArray, mean: FloatArray, spread: FloatArray) -> FloatArray:
    """Chance of at most `seen` ties: a binomial with the mean and variance of the many chances.

    Where the variance is all but the mean, ties are rare one by one and it is Poisson's.
    """
    from scipy.special import betainc, pdtr  # noqa: PLC0415  # Slow to import.

    p = np.ones(len(seen))
    rare = (mean > 0) & (spread >= mean * (1 - 1e-6))
    p[rare] = pdtr(seen[rare], mean[rare])
    often = (mean > 0) & ~rare
    each = 1 - spread[often] / mean[often]
    tries = np.maximum(mean[often] / each, seen[often] + 1e-9)
    p[often] = betainc(np.maximum(tries - seen[often], 1e-9), seen[often] + 1, 1 - each)
    return np.clip(p, 0, 1)


def holm(p: ArrayLike) -> FloatArray:
    """Return p-values corrected for asking all these questions at once (Holm 1979).

    Parameters
    ----------
    p : array_like of float, shape (questions,)

    References
    ----------
    Holm (1979).

    Examples
    --------
    >>> holm([0.01, 0.04, 0.03]).tolist()
    [0.03, 0.06, 0.06]
    """
    values = np.asarray(p, dtype=np.float64).ravel()
    order = np.argsort(values, kind="stable")
    stepped = values[order] * np.arange(len(values), 0, -1)
    corrected = np.empty(len(values))
    corrected[order] = np.minimum(np.maximum.accumulate(stepped), 1.0)
    return corrected
