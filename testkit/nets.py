"""Small nets for tests, loaded through the same action as imports."""

from __future__ import annotations

from weft.analysis.pipeline import refresh_network
from weft.common.jobs import Progress
from weft.common.visibility import Viewer, Visibility
from weft.graph.actions import Intake, apply_difference
from weft.graph.difference import compare
from weft.networks.actions import create_network
from weft.networks.models import Network
from weft.sna.io.records import ActorRecord, Net, TieRecord


def steward_of(network: Network) -> Viewer:
    return Viewer(network.pk, Visibility.STEWARDS, None, frozenset({"convenor"}))


def load(
    actors: list[ActorRecord], ties: list[TieRecord], *, visibility: int = Visibility.PUBLIC
) -> Network:
    """A public network of these records, with its measures worked out."""
    network = create_network(account=None, name="Net", visibility=Visibility.PUBLIC)
    viewer = steward_of(network)
    difference = compare(viewer=viewer, net=Net("test", actors, ties))
    apply_difference(viewer=viewer, difference=difference, intake=Intake(visibility))
    network.refresh_from_db()
    refresh_network(network, Progress())
    return network


def clique(first: int, size: int, **values: object) -> list[TieRecord]:
    """Ties between each two of `size` actors from `first` on."""
    last = first + size
    pairs = [(a, b) for a in range(first, last) for b in range(a + 1, last)]
    return [TieRecord(a, b, **values) for a, b in pairs]  # type: ignore[arg-type]  # as named
