"""What the net hangs in: change sets, kinds, types, fields and layers."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from weft.common.visibility import Viewer, Visibility, visibility_check
from weft.graph.models.choices import ChangeKind, FieldTarget, Rung
from weft.networks.models import HEX_COLOUR, Network


def ended_index(name: str) -> models.Index:
    """Finds what a change set ended; rows still on the map take no room in it."""
    return models.Index(
        fields=["ended_in"],
        condition=models.Q(ended_in__isnull=False),
        name=f"{name}_ended_in",
    )


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
    # Something people do together, such as an event or a bid: taking part in it is a tie, and
    # the map can show instead who shared it.
    is_activity = models.BooleanField(default=False)
    # Something that decides over others, such as a council, a ministry or an office.
    holds_power = models.BooleanField(default=False)

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
    # Such as sits on, decides over or lobbies: by these ties one sways those who hold power.
    is_influence = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["network", "name"], name="tie_type_name_once")
        ]

    def __str__(self) -> str:
        return self.name


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


class LayerQuerySet(models.QuerySet["Layer"]):
    def visible_to(self, viewer: Viewer) -> LayerQuerySet:
        """The layers that this viewer may know of; each row in them has its own audience too."""
        return self.filter(network_id=viewer.network_id, visibility__lte=viewer.clearance)


class Layer(models.Model):
    """A part of the map that came from elsewhere as a whole, such as the map of a sub-network."""

    network = models.ForeignKey(Network, models.CASCADE, related_name="layers")
    name = models.CharField(max_length=120)
    # The network of this installation that it came from, where it came from one.
    source = models.ForeignKey(
        Network, models.SET_NULL, null=True, blank=True, related_name="layers_elsewhere"
    )
    visibility = models.PositiveSmallIntegerField(choices=Visibility, default=Visibility.MEMBERS)

    objects = LayerQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["network", "name"], name="layer_name_once"),
            models.CheckConstraint(condition=~models.Q(name=""), name="layer_name_given"),
            visibility_check("layer"),
        ]

    def __str__(self) -> str:
        return self.name
