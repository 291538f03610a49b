"""Which call of the API does what: method and path on the left, the work on the right.

Each work is done under the lock, except where a file streams.
"""

import re
from collections.abc import Callable
from urllib.parse import unquote

from infra.local.repository import (
    drafts,
    file_routes,
    oauth_pages,
    registries,
    review,
    search,
    shapes,
    suggestions,
    versions,
    vocabulary,
    works,
)
from infra.local.repository.answer import Answer
from infra.local.repository.call import Call
from infra.local.repository.file_routes import GONE
from infra.local.repository.refusal import Refusal, crash, unauthorised
from infra.local.repository.state import Request

Work = Callable[..., Answer]


def _me(call: Call) -> Answer:
    if call.user is None:
        raise unauthorised()
    return call.answer(200, shapes.account_json(call.user))


def _own_records(call: Call) -> Answer:
    return call.answer(200, search.own(call.state, call.account(), call.query))


def _create(call: Call) -> Answer:
    return call.record(201, *drafts.create(call.state, call.account(), call.object()))


def _draft(call: Call, record_id: str) -> Answer:
    return call.record(200, call.own(record_id, changing=False))


def _replace(call: Call, record_id: str) -> Answer:
    record = call.own(record_id)
    errors = drafts.replace(record, call.object(), call.headers.get("if-match"))
    return call.record(200, record, errors)


def _delete(call: Call, record_id: str) -> Answer:
    drafts.delete(call.state, call.own(record_id))
    return GONE


def _record(call: Call, record_id: str) -> Answer:
    return call.record(200, call.state.published(record_id))


def _reserve(call: Call, record_id: str) -> Answer:
    record = call.own(record_id)
    drafts.reserve_doi(record)
    return call.record(201, record)


def _publish(call: Call, record_id: str) -> Answer:
    return call.record(202, drafts.publish(call.state, call.user, record_id))


def _new_version(call: Call, record_id: str) -> Answer:
    return call.record(201, versions.new_version(call.state, call.user, record_id))


def _edit(call: Call, record_id: str) -> Answer:
    return call.record(201, versions.edit(call.state, call.user, record_id))


def _versions(call: Call, record_id: str) -> Answer:
    found = call.state.versions(call.state.published(record_id))
    public = [shapes.record_json(call.state, each) for each in found if each.published]
    return call.answer(200, search.page(public, call.query))


def _share(call: Call, record_id: str) -> Answer:
    return call.answer(201, drafts.share(call.state, call.user, record_id, call.object()))


def _links(call: Call, record_id: str) -> Answer:
    found = drafts.links(call.state, call.user, record_id)
    return call.answer(200, {"hits": {"hits": found, "total": len(found)}})


def _unshare(call: Call, record_id: str, link: str) -> Answer:
    drafts.unshare(call.state, call.user, record_id, link)
    return GONE


def _community(call: Call, name: str) -> Answer:
    community = call.state.community(name)
    return call.answer(200, shapes.community_json(community, call.user, ui=call.for_people), 2)


def _community_records(call: Call, name: str) -> Answer:
    return call.answer(200, search.of_community(call.state, name, call.user, call.query))


def _own_communities(call: Call) -> Answer:
    return call.answer(200, search.communities(call.state, call.account()))


def _review(call: Call, record_id: str) -> Answer:
    if call.for_people:
        raise crash()
    return _request_answer(call, 200, review.of(call.state, call.own(record_id)))


def _ask(call: Call, record_id: str) -> Answer:
    record = call.own(record_id)
    request = review.ask(call.state, call.account(), record, call.object())
    return _request_answer(call, 200, request)


def _drop(call: Call, record_id: str) -> Answer:
    review.drop(call.state, call.own(record_id))
    return GONE


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
    newest = call.query.get("sort") == "newest"
    events = request.events[::-1] if newest else request.events
    return call.answer(200, search.page(events, {"size": "25"} | call.query))


def _say(call: Call, request_id: str) -> Answer:
    return call.answer(201, review.say(call.state, call.user, request_id, call.object()))


def _request_answer(call: Call, status: int, request: Request) -> Answer:
    curator = call.state.community(request.community).curated_by(call.user)
    value = shapes.request_json(request, call.user, curator=curator)
    return call.answer(status, value, request.revision)


def _term(call: Call, kind: str, identifier: str) -> Answer:
    return call.answer(200, vocabulary.entry(kind, unquote(identifier)))


def _one_award(call: Call, identifier: str) -> Answer:
    return call.answer(200, vocabulary.award_entry(unquote(identifier)))


def _terms(call: Call, kind: str) -> Answer:
    return call.answer(200, suggestions.terms(kind, call.query))


def _organisations(call: Call, kind: str) -> Answer:
    return call.answer(200, suggestions.organisations(kind, call.query))


def _awards(call: Call) -> Answer:
    return call.answer(200, suggestions.awards(call.query))


def _subjects(call: Call) -> Answer:
    return call.answer(200, suggestions.subjects(call.query))


def _communities(call: Call) -> Answer:
    return call.answer(200, suggestions.communities(call.state, call.query))


_RECORD = r"/records/([^/]+)"
_FILE = _RECORD + r"/draft/files/(.+)"
_ROUTES: list[tuple[str, str, Work]] = [
    ("POST", "/oauth/token", oauth_pages.token),
    ("GET", "/me", _me),
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
    ("GET", _RECORD + "/access/links", _links),
    ("DELETE", _RECORD + "/access/links/([^/]+)", _unshare),
    ("POST", _RECORD + "/draft", _edit),
    ("POST", _RECORD + "/versions", _new_version),
    ("GET", _RECORD + "/versions", _versions),
    ("POST", _RECORD + "/draft/actions/files-import", file_routes.import_files),
    ("GET", _RECORD + "/draft/files", file_routes.draft_list),
    ("POST", _RECORD + "/draft/files", file_routes.announce),
    ("PUT", _FILE + "/content", file_routes.receive),
    ("GET", _FILE + "/content", file_routes.content),
    ("PUT", _FILE + r"/content/(\d+)", file_routes.part),
    ("POST", _FILE + "/commit", file_routes.commit),
    ("GET", _FILE, file_routes.draft_file),
    ("DELETE", _FILE, file_routes.remove_file),
    ("GET", _RECORD + "/files", file_routes.public_list),
    ("GET", _RECORD + "/files/(.+)/content", file_routes.public_content),
    ("GET", _RECORD + "/files/(.+)", file_routes.public_file),
    ("GET", "/communities/([^/]+)", _community),
    ("GET", "/communities/([^/]+)/records", _community_records),
    ("GET", "/requests/([^/]+)", _request),
    ("GET", "/requests/([^/]+)/timeline", _timeline),
    ("POST", "/requests/([^/]+)/comments", _say),
    ("POST", "/requests/([^/]+)/actions/(accept|decline|cancel)", _decide),
    ("GET", "/vocabularies/(resourcetypes|licenses|languages)/([^/]+)", _term),
    ("GET", "/(affiliations|funders|subjects)/([^/]+)", _term),
    ("GET", "/awards/([^/]+)", _one_award),
    ("GET", "/vocabularies/(licenses|languages|code:programmingLanguages)", _terms),
    ("GET", "/vocabularies/(licenses|languages|code%3AprogrammingLanguages)", _terms),
    ("GET", "/(affiliations|funders)", _organisations),
    ("GET", "/awards", _awards),
    ("GET", "/subjects", _subjects),
    ("GET", "/communities", _communities),
    # Not the repository's, but those of others beside it.
    ("GET", "/elsewhere/ror/organizations", registries.organisations),
    ("GET", "/elsewhere/ror/organizations/(.+)", registries.organisation),
    ("GET", "/elsewhere/datacite/dois/(.+)", works.of_datacite),
    ("GET", "/elsewhere/crossref/works/(.+)", works.of_crossref),
    ("GET", "/elsewhere/orcid/expanded-search", registries.people),
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
    if work is file_routes.receive:
        return work(call, *parts)
    if work is not file_routes.part:
        call.load()
    with call.state.lock:
        return work(call, *parts)
