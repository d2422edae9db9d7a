"""What the cast's networks hold of joining, privacy and governing."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import models
from django.utils import timezone

from testkit.stage import AUDIENCES, Stage, canary
from weft.accounts.models import Account
from weft.common.visibility import Visibility
from weft.governing.models import Circle, Decision, Handover, Holding
from weft.groups.models import Group, GroupMember, GroupRequest, GroupResource, Openness
from weft.joining.models import (
    Application,
    Batch,
    EqualityQuestion,
    Gate,
    Invitation,
    InviteLink,
    JoinQuestion,
    Profile,
    Welcome,
)
from weft.moderating.models import Held, Measure, Report
from weft.networks.actions import add_membership
from weft.networks.models import Membership, MembershipKind
from weft.privacy.models import Complaint, Placeholder


def fill_members(stage: Stage) -> None:
    """An application, an invitation, profiles: with words that only some may read."""
    network, now = stage.network, timezone.now()
    Gate.objects.create(network=network, is_open=network.visibility == Visibility.PUBLIC)
    for audience in AUDIENCES:
        # Someone whom nobody of the cast is: one's own words are no secret to oneself.
        account = Account.objects.create_user(f"{audience}{network.pk}@canaryaccount.example")
        joined = add_membership(network=network, account=account)
        stage.profiles[audience] = Profile.objects.create(
            network=network,
            account=account,
            name=canary("profile", audience),
            success=canary("success", audience),
            phone=canary("phone", 2),
            access_note=canary("access", 2),
            needs=[{"kind": "skill", "line": canary("need", audience), "when": ""}],
            seen_by=audience,
            may_introduce=True,
            introductions=2,
            changed_at=now,
        )
    made: dict[str, models.Model] = {
        "application": Application.objects.create(
            network=network, name=canary("applicant", 2), state="waiting", made_at=now,
            email=f"{canary('applies', 2)}@example.org", sent_at=now, finished_at=now,
        ),
        "invitation": Invitation.objects.create(
            network=network, email=f"{canary('invited', 2)}@example.org", send_on=now.date(),
            state="sent", made_at=now,
        ),
        "link": InviteLink.objects.create(
            network=network, code=f"{canary('link', 2)}{network.pk}", until=now.date(),
        ),
        "batch": Batch.objects.create(
            network=network, made_at=now,
            rows=[{"number": 2, "email": f"{canary('batch', 2)}@example.org"}],
        ),
        "kind": MembershipKind.objects.create(network=network, name="Spare"),
        "question": JoinQuestion.objects.create(network=network, words="Why?"),
        "equality": EqualityQuestion.objects.create(network=network, words="Age?", options=["a"]),
        "membership": joined,
        "complaint": Complaint.objects.create(
            network=network, words=canary("complaint", 2), made_at=now
        ),
        "placeholder": Placeholder.objects.create(
            network=network, name=canary("placeholder", 2), named_by=account, named_at=now,
            address=f"{canary('named', 2)}@example.org",
        ),
    }  # fmt: skip
    Welcome.objects.create(membership=joined, asked_at=now)
    stage.joining = {name: row.pk for name, row in made.items()}
    _fill_governing(stage, joined, now)


def _fill_governing(stage: Stage, membership: Membership, now: datetime) -> None:
    """A circle with a decision for each audience, something that is held, and a handover."""
    network, account = stage.network, membership.account
    for audience in AUDIENCES:
        stage.circles[audience] = circle = Circle.objects.create(
            network=network, name=canary("circle", audience), visibility=audience
        )
        for shown in AUDIENCES:
            Decision.objects.create(
                circle=circle,
                title=canary("decision", max(audience, shown)),
                decided_on=now.date(),
                visibility=shown,
            )
    holding = Holding.objects.create(network=network, name=canary("holding", 2), holder=account)
    receiver = stage.profiles[0].account
    assert receiver is not None
    handover = Handover.objects.create(
        network=network,
        from_account=account,
        to_account=receiver,
        started_at=now,
    )
    handover.steps.create(kind="task", what=canary("step", 2), done_at=now)
    stage.joining |= {"holding": holding.pk, "handover": handover.pk}


def fill_moderating(stage: Stage) -> None:
    """Something that waits, a report and an appeal, with words that moderators read; and nobody
    of the cast is new, so that what they write does not wait."""
    network, now = stage.network, timezone.now()
    Membership.objects.filter(network=network).update(since=now - timedelta(days=400))
    author = stage.profiles[1].account
    assert author is not None
    held = Held.objects.create(
        network=network, author=author, kind="asset", words=canary("held", 2), why="first",
        payload={"actor": stage.actors[0].pk, "sort": "space", "name": canary("held", 2)},
    )  # fmt: skip
    report = Report.objects.create(
        network=network, made_by=stage.profiles[0].account, about=author, kind="profile",
        subject=stage.profiles[1].pk, title=canary("reported", 2), words=canary("reported", 2),
    )  # fmt: skip
    measure = Measure.objects.create(
        network=network, about=author, act="asked", words=canary("reported", 2),
        appeal=canary("reported", 2), appealed_at=now,
    )  # fmt: skip
    stage.joining |= {"held": held.pk, "report": report.pk, "appealed": measure.pk}


def add_group(stage: Stage, convenor: Account | None, audience: int) -> None:
    """An open group for everyone, a closed one for members, and a secret one; the convenor looks
    after them, and someone of the second audience's profile is in them too."""
    sort = ("open", "closed", "secret")[audience]
    group = Group.objects.create(
        network=stage.network,
        slug=f"{sort}-group-{stage.network.pk}",
        name=canary("group", audience),
        purpose=canary("grouppurpose", audience),
        rules=canary("grouprules", audience),
        domain="team",
        openness=Openness.OPEN if audience == 0 else Openness.CLOSED,
        visibility=audience,
        topics=[canary("grouptopic", audience)],
    )
    if audience == Visibility.STEWARDS:
        Group.objects.filter(pk=group.pk).update(openness=Openness.SECRET, hidden_by=group)
        group.refresh_from_db()
    quiet = Account.objects.create_user(
        f"{canary('groupaddress', 2)}{audience}{stage.network.pk}@example.org",
        name=canary("groupmember", 2),
    )
    add_membership(network=stage.network, account=quiet)
    assert convenor is not None
    GroupMember.objects.create(group=group, account=convenor, is_steward=True)
    GroupMember.objects.create(group=group, account=quiet)
    for is_for_all in (True, False):
        GroupResource.objects.create(
            group=group,
            title=canary("groupdoc", audience if is_for_all else 2),
            address="https://pad.example.org/",
            is_for_all=is_for_all,
        )
    GroupRequest.objects.create(group=group, account=quiet, words=canary("groupwords", 2))
    stage.groups[audience] = group


#: What somebody is called who is in secret groups: nobody of the cast reads it on a group's page.
INSIDER = "Quiet Insider"


def add_secret_groups(stage: Stage) -> None:
    """A secret group that nobody of the cast is in, and an open one that lies in it."""
    for name, openness in (("secret", Openness.SECRET), ("open", Openness.OPEN)):
        around = stage.secrets.get("secret")
        group = Group.objects.create(
            network=stage.network,
            slug=f"{name}-inside-{stage.network.pk}",
            name=canary("group", 2),
            domain="team",
            openness=Openness.CLOSED,
            visibility=Visibility.STEWARDS,
            parent=around,
        )
        Group.objects.filter(pk=group.pk).update(openness=openness, hidden_by=around or group)
        group.refresh_from_db()
        for number in range(3):
            insider, is_new = Account.objects.get_or_create(
                email=f"insider{number}{stage.network.pk}@canaryaccount.example",
                defaults={"name": INSIDER if number else ""},
            )
            if is_new:
                add_membership(network=stage.network, account=insider)
            GroupMember.objects.create(group=group, account=insider, is_steward=not number)
        GroupResource.objects.create(
            group=group, title="canaryinsidedoc", address="https://canaryinside.example.org/"
        )
        stage.secrets[name] = group
