"""Maps and results that were worked out hold names: they go when a person is forgotten."""

from __future__ import annotations

import shutil
from functools import partial

from django.db import transaction

from weft.analysis.models import Result
from weft.analysis.pipeline import results_folder
from weft.common.personal import Person, forgets, when_rewritten
from weft.networks.actions.starting import mark_changed
from weft.networks.models import Membership, Network


@forgets
def forget_worked_out(person: Person) -> None:
    """Delete the files of the person's networks; they are worked out anew from what is left."""
    if person.network_id is not None:
        ids = [person.network_id]
    else:
        own = Membership.objects.filter(account_id=person.account_id or 0)
        ids = list(own.values_list("network_id", flat=True))
        ids += list(
            Network.objects.filter(actors__email__iexact=person.address).values_list(
                "pk", flat=True
            )
        )
    for network_id in set(ids):
        let_go_of_worked_out(network_id)


@when_rewritten
def let_go_of_worked_out(network_id: int) -> None:
    """Delete results and map files of a network; they are worked out anew."""
    Result.objects.filter(network=network_id).delete()
    mark_changed(network_id)
    # Not before the rows are gone for good: what is worked out meanwhile would hold them.
    folder = results_folder(network_id)
    transaction.on_commit(partial(shutil.rmtree, folder, ignore_errors=True))
