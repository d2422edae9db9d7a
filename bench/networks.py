"""Made-up networks of any size with the shape of real ones: many small clusters, a few actors
with very many ties, and towns and topics that go with the clusters."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from weft.common.visibility import Viewer, Visibility
from weft.graph.actions import Intake, apply_difference
from weft.graph.difference import compare
from weft.graph.places import locate
from weft.networks.actions import create_network
from weft.networks.models import Network
from weft.sna.io.records import ActorRecord, Net, TieRecord

TOWNS = (
    "Leeds", "Cardiff", "Belfast", "Glasgow", "Bristol", "Norwich", "Plymouth", "York",
    "Swansea", "Dundee", "Derry", "Brighton", "Preston", "Lincoln", "Oxford", "Hull",
)  # fmt: skip
TOPICS = (
    "housing", "climate", "local media", "youth", "voting", "libraries", "food", "transport",
    "migration", "open data", "policing", "care",
)  # fmt: skip
KINDS = ("Organisation", "Person", "Group", "Project", "Council")
TYPES = (("in touch with", 2), ("shares news with", 3), ("plans with", 4), ("works with", 5))
#: The share of ties that stay inside a cluster, and the actors of a usual cluster.
_INSIDE = 0.7
_CLUSTER = 60


def edges(actors: int, ties: int, seed: int = 7) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Pairs of actors, each once, and the cluster of each actor."""
    random = np.random.default_rng(seed)
    clusters = max(1, actors // _CLUSTER)
    cluster = np.sort(random.integers(0, clusters, actors))
    first = np.searchsorted(cluster, np.arange(clusters))
    size = np.diff(np.append(first, actors))
    # How sought-after an actor is has a heavy tail, as it has among people.
    pull = random.pareto(1.6, actors) + 0.3
    order = np.cumsum(pull) / pull.sum()
    found = np.empty((0, 2), np.int64)
    while len(found) < ties:
        count = int((ties - len(found)) * 1.3) + 100
        source = np.searchsorted(order, random.random(count))
        near = first[cluster[source]] + (random.random(count) ** 2 * size[cluster[source]]).astype(
            np.int64
        )
        far = np.searchsorted(order, random.random(count))
        target = np.where(random.random(count) < _INSIDE, near, far)
        pairs = np.sort(np.column_stack((source, target)), axis=1)
        pairs = pairs[pairs[:, 0] != pairs[:, 1]]
        found = np.unique(np.concatenate((found, pairs)), axis=0)
    chosen = found[np.sort(random.permutation(len(found))[:ties])]
    return chosen[:, 0], chosen[:, 1], cluster


def made(actors: int, ties: int, seed: int = 7) -> Net:
    """Such a network as records."""
    source, target, cluster = edges(actors, ties, seed)
    random = np.random.default_rng(seed + 1)
    kinds = random.integers(0, len(KINDS), actors)
    rungs = random.integers(0, len(TYPES), ties)
    records = [
        ActorRecord(
            f"{TOWNS[c % len(TOWNS)]} {TOPICS[c % len(TOPICS)]} {KINDS[kind].lower()} {number}",
            kind=KINDS[kind],
            place=TOWNS[c % len(TOWNS)],
            tags=[TOPICS[c % len(TOPICS)]],
        )
        for number, (c, kind) in enumerate(zip(cluster.tolist(), kinds.tolist(), strict=True))
    ]
    return Net(
        "made",
        records,
        [
            TieRecord(a, b, type=TYPES[kind][0], rung=TYPES[kind][1])
            for a, b, kind in zip(source.tolist(), target.tolist(), rungs.tolist(), strict=True)
        ],
    )


def spread(net: Net, seed: int = 7) -> Net:
    """The same with a place of its own for everyone, most of them near the middle of their town."""
    random = np.random.default_rng(seed + 2)
    towns = {name: locate(name) for name in TOWNS}
    away = random.standard_t(2.5, (len(net.actors), 2)).clip(-14, 14) * 0.035
    for record, (north, east) in zip(net.actors, away.tolist(), strict=True):
        town = towns[record.place]
        if town is not None:
            record.latitude, record.longitude = town.latitude + north, town.longitude + 1.6 * east
            record.region = town.region
    return net


def steward_of(network: Network) -> Viewer:
    return Viewer(network.pk, Visibility.STEWARDS, None, frozenset({"convenor"}))


def load(name: str, net: Net) -> Network:
    """Put a network into the database, open to everyone."""
    network = create_network(account=None, name=name, visibility=Visibility.PUBLIC)
    viewer = steward_of(network)
    difference = compare(viewer=viewer, net=net)
    apply_difference(viewer=viewer, difference=difference, intake=Intake(Visibility.PUBLIC))
    network.refresh_from_db()
    return network


def csv_text(source: Sequence[int], target: Sequence[int]) -> str:
    """An edge list as people bring it."""
    lines = (f"{a},{b}" for a, b in zip(source, target, strict=True))
    return "source,target\n" + "\n".join(lines) + "\n"
