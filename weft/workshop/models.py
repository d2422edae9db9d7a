"""A workshop: what people in a room said of themselves and of whom they work with, until the host
puts it on the map or throws it away."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from weft.common.visibility import Viewer, Visibility
from weft.graph.models import ChangeSet, Rung
from weft.networks.models import Network


class State(models.TextChoices):
    OPEN = "open", _("Open: people can join")
    CLOSED = "closed", _("Closed: nobody can join any more")
    DONE = "done", _("On the map")


class Agreement(models.TextChoices):
    """Whether a person may be on the map. Nothing is chosen for them."""

    EVERYONE = "everyone", _("Yes, and everyone may see me there")
    MEMBERS = "members", _("Yes, but only members of the network may see me there")
    NO = "no", _("No. Only my group may be there, without me")


class Decision(models.TextChoices):
    WAITING = "waiting", _("Waiting")
    ACCEPTED = "accepted", _("Accepted")
    REFUSED = "refused", _("Left out")


class WorkshopQuerySet(models.QuerySet["Workshop"]):
    def visible_to(self, viewer: Viewer) -> WorkshopQuerySet:
        """Workshops are for those who may host them; the room sees the wall and its phones."""
        if not viewer.can_edit_map:
            return self.none()
        return self.filter(network_id=viewer.network_id)


class Workshop(models.Model):
    network = models.ForeignKey(Network, models.CASCADE, related_name="workshops")
    title = models.CharField(max_length=120)
    # What stands in its address, to be typed from the wall.
    code = models.CharField(max_length=12, unique=True)
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    # What the wall shows of the map, and whose names phones suggest.
    audience = models.PositiveSmallIntegerField(choices=Visibility, default=Visibility.PUBLIC)
    # Goes up with each change, so that the wall knows when to look.
    version = models.PositiveIntegerField(default=0)
    hosted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    opened_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    change_set = models.ForeignKey(
        ChangeSet, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = WorkshopQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~models.Q(title=""), name="workshop_title_given"),
            models.CheckConstraint(
                condition=models.Q(state__in=State.values), name="workshop_state_known"
            ),
            models.CheckConstraint(
                condition=models.Q(audience__in=[Visibility.PUBLIC, Visibility.MEMBERS]),
                name="workshop_audience_of_a_room",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Participant(models.Model):
    """One phone. Its link is signed and not kept here."""

    workshop = models.ForeignKey(Workshop, models.CASCADE, related_name="participants")
    name = models.CharField(max_length=120)
    group = models.CharField(max_length=200, blank=True)
    agreement = models.CharField(max_length=10, choices=Agreement)
    # Which words were agreed to, and when.
    agreed_to = models.PositiveSmallIntegerField()
    agreed_at = models.DateTimeField()
    decision = models.CharField(max_length=10, choices=Decision, default=Decision.WAITING)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~models.Q(name=""), name="participant_name_given"),
            models.CheckConstraint(
                condition=models.Q(agreement__in=Agreement.values),
                name="participant_agreement_known",
            ),
            models.CheckConstraint(
                condition=models.Q(decision__in=Decision.values), name="participant_decision_known"
            ),
        ]

    def __str__(self) -> str:
        return f"participant {self.pk}"

    @property
    def version(self) -> str:
        """Who this is and when they last said something: what a host has in front of them."""
        return f"{self.pk}.{self.agreed_at.timestamp():.6f}"

    @property
    def is_on_map(self) -> bool:
        return self.agreement != Agreement.NO


class Said(models.Model):
    """With whom a participant, or their group, works, and how closely."""

    participant = models.ForeignKey(Participant, models.CASCADE, related_name="said")
    name = models.CharField(max_length=200)
    rung = models.PositiveSmallIntegerField(choices=Rung, null=True, blank=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=~models.Q(name=""), name="said_name_given")]
        verbose_name_plural = "said"

    def __str__(self) -> str:
        return f"said {self.pk}"
