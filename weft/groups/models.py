"""Groups of a network: what they are for, who is in them, and who may know of them."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from weft.common.visibility import Viewer, Visibility, visibility_check
from weft.graph.models import Actor
from weft.networks.models import MOST_MONTHS, Network, Standing

#: A group that ended can be woken for so many days.
WAKES_FOR_DAYS = 90
#: For so many days after a group stops being secret, nobody comes in without being let in.
KNOWN_AFTER_DAYS = 7


class Domain(models.TextChoices):
    """The three ways of being together; `weft.groups.wording` says how they differ."""

    TEAM = "team", _("Work team")
    COMMUNITY = "community", _("Community of practice")
    OPEN_NETWORK = "network", _("Open network")


class Openness(models.TextChoices):
    OPEN = "open", _("Open")
    CLOSED = "closed", _("Closed")
    SECRET = "secret", _("Secret")


class Pulse(models.TextChoices):
    """Whether a group is at work."""

    AWAKE = "awake", _("Awake")
    #: Its stewards said that it rests; nobody asks until they say that it goes on.
    PAUSED = "paused", _("Taking a break")
    #: Nothing happened for long, and nobody has said why.
    ASLEEP = "asleep", _("Asleep")
    ENDED = "ended", _("Ended")


class ShownTo(models.TextChoices):
    """Who may know that someone is in a group, as they chose themselves."""

    GROUP = "group", _("The members of the group alone")
    MEMBERS = "members", _("Members of the network too, on the map")
    EVERYONE = "everyone", _("Everyone who sees the group, on the map")


class RequestState(models.TextChoices):
    WAITING = "waiting", _("Waiting")
    ACCEPTED = "accepted", _("Accepted")
    DECLINED = "declined", _("Declined")
    #: Was in it, and was removed from it.
    REMOVED = "removed", _("Removed")


#: Whoever is asked to look after a group has so many days to say yes.
ASKED_FOR_DAYS = 30


class GroupQuerySet(models.QuerySet["Group"]):
    def visible_to(self, viewer: Viewer) -> GroupQuerySet:
        """Groups for the viewer's audience; of those kept secret, the ones they are in or are
        invited to, and what lies open inside a secret group that they are in."""
        seen = Q(visibility__lte=viewer.clearance)
        if viewer.account_id is not None and viewer.is_member:
            own = GroupMember.objects.filter(account_id=viewer.account_id).values("group")
            invited = GroupInvitation.objects.filter(account_id=viewer.account_id).values("group")
            inside = ~Q(openness=Openness.SECRET) & Q(hidden_by__in=own)
            seen |= Q(pk__in=own) | Q(pk__in=invited) | inside
        return self.filter(seen, network_id=viewer.network_id)

    def joinable(self) -> GroupQuerySet:
        """Those that one can join at once, or ask to join."""
        return self.exclude(state=Pulse.ENDED).exclude(openness=Openness.SECRET)


class Group(models.Model):
    """People of a network who do something together."""

    network = models.ForeignKey(Network, models.CASCADE, related_name="groups")
    slug = models.SlugField(max_length=60)
    name = models.CharField(_("name"), max_length=120)
    domain = models.CharField(_("kind of group"), max_length=10, choices=Domain)
    openness = models.CharField(max_length=10, choices=Openness, default=Openness.OPEN)
    # Of a secret group, and of those inside one, always the stewards'.
    visibility = models.PositiveSmallIntegerField(choices=Visibility, default=Visibility.MEMBERS)
    parent = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="nested"
    )
    # The nearest secret group: itself, or one that it lies in.
    hidden_by = models.ForeignKey(
        "self", models.CASCADE, null=True, blank=True, related_name="hides"
    )
    # Since when others know of it, where it was secret before.
    known_since = models.DateTimeField(null=True, blank=True)
    purpose = models.TextField(_("purpose"), max_length=4000, blank=True)
    rules = models.TextField(_("rules for joining"), max_length=2000, blank=True)
    # What those are asked who ask to join a closed group.
    question = models.CharField(max_length=300, blank=True)
    topics = models.JSONField(default=list)
    place = models.CharField(max_length=120, blank=True)
    actor = models.ForeignKey(Actor, models.SET_NULL, null=True, blank=True, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    # When something last happened: somebody joined, a resource, a change.
    active_at = models.DateTimeField(default=timezone.now)
    state = models.CharField(max_length=10, choices=Pulse, default=Pulse.AWAKE)
    state_since = models.DateTimeField(default=timezone.now)
    # When its stewards were last asked whether it is alive.
    asked_at = models.DateTimeField(null=True, blank=True)
    # They would like a hand with ending it.
    wants_to_end = models.BooleanField(default=False)
    closing_note = models.TextField(max_length=4000, blank=True)
    thanks = models.TextField(max_length=2000, blank=True)
    handover = models.TextField(max_length=2000, blank=True)

    objects = GroupQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["network", "slug"], name="group_slug_once"),
            models.CheckConstraint(condition=~Q(name=""), name="group_name_given"),
            models.CheckConstraint(
                condition=Q(domain__in=Domain.values), name="group_domain_known"
            ),
            models.CheckConstraint(
                condition=Q(openness__in=Openness.values), name="group_openness_known"
            ),
            models.CheckConstraint(condition=Q(state__in=Pulse.values), name="group_state_known"),
            models.CheckConstraint(
                condition=Q(hidden_by__isnull=True) | Q(visibility=Visibility.STEWARDS),
                name="group_hidden_is_hidden",
            ),
            models.CheckConstraint(
                condition=~Q(openness=Openness.SECRET) | Q(hidden_by__isnull=False),
                name="group_secret_hides",
            ),
            visibility_check("group"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_hidden(self) -> bool:
        """Whether only those who are in it, or in what it lies in, may know of it."""
        return self.hidden_by_id is not None

    @property
    def is_newly_known(self) -> bool:
        """Whether it was secret until a few days ago, so that its members may not know yet."""
        since = timezone.now() - timedelta(days=KNOWN_AFTER_DAYS)
        return self.known_since is not None and self.known_since > since

    @property
    def has_ended(self) -> bool:
        return self.state == Pulse.ENDED


class GroupMemberQuerySet(models.QuerySet["GroupMember"]):
    def taking_part(self) -> GroupMemberQuerySet:
        """Those whose membership of the network is neither paused nor over."""
        return self.filter(
            account__memberships__network=models.F("group__network"),
            account__memberships__state=Standing.ACTIVE,
        )


class GroupMember(models.Model):
    """One account in one group. Who leaves is forgotten here."""

    group = models.ForeignKey(Group, models.CASCADE, related_name="members")
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="group_memberships"
    )
    is_steward = models.BooleanField(default=False)
    # Since when they are one; of those who are none, and of the first ones, nothing stands here.
    steward_since = models.DateTimeField(null=True, blank=True)
    # Made a steward of a secret group without being asked: nobody outside it reads their name.
    is_unnamed = models.BooleanField(default=False)
    # When a convenor asked them to look after the group, as nobody does.
    asked_at = models.DateTimeField(null=True, blank=True)
    shown_to = models.CharField(max_length=10, choices=ShownTo, default=ShownTo.GROUP)
    since = models.DateTimeField(default=timezone.now)

    objects = GroupMemberQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["group", "account"], name="group_member_once"),
            models.CheckConstraint(
                condition=Q(shown_to__in=ShownTo.values), name="group_member_shown_to_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.account_id} in group {self.group_id}"

    @property
    def is_asked(self) -> bool:
        """Whether they were asked to look after the group so lately that they can still say yes."""
        since = timezone.now() - timedelta(days=ASKED_FOR_DAYS)
        return not self.is_steward and self.asked_at is not None and self.asked_at > since


class GroupRequest(models.Model):
    """Somebody asks to join a closed group; the answer with its reason is kept for a year."""

    group = models.ForeignKey(Group, models.CASCADE, related_name="requests")
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="group_requests"
    )
    words = models.TextField(max_length=2000, blank=True)
    shown_to = models.CharField(max_length=10, choices=ShownTo, default=ShownTo.GROUP)
    state = models.CharField(max_length=10, choices=RequestState, default=RequestState.WAITING)
    # For the stewards alone.
    reason = models.TextField(max_length=2000, blank=True)
    # For the one who asked.
    answer = models.TextField(max_length=2000, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    made_at = models.DateTimeField(default=timezone.now)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["group", "account"],
                condition=Q(state="waiting"),
                name="group_request_waits_once",
            ),
            models.CheckConstraint(
                condition=Q(state__in=RequestState.values), name="group_request_state_known"
            ),
        ]

    def __str__(self) -> str:
        return f"request {self.pk}"


class GroupInvitation(models.Model):
    """A member of the network who was asked into a group; gone once they answer."""

    group = models.ForeignKey(Group, models.CASCADE, related_name="invitations")
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="group_invitations"
    )
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    words = models.TextField(max_length=1000, blank=True)
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["group", "account"], name="group_invitation_once")
        ]

    def __str__(self) -> str:
        return f"invitation {self.pk}"


class GroupResource(models.Model):
    """Something that a group uses and that lies elsewhere: a pad, a folder, a mailing list."""

    group = models.ForeignKey(Group, models.CASCADE, related_name="resources")
    title = models.CharField(max_length=120)
    address = models.URLField(max_length=500)
    note = models.CharField(max_length=300, blank=True)
    # Whether all who see the group see it, or its members alone.
    is_for_all = models.BooleanField(default=False)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    added_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(address__startswith="https://"), name="group_resource_by_https"
            )
        ]

    def __str__(self) -> str:
        return self.title


class GroupSettings(models.Model):
    """What a network has decided about its groups."""

    network = models.OneToOneField(Network, models.CASCADE, related_name="group_settings")
    # Groups in which nothing happens for so many months are asleep.
    sleeps_after_months = models.PositiveSmallIntegerField(default=6)

    class Meta:
        verbose_name_plural = "group settings"
        constraints = [
            models.CheckConstraint(
                condition=Q(sleeps_after_months__range=(1, MOST_MONTHS)),
                name="group_settings_sleep_after_a_while",
            )
        ]

    def __str__(self) -> str:
        return f"groups of {self.network_id}"
