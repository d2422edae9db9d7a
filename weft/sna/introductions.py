"""Introductions: for every actor the best people to meet, with the reasons.

Score = probability of acceptance × (α·fit + β·gain) × need, under caps, quotas and draws.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from weft.sna.acceptance import AcceptanceModel, prior_acceptance, reply_odds
from weft.sna.errors import SnaError, UnknownActor
from weft.sna.graph import FloatArray, Graph, IndexArray
from weft.sna.introduction_candidates import IntroductionBreadth, candidates
from weft.sna.introduction_choice import IntroductionRules, Introductions, chosen
from weft.sna.introduction_gain import Reach
from weft.sna.introduction_people import Known, People
from weft.sna.introduction_reasons import IntroductionEvidence, Matches, reasons_of
from weft.sna.odds import expit, logit

#: Actors whose candidates are held at once.
AT_ONCE = 20_000
#: Pairs from which the usual gain is taken, with which others are compared.
COMPARED = 4_096
#: What a newcomer's need counts.
NEWCOMER = 1.5


@dataclass(frozen=True, slots=True, eq=False)
class Parts:
    """The parts of the score of some pairs, each float64 of shape (pairs,)."""

    acceptance: FloatArray
    fit: FloatArray
    gain: FloatArray
    need: FloatArray
    score: FloatArray


class Introducer:
    """A network prepared for proposing introductions, to everyone or to one actor on demand.

    Preparing 120,000 actors with 600,000 ties takes about a second and may be kept as long as
    nothing changes; one actor then takes a few milliseconds.

    Parameters
    ----------
    graph : Graph
        Who is in touch. Directions are ignored. Pairs who only know of each other belong to
        `People.aware` instead.
    people : People, optional
        Asks, offers, topics, regions, kinds, wishes and replies.
    model : AcceptanceModel, optional
        From `learn_acceptance` on the dated evidence of the same actors; without one
        `prior_acceptance` is used.
    rules : IntroductionRules, optional
    breadth : IntroductionBreadth, optional

    Raises
    ------
    SnaError
        If people, model and graph are not of the same actors.

    Examples
    --------
    >>> graph = Graph.from_edges(5, [0, 1, 2], [1, 2, 3])
    >>> introducer = Introducer(graph)
    >>> introducer.for_actor(0).person[0, :3].tolist()
    [4, 3, 2]
    >>> [each.reason.name for each in introducer.reasons(0, 2)]
    ['COMMON_CONTACTS']
    """

    def __init__(
        self,
        graph: Graph,
        people: People | None = None,
        *,
        model: AcceptanceModel | None = None,
        rules: IntroductionRules | None = None,
        breadth: IntroductionBreadth | None = None,
    ) -> None:
        self.graph = graph.undirected()
        self.rules = rules or IntroductionRules()
        self.known = Known.of(people or People(), graph.n)
        self.model = model
        self._breadth = breadth or IntroductionBreadth()
        if model is not None and model.history.graph.n != graph.n:
            raise SnaError("The model of acceptance was learned from other actors.")
        self._degree = np.diff(self.graph.indptr)
        self._need = np.where(self.known.newcomer, NEWCOMER, 1.0) / np.sqrt(1.0 + self._degree)
        self._replies = reply_odds(self.known.asked, self.known.accepted)
        self._reach = Reach.of(self.graph, self.rules.seed) if self.rules.gain else None
        self._usual = self._usual_gain()

    def for_everyone(self) -> Introductions:
        """Propose introductions to all actors at once, nobody to more than the cap allows."""
        everyone = np.arange(self.graph.n, dtype=np.int32)
        pieces = [
            self._considered(everyone[at : at + AT_ONCE])
            for at in range(0, max(self.graph.n, 1), AT_ONCE)
        ]
        pool, common, score, apart = (np.concatenate(each) for each in zip(*pieces, strict=True))
        return self._chosen(everyone, pool, common, score, apart)

    def for_actor(self, actor: int) -> Introductions:
        """Propose introductions to one actor; of caps, only what is already proposed counts.

        Raises
        ------
        UnknownActor
        """
        if not 0 <= actor < self.graph.n:
            raise UnknownActor(f"There is no actor {actor} in a network of {self.graph.n}.")
        actors = np.array([actor], dtype=np.int32)
        return self._chosen(actors, *self._considered(actors))

    def reasons(self, actor: int, person: int) -> list[IntroductionEvidence]:
        """Return why two should meet, the strongest first, as data; no third person is named."""
        return reasons_of(self.graph, self.known, actor, person)

    def parts(self, left: IndexArray, right: IndexArray, common: IndexArray) -> Parts:
        """Return the parts of the score of pairs; a part that is switched off is 1."""
        ones = np.ones(len(left))
        rules = self.rules
        accept = self._acceptance(left, right, common) if rules.acceptance else ones
        fit = self._fit(left, right) if rules.fit else np.zeros(len(left))
        gain = self._gain(left, right, common) if rules.gain else np.zeros(len(left))
        need = self._need[left] * self._need[right] if rules.need else ones
        worth = rules.alpha * fit + rules.beta * gain if rules.fit or rules.gain else ones
        return Parts(accept, fit, gain, need, accept * worth * need)

    def _acceptance(self, left: IndexArray, right: IndexArray, common: IndexArray) -> FloatArray:
        aware = self.known.is_aware(left, right)
        if self.model is None:
            p = prior_acceptance(common, aware)
        else:
            p = self.model.probability(left, right)
        if not self.known.asked.any():
            return p
        odds = logit(np.clip(p, 1e-9, 1 - 1e-9)) + self._replies[left] + self._replies[right]
        return np.asarray(expit(odds))

    def _fit(self, left: IndexArray, right: IndexArray) -> FloatArray:
        """Half for asks that are met, 0.3 for shared topics, 0.2 for the same region.

        Asks count half as much if they are met on one side only. A part for which nothing is
        known in the whole network is left out of the sum.
        """
        total, weight = np.zeros(len(left)), 0.0
        if self.known.has_topics():
            met = Matches.of(self.known, left, right)
            if len(self.known.asks[1]):
                total, weight = total + 0.5 * met.answered(), weight + 0.5
            if len(self.known.topics[1]):
                total, weight = total + 0.3 * met.alike(), weight + 0.3
        region = self.known.region
        if (region >= 0).any():
            same = (region[left] == region[right]) & (region[left] >= 0)
            total, weight = total + 0.2 * same, weight + 0.2
        return np.asarray(total / weight) if weight else total

    def _gain(self, left: IndexArray, right: IndexArray, common: IndexArray) -> FloatArray:
        """Return the network gain as g / (g + usual): a half for the usual pair."""
        if self._reach is None:
            return np.zeros(len(left))
        gain = self._reach.gain(left, right, common)
        return np.asarray(gain / (gain + self._usual))

    def _usual_gain(self) -> float:
        if self._reach is None or self.graph.n < 2:
            return 1.0
        random = np.random.default_rng(self.rules.seed)
        left, right = random.integers(0, self.graph.n, (2, COMPARED)).astype(np.int32)
        apart = left != right
        nobody = np.zeros(int(apart.sum()), dtype=np.int32)
        return float(np.median(self._reach.gain(left[apart], right[apart], nobody)))

    def _considered(
        self, actors: IndexArray
    ) -> tuple[IndexArray, IndexArray, NDArray[np.float32], NDArray[np.bool_]]:
        """Return candidates, common contacts, scores and who is from elsewhere."""
        pool, common = candidates(self.graph, self.known, self._breadth, actors, self.rules.seed)
        at = np.nonzero(pool >= 0)
        left, right = actors[at[0]], pool[at]
        score = np.full(pool.shape, -1.0, dtype=np.float32)
        score[at] = self.parts(left, right, common[at]).score
        apart = np.zeros(pool.shape, dtype=np.bool_)
        if self.rules.quotas and self.known.has_places():
            apart[at] = self.known.apart(left, right)
        return pool, common, score, apart

    def _chosen(
        self,
        actors: IndexArray,
        pool: IndexArray,
        common: IndexArray,
        score: NDArray[np.float32],
        apart: NDArray[np.bool_],
    ) -> Introductions:
        columns, drawn = chosen(pool, score, apart, self.rules, self.known.proposed)
        at = np.nonzero(columns >= 0)
        taken = at[0], columns[at]
        left, right, shared = actors[at[0]], pool[taken], common[taken]
        parts = self.parts(left, right, shared)
        met = Matches.of(self.known, left, right)
        found = Introductions.empty(actors, columns.shape[1])
        found.person[at] = right
        found.common[at] = shared
        found.topic[at] = met.topic()
        found.drawn[at] = drawn[at]
        if self._reach is not None:
            found.distance[at] = self._reach.distance(left, right, shared)
        for name in ("score", "acceptance", "fit", "gain", "need"):
            getattr(found, name)[at] = getattr(parts, name)
        found.reasons[at] = met.codes(self.known, shared, found.distance[at])
        return found


def introductions(
    graph: Graph,
    people: People | None = None,
    *,
    model: AcceptanceModel | None = None,
    rules: IntroductionRules | None = None,
    breadth: IntroductionBreadth | None = None,
) -> Introductions:
    """Propose for every actor the best people to meet, with the reasons.

    Score = p × (α·fit + β·gain) × need. p is the probability that both accept, learned from
    dated contacts (`learn_acceptance`) or else `prior_acceptance`, corrected by replies
    (`reply_odds`). Fit is how well asks, offers, topics and regions go together. Gain is a
    guess at what the tie does for everyone's distances (`Reach.gain`; exactly: `tie_gain`).
    Need is 1/√((1 + degree)(1 + degree of the other)), half as much again for a newcomer.
    Each part can be switched off in `IntroductionRules`.

    Considered are the actors two steps away who share most, those who offer what is asked for
    or share a topic, those known of, and some at random, so that isolates and newcomers are
    proposed and served too. Places are given out in order of score over all actors: nobody is
    proposed more often than `proposed_at_most`, a third of the places is kept for other
    regions or kinds while there are candidates, and one in ten goes to a candidate drawn at
    random, and says so, to measure what the others are worth.

    Parameters
    ----------
    graph : Graph
    people : People, optional
    model : AcceptanceModel, optional
    rules : IntroductionRules, optional
    breadth : IntroductionBreadth, optional

    Returns
    -------
    Introductions

    Raises
    ------
    SnaError
        If people, model and graph are not of the same actors.

    References
    ----------
    Liben-Nowell & Kleinberg (2007); Latora & Marchiori (2001).

    Examples
    --------
    >>> people = People(asks=[(0, 7)], offers=[(4, 7)])
    >>> found = introductions(Graph.from_edges(5, [0, 1, 2], [1, 2, 3]), people)
    >>> int(found.person[0, 0]), int(found.topic[0, 0])
    (4, 7)
    """
    introducer = Introducer(graph, people, model=model, rules=rules, breadth=breadth)
    return introducer.for_everyone()


def introductions_for(
    graph: Graph, actor: int, introducer: Introducer | None = None
) -> Introductions:
    """Propose the best people to meet to one actor, on demand.

    Parameters
    ----------
    graph : Graph
    actor : int
    introducer : Introducer, optional
        Prepared once for this graph; made anew when left out, which takes far longer.

    Returns
    -------
    Introductions
        With one row.

    Raises
    ------
    UnknownActor
        If the position names no actor.

    Examples
    --------
    >>> introductions_for(Graph.from_edges(3, [0, 1], [1, 2]), 0).person[0, 0]
    np.int32(2)
    """
    return (introducer or Introducer(graph)).for_actor(actor)
