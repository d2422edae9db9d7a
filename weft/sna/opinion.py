"""Groups of opinion from votes on statements: who votes alike, and what bridges them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

from weft.sna.cohesion import ranked_labels
from weft.sna.errors import SnaError
from weft.sna.graph import FloatArray, IntArray
from weft.sna.opinion_clusters import best_clusters, opinion_plane, pattern_beyond_chance
from weft.sna.opinion_statements import (
    Bars,
    Representative,
    consensus,
    counted,
    representatives,
)

Refused = Literal["few voters", "no pattern", "small groups"]


@dataclass(frozen=True, slots=True)
class OpinionRules:
    """When groups are looked for, and how.

    Attributes
    ----------
    voters : int
        With fewer people who voted enough there are no groups: they would be an accident.
    votes : int
        How many votes a person needs to be counted; all of them if there are fewer statements.
    smallest : int
        Smaller groups are hidden, so that nobody is found out.
    most : int
        Groups looked for at most.
    groups : int, optional
        Look for exactly so many.
    seed : int
    """

    voters: int = 50
    votes: int = 7
    smallest: int = 5
    most: int = 5
    groups: int | None = None
    seed: int = 0


@dataclass(frozen=True, slots=True, eq=False)
class OpinionGroup:
    """One group: how many, and the statements that tell it from the others.

    Attributes
    ----------
    size : int
    statements : tuple of Representative
        The best first.
    """

    size: int
    statements: tuple[Representative, ...]


@dataclass(frozen=True, slots=True, eq=False)
class OpinionGroups:
    """What people agree on, and, where enough voted, which groups of opinion there are.

    Attributes
    ----------
    bars : Bars
        Agreement and division per statement, always there.
    voters : int
        People with enough votes.
    groups : tuple of OpinionGroup
        Largest first; empty if none are shown.
    labels : int64 array of shape (people,)
        Group of each person, −1 without one. To draw a cloud with: never to be shown beside
        a name.
    positions : float64 array of shape (people, 2)
        Where people who vote alike lie together; nan without a position.
    consensus : float64 array of shape (statements,)
        How far every group agrees: Π over groups of (agree + 1) / (seen + 2). High values
        bridge groups. nan without groups.
    silhouette : float
        How well the groups are apart, up to 1; nan without groups.
    refused : "few voters", "no pattern", "small groups", or None
        Why there are no groups.
    sentence : str
        The same in plain English, or how many groups there are.
    """

    bars: Bars
    voters: int
    groups: tuple[OpinionGroup, ...]
    labels: IntArray
    positions: FloatArray
    consensus: FloatArray
    silhouette: float
    refused: Refused | None
    sentence: str


def opinion_groups(votes: ArrayLike, *, rules: OpinionRules | None = None) -> OpinionGroups:
    """Find groups of people who vote alike, as Polis does.

    Votes are centred per statement (unseen ones count as its mean), laid out in the plane of
    their two principal components, people with few votes moved out by √(statements / votes),
    and clustered by k-means; k has the best silhouette, or a smaller k nearly as good. Groups
    are shown only if the votes hang together more than the same votes shuffled.

    Parameters
    ----------
    votes : array_like of shape (people, statements)
        1 agree, 0 pass, −1 disagree, nan unseen.
    rules : OpinionRules, optional

    Returns
    -------
    OpinionGroups

    Raises
    ------
    SnaError
        If the votes are no table, hold other values, or an impossible number of groups is
        asked for.

    References
    ----------
    Small et al. (2021), Polis: scaling deliberation by mapping high dimensional opinion spaces.

    Examples
    --------
    >>> one, other = [1] * 5 + [-1] * 5 + [1], [-1] * 5 + [1] * 5 + [1]
    >>> found = opinion_groups([one] * 30 + [other] * 25)
    >>> [group.size for group in found.groups], int(found.consensus.argmax())
    ([30, 25], 10)
    >>> opinion_groups([one] * 10).sentence
    'Only 10 people have voted enough; groups are shown from 50.'
    """
    chosen = rules or OpinionRules()
    table = _checked(votes, chosen)
    people, statements = table.shape
    seen = ~np.isnan(table)
    inside = (seen.sum(axis=1) >= min(chosen.votes, statements)) & seen.any(axis=1)
    bars = counted(table)
    voters = int(inside.sum())
    positions = np.full((people, 2), np.nan)
    labels = np.full(people, -1, dtype=np.int64)

    def without(reason: Refused, sentence: str) -> OpinionGroups:
        nothing = np.full(statements, np.nan)
        return OpinionGroups(
            bars, voters, (), labels, positions, nothing, float("nan"), reason, sentence
        )

    if voters < max(chosen.voters, 4):
        return without(
            "few voters",
            f"Only {voters} people have voted enough; groups are shown from {chosen.voters}.",
        )
    mine = table[inside]
    if not pattern_beyond_chance(mine, chosen.seed):
        return without("no pattern", "The votes hang together no more than by chance.")
    plane = opinion_plane(mine)
    most = min(chosen.most, 2 + voters // 12)
    sizes = range(2, most + 1) if chosen.groups is None else [chosen.groups]
    found, silhouette = best_clusters(plane, sizes, chosen.seed)
    found = ranked_labels(found)
    # Groups are numbered by size, so those to hide come last.
    shown = int(np.count_nonzero(np.bincount(found) >= chosen.smallest))
    if shown < 2:
        return without("small groups", "Apart from one group there are only a few people.")
    positions[inside] = plane
    labels[inside] = np.where(found < shown, found, -1)
    hidden = int(np.count_nonzero(found >= shown))
    return OpinionGroups(
        bars=bars,
        voters=voters,
        groups=tuple(
            OpinionGroup(int(np.count_nonzero(labels == group)), statements_of)
            for group, statements_of in enumerate(representatives(table, labels, shown))
        ),
        labels=labels,
        positions=positions,
        consensus=consensus(table, labels, shown),
        silhouette=silhouette,
        refused=None,
        sentence=f"{shown} groups of opinion among {voters} people"
        + (f", and {hidden} in groups too small to show." if hidden else "."),
    )


def _checked(votes: ArrayLike, rules: OpinionRules) -> FloatArray:
    table = np.asarray(votes, dtype=np.float64)
    if table.ndim != 2:
        raise SnaError("Votes are a table with a row for each person.")
    if not np.all(np.isin(table, (-1, 0, 1)) | np.isnan(table)):
        raise SnaError("A vote is 1 (agree), 0 (pass), −1 (disagree) or nan (unseen).")
    if rules.groups is not None and not 2 <= rules.groups <= max(len(table), 2):
        raise SnaError(f"{rules.groups} groups cannot be made of {len(table)} people.")
    return table
