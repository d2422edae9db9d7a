"""Which of the actors who met at the same events did so more often than chance has it.

Those who attend much meet much, and at a large event everyone meets everyone. A threshold on
the number of shared events keeps such meetings; the backbone leaves them out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from weft.sna.errors import SnaError
from weft.sna.graph import FloatArray, Graph, IntArray
from weft.sna.twomode import incidence

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

Model = Literal["degrees", "attendance"]
#: Meetings looked at in one go: bounds the memory for large events.
BLOCK = 4_000_000
#: Frequencies × pairs of degrees handled in one go.
CELLS = 2_000_000
#: Coins below this go through a series of so many terms.
SMALL, TERMS = 0.02, 14
#: Rounds of fitting and how well the degrees are met.
ROUNDS, PRECISION = 20_000, 1e-9


@dataclass(frozen=True, slots=True)
class BackboneRules:
    """What counts as more than chance.

    Attributes
    ----------
    model : "degrees" or "attendance"
        "degrees": chance keeps how large each event is, and how often each actor attends on
        average. Actor i attends event k with probability p = x_i·y_k / (1 + x_i·y_k) as in the
        stochastic degree sequence model; two actors both attend with probability
        p·q·(1 − (1−p)(1−q)/Σp(1−p)), because they share its places; and the events they share
        are a sum of independent coins. "attendance" (the fixed row model): events count as
        equally large and shared events are hypergeometric, so that large events tie guests.
    rate : float
        Share of false ties that is accepted (Benjamini–Hochberg over all pairs).
    corrected : bool
        Without correction `rate` is the largest p of each pair by itself: for few events,
        where nothing could stand out among all pairs.
    """

    model: Model = "degrees"
    rate: float = 0.05
    corrected: bool = True


@dataclass(frozen=True, slots=True, eq=False)
class Backbone:
    """The ties that chance does not explain.

    Attributes
    ----------
    graph : Graph
        Weights are shared events.
    p : float64 array of shape (graph.m,)
        Of each tie of `graph.edges()`: how likely chance makes them share as many or more.
    tested : int
        Pairs of actors, all of them: the false-discovery rate is over these.
    cut : float
        Up to which p ties are kept; 0 where none is.
    """

    graph: Graph
    p: FloatArray
    tested: int
    cut: float


def backbone(
    shape: tuple[int, int],
    row: ArrayLike,
    column: ArrayLike,
    *,
    rules: BackboneRules | None = None,
    labels: Sequence[str] | None = None,
) -> Backbone:
    """Tie actors who share more events than chance has it.

    For fewer than some 30 events the default is cautious: its p-values are too large rather
    than too small.

    Parameters
    ----------
    shape : (int, int)
        Number of actors, number of events.
    row, column : array_like of int, shape (attendances,)
        Actor and event of each attendance.
    rules : BackboneRules, optional
        Whom chance leaves as they are, and how many false ties are accepted.
    labels : sequence of str, optional
        Names of the actors.

    Returns
    -------
    Backbone

    Raises
    ------
    InvalidGraph
        If the arrays differ in length or a position is out of range.
    SnaError
        If the model or the rate is none.

    References
    ----------
    Neal (2014); Neal, Domagalski & Sagan (2021); Saracco et al. (2017); Hájek (1964);
    Benjamini & Hochberg (1995).

    Examples
    --------
    >>> row = [*[0] * 5, *[1] * 5, *range(2, 12), *range(2, 12)]
    >>> column = [*range(5), *range(5), *range(5, 15), *range(6, 15), 5]
    >>> found = backbone((12, 15), row, column, rules=BackboneRules(corrected=False))
    >>> found.graph.edges()[0].tolist(), found.graph.edges()[1].tolist(), found.p.round(4).tolist()
    ([0], [1], [0.005])
    """
    model, rate = (rules or BackboneRules()).model, (rules or BackboneRules()).rate
    if model not in ("degrees", "attendance"):
        raise SnaError(f"There is no model “{model}”; choose “degrees” or “attendance”.")
    if not 0 < rate < 1:
        raise SnaError("A false-discovery rate lies between 0 and 1.")
    matrix = incidence(*shape, row, column)
    degrees, kind = np.unique(np.diff(matrix.indptr), return_inverse=True)
    chance = _Chance(matrix, degrees.astype(np.int64), model)
    kept = []
    for source, target, shared in _meetings(matrix):
        p = chance.tail(kind[source], kind[target], shared)
        # Benjamini–Hochberg never keeps a p above its rate.
        fine = p <= rate
        kept.append((source[fine], target[fine], shared[fine], p[fine]))
    source, target, shared, p = (
        np.concatenate([block[i] for block in kept] or [np.zeros(0)]) for i in range(4)
    )
    tested = shape[0] * (shape[0] - 1) // 2
    cut = _largest_kept(p, tested, rate) if rules is None or rules.corrected else rate
    fine = p <= cut
    order = np.lexsort((target[fine], source[fine]))
    one, other = (each[fine][order].astype(np.int64) for each in (source, target))
    return Backbone(
        graph=Graph.from_edges(shape[0], one, other, shared[fine][order], labels=labels),
        p=p[fine][order].astype(np.float64),
        tested=tested,
        cut=cut,
    )


def _largest_kept(p: FloatArray, tested: int, rate: float) -> float:
    ordered = np.sort(p)
    fine = np.flatnonzero(ordered <= rate * np.arange(1, len(p) + 1) / max(tested, 1))
    return float(ordered[fine[-1]]) if len(fine) else 0.0


def _meetings(matrix: csr_matrix) -> Iterator[tuple[IntArray, IntArray, IntArray]]:
    """Yield pairs (source < target) with their shared events, a block of rows at a time."""
    from scipy import sparse  # noqa: PLC0415  # Slow to import.

    other = matrix.T.tocsr()
    work = matrix @ np.diff(other.indptr)
    block = np.cumsum(work) // BLOCK
    for number in np.unique(block):
        rows = np.flatnonzero(block == number)
        found = sparse.triu(matrix[rows[0] : rows[-1] + 1] @ other, k=int(rows[0]) + 1).tocoo()
        yield (
            found.row.astype(np.int64) + rows[0],
            found.col.astype(np.int64),
            np.rint(found.data).astype(np.int64),
        )


class _Chance:
    """Tail probabilities by the attendance of two actors, each computed once.

    Actors of equal attendance are alike to the model, and events of equal size are, so the
    work depends on how many different numbers there are, not on how many actors.
    """

    def __init__(self, matrix: csr_matrix, degrees: IntArray, model: Model) -> None:
        self.degrees = degrees
        self.events = matrix.shape[1]
        self.model = model
        self.tables: dict[int, FloatArray] = {}
        if model == "degrees":
            sizes = np.bincount(matrix.indices, minlength=self.events)
            self.sizes, self.counts = np.unique(sizes, return_counts=True)
            actors = np.bincount(np.searchsorted(degrees, np.diff(matrix.indptr)))
            self.attends = attendance_chances(degrees, actors, self.sizes, self.counts)
            self.pull = self._pull(actors)
            everyone = np.arange(len(degrees))
            self.means = np.zeros((len(degrees), len(degrees)))
            for each in everyone.tolist():
                self.means[each] = self._coins(each, everyone) @ self.counts

    def tail(self, one: IntArray, other: IntArray, shared: IntArray) -> FloatArray:
        """Return how likely two actors of these classes share at least so many events.

        1 where they share no more than expected: half of all sums reach their mean.
        """
        low, high = np.minimum(one, other), np.maximum(one, other)
        found = np.ones(len(low))
        wanted = shared > self._expected(low, high)
        codes, where = np.unique(
            low[wanted] * len(self.degrees) + high[wanted], return_inverse=True
        )
        most = np.zeros(len(codes), dtype=np.int64)
        np.maximum.at(most, where, shared[wanted])
        known = np.array([len(self.tables.get(code, ())) for code in codes.tolist()], dtype=int)
        lacking = known <= most
        if lacking.any():
            self._compute(codes[lacking], most[lacking])
        tables = [self.tables[code] for code in codes.tolist()]
        starts = np.cumsum([0, *(len(table) for table in tables)])
        found[wanted] = np.concatenate([*tables, np.zeros(0)])[starts[where] + shared[wanted]]
        return found

    def _pull(self, actors: IntArray) -> FloatArray:
        """Return by how much one guest takes another's place, by class of event (Hájek 1964)."""
        room = actors @ (self.attends * (1 - self.attends))
        return np.divide(1.0, room, out=np.zeros(len(room)), where=room > 1e-12)

    def _coins(self, one: IntArray | int, other: IntArray) -> FloatArray:
        """Return how likely actors of two classes both attend, by class of event.

        As the size of the event is given, this is less than the product of the two.
        """
        a, b = self.attends[one], self.attends[other]
        joint: FloatArray = a * b * np.clip(1 - (1 - a) * (1 - b) * self.pull, 0.0, 1.0)
        joint[..., self.sizes < 2] = 0.0
        return joint

    def _expected(self, low: IntArray, high: IntArray) -> FloatArray:
        mean: FloatArray
        if self.model == "attendance":
            mean = self.degrees[low] * self.degrees[high] / max(self.events, 1)
        else:
            mean = self.means[low, high]
        return mean

    def _compute(self, codes: IntArray, most: IntArray) -> None:
        low, high = np.divmod(codes, len(self.degrees))
        if self.model == "attendance":
            tails = _hypergeometric_tails(self.events, self.degrees[low], self.degrees[high], most)
            self.tables.update(zip(codes.tolist(), tails, strict=True))
            return
        mean = self._expected(low, high)
        # Beyond this nothing is left that a float could show; powers of two share a transform.
        needed = np.maximum(most, mean + 12 * np.sqrt(mean) + 40) + 2
        lengths = 2 ** np.ceil(np.log2(needed)).astype(np.int64)
        for length in np.unique(lengths).tolist():
            some = np.flatnonzero(lengths == length)
            for part in np.array_split(some, len(some) * length // CELLS + 1):
                coins = self._coins(low[part], high[part])
                tails = _coin_tails(coins, self.counts, length)
                self.tables.update(zip(codes[part].tolist(), tails, strict=True))


def attendance_chances(
    rows: IntArray, row_counts: IntArray, columns: IntArray, counts: IntArray
) -> FloatArray:
    """Return the probability of each class of actor to attend each class of event.

    Full and empty rows and columns have probability 1 and 0 and are taken out first, again
    and again, because what is left may be full or empty in turn.
    """
    chance = np.zeros((len(rows), len(columns)))
    row_left, column_left = rows.astype(float), columns.astype(float)
    row_on, column_on = np.ones(len(rows), dtype=bool), np.ones(len(columns), dtype=bool)
    while True:
        wide, high = counts[column_on].sum(), row_counts[row_on].sum()
        full = row_on & (row_left == wide)
        done = full | (row_on & (row_left == 0))
        if done.any():
            chance[np.ix_(full, column_on)] = 1
            column_left[column_on] -= row_counts[full].sum()
            row_on &= ~done
            continue
        full = column_on & (column_left == high)
        done = full | (column_on & (column_left == 0))
        if not done.any():
            break
        chance[np.ix_(row_on, full)] = 1
        row_left[row_on] -= counts[full].sum()
        column_on &= ~done
    if row_on.any() and column_on.any():
        chance[np.ix_(row_on, column_on)] = _logistic(
            row_left[row_on], row_counts[row_on], column_left[column_on], counts[column_on]
        )
    return chance


def _logistic(
    rows: FloatArray, row_counts: IntArray, columns: FloatArray, counts: IntArray
) -> FloatArray:
    """Fit x·y / (1 + x·y) to the degrees by turns (Saracco et al. 2017)."""
    total = np.sqrt(float(rows @ row_counts))
    x, y = rows / total, columns / total
    for _ in range(ROUNDS):
        x = rows / ((y * counts) / (1 + np.outer(x, y))).sum(axis=1)
        y = columns / ((x * row_counts) / (1 + np.outer(y, x))).sum(axis=1)
        odds = np.outer(x, y)
        chance: FloatArray = odds / (1 + odds)
        if np.abs(chance @ counts - rows).max() < PRECISION * max(rows.max(), 1):
            break
    return chance


def _coin_tails(coins: FloatArray, counts: IntArray, length: int) -> list[FloatArray]:
    """Return P(S ≥ 0 … length − 1) of sums S of coins, through their Fourier transform.

    Each row of `coins` has one probability per class, thrown `counts` times.
    """
    turn = np.exp(-2j * np.pi * np.arange(length // 2 + 1) / length) - 1
    large = coins.max(axis=0) > SMALL
    # log(1 + p·t) of small p as a series: sums of powers of p serve all frequencies at once.
    powers = np.arange(1, TERMS + 1)
    sums = np.stack([(coins[:, ~large] ** k) @ counts[~large] for k in powers], axis=1)
    series = (-((-turn) ** powers[:, None])) / powers[:, None]
    log: NDArray[np.complex128] = sums @ series
    for probability, times in zip(coins[:, large].T, counts[large], strict=True):
        # A fair coin at half a turn has no logarithm; it makes the product 0, as it should.
        with np.errstate(divide="ignore"):
            log += times * np.log(1 + probability[:, None] * turn)
    mass = np.fft.irfft(np.exp(log), n=length, axis=1)
    tails = np.cumsum(np.maximum(mass, 0)[:, ::-1], axis=1)[:, ::-1]
    return list(np.clip(tails, 0.0, 1.0))


def _hypergeometric_tails(
    events: int, one: IntArray, other: IntArray, most: IntArray
) -> list[FloatArray]:
    found = []
    for a, b, longest in zip(one.tolist(), other.tolist(), most.tolist(), strict=True):
        shared = np.arange(max(0, a + b - events), min(a, b) + 1)
        log = _log_choose(a, shared) + _log_choose(events - a, b - shared) - _log_choose(events, b)
        mass = np.zeros(max(longest, min(a, b)) + 1)
        mass[shared] = np.exp(log)
        found.append(np.clip(np.cumsum(mass[::-1])[::-1], 0.0, 1.0))
    return found


def _log_choose(n: int, k: ArrayLike) -> FloatArray:
    from scipy.special import gammaln  # noqa: PLC0415  # Slow to import.

    chosen = np.asarray(k, dtype=np.float64)
    log: FloatArray = gammaln(n + 1) - gammaln(chosen + 1) - gammaln(n - chosen + 1)
    return log
