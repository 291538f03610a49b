"""The calls of the API about files: announce, send, commit, read, remove.

All but the sending are done under the lock.
"""

from infra.local.repository import drafts, files, versions
from infra.local.repository.answer import Answer
from infra.local.repository.call import Call
from infra.local.repository.refusal import Json, Refusal, crash
from infra.local.repository.state import Entry

GONE = Answer(204)


def announce(call: Call, record_id: str) -> Answer:
    files.announce(call.state, call.own(record_id), call.json())
    return call.answer(201, _draft_listing(call, record_id))


def draft_list(call: Call, record_id: str) -> Answer:
    return call.answer(200, _draft_listing(call, record_id))


def _draft_listing(call: Call, record_id: str) -> Json:
    return files.listing(call.own(record_id), f"/api/records/{record_id}/draft/files")


def draft_file(call: Call, record_id: str, key: str) -> Answer:
    record = call.own(record_id)
    base = f"/api/records/{record_id}/draft/files"
    return call.answer(200, files.entry_json(record, files.entry_of(record, key), base))


def remove_file(call: Call, record_id: str, key: str) -> Answer:
    record = call.own(record_id)
    files.remove(record, files.removable(record, key))
    return GONE


def import_files(call: Call, record_id: str) -> Answer:
    versions.import_files(call.state, call.own(record_id))
    return call.answer(201, _draft_listing(call, record_id))


def receive(call: Call, record_id: str, key: str) -> Answer:
    kind = call.headers.get("content-type", "application/octet-stream")
    if kind.split(";")[0].strip() != "application/octet-stream":
        raise Refusal(
            415, "Invalid 'Content-Type' header. Expected one of: application/octet-stream"
        )
    with call.state.lock:
        record = call.own(record_id)
        entry = files.sendable(record, key)
    return call.answer(200, files.receive(call.state, record, entry, call.body))


def part(call: Call, record_id: str, key: str, _number: str) -> Answer:
    files.sendable(call.own(record_id), key)
    raise crash()


def commit(call: Call, record_id: str, key: str) -> Answer:
    return call.answer(200, files.commit(call.own(record_id), key))


def content(call: Call, record_id: str, key: str) -> Answer:
    return _download(files.entry_of(call.own(record_id), key))


def public_list(call: Call, record_id: str) -> Answer:
    record = drafts.readable_files(call.user, call.state.published(record_id))
    if call.for_people:
        raise Refusal(406, "Invalid 'Accept' header. Expected one of: application/json")
    return call.answer(200, files.listing(record, f"/api/records/{record_id}/files"))


def public_file(call: Call, record_id: str, key: str) -> Answer:
    record = drafts.readable_files(call.user, call.state.published(record_id))
    base = f"/api/records/{record_id}/files"
    return call.answer(200, files.entry_json(record, files.entry_of(record, key), base))


def public_content(call: Call, record_id: str, key: str) -> Answer:
    record = drafts.readable_files(call.user, call.state.published(record_id))
    return _download(files.entry_of(record, key))


def _download(entry: Entry) -> Answer:
    content = entry.content
    if content is None or not entry.committed:
        raise crash()
    headers = {"ETag": f'"md5:{content.md5}"', "Content-MD5": content.md5}
    return Answer(200, type="application/octet-stream", headers=headers, file=content.path)
