"""Fakes with memory of what counts: invitations, and whatever is done too often."""

import re
import threading
from dataclasses import replace
from datetime import datetime

from tests.fake_log import FakeLog
from zenferry.access import Invitation, Spend, refusal
from zenferry.curation.log import LogEntry
from zenferry.errors import Absent, Conflict, Malformed, Refused
from zenferry.pages import MOST_A_PAGE, Page


class FakeInvitations:
    """Invitations by hash, counted down with whatever spends them."""

    def __init__(self) -> None:
        self.log = FakeLog()
        self.rows: dict[str, Invitation] = {}
        self._writing = threading.Lock()

    def add(self, invitation: Invitation, entry: LogEntry | None = None) -> None:
        if invitation.hash in self.rows:
            raise Conflict("id_taken")
        self.rows[invitation.hash] = invitation
        if entry:
            self.log.note(entry)

    def get(self, hash_: str) -> Invitation:
        if hash_ not in self.rows:
            raise Absent("unknown_invitation")
        return self.rows[hash_]

    def known(self, id_: str) -> Invitation:
        for row in self.rows.values():
            if row.id == id_:
                return row
        raise Absent("unknown_invitation")

    def revoke(self, id_: str, at: datetime, entry: LogEntry | None = None) -> Invitation:
        with self._writing:
            row = self.known(id_)
            if not row.revoked:
                self.rows[row.hash] = replace(row, revoked=at)
                if entry:
                    self.log.note(entry)
            return self.rows[row.hash]

    def listed(self, most: int, before: str = "") -> Page[Invitation]:
        if before and not re.fullmatch(r"\d{4}-[^~]+~[^~]{1,16}", before):
            raise Malformed("cursor")
        found = {f"{r.created.isoformat()}~{r.id}": r for r in self.rows.values() if r.created}
        rest = [place for place in sorted(found, reverse=True) if not before or place < before]
        page = rest[: min(most, MOST_A_PAGE)]
        following = page[-1] if len(rest) > len(page) else ""
        return Page(tuple(found[place] for place in page), following)

    def spend(self, spend: Spend) -> None:
        with self._writing:
            self._spend(spend)

    def _spend(self, spend: Spend) -> None:
        row = self.rows.get(spend.invitation)
        if row is None:
            raise Refused("invitation")
        if refused := refusal(row, spend):
            raise refused
        self.rows[row.hash] = replace(
            row,
            used_deposits=row.used_deposits + spend.deposits,
            used_files=row.used_files + spend.files,
            used_bytes=row.used_bytes + spend.bytes,
        )


class FakeTallies:
    """Counts by name; one after the other."""

    def __init__(self) -> None:
        self.counted: dict[str, int] = {}
        self.salts: dict[str, str] = {}
        self._counting = threading.Lock()

    def count(self, name: str, most: int, until: datetime, by: int = 1) -> bool:
        del until
        with self._counting:
            if self.counted.get(name, 0) >= most:
                return False
            self.counted[name] = self.counted.get(name, 0) + by
            return True

    def give_back(self, name: str) -> None:
        with self._counting:
            self.counted[name] = max(0, self.counted.get(name, 0) - 1)

    def salt(self, name: str, fresh: str, until: datetime) -> str:
        del until
        return self.salts.setdefault(name, fresh)
