"""Which screens the profile has, for whom, and how long the rest of them takes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from weft.joining.forms import profile as forms
from weft.joining.models import EqualityQuestion, Profile

_EVERYONE = _("Seen by those whom you choose on the last screen.")
_STEWARDS = _("Seen only by those who look after the network.")
#: What the network may not do without.
REQUIRED = ("name", "here", "place", "time", "seen")


@dataclass(frozen=True, slots=True)
class Step:
    """One screen of the profile."""

    key: str
    form: type[forms.StepForm]
    title: str | Promise
    seen: str | Promise
    #: Seconds that it takes; an estimate until enough people have answered.
    seconds: int
    is_for: Callable[[Profile], bool] = lambda _profile: True


def _has_group(profile: Profile) -> bool:
    return profile.here_for != "self"


def _asks_equality(profile: Profile) -> bool:
    asked = EqualityQuestion.objects.filter(network_id=profile.network_id)
    return not profile.has_told_equality and asked.exists()


STEPS = (
    Step("name", forms.NameForm, _("You"), _("Your name is seen by those whom you choose on the "
         "last screen, your phone number and address only by those who look after the network."),
         20),
    Step("here", forms.HereForm, _("Why you are here"), _STEWARDS, 8),
    Step("groups", forms.GroupsForm, _("Your group"), _EVERYONE, 25, _has_group),
    Step("place", forms.PlaceForm, _("Places"), _EVERYONE, 18),
    Step("size", forms.SizeForm, _("Size"), _EVERYONE, 8, _has_group),
    Step("topics", forms.TopicsForm, _("Topics"), _EVERYONE, 18),
    Step("ways", forms.WaysForm, _("How you work"), _EVERYONE, 15),
    Step("success", forms.SuccessForm, _("Success"), _EVERYONE, 20),
    Step("needs", forms.NeedsForm, _("What you could use a hand with"), _EVERYONE, 20),
    Step("offers", forms.OffersForm, _("What you could share"), _EVERYONE, 20),
    Step("time", forms.TimeForm, _("Your time"), _STEWARDS, 12),
    Step("news", forms.NewsForm, _("News"), _STEWARDS, 12),
    Step("access", forms.AccessForm, _("Taking part"),
         _("Seen only by the people who organise something that you join."), 15),
    Step("seen", forms.SeenForm, _("Who may see what"), _STEWARDS, 20),
    Step("equality", forms.EqualityForm, _("Who we are"),
         _("Kept apart from you: nobody can see who answered what. Results are shown only for "
           "ten people or more."), 20,
         _asks_equality),
)  # fmt: skip
BY_KEY = {step.key: step for step in STEPS}


def steps_for(profile: Profile) -> list[Step]:
    return [step for step in STEPS if step.is_for(profile)]


def next_step(profile: Profile, after: str = "") -> Step | None:
    """The screen after this one, or the first that was not looked at yet; none at the end."""
    steps = steps_for(profile)
    keys = [step.key for step in steps]
    if after in BY_KEY:
        later = steps[keys.index(after) + 1 :] if after in keys else []
        return later[0] if later else None
    return next((step for step in steps if step.key not in profile.steps_done), None)


def step_before(profile: Profile, key: str) -> Step | None:
    steps = steps_for(profile)
    keys = [step.key for step in steps]
    number = keys.index(key) if key in keys else 0
    return steps[number - 1] if number else None


def missing(profile: Profile) -> list[Step]:
    """The screens that have to be answered and were not."""
    return [BY_KEY[key] for key in REQUIRED if key not in profile.steps_done]


def minutes_left(profile: Profile, key: str) -> int:
    """From this screen to the end, in minutes, rounded up."""
    steps = steps_for(profile)
    keys = [step.key for step in steps]
    rest = steps[keys.index(key) :] if key in keys else steps
    return -(-sum(step.seconds for step in rest) // 60)
