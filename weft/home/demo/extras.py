"""What the demo network has beside its net: things to share, views, a story, and named days."""

from __future__ import annotations

from datetime import timedelta
from random import Random

from django.utils import timezone

from weft.common.visibility import Viewer, Visibility
from weft.graph.actions import KindLook, TypeLook, add_actor, set_looks
from weft.graph.models import Actor
from weft.graph.past import Clock
from weft.graph.queries import kinds_and_types
from weft.home.demo.history import day_of
from weft.home.demo.net import MONTHS
from weft.home.demo.words import ASSETS, HUB
from weft.mapping.actions import name_moment
from weft.mapping.lenses import LensDraft, add_lens
from weft.mapping.sharing import Offer, add_asset
from weft.mapping.stories import add_step, add_story
from weft.mapping.then import Moment

#: Kinds that hold power, and ties by which one sways them.
_POWER = {"Public body", "Councillor"}
_INFLUENCE = {"sits on", "lobbies"}


def add_extras(viewer: Viewer, random: Random) -> None:
    """Everything here is made through the same actions as by hand."""
    _say_who_holds_power(viewer)
    _assets(viewer, random)
    _views(viewer)
    _gathering(viewer)


def _say_who_holds_power(viewer: Viewer) -> None:
    kinds, types = kinds_and_types(viewer)
    set_looks(
        viewer=viewer,
        kinds={
            kind.pk: KindLook(kind.colour, kind.shape, kind.is_activity, kind.name in _POWER)
            for kind in kinds
        },
        types={
            tie_type.pk: TypeLook(tie_type.colour, tie_type.name in _INFLUENCE)
            for tie_type in types
        },
    )


def _gathering(viewer: Viewer) -> None:
    """Something that is still to come, for newcomers to go to."""
    day = timezone.localdate() + timedelta(days=18)
    values = {
        "name": "Winter gathering",
        "kind": "Event",
        "place": "Leeds",
        "start": day.isoformat(),
        "description": "An afternoon with soup: what we tried this year, and what comes next.",
        "visibility": Visibility.PUBLIC,
    }
    add_actor(viewer=viewer, values=values, comment="Planned at the last meeting")


def _assets(viewer: Viewer, random: Random) -> None:
    groups = Actor.objects.visible_to(viewer).filter(kind__name="Organisation").order_by("pk")
    for group in random.sample(list(groups), 40):
        sort, name = random.choice(ASSETS)
        offer = Offer(sort, name, visibility=Visibility.PUBLIC)
        add_asset(viewer=viewer, actor=group, offer=offer)


def _views(viewer: Viewer) -> None:
    """Three views, the story that walks through them, and the day on which it began."""
    hub = Actor.objects.visible_to(viewer).get(name=HUB)
    began = day_of(4)
    name_moment(
        viewer=viewer,
        name="The first gathering",
        moment=Moment(began, Clock.HAPPENED),
        visibility=Visibility.PUBLIC,
    )
    drafts = (
        LensDraft(
            "How it began",
            "A few groups, and a charity that knew them all.",
            f"on={began.isoformat()}",
            Visibility.PUBLIC,
        ),
        LensDraft(
            "Who holds it together",
            "Most ways still pass through one house. What if it closed?",
            f"colour=cluster&size=m:betweenness&at=5000,5000,1&actor={hub.pk}",
            Visibility.PUBLIC,
            rules=[
                {"field": "kind", "test": "is", "value": "Funder", "colour": "#b58f1c", "grow": 1.5}
            ],
            notes=[{"text": "Too much hangs here", "actor": hub.pk}],
        ),
        LensDraft(
            "Who met whom",
            "Those who came to two gatherings or more together.",
            "projection=2&colour=region",
            Visibility.PUBLIC,
        ),
    )
    story = add_story(
        viewer=viewer,
        title="How we grew together",
        words=f"{MONTHS // 12} years of a made-up network, in three looks.",
        visibility=Visibility.PUBLIC,
    )
    for draft in drafts:
        lens = add_lens(viewer=viewer, draft=draft)
        add_step(viewer=viewer, story=story, lens=lens, words="")
