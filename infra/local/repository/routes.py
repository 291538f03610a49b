"""Which call of the API does what: method and path on the left, the work on the right.

Each work is done under the lock, except where a file streams.
"""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

from infra.local.repository import drafts, files, review, search, shapes, vocabulary
from infra.local.repository.answer import Answer, json_answer
from infra.local.repository.body import Body
from infra.local.repository.refusal import Json, Refusal, crash, denied
from infra.local.repository.state import Entry, Record, Request, State, User

BODY_LIMIT = 100 * 1024 * 1024  # InvenioRDM's MAX_CONTENT_LENGTH
UI_TYPE = "application/vnd.inveniordm.v1+json"


@dataclass(frozen=True)
class Call:
    """One request to the API, read as far as its headers."""

    state: State
    base: str
    user: User | None
    query: dict[str, str]
    headers: dict[str, str]
    body: Body

    def json(self) -> Any:
        """The document sent; nothing sent is an empty one."""
        if self.body.length == 0:
            return {}
        kind = self.headers.get("content-type", "").split(";")[0].strip()
        if kind not in ("application/json", UI_TYPE):
            raise Refusal(415, "Invalid 'Content-Type' header. Expected one of: application/json")
        try:
            return json.loads(self.body.read(BODY_LIMIT))
        except ValueError as error:
            message = "Unable to decode JSON data in request body."
            raise Refusal(400, message) from error

    def object(self) -> Json:
        """The document where only an object will do."""
        wanted = self.json()
        if not isinstance(wanted, dict):
            raise crash()
        return wanted

    def account(self) -> User:
        """Who asks; 403 for a guest."""
        if self.user is None:
            raise denied()
        return self.user

    def own(self, record_id: str) -> Record:
        """The draft that is meant, if it is the caller's."""
        return drafts.own(self.state, self.user, record_id)

    def answer(self, status: int, value: Any, etag: int | None = None) -> Answer:
        """JSON with this server's links."""
        return json_answer(status, value, base=self.base, etag=etag)

    def record(self, status: int, record: Record, errors: list[Json] | None = None) -> Answer:
        """A draft or record, with what is wrong with it."""
        value = shapes.record_json(self.state, record)
        return self.answer(status, value | ({"errors": errors} if errors else {}), record.revision)


Work = Callable[..., Answer]
_GONE = Answer(204)


def _own_records(call: Call) -> Answer:
    return call.answer(200, search.own(call.state, call.account(), call.query))


def _create(call: Call) -> Answer:
    return call.record(201, *drafts.create(call.state, call.account(), call.object()))


def _draft(call: Call, record_id: str) -> Answer:
    return call.record(200, call.own(record_id))


def _replace(call: Call, record_id: str) -> Answer:
    record = call.own(record_id)
    errors = drafts.replace(record, call.object(), call.headers.get("if-match"))
    return call.record(200, record, errors)


def _delete(call: Call, record_id: str) -> Answer:
    drafts.delete(call.state, call.own(record_id))
    return _GONE


def _record(call: Call, record_id: str) -> Answer:
    return call.record(200, call.state.published(record_id))


def _reserve(call: Call, record_id: str) -> Answer:
    record = call.own(record_id)
    drafts.reserve_doi(record)
    return call.record(201, record)


def _publish(call: Call, record_id: str) -> Answer:
    return call.record(202, drafts.publish(call.state, call.user, record_id))


def _share(call: Call, record_id: str) -> Answer:
    return call.answer(201, drafts.share(call.state, call.user, record_id, call.object()))


def _announce(call: Call, record_id: str) -> Answer:
    files.announce(call.state, call.own(record_id), call.json())
    return call.answer(201, _draft_listing(call, record_id))


def _draft_list(call: Call, record_id: str) -> Answer:
    return call.answer(200, _draft_listing(call, record_id))


def _draft_listing(call: Call, record_id: str) -> Json:
    return files.listing(call.own(record_id), f"/api/records/{record_id}/draft/files")


def _draft_file(call: Call, record_id: str, key: str) -> Answer:
    record = call.own(record_id)
    base = f"/api/records/{record_id}/draft/files"
    return call.answer(200, files.entry_json(record, files.entry_of(record, key), base))


def _remove_file(call: Call, record_id: str, key: str) -> Answer:
    record = call.own(record_id)
    files.remove(record, files.entry_of(record, key))
    return _GONE


def _receive(call: Call, record_id: str, key: str) -> Answer:
    kind = call.headers.get("content-type", "application/octet-stream")
    if kind.split(";")[0].strip() != "application/octet-stream":
        raise Refusal(
            415, "Invalid 'Content-Type' header. Expected one of: application/octet-stream"
        )
    with call.state.lock:
        record = call.own(record_id)
        entry = files.sendable(record, key)
    return call.answer(200, files.receive(call.state, record, entry, call.body))


def _part(call: Call, record_id: str, key: str, _part: str) -> Answer:
    files.sendable(call.own(record_id), key)
    raise crash()


def _commit(call: Call, record_id: str, key: str) -> Answer:
    return call.answer(200, files.commit(call.own(record_id), key))


def _content(call: Call, record_id: str, key: str) -> Answer:
    return _download(files.entry_of(call.own(record_id), key))


def _public_list(call: Call, record_id: str) -> Answer:
    record = drafts.readable_files(call.user, call.state.published(record_id))
    return call.answer(200, files.listing(record, f"/api/records/{record_id}/files"))


def _public_file(call: Call, record_id: str, key: str) -> Answer:
    record = drafts.readable_files(call.user, call.state.published(record_id))
    base = f"/api/records/{record_id}/files"
    return call.answer(200, files.entry_json(record, files.entry_of(record, key), base))


def _public_content(call: Call, record_id: str, key: str) -> Answer:
    record = drafts.readable_files(call.user, call.state.published(record_id))
    return _download(files.entry_of(record, key))


def _download(entry: Entry) -> Answer:
    content = entry.content
    if content is None or not entry.committed:
        raise crash()
    headers = {"ETag": f'"md5:{content.md5}"', "Content-MD5": content.md5}
    return Answer(200, type="application/octet-stream", headers=headers, file=content.path)


def _community(call: Call, name: str) -> Answer:
    ui = UI_TYPE in call.headers.get("accept", "")
    community = call.state.community(name)
    return call.answer(200, shapes.community_json(community, call.user, ui=ui), 2)


def _own_communities(call: Call) -> Answer:
    return call.answer(200, search.communities(call.state, call.account()))


def _review(call: Call, record_id: str) -> Answer:
    return _request_answer(call, 200, review.of(call.state, call.own(record_id)))


def _ask(call: Call, record_id: str) -> Answer:
    record = call.own(record_id)
    request = review.ask(call.state, call.account(), record, call.object())
    return _request_answer(call, 200, request)


def _drop(call: Call, record_id: str) -> Answer:
    review.drop(call.state, call.own(record_id))
    return _GONE


def _submit(call: Call, record_id: str) -> Answer:
    record = call.own(record_id)
    request = review.submit(call.state, call.account(), record, call.object())
    return _request_answer(call, 202, request)


def _request(call: Call, request_id: str) -> Answer:
    return _request_answer(call, 200, review.readable(call.state, call.user, request_id))


def _decide(call: Call, request_id: str, action: str) -> Answer:
    request = review.decide(call.state, call.user, request_id, action, wanted=call.object())
    return _request_answer(call, 200, request)


def _timeline(call: Call, request_id: str) -> Answer:
    request = review.readable(call.state, call.user, request_id)
    return call.answer(200, search.page(request.events, call.query))


def _request_answer(call: Call, status: int, request: Request) -> Answer:
    curator = call.state.community(request.community).curated_by(call.user)
    value = shapes.request_json(request, call.user, curator=curator)
    return call.answer(status, value, request.revision)


def _term(call: Call, kind: str, identifier: str) -> Answer:
    return call.answer(200, vocabulary.entry(kind, identifier))


_RECORD = r"/records/([^/]+)"
_FILE = _RECORD + r"/draft/files/(.+)"
_ROUTES: list[tuple[str, str, Work]] = [
    ("GET", "/user/records", _own_records),
    ("GET", "/user/communities", _own_communities),
    ("POST", "/records", _create),
    ("GET", _RECORD, _record),
    ("GET", _RECORD + "/draft", _draft),
    ("PUT", _RECORD + "/draft", _replace),
    ("DELETE", _RECORD + "/draft", _delete),
    ("POST", _RECORD + "/draft/pids/doi", _reserve),
    ("POST", _RECORD + "/draft/actions/publish", _publish),
    ("POST", _RECORD + "/draft/actions/submit-review", _submit),
    ("GET", _RECORD + "/draft/review", _review),
    ("PUT", _RECORD + "/draft/review", _ask),
    ("DELETE", _RECORD + "/draft/review", _drop),
    ("POST", _RECORD + "/access/links", _share),
    ("GET", _RECORD + "/draft/files", _draft_list),
    ("POST", _RECORD + "/draft/files", _announce),
    ("PUT", _FILE + "/content", _receive),
    ("GET", _FILE + "/content", _content),
    ("PUT", _FILE + r"/content/(\d+)", _part),
    ("POST", _FILE + "/commit", _commit),
    ("GET", _FILE, _draft_file),
    ("DELETE", _FILE, _remove_file),
    ("GET", _RECORD + "/files", _public_list),
    ("GET", _RECORD + "/files/(.+)/content", _public_content),
    ("GET", _RECORD + "/files/(.+)", _public_file),
    ("GET", "/communities/([^/]+)", _community),
    ("GET", "/requests/([^/]+)", _request),
    ("GET", "/requests/([^/]+)/timeline", _timeline),
    ("POST", "/requests/([^/]+)/actions/(accept|decline|cancel)", _decide),
    ("GET", "/vocabularies/(resourcetypes|licenses|languages)/([^/]+)", _term),
    ("GET", "/(affiliations)/([^/]+)", _term),
]
_COMPILED = [(method, re.compile(path), work) for method, path, work in _ROUTES]


def serve(call: Call, method: str, path: str) -> Answer:
    """Find the work and do it; only a file's content streams without the lock."""
    matches = [(m, found, work) for m, rx, work in _COMPILED if (found := rx.fullmatch(path))]
    if not matches:
        raise Refusal(
            404,
            "The requested URL was not found on the server. If you entered the URL manually "
            "please check your spelling and try again.",
        )
    for known, found, work in matches:
        if known == method:
            return _done(call, work, [unquote(part) for part in found.groups()])
    raise Refusal(405, "The method is not allowed for the requested URL.")


def _done(call: Call, work: Work, parts: list[str]) -> Answer:
    if work is _receive:
        return work(call, *parts)
    with call.state.lock:
        return work(call, *parts)
