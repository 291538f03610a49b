"""The operator's command line. Thin: each command parses, calls, prints."""

import argparse
import os
import re
import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from botocore.exceptions import BotoCoreError

from zenferry.access import Invitation, hashed, new_secret
from zenferry.adapters.invenio import Invenio
from zenferry.adapters.invenio_http import Session, token_for
from zenferry.errors import Absent, NeedsAttention, Param, ZenferryError
from zenferry.fields import FIELDS, Field
from zenferry.form import Form, read_checked
from zenferry.forward import check_that_curators_decide
from zenferry.look_ups.directory import read_directory
from zenferry.mapping import table
from zenferry.messages import sentence
from zenferry.profile import HandOver, Profile, ProfileError, read_profile
from zenferry.wiring import Parts, Settings

__all__ = ["main"]


def invite(parts: Parts, invitation: Invitation) -> str:
    """Keep a new invitation; its secret, which nobody can read again."""
    secret = new_secret()
    parts.invitations.add(replace(invitation, hash=hashed(secret)))
    return secret


def _invite(options: argparse.Namespace) -> None:
    expires = datetime.now(UTC) + timedelta(days=options.days)
    caps = Invitation(
        "", options.note, expires, options.deposits, options.files, options.gigabytes * 10**9
    )
    secret = invite(Parts(replace(Settings.from_environment(), table=options.table)), caps)
    print(f"{options.page.rstrip('/')}/#invitation={secret}")


def _check(options: argparse.Namespace) -> None:
    profile = read_checked(options.profile)
    known = read_directory(profile)
    places = " or ".join(each.url for each in profile.repositories)
    print(f"{options.profile}: good. {profile.consortium.name} deposits at {places}")
    print(f"{len(known.people)} people and {len(known.grants)} grants come first in look-ups.")
    if not (secret := os.environ.get("REPOSITORY_TOKEN")):
        print("Set REPOSITORY_TOKEN to have the account and the community checked too.")
        return
    for asked in profile.repositories:
        for slug in asked.communities or (asked.community,):
            token = token_for(secret, asked.key, only=len(profile.repositories) == 1)
            _check_repository(profile.at(asked.key, slug), token)


def _check_repository(profile: Profile, token: str) -> None:
    """What would stop every deposit, found before the first one."""
    asked = profile.repository
    repository = Invenio(Session(asked.url, token, contact=profile.consortium.contact))
    list(repository.titled("Is the token taken?"))
    try:
        community = repository.community(asked.community)
    except Absent as error:
        raise NeedsAttention("community_unknown", community=asked.community) from error
    if asked.hand_over is HandOver.REVIEW:
        check_that_curators_decide(community)
    print(f"{asked.name} takes the token and knows the community “{community.title}”.")


def _mapping(options: argparse.Namespace) -> None:
    """As it is by itself, or as a profile has it."""
    declared: Sequence[Field] = FIELDS
    if options.profile:
        declared = Form(read_checked(options.profile), lambda: datetime.now(UTC).date()).fields
    rows = list(table(declared))
    widths = [max(len(row[column]) for row in rows) for column in (0, 1)]
    for name, label, place in rows:
        print(f"{name:{widths[0]}}  {label:{widths[1]}}  {place}")


def _words(error: ZenferryError, options: argparse.Namespace) -> str:
    profile = read_profile(options.profile)
    names: dict[str, Param] = {
        "repository": profile.repository.name,
        "community": profile.repository.community,
        "contact": profile.consortium.contact,
    }
    return sentence(error.code, names | dict(error.params))


def _count(text: str) -> int:
    """A cap: at least one, and no more than anybody means."""
    if not (text.isascii() and text.isdigit() and len(text) < 7 and int(text)):
        raise argparse.ArgumentTypeError("give a whole number from 1 to 999999")
    return int(text)


def _address(text: str) -> str:
    if not re.fullmatch(r"https?://[^\s?#]+", text):
        raise argparse.ArgumentTypeError("give an address that begins with https://")
    return text


def _from(variable: str) -> dict[str, Any]:
    """An option that the environment may give instead."""
    value = os.environ.get(variable)
    return {"default": value} if value else {"required": True}


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("zenferry", description="Runs a deposit page.")
    commands = parser.add_subparsers(required=True, metavar="command")
    new = commands.add_parser("invite", help="make an invitation and print its link, once")
    new.add_argument("--table", **_from("TABLE_NAME"), help="the stack's output TableName")
    page = _from("PAGE_URL")
    new.add_argument("--page", type=_address, **page, help="the address of the deposit page")
    new.add_argument("--note", default="", help="to whom it goes; only you see it")
    new.add_argument("--days", type=_count, default=30, help="valid for so many days (30)")
    new.add_argument("--deposits", type=_count, default=1, help="good for so many deposits (1)")
    new.add_argument("--files", type=_count, default=100, help="files in all (100)")
    new.add_argument("--gigabytes", type=_count, default=50, help="in all (50)")
    new.set_defaults(run=_invite)
    check = commands.add_parser("check", help="check a profile; all mistakes at once")
    check.add_argument("profile", type=Path)
    check.set_defaults(run=_check)
    where = commands.add_parser("mapping", help="print where the value of each field goes")
    where.add_argument("profile", type=Path, nargs="?", help="as this profile has it")
    where.set_defaults(run=_mapping)
    return parser


def main() -> None:
    """Run one command."""
    options = _parser().parse_args()
    try:
        options.run(options)
    except ProfileError as error:
        sys.exit(str(error))
    except BotoCoreError as error:
        sys.exit(f"{error} The account and region of the deployment are set as for the AWS CLI.")
    except ZenferryError as error:
        if "profile" in options:
            sys.exit(_words(error, options))
        sys.exit(f"{sentence(error.code, error.params)} ({error.__cause__})")


if __name__ == "__main__":
    main()
