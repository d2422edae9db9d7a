"""The net itself: actors, ties, the evidence for them, and the change sets that made them."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from weft.common.visibility import Viewer, Visibility, visibility_check
from weft.networks.models import HEX_COLOUR, Network


def ended_index(name: str) -> models.Index:
    """Finds what a change set ended; rows still on the map take no room in it."""
    return models.Index(
        fields=["ended_in"],
        condition=models.Q(ended_in__isnull=False),
        name=f"{name}_ended_in",
    )


class Rung(models.IntegerChoices):
    """The behavioural ladder: what two actors do together, from nothing to joint work."""

    NONE = 0, _("Do not know each other")
    KNOW_OF = 1, _("Know of each other")
    IN_TOUCH = 2, _("In touch")
    PASS_FAVOURS = 3, _("Pass on news and favours")
    ADJUST_PLANS = 4, _("Adjust plans to each other")
    JOINT_WORK = 5, _("Do joint work")


class Direction(models.TextChoices):
    DIRECTED = "directed", _("One way")
    UNDIRECTED = "undirected", _("No direction")
    MUTUAL = "mutual", _("Both ways")


class ChangeKind(models.TextChoices):
    IMPORT = "import", _("Import")
    EDIT = "edit", _("Edit")
    UNDO = "undo", _("Undo")
    DEMO = "demo", _("Demo")


class EvidenceKind(models.TextChoices):
    IMPORTED = "imported", _("Imported")
    ENTERED = "entered", _("Entered by hand")
    SURVEY = "survey", _("Survey answer")
    MEETING = "meeting", _("Met at an event")
    BID = "bid", _("Wrote a bid together")
    INTRODUCTION = "introduction", _("Introduced")
    CONFIRMED = "confirmed", _("Confirmed")


class ChangeSet(models.Model):
    """Who changed the net, when and why. Each change belongs to one; each can be undone."""

    network = models.ForeignKey(Network, models.CASCADE, related_name="change_sets")
    kind = models.CharField(max_length=10, choices=ChangeKind)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    made_at = models.DateTimeField()
    comment = models.CharField(max_length=300, blank=True)
    summary = models.JSONField(default=dict)
    extras = models.JSONField(default=dict)
    # What it did was deleted for good; it can no longer be undone or done again.
    is_erased = models.BooleanField(default=False)
    undoes = models.OneToOneField(
        "self", models.CASCADE, null=True, blank=True, related_name="undone_by"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind__in=ChangeKind.values), name="change_set_kind_known"
            )
        ]
        indexes = [models.Index(fields=["network", "-made_at"], name="change_set_newest")]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


class ActorKind(models.Model):
    """A kind of actor in one network, such as person or council, and how it is drawn."""

    network = models.ForeignKey(Network, models.CASCADE, related_name="actor_kinds")
    name = models.CharField(max_length=100)
    colour = models.CharField(max_length=7, blank=True, validators=[HEX_COLOUR])
    shape = models.CharField(max_length=20, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["network", "name"], name="actor_kind_name_once")
        ]

    def __str__(self) -> str:
        return self.name


class TieType(models.Model):
    """A type of tie in one network, such as funds or works with."""

    network = models.ForeignKey(Network, models.CASCADE, related_name="tie_types")
    name = models.CharField(max_length=100)
    colour = models.CharField(max_length=7, blank=True, validators=[HEX_COLOUR])
    rung = models.PositiveSmallIntegerField(choices=Rung, null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["network", "name"], name="tie_type_name_once")
        ]

    def __str__(self) -> str:
        return self.name


class FieldTarget(models.TextChoices):
    ACTOR = "actor", _("Actors")
    TIE = "tie", _("Ties")


class FieldDefinition(models.Model):
    """A field that actors or ties of one network have, and who may see its values.

    Built-in fields such as the place have one too, so that their audience can be set;
    their values stand in columns, those of the others in the row's `fields`.
    """

    network = models.ForeignKey(Network, models.CASCADE, related_name="field_definitions")
    target = models.CharField(max_length=5, choices=FieldTarget)
    key = models.CharField(max_length=100)
    label = models.CharField(max_length=100)
    is_builtin = models.BooleanField(default=False)
    visibility = models.PositiveSmallIntegerField(choices=Visibility, default=Visibility.PUBLIC)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["network", "target", "key"], name="field_definition_key_once"
            ),
            models.CheckConstraint(
                condition=models.Q(target__in=FieldTarget.values),
                name="field_definition_target_known",
            ),
            visibility_check("field_definition"),
        ]

    def __str__(self) -> str:
        return self.label


class ActorQuerySet(models.QuerySet["Actor"]):
    def visible_to(self, viewer: Viewer) -> ActorQuerySet:
        """The actors on the map today that this viewer may see."""
        return self.filter(
            network_id=viewer.network_id,
            ended_in__isnull=True,
            visibility__lte=viewer.clearance,
        )


class Actor(models.Model):
    """A person, organisation, group, project, place or public body inside one network."""

    network = models.ForeignKey(Network, models.CASCADE, related_name="actors")
    kind = models.ForeignKey(ActorKind, models.PROTECT, related_name="actors")
    name = models.CharField(max_length=300)
    # The name without case and accents: what is searched and what lists are ordered by.
    search_name = models.CharField(max_length=300)
    # The identifier that the actor had in the file it came from.
    ref = models.CharField(max_length=300, blank=True)
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
            ended_index("actor"),
        ]

    def __str__(self) -> str:
        return self.name


class TieQuerySet(models.QuerySet["Tie"]):
    def visible_to(self, viewer: Viewer) -> TieQuerySet:
        """The ties on the map today whose own audience and both ends' include the viewer."""
        seen = viewer.clearance
        return self.filter(
            network_id=viewer.network_id,
            ended_in__isnull=True,
            visibility__lte=seen,
            source__visibility__lte=seen,
            target__visibility__lte=seen,
            source__ended_in__isnull=True,
            target__ended_in__isnull=True,
        )


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
        indexes = [ended_index("tie")]

    def __str__(self) -> str:
        return f"{self.source_id} – {self.target_id}"


class EvidenceQuerySet(models.QuerySet["Evidence"]):
    def visible_to(self, viewer: Viewer) -> EvidenceQuerySet:
        """Evidence for visible ties that this viewer may see.

        The conditions of `TieQuerySet.visible_to` stand here as joins: as a subquery a
        database works out all visible ties of a large network before it looks at one.
        """
        seen = viewer.clearance
        return self.filter(
            ended_in__isnull=True,
            visibility__lte=seen,
            tie__network_id=viewer.network_id,
            tie__ended_in__isnull=True,
            tie__visibility__lte=seen,
            tie__source__visibility__lte=seen,
            tie__target__visibility__lte=seen,
            tie__source__ended_in__isnull=True,
            tie__target__ended_in__isnull=True,
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
        indexes = [ended_index("evidence")]

    def __str__(self) -> str:
        return f"{self.kind} {self.date}"


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
