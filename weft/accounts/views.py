"""My account; and the local mailbox and the demo's doors, which exist in demo and development."""

from __future__ import annotations

from allauth.account.decorators import reauthentication_required
from allauth.account.internal.flows.reauthentication import resume_request
from allauth.usersessions.views import list_usersessions
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login, logout
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from weft.accounts.actions import choose_language, rename_account
from weft.accounts.demo import DEMO_ACCOUNTS
from weft.accounts.elsewhere import connected
from weft.accounts.events import note_session, renew_session
from weft.accounts.forms import AccountForm, CodeForm
from weft.accounts.local_mails import local_mails
from weft.accounts.models import Account
from weft.accounts.proof import is_asked, prove_by_code, send_code
from weft.accounts.second_step import has_second_step, sessions_of
from weft.common.numbers import whole_number

_A_PAGE = 25


@require_GET
def local_mail(request: HttpRequest) -> HttpResponse:
    """The mails that this installation would have sent; one can look for an address or subject."""
    wanted = request.GET.get("q", "")[:120]
    number = whole_number(request.GET.get("page"), most=100_000) or 1
    page = Paginator(local_mails(wanted), _A_PAGE).get_page(number)
    return render(request, "accounts/local_mail.html", {"page": page, "wanted": wanted})


@login_required
@require_http_methods(["GET", "POST"])
def account_detail(request: HttpRequest) -> HttpResponse:
    """My name and address."""
    assert isinstance(request.user, Account)
    form = AccountForm(
        request.POST or None, initial={"name": request.user.name, "language": request.user.language}
    )
    if request.method == "POST" and form.is_valid():
        rename_account(account=request.user, name=form.cleaned_data["name"])
        choose_language(account=request.user, language=form.cleaned_data["language"])
        messages.success(request, _("It is saved."))
        return redirect("account_detail")
    shown = {"form": form, "connection": connected(request.user.pk)}
    return render(request, "accounts/account_detail.html", shown)


@login_required
@require_http_methods(["GET", "POST"])
def prove_again(request: HttpRequest) -> HttpResponse:
    """Show by a code from the mail that it is still you, then go on with what you were doing."""
    account = request.user
    assert isinstance(account, Account)
    if has_second_step(account.pk):
        return redirect(f"{reverse('mfa_reauthenticate')}?{request.GET.urlencode()}")
    form = CodeForm(request.POST if "code" in request.POST else None)
    if request.method == "POST" and "code" not in request.POST:
        send_code(request, account)
    elif request.method == "POST" and form.is_valid():
        if prove_by_code(request, account, form.cleaned_data["code"]):
            renew_session(request)
            answer: HttpResponse | None = resume_request(request)
            return answer or redirect("mfa_index")
        form.add_error("code", _("This is not the code. Look again, or ask for a new one."))
    shown = {"form": form, "is_sent": is_asked(request), "next": request.GET.get("next", "")}
    return render(request, "accounts/prove_again.html", shown)


@login_required
@require_http_methods(["GET", "POST"])
def session_list(request: HttpRequest) -> HttpResponse:
    """Where I am signed in; looking is free, signing out elsewhere needs fresh proof."""
    listed: HttpResponse = (_end_others if request.method == "POST" else list_usersessions)(request)
    return listed


@login_required
@require_POST
@reauthentication_required(app="weft.accounts")  # type: ignore[untyped-decorator]  # allauth
def session_end(request: HttpRequest, session_id: int) -> HttpResponse:
    """Sign out somewhere else."""
    assert isinstance(request.user, Account)
    get_object_or_404(sessions_of(request.user), pk=session_id).end()
    messages.success(request, _("You are signed out there."))
    return redirect("usersessions_list")


@reauthentication_required(app="weft.accounts")  # type: ignore[untyped-decorator]  # allauth
def _end_others(request: HttpRequest) -> HttpResponse:
    answer: HttpResponse = list_usersessions(request)
    return answer


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
    note_session(request)
    return redirect("front")
