"""What a member says of themselves, and their welcome."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from weft.common.visibility import Viewer, Visibility
from weft.joining.models.applying import Application
from weft.networks.models import HOLDING, Membership, Network


class Shown(models.TextChoices):
    """How someone's ties are shown on the map."""

    NAMED = "named", _("With my name")
    DOT = "dot", _("As an unnamed dot")
    HIDDEN = "hidden", _("Not at all")


class ProfileQuerySet(models.QuerySet["Profile"]):
    def visible_to(self, viewer: Viewer) -> ProfileQuerySet:
        """Profiles of members that the viewer may see, and one's own."""
        of_members = models.Exists(
            Membership.objects.filter(
                network_id=models.OuterRef("network_id"),
                account_id=models.OuterRef("account_id"),
                state__in=HOLDING,
            )
        )
        shown = models.Q(of_members, seen_by__lte=viewer.clearance)
        if viewer.account_id is not None:
            shown |= models.Q(account_id=viewer.account_id)
        return self.filter(shown, network_id=viewer.network_id, account__isnull=False)


class Profile(models.Model):
    """The joining profile: written by its owner alone, first as an applicant."""

    network = models.ForeignKey(Network, models.CASCADE, related_name="profiles")
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="profiles"
    )
    application = models.OneToOneField(
        Application, models.SET_NULL, null=True, blank=True, related_name="profile"
    )
    name = models.CharField(max_length=120)
    contact_by = models.CharField(max_length=10, blank=True)
    phone = models.CharField(max_length=60, blank=True)
    post = models.TextField(blank=True, max_length=500)
    here_for = models.CharField(max_length=10, blank=True)
    # Names of groups with one's part in each.
    groups = models.JSONField(default=list)
    works_in = models.CharField(max_length=20, blank=True)
    works_place = models.CharField(max_length=120, blank=True)
    based = models.CharField(max_length=120, blank=True)
    size = models.CharField(max_length=10, blank=True)
    topics = models.JSONField(default=list)
    ways = models.JSONField(default=list)
    success = models.CharField(max_length=140, blank=True)
    needs = models.JSONField(default=list)
    offers = models.JSONField(default=list)
    hours = models.CharField(max_length=10, blank=True)
    introductions = models.PositiveSmallIntegerField(null=True, blank=True)
    news = models.CharField(max_length=10, blank=True)
    news_by = models.JSONField(default=list)
    # Seen only by those who organise what one joins.
    access = models.JSONField(default=list)
    access_note = models.CharField(max_length=500, blank=True)
    seen_by = models.PositiveSmallIntegerField(choices=Visibility, default=Visibility.STEWARDS)
    shown = models.CharField(max_length=10, choices=Shown, default=Shown.HIDDEN)
    may_introduce = models.BooleanField(default=False)
    has_told_equality = models.BooleanField(default=False)
    steps_done = models.JSONField(default=list)
    # How long it took: the time between the screens, without breaks.
    seconds = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField()

    objects = ProfileQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["network", "account"], name="profile_once"),
            models.CheckConstraint(
                condition=models.Q(seen_by__in=Visibility.values), name="profile_seen_by_known"
            ),
            models.CheckConstraint(
                condition=models.Q(shown__in=Shown.values), name="profile_shown_known"
            ),
        ]

    def __str__(self) -> str:
        return f"profile {self.pk}"


class Welcome(models.Model):
    """A new member who is to be welcomed by a real person, and was."""

    membership = models.OneToOneField(Membership, models.CASCADE, related_name="welcome")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    words = models.TextField(blank=True, max_length=2000)
    asked_at = models.DateTimeField()
    written_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"welcome {self.pk}"


class Signpost(models.Model):
    """A newcomer was sent to this member: kept a month, so that not always the same are named."""

    network = models.ForeignKey(Network, models.CASCADE, related_name="+")
    shown_to = models.ForeignKey(Profile, models.CASCADE, related_name="signposts")
    pointed_to = models.ForeignKey(Profile, models.CASCADE, related_name="+")
    shown_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["shown_to", "pointed_to"], name="signpost_once")
        ]

    def __str__(self) -> str:
        return f"{self.shown_to_id} to {self.pointed_to_id}"
