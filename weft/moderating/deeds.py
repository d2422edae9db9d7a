"""What is written down of moderating. Entries hold codes and numbers alone."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from weft.common.audit import deed

RELEASED = deed("held_released", _("{by} let through what a newcomer wrote."))
REFUSED = deed(
    "held_refused", _("{by} did not let through what a newcomer wrote. Principle: {principle}.")
)
REPORTED = deed("reported", _("Somebody reported something. Principle: {principle}."))
SETTLED = deed("report_settled", _("{by} answered a report: {outcome}."))
MEASURE = deed(
    "measure", _("{by} acted on {about}: {act}. Principle: {principle}."), names_about=False
)
APPEALED = deed("appealed", _("{about} asked to have it looked at again."), names_about=False)
APPEAL_HEARD = deed("appeal_heard", _("{by} answered an appeal: {outcome}."))
SPAM_REMOVED = deed("spam_removed", _("{by} removed accounts as spam: {count}."))
RULES_CHANGED = deed("moderation_rules", _("{by} changed what of newcomers is held."))
