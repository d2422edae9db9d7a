"""The `weft` command. It only reads arguments; the work is done where the pages do it too."""

from __future__ import annotations

import argparse
import json
import os
import sys
from importlib import import_module
from typing import Any

#: Commands that can do without Django, unless they are asked about a network in the database.
ON_FILES = ("measure", "what_if", "reach", "gaps", "introductions", "compare")
FORMATS = ("csv", "xlsx", "kumu-json", "gexf", "graphml", "json")


def parser() -> argparse.ArgumentParser:
    """All commands and their options."""
    root = argparse.ArgumentParser(
        prog="weft", description="The home of a network of people and organisations."
    )
    commands = root.add_subparsers(dest="command", required=True, metavar="COMMAND")
    _add_serving(commands)
    _add_net(commands)
    _add_measure(commands)
    _add_questions(commands)
    return root


def _command(commands: Any, name: str, help_text: str, module: str) -> argparse.ArgumentParser:
    command: argparse.ArgumentParser = commands.add_parser(name, help=help_text)
    command.add_argument("--json", action="store_true", help="print the result as JSON")
    command.set_defaults(module=module)
    return command


def _add_serving(commands: Any) -> None:
    for name, help_text in (
        ("serve", "start the pages and the worker in one"),
        ("web", "start the pages alone"),
    ):
        command = _command(commands, name, help_text, "serving")
        command.add_argument("--host", default="127.0.0.1")
        command.add_argument("--port", type=int, default=8000)
    _command(commands, "worker", "do the jobs that wait", "serving")
    _command(commands, "setup", "create or update the database", "serving")
    trail = _command(commands, "audit", "check that the audit trail is whole", "trail")
    trail.add_argument(
        "--ended", action="append", default=[], metavar="END",
        help="that it ended so once, as the log said: 1:20:4f…",
    )  # fmt: skip
    ending = _command(commands, "sign-out", "end the sessions of one account, or all", "sign_out")
    whose = ending.add_mutually_exclusive_group(required=True)
    whose.add_argument("email", nargs="?", metavar="EMAIL", default="")
    ending.add_argument(
        "--forget-second-step", action="store_true", help="of EMAIL, who lost it, too"
    )
    whose.add_argument("--all", action="store_true", help="of everyone")
    demo = _command(commands, "demo", "load the demo network", "demo")
    demo.add_argument("--seed", type=int, default=7)


def _add_net(commands: Any) -> None:
    importing = _command(commands, "import", "bring files into a network", "net")
    importing.add_argument("files", nargs="+", metavar="FILE")
    importing.add_argument("--network", metavar="SLUG", default="")
    importing.add_argument("--create", metavar="NAME", default="", help="start a new network")
    importing.add_argument(
        "--convenor", metavar="EMAIL", default="", help="who convenes the new network"
    )
    importing.add_argument("--as", dest="format", metavar="FORMAT", default="")
    importing.add_argument(
        "--map", action="append", default=[], metavar="COLUMN=FIELD", help="correct a column"
    )
    importing.add_argument("--match", choices=("auto", "name"), default="auto")
    importing.add_argument("--direction", choices=("directed", "undirected", "mutual"))
    importing.add_argument(
        "--visibility", choices=("public", "members", "stewards"), default="members"
    )
    importing.add_argument("--dry-run", action="store_true", help="only say what would change")
    exporting = _command(commands, "export", "write a network to a file", "net")
    exporting.add_argument("--network", metavar="SLUG", required=True)
    exporting.add_argument("--format", choices=FORMATS, required=True)
    exporting.add_argument("out", metavar="OUT")
    undoing = _command(commands, "undo", "take back a change set", "net")
    undoing.add_argument("changeset", type=int, metavar="CHANGESET")


def _add_measure(commands: Any) -> None:
    measuring = _command(commands, "measure", "measure a file or a network", "measure")
    measuring.add_argument("file", nargs="?", metavar="FILE", default="")
    measuring.add_argument("--network", metavar="SLUG", default="")
    measuring.add_argument("--directed", action="store_true")
    measuring.add_argument("--actors", metavar="OUT.csv", default="")


def _add_questions(commands: Any) -> None:
    """Questions about a file, which needs no database."""
    without = _question(commands, "what-if", "what a network would lose", "what_if")
    without.add_argument("--without", action="append", required=True, metavar="NAME")
    without.add_argument("--directed", action="store_true")
    reaching = _question(commands, "reach", "the ways from one actor to another", "reach")
    reaching.add_argument("start", metavar="FROM")
    reaching.add_argument("end", metavar="TO")
    reaching.add_argument("--directed", action="store_true")
    missing = _question(commands, "gaps", "groups tied less than by chance", "gaps")
    missing.add_argument("--by", choices=("cluster", "kind", "topic", "region"), default="cluster")
    meeting = _question(commands, "introductions", "who should meet, and why", "introductions")
    meeting.add_argument("--for", dest="to", metavar="NAME", default="")
    comparing = _command(commands, "compare", "compare rounds of a survey", "compare")
    comparing.add_argument("waves", nargs="+", metavar="WAVE.csv")
    comparing.add_argument("--rung", type=int, default=2, help="answers from here on are ties")


def _question(commands: Any, name: str, help_text: str, module: str) -> argparse.ArgumentParser:
    command = _command(commands, name, help_text, module)
    command.add_argument("file", metavar="FILE")
    command.add_argument(
        "--also", action="append", default=[], metavar="FILE", help="a file that goes with it"
    )
    return command


def main(arguments: list[str] | None = None) -> int:
    """Run one command; 0 when it worked, 2 when its input cannot be used."""
    options = parser().parse_args(arguments)
    needs_django = options.module not in ON_FILES or bool(getattr(options, "network", ""))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "weft.project.settings")
    if getattr(options, "port", None):
        os.environ.setdefault("WEFT_SITE_URL", f"http://localhost:{options.port}")
    if needs_django:
        import_module("django").setup()
    run = import_module(f"weft.project.commands.{options.module}").run
    try:
        return int(run(options))
    except BrokenPipeError:
        # Whoever reads along has seen enough, as `head` does.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as error:
        if not _is_explained(error):
            raise
        _complain(error, as_json=options.json)
        return 2
    except KeyboardInterrupt:
        return 130


def _is_explained(error: Exception) -> bool:
    """Whether the error's text is a sentence meant for people."""
    explained = {"WeftError", "FileProblem", "SnaError"}
    return bool(explained & {cls.__name__ for cls in type(error).__mro__})


def _complain(error: Exception, *, as_json: bool) -> None:
    if as_json:
        problem = {
            "error": getattr(error, "message", str(error)),
            "file": getattr(error, "file", None),
            "row": getattr(error, "row", None),
        }
        print(json.dumps(problem, default=str))
    print(f"weft: {error}", file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
