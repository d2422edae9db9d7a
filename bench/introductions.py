"""Who meets next? python -m bench.introductions FILE compares ways to say so on dated contacts.

The list is cut where 70 % of the time from its first to its last contact is over. Asked is, of
all pairs of people seen up to the cut who have not met, who meets after it. Ours is
`weft.sna.learn_acceptance`, which is given the contacts up to the cut and nothing else.

Each report says by how much ours differs from Adamic–Adar on AUC and among the first hundred
pairs, with an interval, and whether its lower end is above 0. The first hundred are few: with
five in a hundred meeting, a difference of ten among them is within chance.

Claims of speed: ten introductions for everyone within a second at 5,000 actors and within 15 s
at 120,000, and for one actor on demand within 50 ms.
"""

from __future__ import annotations

import sys
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy.stats import rankdata

from bench.table import Line, interleaved, seconds
from weft import sna
from weft.sna.introduction_kernels import shared
from weft.sna.introduction_signs import History

SHARE = 0.7
#: The first pairs of a ranking that are looked at, and rounds of the bootstrap.
FIRST, ROUNDS = 100, 1_000
#: Pairs × rounds above which fewer rounds are drawn, at least a hundred.
MOST_DRAWN = 200_000_000
#: Pairs above which a seeded sample is compared instead of all.
MOST_PAIRS = 5_000_000
SEED = 20_100
RIVAL = "Adamic–Adar"


@dataclass(frozen=True, slots=True, eq=False)
class Trial:
    """Pairs who had not met at the cut, whether they met after it, and each way's scores."""

    left: np.ndarray
    right: np.ndarray
    met: np.ndarray
    scores: dict[str, np.ndarray]
    seconds: dict[str, float]
    sampled: bool
    meetings: int


def trial(contacts: sna.Contacts, share: float = SHARE) -> Trial:
    """Cut the contacts and let each way score the pairs; no way sees what comes after the cut."""
    moment = contacts.share_of_span(share)
    before, after = contacts.until(moment), contacts.after(moment)
    history = History.of(before)
    left, right, sampled = _pairs(history)
    new = np.unique(after.source * contacts.n + after.target)
    met = np.isin(left.astype(np.int64) * contacts.n + right, new)
    scores, seconds = {}, {}
    for name, score in _classics(history.graph, left, right).items():
        scores[name], seconds[name] = score
    started = time.perf_counter()
    model = sna.learn_acceptance(before)
    scores["ours"] = model.score(left, right)
    seconds["ours"] = time.perf_counter() - started
    return Trial(left, right, met, scores, seconds, sampled, model.meetings)


def _pairs(history: History) -> tuple[np.ndarray, np.ndarray, bool]:
    """All pairs of people seen who have not met, or a seeded sample of them."""
    people = int(history.seen.sum())
    sampled = people * (people - 1) // 2 > MOST_PAIRS
    random = np.random.default_rng(SEED)
    keep = MOST_PAIRS / max(1, people * (people - 1) // 2)
    lefts, rights = [np.empty(0, np.int32)], [np.empty(0, np.int32)]
    for left, right in history.strangers():
        chosen = random.random(len(left)) < keep if sampled else slice(None)
        lefts.append(left[chosen])
        rights.append(right[chosen])
    return np.concatenate(lefts), np.concatenate(rights), sampled


def _classics(
    graph: sna.Graph, left: np.ndarray, right: np.ndarray
) -> dict[str, tuple[np.ndarray, float]]:
    degree = np.diff(graph.indptr).astype(np.float64)
    to = degree[graph.indices]
    ones = np.ones(len(to))
    found = {}
    for name, weight in (
        ("common neighbours", ones),
        (RIVAL, 1 / np.log(np.maximum(to, 2))),
        ("resource allocation", 1 / to),
    ):
        started = time.perf_counter()
        rows = graph.indptr, graph.indices
        score = shared(*rows, weight[None, :], ones[None, :], left, right)[0]
        found[name] = score, time.perf_counter() - started
    started = time.perf_counter()
    found["preferential attachment"] = degree[left] * degree[right], time.perf_counter() - started
    return found


def auc(met: np.ndarray, score: np.ndarray, counts: np.ndarray | None = None) -> float:
    """The chance that a pair who met stands above one who did not; equal scores count half.

    `counts` says how often each pair is counted, for the bootstrap.
    """
    if counts is None:
        ranks = rankdata(score)
        ones = int(met.sum())
        pairs = ones * (len(met) - ones)
        return float((ranks[met].sum() - ones * (ones + 1) / 2) / pairs) if pairs else float("nan")
    levels = np.unique(score, return_inverse=True)[1]
    return _auc_of_levels(met, levels, counts)


def _auc_of_levels(met: np.ndarray, levels: np.ndarray, counts: np.ndarray) -> float:
    size = int(levels.max()) + 1
    ones = np.bincount(levels, counts * met, size)
    zeros = np.bincount(levels, counts * ~met, size)
    below = np.cumsum(zeros) - zeros
    pairs = ones.sum() * zeros.sum()
    return float((ones * (below + zeros / 2)).sum() / pairs) if pairs else float("nan")


def average_precision(met: np.ndarray, score: np.ndarray) -> float:
    """The mean precision at each pair who met, pairs of equal score taken together."""
    levels = np.unique(-score, return_inverse=True)[1]
    ones = np.bincount(levels, met)
    reached = np.cumsum(np.bincount(levels))
    found = np.cumsum(ones)
    return float((ones * found / reached).sum() / ones.sum()) if ones.sum() else float("nan")


def precision_first(
    met: np.ndarray, score: np.ndarray, counts: np.ndarray | None = None, first: int = FIRST
) -> float:
    """The share who met among the first pairs, equal scores at the edge counted in expectation."""
    levels = np.unique(-score, return_inverse=True)[1]
    return _precision_of_levels(met, levels, np.ones(len(met)) if counts is None else counts, first)


def _precision_of_levels(
    met: np.ndarray, levels: np.ndarray, counts: np.ndarray, first: int = FIRST
) -> float:
    pairs = np.bincount(levels, counts)
    ones = np.bincount(levels, counts * met)
    before = np.cumsum(pairs) - pairs
    most = min(float(first), float(pairs.sum()))
    taken = np.clip(most - before, 0, pairs)
    shares = np.divide(ones, pairs, out=np.zeros_like(ones), where=pairs > 0)
    return float((shares * taken).sum() / most) if most else float("nan")


def differences(found: Trial) -> tuple[np.ndarray, np.ndarray]:
    """Ours minus Adamic–Adar in AUC and among the first hundred, in each round of a bootstrap.

    People are drawn with replacement, both ways keep the same draw, and a pair counts as often
    as the product of how often its two were drawn: pairs that share a person are not
    independent, and drawing pairs would make the interval too narrow.
    """
    random = np.random.default_rng(SEED)
    rounds = int(np.clip(MOST_DRAWN // len(found.met), 100, ROUNDS))
    people, ends = np.unique(np.concatenate((found.left, found.right)), return_inverse=True)
    left, right = ends[: len(found.left)], ends[len(found.left) :]
    ways = ("ours", RIVAL)
    rising = {way: np.unique(found.scores[way], return_inverse=True)[1] for way in ways}
    falling = {way: rising[way].max() - rising[way] for way in ways}
    areas, tops = [], []
    for _round in range(rounds):
        drawn = np.bincount(random.integers(0, len(people), len(people)), minlength=len(people))
        counts = (drawn[left] * drawn[right]).astype(np.float64)
        if not (counts @ found.met and counts @ ~found.met):
            continue
        area = [_auc_of_levels(found.met, rising[way], counts) for way in ways]
        top = [_precision_of_levels(found.met, falling[way], counts) for way in ways]
        areas.append(area[0] - area[1])
        tops.append(top[0] - top[1])
    return np.array(areas), np.array(tops)


def report(found: Trial) -> list[str]:
    """The table of one trial, and whether ours is better beyond chance."""
    wide = max(map(len, found.scores))
    lines = [f"{'':{wide}}     AUC      AP  first {FIRST}       time"]
    for name, score in found.scores.items():
        lines.append(
            f"{name:{wide}}  {auc(found.met, score):6.3f}  "
            f"{average_precision(found.met, score):6.3f}  "
            f"{precision_first(found.met, score):9.3f}  {found.seconds[name]:8.2f} s"
        )
    areas, tops = differences(found)
    if not len(areas):
        return [*lines, "", "Too few people for a bootstrap."]
    ours, rival = found.scores["ours"], found.scores[RIVAL]
    lines += ["", f"ours − {RIVAL}, 95 % interval ({len(areas):,} draws of people):"]
    for name, drawn, difference in (
        ("AUC", areas, auc(found.met, ours) - auc(found.met, rival)),
        (f"first {FIRST}", tops,
         precision_first(found.met, ours) - precision_first(found.met, rival)),
    ):  # fmt: skip
        low, high = np.percentile(drawn, (2.5, 97.5))
        told = "above 0" if low > 0 else "not above 0"
        lines.append(
            f"  {name:9}  {difference:+.3f}  [{low:+.3f}, {high:+.3f}]  lower end {told}; "
            f"better in {(drawn > 0).mean():.0%} of draws"
        )
    return lines


def described(path: Path, contacts: sna.Contacts, found: Trial) -> list[str]:
    """What was compared: the contacts, the cut, the pairs."""
    moment = contacts.share_of_span(SHARE)
    before = contacts.until(moment)
    left_out = [
        f"{count:,} {what}"
        for count, what in ((contacts.loops, "with oneself"), (contacts.skipped, "unreadable"))
        if count
    ]
    told = f" ({' and '.join(left_out)} left out)" if left_out else ""
    learned = (
        f"ours learned from {found.meetings:,} meetings of strangers inside the first part"
        if found.meetings
        else "too few strangers met in the first part to learn from; ours is its prior"
    )
    after = len(contacts) - len(before)
    sample = "a sample of " if found.sampled else ""
    size = f"{contacts.n:,} people, {contacts.graph().m:,} pairs, {len(contacts):,} contacts{told}"
    cut = f"cut at {SHARE:.0%} of the time from first to last contact (time {moment:,.0f})"
    pairs = f"{sample}{len(found.met):,} pairs of people seen before who had not met"
    ties = f"equal scores count half in AUC and in expectation among the first {FIRST}"
    return [
        f"{path.name}: {size}",
        f"{cut}: {len(before):,} contacts before, {after:,} after",
        f"{pairs}; {int(found.met.sum()):,} met after ({found.met.mean():.2%})",
        f"{learned}; {ties}",
        "",
    ]


def lines() -> list[Line]:
    """How long introductions take where people ask, offer and share topics."""
    sna.introductions(sna.Graph.from_edges(9, [0, 1], [1, 2]), _people(9, np.arange(9)))
    return [*_timed(5_000, 25_000, 1), *_timed(120_000, 600_000, 15)]


def _timed(actors: int, ties: int, aim: int) -> list[Line]:
    # The made-up networks need Django, which a comparison of contacts does without.
    from bench.networks import edges  # noqa: PLC0415

    source, target, cluster = edges(actors, ties)
    people = _people(actors, cluster)
    where = f"({actors:,} actors, {ties:,} ties)"

    def everyone() -> object:
        return sna.introductions(sna.Graph.from_edges(actors, source, target), people)

    def prepared() -> sna.Introducer:
        return sna.Introducer(sna.Graph.from_edges(actors, source, target), people)

    introducer = prepared()
    busiest = int(np.argmax(sna.degree(introducer.graph)))
    all_, ready = interleaved((everyone, prepared), 3)
    one, hub = interleaved(
        (lambda: introducer.for_actor(actors // 2), lambda: introducer.for_actor(busiest)), 9
    )
    return [
        Line(f"ten introductions for everyone {where}", seconds(all_),
             f"of which preparing {seconds(ready)}", "", f"≤ {aim} s", all_ <= aim),
        Line(f"ten for one actor on demand {where}", seconds(one),
             f"the one with most ties {seconds(hub)}", "", "< 50 ms", max(one, hub) < 0.05),
    ]  # fmt: skip


def _people(actors: int, cluster: np.ndarray) -> sna.People:
    random = np.random.default_rng(SEED)
    everyone = np.arange(actors)
    return sna.People(
        asks=np.column_stack((everyone, random.integers(0, 60, actors))),
        offers=np.column_stack((everyone, random.integers(0, 60, actors))),
        topics=np.column_stack((everyone, cluster % 12)),
        region=cluster % 16,
        kind=random.integers(0, 5, actors),
    )


def main(given: list[str]) -> int:
    """Print the comparison for each file; a sentence and 1 if one cannot be compared."""
    if not given or given[0] in ("-h", "--help"):
        print("python -m bench.introductions FILE …: each a list of contacts t i j, or i j t.")
        return 0 if given else 2
    failed = 0
    for each in given:
        try:
            contacts = sna.read_contacts(each)
            problem = ""
            moment = contacts.share_of_span(SHARE)
            if not len(contacts.after(moment)):
                problem = "all contacts are at one time, so that there is no before and after."
            else:
                found = trial(contacts)
                ones = int(found.met.sum())
                if not ones or ones == len(found.met):
                    problem = (
                        f"of {len(found.met):,} pairs of people seen in the first 70 % who had "
                        f"not met, {ones:,} met later, so that there is nothing to tell apart."
                    )
        except sna.SnaError as error:
            print(f"{each}: {error}", file=sys.stderr)
            failed = 1
            continue
        if problem:
            print(f"{each}: {problem}", file=sys.stderr)
            failed = 1
            continue
        print("\n".join((*described(Path(each), contacts, found), *report(found), "")), flush=True)
    return failed


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
