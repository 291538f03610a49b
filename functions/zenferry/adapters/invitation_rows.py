"""Invitations as rows of the table and back. Pure; nothing here talks to DynamoDB.

What never changes is a summary, which the index `shelf` holds as well: a line of a list is a whole
invitation, but for the address it was sent to and the note about it. These have a row of their own,
which the table itself forgets at the stated date.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from typing import Any

from zenferry.access import Invitation, InvitationKind
from zenferry.adapters.kept import basis_of
from zenferry.adapters.rows import Row, key_of
from zenferry.moment import sortable
from zenferry.profile import MailSettings

__all__ = [
    "SHELF",
    "has_private",
    "invitation_of",
    "invitation_row",
    "older_invitation",
    "private_key",
    "private_of",
    "private_row",
]

SHELF = "I"
# As long as a profile says that says nothing of it.
_USUAL = timedelta(days=MailSettings().erased_after)
_COUNTED = ("deposits", "files", "bytes")


def private_key(id_: str) -> Row:
    """The key of the row with address and note."""
    return key_of("I", id_, "A")


def invitation_row(invitation: Invitation) -> Row:
    """An invitation's row. What is left is stored beside the caps: a condition can't subtract."""
    row = {
        **key_of("I", invitation.id),
        "expires": sortable(invitation.expires),
        "summary": json.dumps(_summary(invitation), ensure_ascii=False, separators=(",", ":")),
    }
    for name in _COUNTED:
        row[f"left_{name}"] = getattr(invitation, name) - getattr(invitation, f"used_{name}")
    if invitation.created:
        row |= {"shelf": SHELF, "shelved": sortable(invitation.created)}
    if invitation.revoked:
        row["revoked"] = sortable(invitation.revoked)
    return row


def _summary(invitation: Invitation) -> Row:
    return {
        "hash": invitation.hash,
        "kind": invitation.kind,
        "by": invitation.by,
        "expires": sortable(invitation.expires),
        "caps": [getattr(invitation, name) for name in _COUNTED],
        **({"basis": asdict(invitation.basis)} if invitation.basis else {}),
        **({"private": True} if invitation.to or invitation.note else {}),
    }


def private_row(invitation: Invitation) -> Row | None:
    """Where it was sent and what was noted about it, if anything."""
    told = {"to": invitation.to, "note": invitation.note}
    if not any(told.values()):
        return None
    row: Row = {**private_key(invitation.id), **{name: text for name, text in told.items() if text}}
    if invitation.private_until:
        row["ttl"] = int(invitation.private_until.timestamp())
    return row


def invitation_of(row: Mapping[str, Any]) -> Invitation:
    """The invitation of a row, or of what the index holds of it; without what is kept apart."""
    told = json.loads(row["summary"])
    caps = dict(zip(_COUNTED, told["caps"], strict=True))
    return Invitation(
        hash=told["hash"],
        note=told.get("note", ""),
        kind=InvitationKind(told["kind"]),
        by=told["by"],
        expires=datetime.fromisoformat(told["expires"]),
        created=_time(row, "shelved"),
        revoked=_time(row, "revoked"),
        basis=basis_of(told["basis"]) if "basis" in told else None,
        **caps,
        **{f"used_{name}": caps[name] - int(row[f"left_{name}"]) for name in _COUNTED},
    )


def older_invitation(row: Mapping[str, Any]) -> Invitation:
    """Of a row from before there were lists: its caps are columns, and nobody knows who made it."""
    caps: Row = {name: int(row[name]) for name in _COUNTED}
    expires = datetime.fromisoformat(row["expires"])
    return Invitation(
        hash=row["hash"],
        note=row["note"],
        expires=expires,
        private_until=expires + _USUAL if row["note"] else None,
        **caps,
        **{f"used_{name}": caps[name] - int(row[f"left_{name}"]) for name in _COUNTED},
    )


def _time(row: Mapping[str, Any], name: str) -> datetime | None:
    return datetime.fromisoformat(row[name]) if name in row else None


def has_private(row: Mapping[str, Any]) -> bool:
    """Whether there is, or was, a row with an address or a note."""
    told = json.loads(row["summary"])
    return bool(told.get("private") or told.get("sent"))


def private_of(row: Mapping[str, Any]) -> dict[str, Any]:
    """What that row adds to its invitation."""
    until = datetime.fromtimestamp(int(row["ttl"]), UTC) if "ttl" in row else None
    words = {name: str(row[name]) for name in ("to", "note") if name in row}
    return {**words, "private_until": until}
