"""Why two should meet, as data: wording belongs to others, and no third person is named."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntFlag

import numpy as np
from numpy.typing import NDArray

from weft.sna.errors import SnaError, UnknownActor
from weft.sna.graph import BoolArray, FloatArray, Graph, IndexArray, IntArray
from weft.sna.introduction_kernels import in_both
from weft.sna.introduction_people import Known
from weft.sna.kernels import distances


class IntroductionReason(IntFlag):
    """What speaks for an introduction, the strongest first."""

    #: The other offers what the actor asks for, and the other way round.
    OFFERS_WHAT_YOU_ASK = 1
    ASKS_WHAT_YOU_OFFER = 2
    SAME_TOPIC = 4
    KNOW_OF_EACH_OTHER = 8
    COMMON_CONTACTS = 16
    #: No path leads from one to the other, so that the tie joins two parts of the network.
    JOINS_PARTS = 32
    #: Three or more steps apart.
    FAR_APART = 64
    OTHER_REGION = 128
    SAME_REGION = 256
    OTHER_KIND = 512
    NEWCOMER = 1024


@dataclass(frozen=True, slots=True)
class IntroductionEvidence:
    """One reason with what stands behind it.

    Attributes
    ----------
    reason : IntroductionReason
    count : int
        Common contacts or topics, steps between the two, or ties there are between the two
        regions or kinds (0: nobody links them); 0 where there is nothing to count.
    topic : int
        The first topic in question, −1 without one.
    """

    reason: IntroductionReason
    count: int = 0
    topic: int = -1


@dataclass(frozen=True, slots=True, eq=False)
class Matches:
    """What pairs ask, offer and share."""

    left: IndexArray
    right: IndexArray
    offered: tuple[IndexArray, IndexArray]
    wanted: tuple[IndexArray, IndexArray]
    shared: tuple[IndexArray, IndexArray]
    asking: tuple[IntArray, IntArray]
    topics: tuple[IntArray, IntArray]

    @classmethod
    def of(cls, known: Known, left: IndexArray, right: IndexArray) -> Matches:
        """Compare the lists of pairs."""
        asks, topics = np.diff(known.asks[0]), np.diff(known.topics[0])
        return cls(
            left,
            right,
            offered=in_both(known.asks, known.offers, left, right),
            wanted=in_both(known.offers, known.asks, left, right),
            shared=in_both(known.topics, known.topics, left, right),
            asking=(asks[left], asks[right]),
            topics=(topics[left], topics[right]),
        )

    def answered(self) -> FloatArray:
        """Return how far asks are met, 0 … 1: half the better side, half the harmonic mean."""
        one = self.offered[0] / np.maximum(self.asking[0], 1)
        other = self.wanted[0] / np.maximum(self.asking[1], 1)
        both = one + other
        harmonic = np.divide(2 * one * other, both, out=np.zeros_like(both), where=both > 0)
        return np.asarray((np.maximum(one, other) + harmonic) / 2)

    def alike(self) -> FloatArray:
        """Return the cosine of the topics of both."""
        size = np.sqrt(np.maximum(self.topics[0] * self.topics[1], 1))
        return np.asarray(self.shared[0] / size)

    def topic(self) -> IndexArray:
        """Return the topic offered, else the one asked for, else one shared; −1 without."""
        first = np.where(self.offered[1] >= 0, self.offered[1], self.wanted[1])
        return np.where(first >= 0, first, self.shared[1]).astype(np.int32)

    def codes(
        self, known: Known, common: IndexArray, distance: NDArray[np.float32]
    ) -> NDArray[np.uint16]:
        """Return the sum of the reasons for each pair."""
        region, kind = known.region, known.kind
        left, right = self.left, self.right
        holds: dict[IntroductionReason, BoolArray] = {
            IntroductionReason.OFFERS_WHAT_YOU_ASK: self.offered[0] > 0,
            IntroductionReason.ASKS_WHAT_YOU_OFFER: self.wanted[0] > 0,
            IntroductionReason.SAME_TOPIC: self.shared[0] > 0,
            IntroductionReason.KNOW_OF_EACH_OTHER: known.is_aware(left, right),
            IntroductionReason.COMMON_CONTACTS: common > 0,
            IntroductionReason.JOINS_PARTS: np.isinf(distance),
            IntroductionReason.FAR_APART: np.isfinite(distance) & (distance > 2),
            IntroductionReason.OTHER_REGION: _differ(region, left, right),
            IntroductionReason.SAME_REGION: (region[left] == region[right]) & (region[left] >= 0),
            IntroductionReason.OTHER_KIND: _differ(kind, left, right),
            IntroductionReason.NEWCOMER: known.newcomer[right],
        }
        found = np.zeros(len(left), dtype=np.uint16)
        for reason, true in holds.items():
            found |= np.where(true, np.uint16(reason), np.uint16(0))
        return found


def _differ(label: IntArray, left: IndexArray, right: IndexArray) -> BoolArray:
    one, other = label[left], label[right]
    return np.asarray((one >= 0) & (other >= 0) & (one != other))


def reasons_of(graph: Graph, known: Known, actor: int, person: int) -> list[IntroductionEvidence]:
    """Return the reasons for one pair with their evidence, exactly counted."""
    for each in (actor, person):
        if not 0 <= each < graph.n:
            raise UnknownActor(f"There is no actor {each} in a network of {graph.n}.")
    if actor == person:
        raise SnaError("An introduction needs two different actors.")
    left, right = np.array([actor], dtype=np.int32), np.array([person], dtype=np.int32)
    met = Matches.of(known, left, right)
    shared = len(np.intersect1d(graph.neighbours(actor), graph.neighbours(person)))
    common = np.array([shared], dtype=np.int32)
    steps = int(distances(graph.indptr, graph.indices, left.astype(np.int64))[0, person])
    apart = np.array([np.inf if steps < 0 else steps], dtype=np.float32)
    counts = {
        IntroductionReason.OFFERS_WHAT_YOU_ASK: met.offered,
        IntroductionReason.ASKS_WHAT_YOU_OFFER: met.wanted,
        IntroductionReason.SAME_TOPIC: met.shared,
    }
    found = []
    for reason in IntroductionReason:
        if not int(met.codes(known, common, apart)[0]) & reason:
            continue
        if reason in counts:
            number, topic = counts[reason]
            found.append(IntroductionEvidence(reason, int(number[0]), int(topic[0])))
        elif reason is IntroductionReason.COMMON_CONTACTS:
            found.append(IntroductionEvidence(reason, shared))
        elif reason is IntroductionReason.FAR_APART:
            found.append(IntroductionEvidence(reason, steps))
        elif reason in (IntroductionReason.OTHER_REGION, IntroductionReason.OTHER_KIND):
            label = known.region if reason is IntroductionReason.OTHER_REGION else known.kind
            found.append(IntroductionEvidence(reason, _ties_between(graph, label, actor, person)))
        else:
            found.append(IntroductionEvidence(reason))
    return found


def _ties_between(graph: Graph, label: IntArray, actor: int, person: int) -> int:
    """Count the ties between the groups of two actors."""
    source, target = graph.edges()
    one, other = label[source], label[target]
    a, b = label[actor], label[person]
    return int(np.count_nonzero(((one == a) & (other == b)) | ((one == b) & (other == a))))
