"""Who decides what: circles with their decisions, what people hold for the network, handovers."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from weft.common.visibility import Viewer, Visibility, visibility_check
from weft.networks.models import Network, Role


class CircleKind(models.TextChoices):
    STEERING = "steering", _("Steering committee")
    WORKING = "working", _("Working group")


class CircleQuerySet(models.QuerySet["Circle"]):
    def visible_to(self, viewer: Viewer) -> CircleQuerySet:
        return self.filter(network_id=viewer.network_id, visibility__lte=viewer.clearance)


class Circle(models.Model):
    """A committee or working group that decides something for the network."""

    network = models.ForeignKey(Network, models.CASCADE, related_name="circles")
    kind = models.CharField(max_length=10, choices=CircleKind, default=CircleKind.WORKING)
    name = models.CharField(_("name"), max_length=120)
    decides = models.TextField(_("what it decides"), max_length=2000, blank=True)
    visibility = models.PositiveSmallIntegerField(choices=Visibility, default=Visibility.PUBLIC)
    ended_on = models.DateField(null=True, blank=True)

    objects = CircleQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["network", "name"], name="circle_name_once"),
            models.CheckConstraint(condition=~models.Q(name=""), name="circle_name_given"),
            models.CheckConstraint(
                condition=models.Q(kind__in=CircleKind.values), name="circle_kind_known"
            ),
            visibility_check("circle"),
        ]

    def __str__(self) -> str:
        return self.name


class Seat(models.Model):
    """Someone who sits in a circle, for a term."""

    circle = models.ForeignKey(Circle, models.CASCADE, related_name="seats")
    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    since = models.DateField(default=timezone.localdate)
    until = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["circle", "account"], name="seat_once")]

    def __str__(self) -> str:
        return f"seat {self.pk}"


class DecisionQuerySet(models.QuerySet["Decision"]):
    def visible_to(self, viewer: Viewer) -> DecisionQuerySet:
        """Decisions for this audience, of circles that the viewer may know of."""
        return self.filter(
            circle__network_id=viewer.network_id,
            circle__visibility__lte=viewer.clearance,
            visibility__lte=viewer.clearance,
        )


class Decision(models.Model):
    """Something that a circle decided, as it is published."""

    circle = models.ForeignKey(Circle, models.CASCADE, related_name="decisions")
    title = models.CharField(_("what was decided"), max_length=200)
    words = models.TextField(_("why, and what follows"), max_length=4000, blank=True)
    decided_on = models.DateField(_("on"))
    visibility = models.PositiveSmallIntegerField(
        _("who may read it"), choices=Visibility, default=Visibility.MEMBERS
    )
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = DecisionQuerySet.as_manager()

    class Meta:
        constraints = [visibility_check("decision")]

    def __str__(self) -> str:
        return self.title


class HoldingKind(models.TextChoices):
    KEY = "key", _("Key or password")
    SUBSCRIPTION = "subscription", _("Subscription or contract")
    MONEY = "money", _("Bank account or card")
    OTHER = "other", _("Something else")


class Holding(models.Model):
    """Something that one person holds for the network; never the secret itself."""

    network = models.ForeignKey(Network, models.CASCADE, related_name="holdings")
    kind = models.CharField(max_length=15, choices=HoldingKind, default=HoldingKind.KEY)
    name = models.CharField(_("what it is"), max_length=160)
    where = models.CharField(_("where it is kept"), max_length=300, blank=True)
    holder = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    deputy = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    renews_on = models.DateField(_("to be renewed on"), null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~models.Q(name=""), name="holding_name_given"),
            models.CheckConstraint(
                condition=models.Q(kind__in=HoldingKind.values), name="holding_kind_known"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Handover(models.Model):
    """Someone hands over what they have taken on to someone else, step by step."""

    network = models.ForeignKey(Network, models.CASCADE, related_name="handovers")
    from_account = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    to_account = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["network", "from_account"],
                condition=models.Q(finished_at__isnull=True),
                name="handover_one_open",
            ),
            models.CheckConstraint(
                condition=~models.Q(from_account=models.F("to_account")),
                name="handover_to_another",
            ),
        ]

    def __str__(self) -> str:
        return f"handover {self.pk}"


class StepKind(models.TextChoices):
    ROLE = "role", _("Responsibility")
    HOLDING = "holding", _("Something that is held")
    TIE = "tie", _("Introduction")
    GROUP = "group", _("Group")
    TASK = "task", _("Task")


class HandoverStep(models.Model):
    """One thing to hand over, and whether it was."""

    handover = models.ForeignKey(Handover, models.CASCADE, related_name="steps")
    kind = models.CharField(max_length=10, choices=StepKind)
    # The responsibility, the id of what it is about, or which line of a checklist: never names,
    # as whoever takes over may not see all that hangs on a person.
    what = models.CharField(max_length=300)
    done_at = models.DateTimeField(null=True, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind__in=StepKind.values), name="handover_step_kind_known"
            )
        ]

    def __str__(self) -> str:
        return f"step {self.pk}"


#: What is handed over with a responsibility, beside the right itself.
CHECKLISTS: dict[str, tuple[object, ...]] = {
    Role.CONVENOR: (
        _("Talk for an hour about what is under way and what was promised."),
        _("Introduce your successor to those who fund it or decide about it, if any do."),
        _("Tell the members, in your own words and in theirs."),
    ),
    Role.MAP_MANAGER: (
        _("Look through the linked sources and the pairs that may be one together."),
        _("Say what the kinds, types and fields mean."),
    ),
    Role.STEWARD: (_("Go through the open applications and those who were not welcomed yet."),),
    Role.MODERATOR: (_("Go through what is held back, and what was agreed about hard cases."),),
    Role.FACILITATOR: (_("Hand over the dates, the places and who needs what to take part."),),
    Role.LIBRARIAN: (_("Show where things are and what is out of date."),),
    Role.TREASURER: (
        _("Hand over the accounts, and have them looked at by a third person."),
        _("Change who may sign at the bank."),
    ),
}
