"""What the map's script needs from the server: addresses, what is offered, and every word
that it says, so that all of them are translated in one place."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from weft.common.visibility import Visibility
from weft.graph.models import Rung
from weft.mapping.map_data import MEASURES
from weft.mapping.measure_names import MEASURE_NAMES
from weft.networks.models import Network

#: A number that stands for each of the plural forms of the browser (Intl.PluralRules).
_FORMS = {"one": 1, "two": 2, "few": 3, "many": 5, "other": 100}


#: What the address of a fetch says for an audience that is narrower than the viewer's own.
_AS = {Visibility.PUBLIC: "?public", Visibility.MEMBERS: "?members"}


def map_config(
    network: Network, *, is_embedded: bool, is_tiled: bool, audience: int | None = None
) -> dict[str, object]:
    """The page's JSON block for the script."""
    seen_as = Visibility.PUBLIC if is_embedded else audience
    query = "" if seen_as is None else _AS.get(Visibility(seen_as), "")
    return {
        "version": network.graph_version,
        "isTiled": is_tiled,
        "urls": _urls(network, query, is_embedded=is_embedded),
        "isPublic": is_embedded,
        "isEmbedded": is_embedded,
        "tileUrl": settings.WEFT_TILE_URL,
        "tileCredit": settings.WEFT_TILE_CREDIT,
        "measures": {key: [str(part) for part in MEASURE_NAMES[key]] for key in MEASURES},
        "rungs": [[value, str(label)] for value, label in Rung.choices if value],
        "texts": {**_words_of_the_map(), **_words_of_panels()},
    }


def _urls(network: Network, query: str, *, is_embedded: bool) -> dict[str, str]:
    slug = network.slug
    return {
        "data": reverse("map_data", args=[slug]) + query,
        "column": reverse("map_column", args=[slug, "KEY"]) + query,
        "panel": reverse("map_panel", args=[slug, 0]) + query,
        "said": reverse("map_sentences", args=[slug]) + query,
        "time": reverse("map_time", args=[slug]) + query,
        "timePage": reverse("time_page", args=[slug]),
        "compare": reverse("time_compare_data", args=[slug]) + query,
        "live": "" if is_embedded else reverse("map_live", args=[slug]) + query,
        # Questions to the net are another feature's; its address is all that is known here.
        "whatIf": reverse("what_if_panel", args=[slug]) + query,
        "sharing": reverse("map_sharing", args=[slug]) + query,
        "path": reverse("map_path", args=[slug]) + query,
        "table": reverse("map_table", args=[slug]),
        "together": reverse("map_together", args=[slug]),
        "picture": reverse("map_picture", args=[slug, "svg"]),
        "static": static("mapping/"),
        "overview": reverse("map_overview", args=[slug]) + query,
        "tile": reverse("map_tile", args=[slug, "STAMP", "VIEW", "0-0-0"]) + query,
        "around": reverse("map_around", args=[slug]) + query,
        "part": reverse("map_part", args=[slug]) + query,
        "find": reverse("map_search", args=[slug]) + query,
    }


def _forms(words: Callable[[int], str]) -> dict[str, str]:
    """The words in each plural form. They stand in the call, where gettext finds them."""
    return {form: words(number) for form, number in _FORMS.items()}


def _words_of_the_map() -> dict[str, object]:
    return {
        "kind": _("Kind"),
        "cluster": _("Cluster"),
        "region": _("Region"),
        "topic": _("Topic"),
        "type": _("Type of tie"),
        "layer": _("Layer"),
        "ownLayer": _("This map itself"),
        "colourKind": _("Kind"),
        "fileColour": _("The file’s colours"),
        "fileSize": _("The file’s sizes"),
        "equal": _("All the same"),
        "degree": _("Number of ties"),
        "measures": _("Measures"),
        "fields": _("Fields"),
        "anyRung": _("Any tie or none"),
        "others": _forms(lambda n: ngettext("{n} more in grey", "{n} more in grey", n)),
        "showAll": _("Show all values"),
        "showFewer": _("Show fewer"),
        "onlyValue": _("Show only {name}"),
        "actorsInView": _forms(lambda n: ngettext("{n} actor in view", "{n} actors in view", n)),
        "clustersInView": _forms(lambda n: ngettext("{n} cluster", "{n} clusters", n)),
        "actorsShown": _forms(lambda n: ngettext("{n} actor shown", "{n} actors shown", n)),
        "ofAll": _("of {n}"),
        "tooMany": _forms(
            lambda n: ngettext(
                "{n} actor matches. That is too many to draw by themselves, so the map shows "
                "everyone.",
                "{n} actors match. That is too many to draw by themselves, so the map shows "
                "everyone.",
                n,
            )
        ),
        "ties": _forms(lambda n: ngettext("{n} tie", "{n} ties", n)),
        "noMatch": _("No actor is called that."),
        "unplaced": _forms(lambda n: ngettext("Not placed: {n}", "Not placed: {n}", n)),
        "way": _forms(lambda n: ngettext("One step:", "{n} steps:", n)),
        "noWay": _("There is no way between them along these ties."),
        "noWayNow": _("The way could not be looked up. Try again."),
        "panelFailed": _("This could not be fetched. Try again."),
        "copied": _("Copied."),
        "notCopied": _("Select the text and copy it yourself."),
        "hidden": _("{name} is hidden by the filters."),
        "said": _("What the map says"),
        "saidToday": _("What the map says of today"),
        "samePlace": _("same place"),
        "worldCredit": _("Outlines: Natural Earth"),
        "name": _("Name"),
        "noPlaceFor": _("{name} has no place on this map."),
    }


def _words_of_panels() -> dict[str, object]:
    return {
        "timeFailed": _("The past could not be fetched. Try again."),
        "compareFailed": _("The two days could not be compared. Try again."),
        "noDifference": _("Nothing is different."),
        "actorsThen": _forms(lambda n: ngettext("{n} actor", "{n} actors", n)),
        "diff_added": _("Added"),
        "diff_ended": _("Ended"),
        "diff_faded": _("Faded"),
        "diff_stronger": _("Stronger"),
        "diff_weaker": _("Weaker"),
        "asTheyAre": _("As they are"),
        "sharedAtLeast": _forms(
            lambda n: ngettext("Tie who shared at least {n}", "Tie who shared at least {n}", n)
        ),
        "removeNote": _("Remove"),
        "stepOf": _("Step {n} of {all}"),
        "ruleIs": _("is"),
        "ruleHas": _("contains"),
        "ruleLeast": _("is at least"),
        "ruleMost": _("is at most"),
        "ruleNone": _("is empty"),
        "changedByOthers": _("Someone has changed the map: it is up to date."),
        "saidHere": _("Said here"),
        "goneTitle": _("What if they were gone?"),
        "putBack": _("Put back"),
        "sharingTitle": _("Who could share"),
        "assetsSeen": _forms(
            lambda n: ngettext(
                "{n} actor has something to share.", "{n} actors have something to share.", n
            )
        ),
        "couldShare": _forms(
            lambda n: ngettext(
                "{n} pair nearby has no tie yet.", "{n} pairs nearby have no tie yet.", n
            )
        ),
    }
