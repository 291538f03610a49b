"""Invitations as rows of the table and back. Pure; nothing here talks to DynamoDB.

What never changes is a summary, which the index `shelf` holds as well: a line of a list is a whole
invitation, but for the address it was sent to, which has a row of its own, to be erased by itself.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

from zenferry.access import Invitation, InvitationKind
from zenferry.adapters.kept import basis_of
from zenferry.adapters.rows import Row, key_of, seconds

__all__ = [
    "SHELF",
    "address_key",
    "address_row",
    "addressed",
    "invitation_of",
    "invitation_row",
    "older_invitation",
    "was_sent",
]

SHELF = "I"
_COUNTED = ("deposits", "files", "bytes")


def address_key(id_: str) -> Row:
    """The key of the row with the address."""
    return key_of("I", id_, "A")


def invitation_row(invitation: Invitation) -> Row:
    """An invitation's row. What is left is stored beside the caps: a condition can't subtract."""
    row = {
        **key_of("I", invitation.id),
        "expires": seconds(invitation.expires),
        "summary": json.dumps(_summary(invitation), ensure_ascii=False, separators=(",", ":")),
    }
    for name in _COUNTED:
        row[f"left_{name}"] = getattr(invitation, name) - getattr(invitation, f"used_{name}")
    if invitation.created:
        row |= {"shelf": SHELF, "shelved": seconds(invitation.created)}
    if invitation.revoked:
        row["revoked"] = seconds(invitation.revoked)
    return row


def _summary(invitation: Invitation) -> Row:
    return {
        "hash": invitation.hash,
        "kind": invitation.kind,
        "note": invitation.note,
        "by": invitation.by,
        "expires": seconds(invitation.expires),
        "caps": [getattr(invitation, name) for name in _COUNTED],
        **({"basis": asdict(invitation.basis)} if invitation.basis else {}),
        **({"sent": True} if invitation.to else {}),
    }


def address_row(invitation: Invitation) -> Row:
    """Where it was sent; the table itself forgets it."""
    row: Row = {**address_key(invitation.id), "to": invitation.to}
    if invitation.to_until:
        row["ttl"] = int(invitation.to_until.timestamp())
    return row


def invitation_of(row: Mapping[str, Any]) -> Invitation:
    """The invitation of a row, or of what the index holds of it; without the address."""
    told = json.loads(row["summary"])
    caps = dict(zip(_COUNTED, told["caps"], strict=True))
    return Invitation(
        hash=told["hash"],
        note=told["note"],
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
    return Invitation(
        hash=row["hash"],
        note=row["note"],
        expires=datetime.fromisoformat(row["expires"]),
        **caps,
        **{f"used_{name}": caps[name] - int(row[f"left_{name}"]) for name in _COUNTED},
    )


def _time(row: Mapping[str, Any], name: str) -> datetime | None:
    return datetime.fromisoformat(row[name]) if name in row else None


def was_sent(row: Mapping[str, Any]) -> bool:
    """Whether there is, or was, a row with an address."""
    return bool(json.loads(row["summary"]).get("sent"))


def addressed(row: Mapping[str, Any]) -> dict[str, Any]:
    """What a row with an address adds to its invitation."""
    until = datetime.fromtimestamp(int(row["ttl"]), UTC) if "ttl" in row else None
    return {"to": str(row["to"]), "to_until": until}
