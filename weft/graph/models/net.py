"""The net itself: actors, ties, and the evidence for them."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.db import models

from weft.common.visibility import Viewer, Visibility, visibility_check
from weft.graph.models.choices import Direction, EvidenceKind, Rung
from weft.graph.models.frame import ActorKind, ChangeSet, Layer, TieType, ended_index
from weft.networks.models import Network


class ActorQuerySet(models.QuerySet["Actor"]):
    def visible_to(self, viewer: Viewer) -> ActorQuerySet:
        """The actors on the map today that this viewer may see."""
        return self.filter(
            network_id=viewer.network_id,
            ended_in__isnull=True,
            visibility__lte=viewer.clearance,
        )

    def ever_visible_to(self, viewer: Viewer) -> ActorQuerySet:
        """Also those that have left the map, for stewards: whoever left is not shown around."""
        seen = self.filter(network_id=viewer.network_id, visibility__lte=viewer.clearance)
        return seen if viewer.clearance >= Visibility.STEWARDS else seen.filter(ended_in=None)


class Actor(models.Model):
    """A person, organisation, group, project, place or public body inside one network."""

    network = models.ForeignKey(Network, models.CASCADE, related_name="actors")
    kind = models.ForeignKey(ActorKind, models.PROTECT, related_name="actors")
    name = models.CharField(max_length=300)
    # The name without case and accents: what is searched and what lists are ordered by.
    search_name = models.CharField(max_length=300)
    # The identifier that the actor had in the file it came from.
    ref = models.CharField(max_length=300, blank=True)
    # One that everybody uses for it, such as GB-CHC-1234567: it joins the maps of networks up.
    public_id = models.CharField(max_length=120, blank=True, default="", db_default="")
    description = models.TextField(blank=True)
    topics = models.JSONField(default=list)
    place = models.CharField(max_length=300, blank=True)
    region = models.CharField(max_length=120, blank=True)
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    website = models.CharField(max_length=500, blank=True)
    email = models.CharField(max_length=254, blank=True)
    image = models.CharField(max_length=1000, blank=True)
    colour = models.CharField(max_length=7, blank=True)
    size = models.FloatField(null=True, blank=True)
    x = models.FloatField(null=True, blank=True)
    y = models.FloatField(null=True, blank=True)
    start = models.CharField(max_length=40, blank=True)
    end = models.CharField(max_length=40, blank=True)
    fields = models.JSONField(default=dict)
    visibility = models.PositiveSmallIntegerField(choices=Visibility, default=Visibility.MEMBERS)
    layer = models.ForeignKey(
        Layer, models.PROTECT, null=True, blank=True, related_name="actors", db_index=False
    )
    # The actor that this one turned out to be.
    merged_into = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="merged_from", db_index=False
    )
    created_in = models.ForeignKey(ChangeSet, models.CASCADE, related_name="actors_created")
    ended_in = models.ForeignKey(
        ChangeSet,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="actors_ended",
        db_index=False,
    )

    objects = ActorQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["network", "ref"],
                condition=models.Q(ended_in__isnull=True) & ~models.Q(ref=""),
                name="actor_ref_once",
            ),
            models.CheckConstraint(condition=~models.Q(name=""), name="actor_name_given"),
            models.CheckConstraint(
                condition=models.Q(latitude__isnull=True) | models.Q(latitude__range=(-90, 90)),
                name="actor_latitude_on_earth",
            ),
            models.CheckConstraint(
                condition=models.Q(longitude__isnull=True) | models.Q(longitude__range=(-180, 180)),
                name="actor_longitude_on_earth",
            ),
            visibility_check("actor"),
        ]
        indexes = [
            models.Index(
                fields=["network", "search_name", "id"],
                condition=models.Q(ended_in__isnull=True),
                name="actor_by_name",
            ),
            models.Index(
                fields=["network", "public_id"],
                condition=~models.Q(public_id=""),
                name="actor_by_public_id",
            ),
            # Most actors are in no layer and merged into nobody; both are looked up at deletion.
            models.Index(
                fields=["layer"], condition=models.Q(layer__isnull=False), name="actor_in_layer"
            ),
            models.Index(
                fields=["merged_into"],
                condition=models.Q(merged_into__isnull=False),
                name="actor_merged_into",
            ),
            ended_index("actor"),
        ]

    def __str__(self) -> str:
        return self.name


def tie_in_audience(viewer: Viewer, tie: str = "") -> models.Q:
    """That a tie on the map today, with both its ends, is for this clearance. `tie` leads to it
    from another row, such as `tie__`: as a join, since as a subquery a database works out all
    visible ties of a large network before it looks at one."""
    seen = viewer.clearance
    return models.Q(**{
        f"{tie}ended_in__isnull": True,
        f"{tie}visibility__lte": seen,
        f"{tie}source__visibility__lte": seen,
        f"{tie}target__visibility__lte": seen,
        f"{tie}source__ended_in__isnull": True,
        f"{tie}target__ended_in__isnull": True,
    })  # fmt: skip


class TieQuerySet(models.QuerySet["Tie"]):
    def visible_to(self, viewer: Viewer) -> TieQuerySet:
        """The ties on the map today whose own audience and both ends' include the viewer."""
        return self.filter(tie_in_audience(viewer), network_id=viewer.network_id)

    def brought_by(self, change_set: models.OuterRef, viewer: Viewer) -> TieQuerySet:
        """The visible ties that a change set of the viewer's network brought. It is looked up by
        the change set alone: with the network beside it, SQLite reads all ties of the network."""
        return self.filter(tie_in_audience(viewer), created_in=change_set)

    def ever_visible_to(self, viewer: Viewer) -> TieQuerySet:
        """Also those that have ended, for members, between actors that they may know of."""
        seen = self.filter(
            network_id=viewer.network_id,
            visibility__lte=viewer.clearance,
            source__visibility__lte=viewer.clearance,
            target__visibility__lte=viewer.clearance,
        )
        if viewer.clearance < Visibility.MEMBERS:
            seen = seen.filter(ended_in=None)
        if viewer.clearance < Visibility.STEWARDS:
            seen = seen.filter(source__ended_in=None, target__ended_in=None)
        return seen

    def counting(self, faded: date) -> TieQuerySet:
        """Those with evidence newer than this day, or undated, whose ends do know each other."""
        seen = models.Q(evidence_date__isnull=True) | models.Q(evidence_date__gt=faded)
        known = models.Q(rung__isnull=True) | models.Q(rung__gt=Rung.NONE)
        return self.filter(seen, known)


class Tie(models.Model):
    """Two actors have to do with each other; the evidence says why we believe it."""

    network = models.ForeignKey(Network, models.CASCADE, related_name="ties")
    type = models.ForeignKey(TieType, models.PROTECT, related_name="ties", db_index=False)
    source = models.ForeignKey(Actor, models.CASCADE, related_name="ties_from")
    target = models.ForeignKey(Actor, models.CASCADE, related_name="ties_to")
    direction = models.CharField(max_length=10, choices=Direction, default=Direction.UNDIRECTED)
    ref = models.CharField(max_length=300, blank=True)
    weight = models.FloatField(null=True, blank=True)
    # The strongest rung that the evidence shows, and the date of the newest evidence.
    rung = models.PositiveSmallIntegerField(choices=Rung, null=True, blank=True)
    evidence_date = models.DateField(null=True, blank=True)
    label = models.CharField(max_length=300, blank=True)
    description = models.TextField(blank=True)
    topics = models.JSONField(default=list)
    colour = models.CharField(max_length=7, blank=True)
    start = models.CharField(max_length=40, blank=True)
    end = models.CharField(max_length=40, blank=True)
    fields = models.JSONField(default=dict)
    visibility = models.PositiveSmallIntegerField(choices=Visibility, default=Visibility.MEMBERS)
    layer = models.ForeignKey(
        Layer, models.PROTECT, null=True, blank=True, related_name="ties", db_index=False
    )
    created_in = models.ForeignKey(ChangeSet, models.CASCADE, related_name="ties_created")
    ended_in = models.ForeignKey(
        ChangeSet,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="ties_ended",
        db_index=False,
    )

    objects = TieQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(direction__in=Direction.values), name="tie_direction_known"
            ),
            models.CheckConstraint(
                condition=models.Q(rung__isnull=True) | models.Q(rung__in=Rung.values),
                name="tie_rung_known",
            ),
            visibility_check("tie"),
        ]
        indexes = [
            models.Index(
                fields=["layer"], condition=models.Q(layer__isnull=False), name="tie_in_layer"
            ),
            ended_index("tie"),
        ]

    def __str__(self) -> str:
        return f"{self.source_id} – {self.target_id}"


class EvidenceQuerySet(models.QuerySet["Evidence"]):
    def visible_to(self, viewer: Viewer) -> EvidenceQuerySet:
        """Evidence for visible ties that this viewer may see."""
        return self.filter(
            tie_in_audience(viewer, "tie__"),
            ended_in__isnull=True,
            visibility__lte=viewer.clearance,
            tie__network_id=viewer.network_id,
        )


class Evidence(models.Model):
    """One reason to believe a tie: what happened, when, on which rung, and who says so."""

    tie = models.ForeignKey(Tie, models.CASCADE, related_name="evidence")
    kind = models.CharField(max_length=15, choices=EvidenceKind)
    date = models.DateField()
    rung = models.PositiveSmallIntegerField(choices=Rung, null=True, blank=True)
    reporter = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    # The actor who says so, when it is not known as an account.
    said_by = models.ForeignKey(
        Actor, models.SET_NULL, null=True, blank=True, related_name="+", db_index=False
    )
    note = models.CharField(max_length=300, blank=True)
    visibility = models.PositiveSmallIntegerField(choices=Visibility, default=Visibility.MEMBERS)
    created_in = models.ForeignKey(ChangeSet, models.CASCADE, related_name="evidence_created")
    ended_in = models.ForeignKey(
        ChangeSet,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="evidence_ended",
        db_index=False,
    )

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind__in=EvidenceKind.values), name="evidence_kind_known"
            ),
            models.CheckConstraint(
                condition=models.Q(rung__isnull=True) | models.Q(rung__in=Rung.values),
                name="evidence_rung_known",
            ),
            visibility_check("evidence"),
        ]
        indexes = [
            models.Index(
                fields=["said_by"],
                condition=models.Q(said_by__isnull=False),
                name="evidence_said_by",
            ),
            ended_index("evidence"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.date}"
