"""What may be typed after `zenferry deposit`. It imports nothing of the client: help is quick."""

import argparse
from pathlib import Path
from typing import Any

__all__ = ["add_deposit"]

DESCRIPTION = """\
Deposits files with their description, as the page does in a browser.

METADATA is a JSON object with the values of the form, such as

  {"title": "Sediment cores of the Jade Bay", "resource_type": "dataset",
   "creators": [{"type": "person", "given_name": "Josiah", "family_name": "Carberry"}],
   "description": "One file a core.", "keywords": ["sediment"],
   "publication_date": "2026-11-21", "access": "open", "licence": "cc-by-4.0", "agreement": true}

(infra/example/metadata.json is one; "zenferry mapping" prints all names, the schema "Metadata" of
the page's /api/openapi.json has their shape and choices). What the page chooses beforehand and
METADATA leaves out is chosen and told: "access", "licence", the "type" of a creator. "agreement"
says that you agree to what the page asks. Or METADATA is a file the service can read:
.zenodo.json, CITATION.cff, codemeta.json, BibTeX, DataCite, RO-Crate, ... What it has no place for
is told.

FILES are files and folders; those in folders keep their paths. The service's limits are checked
before anything is sent.

The invitation link is a secret. Others on this machine can see what is typed: put it into the
environment variable ZENFERRY_LINK, into a file (--link-file), or give it on stdin (--link -).
A status link in its place goes on with the deposit it is of, from any machine.

Where the page takes tokens of one's own account, --token-file with --repository takes the place of
the invitation, and the link is the page's address alone. The token is said once, when the deposit
is opened, and kept nowhere here.
"""

EPILOG = """\
The same command again goes on where the last one ended, whatever ended it: only what is missing
is sent. What that needs is kept in a journal, readable by you alone, in your folder for programs'
state, by page, METADATA and FILES; it stays as a receipt. Its key opens the deposit, as the status
link does.

Words for people go to stderr. The status link, the way back to the deposit in a browser, goes to
stdout: always where that is a terminal; else, as a log or a file may be read by others, only with
--show-link or --no-submit. Whoever has it can change and withdraw the deposit.

With --json, stdout has one JSON object a line, {"event": ..., "text": ..., ...}: left_out (path),
not_understood, chosen (field, value), opened and journal, or continued, words_saved, progress
(sent_bytes, bytes), file_staged (path), submitted, timeline (at, code), copied (files, of), queue
(ahead), problem (field, message), and last of all end (exit, state, submission, doi, record; and
status_link, but only with --show-link or --no-submit).

exit codes:
  0    submitted (with --wait: with the curators, ready or published; with --no-submit: uploaded)
  1    the service, the line or the disk can't do it now: run the same again later
  2    the command is wrong: a file that is not there, a link that is none
  3    refused: the description, a file, the invitation or the token; what to mend is told
  4    it stopped on its way and needs somebody: mend it, then the same with --retry
  130  stopped by Ctrl-C or SIGTERM: the same command goes on
"""


def add_deposit(commands: Any) -> argparse.ArgumentParser:
    """The command with its options."""
    parser: argparse.ArgumentParser = commands.add_parser(
        "deposit",
        help="deposit files as the page does",
        description=DESCRIPTION,
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("metadata", type=Path, metavar="METADATA")
    parser.add_argument("files", type=Path, nargs="+", metavar="FILES")
    _add_where(parser)
    _add_what(parser)
    _add_how(parser)
    return parser


def _add_where(parser: argparse.ArgumentParser) -> None:
    where = parser.add_argument_group("where to")
    link = where.add_mutually_exclusive_group()
    link.add_argument("--link", help="the invitation or status link; - reads it from stdin")
    link.add_argument("--link-file", type=Path, metavar="FILE", help="a file that holds it")
    where.add_argument(
        "--token-file",
        type=Path,
        metavar="FILE",
        help="holds a token of your own account, instead of an invitation",
    )
    where.add_argument(
        "--repository", metavar="KEY", help="where that account is, as the page calls it: zenodo"
    )
    where.add_argument("--journal", type=Path, metavar="FILE", help="keep the journal there")
    where.add_argument("--new", action="store_true", help="another deposit, not the one begun")


def _add_what(parser: argparse.ArgumentParser) -> None:
    what = parser.add_argument_group("what is done")
    what.add_argument(
        "--set",
        action="append",
        default=[],
        metavar="NAME=VALUE",
        help="a value of the form, as JSON or text, instead of METADATA's: --set agreement=true",
    )
    what.add_argument(
        "--as",
        dest="read_as",
        choices=("values", "import"),
        default="",
        help="how METADATA is to be read, where the names in it do not tell",
    )
    what.add_argument(
        "--overwrite", action="store_true", help="replace a description changed on the page since"
    )
    what.add_argument("--no-submit", action="store_true", help="upload; leave it as a draft")
    what.add_argument("--retry", action="store_true", help="go on after it needed attention")
    what.add_argument("--wait", action="store_true", help="follow it until it is somebody's turn")


def _add_how(parser: argparse.ArgumentParser) -> None:
    how = parser.add_argument_group("how it is done and told")
    how.add_argument("--quiet", action="store_true", help="tell only what is wrong")
    how.add_argument("--json", action="store_true", help="tell it to a program")
    how.add_argument(
        "--show-link",
        action="store_true",
        help="print the status link at the end, also where stdout is no terminal",
    )
    how.add_argument("--language", type=_language, help="of what the service says, such as de")
    how.add_argument(
        "--parallel", type=_few, default=4, metavar="N", help="parts sent side by side (4)"
    )
    how.add_argument(
        "--patience",
        type=_minutes,
        default=10,
        metavar="MINUTES",
        help="how long something is tried again that fails (10)",
    )


def _language(text: str) -> str:
    if not (len(text) == 2 and text.isascii() and text.isalpha()):
        raise argparse.ArgumentTypeError("give two letters, such as en")
    return text.lower()


def _few(text: str) -> int:
    if not (text.isascii() and text.isdigit() and 0 < int(text) < 33):
        raise argparse.ArgumentTypeError("give a whole number from 1 to 32")
    return int(text)


def _minutes(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 6):
        raise argparse.ArgumentTypeError("give whole minutes")
    return int(text)
