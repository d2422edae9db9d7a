"""Small numbers are not told: who is one of three can be found out.

A count that stands for fewer than the least is told together with others, and with one more than
it takes, so that nothing can be worked out by subtracting what is told from the total.
"""

from __future__ import annotations

from collections.abc import Mapping

#: Least number of people that a count within a group, or a published one, stands for.
WITHIN_GROUP, PUBLISHED = 5, 10
#: Between the names of those that are told together.
TOGETHER = " / "


def told(counts: Mapping[str, int], least: int = PUBLISHED) -> list[tuple[str, int]]:
    """The counts that may be told, in their order; empty where none may."""
    small = [name for name, n in counts.items() if 0 < n < least]
    together = sum(counts[name] for name in small)
    for name in sorted(counts, key=lambda one: counts[one]):
        if not small or (together >= least and len(small) > 1):
            break
        if name not in small and counts[name]:
            small.append(name)
            together += counts[name]
    if small and (together < least or len(small) < 2):
        return []
    shown = [(name, n) for name, n in counts.items() if name not in small and n]
    if small:
        shown.append((TOGETHER.join(name for name in counts if name in small), together))
    return shown


def told_count(count: int, least: int = WITHIN_GROUP) -> int:
    """The count, or 0 where it stands for fewer people than the least."""
    return count if count >= least else 0


def in_steps(count: int, least: int = PUBLISHED) -> int:
    """The count rounded down to a multiple of the least, so that whoever reads it each day does not
    see one person come or go; 0 below the least."""
    return count - count % least
