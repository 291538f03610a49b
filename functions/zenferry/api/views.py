"""Submissions and files as the API shows them."""

from datetime import UTC, datetime

from zenferry.api.problems import problem_json, words
from zenferry.api.schemas import PART_BATCH
from zenferry.api.service import service
from zenferry.profile import HandOver, Limits
from zenferry.state import State
from zenferry.submission import Submission
from zenferry.transfer import File, Transfer, TransferState

__all__ = ["file_json", "submission_json", "time_json"]

Json = dict[str, object]


def time_json(at: datetime) -> str:
    """A time as it is answered everywhere."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def submission_json(found: Submission, limits: Limits | None = None) -> Json:
    """All that its page needs, and nothing secret. `limits`: its own, where it takes files."""
    return {
        "id": found.id,
        "state": found.state,
        "cancelling": found.cancelling,
        "ahead": service().deposits.queue.ahead(found),
        "revision": found.revision,
        "metadata": found.values,
        "problems": _problems(found),
        "files": [file_json(file, found.transfer(file.id)) for file in found.files],
        "totals": _totals(found),
        "limits": _limits(limits or service().profile.limits),
        "repository": _repository(found),
        "way": _way(found),
        "account": found.account or None,
        "token_wanted": found.token_wanted,
        "reconciliation": _reconciliation(found),
        "attention": _attention(found),
        "basis": _basis(found),
        "agreement": _agreement(found),
        "told": found.told,
        "timeline": [
            {
                "at": time_json(event.at),
                "event": event.code,
                "text": words(event.code, event.params),
                # A curator's own, as plain text.
                "words": event.params.get("words") or None,
            }
            for event in found.timeline
        ],
        "curator_words": found.curator_words,
        "actions": list(found.actions),
        "expires": time_json(found.expires),
        "ends_soon": service().deposits.ends_soon(found),
    }


def _problems(found: Submission) -> list[dict[str, str]]:
    if not found.editable:
        return []
    return [problem_json(problem) for problem in service().deposits.problems(found)]


def file_json(file: File, transfer: Transfer) -> Json:
    """One file with its progress."""
    return {
        "id": file.id,
        "path": file.path,
        "size": file.size,
        "type": file.media_type,
        "part_size": file.part_size,
        "ours": file.ours,
        "kept": file.kept,
        "state": transfer.state,
        "md5": transfer.md5,
        "copied_bytes": transfer.copied_bytes,
        "repository_md5": transfer.repository_md5,
    }


def _totals(found: Submission) -> Json:
    pairs = [(file, found.transfer(file.id)) for file in found.files]
    staged = [file for file, transfer in pairs if transfer.staged]
    copied = [file for file, transfer in pairs if transfer.state is TransferState.COPIED]
    return {
        "files": len(pairs),
        "bytes": sum(file.size for file in found.files),
        "staged_files": len(staged),
        "staged_bytes": sum(file.size for file in staged),
        "copied_files": len(copied),
        "copied_bytes": sum(transfer.copied_bytes for _, transfer in pairs),
    }


def _limits(limits: Limits) -> Json:
    return {
        "files": limits.files,
        "bytes": limits.bytes,
        "part_batch": PART_BATCH,
    }


def _repository(found: Submission) -> Json:
    settings = service().profile.at(*found.destination).repository
    return {
        "key": settings.key,
        "name": settings.name,
        "practice": settings.practice,
        "doi": found.doi,
        "record": found.record_url,
        "preview": found.preview_url,
        "review": found.review_url,
    }


def _way(found: Submission) -> Json:
    """Which steps it takes: whether our own curators look at it, and how its record ends."""
    profile = service().profile
    place = profile.at(*found.destination).repository
    ends = profile.own_account.hand_over if found.account else place.hand_over
    # At the repository nobody reviews what becomes of a record that is public already.
    if found.basis and not found.review_url and (ends is HandOver.REVIEW or found.basis.corrects):
        ends = HandOver.PUBLISH
    return {"look": profile.curation.look or found.basis is not None, "ends": ends}


def _reconciliation(found: Submission) -> list[Json] | None:
    if not found.reconciled or found.reconciled != found.attempt:
        return None
    pairs = ((file, found.transfer(file.id)) for file in found.files)
    return [
        {
            "path": file.path,
            "size": file.size,
            "repository_size": transfer.repository_size,
            "md5": transfer.md5,
            "repository_md5": transfer.repository_md5,
            "equal": transfer.equal and transfer.repository_size == file.size,
        }
        for file, transfer in pairs
    ]


def _basis(found: Submission) -> Json | None:
    if not found.basis:
        return None
    basis = found.basis
    return {
        "kind": basis.kind,
        "doi": basis.doi or None,
        "url": basis.url,
        "listed": bool(basis.words),
    }


def _attention(found: Submission) -> Json | None:
    if found.state is not State.NEEDS_ATTENTION or not found.problems:
        return None
    problem = found.problems[0]
    return {"field": problem.field or None, "message": words(problem.code, problem.params)}


def _agreement(found: Submission) -> Json | None:
    if not found.agreed:
        return None
    agreed = found.agreed
    return {"at": time_json(agreed.at), "version": agreed.version, "points": agreed.points}
