"""Pairs of actors that may be one, as the last search found them."""

from __future__ import annotations

from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from weft.common.visibility import Viewer
from weft.graph.models import Actor, Change, KeptApart
from weft.networks.models import Network


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
