"""Names each cluster after what its members share more than the others do."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from weft.analysis.arrays import NetArrays

#: A value names a cluster when this share of its members has it …
_SHARED = 0.3
#: A kind says less than a topic or a region: it names a cluster only when nearly all have it.
_SHARED_KIND = 0.8
#: … and it is this much more common in it than in the network.
_LIFT = 1.4


@dataclass(frozen=True, slots=True)
class Cluster:
    """One community: its members by position, its name and what the name rests on."""

    members: NDArray[np.int64]
    name: str
    shares: list[tuple[str, str, float]]


def name_clusters(
    net: NetArrays, labels: NDArray[np.int64], degree: NDArray[np.int64], *, at_least: int = 3
) -> list[Cluster]:
    """The clusters of at least so many members, largest first, each with a name of its own."""
    overall = _counts(net, np.arange(len(net.ids)))
    clusters: list[Cluster] = []
    used: set[str] = set()
    sizes = np.bincount(labels) if len(labels) else np.zeros(0, dtype=np.int64)
    for label in np.flatnonzero(sizes >= at_least):
        members = np.flatnonzero(labels == label)
        shared = _shared_values(_counts(net, members), overall, len(members), len(net.ids))
        centre = net.names[int(members[np.argmax(degree[members])])]
        name = _name(shared, centre, used)
        used.add(name)
        clusters.append(Cluster(members, name, shared))
    return clusters


def _counts(net: NetArrays, members: NDArray[np.int64]) -> dict[str, Counter[str]]:
    return {
        "topic": Counter(topic for i in members for topic in set(net.topics[i])),
        "region": Counter(net.regions[i] for i in members if net.regions[i]),
        "kind": Counter(net.kinds[i] for i in members),
    }


def _shared_values(
    inside: dict[str, Counter[str]], overall: dict[str, Counter[str]], size: int, n: int
) -> list[tuple[str, str, float]]:
    """(what, value, share of members) of the values that set this cluster apart."""
    found = []
    for what, counts in inside.items():
        for value, count in counts.items():
            share = count / size
            lift = share / (overall[what][value] / n)
            enough = _SHARED_KIND if what == "kind" else _SHARED
            if share >= enough and lift >= _LIFT and count > 1:
                found.append((what, value, round(share, 3), share * np.log(lift)))
    found.sort(key=lambda entry: (-entry[3], entry[1]))
    return [(what, value, share) for what, value, share, _rank in found[:4]]


def _name(shared: list[tuple[str, str, float]], centre: str, used: set[str]) -> str:
    """The first value, with a second of another sort, or the best tied member's name."""
    if not shared:
        return f"around {centre}"
    first = shared[0]
    second = next((entry for entry in shared[1:] if entry[0] != first[0]), None)
    name = f"{first[1]} · {second[1]}" if second else first[1]
    return f"{name} ({centre})" if name in used else name
