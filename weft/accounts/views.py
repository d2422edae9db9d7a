"""My account; and the local mailbox and the demo's doors, which exist in demo and development."""

from __future__ import annotations

from email import message_from_bytes, policy
from pathlib import Path

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login, logout
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from weft.accounts.actions import rename_account
from weft.accounts.demo import DEMO_ACCOUNTS
from weft.accounts.forms import AccountForm
from weft.accounts.models import Account
from weft.accounts.second_step import sessions_of

_SHOWN = 30


@require_GET
def local_mail(request: HttpRequest) -> HttpResponse:
    """The newest mails that this installation would have sent."""
    files = sorted(Path(settings.EMAIL_FILE_PATH).glob("*.log"), reverse=True)
    mails = []
    for file in files[:_SHOWN]:
        for raw in reversed(file.read_bytes().split(b"\n" + b"-" * 79 + b"\n")):
            message = message_from_bytes(raw.strip(), policy=policy.default)
            body = message.get_body(("plain",))
            if body is not None and message["Subject"]:
                mails.append(
                    {
                        "to": message["To"],
                        "subject": message["Subject"],
                        "date": message["Date"],
                        "text": body.get_content(),
                    }
                )
    return render(request, "accounts/local_mail.html", {"mails": mails[:_SHOWN]})


@login_required
@require_http_methods(["GET", "POST"])
def account_detail(request: HttpRequest) -> HttpResponse:
    """My name and address."""
    assert isinstance(request.user, Account)
    form = AccountForm(request.POST or None, initial={"name": request.user.name})
    if request.method == "POST" and form.is_valid():
        rename_account(account=request.user, name=form.cleaned_data["name"])
        messages.success(request, _("Your name is saved."))
        return redirect("account_detail")
    return render(request, "accounts/account_detail.html", {"form": form})


@login_required
@require_POST
def session_end(request: HttpRequest, session_id: int) -> HttpResponse:
    """Sign out somewhere else."""
    assert isinstance(request.user, Account)
    get_object_or_404(sessions_of(request.user), pk=session_id).end()
    messages.success(request, _("You are signed out there."))
    return redirect("usersessions_list")


@require_POST
def demo_enter(request: HttpRequest) -> HttpResponse:
    """Become one of the demo's people, or a visitor."""
    role = request.POST.get("role", "")
    if role == "visitor":
        logout(request)
        return redirect("front")
    account = Account.objects.filter(email=DEMO_ACCOUNTS.get(role, "")).first()
    if account is None:
        raise Http404
    login(request, account, backend=settings.AUTHENTICATION_BACKENDS[0])
    return redirect("front")
