"""One network of the cast, and the words in it that only some may meet."""

from __future__ import annotations

from dataclasses import dataclass, field

from weft.accounts.models import Account
from weft.common.visibility import Viewer
from weft.governing.models import Circle
from weft.graph.models import Actor, ChangeSet, Layer, Tie
from weft.groups.models import Group
from weft.joining.models import Profile
from weft.mapping.models import Asset, Import, Lens, Snapshot, Source, Story
from weft.networks.models import Network
from weft.networks.viewers import viewer_of
from weft.workshop.models import Workshop

AUDIENCES = {0: "public", 1: "members", 2: "stewards"}


def canary(what: str, audience: int) -> str:
    """The word that only this audience and narrower ones may meet."""
    return f"canary{what}{AUDIENCES[audience]}"


@dataclass(slots=True)
class Stage:
    """One network with something for each audience."""

    network: Network
    actors: dict[int, Actor] = field(default_factory=dict)
    ties: dict[int, Tie] = field(default_factory=dict)
    change_sets: dict[int, ChangeSet] = field(default_factory=dict)
    snapshots: dict[int, Snapshot] = field(default_factory=dict)
    assets: dict[int, Asset] = field(default_factory=dict)
    lenses: dict[int, Lens] = field(default_factory=dict)
    stories: dict[int, Story] = field(default_factory=dict)
    started: Import | None = None
    source: Source | None = None
    layers: dict[int, Layer] = field(default_factory=dict)
    workshop: Workshop | None = None
    profiles: dict[int, Profile] = field(default_factory=dict)
    groups: dict[int, Group] = field(default_factory=dict)
    #: Groups that nobody of the cast is in: a secret one, and an open one in it.
    secrets: dict[str, Group] = field(default_factory=dict)
    circles: dict[int, Circle] = field(default_factory=dict)
    #: Ids of what belongs to joining, by what it is.
    joining: dict[str, int] = field(default_factory=dict)

    def viewer(self, account: Account | None) -> Viewer:
        return viewer_of(self.network, account.pk if account else None)
