"""Claim: learning sets of 43 people are the best there are; 90 and 300 are placed in seconds.

python -m bench.placement
"""

from __future__ import annotations

import sys
import time
from dataclasses import replace

import numpy as np

from bench.table import Line, printed, seconds
from weft import sna

SLOTS = tuple(f"{day} {part}" for day in ("Mon", "Tue", "Wed", "Thu") for part in ("am", "pm"))


def members(count: int, seed: int = 0) -> list[sna.Participant]:
    """Made-up members, two or three of an organisation, who can make a third of the slots."""
    rng = np.random.default_rng(seed)

    def one_of(letter: str, kinds: int) -> str:
        return f"{letter}{rng.integers(kinds)}"

    return [
        sna.Participant(
            f"p{i}",
            slots=frozenset(slot for slot in SLOTS if rng.random() < 0.35),
            organisation=f"o{rng.integers(max(1, count // 2))}",
            city=one_of("c", 4),
            region=one_of("r", 6),
            issue=one_of("i", 8),
            tactic=one_of("t", 5),
            size=one_of("s", 3),
            needs=frozenset({"childcare"}) if rng.random() < 0.1 else frozenset(),
        )
        for i in range(count)
    ]


def placed(count: int, rules: sna.GroupRules, seed: int = 0) -> tuple[sna.Groups, float]:
    """Groups of made-up members, and the seconds they took."""
    people = members(count, seed)
    rng = np.random.default_rng(seed)
    pairs = [tuple(f"p{i}" for i in rng.choice(count, 2, replace=False)) for _ in range(count)]
    met = [(one, other) for one, other in pairs]
    started = time.perf_counter()
    found = sna.form_groups(people, rules, met=met)
    return found, time.perf_counter() - started


def lines() -> list[Line]:
    """Time and result for sizes of network, computed and searched."""
    offers = {slot: frozenset({"childcare"}) for slot in SLOTS if slot.endswith("am")}
    rules = sna.GroupRules(offers=offers)
    cases = (
        ("learning sets, 43 people", 43, rules, 10.0),
        ("learning sets, 43 people, searched", 43, replace(rules, exact=0), 5.0),
        ("learning sets, 90 people", 90, rules, 15.0),
        ("learning sets, 300 people", 300, rules, 30.0),
        ("conversations, 120 people in 4 cities", 120, sna.GroupRules.conversations(offers), 15.0),
    )
    found = []
    for claim, count, chosen, limit in cases:
        groups, took = placed(count, chosen)
        result = (
            f"{len(groups.groups)} groups, {len(groups.unplaced)} unplaced, cost {groups.cost:g}, "
            f"{'proven best' if groups.optimal else 'searched'}"
        )
        found.append(Line(claim, seconds(took), result, "", f"< {limit:.0f} s", took < limit))
    return found


if __name__ == "__main__":
    print(printed(lines()))
    sys.exit(0)
