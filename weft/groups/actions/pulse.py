"""Whether groups are alive: those in which nothing happens are found at night, and their stewards
are asked by mail."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from weft.common.days import in_months
from weft.common.errors import InvalidInput, NotAllowed
from weft.common.jobs import Payload, Progress
from weft.common.nightly import nightly
from weft.common.visibility import Viewer
from weft.groups.actions.holding import held_part, must_go_on, must_keep
from weft.groups.deeds import PAUSED, write_down
from weft.groups.mails import write_to
from weft.groups.models import Group, GroupMember, Pulse
from weft.groups.queries import quiet_since, settings_of
from weft.networks.models import Network

#: Those who did not answer are asked again after so many days.
ASKS_AGAIN_DAYS = 60


class Answer(models.TextChoices):
    """What a steward can say of a quiet group."""

    ALIVE = "alive", gettext_lazy("It is alive")
    PAUSE = "pause", gettext_lazy("It takes a break")
    END = "end", gettext_lazy("Help us to end it")


@nightly("groups.sleeping")
def find_sleeping(payload: Payload, progress: Progress) -> Payload:
    """Find groups in which nothing has happened for long, and ask their stewards."""
    asleep = 0
    for network in Network.objects.filter(groups__state=Pulse.AWAKE).distinct():
        since = _months_ago(settings_of(network).sleeps_after_months)
        for group in quiet_since(Group.objects.filter(network=network), since):
            with transaction.atomic():
                asleep += _put_to_sleep(group, since)
    again = timezone.now() - timedelta(days=ASKS_AGAIN_DAYS)
    for group in Group.objects.filter(
        state=Pulse.ASLEEP, asked_at__lt=again, wants_to_end=False
    ).select_related("network"):
        with transaction.atomic():
            _ask(group)
    return {"asleep": asleep}


def _months_ago(months: int) -> datetime:
    day = in_months(timezone.localdate(), -months)
    now = timezone.localtime()
    return now.replace(year=day.year, month=day.month, day=day.day)


def _put_to_sleep(group: Group, since: datetime) -> bool:
    held = quiet_since(Group.objects.select_for_update(), since).filter(pk=group.pk).first()
    if held is None:
        return False
    held.state, held.state_since = Pulse.ASLEEP, timezone.now()
    held.save(update_fields=["state", "state_since"])
    _ask(held)
    return True


def _ask(group: Group) -> None:
    group.asked_at = timezone.now().replace(microsecond=0)
    group.save(update_fields=["asked_at"])
    stewards = GroupMember.objects.taking_part().filter(group=group, is_steward=True)
    ids = list(stewards.values_list("account_id", flat=True))
    write_to(group, ids, "alive", about=int(group.asked_at.timestamp()))


@transaction.atomic
def say_pulse(*, viewer: Viewer, group: Group, answer: str) -> Group:
    """Say that a group is alive, rests, or is to end."""
    part = held_part(viewer, group)
    must_keep(part)
    must_go_on(part)
    _set_pulse(part.group, answer, by=viewer.account_id)
    return part.group


@transaction.atomic
def say_pulse_by_mail(*, steward: GroupMember, answer: str) -> Group:
    """The same, by the link that a steward was sent."""
    Network.objects.select_for_update().get(pk=steward.group.network_id)
    held = Group.objects.select_for_update().get(pk=steward.group_id)
    rows = GroupMember.objects.taking_part().filter(is_steward=True, pk=steward.pk)
    if not rows.exists():
        raise NotAllowed
    if held.has_ended:
        raise InvalidInput(_("This group has ended already."))
    _set_pulse(held, answer, by=steward.account_id)
    return held


def _set_pulse(group: Group, answer: str, *, by: int | None) -> None:
    now, before = timezone.now(), group.state
    if answer not in Answer.values:
        raise InvalidInput(_("Choose one of the three answers."))
    if answer == Answer.ALIVE:
        group.state, group.active_at, group.wants_to_end = Pulse.AWAKE, now, False
    elif answer == Answer.PAUSE:
        group.state, group.wants_to_end = Pulse.PAUSED, False
        write_down(PAUSED, group, by=by)
    else:
        group.wants_to_end = True
    if group.state != before:
        group.state_since = now
    group.save(update_fields=["state", "state_since", "active_at", "wants_to_end"])
