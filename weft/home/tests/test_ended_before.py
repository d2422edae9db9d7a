"""What was left of memberships that ended before all that hung on them ended too."""

from __future__ import annotations

from importlib import import_module

import pytest
from django.apps import apps
from django.utils import timezone

from testkit.cast import Cast
from weft.accounts.models import Account
from weft.governing.models import Circle, Seat
from weft.graph.models import Voice
from weft.joining.models import Gate, Invitation
from weft.networks.actions import add_membership
from weft.networks.models import Membership


@pytest.mark.django_db
@pytest.mark.parametrize("state", ["active", "paused", "lapsed", "ended"])
def test_it_ends_with_the_upgrade(cast: Cast, state: str) -> None:
    network, actors = cast.open.network, cast.open.actors
    max_ = Account.objects.create_user("max@example.org", name="Max")
    membership = add_membership(network=network, account=max_)
    Seat.objects.create(
        circle=Circle.objects.create(network=network, name="Steering"), account=max_
    )
    for actor, kind in zip(actors.values(), ("speaks", "deputy", "self"), strict=False):
        Voice.objects.create(actor=actor, account=max_, kind=kind)
    Gate.objects.filter(network=network).update(welcomer=max_)
    Invitation.objects.create(network=network, email="a@example.org", invited_by=max_,
                              made_at=timezone.now(), send_on=timezone.localdate())  # fmt: skip
    Membership.objects.filter(pk=membership.pk).update(state=state)
    for name in ("joining.migrations.0009_after_membership",
                 "governing.migrations.0003_seats_of_members"):  # fmt: skip
        import_module(f"weft.{name}").end(apps, None)
    is_member = state in ("active", "paused")
    kinds = sorted(Voice.objects.filter(account=max_).values_list("kind", flat=True))
    assert kinds == (["deputy", "self", "speaks"] if is_member else ["self"])
    assert Seat.objects.filter(account=max_).exists() == is_member
    assert Gate.objects.filter(welcomer=max_).exists() == is_member
    invited = Invitation.objects.get(email="a@example.org")
    assert invited.state == ("planned" if is_member else "stopped")
