"""What an exit changes for those who stay."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from weft.sna.cohesion import degree, fragmentation
from weft.sna.graph import Graph
from weft.sna.paths import sweep


@dataclass(frozen=True, slots=True)
class Exit:
    """What changes when actors leave: figures of the others, before with them and after.

    Attributes
    ----------
    actors : tuple of int
    efficiency_before, efficiency_after : float
    fragmentation_before, fragmentation_after : float
    reach2_before, reach2_after : float
    newly_isolated : int
        Others left without any tie.
    exact : bool
        False if distances were searched from a sample of actors.
    """

    actors: tuple[int, ...]
    efficiency_before: float
    efficiency_after: float
    fragmentation_before: float
    fragmentation_after: float
    reach2_before: float
    reach2_after: float
    newly_isolated: int
    exact: bool


def departure(
    graph: Graph,
    actors: Iterable[int],
    *,
    also_ties: ArrayLike | None = None,
    sources: int | None = None,
    seed: int = 0,
) -> Exit:
    """Say what changes for the others when actors leave: efficiency, fragmentation, reach.

    The worst single loss of efficiency is a network's key-person dependency.

    Parameters
    ----------
    graph : Graph
    actors : iterable of int
        Who leaves; nobody, to see the effect of `also_ties` alone.
    also_ties : array_like of int, shape (ties, 2), optional
        Pairs whose ties end as well, such as those the leaver brokered.
    sources : int, optional
        Sampled sources for distances; exact when left out.
    seed : int

    Returns
    -------
    Exit

    Raises
    ------
    UnknownActor
        If one of the actors is not in the graph.

    Examples
    --------
    >>> departure(Graph.from_edges(4, [0, 0, 0], [1, 2, 3]), [0]).fragmentation_after
    1.0
    """
    leaving = tuple(sorted(set(actors)))
    reduced = graph if also_ties is None else _without_ties(graph, also_ties)
    rest = reduced.without(leaving)
    before = sweep(graph, sources=sources, seed=seed)
    after = sweep(rest, sources=sources, seed=seed)
    alone_before = np.delete(degree(graph) == 0, list(leaving))
    return Exit(
        actors=leaving,
        efficiency_before=before.efficiency.value,
        efficiency_after=after.efficiency.value,
        fragmentation_before=fragmentation(graph),
        fragmentation_after=fragmentation(rest),
        reach2_before=before.reach[1].value,
        reach2_after=after.reach[1].value,
        newly_isolated=int(np.count_nonzero((degree(rest) == 0) & ~alone_before)),
        exact=before.exact and after.exact,
    )


def _without_ties(graph: Graph, ties: ArrayLike) -> Graph:
    pairs = np.asarray(ties, dtype=np.int64).reshape(-1, 2)
    dropped = np.concatenate(
        (pairs[:, 0] * graph.n + pairs[:, 1],)
        if graph.directed
        else (pairs[:, 0] * graph.n + pairs[:, 1], pairs[:, 1] * graph.n + pairs[:, 0])
    )
    source, target = graph.edges()
    keep = ~np.isin(source.astype(np.int64) * graph.n + target, dropped)
    return Graph.from_edges(
        graph.n, source[keep], target[keep], directed=graph.directed, labels=graph.labels
    )
