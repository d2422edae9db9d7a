"""Asking to speak for an organisation, until somebody who may has answered."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from weft.common.visibility import Viewer
from weft.graph.models import Actor, Part, Voice, VoiceKind
from weft.networks.models import Network
from weft.networks.powers import Power, can


class AskState(models.TextChoices):
    WAITING = "waiting", _("Waiting for an answer")
    # Answered: it goes as soon as the mail that says so is sent.
    YES = "yes", _("Yes")
    NO = "no", _("No")


class VoiceAskQuerySet(models.QuerySet["VoiceAsk"]):
    def visible_to(self, viewer: Viewer) -> VoiceAskQuerySet:
        """What waits for an answer: for who asked, and for those who may answer; not where they
        do not see the actor."""
        if viewer.account_id is None or not viewer.is_member:
            return self.none()
        waiting = self.filter(
            network_id=viewer.network_id,
            state=AskState.WAITING,
            actor__in=Actor.objects.visible_to(viewer),
        )
        own = models.Q(account_id=viewer.account_id)
        if viewer.is_paused:
            return waiting.filter(own)
        if can(viewer, Power.ADMIT):
            return waiting
        speaks = Voice.objects.filter(account_id=viewer.account_id, kind=VoiceKind.SPEAKS)
        return waiting.filter(own | models.Q(actor__in=speaks.values("actor")))


class VoiceAsk(models.Model):
    """A member's wish to speak for an organisation; it gives no voice by itself."""

    network = models.ForeignKey(Network, models.CASCADE, related_name="voice_asks")
    actor = models.ForeignKey(Actor, models.CASCADE, related_name="voice_asks")
    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=10, choices=VoiceKind)
    part = models.CharField(max_length=10, choices=Part, blank=True)
    # Why, for those who answer.
    words = models.CharField(max_length=500, blank=True)
    state = models.CharField(max_length=10, choices=AskState, default=AskState.WAITING)
    # What they are told with the answer.
    answer = models.TextField(blank=True, max_length=2000)
    made_at = models.DateTimeField()

    objects = VoiceAskQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["actor", "account"],
                condition=models.Q(state="waiting"),
                name="voice_ask_open_once",
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=[VoiceKind.SPEAKS, VoiceKind.DEPUTY]),
                name="voice_ask_kind_known",
            ),
            models.CheckConstraint(
                condition=models.Q(part__in=["", *Part.values]), name="voice_ask_part_known"
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=AskState.values), name="voice_ask_state_known"
            ),
        ]

    def __str__(self) -> str:
        return f"ask {self.pk}"
