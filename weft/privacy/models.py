"""What people agreed to, and whom not to write to."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from weft.networks.models import Network


class Channel(models.TextChoices):
    """How an agreement reached us."""

    WEB = "web", _("On this site")
    MAIL = "mail", _("By mail")
    PHONE = "phone", _("By phone")
    PAPER = "paper", _("On paper")
    TALK = "talk", _("Face to face")


class ConsentQuerySet(models.QuerySet["Consent"]):
    def holding(self) -> ConsentQuerySet:
        return self.filter(withdrawn_at__isnull=True)


class Consent(models.Model):
    """One person's agreement to one purpose: to which words, when, how; and whether it holds."""

    network = models.ForeignKey(Network, models.CASCADE, related_name="consents")
    # Before there is an account, and where there never is one, the hash of the address says whose
    # it is.
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="consents"
    )
    address_hash = models.CharField(max_length=64)
    purpose = models.CharField(max_length=40)
    wording = models.TextField()
    version = models.CharField(max_length=16)
    language = models.CharField(max_length=10)
    channel = models.CharField(max_length=10, choices=Channel, default=Channel.WEB)
    # Someone else who wrote it down, where it was not given on a page.
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    given_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = ConsentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(channel__in=Channel.values), name="consent_channel_known"
            )
        ]
        indexes = [
            models.Index(fields=["network", "address_hash", "purpose"], name="consent_of_whom")
        ]

    def __str__(self) -> str:
        return f"{self.purpose} {self.pk}"


class Suppressed(models.Model):
    """An address that nobody of a network is to write to again. Only a keyed hash is kept."""

    network = models.ForeignKey(Network, models.CASCADE, related_name="+")
    address_hash = models.CharField(max_length=64)
    since = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name_plural = "suppressed"
        constraints = [
            models.UniqueConstraint(fields=["network", "address_hash"], name="suppressed_once")
        ]

    def __str__(self) -> str:
        return f"suppressed {self.pk}"


class Controller(models.Model):
    """Who answers for a network's personal data, as its privacy notice says it."""

    network = models.OneToOneField(Network, models.CASCADE, related_name="controller")
    name = models.CharField(_("who answers for it"), max_length=200, blank=True)
    contact = models.CharField(_("how to reach them"), max_length=300, blank=True)
    registration = models.CharField(_("registration number"), max_length=60, blank=True)
    hosted_at = models.CharField(_("where the server stands"), max_length=200, blank=True)
    # Article 9(2)(d): a body with a political, philosophical, religious or trade-union aim.
    has_such_an_aim = models.BooleanField(default=False)
    # Others who get data, such as a mail provider.
    recipients = models.TextField(_("who else gets data"), blank=True, max_length=1000)

    def __str__(self) -> str:
        return f"controller of {self.network_id}"


class Complaint(models.Model):
    """Someone is unhappy with how their data are treated; the law sets the time for an answer."""

    network = models.ForeignKey(Network, models.CASCADE, related_name="complaints")
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    name = models.CharField(_("name"), max_length=120, blank=True)
    email = models.EmailField(_("e-mail address"), max_length=254, blank=True)
    words = models.TextField(_("what happened"), max_length=4000, blank=True)
    made_at = models.DateTimeField()
    acknowledged_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answer = models.TextField(max_length=4000, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        indexes = [models.Index(fields=["network", "answered_at"], name="complaint_open")]

    def __str__(self) -> str:
        return f"complaint {self.pk}"


class PlaceholderState(models.TextChoices):
    ASKED = "asked", _("Was told, has not answered")
    PRIVATE = "private", _("Stays private")


class Placeholder(models.Model):
    """A person whom a member named, and who is no actor: on no map, in no export and no measure.

    They are told within days and have 28 to say what is to become of it; without an answer it is
    deleted, and only a keyed hash remembers that they were asked.
    """

    network = models.ForeignKey(Network, models.CASCADE, related_name="placeholders")
    name = models.CharField(_("name"), max_length=120)
    address = models.EmailField(_("e-mail address"), max_length=254, blank=True)
    # What is left of the address of who stays private.
    address_hash = models.CharField(max_length=64, blank=True)
    named_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    # What the two do together, as the one who named them says.
    rung = models.PositiveSmallIntegerField(null=True, blank=True)
    state = models.CharField(
        max_length=10, choices=PlaceholderState, default=PlaceholderState.ASKED
    )
    named_at = models.DateTimeField()
    told_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=PlaceholderState.values),
                name="placeholder_state_known",
            ),
            models.UniqueConstraint(
                fields=["network", "address", "named_by"],
                condition=~models.Q(address=""),
                name="placeholder_once",
            ),
        ]

    def __str__(self) -> str:
        return f"placeholder {self.pk}"


class Asked(models.Model):
    """Somebody at this address was asked, and is not to be asked again, at least until a day. Only
    a keyed hash is kept."""

    network = models.ForeignKey(Network, models.CASCADE, related_name="+")
    address_hash = models.CharField(max_length=64)
    since = models.DateTimeField(auto_now_add=True)
    # None: never again.
    until = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "asked"
        constraints = [
            models.UniqueConstraint(fields=["network", "address_hash"], name="asked_once")
        ]

    def __str__(self) -> str:
        return f"asked {self.pk}"
