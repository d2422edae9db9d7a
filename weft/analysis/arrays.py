"""Reads the net, as one viewer sees it, into arrays."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import date

import numpy as np
from django.db.models import Case, Value, When
from django.db.models.functions import Coalesce
from django.utils import timezone
from numpy.typing import NDArray

from weft import sna
from weft.common.db import DaysSince1970
from weft.common.visibility import Viewer
from weft.graph.freshness import counting_ties
from weft.graph.models import Actor, ActorKind, Direction
from weft.graph.values import visible_fields

_UNDIRECTED, _DIRECTED, _MUTUAL = 0, 1, 2
_NO_DATE = -(2**31)
_EPOCH = date(1970, 1, 1)
_ROWS_AT_ONCE = 20_000
#: A tie as numbers, in the order of `tie_rows`.
TIE_ROW = np.dtype(
    [("source", "i8"), ("target", "i8"), ("weight", "f8"), ("way", "i1"), ("day", "i4"),
     ("rung", "i1")]
)  # fmt: skip


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
    #: Rung of the ladder that each tie has reached; −1 where it is not known.
    rung: NDArray[np.int8]
    directed: bool
    #: Rows of ties that were read; where they are directed, mutual ones make two arcs.
    ties: int

    def graph(self) -> sna.Graph:
        return sna.Graph.from_edges(
            len(self.ids),
            self.source,
            self.target,
            self.weight,
            directed=self.directed,
            labels=self.names,
        )

    def fingerprint(self) -> str:
        """The same for two nets of which everything that is computed is the same."""
        digest = hashlib.blake2b(digest_size=16)
        for array in (self.ids, self.source, self.target, self.weight, self.age, self.rung):
            digest.update(np.ascontiguousarray(array).tobytes())
        texts = (self.directed, self.names, self.kinds, self.regions, self.topics)
        digest.update(json.dumps(texts, ensure_ascii=False).encode())
        return digest.hexdigest()


def tie_rows(viewer: Viewer, least_rung: int = 0) -> NDArray[np.void]:
    """The visible ties that count as numbers, in one flat query."""
    ties = counting_ties(viewer)
    if least_rung:
        ties = ties.filter(rung__gte=least_rung)
    way = Case(
        When(direction=Direction.MUTUAL, then=Value(_MUTUAL)),
        When(direction=Direction.UNDIRECTED, then=Value(_UNDIRECTED)),
        default=Value(_DIRECTED),
    )
    rows = ties.order_by().values_list(
        "source_id",
        "target_id",
        Coalesce("weight", 1.0),
        way,
        Coalesce(DaysSince1970("evidence_date"), _NO_DATE),
        Coalesce("rung", -1),
    )
    return np.fromiter(rows.iterator(chunk_size=_ROWS_AT_ONCE), dtype=TIE_ROW)


def read_net(viewer: Viewer, least_rung: int = 0) -> NetArrays:
    """Two flat queries: the visible actors and the visible ties, or those from a rung on."""
    fields = visible_fields(viewer)
    kinds = dict(ActorKind.objects.filter(network_id=viewer.network_id).values_list("id", "name"))
    rows = list(
        Actor.objects.visible_to(viewer)
        .order_by("pk")
        .values_list("pk", "name", "kind_id", "region", "topics")
    )
    ids = np.fromiter((row[0] for row in rows), dtype=np.int64, count=len(rows))
    ties = tie_rows(viewer, least_rung)
    directed = len(ties) > 0 and not np.any(ties["way"] == _UNDIRECTED)
    age = (timezone.localdate() - _EPOCH).days - ties["day"].astype(np.float64)
    age[ties["day"] == _NO_DATE] = np.nan
    source, target = (np.searchsorted(ids, ties[end]) for end in ("source", "target"))
    weight = np.where(ties["weight"] > 0, ties["weight"], 1.0)
    both = np.arange(len(ties))
    if directed:
        back = np.flatnonzero(ties["way"] == _MUTUAL)
        source, target = (
            np.concatenate((source, target[back])),
            np.concatenate((target, source[back])),
        )
        both = np.concatenate((both, back))
    return NetArrays(
        ids=ids,
        names=[row[1] for row in rows],
        kinds=[kinds[row[2]] for row in rows],
        regions=[row[3] if fields.sees("region") else "" for row in rows],
        topics=[row[4] if fields.sees("topics") else [] for row in rows],
        source=source,
        target=target,
        weight=weight[both],
        age=age[both],
        rung=ties["rung"][both],
        directed=directed,
        ties=len(ties),
    )
