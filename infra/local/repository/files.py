"""The files of a draft: announced in one call, sent, committed, read back.

It must not know how a request is answered; its words and oddities are InvenioRDM's.
"""

import hashlib
import mimetypes
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import quote

from infra.local.repository.body import BrokenBody, ShortBody
from infra.local.repository.refusal import Json, Refusal, crash, denied, field_error, invalid
from infra.local.repository.state import Content, Entry, Record, State, new_uuid, now

_TRANSFERS = ("L", "F", "R", "M")
_FIELDS = {"key", "size", "checksum", "metadata", "access", "transfer"}


def announce(state: State, record: Record, wanted: object) -> None:
    """Make entries for all the keys, or for none."""
    items = _checked(wanted)
    keys = [item["key"] for item in items]
    if len(record.entries) + len(keys) > state.limits.files:
        raise Refusal(
            400, "Uploading selected files will result in exceeding the max amount per record."
        )
    for number, key in enumerate(keys):
        if key in record.entries or key in keys[:number]:
            raise Refusal(400, f"File with key {key} already exists.")
    for item in items:
        record.entries[item["key"]] = _entry(item)


def _checked(wanted: object) -> list[Json]:
    if not isinstance(wanted, list):
        raise invalid(field_error("0._schema", "Invalid input type."))
    if not wanted:
        raise invalid(field_error("_schema", "No files to upload."))
    errors = [error for number, item in enumerate(wanted) for error in _item_errors(number, item)]
    if errors:
        raise invalid(*errors)
    return wanted


def _item_errors(number: int, item: object) -> Iterable[Json]:
    if not isinstance(item, dict):
        yield field_error(f"{number}._schema", "Invalid input type.")
        return
    if "key" not in item:
        yield field_error(f"{number}.key", "Missing data for required field.")
    elif not isinstance(item["key"], str):
        yield field_error(f"{number}.key", "Not a valid string.")
    elif "\0" in item["key"]:
        raise crash()
    if not isinstance(item.get("size", 0), int):
        yield field_error(f"{number}.size", "Not a valid integer.")
    for name in item:
        if name not in _FIELDS:
            yield field_error(f"{number}.{name}", "Unknown field.")


def _entry(item: Json) -> Entry:
    declared: Json = {name: item[name] for name in ("size", "checksum", "metadata") if name in item}
    transfer = item.get("transfer") or {"type": "L"}
    return Entry(key=item["key"], declared=declared, transfer=transfer)


def entry_of(record: Record, key: str) -> Entry:
    """404 when the record has no such file."""
    entry = record.entries.get(key)
    if entry is None:
        raise Refusal(404, f"Record '{record.id}' has no file '{key}'.")
    return entry


def sendable(record: Record, key: str) -> Entry:
    """An entry that takes a content or a commit; on Zenodo only plain transfers do."""
    entry = entry_of(record, key)
    if entry.transfer.get("type", "L") != "L":
        raise denied()
    _unlocked(record)
    return entry


def receive(state: State, record: Record, entry: Entry, body: Iterable[bytes]) -> Json:
    """Store a content while it streams in; the lock is held only once it is all there.

    Whatever goes wrong in the transfer removes the entry, as does sending a committed file again.
    """
    with state.lock:
        room = _room(state, record, entry)
        answer = entry_json(record, entry, _draft_files(record))
    try:
        content = _stored(state, body, room)
    except BrokenBody:
        return _failed(state, record, entry, answer)
    with state.lock:
        if entry.committed or record.entries.get(entry.key) is not entry:
            content.path.unlink(missing_ok=True)
            return _failed(state, record, entry, answer)
        discard(entry)
        entry.content = content
    return answer


def _failed(state: State, record: Record, entry: Entry, answer: Json) -> Json:
    with state.lock:
        if record.entries.get(entry.key) is entry:
            remove(record, entry)
    return answer | {"errors": "File upload transfer failed."}


def _room(state: State, record: Record, entry: Entry) -> int:
    used = sum(e.content.size for e in record.entries.values() if e.content and e is not entry)
    return state.limits.bytes - used


def _stored(state: State, body: Iterable[bytes], room: int) -> Content:
    announced = getattr(body, "length", None)
    _refuse_size(state, announced or 0, room)
    path = state.directory / new_uuid()
    digest, size = hashlib.md5(usedforsecurity=False), 0
    try:
        with path.open("wb") as file:
            for piece in body:
                size += len(piece)
                _refuse_size(state, size, room)
                digest.update(piece)
                file.write(piece)
    except ShortBody as error:
        path.unlink()
        raise Refusal(400, "File is smaller than expected.") from error
    except BaseException:
        path.unlink()
        raise
    return Content(path=path, size=size, md5=digest.hexdigest())


def _refuse_size(state: State, size: int, room: int) -> None:
    if size > state.limits.bytes:
        raise Refusal(400, "Maximum file size exceeded.")
    if size > room:
        raise Refusal(400, "Bucket quota exceeded.")


def commit(record: Record, key: str) -> Json:
    """Make what was sent the file; again and again with the same answer."""
    entry = sendable(record, key)
    if entry.content is None:
        raise crash()
    if not entry.content.size:
        raise Refusal(400, "Empty files are not accepted.")
    entry.committed = True
    entry.updated = now()
    return entry_json(record, entry, _draft_files(record))


def discard(entry: Entry) -> None:
    """Forget the bytes of an entry."""
    if entry.content is not None:
        entry.content.path.unlink(missing_ok=True)
        entry.content = None


def removable(record: Record, key: str) -> Entry:
    """An entry that may go: those of a published record stay."""
    entry = entry_of(record, key)
    if entry.committed:
        _unlocked(record)
    return entry


def _unlocked(record: Record) -> None:
    if record.locked:
        raise Refusal(403, "Bucket is locked for modifications.")


def remove(record: Record, entry: Entry) -> None:
    """Forget an entry with its bytes."""
    discard(entry)
    del record.entries[entry.key]


def listing(record: Record, base: str) -> Json:
    """All entries; `base` is the path of the list on this server."""
    entries = [entry_json(record, entry, base) for entry in record.entries.values()]
    links = {"self": base}
    return {
        "enabled": True,
        "links": links,
        "entries": entries,
        "default_preview": None,
        "order": [],
    }


def _draft_files(record: Record) -> str:
    return f"/api/records/{record.id}/draft/files"


def entry_json(record: Record, entry: Entry, base: str) -> Json:
    """One entry as it is answered; size and checksum come with the commit."""
    own = f"{base}/{quote(entry.key, safe='/+:@!$&()*,;=~')}"
    links = {"self": own, "content": f"{own}/content"}
    if base.endswith("/draft/files"):
        links["commit"] = f"{own}/commit"
    answer: Json = {
        "created": entry.created,
        "updated": entry.updated,
        "metadata": entry.declared.get("metadata"),
        "access": {"hidden": False},
        "links": links,
        "key": entry.key,
        "transfer": entry.transfer,
        "status": "completed" if entry.committed else "pending",
    }
    return answer | (_content_json(record, entry) if entry.committed else _declared_json(entry))


def summary(entry: Entry) -> Json:
    """What a record says of one of its files."""
    answer: Json = {"key": entry.key, "metadata": entry.declared.get("metadata")}
    answer["access"] = {"hidden": False}
    content = entry.content
    if content is None or not entry.committed:
        return answer
    return answer | {
        "id": content.file_id,
        "checksum": f"md5:{content.md5}",
        "ext": Path(entry.key).suffix.removeprefix("."),
        "size": content.size,
        "mimetype": mimetypes.guess_type(entry.key)[0] or "application/octet-stream",
        "storage_class": "L",
    }


def _declared_json(entry: Entry) -> Json:
    return {name: entry.declared[name] for name in ("checksum", "size") if name in entry.declared}


def _content_json(record: Record, entry: Entry) -> Json:
    content = entry.content
    if content is None:
        return {}
    return {
        "mimetype": mimetypes.guess_type(entry.key)[0] or "application/octet-stream",
        "version_id": content.version_id,
        "file_id": content.file_id,
        "bucket_id": record.bucket,
        "checksum": f"md5:{content.md5}",
        "size": content.size,
        "storage_class": "L",
    }
