"""The life of a record: created, replaced, given a DOI, published, deleted; and who may do so.

It must not know how requests arrive; shapes of answers are in `shapes`.
"""

from infra.local.repository import access, custom_fields, files, rules, versions
from infra.local.repository.refusal import Json, Refusal, denied, field_error, invalid
from infra.local.repository.state import Record, State, User, new_uuid, now

DOI_PREFIX = "10.5072"
_UNDER_REVIEW = "with an open review"


def own(state: State, user: User | None, record_id: str, *, changing: bool = False) -> Record:
    """The draft, for its owner and for the curators it lies before."""
    record = state.edits.get(record_id) or state.records.get(record_id)
    if changing and record is not None and record.published:
        raise Refusal(404, "Not found.")
    record = state.draft(record_id)
    if not _mine(state, user, record):
        raise denied()
    return record


def _mine(state: State, user: User | None, record: Record) -> bool:
    if user is not None and user.id == record.owner:
        return True
    review = state.review(record)
    return bool(review and review.open and state.community(review.community).curated_by(user))


def readable_files(user: User | None, record: Record) -> Record:
    """A published record whose files this user may see."""
    if record.access["files"] == "restricted" and (user is None or user.id != record.owner):
        raise denied()
    return record


def create(state: State, user: User | None, wanted: Json) -> tuple[Record, list[Json]]:
    """A new draft, with everything that is wrong with it."""
    if user is None:
        raise denied()
    record = Record(owner=user.id)
    errors = _replace(record, wanted)
    errors += rules.files_errors(wanted.get("files"), present=True)
    state.records[record.id] = record
    return record, errors + rules.publisher_errors(record.metadata)


def replace(record: Record, wanted: Json, if_match: str | None) -> list[Json]:
    """Everything that is not in `wanted` is lost, but for the DOI."""
    if if_match and if_match.strip('"') != str(record.revision):
        given = if_match.strip('"')
        raise Refusal(
            412, f"Revision id provided({given}) doesn't match record's one({record.revision})"
        )
    errors = _replace(record, wanted)
    record.touch()
    errors += rules.files_errors(wanted.get("files"), present=bool(record.entries))
    return errors + rules.publisher_errors(record.metadata)


def _replace(record: Record, wanted: Json) -> list[Json]:
    levels, access_errors = access.checked(wanted.get("access"))
    metadata, errors = rules.checked(wanted["metadata"]) if "metadata" in wanted else ({}, [])
    custom, custom_errors = custom_fields.checked(wanted.get("custom_fields") or {})
    record.metadata, record.access, record.custom_fields = metadata, levels, custom
    if metadata:
        record.revision += 1
    return errors + access_errors + custom_errors


def reserve_doi(record: Record) -> None:
    """Give the draft the DOI it will be published with; once."""
    if record.doi:
        raise invalid(field_error("pids.doi", "A PID already exists for type doi"))
    record.doi = f"{DOI_PREFIX}/zenodo.{record.id}"
    record.touch()


def delete(state: State, record: Record) -> None:
    """Forget a draft with its files."""
    review = state.review(record)
    if review and review.open:
        raise Refusal(
            400,
            "You cannot delete a draft with an open review. Please cancel the review first.",
        )
    if record.locked:
        del state.edits[record.id]
        return
    for entry in list(record.entries.values()):
        files.remove(record, entry)
    del state.records[record.id]


def publish(state: State, user: User | None, record_id: str) -> Record:
    """By its owner, at once; a second time there is nothing to publish."""
    record = own(state, user, record_id, changing=True)
    review = state.review(record)
    if review and review.status in ("created", "submitted"):
        raise Refusal(
            400,
            "You cannot publish a draft with an open review request. "
            "Please cancel the review request first.",
        )
    check_metadata(record)
    check_complete(record)
    if record.locked:
        return versions.publish_edit(state, record)
    make_public(record)
    return record


def check_metadata(record: Record) -> None:
    """What is stored has to be complete."""
    _, errors = rules.checked(record.metadata)
    _, access_errors = access.checked(record.access)
    if errors or access_errors:
        raise invalid(*errors, *access_errors)


def check_complete(record: Record) -> None:
    """The files have to be there, and what a DOI needs."""
    if not record.entries:
        raise invalid(field_error("files.enabled", rules.NO_FILES))
    if not all(entry.committed for entry in record.entries.values()):
        words = "One or more files have not completed their transfer, please wait."
        raise invalid(field_error("files", words))
    publisher = rules.publisher_errors(record.metadata)
    if publisher:
        raise invalid(*publisher)


def make_public(record: Record) -> None:
    """The draft becomes the record, if its files are all there."""
    check_complete(record)
    record.doi = record.doi or f"{DOI_PREFIX}/zenodo.{record.id}"
    record.published = True
    record.touch()


def share(state: State, user: User | None, record_id: str, wanted: Json) -> Json:
    """A link for people without an account."""
    record = _shareable(state, user, record_id)
    errors = access.link_errors(wanted)
    if errors:
        raise invalid(*errors)
    link: Json = {"id": new_uuid(), "created_at": now(), "permission": wanted["permission"]}
    if wanted.get("expires_at"):
        link["expires_at"] = wanted["expires_at"]
    link |= {"description": wanted.get("description", ""), "token": new_uuid() + new_uuid()}
    record.access_links.append(link)
    return link


def links(state: State, user: User | None, record_id: str) -> list[Json]:
    """The links made so far, tokens included."""
    return _shareable(state, user, record_id).access_links


def unshare(state: State, user: User | None, record_id: str, link: str) -> None:
    """One of them is none any more."""
    made = _shareable(state, user, record_id).access_links
    found = next((each for each in made if each["id"] == link), None)
    if found is None:
        raise Refusal(404, "No secret link found with the given ID.")
    made.remove(found)


def _shareable(state: State, user: User | None, record_id: str) -> Record:
    record = state.records.get(record_id) or state.draft(record_id)
    if user is None or user.id != record.owner:
        raise denied()
    return record
