"""People who sign in. The e-mail address is the name; there are no passwords to lose."""

from __future__ import annotations

from typing import Any, ClassVar

from allauth.account.models import EmailAddress
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _


class AccountManager(BaseUserManager["Account"]):
    def create_user(self, email: str, password: None = None, **fields: Any) -> Account:
        """Make an account that signs in by codes."""
        account = self.model(email=self.normalize_email(email).lower(), **fields)
        account.set_unusable_password()
        account.save(using=self._db)
        # Whoever signs in does so with a code from this mailbox, which is proof enough.
        EmailAddress.objects.create(user=account, email=account.email, primary=True, verified=True)
        return account


class Account(AbstractBaseUser):
    """One person who can sign in, on any number of networks."""

    email = models.EmailField(_("e-mail address"), max_length=254, unique=True)
    name = models.CharField(_("name"), max_length=120, blank=True)
    # Since when they are called so.
    named_at = models.DateTimeField(default=timezone.now)
    # The language of pages and mails; empty is that of the browser, and of the site for mails.
    language = models.CharField(_("language"), max_length=10, blank=True, default="")
    is_active = models.BooleanField(default=True)
    date_joined = models.DateTimeField(default=timezone.now)

    objects = AccountManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        constraints = [models.UniqueConstraint(Lower("email"), name="account_email_once")]

    def __str__(self) -> str:
        return self.name or self.email

    @property
    def shown_name(self) -> str:
        """What others than stewards read: never the address."""
        return self.name or gettext("A member")

    @property
    def is_staff(self) -> bool:
        return False
