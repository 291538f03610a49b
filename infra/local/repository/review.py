"""The review of a draft by a community: asked for, submitted, decided.

It must not know how requests arrive; acceptance publishes, everything else leaves the draft.
"""

from infra.local.repository import drafts, rules
from infra.local.repository.refusal import Json, Refusal, crash, denied, field_error, invalid
from infra.local.repository.state import Community, Record, Request, State, User
from infra.local.repository.values import REQUIRED

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
    if includes_directly(community, user) and not wanted.get("require_review"):
        drafts.make_public(record)
        _decided(state, request, user, "accepted")
    else:
        request.move("submitted")
    _comment(request, user, comment)
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


def worded(words: str) -> Json:
    """What is sent with a comment or a decision, of HTML; nothing where nothing was written."""
    return {"payload": {"content": words, "format": "html"}} if words else {}


def say(state: State, user: User | None, request_id: str, wanted: Json) -> Json:
    """One more comment, by one of the two sides; a closed request takes them too."""
    request = readable(state, user, request_id)
    if "payload" not in wanted:
        raise invalid(field_error("payload", REQUIRED))
    comment = _payload(wanted)
    if user is None or comment is None:
        raise denied()
    return request.note(user, "C", comment)


def decide(
    state: State, user: User | None, request_id: str, action: str, *, wanted: Json
) -> Request:
    """`accept` and `decline` are the curators', `cancel` is the submitter's."""
    request = readable(state, user, request_id)
    curator = state.community(request.community).curated_by(user)
    allowed = (user is not None and user.id == request.creator) if action == "cancel" else curator
    if not allowed or user is None:
        raise denied()
    if not request.open:
        raise Refusal(400, f"Error for action '{action}': Could not execute the action")
    if action == "accept":
        _accept(state.draft(request.record))
    comment = _payload(wanted)
    _decided(state, request, user, _OUTCOMES[action])
    _comment(request, user, comment)
    return request


_OUTCOMES = {"accept": "accepted", "decline": "declined", "cancel": "cancelled"}


def _accept(record: Record) -> None:
    drafts.check_metadata(record)
    if rules.publisher_errors(record.metadata):
        raise crash()
    drafts.make_public(record)


def _decided(state: State, request: Request, user: User, outcome: str) -> None:
    request.move(outcome)
    request.note(user, "L", {"event": outcome})
    record = state.records[request.record]
    if outcome == "accepted":
        record.communities.append(request.community)
    if outcome != "declined":
        record.review = None


def _comment(request: Request, user: User, payload: Json | None) -> None:
    if payload:
        request.note(user, "C", payload)
