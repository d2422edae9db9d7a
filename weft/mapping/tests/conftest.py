"""Fixtures of the mapping tests."""

from weft.mapping.tests.following import web

__all__ = ["web"]
