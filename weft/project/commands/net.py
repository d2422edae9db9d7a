"""weft import, export and undo: the same actions as the pages, with a steward's rights."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from django.db import connection, transaction
from django.utils.text import slugify

from weft.accounts.models import Account
from weft.common.addresses import plain_address
from weft.common.errors import InvalidInput
from weft.common.jobs import Progress
from weft.common.visibility import Viewer, Visibility
from weft.graph.actions import undo_change_set
from weft.graph.models import ChangeSet
from weft.mapping.export import write_network
from weft.mapping.imports.actions import difference_for, import_file, network_named
from weft.mapping.imports.files import Choices, read_with_choices
from weft.mapping.imports.report import Report, summary
from weft.networks.actions import add_membership, add_responsibility, create_network
from weft.networks.models import RESERVED_SLUGS, Network, Role
from weft.project.commands.database import prepare_database
from weft.sna import io as netio

ALLOWED_FIELDS = {*netio.ACTOR_FIELDS, *netio.TIE_FIELDS, netio.IGNORE, "field"}


def run(options: argparse.Namespace) -> int:
    if ChangeSet._meta.db_table not in connection.introspection.table_names():
        prepare_database()
    return {"import": _import, "export": _export, "undo": _undo}[options.command](options)


def _steward(network: Network) -> Viewer:
    """Whoever can run commands on the server may do what a convenor may."""
    return Viewer(network.pk, Visibility.STEWARDS, None, frozenset({Role.CONVENOR.value}))


def _say(options: argparse.Namespace, report: Report, lines: list[str]) -> None:
    print(json.dumps(report, ensure_ascii=False, default=str) if options.json else "\n".join(lines))


def _choices(options: argparse.Namespace) -> Choices:
    mapping: dict[str, str] = {}
    for correction in options.map:
        column, sign, field = correction.rpartition("=")
        if not sign or field not in ALLOWED_FIELDS:
            raise InvalidInput(
                f"--map {correction}: write COLUMN=FIELD with one of the fields "
                f"{', '.join(sorted(ALLOWED_FIELDS))}."
            )
        mapping[column] = field
    return {
        "format": options.format or None,
        "mapping": {"*": mapping},
        "direction": options.direction,
        "match": options.match,
    }


def _import(options: argparse.Namespace) -> int:
    if options.format and options.format not in netio.FORMATS:
        raise InvalidInput(f"--as {options.format}: choose one of {', '.join(netio.FORMATS)}.")
    if not options.network and not options.create:
        raise InvalidInput(
            "Say which network with --network SLUG, or start one with --create NAME."
        )
    choices = _choices(options)
    paths = [Path(name) for name in options.files]
    file = read_with_choices(paths, [path.name for path in paths], choices)
    _check_columns(options, file)
    with transaction.atomic():
        network = _target(options)
        viewer = _steward(network)
        difference = difference_for(viewer, file, choices)
        change_set = None
        if not options.dry_run:
            change_set = import_file(
                viewer=viewer,
                difference=difference,
                comment=", ".join(path.name for path in paths),
                visibility=Visibility[options.visibility.upper()],
                progress=Progress(),
            )
        report = summary(difference, change_set.pk if change_set else None)
        report["network"] = network.slug
        if options.dry_run:
            transaction.set_rollback(True)
    _say(options, report, _lines(report, dry=options.dry_run))
    return 0


def _check_columns(options: argparse.Namespace, file: netio.NetworkFile) -> None:
    """A correction of a column that is not there would be lost without a word."""
    headings = list(dict.fromkeys(name for table in file.tables for name in table.columns))
    for correction in options.map:
        column = correction.rpartition("=")[0]
        if column not in headings:
            raise InvalidInput(
                f"--map {correction}: there is no column “{column}” in {options.files[0]}. "
                f"Its columns are: {', '.join(headings[:20])}."
            )


def _target(options: argparse.Namespace) -> Network:
    """The network to import into; a new one with --create, under the slug when given."""
    existing = Network.objects.filter(slug=options.network).first() if options.network else None
    if existing or not options.create:
        return existing or network_named(options.network)
    network = create_network(
        account=None,
        name=options.create,
        visibility=min(Visibility[options.visibility.upper()], Visibility.MEMBERS),
    )
    if options.network:
        if slugify(options.network) != options.network or options.network in RESERVED_SLUGS:
            raise InvalidInput(
                f"--network {options.network}: choose another; small letters, digits and "
                "hyphens are allowed."
            )
        network.slug = options.network
        network.save(update_fields=["slug"])
    if options.convenor:
        address = plain_address(options.convenor)
        account = Account.objects.filter(email=address).first()
        membership = add_membership(
            network=network, account=account or Account.objects.create_user(address)
        )
        add_responsibility(membership=membership, role=Role.CONVENOR)
    return network


def _lines(report: Report, *, dry: bool) -> list[str]:
    lines = [f"Format: {report['format']}"]
    for what in ("actors", "ties"):
        counts = report[what]
        assert isinstance(counts, dict)
        told = ", ".join(f"{number} {state}" for state, number in counts.items())
        lines.append(f"{what.capitalize()}: {told}")
    warnings = report["warnings"]
    assert isinstance(warnings, list)
    for warning in warnings[:20]:
        row = f", row {warning['row']}" if warning["row"] else ""
        lines.append(f"  {warning['file']}{row}: {warning['message']}")
    if len(warnings) > 20:
        lines.append(f"  … and {len(warnings) - 20} more. Use --json to see all.")
    if dry:
        lines.append("Nothing was imported, because of --dry-run.")
    elif report["changeset"]:
        lines.append(f"Change set {report['changeset']} in network “{report['network']}”.")
    else:
        lines.append("Nothing to change.")
    return lines


def _export(options: argparse.Namespace) -> int:
    network = network_named(options.network)
    try:
        lost = write_network(_steward(network), Path(options.out), options.format, network.name)
    except OSError as error:
        raise InvalidInput(f"{options.out} cannot be written: {error.strerror}.") from error
    report: Report = {"network": network.slug, "out": options.out, "not_carried": lost}
    _say(options, report, [f"Wrote {options.out}.", *lost])
    return 0


def _undo(options: argparse.Namespace) -> int:
    change_set = ChangeSet.objects.filter(pk=options.changeset).select_related("network").first()
    if change_set is None:
        raise InvalidInput(f"There is no change set {options.changeset}.")
    undo = undo_change_set(viewer=_steward(change_set.network), change_set=change_set)
    counts = {key: value for key, value in undo.summary.items() if isinstance(value, int)}
    report: Report = {"changeset": undo.pk, "undoes": change_set.pk, **counts}
    _say(options, report, [f"Change set {change_set.pk} is undone by change set {undo.pk}."])
    return 0
