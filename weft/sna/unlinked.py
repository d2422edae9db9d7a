"""Pairs of groups that have no tie at all."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from weft.sna.graph import Graph
from weft.sna.groups import degree_preserving, group_codes


@dataclass(frozen=True, slots=True)
class UnlinkedPair:
    """Two groups without a tie between them, and how many chance would give (degrees kept).

    Attributes
    ----------
    one, other : the two groups as named
    expected : float
        Ties that chance would give.
    """

    one: Any
    other: Any
    expected: float


def unlinked_groups(graph: Graph, groups: ArrayLike, *, at_least: int = 3) -> list[UnlinkedPair]:
    """Return the pairs of groups of at least so many actors with no tie between them.

    The most surprising come first: those where a degree-preserving chance would give most.

    Parameters
    ----------
    graph : Graph
    groups : array_like, shape (n,)
        The group of each actor, of any type that can be sorted.
    at_least : int
        Members a group needs.

    Raises
    ------
    InvalidGroups
        If there is not one group per actor.

    References
    ----------
    The expected ties are those of `degree_preserving`: Newman (2003).

    Examples
    --------
    >>> two = Graph.from_edges(6, [0, 1, 3, 4], [1, 2, 4, 5])
    >>> [(pair.one, pair.other) for pair in unlinked_groups(two, [0, 0, 0, 1, 1, 1])]
    [(0, 1)]
    """
    codes, names = group_codes(graph, groups)
    found = degree_preserving(graph, codes, permutations=0)
    large = np.bincount(codes, minlength=len(names)) >= at_least
    pairs = np.argwhere(np.triu(found.ties == 0, k=1) & np.outer(large, large))
    unlinked = [
        UnlinkedPair(names[a].item(), names[b].item(), float(found.expected[a, b]))
        for a, b in pairs
    ]
    return sorted(unlinked, key=lambda pair: -pair.expected)
