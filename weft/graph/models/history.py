"""What was before: changed values, and what people decided about actors that seem alike."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from weft.common.visibility import Viewer, Visibility, visibility_check
from weft.graph.models.frame import ChangeSet
from weft.graph.models.net import Actor, Tie
from weft.networks.models import Network


class ChangeQuerySet(models.QuerySet["Change"]):
    def visible_to(self, viewer: Viewer) -> ChangeQuerySet:
        """Changes of rows that the viewer may see, and might have seen at the time."""
        return self.filter(
            change_set__network_id=viewer.network_id, visibility__lte=viewer.clearance
        )


class Change(models.Model):
    """One row changed by a change set: the values before and after.

    Rows that a change set created or ended carry that in `created_in` and `ended_in`;
    only changes of values stand here.
    """

    change_set = models.ForeignKey(ChangeSet, models.CASCADE, related_name="changes")
    actor = models.ForeignKey(Actor, models.CASCADE, null=True, blank=True, related_name="changes")
    tie = models.ForeignKey(Tie, models.CASCADE, null=True, blank=True, related_name="changes")
    before = models.JSONField()
    after = models.JSONField()
    # The narrowest audience that the row had before or after.
    visibility = models.PositiveSmallIntegerField(choices=Visibility)

    objects = ChangeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(actor__isnull=True) ^ models.Q(tie__isnull=True),
                name="change_of_one_row",
            ),
            visibility_check("change"),
        ]

    def __str__(self) -> str:
        return f"{self.change_set_id}: {self.actor_id or self.tie_id}"


class KeptApart(models.Model):
    """Someone looked at two actors that seem alike and said that they are not the same."""

    network = models.ForeignKey(Network, models.CASCADE, related_name="+")
    first = models.ForeignKey(Actor, models.CASCADE, related_name="+")
    second = models.ForeignKey(Actor, models.CASCADE, related_name="+")
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="kept_apart_once"),
            models.CheckConstraint(
                condition=models.Q(first__lt=models.F("second")), name="kept_apart_in_order"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.first_id} ≠ {self.second_id}"
