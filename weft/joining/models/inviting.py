"""Invitations: links for many, and mails to one person each, sent in waves."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from weft.networks.models import MembershipKind, Network


class InviteLink(models.Model):
    """A link that many may use, for a time and a number of times."""

    network = models.ForeignKey(Network, models.CASCADE, related_name="invite_links")
    code = models.CharField(max_length=32, unique=True)
    kind = models.ForeignKey(MembershipKind, models.SET_NULL, null=True, blank=True)
    # Whoever comes with it is admitted at once.
    is_trusted = models.BooleanField(_("whoever has it is admitted at once"), default=False)
    until = models.DateField(_("works until"))
    most = models.PositiveSmallIntegerField(_("for how many people"), default=20)
    used = models.PositiveSmallIntegerField(default=0)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    stopped_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"link {self.pk}"


class Batch(models.Model):
    """A spreadsheet of people to invite, and in which waves they get their mails."""

    network = models.ForeignKey(Network, models.CASCADE, related_name="invitation_batches")
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    made_at = models.DateTimeField()
    # Until it is confirmed nobody is invited; what was read waits here for a week at most.
    is_confirmed = models.BooleanField(default=False)
    rows = models.JSONField(default=list)
    words = models.TextField(blank=True, max_length=2000)
    a_wave = models.PositiveSmallIntegerField(default=20)
    every_days = models.PositiveSmallIntegerField(default=7)
    first_on = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "batches"

    def __str__(self) -> str:
        return f"batch {self.pk}"


class InvitationState(models.TextChoices):
    PLANNED = "planned", _("Planned")
    SENT = "sent", _("Sent")
    JOINED = "joined", _("Joined")
    DECLINED = "declined", _("Declined")
    STOPPED = "stopped", _("Taken back")


class Invitation(models.Model):
    """One person who is asked to join."""

    network = models.ForeignKey(Network, models.CASCADE, related_name="invitations")
    email = models.EmailField(max_length=254)
    name = models.CharField(max_length=120, blank=True)
    organisation = models.CharField(max_length=300, blank=True)
    kind = models.ForeignKey(MembershipKind, models.SET_NULL, null=True, blank=True)
    words = models.TextField(blank=True, max_length=2000)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    batch = models.ForeignKey(
        Batch, models.SET_NULL, null=True, blank=True, related_name="invitations"
    )
    # Those who may admit have looked at it by inviting.
    is_vouched = models.BooleanField(default=False)
    wave = models.PositiveSmallIntegerField(default=1)
    send_on = models.DateField()
    state = models.CharField(
        max_length=10, choices=InvitationState, default=InvitationState.PLANNED
    )
    sent_at = models.DateTimeField(null=True, blank=True)
    digests = models.PositiveSmallIntegerField(default=0)
    last_digest_at = models.DateTimeField(null=True, blank=True)
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=InvitationState.values),
                name="invitation_state_known",
            ),
            models.UniqueConstraint(
                fields=["network", "email", "invited_by"],
                condition=models.Q(state__in=["planned", "sent"]),
                name="invitation_open_once_by_each",
            ),
        ]
        indexes = [models.Index(fields=["state", "send_on"], name="invitation_due")]

    def __str__(self) -> str:
        return f"invitation {self.pk}"
