"""Weft: the home of a network of people and organisations."""

__version__ = "0.1.0"
