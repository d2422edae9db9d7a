"""Reporting what breaks a principle, and answering reports."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from weft.common.audit import Whom, record
from weft.common.errors import InvalidInput, NotAllowed
from weft.common.visibility import Viewer
from weft.graph.cleaning import kept_text
from weft.moderating.actions.measures import Step, change_membership, take, taken_down
from weft.moderating.actions.principles import named
from weft.moderating.deeds import REPORTED, SETTLED
from weft.moderating.holding import tell_moderators
from weft.moderating.kinds import said
from weft.moderating.mails import write_to_reporter
from weft.moderating.models import Act, Outcome, Report
from weft.moderating.permissions import may_end_memberships, must_moderate
from weft.moderating.queries import moderators_of
from weft.networks.models import Network
from weft.networks.queries import principles_of

_MOST_OPEN = 20


@transaction.atomic
def report(
    *, viewer: Viewer, network: Network, kind: str, subject: int, principle: int | None, words: str
) -> Report:
    """Say that something breaks a principle. Whom it is about is never told by whom."""
    if not viewer.is_member or viewer.account_id is None or network.pk != viewer.network_id:
        raise NotAllowed(_("Only members can report something."))
    found = said(viewer, kind, subject)
    if found is None:
        raise InvalidInput(_("It is not there any more."))
    if found.author is not None and found.author == viewer.account_id:
        raise InvalidInput(_("This is your own. You can change it yourself."))
    # Of a dot the answer would tell who it is; the report waits for another moderator then.
    if (
        not found.is_unnamed
        and not moderators_of(
            network.pk, but={found.author or 0, *found.involved}, seeing=found.audience
        ).exists()
    ):
        raise InvalidInput(
            _("Nobody else could look at this yet. Write to those who run the network instead.")
        )
    number, broken = named(network, principle)
    own = Report.objects.filter(network=network, made_by=viewer.account_id, settled_at=None)
    if own.count() >= _MOST_OPEN:
        raise InvalidInput(_("You have many open reports. Wait until some are answered."))
    try:
        with transaction.atomic():
            made = Report.objects.create(
                network=network,
                made_by_id=viewer.account_id,
                kind=kind,
                subject=subject,
                about_id=found.author,
                title=found.title[:200],
                copied=found.words,
                visibility=found.audience,
                principle=broken,
                words=kept_text(words, 2000),
            )
    except IntegrityError as there:
        raise InvalidInput(_("You have reported this already. A moderator looks at it.")) from there
    made.involved.set(found.involved)
    record(
        REPORTED,
        network_id=network.pk,
        # Who reported it is in no log: moderators see it, nobody else does.
        subject=f"moderating.Report:{made.pk}",
        details={"principle": number},
    )
    tell_moderators(network.pk)
    return made


@dataclass(frozen=True, slots=True)
class Ruling:
    """What a moderator decides about a report."""

    outcome: str
    #: To whom it is about.
    words: str = ""
    #: To whoever reported it.
    answer: str = ""


@transaction.atomic
def settle(*, viewer: Viewer, report: Report, ruling: Ruling) -> Report:
    """Decide what comes of a report; both sides hear of it, neither of the other."""
    must_moderate(viewer, report)
    own = {viewer.account_id or 0, report.about_id or 0}
    if (
        report.made_by_id == viewer.account_id
        and moderators_of(viewer.network_id, but=own).exists()
    ):
        raise NotAllowed(_("Another moderator answers what you reported yourself."))
    kept = Report.objects.select_for_update(of=("self",)).get(pk=report.pk)
    if kept.settled_at is not None:
        raise InvalidInput(_("Another moderator has answered this already."))
    if ruling.outcome not in Outcome.values:
        raise InvalidInput(_("Choose what comes of it."))
    _act(viewer, kept, ruling)
    kept.outcome, kept.settled_at = ruling.outcome, timezone.now()
    kept.settled_by_id = viewer.account_id
    kept.answer = kept_text(ruling.answer, 2000)
    kept.save(update_fields=["outcome", "settled_at", "settled_by", "answer"])
    record(
        SETTLED,
        network_id=kept.network_id,
        # A report that comes to nothing is no affair of whom it was about.
        whom=Whom(
            by=viewer.account_id,
            about=None if ruling.outcome == Outcome.NOTHING else kept.about_id,
        ),
        subject=f"moderating.Report:{kept.pk}",
        details={"outcome": ruling.outcome},
    )
    write_to_reporter(kept)
    return kept


def _act(viewer: Viewer, report: Report, ruling: Ruling) -> None:
    if ruling.outcome == Outcome.NOTHING:
        return
    act = Act(ruling.outcome)
    kept = (
        taken_down(report.network_id, report.kind, report.subject) if act == Act.TAKEN_DOWN else {}
    )
    if report.about_id is None:
        if act != Act.TAKEN_DOWN:
            raise InvalidInput(_("It is not known who wrote this, so nobody can be asked."))
        return
    told = kept_text(ruling.words, 2000)
    if not told:
        raise InvalidInput(_("Write a few words to whom it is about."))
    if act in (Act.PAUSED, Act.ENDED):
        if not may_end_memberships(viewer):
            raise NotAllowed(_("Only those who look after members can pause or end a membership."))
        change_membership(viewer, report.about_id, act)
    step = Step(
        act,
        report.about_id,
        report.principle,
        told,
        kind=report.kind,
        subject=report.subject,
        title=report.title,
        audience=report.visibility,
        kept=kept,
        number=_number(report),
    )
    take(viewer, step)


def _number(report: Report) -> int:
    """Which principle that was, as they are numbered today; 0 where it was changed since."""
    known = principles_of(report.network)
    return known.index(report.principle) + 1 if report.principle in known else 0
