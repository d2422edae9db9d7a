"""The catalogue of what people read: `make messages` brings it up to date with the code.

Needs the programs of GNU gettext; the compiled catalogue is committed, so that nobody else does.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parent.parent
LOCALE = ROOT / "weft" / "locale"
WELSH = LOCALE / "cy" / "LC_MESSAGES" / "django.po"
_IGNORED = ("tests/*", "*/tests/*", ".venv/*", "map_ui/*", "e2e/*", "testkit/*", "bench/*",
            "docs/*", "var/*", "demo/*", "locale")  # fmt: skip
_HOLES = re.compile(r"%\([a-z_]+\)[sd]|%[sd]|\{[a-z_]*\}|</?[a-z]+[^>]*>|https?://\S+")


def extract(folder: Path) -> Path:
    """Write the catalogue of all messages of the code, with the translations that are there."""
    from django.core.management import call_command  # noqa: PLC0415
    from django.test.utils import override_settings  # noqa: PLC0415

    with override_settings(LOCALE_PATHS=[str(folder)]):
        call_command(
            "makemessages",
            locale=["cy"],
            ignore_patterns=list(_IGNORED),
            no_obsolete=True,
            add_location="file",
            no_wrap=True,
            verbosity=0,
        )
    return folder / "cy" / "LC_MESSAGES" / "django.po"


def compile_catalogue(written: Path) -> None:
    polib.pofile(str(written)).save_as_mofile(str(written.with_suffix(".mo")))


def holes_of(text: str) -> list[str]:
    """What a translation has to keep as it is: names of values, tags and addresses."""
    return sorted(_HOLES.findall(text))


def main() -> None:
    import os  # noqa: PLC0415

    import django  # noqa: PLC0415

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "weft.project.settings")
    os.chdir(ROOT)
    django.setup()
    written = extract(LOCALE)
    catalogue = polib.pofile(str(written))
    # A guess at a changed sentence is not a translation.
    for entry in catalogue.fuzzy_entries():
        entry.msgstr, entry.msgstr_plural = "", dict.fromkeys(entry.msgstr_plural, "")
        entry.flags = [flag for flag in entry.flags if flag != "fuzzy"]
    catalogue.metadata.pop("POT-Creation-Date", None)
    catalogue.save()
    compile_catalogue(written)
    missing = [one.msgid for one in catalogue if not one.translated()]
    print(f"{len(catalogue)} messages; {len(missing)} of them are not Welsh yet.")
    for msgid in missing:
        print("-", msgid.replace("\n", " ")[:100])
    sys.exit(bool(missing))


if __name__ == "__main__":
    main()
