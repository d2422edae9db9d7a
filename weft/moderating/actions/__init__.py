"""What moderators, and those whom it is about, can do."""

from weft.moderating.actions.appealing import appeal, hear_appeal
from weft.moderating.actions.held import refuse, release, take_back
from weft.moderating.actions.reports import Ruling, report, settle
from weft.moderating.actions.rules import set_rules
from weft.moderating.actions.spam import remove_spammers

__all__ = [
    "Ruling",
    "appeal",
    "hear_appeal",
    "refuse",
    "release",
    "remove_spammers",
    "report",
    "set_rules",
    "settle",
    "take_back",
]
