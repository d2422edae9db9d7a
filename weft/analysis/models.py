"""What was computed for one audience of one network, and for which state of its net."""

from __future__ import annotations

from django.db import models

from weft.common.visibility import Viewer, Visibility
from weft.networks.models import Network

#: The lens through which all ties count; others count those from a rung of the ladder on.
ALL_TIES = 0


class ResultQuerySet(models.QuerySet["Result"]):
    def visible_to(self, viewer: Viewer) -> ResultQuerySet:
        """Results that were computed from no more than this viewer may see."""
        return self.filter(network_id=viewer.network_id, audience__lte=viewer.clearance)


class Result(models.Model):
    """Measures, clusters and positions of the net as one audience sees it through one lens.

    Arrays lie in a file named after audience, lens and version; this row holds what is small.
    Rows of nets that are the same share a file.
    """

    network = models.ForeignKey(Network, models.CASCADE, related_name="results")
    audience = models.PositiveSmallIntegerField(choices=Visibility)
    # Only ties that have reached this rung of the ladder count; 0 for all.
    least_rung = models.PositiveSmallIntegerField(default=ALL_TIES)
    graph_version = models.PositiveIntegerField()
    # Of all that the result rests on: where it is the same, nothing is worked out again.
    fingerprint = models.CharField(max_length=60, default="")
    actors = models.PositiveIntegerField()
    ties = models.PositiveIntegerField()
    # Of the whole network: keys as `weft measure` prints them.
    summary = models.JSONField(default=dict)
    clusters = models.JSONField(default=list)
    findings = models.JSONField(default=list)
    # Gaps, key players and coverage, with ids of actors.
    insights = models.JSONField(default=dict)
    # Regions and topics with how many actors have each, for the filters.
    facets = models.JSONField(default=dict)
    file = models.CharField(max_length=120)
    # What it took to work it out.
    seconds = models.FloatField(default=0)
    memory_mb = models.PositiveIntegerField(default=0)
    computed_at = models.DateTimeField(auto_now=True)

    objects = ResultQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["network", "audience", "least_rung"], name="result_per_audience_and_lens"
            ),
            models.CheckConstraint(
                condition=models.Q(audience__in=Visibility.values), name="result_audience_known"
            ),
        ]

    def __str__(self) -> str:
        return f"network {self.network_id} for audience {self.audience}"
