"""Which actors of a network an account is or speaks for: those that it was made the voice of,
and the people whose e-mail address it signs in with."""

from __future__ import annotations

from dataclasses import replace

from django.db.models import Q

from weft.accounts.models import Account
from weft.common.visibility import Viewer
from weft.graph.models import Actor, ActorQuerySet, Voice, VoiceKind


def own_actors(viewer: Viewer) -> ActorQuerySet:
    """The actors that this member is, as far as they may see them."""
    seen = Actor.objects.visible_to(viewer)
    if viewer.account_id is None or not viewer.is_member:
        return seen.none()
    address = Account.objects.values_list("email", flat=True).get(pk=viewer.account_id)
    alike = seen.exclude(email="").filter(email__iexact=address).values_list("pk", "email")
    # Databases do not agree on which letters are the same but for their case.
    same = {pk for pk, email in alike if email.lower() == address.lower()}
    # An address on the map says who someone is only where nobody else is that actor.
    theirs = Voice.objects.filter(account_id=viewer.account_id).values("actor")
    # Those that were merged into another since are that one now.
    followed = Q(merged_from__in=theirs) | Q(merged_from__merged_from__in=theirs)
    taken = Voice.objects.filter(actor__in=same).exclude(account_id=viewer.account_id)
    same -= set(taken.filter(kind=VoiceKind.SELF).values_list("actor", flat=True))
    own = seen.filter(Q(pk__in=same) | Q(pk__in=theirs) | followed)
    return seen.filter(pk__in=own.values("pk"))


def as_oneself(viewer: Viewer) -> Viewer:
    """The same viewer, who may also speak for the actors that they are."""
    return replace(viewer, actors=frozenset(own_actors(viewer).values_list("pk", flat=True)))
