"""What a policy of asking does to a made-up network, beside Adamic–Adar's."""

from __future__ import annotations

import numpy as np
import pytest

from weft import sna

ASKS = 40


def made(seed: int) -> sna.Graph:
    """120 members in three regions, a few with many ties."""
    random = np.random.default_rng(seed)
    pull = random.pareto(1.5, 120) + 0.3
    pairs: set[tuple[int, int]] = set()
    while len(pairs) < 200:
        a, b = (int(each) for each in random.choice(120, 2, p=pull / pull.sum()))
        if a != b and (a % 3 == b % 3 or random.random() < 0.05):
            pairs.add((min(a, b), max(a, b)))
    return sna.Graph.from_edges(120, *np.array(sorted(pairs)).T)


def adamic_adar(graph: sna.Graph) -> list[tuple[int, int]]:
    tied = graph.matrix().toarray()
    degree = tied.sum(axis=1)
    score = tied @ np.diag(1 / np.log(np.maximum(degree, 2))) @ tied
    left, right = np.triu_indices(graph.n, 1)
    apart = tied[left, right] == 0
    left, right = left[apart], right[apart]
    order = np.argsort(-score[left, right], kind="stable")[:ASKS]
    return [(int(left[k]), int(right[k])) for k in order]


def after(graph: sna.Graph, pairs: list[tuple[int, int]]) -> sna.Graph:
    source, target = graph.edges()
    more = np.array(pairs)
    return sna.Graph.from_edges(
        graph.n, np.append(source, more[:, 0]), np.append(target, more[:, 1])
    )


def most_asked(pairs: list[tuple[int, int]]) -> int:
    return int(np.bincount(np.array(pairs).ravel()).max())


def few_ties(graph: sna.Graph, pairs: list[tuple[int, int]]) -> float:
    """The share of those asked who have at most the median number of ties."""
    degree = sna.degree(graph)
    return float((degree[np.unique(pairs)] <= np.median(degree)).mean())


@pytest.mark.parametrize("seed", range(4))
def test_the_policy_reaches_those_with_few_ties_and_overloads_nobody(seed: int) -> None:
    graph = made(seed)
    rival = adamic_adar(graph)
    found = sna.introductions(graph, rules=sna.IntroductionRules(quotas=False, draw=0))
    ours = found.asks(ASKS, cap=2)
    assert len(ours) == ASKS
    assert most_asked(ours) <= 2 < most_asked(rival)
    assert few_ties(graph, ours) > 0.9
    assert few_ties(graph, rival) < 0.5
    before = sna.gini(sna.degree(graph))
    assert sna.gini(sna.degree(after(graph, ours))) < before
    assert sna.gini(sna.degree(after(graph, rival))) > before
    efficiency = sna.efficiency(graph)
    won = sna.efficiency(after(graph, ours)) - efficiency
    assert won > 3 * (sna.efficiency(after(graph, rival)) - efficiency)
