"""What people made of the map: views, stories and named days."""

from __future__ import annotations

from collections.abc import Iterable

from weft.common.personal import Part, Person, Row, Wish, forgets, tells
from weft.mapping.models import Import, Lens, Snapshot, Source, Story


@forgets
def forget_made(person: Person) -> None:
    """Views and stories go or lose their author; what others rely on stays without a name."""
    if person.account_id is None:
        return
    here = {"network_id": person.network_id} if person.network_id is not None else {}
    wish = person.wants(Part.WROTE)
    for model in (Story, Lens):
        own = model._default_manager.filter(made_by_id=person.account_id, **here)
        if wish == Wish.DELETE:
            own.delete()
        elif wish == Wish.UNNAMED:
            own.update(made_by=None)
    if wish != Wish.NAMED:
        for keeper in (Snapshot, Source):
            keeper._default_manager.filter(made_by_id=person.account_id, **here).update(
                made_by=None
            )
        Import.objects.filter(account_id=person.account_id, **here).update(account=None)


@tells
def tell_made(person: Person) -> Iterable[tuple[str, list[Row]]]:
    here = {"network_id": person.network_id} if person.network_id is not None else {}
    for sheet, model in (("views", Lens), ("stories", Story)):
        rows = model._default_manager.filter(made_by_id=person.account_id or 0, **here)
        yield (
            sheet,
            [
                {
                    "network": one.network.name,
                    "title": one.title,
                    "words": one.words,
                    "made": one.made_at,
                }
                for one in rows.select_related("network").order_by("pk")
            ],
        )
