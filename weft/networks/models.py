"""The tenant: a network, who belongs to it, and who has taken on what in it."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from weft.common.visibility import Visibility, visibility_check

HEX_COLOUR = RegexValidator(r"^#[0-9a-fA-F]{6}\Z", _("Write the colour as # and six digits."))
#: Words that a network cannot be called, because pages of the site have these addresses.
RESERVED_SLUGS = frozenset(
    {"account", "api", "demo", "mail", "networks", "static", "health", "about", "jobs", "new", "w"}
)


#: No network waits longer than 20 years for new evidence.
MOST_MONTHS = 240


class Role(models.TextChoices):
    """What someone has taken on for the network. `weft.networks.powers` says what each may do."""

    CONVENOR = "convenor", _("Convenor")
    MAP_MANAGER = "map_manager", _("Map manager")
    STEWARD = "steward", _("Steward")
    MODERATOR = "moderator", _("Moderator")
    FACILITATOR = "facilitator", _("Facilitator")
    LIBRARIAN = "librarian", _("Librarian")
    TREASURER = "treasurer", _("Treasurer")


class Standing(models.TextChoices):
    """How a membership stands."""

    ACTIVE = "active", _("Member")
    #: Reads on, and is asked for nothing.
    PAUSED = "paused", _("Taking a break")
    #: Its time ran out; it can be renewed.
    LAPSED = "lapsed", _("Lapsed")
    ENDED = "ended", _("Ended")


#: The standings in which one is a member.
HOLDING = (Standing.ACTIVE, Standing.PAUSED)
#: What the roles of a viewer say who is a member, whatever else they have taken on.
MEMBER = "member"


class NetworkQuerySet(models.QuerySet["Network"]):
    def visible_to_account(self, account_id: int | None) -> NetworkQuerySet:
        """Networks that are public, or that this account belongs to."""
        is_public = models.Q(visibility=Visibility.PUBLIC)
        if account_id is None:
            return self.filter(is_public)
        return self.filter(is_public | models.Q(pk__in=_joined(account_id)))

    def of_account(self, account_id: int) -> NetworkQuerySet:
        """The networks that this account is a member of today."""
        return self.filter(pk__in=_joined(account_id))


class Network(models.Model):
    """One network of people and organisations. Everything else belongs to one."""

    slug = models.SlugField(_("address"), max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=120)
    purpose = models.TextField(_("purpose"), blank=True, max_length=4000)
    boundary = models.TextField(_("boundary"), blank=True, max_length=2000)
    # One on each line. Reports name the one that is broken.
    principles = models.TextField(_("principles"), blank=True, max_length=4000)
    colour = models.CharField(_("colour"), max_length=7, default="#0f6b5c", validators=[HEX_COLOUR])
    visibility = models.PositiveSmallIntegerField(
        _("who may see it"), choices=Visibility, default=Visibility.MEMBERS
    )
    is_fictional = models.BooleanField(default=False)
    # Goes up by one with every change set, so that stored results know what they describe.
    graph_version = models.PositiveIntegerField(default=0)
    # A tie without new evidence fades after so many months …
    fading_months = models.PositiveSmallIntegerField(_("months until a tie fades"), default=18)
    # … and after so many it counts in no measure any more.
    fresh_until_months = models.PositiveSmallIntegerField(
        _("months until a tie no longer counts"), default=30
    )
    # Whether people are asked by mail, once a month at most, if their ties are still true.
    asks_by_mail = models.BooleanField(_("ask by mail"), default=False)
    # Since when every member needs a second step for signing in; none: only those with power do.
    second_step_since = models.DateTimeField(null=True, blank=True, editable=False)
    # The network that this one is a part of.
    parent = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="parts")
    created_at = models.DateTimeField(auto_now_add=True)

    objects = NetworkQuerySet.as_manager()

    class Meta:
        constraints = [
            visibility_check("network"),
            models.CheckConstraint(condition=~models.Q(slug=""), name="network_slug_given"),
            models.CheckConstraint(condition=~models.Q(name=""), name="network_name_given"),
            models.CheckConstraint(
                condition=models.Q(
                    fading_months__gte=1, fresh_until_months__gte=models.F("fading_months")
                ),
                name="network_fades_before_it_ends",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def all_need_second_step(self) -> bool:
        return self.second_step_since is not None

    @all_need_second_step.setter
    def all_need_second_step(self, is_needed: bool) -> None:
        if is_needed != self.all_need_second_step:
            self.second_step_since = timezone.now() if is_needed else None


class MembershipKind(models.Model):
    """A kind of membership of one network, such as friend or associate, and what it allows."""

    network = models.ForeignKey(Network, models.CASCADE, related_name="membership_kinds")
    name = models.CharField(_("name"), max_length=60)
    words = models.CharField(_("who it is for"), max_length=300, blank=True)
    is_for_organisations = models.BooleanField(_("for organisations"), default=False)
    # One that nobody can apply for is only given by those who admit.
    is_open = models.BooleanField(_("people can apply for it"), default=True)
    sees_members = models.BooleanField(_("sees what is for members"), default=True)
    may_join_groups = models.BooleanField(_("may join groups"), default=True)
    may_invite = models.BooleanField(_("may invite others"), default=True)
    may_decide = models.BooleanField(_("has a say in decisions"), default=True)
    # Memberships of this kind lapse after so many months unless they are renewed.
    months = models.PositiveSmallIntegerField(_("months until it lapses"), null=True, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["network", "name"], name="membership_kind_name_once"),
            models.CheckConstraint(condition=~models.Q(name=""), name="membership_kind_name_given"),
        ]

    def __str__(self) -> str:
        return self.name


class MembershipQuerySet(models.QuerySet["Membership"]):
    def holding(self) -> MembershipQuerySet:
        """Of those who are members today."""
        return self.filter(state__in=HOLDING)


class Membership(models.Model):
    """One account's belonging to one network."""

    network = models.ForeignKey(Network, models.CASCADE, related_name="memberships")
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="memberships"
    )
    kind = models.ForeignKey(
        MembershipKind, models.SET_NULL, null=True, blank=True, related_name="memberships"
    )
    state = models.CharField(max_length=10, choices=Standing, default=Standing.ACTIVE)
    since = models.DateTimeField(default=timezone.now)
    # Until when it holds, where its kind lapses. During a break this stands still.
    until = models.DateField(null=True, blank=True)
    # Until when a break lasts that ends by itself.
    paused_until = models.DateField(null=True, blank=True)
    state_since = models.DateTimeField(default=timezone.now)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["network", "account"], name="membership_once"),
            models.CheckConstraint(
                condition=models.Q(state__in=Standing.values), name="membership_state_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.account_id} in {self.network_id}"

    @property
    def stands_until(self) -> date | None:
        """The last day of how it stands now, if there is one."""
        return self.paused_until if self.state == Standing.PAUSED else self.until


class Responsibility(models.Model):
    """Something that a member has taken on for a time; a person may have several."""

    membership = models.ForeignKey(Membership, models.CASCADE, related_name="responsibilities")
    role = models.CharField(_("responsibility"), max_length=20, choices=Role)
    # Stands in for whoever has it first, with the same rights.
    is_deputy = models.BooleanField(_("as a deputy"), default=False)
    since = models.DateTimeField(default=timezone.now)
    # The last day of the term.
    until = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        verbose_name_plural = "responsibilities"
        constraints = [
            models.UniqueConstraint(fields=["membership", "role"], name="responsibility_once"),
            models.CheckConstraint(
                condition=models.Q(role__in=Role.values), name="responsibility_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role} {self.membership_id}"


def _joined(account_id: int) -> models.QuerySet[Membership, int]:
    """The ids of the networks that an account is a member of."""
    holding = Membership.objects.holding().filter(account_id=account_id)
    return holding.values_list("network_id", flat=True)
