"""Reads the net, as one viewer sees it, into arrays."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
from django.utils import timezone
from numpy.typing import NDArray

from weft import sna
from weft.common.visibility import Viewer
from weft.graph.models import Actor, ActorKind, Tie
from weft.graph.values import visible_fields


@dataclass(frozen=True, slots=True)
class NetArrays:
    """The visible net: one position per actor, in the order of `ids`."""

    ids: NDArray[np.int64]
    names: list[str]
    kinds: list[str]
    regions: list[str]
    topics: list[list[str]]
    source: NDArray[np.int64]
    target: NDArray[np.int64]
    weight: NDArray[np.float64]
    #: Days since the newest evidence of each tie; nan where it has no date.
    age: NDArray[np.float64]
    directed: bool

    def graph(self) -> sna.Graph:
        return sna.Graph.from_edges(
            len(self.ids),
            self.source,
            self.target,
            self.weight,
            directed=self.directed,
            labels=self.names,
        )


def read_net(viewer: Viewer) -> NetArrays:
    """Two flat queries: the visible actors and the visible ties."""
    fields = visible_fields(viewer)
    kinds = dict(ActorKind.objects.filter(network_id=viewer.network_id).values_list("id", "name"))
    rows = list(
        Actor.objects.visible_to(viewer)
        .order_by("pk")
        .values_list("pk", "name", "kind_id", "region", "topics")
    )
    ids = np.fromiter((row[0] for row in rows), dtype=np.int64, count=len(rows))
    ties = list(
        Tie.objects.visible_to(viewer).values_list(
            "source_id", "target_id", "weight", "direction", "evidence_date"
        )
    )
    today = timezone.localdate()
    arcs = [tie for tie in ties if tie[3] == "mutual"]
    directed = bool(ties) and all(tie[3] != "undirected" for tie in ties)
    both = ties + [(tie[1], tie[0], *tie[2:]) for tie in arcs] if directed else ties
    return NetArrays(
        ids=ids,
        names=[row[1] for row in rows],
        kinds=[kinds[row[2]] for row in rows],
        regions=[row[3] if fields.sees("region") else "" for row in rows],
        topics=[row[4] if fields.sees("topics") else [] for row in rows],
        source=np.searchsorted(ids, np.array([tie[0] for tie in both], dtype=np.int64)),
        target=np.searchsorted(ids, np.array([tie[1] for tie in both], dtype=np.int64)),
        weight=np.array([_weight(tie[2]) for tie in both], dtype=np.float64),
        age=np.array([_age(tie[4], today) for tie in ties], dtype=np.float64),
        directed=directed,
    )


def _weight(weight: float | None) -> float:
    return 1.0 if weight is None or weight <= 0 else weight


def _age(day: date | None, today: date) -> float:
    return float("nan") if day is None else float((today - day).days)
