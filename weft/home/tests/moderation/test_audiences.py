"""Moderators read no more of what is held, reported or appealed than they may see."""

from __future__ import annotations

from datetime import timedelta

import pytest

from weft.common.errors import NotAllowed
from weft.common.visibility import Visibility
from weft.graph.actions import add_actor
from weft.graph.kinds import person_kind
from weft.graph.models import Actor, FieldDefinition
from weft.graph.values import ensure_builtin_fields
from weft.groups.actions import Draft, start_group
from weft.groups.models import Domain
from weft.home.tests.moderation.conftest import Town
from weft.moderating.actions import Ruling, appeal, refuse, release, report, settle
from weft.moderating.desk import waiting_for
from weft.moderating.models import Held, Measure, Outcome, Report
from weft.moderating.queries import newcomers
from weft.networks.actions import add_responsibility
from weft.networks.models import Membership, Role
from weft.privacy.leaving import delete_account


def held_for_stewards(town: Town) -> Held:
    draft = Draft("Hidden plans", Domain.COMMUNITY, visibility=Visibility.STEWARDS)
    made = start_group(viewer=town.viewer("new"), network=town.network, draft=draft)
    assert isinstance(made, Held)
    return made


def test_what_is_for_stewards_waits_for_those_who_may_see_it(town: Town) -> None:
    held = held_for_stewards(town)
    page = town.client("mia").get(town.url("moderation")).content.decode()
    assert "Hidden plans" not in page
    assert town.client("mia").get(town.url("held_detail", held.pk)).status_code == 404
    assert waiting_for(town.viewer("mia")).count == 0
    assert not any(one.first_words for one in newcomers(town.viewer("mia")))
    with pytest.raises(NotAllowed):
        release(viewer=town.viewer("mia"), held=held)
    assert "Hidden plans" in town.client("con").get(town.url("moderation")).content.decode()
    assert "Hidden plans" in town.client("new").get(town.url("own_moderation")).content.decode()


def test_an_appeal_is_for_those_who_may_see_what_it_is_about(town: Town) -> None:
    measure = refuse(
        viewer=town.viewer("con"), held=held_for_stewards(town), principle=1, words="No."
    )
    appeal(measure=measure, words="Why?")
    assert town.client("mia").get(town.url("appeal_detail", measure.pk)).status_code == 404
    assert waiting_for(town.viewer("mia")).count == 0
    # There is nobody else who may see it, so whoever decided hears it.
    page = town.client("con").get(town.url("appeal_detail", measure.pk))
    assert page.context["may_hear"]


def described(town: Town) -> Actor:
    ensure_builtin_fields(town.network.pk)
    fields = FieldDefinition.objects.filter(network=town.network, key="description")
    assert fields.update(visibility=Visibility.STEWARDS)
    values = {"name": "Rose", "kind": person_kind(town.network.pk), "description": "Was ill."}
    return add_actor(viewer=town.viewer("con"), values={**values, "visibility": 0})


def test_a_report_of_a_field_for_stewards_is_for_stewards(town: Town) -> None:
    membership = Membership.objects.get(network=town.network, account=town.accounts["old"])
    add_responsibility(membership=membership, role=Role.STEWARD)
    actor = described(town)
    made = report(viewer=town.viewer("old"), network=town.network, kind="actor",
                  subject=actor.pk, principle=1, words="")  # fmt: skip
    assert made.copied == "Was ill."
    assert town.client("mia").get(town.url("report_detail", made.pk)).status_code == 404
    ruling = Ruling(Outcome.TAKEN_DOWN, "Please.")
    with pytest.raises(NotAllowed):
        settle(viewer=town.viewer("mia"), report=made, ruling=ruling)
    settle(viewer=town.viewer("con"), report=made, ruling=ruling)


def test_a_report_of_an_actor_holds_what_its_maker_could_see(town: Town) -> None:
    made = report(viewer=town.viewer("old"), network=town.network, kind="actor",
                  subject=described(town).pk, principle=1, words="")  # fmt: skip
    assert (made.copied, made.visibility) == ("", Visibility.PUBLIC)
    assert Report.objects.visible_to(town.viewer("mia")).exists()
    assert not Measure.objects.exists()


def test_whom_others_named_is_forgotten_in_their_words_too(town: Town) -> None:
    town.accounts["nell"].name = "Nell Quillfeather"
    town.accounts["nell"].named_at -= timedelta(days=30)
    town.accounts["nell"].save(update_fields=["name", "named_at"])
    subject = town.group("old", "Readers", "Ask Nell Quillfeather.").pk
    made = report(viewer=town.viewer("new"), network=town.network, kind="group", subject=subject,
                  principle=1, words="Nell Quillfeather told me.")  # fmt: skip
    settle(viewer=town.viewer("mia"), report=made,
           ruling=Ruling(Outcome.TAKEN_DOWN, "Nell Quillfeather asked."))  # fmt: skip
    measure = Measure.objects.get()
    appeal(measure=measure, words="Nell Quillfeather is my friend.")
    delete_account(account=town.accounts["nell"], wishes={})
    rows = [*Report.objects.values(), *Measure.objects.values(), *Held.objects.values()]
    assert "Quillfeather" not in str(rows)
    measure.refresh_from_db()
    assert measure.kept["name"] == "Readers"
