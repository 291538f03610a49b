"""What the operator's commands do with invitations: made, sent, listed, revoked.

Which options there are, cli.py knows; what stops a command, commands.py says in a sentence.
"""

import argparse
import csv
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from zenferry.access import Invitation
from zenferry.amounts import amount
from zenferry.curation.log import OPERATOR
from zenferry.errors import Invalid
from zenferry.form import read_checked
from zenferry.invitations.address_list import note_problem, read_list
from zenferry.invitations.caps import GIGABYTE
from zenferry.invitations.inviting import Inviting, Made, Offer
from zenferry.messages import sentence
from zenferry.pages import MOST_A_PAGE
from zenferry.wiring import Settings
from zenferry.wiring.desk_parts import DeskParts

__all__ = ["invitations", "invite", "inviting", "revoke", "shown"]

# A list of addresses is a page of text; what is larger is another file.
_LARGEST = 10**6


def inviting(options: argparse.Namespace) -> Inviting:
    """Over the deployment's table; without a profile only links can be made."""
    settings = Settings.from_environment()
    page = f"{options.page.rstrip('/')}/" if "page" in options else ""
    sender = getattr(options, "sender", "") or ""
    parts = DeskParts(replace(settings, table=options.table, page=page, mail_sender=sender))
    profile = getattr(options, "profile", None)
    if profile:
        parts = DeskParts(parts.settings, profile=read_checked(profile))
    return parts.inviting if profile else bare(parts)


def bare(parts: DeskParts) -> Inviting:
    """Without letters."""
    return Inviting(
        invitations=parts.invitations,
        mailer=parts.mailer,
        letters=None,
        page=parts.settings.page,
        now=parts.now,
    )


def invite(options: argparse.Namespace) -> None:
    """One, or one for each line of a list."""
    desk = inviting(options)
    languages = desk.letters.profile.languages if desk.letters else ("",)
    if options.language not in {"", *languages}:
        known = {"languages": ", ".join(languages)}
        sys.exit(f"--language: {sentence('list_language', known)}")
    usual = Offer(
        note=_note(options.note),
        to=options.to or "",
        language=options.language,
        days=options.days,
        deposits=options.deposits,
        files=options.files,
        bytes=options.gigabytes * GIGABYTE,
    )
    if options.csv:
        offers = _listed(options.csv, usual, desk)
        return _told(desk.invite_all(offers, OPERATOR, send=options.send), len(offers), options)
    made = desk.invite(usual, OPERATOR, send=options.send)
    if not made.sent:
        print(made.link)
    return _ended([made], options)


def _note(text: str) -> str:
    if found := note_problem(text):
        sys.exit(f"--note: {sentence(*found)}")
    return text


def _listed(path: Path, usual: Offer, desk: Inviting) -> list[Offer]:
    try:
        raw = path.read_bytes()
        text = raw.decode("utf-8-sig")
    except OSError as error:
        sys.exit(f"{path}: can't be read: {error.strerror}")
    except UnicodeDecodeError:
        sys.exit(f"{path}: is not UTF-8. Save it as “CSV UTF-8”.")
    if len(raw) > _LARGEST:
        sys.exit(f"{path}: is larger than {amount(_LARGEST)}. Split it.")
    languages = desk.letters.profile.languages if desk.letters else ()
    try:
        return read_list(text, usual, languages)
    except Invalid as error:
        mistakes = (_mistake(path, p.field, sentence(p.code, p.params)) for p in error.problems)
        sys.exit("\n".join([*mistakes, "Nobody was invited."]))


def _mistake(path: Path, field: str, words: str) -> str:
    _, *place = field.split(".")
    where = f":{place[0]}" if place else ""
    column = f"{place[1]}: " if len(place) > 1 else ""
    return f"{path}{where}: {column}{words}"


def _told(made: Iterator[Made], count: int, options: argparse.Namespace) -> None:
    """Each at once: whatever happens to the next, these links are known."""
    lines = csv.writer(sys.stdout, lineterminator="\n")
    lines.writerow(("email", "link"))
    done: list[Made] = []
    try:
        for one in made:
            done.append(one)
            lines.writerow((one.invitation.to, "sent" if one.sent else one.link))
    finally:
        sys.stdout.flush()
        print(f"{len(done)} of {count} are invited.", file=sys.stderr)
    return _ended(done, options)


def _ended(made: Sequence[Made], options: argparse.Namespace) -> None:
    unsent = [one for one in made if options.send and not one.sent]
    for code in dict.fromkeys(one.unsent for one in unsent):
        print(sentence(code, {}), file=sys.stderr)
    if unsent:
        sys.exit(f"{len(unsent)} not sent by mail: pass on their links, which were printed.")


def invitations(options: argparse.Namespace) -> None:
    """All of them, the newest first, with what was used."""
    desk = inviting(options)
    page = desk.listed(MOST_A_PAGE)
    print("id                created     until       state    used")
    while True:
        for each in page.items:
            print(shown(each, desk.now()))
        if not page.next:
            return
        page = desk.listed(MOST_A_PAGE, page.next)


def shown(row: Invitation, now: datetime) -> str:
    """One line. Whatever was typed once is made harmless to a terminal."""
    used = (
        f"{row.used_deposits}/{row.deposits} deposits, {row.used_files}/{row.files} files, "
        f"{amount(row.used_bytes)} of {amount(row.bytes)}"
    )
    created = f"{row.created:%Y-%m-%d}" if row.created else "-"
    whom = " ".join(filter(None, (row.kind if row.kind != "invitation" else "", row.to, row.note)))
    plain = "".join(each if each.isprintable() else "?" for each in whom)
    return f"{row.id}  {created}  {row.expires:%Y-%m-%d}  {_state(row, now):7}  {used}  {plain}"


def _state(row: Invitation, now: datetime) -> str:
    if row.revoked:
        return "revoked"
    if not row.good(now):
        return "ended"
    return "used up" if row.used_deposits >= row.deposits else "good"


def revoke(options: argparse.Namespace) -> None:
    """It gives nothing from now on."""
    row = inviting(options).revoke(options.id, OPERATOR)
    print(shown(row, datetime.now(UTC)))
