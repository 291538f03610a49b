"""What becomes of a published record: its next version, and changes of its words.

It must not know how requests arrive.
"""

import copy
import os
from datetime import UTC, datetime

from infra.local.repository.refusal import denied, field_error, invalid
from infra.local.repository.state import Content, Entry, Record, State, User, new_uuid

__all__ = ["edit", "import_files", "new_version", "publish_edit"]

# InvenioRDM leaves out the one and sets the other anew.
_NOT_TAKEN_OVER = ("version", "publication_date")


def _own(user: User | None, record: Record) -> User:
    if user is None or user.id != record.owner:
        raise denied()
    return user


def new_version(state: State, user: User | None, record_id: str) -> Record:
    """The draft of the next version; the same again, as long as there is one."""
    record = state.published(record_id)
    owner = _own(user, record)
    latest = state.versions(record)[0]
    if not latest.published:
        return latest
    kept = {k: v for k, v in latest.metadata.items() if k not in _NOT_TAKEN_OVER}
    draft = Record(
        owner=owner.id,
        parent=latest.parent,
        index=latest.index + 1,
        metadata=copy.deepcopy(kept) | {"publication_date": datetime.now(UTC).date().isoformat()},
        custom_fields=copy.deepcopy(latest.custom_fields),
        access=copy.deepcopy(latest.access),
        communities=list(latest.communities),
    )
    state.records[draft.id] = draft
    return draft


def edit(state: State, user: User | None, record_id: str) -> Record:
    """The changes of a published record; the same again, until they are published or dropped."""
    record = state.published(record_id)
    _own(user, record)
    if record_id not in state.edits:
        changes = copy.copy(record)
        changes.metadata = copy.deepcopy(record.metadata)
        changes.custom_fields = copy.deepcopy(record.custom_fields)
        changes.access = copy.deepcopy(record.access)
        changes.entries = dict(record.entries)
        changes.published, changes.locked = False, True
        changes.touch(10)
        state.edits[record_id] = changes
    return state.edits[record_id]


def publish_edit(state: State, changes: Record) -> Record:
    """What was changed is what everybody sees; the files are the same."""
    record = state.records[changes.id]
    record.metadata, record.access = changes.metadata, changes.access
    record.custom_fields = changes.custom_fields
    record.touch()
    del state.edits[record.id]
    return record


def import_files(state: State, draft: Record) -> None:
    """The files of the version before, into a draft that has none."""
    if draft.entries:
        raise invalid(field_error("files.enabled", "Please remove all files first."))
    former = next((each for each in state.versions(draft) if each.published), None)
    for key, entry in (former.entries if former else {}).items():
        draft.entries[key] = _linked(state, entry)


def _linked(state: State, entry: Entry) -> Entry:
    """Under a name of its own: one version's files go without those of another."""
    content = entry.content
    if content is not None:
        path = state.directory / new_uuid()
        os.link(content.path, path)
        content = Content(path, content.size, content.md5, content.file_id)
    return Entry(entry.key, dict(entry.declared), dict(entry.transfer), content, entry.committed)
