"""What is written down of moderating. Entries hold codes and numbers alone."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from weft.common.audit import deed
from weft.moderating.models import Act, AppealOutcome, Outcome

RELEASED = deed("held_released", _("{by} let through what a newcomer wrote."))
REFUSED = deed(
    "held_refused",
    _("{by} did not let through what a newcomer wrote. Principle number {principle}."),
)
REPORTED = deed("reported", _("Somebody reported something. Principle number {principle}."))
SETTLED = deed(
    "report_settled", _("{by} answered a report: {outcome}."), labels=dict(Outcome.choices)
)
MEASURE = deed(
    "measure",
    _("{by} acted on {about}: {act}. Principle number {principle}."),
    names_about=False,
    labels=dict(Act.choices),
)
APPEALED = deed("appealed", _("{about} asked to have it looked at again."), names_about=False)
APPEAL_HEARD = deed(
    "appeal_heard", _("{by} answered an appeal: {outcome}."), labels=dict(AppealOutcome.choices)
)
SPAM_REMOVED = deed("spam_removed", _("{by} removed accounts as spam: {count}."))
RULES_CHANGED = deed("moderation_rules", _("{by} changed what of newcomers is held."))
