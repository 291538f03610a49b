"""The command line as it is typed. Thin: what a command needs is imported when it is run."""

import argparse
import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from zenferry.client.options import add_deposit
from zenferry.invitations.caps import CAPS
from zenferry.mails.spelling import is_address
from zenferry.whole_number import whole_number

__all__ = ["main"]


def _at_the_desk(name: str) -> Callable[[argparse.Namespace], None]:
    """A command of the operator's: it needs boto3, which who deposits may not have."""

    def run(options: argparse.Namespace) -> None:
        from zenferry.operator import commands  # noqa: PLC0415

        commands.run(name, options)

    return run


def _deposit(options: argparse.Namespace) -> None:
    from zenferry.client import command  # noqa: PLC0415

    command.run(options)


def _add_cap(command: argparse.ArgumentParser, name: str, of_what: str) -> None:
    """At least one, and no more than anybody means."""
    cap = CAPS[name]

    def count(text: str) -> int:
        number = whole_number(text, cap.most)
        if not number:
            raise argparse.ArgumentTypeError(f"give a whole number from 1 to {cap.most}")
        return number

    told = f"{of_what} ({cap.usual})"
    command.add_argument(f"--{name}", type=count, default=cap.usual, help=told)


def _mail(text: str) -> str:
    if not is_address(text):
        raise argparse.ArgumentTypeError("give an e-mail address")
    return text


def _invitation(text: str) -> str:
    if not re.fullmatch("[0-9a-f]{16}", text):
        raise argparse.ArgumentTypeError("give 16 digits, as `zenferry invitations` prints them")
    return text


def _address(text: str) -> str:
    if not re.fullmatch(r"https?://[^\s?#]+", text):
        raise argparse.ArgumentTypeError("give an address that begins with https://")
    return text


def _key(text: str) -> str:
    """A short name in small letters."""
    if not re.fullmatch(r"[a-z0-9][a-z0-9-]{0,59}", text):
        raise argparse.ArgumentTypeError("give the key that the profile has for the curator")
    return text


def _from(variable: str) -> dict[str, Any]:
    """An option that the environment may give instead."""
    value = os.environ.get(variable)
    return {"default": value} if value else {"required": True}


def _add_table(command: argparse.ArgumentParser) -> argparse.ArgumentParser:
    command.add_argument("--table", **_from("TABLE_NAME"), help="the stack's output TableName")
    return command


def _add_invite(new: argparse.ArgumentParser) -> None:
    _add_table(new)
    page = _from("PAGE_URL")
    new.add_argument("--page", type=_address, **page, help="the address of the deposit page")
    whom = new.add_mutually_exclusive_group()
    whom.add_argument("--to", type=_mail, help="the address of whom it is for")
    whom.add_argument(
        "--csv",
        type=Path,
        help="one for each line of a list with a column email, and perhaps note, language, days,"
        " deposits, files, gigabytes",
    )
    new.add_argument("--send", action="store_true", help="by mail; else the links are printed")
    profile = os.environ.get("PROFILE_PATH")
    new.add_argument("--profile", type=Path, default=profile, help="for --send, --csv, --language")
    sender = os.environ.get("MAIL_SENDER")
    new.add_argument("--sender", default=sender, help="the stack's MailSender, for --send")
    new.add_argument("--language", default="", help="of the page and the mail, such as de")
    new.add_argument("--note", default="", help="to whom it goes; only you see it")
    _add_cap(new, "days", "valid for so many days")
    _add_cap(new, "deposits", "good for so many deposits")
    _add_cap(new, "files", "files in all")
    _add_cap(new, "gigabytes", "in all")
    new.set_defaults(run=lambda options: _invite(new, options))


def _invite(new: argparse.ArgumentParser, options: argparse.Namespace) -> None:
    if options.send and not (options.to or options.csv):
        new.error("--send: say to whom, by --to or --csv")
    if options.send and not options.sender:
        new.error("--send: give the --sender")
    if (options.send or options.csv or options.language) and not options.profile:
        new.error("give the --profile")
    _at_the_desk("invite")(options)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("zenferry", description="Runs a deposit page, and deposits.")
    commands = parser.add_subparsers(required=True, metavar="command")
    _add_invite(commands.add_parser("invite", help="make invitations; print or send their links"))
    known = commands.add_parser("invitations", help="list all invitations with what was used")
    _add_table(known).set_defaults(run=_at_the_desk("invitations"))
    ended = commands.add_parser("revoke", help="end an invitation; what was deposited stays")
    _add_table(ended).add_argument("id", type=_invitation, help="as `zenferry invitations` has it")
    ended.set_defaults(run=_at_the_desk("revoke"))
    link = commands.add_parser("desk-link", help="print a curator's link to the desk, good once")
    link.add_argument("key", type=_key, help="of the curator, as the profile has it")
    link.add_argument("--page", type=_address, **_from("PAGE_URL"), help="of the deposit page")
    link.add_argument("--profile", type=Path, help="to check the key against")
    _add_table(link).set_defaults(run=_at_the_desk("desk-link"))
    anew = commands.add_parser("reindex", help="list what an older version kept; after an update")
    _add_table(anew).set_defaults(run=_at_the_desk("reindex"))
    check = commands.add_parser("check", help="check a profile; all mistakes at once")
    check.add_argument("profile", type=Path)
    check.set_defaults(run=_at_the_desk("check"))
    where = commands.add_parser("mapping", help="print where the value of each field goes")
    where.add_argument("profile", type=Path, nargs="?", help="as this profile has it")
    where.set_defaults(run=_at_the_desk("mapping"))
    add_deposit(commands).set_defaults(run=_deposit)
    return parser


def main() -> None:
    """Run one command."""
    options = _parser().parse_args()
    options.run(options)


if __name__ == "__main__":
    main()
