"""A large net keeps its places and clusters while little of it changes, so that its map stays
still and only what changed is drawn anew."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from weft import sna
from weft.analysis.files import Arrays, places_of
from weft.sna.communities import keep_communities

#: Nets of more actors than this are kept still …
STILL_FROM = 5_000
#: … until this share of them has come, gone or got other ties since they were last laid out.
STILL_UP_TO = 0.1


@dataclass(frozen=True, slots=True)
class Still:
    """What stays of an earlier state of a net, and how much has changed since it was laid out."""

    #: Where each actor stood in the former arrays, −1 for new ones.
    at: NDArray[np.int64]
    former: Arrays
    share: float

    def communities(self, graph: sna.Graph) -> sna.Communities:
        """The clusters as they were; a newcomer joins the one that most of its ties lead to."""
        own = self.former["cluster"]
        labels = np.where(self.at >= 0, own[self.at], -1).astype(np.int64)
        for actor in np.flatnonzero(self.at < 0):
            around = graph.indices[graph.indptr[actor] : graph.indptr[actor + 1]]
            joined = labels[around][labels[around] >= 0]
            if len(joined):
                labels[actor] = np.argmax(np.bincount(joined))
        alone = labels < 0
        labels[alone] = int(labels.max(initial=-1)) + 1 + np.arange(int(alone.sum()))
        _share, stability, runs = self.former["still"].tolist()
        return keep_communities(graph, labels, stability=stability, runs=int(runs))

    def positions(self, xy: NDArray[np.float32]) -> NDArray[np.float32]:
        """A continued layout in which everyone who was there has stayed where it was."""
        stayed = self.at >= 0
        xy[stayed] = self.former["xy"][self.at[stayed]]
        return xy


def still(graph: sna.Graph, ids: NDArray[np.int64], former: Arrays | None) -> Still | None:
    """What can stay, or None where the net is small or too much of it has changed."""
    if former is None or graph.n <= STILL_FROM or "still" not in former:
        return None
    at = places_of(ids, former["ids"])
    there = at >= 0
    differs = sna.degree(graph)[there] != former["m_degree"][at[there]].astype(np.int64)
    changed = int((~there).sum()) + int(differs.sum()) + len(former["ids"]) - int(there.sum())
    share = float(former["still"][0]) + changed / graph.n
    return Still(at, former, share) if share <= STILL_UP_TO else None


def stillness(kept: Still | None, found: sna.Communities) -> NDArray[np.float64]:
    """What the next state needs to know: share changed, and how the clusters were found."""
    return np.array([kept.share if kept else 0.0, found.stability, found.runs])
