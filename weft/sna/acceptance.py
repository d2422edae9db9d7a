"""How likely two who have not met would accept an introduction: a prior, learning and replies."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from weft.sna.contacts import Contacts, InvalidContacts
from weft.sna.errors import SnaError
from weft.sna.graph import BoolArray, FloatArray, IndexArray, IntArray
from weft.sna.introduction_signs import AT_ONCE, SIGNS, History, Scale
from weft.sna.odds import expit, logit

#: Log odds that strangers accept (20 %), and what knowing of each other and each doubling of
#: (1 + common contacts) add. Round figures, to be corrected by replies.
STRANGERS, AWARE, PER_DOUBLING = -1.4, 1.2, 0.35
#: Where learning starts: log odds per standard deviation of each of the signs.
START = np.array([0.1, 0.15, 0.1, 0.3, 0.5, 0.25, -0.05])
#: How strongly it is held to that start, and the new meetings that may at most speak against
#: it: what is learned from one morning must not decide about the afternoon.
HOLD, HEARD = 300.0, 50.0
#: Steps of the search for the best weights, and the smallest that is taken.
STEPS, TOLERANCE = 50, 1e-8
#: Shares of the contacts after which learning asks who met later.
CUTS = (0.3, 0.4, 0.5, 0.6, 0.7, 0.8)
#: New meetings after a cut below which nothing is learned from it.
FEWEST = 5
#: Pairs up to which all are compared, those sampled where there are more, and those who met,
#: and who did not, that are learned from per cut.
MOST_PAIRS, SAMPLED, LEARNED_FROM = 2_000_000, 200_000, 10_000
#: Replies that the mean of all counts as, where a person's own are few.
REPLIES = 4.0


@dataclass(frozen=True, slots=True, eq=False)
class AcceptanceModel:
    """A logistic model of who will meet, from dated contacts.

    Attributes
    ----------
    weights : float64 array of shape (len(SIGNS),)
        Log odds per standard deviation of each sign.
    intercept : float
    meetings : int
        New meetings it was learned from, over all cuts; 0 if it is the start unchanged.
    history : History
        The contacts up to now, from which pairs are described.
    scale : Scale
        Mean and spread of the signs over all pairs who have not met.
    """

    weights: FloatArray
    intercept: float
    meetings: int
    history: History
    scale: Scale

    def score(self, left: ArrayLike, right: ArrayLike) -> FloatArray:
        """Return log odds that each pair will meet (float64, shape (pairs,))."""
        a, b = np.asarray(left, dtype=np.int32), np.asarray(right, dtype=np.int32)
        found = np.empty(len(a))
        for at in range(0, len(a), AT_ONCE):
            part = slice(at, at + AT_ONCE)
            signs = self.scale.applied(self.history.signs(a[part], b[part]))
            found[part] = signs @ self.weights + self.intercept
        return found

    def probability(self, left: ArrayLike, right: ArrayLike) -> FloatArray:
        """Return the probability that each pair will meet, 0 … 1."""
        return np.asarray(expit(self.score(left, right)))

    def explained(self) -> dict[str, float]:
        """Return the weight of each sign by its name."""
        return dict(zip(SIGNS, self.weights.tolist(), strict=True))


def learn_acceptance(contacts: Contacts, *, hold: float = HOLD, seed: int = 0) -> AcceptanceModel:
    """Learn from dated contacts who of those who have not met will meet.

    The list is cut after 30, 40, … 80 % of its contacts. Everyone seen up to a cut who has
    not met is described by the contacts up to it (`introduction_signs.SIGNS`, in standard
    deviations), and the question is who meets later. A logistic regression on all cuts
    together is held by a normal prior to `START`, so that few contacts change little. That
    start, like the strength of the prior, was chosen by asking the same question inside the
    first 70 % of lists from offices, conferences, schools, a hospital and a village.

    Parameters
    ----------
    contacts : Contacts
        Everything that may be known: nothing later is used.
    hold : float
        Strength of the prior; `numpy.inf` keeps the start as it is.
    seed : int
        Of the samples drawn where there are more than two million pairs.

    Returns
    -------
    AcceptanceModel

    Raises
    ------
    InvalidContacts
        If there are no contacts at all.

    References
    ----------
    Liben-Nowell & Kleinberg (2007); Ghasemian et al. (2020) on stacking.

    Examples
    --------
    >>> met = Contacts.of(range(6), [0, 1, 2, 3, 4, 0], [1, 2, 3, 4, 5, 2])
    >>> model = learn_acceptance(met)
    >>> bool(model.score([1], [3])[0] > model.score([0], [5])[0])
    True
    """
    if not len(contacts):
        raise InvalidContacts("There are no contacts to learn from.")
    random = np.random.default_rng(seed)
    history = History.of(contacts)
    now = _strangers(history, random)
    scale = Scale.of(history.signs(*now))
    lessons = [found for share in CUTS if (found := _lesson(contacts, share, random)) is not None]
    meetings = round(sum(float(lesson.counts[lesson.met].sum()) for lesson in lessons))
    if not lessons or np.isinf(hold):
        return AcceptanceModel(START.copy(), STRANGERS, 0, history, scale)
    weights, intercept = _fitted(lessons, hold)
    return AcceptanceModel(weights, intercept, meetings, history, scale)


@dataclass(frozen=True, slots=True, eq=False)
class _Lesson:
    """Pairs at a cut, scaled, whether they met after it, and how many pairs each stands for."""

    signs: FloatArray
    met: BoolArray
    counts: FloatArray


def _strangers(history: History, random: np.random.Generator) -> tuple[IndexArray, IndexArray]:
    """Return all pairs who have not met, or a sample of them where there are very many."""
    people = np.flatnonzero(history.seen).astype(np.int32)
    if len(people) * (len(people) - 1) // 2 <= MOST_PAIRS:
        pieces = list(history.strangers())
        if not pieces:
            nobody = np.empty(0, dtype=np.int32)
            return nobody, nobody
        return np.concatenate([a for a, _ in pieces]), np.concatenate([b for _, b in pieces])
    left, right = random.choice(people, SAMPLED), random.choice(people, SAMPLED)
    low, high = np.minimum(left, right), np.maximum(left, right)
    n = history.graph.n
    known = np.isin(_keys(low, high, n), _keys(*history.graph.edges(), n))
    keep = (low != high) & ~known
    return low[keep], high[keep]


def _keys(low: ArrayLike, high: ArrayLike, n: int) -> IntArray:
    return np.asarray(low, dtype=np.int64) * n + np.asarray(high, dtype=np.int64)


def _lesson(contacts: Contacts, share: float, random: np.random.Generator) -> _Lesson | None:
    """Describe the strangers after a share of the contacts, and say who met later."""
    moment = float(contacts.time[max(0, int(share * len(contacts)) - 1)])
    later = contacts.after(moment)
    if not len(later):
        return None
    history = History.of(contacts.until(moment))
    n = contacts.n
    new = np.unique(_keys(later.source, later.target, n))
    new = new[~np.isin(new, _keys(*history.graph.edges(), n))]
    new = new[history.seen[new // n] & history.seen[new % n]]
    if len(new) < FEWEST:
        return None
    left, right = _strangers(history, random)
    scale = Scale.of(history.signs(left, right))
    apart = np.flatnonzero(~np.isin(_keys(left, right, n), new))
    people = int(history.seen.sum())
    all_apart = people * (people - 1) / 2 - history.graph.m - len(new)
    if len(apart) > LEARNED_FROM:
        apart = random.choice(apart, LEARNED_FROM, replace=False)
    if not len(apart):
        return None
    meetings = len(new)
    if meetings > LEARNED_FROM:
        new = random.choice(new, LEARNED_FROM, replace=False)
    signs = history.signs(
        np.concatenate((new // n, left[apart])), np.concatenate((new % n, right[apart]))
    )
    met = np.arange(len(signs)) < len(new)
    counts = np.where(met, meetings / len(new), all_apart / len(apart))
    return _Lesson(scale.applied(signs), met, counts)


def _fitted(lessons: list[_Lesson], hold: float) -> tuple[FloatArray, float]:
    """Return the weights and intercept with the highest posterior; a cut counts as a share."""
    signs = np.concatenate([lesson.signs for lesson in lessons])
    met = np.concatenate([lesson.met for lesson in lessons]).astype(np.float64)
    counts = np.concatenate([lesson.counts for lesson in lessons]) / len(lessons)
    counts *= min(1.0, HEARD / float(counts @ met))

    # Newton's method on a convex function: the first column stands for the intercept.
    columns = np.column_stack((np.ones(len(signs)), signs))
    start = np.concatenate(([float(logit(np.average(met, weights=counts)))], START))
    held = np.diag(np.concatenate(([0.0], np.full(len(START), hold))))

    def loss(found: FloatArray) -> float:
        odds = columns @ found
        moved = found - start
        value = counts @ (np.logaddexp(0.0, odds) - met * odds)
        return float(value + 0.5 * moved @ held @ moved)

    found, now = start, loss(start)
    for _ in range(STEPS):
        p = expit(columns @ found)
        slope = columns.T @ (counts * (p - met)) + held @ (found - start)
        bend = columns.T @ (columns * (counts * p * (1 - p))[:, None]) + held
        step = np.linalg.solve(bend + 1e-9 * np.eye(len(start)), slope)
        while (following := loss(found - step)) > now and np.abs(step).max() > TOLERANCE:
            step = step / 2
        if np.abs(step).max() <= TOLERANCE:
            break
        found, now = found - step, following
    return np.asarray(found[1:]), float(found[0])


def prior_acceptance(common: ArrayLike, aware: ArrayLike) -> FloatArray:
    """Return the probability that two accept where no dated contacts are known.

    Log odds −1.4 for strangers, 1.2 more if they know of each other (the first rung of the
    ladder), and 0.35 more for each doubling of 1 + the number of common contacts.

    Parameters
    ----------
    common : array_like of int
        Numbers of common contacts.
    aware : array_like of bool
        Whether the two know of each other.

    Returns
    -------
    float64 array

    References
    ----------
    None: round figures of our own, to be corrected by replies.

    Examples
    --------
    >>> prior_acceptance([0, 0, 3], [False, True, False]).round(2).tolist()
    [0.2, 0.45, 0.33]
    """
    shared = np.log2(1.0 + np.asarray(common, dtype=np.float64))
    odds = STRANGERS + AWARE * np.asarray(aware, dtype=np.float64) + PER_DOUBLING * shared
    return np.asarray(expit(odds))


def reply_odds(asked: ArrayLike, accepted: ArrayLike) -> FloatArray:
    """Return what each person's replies add to the log odds that they accept.

    Beta–binomial: a person's share is (accepted + 4·p) / (asked + 4), where p is the share of
    all with one yes and one no added; without replies nothing is added.

    Parameters
    ----------
    asked, accepted : array_like of int, shape (n,)
        How often each was asked, and said yes.

    Returns
    -------
    float64 array of shape (n,)

    Raises
    ------
    SnaError
        If the two do not fit, or someone accepted more often than they were asked.

    References
    ----------
    Beta–binomial: Skellam (1948).

    Examples
    --------
    >>> reply_odds([0, 4, 4], [0, 4, 0]).round(2).tolist()
    [0.0, 1.1, -1.1]
    """
    tried = np.asarray(asked, dtype=np.float64).ravel()
    agreed = np.asarray(accepted, dtype=np.float64).ravel()
    if len(tried) != len(agreed):
        raise SnaError("Replies must say for each person how often they were asked and agreed.")
    if (agreed < 0).any() or (agreed > tried).any():
        raise SnaError("Someone accepted more often than they were asked.")
    usual = (agreed.sum() + 1.0) / (tried.sum() + 2.0)
    own = (agreed + REPLIES * usual) / (tried + REPLIES)
    return np.asarray(logit(own) - logit(usual))
