"""The graph of a network in the database, for `weft measure --network`."""

from __future__ import annotations

from weft import sna
from weft.analysis.arrays import read_net
from weft.common.visibility import Viewer, Visibility
from weft.mapping.imports.actions import network_named


def graph_of(slug: str) -> sna.Graph:
    return read_net(Viewer(network_named(slug).pk, Visibility.STEWARDS)).graph()
