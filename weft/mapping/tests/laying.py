"""Two networks of one person, for the tests of layers: what is in one is laid on the other."""

from __future__ import annotations

from weft.accounts.models import Account
from weft.common.jobs import run_until_idle
from weft.common.visibility import Viewer
from weft.graph.actions import add_actor, add_tie
from weft.graph.models import Actor, Tie
from weft.mapping.models import Source
from weft.mapping.sources.actions import accept_preview
from weft.mapping.sources.layer_actions import bring_network
from weft.networks.actions import create_network
from weft.networks.models import Network
from weft.networks.viewers import viewer_of


class Place:
    """Two networks of one convenor: what stands in `there` comes into `here`."""

    def __init__(self) -> None:
        self.account = Account.objects.create_user("ann@example.org")
        self.here, self.there = (
            create_network(account=self.account, name=name) for name in ("Here", "There")
        )

    def viewer(self, network: Network | None = None) -> Viewer:
        return viewer_of(network or self.here, self.account.pk)

    def add(self, network: Network, name: str, **values: object) -> Actor:
        return add_actor(viewer=self.viewer(network), values={"name": name, **values})

    def tie(self, first: Actor, second: Actor, **values: object) -> Tie:
        viewer = viewer_of(first.network, self.account.pk)
        return add_tie(viewer=viewer, source=first, target=second, values=values)

    def bring(self, name: str = "Sub", visibility: int = 1) -> Source:
        source = bring_network(
            viewer=self.viewer(), there=self.there, name=name, visibility=visibility
        )
        return self.worked(source)

    def worked(self, source: Source) -> Source:
        run_until_idle()
        source.refresh_from_db()
        return source

    def accept(self, source: Source) -> Source:
        accept_preview(viewer=self.viewer(), source=source)
        return self.worked(source)

    def names(self) -> dict[str, str]:
        rows = Actor.objects.filter(network=self.here, ended_in=None).select_related("layer")
        return {actor.name: actor.layer.name if actor.layer else "" for actor in rows}
