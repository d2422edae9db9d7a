"""Profiles, as moderators deal with them: reported, hidden, and links of newcomers held."""

from __future__ import annotations

from collections.abc import Mapping

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from weft.common.errors import NotAllowed
from weft.common.jobs import enqueue
from weft.common.visibility import Viewer, Visibility
from weft.joining.models import Profile, Shown
from weft.joining.on_map import ON_MAP
from weft.joining.wording import lines_of
from weft.moderating.kinds import Kind, Payload, Said, is_written
from weft.privacy.consenting import has_agreed
from weft.privacy.purposes import PUBLISHING


def _said(viewer: Viewer, pk: int) -> Said | None:
    rows = Profile.objects.visible_to(viewer).select_related("network")
    profile = rows.filter(pk=pk).first()
    if profile is None:
        return None
    words = "\n".join(f"{label}: {', '.join(told)}" for label, told in lines_of(profile))
    url = reverse("profile_detail", args=[profile.network.slug, profile.pk])
    return Said(profile.name, words, profile.account_id, url, profile.seen_by)


def _hide(network_id: int, pk: int) -> Payload | None:
    profile = Profile.objects.filter(network=network_id, pk=pk).first()
    if profile is None:
        return None
    changed = profile.changed_at.isoformat()
    kept: Payload = {"seen_by": profile.seen_by, "shown": profile.shown, "changed_at": changed}
    _set(profile, {"seen_by": int(Visibility.STEWARDS), "shown": str(Shown.HIDDEN)})
    return kept


def _show(network_id: int, pk: int, kept: Mapping[str, object]) -> None:
    """As it was, unless its owner has since chosen anew or taken back that all may see it."""
    rows = Profile.objects.select_related("network", "account")
    profile = rows.filter(network=network_id, pk=pk, account__isnull=False).first()
    if profile is None or profile.changed_at.isoformat() != kept["changed_at"]:
        return
    assert profile.account is not None
    seen_by = int(str(kept["seen_by"]))
    if not has_agreed(profile.network, profile.account.email, PUBLISHING):
        seen_by = max(seen_by, int(Visibility.MEMBERS))
    _set(profile, {"seen_by": seen_by, "shown": kept["shown"]})


def _fill_in(viewer: Viewer, payload: Mapping[str, object]) -> None:
    """Write into the profile what had a link and was let through."""
    profile = Profile.objects.filter(
        network=viewer.network_id, account=viewer.account_id or 0
    ).first()
    if profile is None:
        raise NotAllowed
    _set(profile, payload)


def _set(profile: Profile, values: Mapping[str, object]) -> None:
    for name, value in values.items():
        setattr(profile, name, value)
    profile.save(update_fields=list(values))
    enqueue(kind=ON_MAP, dedupe_key=str(profile.pk), payload={"profile": profile.pk})


PROFILE = is_written(Kind("profile", _("Profile"), _said, _fill_in, _hide, _show))
