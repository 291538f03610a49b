"""The pages a person looks at: all records, and one record with its files and its review.

A curator's buttons work without an account, since the server is only on this machine; a form
posted from another site is refused.
"""

import html
import re
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from infra.local.repository import files, oauth_pages, review, shapes
from infra.local.repository.answer import HTML, Answer
from infra.local.repository.refusal import Json, Refusal
from infra.local.repository.state import CURATING, Record, Request, State, User

_TEMPLATES = Path(__file__).with_name("templates")
_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; "
        "frame-ancestors 'none'"
    ),
    # Not "no-referrer": browsers would then send no Origin with a form, and no one could decide.
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}
_RECORD = re.compile(r"/(?:records|uploads)/([^/]+)")
_REQUEST = re.compile(r"(?:/me)?/requests/([^/]+)")
_DECISION = re.compile(r"/requests/([^/]+)/(accept|decline|comment)")


@dataclass(frozen=True)
class Visit:
    """What a page needs to know of a request by a browser."""

    method: str
    path: str
    host: str
    origin: str | None
    site: str | None
    query: dict[str, str] = field(default_factory=dict)
    form: dict[str, str] = field(default_factory=dict)


def serve(state: State, visit: Visit) -> Answer:
    """The page or, after a decision, the way back to it."""
    try:
        with state.lock:
            return _page(state, visit)
    except Refusal as refusal:
        heading = "That did not work" if visit.method == "POST" else "Not found"
        return _rendered("message.html", refusal.status, heading=heading, message=refusal.message)


def _page(state: State, visit: Visit) -> Answer:
    if visit.path == oauth_pages.AUTHORIZE:
        return _authorize(state, visit)
    if visit.method == "POST":
        return _decide(state, visit)
    if visit.path == "/style.css":
        css = (_TEMPLATES / "style.css").read_bytes()
        return Answer(200, css, "text/css; charset=utf-8", _HEADERS)
    if found := _RECORD.fullmatch(visit.path):
        return _record(state, state.records.get(found[1]))
    if found := _REQUEST.fullmatch(visit.path):
        return _record(state, state.records.get(state.request(found[1]).record))
    if visit.path == "/" or visit.path.startswith("/communities/"):
        records = [shapes.record_json(state, record) for record in state.newest()]
        return _rendered("list.html", records=records)
    raise Refusal(404, "There is no such page.")


def _authorize(state: State, visit: Visit) -> Answer:
    form = None
    if visit.method == "POST":
        _refuse_other_sites(visit)
        form = visit.form
    shown = oauth_pages.authorize(state, visit.query, form)
    if shown.location:
        return Answer(302, headers=_HEADERS | {"Location": shown.location})
    page = _rendered("authorize.html", **shown.values)
    own = "form-action 'self'"
    rules = _HEADERS["Content-Security-Policy"].replace(own, f"{own} {shown.leads_to}")
    return replace(page, headers=page.headers | {"Content-Security-Policy": rules})


def _decide(state: State, visit: Visit) -> Answer:
    found = _DECISION.fullmatch(visit.path)
    if found is None:
        raise Refusal(404, "There is no such page.")
    _refuse_other_sites(visit)
    request = state.request(found[1])
    curator, wanted = (
        curator_of(state, request),
        review.worded(_paragraphs(visit.form.get("words", ""))),
    )
    if found[2] == "comment":
        review.say(state, curator, request.id, wanted)
    else:
        review.decide(state, curator, request.id, found[2], wanted=wanted)
    return Answer(303, headers=_HEADERS | {"Location": f"/records/{request.record}"})


def _paragraphs(words: str) -> str:
    """What was typed, as the real one's editor would send it."""
    lines = (line.strip() for line in words.splitlines())
    return "".join(f"<p>{html.escape(line)}</p>" for line in lines if line)


def _refuse_other_sites(visit: Visit) -> None:
    # The name of the host is checked too, so that no other name can be made to point here.
    local = urlsplit(f"//{visit.host}").hostname in ("127.0.0.1", "localhost", "::1")
    same = visit.origin == f"http://{visit.host}" and visit.site in (None, "same-origin")
    if not (local and same):
        raise Refusal(403, "This form can only be sent from its own page.")


def curator_of(state: State, request: Request) -> User:
    """Someone who may decide: the first curator of the community."""
    community = state.community(request.community)
    names = [name for name, role in community.members.items() if role in CURATING]
    return next(user for user in state.users if user.id in names)


def _record(state: State, record: Record | None) -> Answer:
    if record is None:
        raise Refusal(404, "There is no such record.")
    own = state.requests.values()
    request = next((r for r in reversed(own) if r.record == record.id), None)
    base = f"/api/records/{record.id}/files"
    return _rendered(
        "record.html",
        record=shapes.record_json(state, record),
        metadata=_described(record),
        entries=[files.entry_json(record, entry, base) for entry in record.entries.values()],
        # Whoever looks at a page has no account: what is restricted, or a draft, is not for them.
        open=record.published and record.access["files"] != "restricted",
        review=request and shapes.request_json(request, None, curator=True),
        community=request and shapes.community_json(state.community(request.community)),
        events=request.events if request else [],
    )


def _described(record: Record) -> list[tuple[str, list[str]]]:
    kept = record.metadata
    rows: dict[str, list[str | None]] = {
        "Type": [_title(kept.get("resource_type"))],
        "Creators": [_person(person) for person in kept.get("creators", [])],
        "Published": [kept.get("publication_date")],
        "Publisher": [kept.get("publisher")],
        "Description": [_plain(kept.get("description", ""))],
        "Licence": [_title(right) for right in kept.get("rights", [])],
        "Keywords": [subject.get("subject") for subject in kept.get("subjects", [])],
        "Language": [_title(language) for language in kept.get("languages", [])],
        "Version": [kept.get("version")],
        "DOI": [record.doi],
        "Access": [_access(record.access)],
    }
    return [(name, [v for v in values if v]) for name, values in rows.items() if any(values)]


def _title(term: Json | None) -> str:
    title = (term or {}).get("title", {})
    return str(title.get("en", "")) if isinstance(title, dict) else str(title)


def _person(creator: Json) -> str:
    who = creator["person_or_org"]
    names = [str(who.get("name", ""))]
    names += [item["identifier"] for item in who.get("identifiers", [])]
    names += [str(item.get("name", "")) for item in creator.get("affiliations", [])]
    return ", ".join(names)


def _access(levels: Json) -> str:
    until = levels["embargo"].get("until")
    return f"files {levels['files']}" + (f" until {until}" if until else "")


def _plain(markup: str) -> str:
    spaced = re.sub(r"</p>|<br>|</li>", "\n", markup)
    return html.unescape(re.sub(r"<[^>]*>", "", spaced)).strip()


def _bytes(size: int | None) -> str:
    amount, unit = float(size or 0), "bytes"
    for larger in ("kB", "MB", "GB"):
        if amount < 1000:
            break
        amount, unit = amount / 1000, larger
    return f"{amount:.0f} {unit}" if unit == "bytes" else f"{amount:.1f} {unit}"


def _moment(iso: str) -> str:
    return iso[:19].replace("T", " ") + " UTC"


def _badge(status: str) -> Markup:
    words = status.replace("_", " ")
    return Markup('<span class="badge {}">{}</span>').format(status, words)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES), autoescape=True, undefined=StrictUndefined
    )
    environment.filters |= {"bytes": _bytes, "moment": _moment, "plain": _plain}
    environment.globals["badge"] = _badge
    return environment


def _rendered(template: str, status: int = 200, **values: object) -> Answer:
    page = _environment().get_template(template).render(values)
    return Answer(status, page.encode(), HTML, _HEADERS)
