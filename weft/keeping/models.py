"""Asking people whether their ties still hold, what they answered, and pairs that may be one."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from weft.common.visibility import Viewer
from weft.graph.models import Actor, Change, ChangeSet, KeptApart, Rung, Tie
from weft.networks.models import Network


class Reply(models.TextChoices):
    """What a person can say of a tie of theirs. Nothing is chosen for them."""

    LESS = "less", _("Less")
    SAME = "same", _("The same")
    MORE = "more", _("More")
    NONE = "none", _("No contact")
    UNSURE = "unsure", _("Not sure")
    #: Where the old answer is not shown, one of the rungs is chosen instead.
    RUNG = "rung", _("Chosen from the ladder")


class Ask(models.Model):
    """One request to one person; at most one a month. The link in its mail is signed, not kept."""

    network = models.ForeignKey(Network, models.CASCADE, related_name="asks")
    actor = models.ForeignKey(Actor, models.CASCADE, related_name="asks")
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    asked_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["network", "actor", "-asked_at"], name="ask_newest")]

    def __str__(self) -> str:
        return f"ask {self.pk}"


class Answer(models.Model):
    """What an end of a tie said of it, and whether the old answer was shown beside it."""

    network = models.ForeignKey(Network, models.CASCADE, related_name="answers")
    actor = models.ForeignKey(Actor, models.CASCADE, related_name="answers")
    tie = models.ForeignKey(Tie, models.CASCADE, related_name="answers")
    is_blind = models.BooleanField()
    reply = models.CharField(max_length=10, choices=Reply)
    rung_before = models.PositiveSmallIntegerField(choices=Rung, null=True, blank=True)
    rung_after = models.PositiveSmallIntegerField(choices=Rung, null=True, blank=True)
    answered_at = models.DateTimeField()
    change_set = models.ForeignKey(
        ChangeSet, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(reply__in=Reply.values), name="answer_reply_known"
            )
        ]
        indexes = [models.Index(fields=["actor", "-answered_at"], name="answer_newest")]

    def __str__(self) -> str:
        return f"answer {self.pk}"


class NoAsks(models.Model):
    """Someone does not want to be asked. Of the address only a keyed hash is kept."""

    network = models.ForeignKey(Network, models.CASCADE, related_name="+")
    address_hash = models.CharField(max_length=64)
    since = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["network", "address_hash"], name="no_asks_once")
        ]
        verbose_name_plural = "no asks"

    def __str__(self) -> str:
        return f"no asks {self.pk}"


class SuspectQuerySet(models.QuerySet["Suspect"]):
    def visible_to(self, viewer: Viewer) -> SuspectQuerySet:
        """Pairs of which the viewer may see both, that nobody has decided on or changed since."""
        seen = viewer.clearance
        apart = KeptApart.objects.filter(first=OuterRef("first"), second=OuterRef("second"))
        changed = Change.objects.filter(
            Q(actor=OuterRef("first")) | Q(actor=OuterRef("second")),
            change_set__made_at__gt=OuterRef("found_at"),
        )
        return self.filter(
            network_id=viewer.network_id,
            first__visibility__lte=seen,
            second__visibility__lte=seen,
            first__ended_in__isnull=True,
            second__ended_in__isnull=True,
        ).exclude(Exists(apart) | Exists(changed))


class Suspect(models.Model):
    """Two actors that are suspiciously alike: ids and reasons, no names."""

    network = models.ForeignKey(Network, models.CASCADE, related_name="+")
    first = models.ForeignKey(Actor, models.CASCADE, related_name="+")
    second = models.ForeignKey(Actor, models.CASCADE, related_name="+")
    score = models.PositiveSmallIntegerField()
    # Codes of `weft.graph.likeness.REASONS`, the strongest first.
    reasons = models.JSONField(default=list)
    graph_version = models.PositiveIntegerField()
    found_at = models.DateTimeField()

    objects = SuspectQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="suspect_once"),
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="suspect_in_order"),
        ]
        indexes = [models.Index(fields=["network", "-score", "id"], name="suspect_most_alike")]

    def __str__(self) -> str:
        return f"{self.first_id} ~ {self.second_id}"
