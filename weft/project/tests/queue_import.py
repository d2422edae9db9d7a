"""Queues the import of a file as the page does, for tests of real workers."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "weft.project.settings")
django.setup()

from django.core.files.uploadedfile import SimpleUploadedFile  # noqa: E402 - needs the setup

from weft.accounts.models import Account  # noqa: E402
from weft.common.models import Job  # noqa: E402
from weft.mapping.imports.actions import confirm_import, start_import  # noqa: E402
from weft.mapping.models import Import, ImportState  # noqa: E402
from weft.networks.actions import create_network  # noqa: E402
from weft.networks.viewers import viewer_of  # noqa: E402

if __name__ == "__main__":
    path = Path(sys.argv[1])
    account = Account.objects.create_user("convenor@example.org")
    network = create_network(account=account, name="Ring")
    viewer = viewer_of(network, account.pk)
    upload = SimpleUploadedFile(path.name, path.read_bytes())
    started = start_import(viewer=viewer, uploads=[upload], visibility=1)
    # As if the preview had been read and looked at.
    Import.objects.filter(pk=started.pk).update(state=ImportState.READY)
    confirm_import(viewer=viewer, started=started)
    Job.objects.exclude(kind="mapping.apply_import").delete()
