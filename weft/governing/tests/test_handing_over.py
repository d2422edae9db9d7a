"""What a handover tells whoever takes over, and what the log says of it."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from testkit.cast import Cast
from weft.accounts.models import Account
from weft.common.errors import InvalidInput
from weft.common.visibility import Visibility
from weft.governing.actions import finish_handover, start_handover
from weft.governing.models import Handover, StepKind
from weft.governing.power_log import log_lines, power_log
from weft.graph.actions import Seen, add_actor, add_tie, record_evidence
from weft.groups.actions import Draft, start_group
from weft.groups.models import Group, GroupMember
from weft.networks.actions import add_membership
from weft.networks.models import Membership

pytestmark = pytest.mark.django_db


def started(cast: Cast, leaver: str, receiver: str) -> Handover:
    stage, account = cast.open, cast.account(receiver)
    assert account is not None
    leaving = Membership.objects.get(network=stage.network, account=cast.account(leaver))
    return start_handover(
        viewer=stage.viewer(cast.account("convenor")), network=stage.network, leaving=leaving,
        successor=account.email,
    )  # fmt: skip


def page(cast: Cast, role: str, handover: Handover) -> str:
    client = Client()
    client.force_login(cast.account(role))  # type: ignore[arg-type]  # there is one
    url = reverse("handover_detail", args=[cast.open.network.slug, handover.pk])
    return client.get(url).content.decode()


def test_whoever_takes_over_reads_what_they_may_see(cast: Cast) -> None:
    convenor = cast.open.viewer(cast.account("convenor"))
    one, other = (
        add_actor(viewer=convenor, values={"name": name, "visibility": Visibility.STEWARDS})
        for name in ("Whistle Blower", "Leeds Post")
    )
    tie = add_tie(viewer=convenor, source=one, target=other, values={"rung": 3})
    seen = Seen(tie, "introduction", timezone.localdate(), 3)
    record_evidence(viewer=convenor, seen=[seen])
    draft = Draft("Quiet planning", visibility=Visibility.STEWARDS)
    group = start_group(viewer=convenor, network=cast.open.network, draft=draft)
    assert isinstance(group, Group)
    handover = started(cast, "convenor", "member")
    kinds = set(handover.steps.values_list("kind", flat=True))
    assert {StepKind.TIE, StepKind.GROUP, StepKind.TASK} <= kinds
    text = page(cast, "member", handover)
    for hidden in ("Whistle Blower", "Leeds Post", "Quiet planning"):
        assert hidden not in text
        assert hidden in page(cast, "convenor", handover)
    assert "Something that is gone, or that you may not see" in text
    assert "Talk for an hour" in text
    assert "Whistle" not in str(list(handover.steps.values()))


def test_the_log_says_who_finished_it(cast: Cast) -> None:
    names = {"convenor": "Con", "member": "Mem", "moderator": "Mod"}
    for role, name in names.items():
        Account.objects.filter(pk=cast.account(role).pk).update(name=name)  # type: ignore[union-attr]  # there is one
    handover = started(cast, "member", "moderator")
    handover.steps.update(done_at=timezone.now())
    viewer = cast.open.viewer(cast.account("convenor"))
    finish_handover(viewer=viewer, handover=handover, lay_down=False)
    [line] = log_lines(viewer, list(power_log(viewer)[:1]))
    assert line.words == "Con finished a handover. Mod looks after it now."


def test_who_does_not_manage_learns_from_no_answer_who_is_a_member(cast: Cast) -> None:
    """They choose from those whom they know to belong here; all other addresses are alike."""
    stage, member = cast.open, cast.account("member")
    viewer = stage.viewer(member)
    leaving = Membership.objects.get(network=stage.network, account=member)
    quiet = Account.objects.create_user("quiet@example.org", name="Quiet")
    add_membership(network=stage.network, account=quiet)
    for address in ("quiet@example.org", "nobody@example.org"):
        with pytest.raises(InvalidInput, match="from the list"):
            start_handover(viewer=viewer, network=stage.network, leaving=leaving, successor=address)
    page = own_exit(cast, leaving)
    assert "Quiet" not in page
    assert 'type="email"' not in page
    assert member is not None
    for account in (member, quiet):
        GroupMember.objects.create(group=stage.groups[Visibility.PUBLIC], account=account)
    assert "Quiet" in own_exit(cast, leaving)
    assert start_handover(
        viewer=viewer, network=stage.network, leaving=leaving, successor=quiet.email
    )


def own_exit(cast: Cast, leaving: Membership) -> str:
    client = Client()
    client.force_login(leaving.account)
    url = reverse("exit_page", args=[cast.open.network.slug, leaving.pk])
    return client.get(url).content.decode()
