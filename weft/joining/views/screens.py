"""The screens of the profile, for applicants and for members."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from weft.common.errors import InvalidInput
from weft.common.visibility import Viewer
from weft.joining.actions.profiles import save_step
from weft.joining.forms.profile import AccessForm, EqualityForm, GroupsForm, StepForm, TopicsForm
from weft.joining.models import Application, Profile
from weft.joining.queries import known_groups, known_topics
from weft.joining.steps import BY_KEY, Step, minutes_left, next_step, step_before, steps_for
from weft.networks.viewers import account_id_of, viewer_of
from weft.privacy.purposes import ACCESS_NEEDS, wording_of

#: In the address of screens that a member walks through one after the other.
_WALK = "?walk=1"


def show_screen(
    request: HttpRequest, profile: Profile, step_key: str, application: Application | None = None
) -> HttpResponse:
    """Ask one question, keep the answer and go on; everything is kept at each screen."""
    step = BY_KEY.get(step_key)
    steps = steps_for(profile)
    if step is None or step not in steps:
        raise Http404
    form = _form(request, profile, step)
    # Members walk through all screens only if they chose to; else they change the one.
    walk = "" if application else _WALK if "walk" in request.GET else None
    before = step_before(profile, step.key)
    name = "join_step" if application else "own_profile_step"
    slug = profile.network.slug
    back = reverse(name, args=[slug, before.key]) + (walk or "") if before else ""
    goes_back = bool(back) and "back" in request.POST
    if goes_back and not _is_kept(form):
        return redirect(back)
    if request.method == "POST" and form.is_valid():
        try:
            kept = save_step(profile=profile, step=step, form=form)
        except InvalidInput as wrong:
            form.add_error(None, str(wrong))
        else:
            onwards = _where_next(
                request, kept, step, is_applicant=application is not None, walk=walk
            )
            return redirect(back if goes_back else onwards)
    viewer = viewer_of(profile.network, account_id_of(request))
    context = {
        "network": profile.network if viewer.clearance >= 0 else None,
        "of_network": profile.network,
        "application": application,
        "profile": profile,
        "step": step,
        "is_single": walk is None,
        "profile_page": reverse("own_profile", args=[slug]),
        "form": form,
        "number": steps.index(step) + 1,
        "count": len(steps),
        "minutes": minutes_left(profile, step.key),
        "back": back,
        "asks_something": any(field.required for field in form.fields.values()),
        **_suggestions(form, viewer),
    }
    return render(request, "joining/screen.html", context)


def _is_kept(form: StepForm) -> bool:
    """Whether going back keeps the screen: only what was changed. What is answered once and for
    all is kept by going on alone."""
    return form.has_changed() and not isinstance(form, EqualityForm)


def _form(request: HttpRequest, profile: Profile, step: Step) -> StepForm:
    form = step.form(request.POST if request.method == "POST" else None, profile=profile)
    if isinstance(form, AccessForm):
        form.fields["agrees"].label = wording_of(ACCESS_NEEDS, profile.network).text
    return form


def _suggestions(form: StepForm, viewer: Viewer) -> dict[str, list[str]]:
    """What can be chosen while typing: only what this viewer may see anyway."""
    if isinstance(form, GroupsForm):
        return {"known_groups": known_groups(viewer)}
    return {"known_topics": known_topics(viewer)} if isinstance(form, TopicsForm) else {}


def _where_next(
    request: HttpRequest, profile: Profile, step: Step, *, is_applicant: bool, walk: str | None
) -> str:
    slug = profile.network.slug
    if "later" in request.POST or walk is None:
        if is_applicant:
            messages.success(
                request,
                _("It is saved. The link in our mail brings you back to where you are now."),
            )
            return reverse("join", args=[slug])
        messages.success(request, _("It is saved."))
        return reverse("own_profile", args=[slug])
    # Equality questions are asked once; after them the list of screens is shorter.
    following = None if step.form is EqualityForm else next_step(profile, step.key)
    if following is not None:
        name = "join_step" if is_applicant else "own_profile_step"
        return reverse(name, args=[slug, following.key]) + walk
    return reverse("join_finish" if is_applicant else "own_profile", args=[slug])
