"""After somebody was forgotten, the bytes of the database file do not hold their name either."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

NAME, ADDRESS = b"Quillfeather", b"zoe.quillfeather@example.org"
PREPARE = """
import django, sys
django.setup()
from django.core.management import call_command
from django.utils import timezone
call_command("migrate", verbosity=0)
call_command("createcachetable", verbosity=0)
from weft.accounts.models import Account
from weft.common.jobs import run_until_idle
from weft.graph.actions import edit_actor
from weft.graph.models import Actor
from weft.joining.models import Profile
from weft.joining.on_map import put_on_map
from weft.networks.actions import add_membership, create_network
from weft.networks.viewers import viewer_of
con = Account.objects.create_user("con@example.org")
network = create_network(account=con, name="Here", visibility=0)
zoe = Account.objects.create_user("zoe.quillfeather@example.org", name="Zoe Quillfeather")
add_membership(network=network, account=zoe)
profile = Profile.objects.create(network=network, account=zoe, name=zoe.name, seen_by=1,
    shown="named", steps_done=["seen"], changed_at=timezone.now(), success="x" * 100)
actor = put_on_map(profile)
for number in range(30):
    edit_actor(viewer=viewer_of(network, con.pk), actor=Actor.objects.get(pk=actor.pk),
               values={"description": f"Zoe Quillfeather number {number}"})
run_until_idle()
"""
FORGET = """
import django
django.setup()
from weft.accounts.models import Account
from weft.common.jobs import run_until_idle
from weft.privacy.leaving import delete_account
zoe = Account.objects.get(email="zoe.quillfeather@example.org")
delete_account(account=zoe, wishes={})
run_until_idle()
"""


@pytest.mark.slow
def test_no_byte_of_the_files_holds_the_name(tmp_path: Path) -> None:
    environment = {
        "WEFT_DATA_DIR": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "weft.project.settings",
        "PATH": "/usr/bin:/bin",
        "PYTHONPATH": ":".join(sys.path),
    }
    run = [sys.executable, "-c"]
    subprocess.run([*run, PREPARE], env=environment, check=True)
    before = [file for file in tmp_path.rglob("*") if file.is_file() and NAME in file.read_bytes()]
    assert any(file.suffix == ".sqlite3" or "sqlite" in file.name for file in before), before
    subprocess.run([*run, FORGET], env=environment, check=True)
    files = [file for file in tmp_path.rglob("*") if file.is_file()]
    for word in (NAME, ADDRESS, NAME.lower()):
        assert [file.name for file in files if word in file.read_bytes()] == []
