"""How unevenly something is spread over actors."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from weft.sna.errors import SnaError


def gini(values: ArrayLike) -> float:
    """Return the Gini coefficient 2 Σ i·x_(i) / (n Σ x) − (n+1)/n, zeros kept.

    Parameters
    ----------
    values : array_like of float, shape (n,)
        Amounts ≥ 0, such as degrees, posts, hosting, decisions.

    Returns
    -------
    float
        0 (all equal, or nothing to share) … (n−1)/n (one has all); nan without values.

    Raises
    ------
    SnaError
        If a value is negative.

    References
    ----------
    Gini (1912).

    Examples
    --------
    >>> gini([0, 0, 0, 4]), gini([1, 1, 1, 1])
    (0.75, 0.0)
    """
    ordered = np.sort(np.asarray(values, dtype=np.float64).ravel())
    n = len(ordered)
    if not n:
        return float("nan")
    if ordered[0] < 0:
        raise SnaError("The Gini coefficient is defined for amounts of 0 or more.")
    total = float(ordered.sum())
    if not total:
        return 0.0
    return float(2 * (np.arange(1, n + 1) @ ordered) / (n * total) - (n + 1) / n)
