"""What filters leave of a large net: sent whole where it is small enough, else only counted."""

from __future__ import annotations

from typing import Any

import numpy as np
from django.conf import settings
from numpy.typing import NDArray

from weft.analysis.queries import reading
from weft.common.visibility import Viewer
from weft.graph.freshness import counting_ties
from weft.mapping.filters import Wanted, matching
from weft.mapping.map_data import Part, map_data, packed
from weft.mapping.tiles.around import in_frame, places_in
from weft.mapping.tiles.store import Cut
from weft.networks.models import Network


def part(viewer: Viewer, network: Network, cut: Cut, wanted: Wanted) -> dict[str, Any]:
    """The data of a map of those who match, where they stand on the large map."""
    found = reading(viewer, network)
    actors = matching(viewer, wanted, found)
    count = actors.count()
    if count > settings.WEFT_MAP_WHOLE_UP_TO:
        return {"count": count}

    def positions_of(ids: NDArray[np.int64]) -> NDArray[np.int64]:
        view = cut.views["network"]
        at = places_in(view, ids)
        xy = np.column_stack((in_frame(view["x"][at]), in_frame(view["y"][at])))
        return np.round(xy).astype(np.int64)

    chosen = actors.values("pk")
    ties = counting_ties(viewer).filter(source__in=chosen, target__in=chosen)
    data = map_data(viewer, network, found, part=Part(actors, ties, positions_of))
    # Columns of measures and fields are those of everyone, so they do not fit a part.
    return {"count": count, "net": packed({**data, "measures": [], "fields": []})}
