"""What was computed for one audience of one network, and for which state of its net."""

from __future__ import annotations

from django.db import models

from weft.common.visibility import Viewer, Visibility
from weft.networks.models import Network


class ResultQuerySet(models.QuerySet["Result"]):
    def visible_to(self, viewer: Viewer) -> ResultQuerySet:
        """Results that were computed from no more than this viewer may see."""
        return self.filter(network_id=viewer.network_id, audience__lte=viewer.clearance)


class Result(models.Model):
    """Measures, clusters and positions of the net as one audience sees it.

    Arrays lie in a file named after the row's version; this row holds what is small.
    """

    network = models.ForeignKey(Network, models.CASCADE, related_name="results")
    audience = models.PositiveSmallIntegerField(choices=Visibility)
    graph_version = models.PositiveIntegerField()
    actors = models.PositiveIntegerField()
    ties = models.PositiveIntegerField()
    # Of the whole network: keys as `weft measure` prints them.
    summary = models.JSONField(default=dict)
    clusters = models.JSONField(default=list)
    findings = models.JSONField(default=list)
    # Regions and topics with how many actors have each, for the filters.
    facets = models.JSONField(default=dict)
    file = models.CharField(max_length=120)
    computed_at = models.DateTimeField(auto_now=True)

    objects = ResultQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["network", "audience"], name="result_per_audience"),
            models.CheckConstraint(
                condition=models.Q(audience__in=Visibility.values), name="result_audience_known"
            ),
        ]

    def __str__(self) -> str:
        return f"network {self.network_id} for audience {self.audience}"
