"""The house's own rules: what is written down is true and complete."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.apps import apps
from django.db import models

from testkit.sizes import problems
from weft.privacy.register import ERASURE, FATES
from weft.sna.io import FORMATS

ROOT = Path(__file__).resolve().parent.parent.parent
#: What a network says to whoever may join it.
_FOR_ALL = ("membership_kinds", "join_questions")
#: Rows without an audience, on pages that one right opens as a whole.
_OF_SETTINGS = ("MembershipKind", "JoinQuestion", "EqualityQuestion", "InviteLink", "Batch")
_READS = "all|get|filter|exclude|order_by|first|values"
_UNSCOPED = re.compile(
    r"\.objects\.(all|get|filter|exclude|order_by|first)\("
    # A row of a model, or of all that there is; `Model.objects.visible_to(viewer)` is fine.
    rf"|get_(?:object|list)_or_404\(\s*(?!(?:{'|'.join(_OF_SETTINGS)})\b)[A-Z]\w*\s*,"
    r"|get_(?:object|list)_or_404\(\s*[A-Z]\w*\.objects(?!\.visible_to\b)"
    # What hangs on a network has audiences of its own, but for what `_FOR_ALL` names.
    rf"|\bnetwork\.(?!(?:{'|'.join(_FOR_ALL)})\b)\w+\.(?:{_READS})\("
)


def test_files_and_functions_are_small() -> None:
    assert list(problems(ROOT)) == []


def test_every_app_is_in_the_architecture() -> None:
    text = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 200
    for config in apps.get_app_configs():
        if config.name.startswith("weft."):
            assert f"{config.label}/" in text, f"{config.label} is not in ARCHITECTURE.md"


def test_every_setting_is_documented() -> None:
    settings = (ROOT / "weft/project/settings.py").read_text(encoding="utf-8")
    used = set(re.findall(r'env_\w+\(\s*"(WEFT_\w+)"', settings)) | {"WEFT_SECRET_KEY"}
    documented = set(
        re.findall(r"WEFT_\w+", (ROOT / "docs/reference/settings.md").read_text(encoding="utf-8"))
    )
    assert used - documented == set(), "write these settings down in docs/reference/settings.md"
    assert documented - used - {"WEFT_SECRET_KEY_FILE"} == set(), "these settings do not exist"


def test_every_field_has_a_line_in_the_erasure_register() -> None:
    wanted = set()
    for model in apps.get_models():
        if not model.__module__.startswith(("weft.", "allauth.")):
            continue
        label = f"{model._meta.app_label}.{model.__name__}"
        if f"{label}.*" in ERASURE:
            wanted.add(f"{label}.*")
            continue
        wanted |= {f"{label}.{field.name}" for field in model._meta.concrete_fields}
    assert wanted - set(ERASURE) == set(), "say in weft/privacy/register.py what becomes of these"
    assert set(ERASURE) - wanted == set(), "these fields no longer exist"
    for line, fate in ERASURE.items():
        assert fate.startswith(FATES), line


#: Texts of the models that are kept as a whole: keyed hashes and codes.
_KEPT_CODES = {
    "common.AuditChain": {"head"},
    "common.AuditEntry": {"action", "subject", "details", "previous", "digest"},
    "joining.EqualityAnswer": {"option"},
    "keeping.NoAsks": {"address_hash"},
    "mapping.SourceRow": {"key", "said"},
    "privacy.Asked": {"address_hash"},
    "privacy.Suppressed": {"address_hash"},
}


def test_what_is_kept_as_a_whole_has_no_words_of_people() -> None:
    """A line for all fields would also be true of a new one that somebody writes names into."""
    text = (models.CharField, models.TextField, models.JSONField)
    for model in apps.get_models():
        label = f"{model._meta.app_label}.{model.__name__}"
        if not model.__module__.startswith("weft.") or not is_kept(f"{label}.*"):
            continue
        fields = model._meta.concrete_fields
        found = {one.name for one in fields if isinstance(one, text) and not one.choices}
        assert found <= _KEPT_CODES.get(label, set()), f"list the fields of {label} in the register"


def is_kept(line: str) -> bool:
    return ERASURE.get(line, "").startswith("keep")


def test_links_between_documents_lead_somewhere() -> None:
    for document in [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")]:
        for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", document.read_text("utf-8")):
            assert (document.parent / target).exists(), f"{document.name} links to {target}"


def test_reads_in_views_start_from_what_the_viewer_may_see() -> None:
    """No unscoped reads in views, API or forms: neither `.objects.get/all/filter`, nor
    `get_object_or_404(Model, …)`, nor what hangs on a network."""
    for file in ROOT.glob("weft/**/*.py"):
        if _reads_for_people(file):
            text = file.read_text("utf-8")
            for found in _UNSCOPED.finditer(text):
                is_demo_door = file.parts[-2] == "accounts" and "Account.objects" in _line(found)
                assert is_demo_door, f"{file.name}: {_line(found)}"


def _reads_for_people(file: Path) -> bool:
    if "tests" in file.parts:
        return False
    is_page = file.name.startswith("views") or file.name in ("api.py", "forms.py")
    return is_page or bool({"views", "api"} & set(file.parts))


def _line(found: re.Match[str]) -> str:
    start, end = (
        found.string.rfind("\n", 0, found.start()) + 1,
        found.string.find("\n", found.end()),
    )
    return found.string[start:end].strip()


@pytest.mark.parametrize(
    ("line", "is_scoped"),
    [
        ("get_object_or_404(Group, network=network, slug=slug)", False),
        ("get_object_or_404(\n    Group, slug=slug)", False),
        ("get_object_or_404(Group.objects.filter(network=network), slug=slug)", False),
        ("get_object_or_404(Group.objects, slug=slug)", False),
        ("network.profiles.all()", False),
        ("part.group.network.groups.filter(pk=1)", False),
        ("get_object_or_404(Group.objects.visible_to(viewer), slug=slug)", True),
        ("get_object_or_404(circles_seen(viewer), pk=pk)", True),
        ("network.membership_kinds.order_by('pk')", True),
    ],
)
def test_an_unscoped_read_is_found(line: str, is_scoped: bool) -> None:
    assert (_UNSCOPED.search(line) is None) == is_scoped


def test_templates_hold_no_inline_script_or_style() -> None:
    """The content security policy would refuse them anyway; this says so sooner."""
    inline = re.compile(r"<style|\sstyle=|\son\w+=|<script(?![^>]*(\ssrc=|application/json))")
    for template in ROOT.glob("weft/**/templates/**/*.html"):
        found = inline.search(template.read_text("utf-8"))
        assert not found, f"{template.name}: {found and found.group()}"


def test_every_file_format_is_documented() -> None:
    text = (ROOT / "docs/reference/formats.md").read_text(encoding="utf-8")
    for key, format_ in FORMATS.items():
        assert f"| {format_.label} | `{key}` |" in text, key
