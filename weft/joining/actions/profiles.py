"""Filling in one's own profile, screen by screen."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from datetime import timedelta
from random import SystemRandom

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from weft.accounts.models import Account
from weft.common.errors import InvalidInput, NotAllowed
from weft.common.jobs import enqueue
from weft.common.links import has_link
from weft.common.small_numbers import PUBLISHED
from weft.common.visibility import Viewer, Visibility
from weft.joining.forms.profile import AccessForm, EqualityForm, SeenForm, StepForm
from weft.joining.models import EqualityAnswer, EqualityQuestion, Profile
from weft.joining.moderated import PROFILE
from weft.joining.on_map import ON_MAP
from weft.joining.steps import Step
from weft.moderating.holding import hold, take_back_earlier, why_it_waits
from weft.moderating.models import Why
from weft.networks.models import Network
from weft.networks.viewers import viewer_of
from weft.privacy.consenting import give_consent, withdraw_consent
from weft.privacy.purposes import ACCESS_NEEDS, INTRODUCTIONS, PUBLISHING, Purpose

#: What others read of a profile, and its owner writes freely.
SHOWN = ("name", "success", "groups", "topics", "works_place", "based", "needs", "offers")
#: Whoever was away for longer has had a break.
_BREAK = timedelta(minutes=3)


def own_profile(*, viewer: Viewer, network: Network) -> Profile:
    """The profile of whoever is signed in; an empty one for members who have none yet."""
    if viewer.account_id is None or not viewer.is_member:
        raise NotAllowed(_("Sign in as a member of this network to have a profile."))
    account = Account.objects.get(pk=viewer.account_id)
    profile, _is_new = Profile.objects.select_related("network").get_or_create(
        network=network,
        account=account,
        defaults={"name": account.name, "changed_at": timezone.now()},
    )
    return profile


def address_of(profile: Profile) -> str:
    """Where the owner of a profile gets mail: it says whose agreement it is."""
    if profile.account is not None:
        return profile.account.email
    assert profile.application is not None
    return profile.application.email


@transaction.atomic
def save_step(*, profile: Profile, step: Step, form: StepForm) -> Profile:
    """Keep the answers of one screen. The caller has made sure that it is the owner's."""
    if not form.is_valid():
        raise InvalidInput(_("Some answers are missing. Nothing was saved."))
    kept = Profile.objects.select_for_update().get(pk=profile.pk)
    now = timezone.now()
    if kept.steps_done and now - kept.changed_at < _BREAK:
        kept.seconds += int((now - kept.changed_at).total_seconds())
    values = form.values()
    waits = SHOWN if _waits(kept, values) else ()
    for name, value in values.items():
        if name not in waits:
            setattr(kept, name, value)
    if isinstance(form, EqualityForm):
        _keep_apart(kept, form)
    kept.steps_done = sorted({*kept.steps_done, step.key})
    kept.changed_at = now
    kept.save()
    _agree(kept, form)
    if kept.account_id is not None and kept.steps_done:
        enqueue(kind=ON_MAP, dedupe_key=str(kept.pk), payload={"profile": kept.pk})
    return kept


def _waits(profile: Profile, values: Mapping[str, object]) -> bool:
    """Whether what others would read has a link and its writer is new: then a moderator reads it
    first. Applicants are read as a whole; by a link that lets in at once nobody reads them, so
    theirs has none."""
    shown = {name: value for name, value in values.items() if name in SHOWN}
    texts = [json.dumps(value, ensure_ascii=False) for value in shown.values()]
    if profile.account_id is None:
        if any(map(has_link, texts)):
            raise InvalidInput(_("Leave links out for now. You can add them once you are in."))
        return False
    viewer = viewer_of(profile.network, profile.account_id)
    # Who writes anew does not want any more what still waits.
    take_back_earlier(viewer=viewer, kind=PROFILE, names=shown)
    if why_it_waits(viewer, texts) != Why.LINK:
        return False
    words = "\n".join(texts)
    hold(viewer=viewer, kind=PROFILE, why=Why.LINK, words=words, payload=dict(shown),
         audience=profile.seen_by)  # fmt: skip
    return True


def _keep_apart(profile: Profile, form: EqualityForm) -> None:
    """Answers go into rows of no one, in an order that tells nothing."""
    if profile.has_told_equality:
        raise InvalidInput(_("You have answered these already."))
    given = form.given()
    SystemRandom().shuffle(given)
    for question, option in given:
        EqualityAnswer.objects.create(question=question, option=option)
        count_anew(question)
    profile.has_told_equality = True


def count_anew(question: EqualityQuestion) -> None:
    """Count the answers, once there are ten more than the last time."""
    kept = EqualityQuestion.objects.select_for_update().get(pk=question.pk)
    given = Counter(kept.answers.values_list("option", flat=True))
    if given.total() - sum(kept.counted.values()) >= PUBLISHED:
        kept.counted = dict(given)
        kept.save(update_fields=["counted"])


def _agree(profile: Profile, form: StepForm) -> None:
    """What was chosen on a screen that asks for an agreement, as a record."""
    if isinstance(form, AccessForm):
        _set_consent(profile, ACCESS_NEEDS, holds=bool(profile.access or profile.access_note))
    if isinstance(form, SeenForm):
        _set_consent(profile, PUBLISHING, holds=profile.seen_by == Visibility.PUBLIC)
        _set_consent(profile, INTRODUCTIONS, holds=profile.may_introduce)


def _set_consent(profile: Profile, purpose: Purpose, *, holds: bool) -> None:
    address = address_of(profile)
    if not holds:
        withdraw_consent(network=profile.network, address=address, purpose=purpose)
        return
    consent = give_consent(network=profile.network, address=address, purpose=purpose)
    if profile.account_id is not None and consent.account_id is None:
        consent.account_id = profile.account_id
        consent.save(update_fields=["account"])
