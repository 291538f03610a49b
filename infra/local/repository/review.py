"""The review of a draft by a community: asked for, submitted, decided.

It must not know how requests arrive; acceptance publishes, everything else leaves the draft.
"""

from infra.local.repository import drafts
from infra.local.repository.refusal import Json, Refusal, crash, denied, field_error, invalid
from infra.local.repository.state import Community, Record, Request, State, User, new_uuid, now

_NONE = "Review for draft not found"
_CLOSED_TO_OTHERS = "Submission to this community is only allowed to community members."


def of(state: State, record: Record) -> Request:
    """The review a draft is tied to; 404 when there is none."""
    request = state.review(record)
    if request is None:
        raise Refusal(404, _NONE)
    return request


def ask(state: State, user: User, record: Record, wanted: Json) -> Request:
    """Tie a draft to a community; a review that is not open is replaced."""
    if wanted.get("type") != "community-submission":
        raise invalid(field_error("type", "Invalid review type."))
    receiver = (wanted.get("receiver") or {}).get("community")
    community = next((c for c in state.communities if c.id == receiver), None)
    if community is None:
        raise Refusal(404, "Not found.")
    _refuse_open(state, record)
    request = Request(
        record=record.id,
        community=community.id,
        creator=user.id,
        number=str(len(state.requests) + 1),
    )
    state.requests[request.id] = request
    record.review = request.id
    return request


def drop(state: State, record: Record) -> None:
    """Untie a draft from the review it was not yet submitted to."""
    request = of(state, record)
    _refuse_open(state, record)
    record.review = None
    state.requests.pop(request.id)


def _refuse_open(state: State, record: Record) -> None:
    request = state.review(record)
    if request is not None and request.open:
        raise Refusal(400, "An open review cannot be deleted.")


def submit(state: State, user: User, record: Record, wanted: Json) -> Request:
    """Hand the draft to the community; some submitters need no one's consent."""
    request = of(state, record)
    comment = _payload(wanted)
    if request.status != "created":
        raise crash()
    community = state.community(request.community)
    if not may_submit(community, user):
        raise Refusal(403, _CLOSED_TO_OTHERS)
    drafts.check_metadata(record)
    request.title = record.metadata["title"]
    _note(request, user, "submitted", comment)
    if includes_directly(community, user):
        drafts.make_public(record)
        _close(state, request, user, "accepted")
    return request


def may_submit(community: Community, user: User | None) -> bool:
    """Whether the community takes drafts of this account at all."""
    is_member = user is not None and user.id in community.members
    return community.submission_policy == "open" or is_member


def includes_directly(community: Community, user: User | None) -> bool:
    """Whether what this account submits is published without a decision."""
    if user is None or community.review_policy == "closed":
        return False
    if community.review_policy == "members":
        return user.id in community.members
    return community.curated_by(user)


def _payload(wanted: Json) -> Json | None:
    payload: Json | None = wanted.get("payload")
    if payload is None:
        return None
    errors = []
    if not payload.get("content"):
        errors.append(field_error("payload.content", "Shorter than minimum length 1."))
    if payload.get("format") != "html":
        errors.append(field_error("payload.format", "Must be one of: html."))
    if errors:
        raise invalid(*errors)
    return payload


def readable(state: State, user: User | None, request_id: str) -> Request:
    """A request, for the two sides of it."""
    request = state.request(request_id)
    creator = user is not None and user.id == request.creator
    if not creator and not state.community(request.community).curated_by(user):
        raise denied()
    return request


def decide(
    state: State, user: User | None, request_id: str, action: str, *, wanted: Json
) -> Request:
    """`accept` and `decline` are the curators', `cancel` is the submitter's."""
    request = readable(state, user, request_id)
    curator = state.community(request.community).curated_by(user)
    allowed = (user is not None and user.id == request.creator) if action == "cancel" else curator
    if not request.open or not allowed or user is None:
        raise denied()
    if action == "accept":
        _accept(state.draft(request.record))
    _note(request, user, _OUTCOMES[action], _payload(wanted))
    _close(state, request, user, _OUTCOMES[action])
    return request


_OUTCOMES = {"accept": "accepted", "decline": "declined", "cancel": "cancelled"}


def _accept(record: Record) -> None:
    drafts.check_metadata(record)
    drafts.make_public(record)


def _close(state: State, request: Request, user: User, outcome: str) -> None:
    if request.status != outcome:
        _note(request, user, outcome, None)
    record = state.records[request.record]
    if outcome == "accepted":
        record.communities.append(request.community)
        record.review = None
    elif outcome == "cancelled":
        record.review = None


def _note(request: Request, user: User, outcome: str, comment: Json | None) -> None:
    request.status = outcome
    request.updated = now()
    request.revision += 1
    by = {"user": user.id}
    happening = {"event": outcome}
    request.events.append(
        {"id": new_uuid(), "created": now(), "created_by": by, "type": "L", "payload": happening}
    )
    if comment:
        request.events.append(
            {"id": new_uuid(), "created": now(), "created_by": by, "type": "C", "payload": comment}
        )
