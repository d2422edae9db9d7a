"""The words of the net: rungs, directions, kinds of change and of evidence."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Rung(models.IntegerChoices):
    """The behavioural ladder: what two actors do together, from nothing to joint work."""

    NONE = 0, _("Do not know each other")
    KNOW_OF = 1, _("Know of each other")
    IN_TOUCH = 2, _("In touch")
    PASS_FAVOURS = 3, _("Pass on news and favours")
    ADJUST_PLANS = 4, _("Adjust plans to each other")
    JOINT_WORK = 5, _("Do joint work")


class Direction(models.TextChoices):
    DIRECTED = "directed", _("One way")
    UNDIRECTED = "undirected", _("No direction")
    MUTUAL = "mutual", _("Both ways")


class ChangeKind(models.TextChoices):
    IMPORT = "import", _("Import")
    EDIT = "edit", _("Edit")
    UNDO = "undo", _("Undo")
    DEMO = "demo", _("Demo")
    CONFIRM = "confirm", _("Confirmation")
    MERGE = "merge", _("Merging of two that were one")
    WORKSHOP = "workshop", _("Workshop")
    SOURCE = "source", _("Linked source")


class EvidenceKind(models.TextChoices):
    IMPORTED = "imported", _("Imported")
    ENTERED = "entered", _("Entered by hand")
    SURVEY = "survey", _("Survey answer")
    MEETING = "meeting", _("Met at an event")
    BID = "bid", _("Wrote a bid together")
    GROUP = "group", _("In one group")
    CONVERSATION = "conversation", _("In one conversation")
    WORKSHOP = "workshop", _("Said at a workshop")
    INTRODUCTION = "introduction", _("Introduced")
    CONFIRMED = "confirmed", _("Confirmed")


class FieldTarget(models.TextChoices):
    ACTOR = "actor", _("Actors")
    TIE = "tie", _("Ties")
