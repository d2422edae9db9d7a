"""What the map says: findings that the data can carry, as figures and actors, not as words.

The words are put to them when they are shown (`weft.analysis.wording`), in the reader's
language and with the names that this reader may see.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, field

import numpy as np
from numpy.typing import NDArray

from weft import sna
from weft.analysis.arrays import NetArrays
from weft.analysis.clusters import Cluster
from weft.graph.freshness import DAYS_PER_MONTH

#: Below this a network is read at a glance, and figures would only pretend precision.
FEWEST_ACTORS = 8
_MOST_ACTORS_SHOWN = 2_000


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing the map says: its kind, the figures, and the actors concerned."""

    kind: str
    actors: list[int]
    values: dict[str, object] = field(default_factory=dict)

    def as_dict(self) -> dict[str, object]:
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Measured:
    """What the findings are drawn from."""

    net: NetArrays
    graph: sna.Graph
    measures: dict[str, NDArray[np.float64]]
    communities: sna.Communities
    clusters: list[Cluster]
    estimated: bool
    fading_months: int


def find(measured: Measured) -> list[Finding]:
    """At most seven findings, in the order in which a convenor asks for them."""
    if len(measured.net.ids) < FEWEST_ACTORS or measured.graph.m < FEWEST_ACTORS:
        return []
    makers = (_bridges, _clusters, _gap, _dependence, _isolates, _mix, _freshness)
    found = [finding for maker in makers if (finding := maker(measured)) is not None]
    return found[:7]


def _ids(measured: Measured, positions: NDArray[np.int64] | list[int]) -> list[int]:
    return [int(measured.net.ids[position]) for position in positions][:_MOST_ACTORS_SHOWN]


def _bridges(measured: Measured) -> Finding | None:
    """The few through whom most shortest ways between two others pass."""
    shares = np.nan_to_num(measured.measures["betweenness"])
    order = np.argsort(-shares, kind="stable")[:3]
    if shares[order[0]] < 0.05:
        return None
    top = [int(i) for i in order if shares[i] >= max(0.03, shares[order[0]] / 3)]
    return Finding(
        "bridges",
        _ids(measured, top),
        {"share": round(float(shares[top[0]]), 4), "estimated": measured.estimated},
    )


def _clusters(measured: Measured) -> Finding | None:
    """The clusters and what they share, when they are more than an accident of the seed."""
    found = measured.communities
    if len(measured.clusters) < 2 or found.modularity < 0.3 or found.stability < 0.5:
        return None
    largest = measured.clusters[:5]
    return Finding(
        "clusters",
        _ids(measured, [int(member) for cluster in largest for member in cluster.members]),
        {
            "count": len(measured.clusters),
            "names": [cluster.name for cluster in largest],
            "sizes": [len(cluster.members) for cluster in largest],
            "modularity": round(found.modularity, 3),
            "stability": round(found.stability, 3),
        },
    )


def _gap(measured: Measured) -> Finding | None:
    """The two clusters without a tie between which chance would give the most."""
    if len(measured.clusters) < 2 or measured.communities.modularity < 0.3:
        return None
    groups = np.full(len(measured.net.ids), -1, dtype=np.int64)
    for number, cluster in enumerate(measured.clusters):
        groups[cluster.members] = number
    pairs = [
        pair
        for pair in sna.unlinked_groups(measured.graph, groups, at_least=4)
        if pair.one >= 0 and pair.other >= 0 and pair.expected >= 2
    ]
    if not pairs:
        return None
    first, second = measured.clusters[pairs[0].one], measured.clusters[pairs[0].other]
    return Finding(
        "gap",
        _ids(measured, [*first.members, *second.members]),
        {
            "names": [first.name, second.name],
            "sizes": [len(first.members), len(second.members)],
            "expected": round(pairs[0].expected, 1),
            "pairs": len(pairs),
        },
    )


def _dependence(measured: Measured) -> Finding | None:
    """The actor whom most others depend on alone."""
    points = sna.cut_points(measured.graph)
    if not points:
        return None
    worst = max(points, key=lambda point: (point.cut_off, point.sole_links))
    if worst.cut_off < 2:
        return None
    neighbours = measured.graph.undirected().neighbours(worst.actor)
    degree = measured.measures["degree"]
    alone = [int(i) for i in neighbours if degree[i] == 1]
    return Finding(
        "dependence",
        _ids(measured, [worst.actor, *alone]),
        {
            "cut_off": worst.cut_off,
            "sole_links": worst.sole_links,
            "pieces": worst.pieces,
            "others": len(points) - 1,
        },
    )


def _isolates(measured: Measured) -> Finding | None:
    """The actors without any tie."""
    alone = sna.isolates(measured.graph)
    if not len(alone):
        return None
    return Finding("isolates", _ids(measured, alone), {"count": len(alone)})


def _mix(measured: Measured) -> Finding | None:
    """Whether ties keep within regions, else within kinds, more than chance would."""
    for what, values in (("region", measured.net.regions), ("kind", measured.net.kinds)):
        known = np.array([bool(value) for value in values])
        groups = sorted({value for value in values if value})
        if len(groups) < 2 or known.mean() < 0.6 or len(groups) > len(values) / 3:
            continue
        part = measured.graph.undirected().subgraph(known)
        if part.m < FEWEST_ACTORS:
            continue
        codes = np.array([groups.index(value) for value in values if value])
        index = sna.ei_index(part, codes, permutations=199)
        inside, by_chance = (1 - index.value) / 2, (1 - index.expected) / 2
        # In a two-mode net ties join unlike kinds by design, which says nothing about people.
        if index.internal == 0:
            continue
        return Finding(
            "mix",
            _ids(measured, np.flatnonzero(known)),
            {
                "what": what,
                "inside": round(inside, 3),
                "chance": round(by_chance, 3),
                "p": round(index.p, 4),
                "known": round(float(known.mean()), 3),
            },
        )
    return None


def _freshness(measured: Measured) -> Finding | None:
    """How much of what the map shows has evidence that is not fading."""
    age = measured.net.age[: measured.net.ties]
    dated = age[~np.isnan(age)]
    if not len(dated):
        return None
    limit = measured.fading_months * DAYS_PER_MONTH
    fresh = float((dated <= limit).mean())
    # Just imported without dates: everything is of one day, which says nothing.
    if np.ptp(dated) < 1:
        return None
    old = age > limit
    net = measured.net
    ends = [side[: len(age)][old] for side in (net.source, net.target)]
    stale = np.unique(np.concatenate(ends))
    return Finding(
        "freshness",
        _ids(measured, stale),
        {"fresh": round(fresh, 3), "months": measured.fading_months, "ties": len(age)},
    )
