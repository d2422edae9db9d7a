"""Why somebody has no place, in plain words that hold for the groups as they are."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from weft.sna.placement_model import (
    GroupRules,
    Participant,
    Placement,
    Problem,
    may_take_part,
)

Why = Literal[
    "no consent", "no stake", "state", "no slot", "too few", "elsewhere", "full", "seat taken",
    "kept apart", "mixed",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Unplaced:
    """Somebody without a place: a code to translate by, and a plain sentence.

    Attributes
    ----------
    id : hashable
        As given.
    code : str
    sentence : str
    """

    id: Hashable
    code: Why
    sentence: str


def reasons(
    people: Sequence[Participant], problem: Problem, found: Placement, rules: GroupRules
) -> tuple[Unplaced, ...]:
    """Return everybody who is in no group, with the reason, in the order given."""
    place = {int(who): i for i, who in enumerate(problem.who)}
    placed = {member for _, members in found for member in members}
    told = []
    for position, person in enumerate(people):
        if not may_take_part(person, rules):
            told.append(_barred(person))
        elif place[position] not in placed:
            told.append(_left_out(person, place[position], problem, found, rules))
    return tuple(told)


def _barred(person: Participant) -> Unplaced:
    if not person.consent:
        return Unplaced(person.id, "no consent", "They have not agreed to take part.")
    if not person.stake:
        return Unplaced(person.id, "no stake", "They are not working on any issue right now.")
    return Unplaced(person.id, "state", "These groups are not for people who work for the state.")


def _left_out(
    person: Participant, at: int, problem: Problem, found: Placement, rules: GroupRules
) -> Unplaced:
    options = np.flatnonzero(problem.can[at]).tolist()
    if not options:
        return Unplaced(person.id, "no slot", "They have not said when they can come.")
    company = {option: _company(at, option, problem) for option in options}
    if max(company.values()) < rules.least - 1:
        return Unplaced(person.id, "too few", _too_few(company, problem, rules))
    here = [(option, members) for option, members in found if option in company]
    if not here:
        placed = {member for _, members in found for member in members}
        others = [
            other
            for other in range(problem.n)
            if other != at and (problem.can[other] & problem.can[at]).any()
        ]
        busy = sum(other in placed for other in others)
        return Unplaced(
            person.id,
            "elsewhere",
            f"No group meets when they can come. Of the {len(others)} others who could come "
            f"then, {busy} {_have(busy)} a place in a group at another time.",
        )
    return _turned_away(person, at, here, problem, rules)


def _company(at: int, option: int, problem: Problem) -> int:
    """Return how many others could at most sit with a person: one of each organisation."""
    others = problem.can[:, option] & ~problem.conflict[at]
    others[at] = False
    return len(np.unique(problem.seat[others]))


def _too_few(company: dict[int, int], problem: Problem, rules: GroupRules) -> str:
    best = max(company, key=lambda option: company[option])
    number, when = company[best], _when(best, problem)
    needs = f"A group needs {rules.least} people."
    start = "" if len(company) == 1 else f"None of their {len(company)} times has enough people. "
    if not number:
        alone = problem.can[:, best].sum() == 1
        who = "Nobody else" if alone else "Nobody else who can be in their group"
        return f"{start}{who} can make {when}. {needs}"
    other = "other person who can be in their group" if number == 1 else (
        "other people who can be in their group"
    )  # fmt: skip
    return f"{start}Only {number} {other} can make {when}. {needs}"


def _turned_away(
    person: Participant,
    at: int,
    here: Placement,
    problem: Problem,
    rules: GroupRules,
) -> Unplaced:
    counts: dict[Why, list[int]] = {}
    for option, members in here:
        if any(problem.seat[member] == problem.seat[at] for member in members):
            why: Why = "seat taken"
        elif problem.conflict[at, members].any():
            why = "kept apart"
        else:
            why = "full"
        counts.setdefault(why, []).append(option)
    words = {
        "seat taken": "already {has} someone from their organisation",
        "kept apart": "{has} someone they should be kept apart from",
        "full": "{is_} full",
    }
    if len(counts) == 1:
        code, options = next(iter(counts.items()))
        one = len(options) == 1
        which = (
            f"The only group they could join meets on {_when(options[0], problem)} and"
            if one
            else f"All {len(options)} groups that meet when they can come"
        )
        verb = words[code].format(has="has" if one else "have", is_="is" if one else "are")
        return Unplaced(person.id, code, f"{which} {verb}.")
    parts = []
    for code in ("full", "seat taken", "kept apart"):
        if code in counts:
            number = len(counts[code])
            one = number == 1
            verb = words[code].format(has="has" if one else "have", is_="is" if one else "are")
            parts.append(f"{number} {verb}")
    listed = ", ".join(parts[:-1]) + f" and {parts[-1]}"
    return Unplaced(
        person.id,
        "mixed",
        f"{len(here)} groups meet when they can come: {listed}.",
    )


def _when(option: int, problem: Problem) -> str:
    city, slot = problem.options[option]
    return f"{slot} in {city}" if city else slot


def _have(number: int) -> str:
    return "has" if number == 1 else "have"
