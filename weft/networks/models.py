"""The tenant: a network, its members and their roles."""

from __future__ import annotations

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
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
    CONVENOR = "convenor", _("Convenor")
    MAP_MANAGER = "map_manager", _("Map manager")
    MEMBER = "member", _("Member")


class NetworkQuerySet(models.QuerySet["Network"]):
    def visible_to_account(self, account_id: int | None) -> NetworkQuerySet:
        """Networks that are public, or that this account belongs to."""
        is_public = models.Q(visibility=Visibility.PUBLIC)
        if account_id is None:
            return self.filter(is_public)
        joined = models.Exists(
            Membership.objects.filter(network_id=models.OuterRef("pk"), account_id=account_id)
        )
        return self.filter(is_public | joined)

    def of_account(self, account_id: int) -> NetworkQuerySet:
        return self.filter(memberships__account_id=account_id).distinct()


class Network(models.Model):
    """One network of people and organisations. Everything else belongs to one."""

    slug = models.SlugField(_("address"), max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=120)
    purpose = models.TextField(_("purpose"), blank=True, max_length=4000)
    boundary = models.TextField(_("boundary"), blank=True, max_length=2000)
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


class Membership(models.Model):
    """One role of one account in one network; a person may hold several."""

    network = models.ForeignKey(Network, models.CASCADE, related_name="memberships")
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="memberships"
    )
    role = models.CharField(max_length=20, choices=Role)
    since = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["network", "account", "role"], name="membership_role_once"
            ),
            models.CheckConstraint(
                condition=models.Q(role__in=Role.values), name="membership_role_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.account_id} {self.role} {self.network_id}"
