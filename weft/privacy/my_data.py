"""All that is kept of a person, as a ZIP of JSON and CSV."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from datetime import date, datetime

from weft.accounts.models import Account
from weft.common.personal import Person, Row, all_about
from weft.networks.models import Network
from weft.sna.io.own_tables import neutralise


def data_of(account: Account, network: Network | None = None) -> dict[str, list[Row]]:
    """By sheet: the account, and what each feature keeps, of one network or of all."""
    person = Person(account.pk, account.email, network.pk if network else None)
    own: Row = {
        "email": account.email,
        "name": account.name,
        "language": account.language,
        "since": account.date_joined,
        "signed_in": account.last_login,
    }
    return {"account": [own], **all_about(person)}


def zip_of(sheets: dict[str, list[Row]]) -> bytes:
    """One JSON file with everything, and a CSV file for each sheet that has rows."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "everything.json", json.dumps(sheets, ensure_ascii=False, indent=1, default=_plain)
        )
        for name, rows in sheets.items():
            if rows:
                archive.writestr(f"{name}.csv", _csv(rows))
    return out.getvalue()


def _csv(rows: list[Row]) -> str:
    headings = list(dict.fromkeys(key for row in rows for key in row))
    text = io.StringIO()
    writer = csv.writer(text, quoting=csv.QUOTE_ALL)
    writer.writerow(headings)
    for row in rows:
        writer.writerow([neutralise(_cell(row.get(heading, ""))) for heading in headings])
    # Spreadsheet programs know by the mark that it is UTF-8.
    return "\ufeff" + text.getvalue()


def _cell(value: object) -> str:
    if isinstance(value, list | dict):
        return json.dumps(value, ensure_ascii=False, default=_plain)
    return "" if value is None else str(_plain(value))


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, datetime | date) else str(value)
