"""The log of what was done with power, as sentences: it names what its reader may see now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from weft.common.audit import (
    DeedKind,
    codes_of_power,
    codes_that_name,
    deed_of,
    names_nobody,
    of_themselves,
)
from weft.common.models import AuditEntry
from weft.common.visibility import Viewer
from weft.governing.models import Circle, Decision
from weft.groups.models import Group
from weft.networks.models import Membership, Role, Standing
from weft.networks.powers import Power, can


@dataclass(frozen=True, slots=True)
class LogLine:
    """One use of power, as a sentence."""

    at: datetime
    words: str
    number: int


def power_log(viewer: Viewer, *, kind: str = "", person: int | None = None) -> QuerySet[AuditEntry]:
    """What was done with power in this network, the newest first; for members. One may look for
    a kind of deed, and for what somebody did or what was done to them as far as one reads that."""
    rows = AuditEntry.objects.filter(network_id=viewer.network_id, action__in=codes_of_power(kind))
    if person is not None:
        rows = _that_name(viewer, rows)
        rows = rows.filter(Q(by_id=person) | Q(about_id=person, action__in=_naming(viewer)))
    return rows.order_by("-number")


def _naming(viewer: Viewer) -> list[str]:
    return codes_that_name(sees_all=can(viewer, Power.SEE_ALL))


def _that_name(viewer: Viewer, rows: QuerySet[AuditEntry]) -> QuerySet[AuditEntry]:
    """Without the entries in which this viewer reads of nobody."""
    return rows if can(viewer, Power.SEE_ALL) else rows.exclude(of_themselves())


def kinds_in(viewer: Viewer) -> list[tuple[str, str]]:
    """The kinds of deeds that the log holds, with what they are called."""
    found = set(power_log(viewer).order_by().values_list("action", flat=True).distinct())
    kinds = {deed_of(code).kind for code in found}
    return [(kind.value, str(kind.label)) for kind in DeedKind if kind in kinds]


def people_in(viewer: Viewer) -> list[tuple[int, str]]:
    """Whom the log names to this viewer, by name."""
    rows = _that_name(viewer, power_log(viewer)).order_by()
    told = rows.filter(action__in=_naming(viewer))
    here = Membership.objects.filter(
        Q(account_id__in=rows.exclude(by_id=None).values("by_id"))
        | Q(account_id__in=told.exclude(about_id=None).values("about_id")),
        network_id=viewer.network_id,
    )
    named = here.exclude(account__name="").values_list("account_id", "account__name")
    return sorted(named.order_by(), key=lambda one: (one[1].casefold(), one[0]))


def log_lines(viewer: Viewer, entries: list[AuditEntry]) -> list[LogLine]:
    """The sentences of entries; whoever was forgotten has no name in them, and that somebody
    belongs to the network is for stewards alone: members choose who may see them."""
    ids = {pk for entry in entries for pk in (entry.by_id, entry.about_id) if pk is not None}
    # Who has left is as nameless here as who deleted their account.
    here = Membership.objects.filter(network_id=viewer.network_id, account_id__in=ids)
    names = dict(here.values_list("account_id", "account__name"))
    subjects = _subjects(viewer, entries)
    sees_all = can(viewer, Power.SEE_ALL)
    return [
        LogLine(one.at, _sentence(one, names, subjects, sees_all=sees_all), one.number)
        for one in entries
    ]


def _subjects(viewer: Viewer, entries: list[AuditEntry]) -> dict[str, str]:
    """By subject: what the viewer may see of it now, in words. One read for each kind of them."""
    wanted: dict[str, set[int]] = {}
    for entry in entries:
        model, _colon, pk = entry.subject.partition(":")
        if pk.isdecimal():
            wanted.setdefault(model, set()).add(int(pk))
    named: dict[str, str] = {}
    if ids := wanted.get("groups.Group"):
        for group in Group.objects.visible_to(viewer).filter(pk__in=ids):
            named[f"groups.Group:{group.pk}"] = _("the group “%(name)s”") % {"name": group.name}
    if ids := wanted.get("governing.Circle"):
        for circle in Circle.objects.visible_to(viewer).filter(pk__in=ids):
            named[f"governing.Circle:{circle.pk}"] = _("“%(name)s”") % {"name": circle.name}
    if ids := wanted.get("governing.Decision"):
        for decision in Decision.objects.visible_to(viewer).filter(pk__in=ids):
            words = _("the decision “%(title)s”") % {"title": decision.title}
            named[f"governing.Decision:{decision.pk}"] = words
    return named


class _Told(dict[str, str]):
    """What a sentence may name; what an entry does not say is left open."""

    def __missing__(self, key: str) -> str:
        return "…"


def _sentence(
    entry: AuditEntry, names: dict[int, str], subjects: dict[str, str], *, sees_all: bool
) -> str:
    def name(pk: int | None) -> str:
        if pk is None:
            return _("the program")
        return names.get(pk, _("a former member")) or _("a member")

    done = deed_of(entry.action)
    labels = {**dict(Role.choices), **dict(Standing.choices), **done.labels}
    # Some details are several codes in a row.
    details = {
        key: ", ".join(str(labels.get(code, code)) for code in str(value).split(", "))
        for key, value in entry.details.items()
    }
    is_named = sees_all or done.names_about
    about = name(entry.about_id) if is_named else _("a member")
    by = _("a member") if names_nobody(entry, sees_all=sees_all) else name(entry.by_id)
    subject = subjects.get(entry.subject)
    told = _Told(
        {
            **details,
            "by": by,
            "about": about,
            "group": subject or _("a group"),
            "committee": subject or _("a committee or working group"),
            "decision": subject or _("a decision"),
        }
    )
    words = done.words_alone if entry.by_id is None and done.words_alone else done.words
    sentence = str(words).format_map(told)
    return sentence[:1].upper() + sentence[1:]
