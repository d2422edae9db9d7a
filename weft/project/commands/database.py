"""Brings the database to the state that the code expects."""

from __future__ import annotations

from importlib import import_module

from django.conf import settings
from django.core.management import call_command


def prepare_database() -> None:
    """Create or update the tables, and renew old results; nothing to do is quick."""
    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)
    # Models can only be imported once Django is set up, which the command does.
    import_module("weft.analysis.actions").renew_outdated()
    if settings.SECRET_KEY_FALLBACKS:
        import_module("weft.accounts.second_step").renew_secrets()
