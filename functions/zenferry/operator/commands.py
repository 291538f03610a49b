"""What the operator's commands do, over the deployment's table and the repository.

It is given what was typed, prints what came of it, and ends the process with a sentence where that
is a failure. Which commands and options there are, cli.py knows.
"""

import argparse
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from zenferry.adapters.invenio import Invenio
from zenferry.adapters.invenio_http import Session, token_for
from zenferry.curation.entrance import LINK_LIVES, printed_link
from zenferry.errors import Absent, NeedsAttention, Param, ZenferryError
from zenferry.fields import FIELDS, Field
from zenferry.form import Form, read_checked
from zenferry.links import to_desk
from zenferry.look_ups.directory import read_directory
from zenferry.mapping import table
from zenferry.messages import sentence
from zenferry.operator import invitations as desk_invitations
from zenferry.profile import HandOver, Profile, ProfileError, read_profile
from zenferry.repository import check_that_curators_decide
from zenferry.wiring import Settings
from zenferry.wiring.desk_parts import DeskParts

__all__ = ["run"]


def run(name: str, options: argparse.Namespace) -> None:
    """One of the commands; what stops it, in a sentence."""
    try:
        _COMMANDS[name](options)
    except ProfileError as error:
        sys.exit(str(error))
    except ZenferryError as error:
        if getattr(options, "profile", None):
            sys.exit(_words(error, options))
        sys.exit(f"{sentence(error.code, error.params)} ({error.__cause__})")


def _in_the_cloud(act: Callable[[argparse.Namespace], None]) -> Callable[..., None]:
    def run(options: argparse.Namespace) -> None:
        # Imported late: the other commands need no boto3.
        from botocore.exceptions import BotoCoreError  # noqa: PLC0415

        try:
            act(options)
        except BotoCoreError as error:
            sys.exit(
                f"{error} The account and region of the deployment are set as for the AWS CLI."
            )

    return run


def _desk_link(options: argparse.Namespace) -> None:
    """For whoever gets no mails here, or not yet."""
    if options.profile:
        known = [each.key for each in read_profile(options.profile).curation.curators]
        if options.key not in known:
            sys.exit(f"{options.profile} names no curator {options.key}: {', '.join(known)}.")
    parts = DeskParts(replace(Settings.from_environment(), table=options.table))
    secret = printed_link(parts.passes, parts.log, options.key, datetime.now(UTC))
    print(to_desk(options.page, secret))
    print(f"It works once, for {LINK_LIVES.seconds // 60} minutes.", file=sys.stderr)


def _reindex(options: argparse.Namespace) -> None:
    """For a table that an older version of the service wrote."""
    from zenferry.adapters.clients import table as table_of  # noqa: PLC0415
    from zenferry.adapters.reindexing import reindex  # noqa: PLC0415

    print(f"{reindex(table_of(options.table))} rows are in the lists now.")


def _check(options: argparse.Namespace) -> None:
    profile = read_checked(options.profile)
    known = read_directory(profile)
    places = " or ".join(each.url for each in profile.repositories)
    print(f"{options.profile}: good. {profile.consortium.name} deposits at {places}")
    print(f"{len(known.people)} people and {len(known.grants)} grants come first in look-ups.")
    if profile.curation.curators:
        print(
            "New versions and corrections of public records, which no repository reviews, "
            "are published once a curator of yours let them go."
        )
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


_COMMANDS: Mapping[str, Callable[[argparse.Namespace], None]] = {
    "invite": _in_the_cloud(desk_invitations.invite),
    "invitations": _in_the_cloud(desk_invitations.invitations),
    "revoke": _in_the_cloud(desk_invitations.revoke),
    "desk-link": _in_the_cloud(_desk_link),
    "reindex": _in_the_cloud(_reindex),
    "check": _check,
    "mapping": _mapping,
}
