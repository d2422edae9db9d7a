"""Puts a very large made-up network straight into the tables, past the import and its history."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
from django.db import models, transaction
from django.utils import timezone

from bench.networks import KINDS, TOPICS, TOWNS, TYPES, edges
from weft.common.db import insert_columns, refresh_statistics, reserve_ids
from weft.common.visibility import Visibility
from weft.graph.models import Actor, ActorKind, ChangeKind, ChangeSet, Tie, TieType
from weft.graph.places import locate
from weft.graph.values import ensure_builtin_fields
from weft.networks.actions import create_network
from weft.networks.models import Network


def bulk_load(name: str, actors: int, ties: int) -> Network:
    """Such a network as `bench.networks.made` describes, open to everyone."""
    source, target, cluster = edges(actors, ties)
    random = np.random.default_rng(8)
    with transaction.atomic():
        network = create_network(account=None, name=name, visibility=Visibility.PUBLIC)
        ensure_builtin_fields(network.pk)
        change_set = ChangeSet.objects.create(
            network=network, kind=ChangeKind.IMPORT, made_at=timezone.now()
        )
        kinds = [ActorKind.objects.create(network=network, name=kind).pk for kind in KINDS]
        types = [
            TieType.objects.create(network=network, name=name, rung=rung).pk for name, rung in TYPES
        ]
        shared = {
            "network_id": network.pk,
            "visibility": int(Visibility.PUBLIC),
            "created_in_id": change_set.pk,
        }
        regions = [_region(town) for town in TOWNS]
        towns, topics = cluster % len(TOWNS), cluster % len(TOPICS)
        names = [f"{TOWNS[t]} {TOPICS[s]} {i}" for i, (t, s) in enumerate(zip(towns, topics))]  # noqa: B905
        ids = reserve_ids(Actor, actors)
        insert_columns(
            Actor,
            {
                "id": list(ids),
                "kind_id": random.choice(kinds, actors).tolist(),
                "name": names,
                "search_name": [name.lower() for name in names],
                "topics": [json.dumps([TOPICS[topic]]) for topic in topics],
                "place": [TOWNS[town] for town in towns],
                "region": [regions[town] for town in towns],
            },
            {**_defaults(Actor), **shared},
        )
        kind = random.integers(0, len(TYPES), ties)
        first = ids[0]
        insert_columns(
            Tie,
            {
                "id": list(reserve_ids(Tie, ties)),
                "type_id": [types[k] for k in kind],
                "source_id": (source + first).tolist(),
                "target_id": (target + first).tolist(),
                "rung": [TYPES[k][1] for k in kind],
            },
            {**_defaults(Tie), **shared},
        )
    refresh_statistics(Actor, Tie)
    return network


def _region(town: str) -> str:
    place = locate(town)
    return "" if place is None else place.region


def _defaults(model: type[models.Model]) -> dict[str, Any]:
    """What each column holds where nothing is given; ids of other tables are left to the caller."""
    values: dict[str, Any] = {}
    for field in model._meta.concrete_fields:
        if field.primary_key or (field.is_relation and not field.null):
            continue
        default = field.get_default()
        values[str(field.column)] = (
            json.dumps(default) if isinstance(default, list | dict) else default
        )
    return values
