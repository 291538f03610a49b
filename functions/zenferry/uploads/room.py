"""How much a deposit may hold: what a record takes, and no more than its invitation gives. Pure."""

from dataclasses import replace

from zenferry.access import Invitation
from zenferry.profile import Limits
from zenferry.submission import Submission

__all__ = ["room"]


def room(submission: Submission, invitation: Invitation, limits: Limits) -> Limits:
    """The limits of this one deposit, those of its files counted in that are there already."""
    there = [file for file in submission.files if not file.ours]
    files = invitation.files - invitation.used_files + len(there)
    size = invitation.bytes - invitation.used_bytes + sum(file.size for file in there)
    return replace(limits, files=min(limits.files, files), bytes=min(limits.bytes, size))
