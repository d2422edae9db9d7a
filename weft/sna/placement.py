"""Forming groups that can meet: learning sets of 5 to 7, conversations of 6 to 8.

Hard rules always hold. Soft rules cost something each time they are broken, and placing one
more person is worth more than all of them. Whoever is left without a place is told why.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, field

from weft.sna.errors import SnaError
from weft.sna.placement_exact import solved
from weft.sna.placement_model import (
    GroupRules,
    Participant,
    Placement,
    Problem,
    problem_of,
    within_reach,
)
from weft.sna.placement_reasons import Unplaced, reasons
from weft.sna.placement_search import searched


@dataclass(frozen=True, slots=True)
class FormedGroup:
    """Who meets when, and where if groups are of one city.

    Attributes
    ----------
    members : tuple of ids
        In the order they were given.
    slot : str
    city : str, or None
    cost : float
        What its broken soft rules cost.
    """

    members: tuple[Hashable, ...]
    slot: str
    city: str | None
    cost: float


@dataclass(frozen=True, slots=True)
class Groups:
    """The groups, and everyone without a place with the reason.

    Attributes
    ----------
    groups : tuple of FormedGroup
    unplaced : tuple of Unplaced
    cost : float
        Of all broken soft rules.
    optimal : bool
        Whether nothing better is possible; otherwise the groups come from a search.
    """

    groups: tuple[FormedGroup, ...]
    unplaced: tuple[Unplaced, ...]
    cost: float
    optimal: bool = field(default=False)


def form_groups(
    people: Sequence[Participant],
    rules: GroupRules | None = None,
    *,
    apart: Iterable[tuple[Hashable, Hashable]] = (),
    met: Iterable[tuple[Hashable, Hashable]] = (),
) -> Groups:
    """Place people in groups that can meet.

    Groups are built and improved by a seeded search. Up to `rules.exact` people who may take
    part, an integer programme (HiGHS) then looks for better ones and proves the best, unless
    that takes longer than `rules.seconds`. The same people and rules give the same groups, as
    long as it does not.

    Parameters
    ----------
    people : sequence of Participant
    rules : GroupRules, optional
        Learning sets when left out; see also `GroupRules.conversations`.
    apart : iterable of (id, id)
        Who must not be in one group.
    met : iterable of (id, id)
        Who were in one group before and should rather meet others.

    Returns
    -------
    Groups

    Raises
    ------
    SnaError
        If an id appears twice or is unknown, or the sizes make no sense.

    References
    ----------
    The search is our own; the solver: Huangfu & Hall (2018), HiGHS.

    Examples
    --------
    >>> people = [Participant(f"p{i}", slots=frozenset(["Tue"])) for i in range(6)]
    >>> found = form_groups([*people, Participant("late", slots=frozenset(["Fri"]))])
    >>> len(found.groups[0].members), found.groups[0].slot
    (6, 'Tue')
    >>> found.unplaced[0].sentence
    'Nobody else can make Fri. A group needs 5 people.'
    """
    chosen = rules or GroupRules()
    if not 1 <= chosen.least <= chosen.most:
        raise SnaError(f"Groups of {chosen.least} to {chosen.most} cannot be formed.")
    problem = problem_of(people, chosen, apart=tuple(apart), met=tuple(met))
    reachable = within_reach(problem, chosen.least)
    found = searched(reachable, chosen)
    best = solved(reachable, chosen, found) if problem.n <= chosen.exact else None
    return _told(people, problem, best or found, chosen, optimal=best is not None)


def _told(
    people: Sequence[Participant],
    problem: Problem,
    found: Placement,
    rules: GroupRules,
    *,
    optimal: bool,
) -> Groups:
    groups = []
    for option, members in sorted(found, key=lambda group: (group[0], min(group[1]))):
        city, slot = problem.options[option]
        groups.append(
            FormedGroup(
                members=tuple(people[problem.who[member]].id for member in sorted(members)),
                slot=slot,
                city=city,
                cost=problem.cost(members, option),
            )
        )
    return Groups(
        groups=tuple(groups),
        unplaced=reasons(people, problem, found, rules),
        cost=sum(group.cost for group in groups),
        optimal=optimal,
    )
