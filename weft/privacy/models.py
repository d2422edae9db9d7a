"""What people agreed to, and whom not to write to."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from weft.networks.models import Network


class Channel(models.TextChoices):
    """How an agreement reached us."""

    WEB = "web", _("On a page")
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
