"""Who would accept: learned from dated contacts, from a round prior, and from replies."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import pytest

from weft import sna
from weft.sna import acceptance, introduction_kernels
from weft.sna.introduction_signs import SIGNS, History, Scale
from weft.sna.tests import graphs


def made(seed: int, *, people: int = 40, contacts: int = 1_500) -> sna.Contacts:
    """Contacts of people in four groups, who meet inside theirs nine times of ten."""
    random = np.random.default_rng(seed)
    first = random.integers(0, people, contacts)
    inside = random.random(contacts) < 0.9
    second = np.where(
        inside, first % 4 + 4 * random.integers(0, people // 4, contacts),
        random.integers(0, people, contacts),
    )  # fmt: skip
    return sna.Contacts.of(np.sort(random.random(contacts)), first, second, people)


def auc(met: np.ndarray, score: np.ndarray) -> float:
    above = (score[met][:, None] > score[~met]).mean()
    return float(above + (score[met][:, None] == score[~met]).mean() / 2)


@pytest.mark.parametrize("seed", range(3))
def test_three_steps_against_matrix_powers(seed: int) -> None:
    graph = graphs.random_graph(25, 60, seed)
    weight = np.sqrt(graph.weights) / 3
    dense = np.zeros((25, 25))
    dense[graph.sources(), graph.indices] = weight
    left, right = (each.ravel().astype(np.int32) for each in np.indices((25, 25)))
    found = introduction_kernels.three_steps(graph.indptr, graph.indices, weight, left, right)
    assert found == pytest.approx(np.linalg.matrix_power(dense, 3)[left, right])


def test_shared_against_matrix_products() -> None:
    graph = graphs.random_graph(25, 60, 5)
    random = np.random.default_rng(1)
    first, second = random.random((2, 3, len(graph.indices)))
    left, right = (each.ravel().astype(np.int32) for each in np.indices((25, 25)))
    found = introduction_kernels.shared(graph.indptr, graph.indices, first, second, left, right)
    for k in range(3):
        a, b = np.zeros((25, 25)), np.zeros((25, 25))
        a[graph.sources(), graph.indices] = first[k]
        b[graph.sources(), graph.indices] = second[k]
        assert found[k] == pytest.approx((a @ b.T)[left, right])


def test_strangers_are_all_who_were_seen_and_have_not_met() -> None:
    history = History.of(sna.Contacts.of([1, 2, 3], [0, 1, 4], [1, 2, 5], 7))
    pairs = {(int(a), int(b)) for left, right in history.strangers()
             for a, b in zip(left, right, strict=True)}  # fmt: skip
    people = [0, 1, 2, 4, 5]
    met = {(0, 1), (1, 2), (4, 5)}
    assert pairs == {(a, b) for a in people for b in people if a < b} - met


def test_adamic_adar_is_one_of_the_signs() -> None:
    history = History.of(sna.Contacts.of(range(5), [0, 1, 0, 3, 1], [1, 2, 3, 2, 4]))
    found = history.signs([0], [2])[0]
    assert found[SIGNS.index("common")] == pytest.approx(np.log1p(1 / np.log(3) + 1 / np.log(2)))


def test_learning_finds_groups_again() -> None:
    contacts = made(1, contacts=500)
    before = contacts.until(contacts.share_of_span(0.7))
    model = sna.learn_acceptance(before)
    assert model.meetings > 0
    left, right = (np.concatenate(each) for each in zip(*model.history.strangers(), strict=True))
    met = left % 4 == right % 4
    assert auc(met, model.score(left, right)) > 0.8
    p = model.probability(left, right)
    assert ((p > 0) & (p < 1)).all()
    assert p.mean() == pytest.approx(0.2, abs=0.19)


def test_learning_sees_nothing_later_and_is_the_same_twice() -> None:
    contacts = made(2)
    before = contacts.until(contacts.share_of_span(0.5))
    again = sna.Contacts.of(before.time, before.source, before.target, contacts.n)
    one, other = sna.learn_acceptance(before), sna.learn_acceptance(again)
    assert one.weights.tolist() == other.weights.tolist()
    assert one.explained().keys() == set(SIGNS)


def test_few_contacts_leave_the_start_as_it_is() -> None:
    model = sna.learn_acceptance(sna.Contacts.of([1, 2], [0, 1], [1, 2]))
    assert model.meetings == 0
    assert model.weights.tolist() == acceptance.START.tolist()
    assert np.isfinite(model.score([0], [2])).all()
    held = sna.learn_acceptance(made(3), hold=np.inf)
    assert held.weights.tolist() == acceptance.START.tolist()


def test_many_people_are_sampled(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = sna.learn_acceptance(made(4)).weights
    monkeypatch.setattr(acceptance, "MOST_PAIRS", 10)
    monkeypatch.setattr(acceptance, "SAMPLED", 3_000)
    assert sna.learn_acceptance(made(4)).weights == pytest.approx(whole, abs=0.1)


def test_no_contacts_teach_nothing() -> None:
    with pytest.raises(sna.InvalidContacts):
        sna.learn_acceptance(sna.Contacts.of([], [], [], 3))


def test_a_sign_that_is_the_same_for_all_counts_nothing() -> None:
    signs = np.ones((4, len(SIGNS)))
    assert Scale.of(signs).applied(signs).tolist() == np.zeros((4, len(SIGNS))).tolist()


def test_the_prior_rises_with_the_rung_and_with_common_contacts() -> None:
    unknown, aware = sna.prior_acceptance([0, 0], [False, True])
    assert aware > unknown
    assert (np.diff(sna.prior_acceptance(range(9), np.zeros(9))) > 0).all()


def test_replies_move_a_persons_odds() -> None:
    found = sna.reply_odds([0, 6, 6, 6], [0, 6, 3, 0])
    assert found[0] == 0
    assert found[1] > found[2] > found[3]
    for asked, accepted in (([1], [2]), ([1], [-1]), ([1, 2], [1])):
        with pytest.raises(sna.SnaError):
            sna.reply_odds(asked, accepted)


CORPUS = Path(os.environ.get("WEFT_CORPUS", "")) / "temporal-sociopatterns-cc0"


@pytest.mark.skipif(not os.environ.get("WEFT_CORPUS"), reason="WEFT_CORPUS names no data")
@pytest.mark.parametrize(
    ("name", "people", "contacts", "base"),
    [("workplace_InVS13", 92, 9_827, 0.049), ("conference_SFHH", 403, 70_261, 0.050)],
)
def test_measured_contacts(name: str, people: int, contacts: int, base: float) -> None:
    found = sna.read_contacts(CORPUS / f"{name}_tij.dat")
    assert (found.n, len(found)) == (people, contacts)
    moment = found.share_of_span(0.7)
    before, after = found.until(moment), found.after(moment)
    model = sna.learn_acceptance(before)
    left, right = (np.concatenate(each) for each in zip(*model.history.strangers(), strict=True))
    met = np.isin(left.astype(np.int64) * found.n + right, after.source * found.n + after.target)
    assert met.mean() == pytest.approx(base, abs=5e-4)
    graph = model.history.graph
    to = np.diff(graph.indptr)[graph.indices]
    ones = np.ones((1, len(to)))
    rival = introduction_kernels.shared(
        graph.indptr, graph.indices, 1 / np.log(np.maximum(to, 2))[None], ones, left, right
    )[0]
    assert auc(met, model.score(left, right)) > auc(met, rival) + 0.01
