"""What moderating keeps about a person: forgetting it, and telling it."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q

from weft.common.personal import Person, Row, forgets, tells
from weft.moderating.models import Held, Measure, Report


def _here(person: Person) -> Q:
    return Q() if person.network_id is None else Q(network_id=person.network_id)


@forgets
def forget_moderating(person: Person) -> None:
    """All that waits or was done about them; of their reports, who made them."""
    own = person.account_id or 0
    Held.objects.filter(_here(person), author_id=own).delete()
    Measure.objects.filter(_here(person), about_id=own).delete()
    for name in ("by", "appeal_by"):
        Measure.objects.filter(_here(person), **{f"{name}_id": own}).update(**{name: None})
    Held.objects.filter(_here(person), decided_by_id=own).update(decided_by=None)
    reports = Report.objects.filter(_here(person))
    reports.filter(settled_by_id=own).update(settled_by=None)
    reports.filter(about_id=own).update(about=None, title="", copied="", words="", answer="")
    Report.involved.through._default_manager.filter(report__in=reports, account=own).delete()
    reports.filter(made_by_id=own).update(made_by=None, words="", answer="")


@tells
def tell_moderating(person: Person) -> Iterable[tuple[str, list[Row]]]:
    own = person.account_id or 0
    yield "what_waits_for_a_moderator", [
        {"network": one.network.name, "words": one.words, "state": one.get_state_display(),
         "made": one.made_at}
        for one in Held.objects.filter(_here(person), author_id=own).select_related("network")
    ]  # fmt: skip
    yield "what_moderators_decided", [
        {"network": one.network.name, "what": one.get_act_display(), "principle": one.principle,
         "words": one.words, "when": one.at, "appeal": one.appeal, "answer": one.appeal_answer}
        for one in Measure.objects.filter(_here(person), about_id=own).select_related("network")
    ]  # fmt: skip
    yield "what_i_reported", [
        {"network": one.network.name, "principle": one.principle, "words": one.words,
         "made": one.made_at, "outcome": one.get_outcome_display(), "answer": one.answer}
        for one in Report.objects.filter(_here(person), made_by_id=own).select_related("network")
    ]  # fmt: skip
