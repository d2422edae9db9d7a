"""The answers that the joining profile offers, in the words people read."""

from __future__ import annotations

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from weft.common.visibility import Visibility

#: Who may see a profile, in the words in which it is chosen and told.
SEEN_BY: dict[int, str | Promise] = {
    Visibility.PUBLIC: _("Everyone"),
    Visibility.MEMBERS: _("Members"),
    Visibility.STEWARDS: _("Only those who look after the network"),
}


class ContactBy(models.TextChoices):
    EMAIL = "email", _("E-mail")
    PHONE = "phone", _("Phone")
    POST = "post", _("Post")
    APP = "app", _("None of these: only here")


class HereFor(models.TextChoices):
    GROUP = "group", _("For an organisation or group")
    SELF = "self", _("As myself")
    BOTH = "both", _("Both")


class WorksIn(models.TextChoices):
    UK = "uk", _("UK-wide")
    ENGLAND = "england", _("England")
    SCOTLAND = "scotland", _("Scotland")
    WALES = "wales", _("Wales")
    NORTHERN_IRELAND = "ni", _("Northern Ireland")
    REGION = "region", _("A region")
    PLACE = "place", _("One place")


class Size(models.TextChoices):
    NONE = "0", _("No paid staff")
    FEW = "1-4", _("1 to 4 paid staff")
    SOME = "5-19", _("5 to 19 paid staff")
    MANY = "20+", _("20 or more paid staff")


class Way(models.TextChoices):
    """How someone mostly tries to make change."""

    DECISIONS = "decisions", _("Working with decision-makers")
    CAMPAIGNING = "campaigning", _("Campaigning from outside")
    ORGANISING = "organising", _("Organising people")
    CARE = "care", _("Providing care or services")
    RESEARCH = "research", _("Research")
    LEGAL = "legal", _("Legal work")
    MEDIA = "media", _("Media and stories")
    ARTS = "arts", _("Arts")
    CONVENING = "convening", _("Convening others")
    FUNDING = "funding", _("Funding")
    TRAINING = "training", _("Training")
    OTHER = "other", _("Something else")


class Help(models.TextChoices):
    """What one needs a hand with, or can share."""

    INFORMATION = "information", _("Information")
    CONTACT = "contact", _("A contact")
    SKILL = "skill", _("A skill")
    SPACE = "space", _("Space")
    MONEY = "money", _("Money")
    PEOPLE = "people", _("People")
    FEEDBACK = "feedback", _("Feedback")
    EAR = "ear", _("A listening ear")


class Offer(models.TextChoices):
    """What one can share: the same, and doors that one can open."""

    INFORMATION = "information", _("Information")
    CONTACT = "contact", _("A contact")
    SKILL = "skill", _("A skill")
    SPACE = "space", _("Space")
    MONEY = "money", _("Money")
    PEOPLE = "people", _("People")
    FEEDBACK = "feedback", _("Feedback")
    EAR = "ear", _("A listening ear")
    POLITICIANS = "politicians", _("Access to politicians")
    PRESS = "press", _("Access to media")
    ACADEMICS = "academics", _("Access to academics")
    FUNDERS = "funders", _("Access to funders")


class Soon(models.TextChoices):
    NOW = "now", _("Now")
    MONTH = "month", _("This month")
    NO_RUSH = "no_rush", _("No rush")


class Often(models.TextChoices):
    ONCE = "once", _("Once")
    SOMETIMES = "sometimes", _("Sometimes")
    OFTEN = "often", _("Often")


class Hours(models.TextChoices):
    """How much time a month the network may ask for."""

    NONE = "0", _("None for now")
    ONE = "1", _("Up to 1 hour a month")
    THREE = "1-3", _("1 to 3 hours")
    EIGHT = "4-8", _("4 to 8 hours")
    MORE = "9+", _("More")


class Introductions(models.IntegerChoices):
    NONE = 0, _("None")
    ONE = 1, _("1 a month")
    TWO = 2, _("2 a month")
    FOUR = 4, _("Up to 4 a month")


class News(models.TextChoices):
    AT_ONCE = "at_once", _("Straight away")
    WEEKLY = "weekly", _("Once a week")
    MONTHLY = "monthly", _("Once a month")
    ADDRESSED = "addressed", _("Only what is addressed to me")


class NewsBy(models.TextChoices):
    EMAIL = "email", _("E-mail")
    FORUM = "forum", _("Forum")
    CHAT = "chat", _("Chat")
    RSS = "rss", _("RSS feed")
    POST = "post", _("Post")


class Access(models.TextChoices):
    """What would make it easier to take part."""

    TRAVEL = "travel", _("Travel costs")
    CARE = "care", _("Childcare or carer costs")
    FEE = "fee", _("A fee or donation for my time")
    STEP_FREE = "step_free", _("A place without steps")
    CAPTIONS = "captions", _("Sign language or captions")
    TRANSLATION = "translation", _("Translation")
    EVENING = "evening", _("Evenings")
    DAYTIME = "daytime", _("Daytime")
    WEEKEND = "weekend", _("Weekends")
    ONLINE = "online", _("Online")
    DEVICE = "device", _("Data or a device")
    OTHER = "other", _("Something else")
