"""Every write to accounts."""

from __future__ import annotations

from weft.accounts.models import Account


def rename_account(*, account: Account, name: str) -> None:
    """Set the name that members of one's networks read beside one's changes."""
    account.name = name.strip()[:120]
    account.save(update_fields=["name"])
