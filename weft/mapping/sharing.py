"""Assets, spaces and skills: who has what, and who nearby could share it and does not yet."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace

import numpy as np
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from scipy.spatial import cKDTree

from weft.common.db import in_batches
from weft.common.errors import InvalidInput, NotAllowed
from weft.common.visibility import Viewer, Visibility
from weft.graph.cleaning import kept_text
from weft.graph.freshness import counting_ties
from weft.graph.models import Actor
from weft.graph.permissions import can_edit_map
from weft.graph.values import visible_fields
from weft.mapping.models import Asset, AssetSort
from weft.mapping.moderated import ASSET
from weft.moderating.holding import hold, why_it_waits
from weft.moderating.models import Held

_EARTH_KM = 6371.0
DISTANCES = (1, 3, 5, 10, 25, 50)
#: Neighbours told of each asset, the nearest first.
_NEAREST = 5
#: Neighbours looked at, since some share it already.
_LOOKED_AT = 40


def can_add_asset(viewer: Viewer, actor: Actor) -> bool:
    """Map managers for everyone; everybody else for themselves."""
    return can_edit_map(viewer) or actor.pk in viewer.actors


@dataclass(frozen=True, slots=True)
class Offer:
    """What an actor has and could share, as it is noted."""

    sort: str
    name: str
    note: str = ""
    visibility: int = Visibility.MEMBERS


@transaction.atomic
def add_asset(*, viewer: Viewer, actor: Actor, offer: Offer) -> Asset | Held:
    """Note what an actor has and could share. A newcomer's waits for a moderator."""
    told = _checked(viewer, actor, offer)
    why = why_it_waits(viewer, [told.name, told.note])
    if why is None:
        return _write(actor, told)
    words = "\n".join(filter(None, (told.name, told.note)))
    payload = {"actor": actor.pk, **asdict(told)}
    seen_by = max(told.visibility, actor.visibility)
    return hold(viewer=viewer, kind=ASSET, why=why, words=words, payload=payload, audience=seen_by)


@transaction.atomic
def add_read_asset(*, viewer: Viewer, actor: Actor, offer: Offer) -> Asset:
    """Note what a moderator has let through, as the one who wrote it."""
    return _write(actor, _checked(viewer, actor, offer))


def _checked(viewer: Viewer, actor: Actor, offer: Offer) -> Offer:
    if actor.network_id != viewer.network_id or not can_add_asset(viewer, actor):
        raise NotAllowed(_("Only map managers, and people for themselves, can note this."))
    called = kept_text(offer.name, 120)
    if not called:
        raise InvalidInput(_("Say what it is, such as “Hall for 60 people”."))
    if offer.sort not in AssetSort.values:
        raise InvalidInput(_("Choose what sort of thing it is."))
    if offer.visibility not in Visibility.values or offer.visibility > viewer.clearance:
        raise InvalidInput(_("Choose who may see this."))
    return replace(offer, name=called, note=kept_text(offer.note, 300))


def _write(actor: Actor, told: Offer) -> Asset:
    try:
        with transaction.atomic():
            return Asset.objects.create(network_id=actor.network_id, actor=actor, **asdict(told))
    except IntegrityError as there:
        raise InvalidInput(_("This is noted already.")) from there


@transaction.atomic
def remove_asset(*, viewer: Viewer, asset: Asset) -> None:
    if asset.network_id != viewer.network_id or not can_add_asset(viewer, asset.actor):
        raise NotAllowed(_("Only map managers, and people for themselves, can remove this."))
    asset.delete()


@dataclass(frozen=True, slots=True)
class Near:
    """Someone close by who could share an asset, and has no tie to the one who has it."""

    asset: Asset
    other: Actor
    km: float


def could_share(viewer: Viewer, *, within_km: float, sort: str = "", most: int = 500) -> list[Near]:
    """For each asset the nearest actors that are not tied to its owner, the nearest first."""
    if not visible_fields(viewer).sees("latitude"):
        return []
    assets = Asset.objects.visible_to(viewer).filter(actor__latitude__isnull=False)
    if sort:
        assets = assets.filter(sort=sort)
    wanted = list(assets.select_related("actor__kind").order_by("pk")[:most])
    placed = list(
        Actor.objects.visible_to(viewer)
        .filter(latitude__isnull=False, kind__is_activity=False)
        .order_by("pk")
        .values_list("pk", "latitude", "longitude")
    )
    if not wanted or not placed:
        return []
    ids = np.array([row[0] for row in placed])
    tree = cKDTree(_on_sphere(np.array([row[1:] for row in placed])))
    owners = np.array([[asset.actor.latitude, asset.actor.longitude] for asset in wanted])
    chord = 2 * np.sin(min(within_km, 20_000) / _EARTH_KM / 2)
    found, at = tree.query(
        _on_sphere(owners), k=min(_LOOKED_AT, len(ids)), distance_upper_bound=chord
    )
    found, at = found.reshape(len(wanted), -1), at.reshape(len(wanted), -1)
    tied = _tied_to(viewer, {asset.actor_id for asset in wanted})
    pairs = [
        (asset, int(ids[place]), 2 * _EARTH_KM * float(np.arcsin(min(1.0, distance / 2))))
        for asset, distances, places in zip(wanted, found, at, strict=True)
        for distance, place in _free(asset, ids, distances, places, tied)
    ]
    people = Actor.objects.visible_to(viewer).select_related("kind")
    others = people.in_bulk({other for _asset, other, _km in pairs})
    near = [Near(asset, others[other], km) for asset, other, km in pairs if other in others]
    return sorted(near, key=lambda one: (one.km, one.asset.name, one.other.search_name))[:most]


def _on_sphere(
    degrees: np.ndarray[tuple[int, ...], np.dtype[np.float64]],
) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    """Latitudes and longitudes as points of the unit sphere: nearest there is nearest here."""
    lat, lng = np.radians(degrees.astype(np.float64)).T
    return np.column_stack((np.cos(lat) * np.cos(lng), np.cos(lat) * np.sin(lng), np.sin(lat)))


def _free(
    asset: Asset, ids: object, distances: object, places: object, tied: dict[int, set[int]]
) -> list[tuple[float, int]]:
    """The nearest few who are neither the owner nor tied to it."""
    assert isinstance(ids, np.ndarray)
    known = tied.get(asset.actor_id, set()) | {asset.actor_id}
    rows = [
        (float(distance), int(place))
        for distance, place in zip(distances, places, strict=True)  # type: ignore[call-overload]  # arrays
        if np.isfinite(distance) and int(ids[place]) not in known
    ]
    return rows[:_NEAREST]


def _tied_to(viewer: Viewer, owners: set[int]) -> dict[int, set[int]]:
    """With whom each owner has a tie that counts."""
    tied: dict[int, set[int]] = {}
    for batch in in_batches(sorted(owners)):
        rows = counting_ties(viewer).filter(Q(source__in=batch) | Q(target__in=batch))
        for source, target in rows.values_list("source_id", "target_id"):
            tied.setdefault(source, set()).add(target)
            tied.setdefault(target, set()).add(source)
    return tied
