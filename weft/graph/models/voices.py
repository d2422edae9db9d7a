"""Which accounts are an actor, or speak for one."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from weft.graph.models.net import Actor

#: What an actor is called whose person wants no name on the map.
UNNAMED = "Unnamed member"


class VoiceKind(models.TextChoices):
    SELF = "self", _("Is this person")
    SPEAKS = "speaks", _("Speaks for it")
    DEPUTY = "deputy", _("Deputy")


class Part(models.TextChoices):
    """What someone is in a group or organisation."""

    PAID = "paid", _("Paid")
    VOLUNTEER = "volunteer", _("Volunteer")
    TRUSTEE = "trustee", _("Trustee or committee")
    MEMBER = "member", _("Member")
    OTHER = "other", _("Other")


class Voice(models.Model):
    """An account that is an actor, or speaks for one, first or as a deputy."""

    actor = models.ForeignKey(Actor, models.CASCADE, related_name="voices")
    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="voices")
    kind = models.CharField(max_length=10, choices=VoiceKind)
    part = models.CharField(max_length=10, choices=Part, blank=True)
    since = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["actor", "account"], name="voice_once"),
            # An actor is one person at most.
            models.UniqueConstraint(
                fields=["actor"], condition=models.Q(kind="self"), name="voice_one_self"
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=VoiceKind.values), name="voice_kind_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.account_id} {self.kind} {self.actor_id}"
