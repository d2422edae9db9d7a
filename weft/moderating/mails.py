"""The mails of moderating: each is a job, sent once what it tells of is there."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from weft.common.addresses import sign_in_link, site_link
from weft.common.jobs import Payload, Progress, enqueue, job
from weft.common.mails import Letter, send
from weft.common.sent_links import SentLink
from weft.moderating.holding import TELL_MODERATORS
from weft.moderating.models import Held, HeldState, Measure, Report
from weft.moderating.queries import moderators_of
from weft.networks.models import Network
from weft.networks.viewers import viewer_of

TO_AUTHOR, TO_REPORTER = "moderating.released", "moderating.reported"
OF_MEASURE, OF_APPEAL = "moderating.measure", "moderating.appeal"
LINK = SentLink("moderating.appeal", days=60)


def token_of(measure: Measure) -> str:
    """What the link carries by which one appeals, also once one is no member any more."""
    return LINK.token(measure.pk, str(measure.about_id))


def measure_of(token: str) -> Measure | None:
    """The measure that a link belongs to, unless it is made up or too old."""
    opened = LINK.opened(token)
    if opened is None:
        return None
    found = Measure.objects.select_related("network", "about").filter(pk=opened.pk).first()
    return found if found and opened.still_holds(str(found.about_id)) else None


def _write(kind: str, pk: int) -> None:
    enqueue(kind=kind, dedupe_key=str(pk), payload={"pk": pk})


def write_to_author(held: Held) -> None:
    _write(TO_AUTHOR, held.pk)


def write_to_reporter(report: Report) -> None:
    if report.made_by_id is not None:
        _write(TO_REPORTER, report.pk)


def write_of_measure(measure: Measure) -> None:
    _write(OF_MEASURE, measure.pk)


def write_of_appeal(measure: Measure) -> None:
    _write(OF_APPEAL, measure.pk)


@job(TELL_MODERATORS)
def tell_moderators(payload: Payload, progress: Progress) -> Payload:
    """How much waits for each moderator, never what: mailboxes are read by others too."""
    # Its counts are the desk's, which knows the mails of this module.
    from weft.moderating.desk import Waiting, waiting_for  # noqa: PLC0415

    network = Network.objects.filter(pk=str(payload["network"])).first()
    told = 0
    for account in moderators_of(network.pk) if network else ():
        assert network is not None
        left: Waiting = waiting_for(viewer_of(network, account.pk))
        if not left.count:
            continue
        letter = Letter(
            account.email,
            _("Something waits for a moderator of %(network)s"),
            "moderating/mails/waits",
            f"moderate-{network.pk}-{account.pk}-{left.newest}",
            account.language,
            {"network": network.name},
        )
        link = sign_in_link("moderation", network.slug)
        send(letter, {"network": network, "left": left, "link": link})
        told += 1
    return {"told": told}


@job(TO_AUTHOR)
def tell_author(payload: Payload, progress: Progress) -> Payload:
    rows = Held.objects.select_related("network", "author")
    held = rows.filter(pk=str(payload["pk"]), state=HeldState.RELEASED).first()
    if held is None:
        return {}
    letter = Letter(
        held.author.email,
        _("What you wrote in %(network)s is there now"),
        "moderating/mails/released",
        f"released-{held.pk}",
        held.author.language,
        {"network": held.network.name},
    )
    link = sign_in_link("network_home", held.network.slug)
    send(letter, {"network": held.network, "link": link})
    return {"sent": 1}


@job(TO_REPORTER)
def tell_reporter(payload: Payload, progress: Progress) -> Payload:
    rows = Report.objects.select_related("network", "made_by")
    report = rows.filter(pk=str(payload["pk"]), settled_at__isnull=False).first()
    if report is None or report.made_by is None:
        return {}
    letter = Letter(
        report.made_by.email,
        _("What came of your report in %(network)s"),
        "moderating/mails/reported",
        f"report-{report.pk}",
        report.made_by.language,
        {"network": report.network.name},
    )
    link = sign_in_link("own_moderation", report.network.slug)
    send(letter, {"network": report.network, "report": report, "link": link})
    return {"sent": 1}


def _measure(payload: Payload) -> Measure | None:
    rows = Measure.objects.select_related("network", "about")
    return rows.filter(pk=str(payload["pk"])).first()


@job(OF_MEASURE)
def tell_of_measure(payload: Payload, progress: Progress) -> Payload:
    """Tell somebody what was done, by which principle, and how to appeal."""
    measure = _measure(payload)
    if measure is None:
        return {}
    link = site_link(reverse("appeal", args=[measure.network.slug, token_of(measure)]))
    letter = Letter(
        measure.about.email,
        _("A decision of the moderators of %(network)s"),
        "moderating/mails/measure",
        f"measure-{measure.pk}",
        measure.about.language,
        {"network": measure.network.name},
    )
    send(letter, {"network": measure.network, "measure": measure, "link": link})
    return {"sent": 1}


@job(OF_APPEAL)
def tell_of_appeal(payload: Payload, progress: Progress) -> Payload:
    measure = _measure(payload)
    if measure is None or measure.appeal_at is None:
        return {}
    letter = Letter(
        measure.about.email,
        _("What came of your appeal in %(network)s"),
        "moderating/mails/appeal",
        f"appeal-{measure.pk}",
        measure.about.language,
        {"network": measure.network.name},
    )
    send(letter, {"network": measure.network, "measure": measure})
    return {"sent": 1}
