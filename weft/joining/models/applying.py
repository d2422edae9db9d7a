"""Asking to become a member, and what others think of it."""

from __future__ import annotations

import secrets

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from weft.common.visibility import Viewer
from weft.joining.models.gate import JoinQuestion
from weft.networks.models import Membership, MembershipKind, Network, Standing
from weft.networks.powers import Power, can


class ApplicationState(models.TextChoices):
    DRAFT = "draft", _("Not sent yet")
    WAITING = "waiting", _("Waiting for an answer")
    ADMITTED = "admitted", _("Admitted")
    DECLINED = "declined", _("Declined")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class Via(models.TextChoices):
    """How someone came."""

    PAGE = "page", _("Applied")
    LINK = "link", _("With an invitation link")
    INVITED = "invited", _("Invited by name")
    RECORDED = "recorded", _("By mail, phone or paper")


class ApplicationQuerySet(models.QuerySet["Application"]):
    def visible_to(self, viewer: Viewer) -> ApplicationQuerySet:
        """Applications that were sent: for those who admit, and (while they wait) for members
        who have a say."""
        sent = self.filter(network_id=viewer.network_id).exclude(state=ApplicationState.DRAFT)
        if can(viewer, Power.ADMIT):
            return sent
        if not viewer.is_member or viewer.account_id is None:
            return sent.none()
        # As `has_a_say`: a membership of no kind is one of before there were kinds.
        has_a_say = models.Exists(
            Membership.objects.filter(
                models.Q(kind=None) | models.Q(kind__may_decide=True),
                network_id=viewer.network_id,
                account_id=viewer.account_id,
                state=Standing.ACTIVE,
            )
        )
        waiting = sent.filter(state=ApplicationState.WAITING, network__gate__admitted_by="members")
        return waiting.filter(has_a_say)


def new_hand() -> str:
    return secrets.token_urlsafe(18)


class Application(models.Model):
    """One person's wish to join one network. It can be begun, left and taken up again."""

    network = models.ForeignKey(Network, models.CASCADE, related_name="applications")
    name = models.CharField(_("name"), max_length=120)
    email = models.EmailField(_("e-mail address"), max_length=254)
    kind = models.ForeignKey(MembershipKind, models.SET_NULL, null=True, blank=True)
    via = models.CharField(max_length=10, choices=Via, default=Via.PAGE)
    state = models.CharField(
        max_length=10, choices=ApplicationState, default=ApplicationState.DRAFT
    )
    language = models.CharField(max_length=10, blank=True)
    # Which browser may go on with it: another one when the address is proven, so that whoever
    # typed somebody else's address loses sight of it.
    hand = models.CharField(max_length=32, default=new_hand)
    # Someone opened the link that was sent to the address.
    proven_at = models.DateTimeField(null=True, blank=True)
    # All that was to be filled in was, and they pressed “send”.
    finished_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    reminded_at = models.DateTimeField(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    # Why, for those who admit; and what the applicant was told.
    reason = models.TextField(blank=True, max_length=2000)
    words = models.TextField(blank=True, max_length=2000)
    # A link or an invitation that lets its holder in without anybody looking at it first.
    is_vouched = models.BooleanField(default=False)
    link = models.ForeignKey(
        "joining.InviteLink", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="+"
    )
    made_at = models.DateTimeField()

    objects = ApplicationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=ApplicationState.values),
                name="application_state_known",
            ),
            models.UniqueConstraint(
                fields=["network", "email"],
                condition=models.Q(state__in=["draft", "waiting"]),
                name="application_open_once",
            ),
        ]
        indexes = [models.Index(fields=["network", "state"], name="application_in_state")]

    def __str__(self) -> str:
        return f"application {self.pk}"


class JoinAnswer(models.Model):
    """What an applicant answered to one of the network's questions."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="answers")
    question = models.ForeignKey(JoinQuestion, models.CASCADE, related_name="answers")
    words = models.TextField(max_length=2000)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["application", "question"], name="join_answer_once")
        ]

    def __str__(self) -> str:
        return f"answer {self.pk}"


class Opinion(models.Model):
    """What one of those who are asked thinks of an application, and why."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="opinions")
    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    is_yes = models.BooleanField()
    reason = models.CharField(max_length=500, blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["application", "account"], name="opinion_once")
        ]

    def __str__(self) -> str:
        return f"opinion {self.pk}"
