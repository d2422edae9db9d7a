"""Who stands between others: structural holes and the roles of brokers between groups."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from weft.sna.cohesion import degree
from weft.sna.graph import FloatArray, Graph, IntArray
from weft.sna.groups import group_codes
from weft.sna.kernels import broker_roles, ego_networks

ROLES = ("coordinator", "consultant", "gatekeeper", "representative", "liaison")


@dataclass(frozen=True, slots=True)
class Brokerage:
    """How often each actor brokers in each role.

    Attributes
    ----------
    counts : int64 array of shape (n, 5)
        Columns in the order of `ROLES`.
    """

    counts: IntArray

    def role(self, name: str) -> IntArray:
        """Return the counts of one role by actor."""
        return self.counts[:, ROLES.index(name)]

    def totals(self) -> dict[str, int]:
        """Return the sum of each role over all actors."""
        return dict(zip(ROLES, map(int, self.counts.sum(axis=0)), strict=True))


def brokerage(graph: Graph, groups: ArrayLike) -> Brokerage:
    """Count Gould and Fernandez' five roles of the broker j in i → j → k without i → k.

    All three in one group: coordinator. Only j elsewhere: consultant. i elsewhere: gatekeeper.
    k elsewhere: representative. Three groups: liaison. An undirected tie counts as both arcs,
    so each open triple is met twice: as coordinator, consultant and liaison doubled, else once
    as gatekeeper and once as representative.

    Parameters
    ----------
    graph : Graph
    groups : array_like of shape (n,)
        The group of each actor, such as region or type; any values that sort.

    Returns
    -------
    Brokerage

    Raises
    ------
    InvalidGroups
        If there is not one group per actor.

    References
    ----------
    Gould & Fernandez (1989).

    Examples
    --------
    >>> path = Graph.from_edges(3, [0, 1], [1, 2])
    >>> brokerage(path, ["a", "a", "b"]).totals()["gatekeeper"]
    1
    """
    codes, _ = group_codes(graph, groups)
    return Brokerage(broker_roles(graph.indptr, graph.indices, codes))


def ego(graph: Graph) -> tuple[IntArray, FloatArray]:
    """Return twice the ties among each actor's neighbours, and Burt's constraint; 0 alone."""
    if "ego" not in graph.memo:
        whole = graph.undirected()
        everyone = np.arange(whole.n, dtype=np.int64)
        graph.memo["ego"] = ego_networks(whole.indptr, whole.indices, everyone)
    return graph.memo["ego"]  # type: ignore[no-any-return]  # The memo holds any type.


def constraint(graph: Graph) -> FloatArray:
    """Return Burt's constraint c_i = Σ_j (p_ij + Σ_q p_iq p_qj)² over the neighbours j.

    p_ij = 1/degree(i): directions and weights are set aside first, because programs disagree
    on them. High where an actor's neighbours know each other; can exceed 1 (1.125 in a
    triangle). nan for isolates.

    References
    ----------
    Burt (1992).

    Examples
    --------
    >>> constraint(Graph.from_edges(3, [0, 1, 0], [1, 2, 2])).tolist()
    [1.125, 1.125, 1.125]
    """
    return np.where(degree(graph) > 0, ego(graph)[1], np.nan)


def effective_size(graph: Graph) -> FloatArray:
    """Return Burt's effective size d − 2t/d, t the ties among the d neighbours.

    Directions and weights are set aside. nan for isolates.

    References
    ----------
    Burt (1992); Borgatti (1997).

    Examples
    --------
    >>> effective_size(Graph.from_edges(3, [0, 1, 0], [1, 2, 2])).tolist()
    [1.0, 1.0, 1.0]
    """
    degrees = degree(graph).astype(np.float64)
    redundancy = np.divide(ego(graph)[0], degrees, out=np.zeros(graph.n), where=degrees > 0)
    return np.where(degrees > 0, degrees - redundancy, np.nan)
