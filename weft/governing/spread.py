"""Whether a few people carry it all: how responsibilities, and the use of them, are spread."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Count
from django.utils import timezone

from weft.common.visibility import Viewer
from weft.governing.power_log import power_log
from weft.governing.queries import RoleLine

#: How far back uses of power are counted.
DAYS = 365
#: Of fewer uses nothing is said: one busy evening would decide.
LEAST_USES = 10
#: Of fewer responsibilities one person always has half.
LEAST_DUTIES = 3


@dataclass(frozen=True, slots=True)
class Spread:
    """How a network's responsibilities and the use of them are spread among people.

    Attributes
    ----------
    duties : int
        Responsibilities that somebody has, as often as people have them; deputies do not count.
    people : int
        People who have them.
    most : int
        How many of them the one who has most of them has.
    without_deputy : int
        Kinds of responsibilities that one person alone has.
    uses : int
        Uses of power in the last year, by people; 0 where they are too few to say anything.
    half_by : int
        The smallest number of people who together made at least half of them.
    """

    duties: int
    people: int
    most: int
    without_deputy: int
    uses: int
    half_by: int

    @property
    def rests_on_few(self) -> bool:
        """Whether one person has most of it, or does most of it."""
        has_most = self.duties >= LEAST_DUTIES and self.most * 2 > self.duties
        return self.half_by == 1 or has_most


def spread_of(viewer: Viewer, lines: list[RoleLine]) -> Spread:
    """How it is spread, for members: from the responsibilities and the log, which they read."""
    first_hand = [one for line in lines for one in line.holders if not one.is_deputy]
    held = Counter(one.account_id for one in first_hand)
    since = timezone.now() - timedelta(days=DAYS)
    log = power_log(viewer).filter(at__gte=since).exclude(by_id=None).order_by()
    times = sorted(log.values("by_id").annotate(n=Count("pk")).values_list("n", flat=True))
    uses = sum(times)
    is_enough = uses >= LEAST_USES
    return Spread(
        duties=len(first_hand),
        people=len(held),
        most=max(held.values(), default=0),
        without_deputy=sum(not line.is_vacant and not line.has_deputy for line in lines),
        uses=uses if is_enough else 0,
        half_by=half_by(times) if is_enough else 0,
    )


def half_by(times: list[int]) -> int:
    """The smallest number of people who did half of it, of how often each of them did it."""
    done = 0
    for people, often in enumerate(sorted(times, reverse=True), 1):
        done += often
        if done * 2 >= sum(times):
            return people
    return 0
