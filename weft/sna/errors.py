"""What can go wrong in an analysis: one hierarchy, so that a caller can catch it whole."""

from __future__ import annotations


class SnaError(ValueError):
    """Something about the network or the question makes an answer impossible."""


class InvalidGraph(SnaError):
    """The ties do not describe a graph: a position out of range, arrays of unequal length."""


class UnknownActor(SnaError):
    """A position names no actor of this graph."""


class InvalidGroups(SnaError):
    """The labels of the actors do not fit the graph: wrong length, or nothing to compare."""
