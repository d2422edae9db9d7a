"""Whom one can ask about their ties: people with an address, who may see them and do not mind."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from weft.accounts.models import Account
from weft.common import addresses
from weft.common.visibility import Viewer, Visibility
from weft.graph.freshness import limits_of
from weft.graph.models import Actor, ActorQuerySet, Tie, TieQuerySet
from weft.keeping.models import Ask, NoAsks
from weft.keeping.reaching import address_of, addresses_of, all_addresses_of, reachable
from weft.networks.models import Network
from weft.networks.viewers import viewer_of
from weft.privacy.consenting import not_suppressed

#: Nobody is asked more often.
LEAST_DAYS_BETWEEN = 30


def address_hash(network_id: int, address: str) -> str:
    """Stands for an address that must not be kept."""
    return addresses.address_hash(network_id, address, purpose="keeping.no_asks")


def seen_by_actor(network: Network, actor: Actor) -> Viewer:
    """What the person at an actor's address may see of the map, and that they speak for it.

    A mail can be passed on, so they see no more than a member does.
    """
    address = address_of(actor)
    accounts = Account.objects.filter(email__iexact=address, is_active=True)
    # Databases do not agree on which letters are the same but for their case.
    same = [one for one in accounts if one.email.lower() == address.lower()]
    account = same[0] if same and address else None
    found = viewer_of(network, account.pk if account else None).seen_as(Visibility.MEMBERS)
    return Viewer(network.pk, found.clearance, actors=frozenset({actor.pk}))


def may_be_asked(actor: Actor) -> bool:
    """Whether there is an address, and nobody has said, there or at another address of theirs,
    that they are not to be asked, or never to be written to."""
    return bool(address_of(actor)) and not _refusing(actor.network, [actor])


def _refusing(network: Network, actors: Sequence[Actor]) -> set[int]:
    """Those of the actors whose person has said no, at whichever of their addresses."""
    refused = set(NoAsks.objects.filter(network=network).values_list("address_hash", flat=True))
    every = all_addresses_of(actors)
    welcome = not_suppressed(network, {one for addresses in every.values() for one in addresses})
    return {
        pk
        for pk, addresses in every.items()
        if addresses - welcome
        or refused.intersection(address_hash(network.pk, one) for one in addresses)
    }


def askable(network: Network, actors: ActorQuerySet) -> list[Actor]:
    """Those of the actors that can be asked today, each address once."""
    since = timezone.now() - timedelta(days=LEAST_DAYS_BETWEEN)
    lately = Actor.objects.filter(asks__network=network, asks__asked_at__gt=since).distinct()
    asked = {address.lower() for address in addresses_of(lately).values()}
    those = list(actors.filter(reachable()).order_by("pk"))
    addresses, refusing = addresses_of(those), _refusing(network, those)
    found: list[Actor] = []
    for actor in those:
        address = addresses[actor.pk].lower()
        if address in asked or actor.pk in refusing:
            continue
        asked.add(address)
        found.append(actor)
    return found


def own_ties(viewer: Viewer) -> TieQuerySet:
    """The ties of the actors that the viewer speaks for, the longest unseen first; also those
    that count no more, since a word of their ends brings them back."""
    here = Tie.objects.visible_to(viewer).filter(Q(rung__isnull=True) | Q(rung__gt=0))
    ties = here.filter(Q(source__in=viewer.actors) | Q(target__in=viewer.actors))
    return ties.select_related("source", "target", "type").order_by("evidence_date", "pk")


def ends_of(ties: Iterable[Tie]) -> set[int]:
    return {end for tie in ties for end in (tie.source_id, tie.target_id)}


def with_old_ties(viewer: Viewer) -> ActorQuerySet:
    """People who can be written to, one of whose ties has not been seen for long."""
    old = Tie.objects.visible_to(viewer).filter(
        Q(rung__isnull=True) | Q(rung__gt=0),
        evidence_date__lte=limits_of(viewer.network_id).fading,
    )
    # Asked of each who can be reached: they are few beside all ties that are old.
    has_old = Exists(old.filter(source=OuterRef("pk"))) | Exists(old.filter(target=OuterRef("pk")))
    return Actor.objects.visible_to(viewer).filter(reachable()).filter(has_old)


def asked_lately(network_id: int, actor_ids: Iterable[int]) -> set[int]:
    since = timezone.now() - timedelta(days=LEAST_DAYS_BETWEEN)
    asks = Ask.objects.filter(network_id=network_id, actor__in=actor_ids, asked_at__gt=since)
    return set(asks.values_list("actor", flat=True))
