"""The house's own rules: what is written down is true and complete."""

from __future__ import annotations

import re
from pathlib import Path

from django.apps import apps

from testkit.sizes import problems
from weft.privacy.register import ERASURE, FATES
from weft.sna.io import FORMATS

ROOT = Path(__file__).resolve().parent.parent.parent


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


def test_links_between_documents_lead_somewhere() -> None:
    for document in [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")]:
        for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", document.read_text("utf-8")):
            assert (document.parent / target).exists(), f"{document.name} links to {target}"


def test_reads_in_views_start_from_what_the_viewer_may_see() -> None:
    """No unscoped `.objects.get/all/filter` in views, API or forms."""
    pattern = re.compile(r"\.objects\.(all|get|filter|exclude|order_by|first)\(")
    for file in ROOT.glob("weft/**/*.py"):
        if {"views", "api"} & set(file.parts) or file.name in ("views.py", "forms.py"):
            for number, line in enumerate(file.read_text("utf-8").splitlines(), 1):
                is_demo_door = file.parts[-2] == "accounts" and "Account.objects" in line
                assert not pattern.search(line) or is_demo_door, f"{file.name}:{number}: {line}"


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
