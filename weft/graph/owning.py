"""Which actors of a network an account is: the people whose e-mail address it signs in with."""

from __future__ import annotations

from dataclasses import replace

from weft.accounts.models import Account
from weft.common.visibility import Viewer
from weft.graph.models import Actor, ActorQuerySet


def own_actors(viewer: Viewer) -> ActorQuerySet:
    """The actors that this member is, as far as they may see them."""
    seen = Actor.objects.visible_to(viewer)
    if viewer.account_id is None or not viewer.is_member:
        return seen.none()
    address = Account.objects.values_list("email", flat=True).get(pk=viewer.account_id)
    alike = seen.exclude(email="").filter(email__iexact=address).values_list("pk", "email")
    # Databases do not agree on which letters are the same but for their case.
    return seen.filter(pk__in=[pk for pk, email in alike if email.lower() == address.lower()])


def as_oneself(viewer: Viewer) -> Viewer:
    """The same viewer, who may also speak for the actors that they are."""
    return replace(viewer, actors=frozenset(own_actors(viewer).values_list("pk", flat=True)))
