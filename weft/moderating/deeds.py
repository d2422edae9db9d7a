"""What is written down of moderating. Entries hold codes and numbers alone."""

from __future__ import annotations

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from weft.common.audit import Deed, DeedKind, deed
from weft.moderating.models import Act, AppealOutcome, Outcome


def _deed(code: str, words: Promise, **more: Any) -> Deed:
    return deed(code, words, kind=DeedKind.MODERATION, **more)


RELEASED = deed("held_released", _("{by} let through what a newcomer wrote."))
REFUSED = _deed(
    "held_refused",
    _("{by} did not let through what a newcomer wrote. Principle number {principle}."),
)
REPORTED = _deed("reported", _("Somebody reported something. Principle number {principle}."))
SETTLED = _deed(
    "report_settled", _("{by} answered a report: {outcome}."), labels=dict(Outcome.choices)
)
MEASURE = _deed(
    "measure",
    _("{by} acted on {about}: {act}. Principle number {principle}."),
    names_about=False,
    labels=dict(Act.choices),
)
APPEALED = _deed(
    "appealed",
    _("{about} asked to have a decision of the moderators looked at again."),
    names_about=False,
)
APPEAL_HEARD = _deed(
    "appeal_heard", _("{by} answered an appeal: {outcome}."), labels=dict(AppealOutcome.choices)
)
SPAM_REMOVED = _deed("spam_removed", _("{by} removed accounts as spam: {count}."))
RULES_CHANGED = _deed("moderation_rules", _("{by} changed what of newcomers is held."))
