"""Brings the database to the state that the code expects."""

from __future__ import annotations

from django.core.management import call_command


def prepare_database() -> None:
    """Create or update the tables; nothing to do is quick."""
    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)
