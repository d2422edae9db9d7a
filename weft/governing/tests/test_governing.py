"""Who can do what, the log of power, circles, and handing over."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from testkit.cast import Cast
from weft.accounts.models import Account
from weft.common.breaking import breaks
from weft.common.errors import InvalidInput, NotAllowed
from weft.common.jobs import Progress
from weft.governing.actions import (
    finish_handover,
    give_seat,
    publish_decision,
    save_holding,
    start_handover,
    tick_step,
)
from weft.governing.models import Circle, Handover, Holding
from weft.governing.permissions import may_write_for
from weft.governing.power_log import log_lines, power_log
from weft.governing.queries import role_lines
from weft.governing.terms import tell_of_terms
from weft.graph.actions import Seen, record_evidence
from weft.networks.actions import (
    add_membership,
    add_responsibility,
    change_standing,
    give_role,
)
from weft.networks.actions.responsibilities import Term
from weft.networks.models import Membership, Role
from weft.networks.powers import POWERS, Power

TODAY = timezone.localdate


def account(cast: Cast, role: str) -> Account:
    found = cast.account(role)
    assert found is not None
    return found


def membership(cast: Cast, role: str) -> Membership:
    return Membership.objects.get(network=cast.open.network, account=cast.account(role))


@pytest.mark.django_db
def test_the_page_says_what_the_program_decides_by(cast: Cast) -> None:
    lines = {line.role: line for line in role_lines(cast.open.network.pk)}
    for role in Role:
        allowed = {str(power.label) for power in Power if role in POWERS[power]}
        assert {one.words for one in lines[role].allows} == allowed
    assert [one.account_id for one in lines["steward"].holders] == [account(cast, "steward").pk]
    assert lines["treasurer"].is_vacant


@pytest.mark.django_db
def test_names_are_for_members(cast: Cast) -> None:
    Account.objects.filter(pk=account(cast, "steward").pk).update(name="Stella Steward")
    url = reverse("who_can", args=[cast.open.network.slug])
    assert "Stella Steward" not in Client().get(url).content.decode()
    client = Client()
    client.force_login(account(cast, "member"))
    assert "Stella Steward" in client.get(url).content.decode()


@pytest.mark.django_db
def test_each_use_of_power_is_told_in_a_sentence(cast: Cast) -> None:
    Account.objects.filter(pk=account(cast, "convenor").pk).update(name="Con")
    viewer = cast.open.viewer(cast.account("convenor"))
    new = Account.objects.create_user("new@example.org")
    add_membership(network=cast.open.network, account=new, by=viewer.account_id)
    give_role(viewer=viewer, network=cast.open.network, email=new.email, role=Role.LIBRARIAN)
    Account.objects.filter(email="new@example.org").update(name="Nell")
    [first, second] = log_lines(viewer, list(power_log(viewer)[:2]))
    assert first.words == "Con gave Nell the responsibility “Librarian”."
    assert second.words == "Con made Nell a member."
    member = cast.open.viewer(cast.account("member"))
    [_first, second] = log_lines(member, list(power_log(member)[:2]))
    assert second.words == "Con made a member a member."
    Account.objects.filter(email="new@example.org").delete()
    [first] = log_lines(viewer, list(power_log(viewer)[:1]))
    assert first.words == "Con gave a former member the responsibility “Librarian”."


@pytest.mark.django_db
def test_what_hangs_on_one_person_alone(cast: Cast) -> None:
    stage, convenor = cast.open, account(cast, "convenor")
    viewer = stage.viewer(convenor)
    seen = Seen(stage.ties[0], "introduction", TODAY(), 2)
    record_evidence(viewer=viewer, seen=[seen])
    values = {"name": "The website", "kind": "key", "holder": convenor}
    save_holding(viewer=viewer, network=stage.network, holding=None, values=values)
    words = [one.words for one in breaks(viewer, stage.network.slug, convenor.pk)]
    assert "Nobody else is convenor." in words
    assert any("The website" in one and "nobody else" in one for one in words)
    assert any(stage.actors[0].name in one for one in words)
    # Somebody else saw something of the tie: it does not rest on them alone.
    other = stage.viewer(account(cast, "map_manager"))
    record_evidence(viewer=other, seen=[Seen(stage.ties[0], "meeting", TODAY(), 2)])
    words = [one.words for one in breaks(viewer, stage.network.slug, convenor.pk)]
    assert not any(stage.actors[0].name in one for one in words)
    add_responsibility(membership=membership(cast, "member"), role=Role.CONVENOR)
    words = [one.words for one in breaks(viewer, stage.network.slug, convenor.pk)]
    assert "Nobody else is convenor." not in words


@pytest.mark.django_db
def test_a_convenor_hands_over_and_goes(cast: Cast) -> None:
    stage = cast.open
    old, new = account(cast, "convenor"), account(cast, "member")
    viewer = stage.viewer(old)
    holding = save_holding(
        viewer=viewer, network=stage.network, holding=None,
        values={"name": "The bank", "kind": "money", "holder": old},
    )  # fmt: skip
    handover = start_handover(
        viewer=viewer,
        network=stage.network,
        leaving=membership(cast, "convenor"),
        successor=new.email,
    )
    kinds = set(handover.steps.values_list("kind", flat=True))
    assert {"role", "holding", "task"} <= kinds
    with pytest.raises(InvalidInput, match="not done"):
        finish_handover(viewer=viewer, handover=handover, lay_down=True)
    for step in handover.steps.all():
        tick_step(viewer=viewer, step=step, is_done=True)
    finish_handover(viewer=viewer, handover=handover, lay_down=True)
    assert stage.viewer(new).can_manage_network
    assert not stage.viewer(old).can_manage_network
    assert Holding.objects.get(pk=holding.pk).holder == new


@pytest.mark.django_db
def test_nobody_hands_a_right_to_themselves(cast: Cast) -> None:
    """Whoever receives may tick what was talked about, but no responsibility."""
    stage, new = cast.open, account(cast, "member")
    handover = start_handover(
        viewer=stage.viewer(account(cast, "convenor")), network=stage.network,
        leaving=membership(cast, "convenor"), successor=new.email,
    )  # fmt: skip
    viewer = stage.viewer(new)
    tick_step(viewer=viewer, step=handover.steps.filter(kind="task")[0], is_done=True)
    with pytest.raises(NotAllowed):
        tick_step(viewer=viewer, step=handover.steps.get(kind="role"), is_done=True)
    assert not stage.viewer(new).can_manage_network
    other = stage.viewer(account(cast, "moderator"))
    with pytest.raises(NotAllowed):
        tick_step(viewer=other, step=handover.steps.filter(kind="task")[1], is_done=True)


@pytest.mark.django_db
def test_members_look_at_what_hangs_on_themselves_only(cast: Cast) -> None:
    client = Client()
    client.force_login(account(cast, "member"))
    slug = cast.open.network.slug
    own = reverse("exit_page", args=[slug, membership(cast, "member").pk])
    others = reverse("exit_page", args=[slug, membership(cast, "convenor").pk])
    assert client.get(own).status_code == 200
    # As if it were not there: else it would tell how many members there are.
    assert client.get(others).status_code == 404
    moderator = account(cast, "moderator")
    Account.objects.filter(pk=moderator.pk).update(name="Mo")
    client.post(own, {"successor": moderator.pk})
    assert Handover.objects.filter(from_account=account(cast, "member")).exists()


@pytest.mark.django_db
def test_those_who_sit_in_a_circle_publish_its_decisions(cast: Cast) -> None:
    stage, member = cast.open, account(cast, "member")
    circle = stage.circles[1]
    values = {"title": "We meet monthly", "decided_on": TODAY(), "visibility": 1}
    with pytest.raises(NotAllowed):
        publish_decision(viewer=stage.viewer(member), circle=circle, values=values)
    seat = give_seat(viewer=stage.viewer(account(cast, "convenor")), circle=circle, account=member)
    publish_decision(viewer=stage.viewer(member), circle=circle, values=values)
    with pytest.raises(InvalidInput, match="today or earlier"):
        publish_decision(
            viewer=stage.viewer(member), circle=circle,
            values={**values, "decided_on": TODAY() + timedelta(days=1)},
        )  # fmt: skip
    seat.until = TODAY() - timedelta(days=1)
    seat.save()
    with pytest.raises(NotAllowed):
        publish_decision(viewer=stage.viewer(member), circle=circle, values=values)


@pytest.mark.django_db
def test_convenors_hear_of_terms_that_end(cast: Cast) -> None:
    for role, days in (("map_manager", 30), ("steward", -1), ("moderator", 10)):
        term = Term(until=TODAY() + timedelta(days=days))
        add_responsibility(membership=membership(cast, role), role=role, term=term)
    assert tell_of_terms({}, Progress()) == {"told": 2}
    assert {to for letter in mail.outbox for to in letter.to} == {"convenor@canaryaccount.example"}


@pytest.mark.django_db
@pytest.mark.parametrize("state", ["lapsed", "ended"])
def test_a_seat_ends_with_the_membership_and_does_not_come_back(cast: Cast, state: str) -> None:
    convenor, member = cast.open.viewer(account(cast, "convenor")), account(cast, "member")
    circle = Circle.objects.create(network=cast.open.network, name="Steering", kind="steering")
    give_seat(viewer=convenor, circle=circle, account=member)
    assert may_write_for(cast.open.viewer(member), circle)
    for standing in (state, "active"):
        change_standing(viewer=convenor, membership=membership(cast, "member"), state=standing)
    assert not may_write_for(cast.open.viewer(member), circle)
