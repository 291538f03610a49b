"""Wishes about published records, in memory, kept together with invitations and the log."""

from collections.abc import Sequence
from dataclasses import replace

from tests.fake_invitations import FakeInvitations
from tests.fake_log import FakeLog
from zenferry.access import Invitation
from zenferry.curation.log import LogEntry
from zenferry.errors import Absent, Conflict, Malformed, NotNow
from zenferry.pages import Page
from zenferry.versions.wishes import Wish

__all__ = ["FakeWishes"]


class FakeWishes:
    """By id; pages are numbered by where they end."""

    def __init__(self, invitations: FakeInvitations, log: FakeLog) -> None:
        self.rows: dict[str, Wish] = {}
        self._invitations, self._log = invitations, log
        # As long as it is, nothing is kept.
        self.down = False

    def add(self, wish: Wish) -> None:
        if self.down:
            raise NotNow("storage_unavailable")
        self.rows.setdefault(wish.id, wish)

    def get(self, wish: str) -> Wish:
        if wish not in self.rows:
            raise Absent("unknown_wish")
        return self.rows[wish]

    def change(
        self,
        old: Wish,
        new: Wish,
        entries: Sequence[LogEntry] = (),
        invitation: Invitation | None = None,
    ) -> None:
        kept = self.get(old.id)
        if (kept.answer, kept.invitation) != (old.answer, old.invitation):
            raise Conflict("wish_answered")
        if invitation:
            if old.invitation and self._invitations.known(old.invitation).used_deposits:
                raise Conflict("wish_answered")
            self._invitations.add(invitation)
            if old.invitation:
                self._invitations.revoke(old.invitation, invitation.created or new.at)
        self.rows[new.id] = new
        for entry in entries:
            self._log.note(entry)

    def listed(self, most: int, before: str = "") -> Page[Wish]:
        waiting = [wish for wish in self.rows.values() if wish.listed]
        newest = sorted(waiting, key=lambda wish: wish.at, reverse=True)
        if before and not before.isdecimal():
            raise Malformed("cursor")
        start = int(before or 0)
        items = tuple(
            replace(wish, email="", invitation="") for wish in newest[start : start + most]
        )
        end = start + len(items)
        return Page(items, str(end) if end < len(newest) else "")
