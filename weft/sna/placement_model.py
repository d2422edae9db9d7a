"""People to place, the rules of groups, and both as arrays."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Self

import numpy as np

from weft.sna.errors import SnaError
from weft.sna.graph import BoolArray, FloatArray, IntArray

#: Groups as (option, members), by position in the problem.
Placement = list[tuple[int, list[int]]]
Pairs = tuple[tuple[Hashable, Hashable], ...]


@dataclass(frozen=True, slots=True)
class Participant:
    """Somebody to place; what is left empty plays no part.

    Attributes
    ----------
    id : hashable
    slots : frozenset of str
        Times they can make.
    organisation : str, optional
        At most one of it in a group.
    city, region, issue, tactic, size : str, optional
        `size` is that of the organisation, in classes.
    needs : frozenset of str
        Such as "step-free" or "childcare".
    state : bool
        Works for the state or at arm's length from it.
    stake, consent : bool
        Has an active stake in an issue; has agreed to take part.
    """

    id: Hashable
    slots: frozenset[str]
    organisation: str | None = None
    city: str | None = None
    region: str | None = None
    issue: str | None = None
    tactic: str | None = None
    size: str | None = None
    needs: frozenset[str] = frozenset()
    state: bool = False
    stake: bool = True
    consent: bool = True


@dataclass(frozen=True, slots=True)
class GroupRules:
    """How large groups are, what must hold in them, and what should.

    Attributes
    ----------
    least, most : int
        People in a group.
    one_city : bool
        Whether a group is of one city.
    no_state : bool
        Whether people of the state have no place.
    offers : mapping of slot to frozenset of str
        Needs that are met at each slot.
    alike : float
        Cost of a third of one region or issue, a fourth of one size, or a second with one
        issue and tactic; and of each further one.
    again : float
        Cost of two who were in one group before.
    unmet : float
        Cost of a need that the slot does not meet.
    exact : int
        Up to so many people the best groups are computed; for more they are searched.
    seconds : float
        For computing. Past it the search takes over.
    rounds : int
        Steps of the search for each person.
    seed : int
    """

    least: int = 5
    most: int = 7
    one_city: bool = False
    no_state: bool = False
    offers: Mapping[str, frozenset[str]] = field(default_factory=dict)
    alike: float = 1.0
    again: float = 3.0
    unmet: float = 5.0
    exact: int = 50
    seconds: float = 10.0
    rounds: int = 2_000
    seed: int = 0

    @classmethod
    def conversations(cls, offers: Mapping[str, frozenset[str]] | None = None) -> Self:
        """Return the rules of conversations: 6 to 8 of one city, nobody of the state."""
        return cls(least=6, most=8, one_city=True, no_state=True, offers=offers or {})


@dataclass(frozen=True, slots=True, eq=False)
class Problem:
    """Those who may take part, as arrays.

    Attributes
    ----------
    who : int64 array of shape (n,)
        Their positions among all people.
    options : tuple of (city, slot)
        Where and when a group can meet.
    can : bool array of shape (n, options)
    seat : int64 array of shape (n,)
        Organisation; people without one have one of their own.
    conflict : bool array of shape (n, n)
        Kept apart, or of one organisation.
    met : bool array of shape (n, n)
    limits : tuple of (kinds, most)
        For each soft limit the kind of each person (−1 none) and how many of a kind are fine.
    unmet : float64 array of shape (n, options)
        Number of needs not met.
    weights : (float, float, float)
        Of being alike, meeting again and needs.
    """

    who: IntArray
    options: tuple[tuple[str | None, str], ...]
    can: BoolArray
    seat: IntArray
    conflict: BoolArray
    met: BoolArray
    limits: tuple[tuple[IntArray, int], ...]
    unmet: FloatArray
    weights: tuple[float, float, float]

    @property
    def n(self) -> int:
        """How many may take part."""
        return len(self.who)

    def cost(self, members: Sequence[int], option: int) -> float:
        """Return what the broken soft rules of one group cost."""
        alike, again, unmet = self.weights
        total = 0.0
        for kinds, most in self.limits:
            counts = Counter(kinds[member] for member in members)
            total += alike * sum(
                count - most for kind, count in counts.items() if kind >= 0 and count > most
            )
        chosen = list(members)
        total += again * int(self.met[np.ix_(chosen, chosen)].sum()) / 2
        return total + unmet * float(self.unmet[chosen, option].sum())


def within_reach(problem: Problem, least: int) -> Problem:
    """Return the problem without options at which somebody could never be in a full group."""
    can = problem.can.copy()
    while True:
        company = np.zeros(can.shape, dtype=np.int64)
        for person, option in np.argwhere(can):
            others = can[:, option] & ~problem.conflict[person]
            others[person] = False
            company[person, option] = len(np.unique(problem.seat[others]))
        alone = can & (company < least - 1)
        if not alone.any():
            return replace(problem, can=can)
        can &= ~alone


def may_take_part(person: Participant, rules: GroupRules) -> bool:
    """Return whether the rules let a person into any group at all."""
    return person.consent and person.stake and not (rules.no_state and person.state)


def problem_of(
    people: Sequence[Participant], rules: GroupRules, *, apart: Pairs, met: Pairs
) -> Problem:
    """Turn people and rules into arrays; those who may not take part are left out."""
    position = {person.id: i for i, person in enumerate(people)}
    if len(position) < len(people):
        twice = Counter(person.id for person in people).most_common(1)[0][0]
        raise SnaError(f"“{twice}” appears twice among the people to place.")
    who = [i for i, person in enumerate(people) if may_take_part(person, rules)]
    inside = [people[i] for i in who]
    options = sorted(
        {
            (person.city if rules.one_city else None, slot)
            for person in inside
            for slot in person.slots
        },
        key=lambda option: (option[1], option[0] or ""),
    )
    can = np.array(
        [
            [
                slot in person.slots and (not rules.one_city or person.city == city)
                for city, slot in options
            ]
            for person in inside
        ],
        dtype=np.bool_,
    ).reshape(len(who), len(options))
    met_needs = [rules.offers.get(slot, frozenset()) for _, slot in options]
    unmet = np.array(
        [[len(person.needs - offered) for offered in met_needs] for person in inside],
        dtype=np.float64,
    ).reshape(len(who), len(options))
    seat = _kinds([person.organisation for person in inside])
    alone = np.flatnonzero(seat < 0)
    seat[alone] = len(who) + np.arange(len(alone))
    issue_and_tactic = [
        f"{person.issue}\0{person.tactic}" if person.issue and person.tactic else None
        for person in inside
    ]
    conflict = _pair_matrix(apart, position, who) | (seat[:, None] == seat[None, :])
    np.fill_diagonal(conflict, val=False)
    return Problem(
        who=np.array(who, dtype=np.int64),
        options=tuple(options),
        can=can,
        seat=seat,
        conflict=conflict,
        met=_pair_matrix(met, position, who),
        limits=(
            (_kinds([person.region for person in inside]), 2),
            (_kinds([person.issue for person in inside]), 2),
            (_kinds([person.size for person in inside]), 3),
            (_kinds(issue_and_tactic), 1),
        ),
        unmet=unmet,
        weights=(rules.alike, rules.again, rules.unmet),
    )


def _kinds(values: Sequence[str | None]) -> IntArray:
    """Number the distinct values; −1 for none."""
    names = {name: i for i, name in enumerate(sorted({value for value in values if value}))}
    return np.array([names[value] if value else -1 for value in values], dtype=np.int64)


def _pair_matrix(pairs: Pairs, position: Mapping[Hashable, int], who: list[int]) -> BoolArray:
    place = {person: i for i, person in enumerate(who)}
    matrix = np.zeros((len(who), len(who)), dtype=np.bool_)
    for pair in pairs:
        for name in pair:
            if name not in position:
                raise SnaError(f"“{name}” is not among the people to place.")
        one, other = (place.get(position[name]) for name in pair)
        if one is not None and other is not None and one != other:
            matrix[one, other] = matrix[other, one] = True
    return matrix
