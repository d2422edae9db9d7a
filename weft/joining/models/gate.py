"""How one joins a network: what its public page says, what it asks, and who admits."""

from __future__ import annotations

import secrets

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from weft.networks.models import Network


class AdmittedBy(models.TextChoices):
    STEWARD = "steward", _("One person who looks after members")
    PANEL = "panel", _("A panel: several who look after members")
    MEMBERS = "members", _("The members")


class Gate(models.Model):
    """The way into one network."""

    network = models.OneToOneField(Network, models.CASCADE, related_name="gate")
    is_open = models.BooleanField(_("people can apply to join"), default=False)
    asks = models.TextField(_("what it asks of members"), blank=True, max_length=2000)
    gives = models.TextField(_("what it gives them"), blank=True, max_length=2000)
    exclusions = models.TextField(_("who cannot join"), blank=True, max_length=2000)
    admitted_by = models.CharField(
        _("who admits"), max_length=10, choices=AdmittedBy, default=AdmittedBy.STEWARD
    )
    needed = models.PositiveSmallIntegerField(_("how many have to agree"), default=1)
    remind_days = models.PositiveSmallIntegerField(
        _("remind after so many days without an answer"), default=7
    )
    welcome = models.TextField(_("words of welcome"), blank=True, max_length=2000)
    welcomer = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    # Names are for members; on the page for joining everyone reads them.
    names_convenors = models.BooleanField(_("tell everyone who convenes it"), default=False)
    writes_to_invited = models.BooleanField(
        _("write once a month to those who were invited and have not answered"), default=True
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(admitted_by__in=AdmittedBy.values), name="gate_admits_known"
            ),
            models.CheckConstraint(
                condition=models.Q(needed__range=(1, 50), remind_days__range=(1, 90)),
                name="gate_numbers",
            ),
        ]

    def __str__(self) -> str:
        return f"gate of {self.network_id}"


class JoinQuestion(models.Model):
    """Something that a network asks everyone who applies."""

    network = models.ForeignKey(Network, models.CASCADE, related_name="join_questions")
    words = models.CharField(_("question"), max_length=300)
    is_required = models.BooleanField(_("has to be answered"), default=True)
    position = models.PositiveSmallIntegerField(default=0)

    def __str__(self) -> str:
        return self.words


class EqualityQuestion(models.Model):
    """A question about who people are; answers are kept apart from them."""

    network = models.ForeignKey(Network, models.CASCADE, related_name="equality_questions")
    words = models.CharField(_("question"), max_length=300)
    options = models.JSONField(_("answers to choose from"), default=list)
    # How many chose what when it was counted last. It is counted anew after ten more answers, so
    # that nobody learns what one person said by looking before and after.
    counted = models.JSONField(default=dict, editable=False)
    position = models.PositiveSmallIntegerField(default=0)

    def __str__(self) -> str:
        return self.words


def any_number() -> int:
    return secrets.randbelow(2**31 - 1) + 1


class EqualityAnswer(models.Model):
    """One answer of nobody in particular: no person, no time.

    The key is drawn at random and is the row's own number in SQLite, so that the order of the
    rows does not tell who answered when.
    """

    id = models.IntegerField(primary_key=True, default=any_number)
    question = models.ForeignKey(EqualityQuestion, models.CASCADE, related_name="answers")
    option = models.CharField(max_length=120)

    def __str__(self) -> str:
        return f"answer to {self.question_id}"
