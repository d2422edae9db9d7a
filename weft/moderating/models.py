"""What waits for a moderator, what was reported, and what was done about it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from weft.common.visibility import Viewer, Visibility, visibility_check
from weft.moderating.kinds import judges_not
from weft.networks.models import Network
from weft.networks.powers import Power, can


class Rules(models.Model):
    """What a network has decided about newcomers."""

    network = models.OneToOneField(Network, models.CASCADE, related_name="moderation_rules")
    # Somebody is a newcomer for so many days; with 0 nothing is held.
    new_days = models.PositiveSmallIntegerField(_("for how many days somebody is new"), default=30)
    # How many of the first things that a newcomer writes wait; links always do.
    first_posts = models.PositiveSmallIntegerField(_("how many first things wait"), default=2)

    class Meta:
        verbose_name_plural = "rules"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(new_days__range=(0, 60), first_posts__range=(0, 20)),
                name="moderation_rules_numbers",
            )
        ]

    def __str__(self) -> str:
        return f"moderation of {self.network_id}"


class HeldState(models.TextChoices):
    WAITING = "waiting", _("Waits for a moderator")
    RELEASED = "released", _("Let through")
    REFUSED = "refused", _("Not let through")


class Why(models.TextChoices):
    """Why something waits."""

    FIRST = "first", _("one of the first things they write here")
    LINK = "link", _("has a link, and they are new here")


class HeldQuerySet(models.QuerySet["Held"]):
    def visible_to(self, viewer: Viewer) -> HeldQuerySet:
        """One's own, and for moderators all but their own."""
        here, own = self.filter(network_id=viewer.network_id), viewer.account_id or 0
        seen = models.Q(author_id=own)
        if can(viewer, Power.MODERATE):
            seen |= models.Q(visibility__lte=viewer.clearance)
        return here.filter(seen)


class Held(models.Model):
    """Something that a newcomer wrote and that is not there yet: it is done once it is let through.

    What it says is forgotten here as soon as it is let through.
    """

    network = models.ForeignKey(Network, models.CASCADE, related_name="+")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=40)
    payload = models.JSONField(default=dict)
    # What a moderator reads.
    words = models.TextField(blank=True)
    # Who is to see it once it is there: a moderator of a wider audience does not read it before.
    visibility = models.PositiveSmallIntegerField(choices=Visibility, default=Visibility.MEMBERS)
    why = models.CharField(max_length=10, choices=Why)
    state = models.CharField(max_length=10, choices=HeldState, default=HeldState.WAITING)
    made_at = models.DateTimeField(default=timezone.now)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = HeldQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "held"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=HeldState.values), name="held_state_known"
            ),
            visibility_check("held"),
        ]
        indexes = [models.Index(fields=["network", "state"], name="held_in_state")]

    def __str__(self) -> str:
        return f"held {self.pk}"

    @property
    def title(self) -> str:
        """The first line of what it says."""
        return next(iter(self.words.strip().splitlines()), "")


class Outcome(models.TextChoices):
    """What came of a report."""

    NOTHING = "nothing", _("No principle was broken")
    ASKED = "asked", _("They were asked to change it")
    TAKEN_DOWN = "taken_down", _("It was taken down")
    PAUSED = "paused", _("Their membership is paused")
    ENDED = "ended", _("Their membership has ended")


class ReportQuerySet(models.QuerySet["Report"]):
    def visible_to(self, viewer: Viewer) -> ReportQuerySet:
        """Those one made, and for moderators all in which they are not involved."""
        here, own = self.filter(network_id=viewer.network_id), viewer.account_id or 0
        if not can(viewer, Power.MODERATE):
            return here.filter(made_by_id=own)
        others = here.exclude(about_id=own).exclude(involved=own)
        for code, subjects in judges_not(own):
            others = others.exclude(kind=code, subject__in=subjects)
        return others.filter(visibility__lte=viewer.clearance)


class Report(models.Model):
    """A member says that something breaks one of the network's principles."""

    network = models.ForeignKey(Network, models.CASCADE, related_name="+")
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    kind = models.CharField(max_length=40)
    subject = models.PositiveBigIntegerField()
    about = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    # Who else looks after what it is about, or speaks for it.
    involved = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="+")
    # What stood there when it was reported: it may be gone by the time that somebody looks.
    title = models.CharField(max_length=200, blank=True)
    copied = models.TextField(blank=True)
    # Who could see it.
    visibility = models.PositiveSmallIntegerField(choices=Visibility, default=Visibility.MEMBERS)
    principle = models.TextField(max_length=4000, blank=True)
    words = models.TextField(max_length=2000, blank=True)
    made_at = models.DateTimeField(default=timezone.now)
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    outcome = models.CharField(max_length=10, choices=Outcome, blank=True)
    # What whoever reported it was told.
    answer = models.TextField(max_length=2000, blank=True)

    objects = ReportQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["network", "made_by", "kind", "subject"],
                condition=models.Q(settled_at__isnull=True),
                name="report_open_once",
            ),
            visibility_check("report"),
        ]
        indexes = [models.Index(fields=["network", "settled_at"], name="report_open")]

    def __str__(self) -> str:
        return f"report {self.pk}"


class Act(models.TextChoices):
    """What a moderator did, to somebody or to what they wrote."""

    REFUSED = "refused", _("Not let through")
    ASKED = "asked", _("Asked to change it")
    TAKEN_DOWN = "taken_down", _("Taken down")
    PAUSED = "paused", _("Membership paused")
    ENDED = "ended", _("Membership ended")


class AppealOutcome(models.TextChoices):
    UPHELD = "upheld", _("It stays as it is")
    TURNED = "turned", _("The decision is reversed")


class MeasureQuerySet(models.QuerySet["Measure"]):
    def visible_to(self, viewer: Viewer) -> MeasureQuerySet:
        """What was done to oneself, and for moderators all that was for their eyes."""
        seen = models.Q(about_id=viewer.account_id or 0)
        if can(viewer, Power.MODERATE):
            seen |= models.Q(visibility__lte=viewer.clearance)
        return self.filter(seen, network_id=viewer.network_id)

    def appealed(self) -> MeasureQuerySet:
        """Those that somebody is to look at again."""
        return self.filter(appealed_at__isnull=False, appeal_at__isnull=True)


class Measure(models.Model):
    """One thing that was done about somebody, or about what they wrote, and their appeal."""

    network = models.ForeignKey(Network, models.CASCADE, related_name="+")
    about = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    act = models.CharField(max_length=10, choices=Act)
    kind = models.CharField(max_length=40, blank=True)
    subject = models.PositiveBigIntegerField(null=True, blank=True)
    held = models.ForeignKey(Held, models.SET_NULL, null=True, blank=True, related_name="+")
    title = models.CharField(max_length=200, blank=True)
    # Who could see what it is about.
    visibility = models.PositiveSmallIntegerField(choices=Visibility, default=Visibility.MEMBERS)
    # What it takes to put back what was taken down; forgotten with the time for appeals.
    kept = models.JSONField(default=dict)
    principle = models.TextField(max_length=4000, blank=True)
    words = models.TextField(max_length=2000, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    at = models.DateTimeField(default=timezone.now)
    appeal = models.TextField(max_length=2000, blank=True)
    appealed_at = models.DateTimeField(null=True, blank=True)
    appeal_outcome = models.CharField(max_length=10, choices=AppealOutcome, blank=True)
    appeal_answer = models.TextField(max_length=2000, blank=True)
    appeal_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    appeal_at = models.DateTimeField(null=True, blank=True)

    objects = MeasureQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(act__in=Act.values), name="measure_act_known"
            ),
            visibility_check("measure"),
        ]

    def __str__(self) -> str:
        return f"measure {self.pk}"
