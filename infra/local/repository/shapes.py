"""The JSON of drafts, records, communities and requests, as far as a client reads it.

Links are paths here; the server puts its own address before them.
"""

from infra.local.repository import access, files
from infra.local.repository.drafts import DOI_PREFIX
from infra.local.repository.refusal import Json
from infra.local.repository.review import includes_directly, may_submit
from infra.local.repository.state import Community, Record, Request, State, User

_DOI_SITE = "https://handle.test.datacite.org/"


def record_json(state: State, record: Record) -> Json:
    """A draft or a record with all that is known of it."""
    return {
        "id": record.id,
        "created": record.created,
        "updated": record.updated,
        "links": _record_links(record),
        "revision_id": record.revision,
        "parent": _parent(state, record),
        "versions": _versions(state, record),
        "is_published": record.published or record.locked,
        "is_draft": not record.published,
        "pids": _pids(record),
        "metadata": record.metadata,
        "custom_fields": record.custom_fields,
        "access": record.access | {"status": _access_status(record)},
        "files": _files(record),
        "status": status(state, record),
    }


def _versions(state: State, record: Record) -> Json:
    all_of_it = state.versions(record)
    public = [each for each in all_of_it if each.published]
    return {
        "is_latest": bool(public) and record.id == public[0].id,
        "is_latest_draft": not all_of_it or record.id == all_of_it[0].id,
        "index": record.index,
    }


def _access_status(record: Record) -> str:
    word = access.status(record.access)
    return "metadata-only" if word == "open" and not record.entries else word


def status(state: State, record: Record) -> str:
    """One word for where a record stands."""
    review = state.review(record)
    if record.published or record.locked:
        return "published"
    if review is None:
        return "draft" if record.index == 1 else "new_version_draft"
    return {"created": "draft_with_review", "submitted": "in_review"}.get(
        review.status, review.status
    )


def _record_links(record: Record) -> Json:
    api, page = f"/api/records/{record.id}", f"/records/{record.id}"
    own = api if record.published else f"{api}/draft"
    links = {
        "self": own,
        "self_html": page if record.published else f"/uploads/{record.id}",
        "preview_html": f"{page}?preview=1",
        "reserve_doi": f"{api}/draft/pids/doi",
        "files": f"{own}/files",
        "access_links": f"{api}/access/links",
    }
    if record.doi:
        links |= {"doi": f"{_DOI_SITE}{record.doi}", "self_doi": f"{_DOI_SITE}{record.doi}"}
    return links | (_published_links(api) if record.published else _draft_links(record, api, page))


def _published_links(api: str) -> Json:
    return {"draft": f"{api}/draft", "latest": f"{api}/versions/latest"}


def _draft_links(record: Record, api: str, page: str) -> Json:
    links = {
        "record": api,
        "record_html": page,
        "publish": f"{api}/draft/actions/publish",
        "review": f"{api}/draft/review",
    }
    if record.review:
        links["submit-review"] = f"{api}/draft/actions/submit-review"
    return links


def _pids(record: Record) -> Json:
    if not record.doi:
        return {}
    doi = {"identifier": record.doi, "provider": "datacite", "client": "datacite"}
    oai = {"identifier": f"oai:127.0.0.1:{record.id}", "provider": "oai"}
    return {"doi": doi} | ({"oai": oai} if record.published else {})


def _parent(state: State, record: Record) -> Json:
    parent: Json = {
        "id": record.parent,
        "access": {
            "owned_by": {"user": record.owner},
            "links": [{"id": link["id"]} for link in record.access_links],
        },
        "communities": _communities(state, record),
        "pids": _parent_pids(state, record),
    }
    review = state.review(record)
    if review is not None:
        parent["review"] = {
            "id": review.id,
            "type": "community-submission",
            "title": "",
            "status": review.status,
            "receiver": {"community": review.community},
        }
    return parent


def _parent_pids(state: State, record: Record) -> Json:
    if not any(each.published for each in state.versions(record)):
        return {}
    doi = f"{DOI_PREFIX}/zenodo.{record.parent}"
    return {"doi": {"identifier": doi, "provider": "datacite", "client": "datacite"}}


def _communities(state: State, record: Record) -> Json:
    if not record.communities:
        return {}
    entries = [community_json(state.community(name)) for name in record.communities]
    return {"ids": record.communities, "default": record.communities[0], "entries": entries}


def account_json(user: User) -> Json:
    """One's own account."""
    return {
        "confirmed_at": "2026-11-01T10:00:00.000000+00:00",
        "email": f"{user.name}@lab.test",
        "id": int(user.id),
        "last_login_at": None,
        "roles": [],
    }


def _files(record: Record) -> Json:
    contents = [e.content for e in record.entries.values() if e.content and e.committed]
    return {
        "enabled": True,
        "order": [],
        "count": len(record.entries),
        "total_bytes": sum(content.size for content in contents),
        "entries": {key: files.summary(entry) for key, entry in record.entries.items()},
    }


def community_json(community: Community, user: User | None = None, *, ui: bool = False) -> Json:
    """A community; with `ui` also what this account may do in it."""
    answer: Json = {
        "id": community.id,
        "created": community.created,
        "updated": community.created,
        "links": {
            "self": f"/api/communities/{community.id}",
            "self_html": f"/communities/{community.slug}/",
        },
        "revision_id": 2,
        "slug": community.slug,
        "metadata": {"title": community.title},
        "access": {
            "visibility": "public",
            "members_visibility": "public",
            "member_policy": "closed",
            "record_submission_policy": community.submission_policy,
            "review_policy": community.review_policy,
        },
    }
    return answer | {"ui": {"permissions": _permissions(community, user)}} if ui else answer


def _permissions(community: Community, user: User | None) -> Json:
    role = community.members.get(user.id) if user else None
    return {
        "can_include_directly": includes_directly(community, user),
        "can_update": role in ("owner", "manager"),
        "can_submit_record": user is not None and may_submit(community, user),
    }


def request_json(request: Request, user: User | None, *, curator: bool) -> Json:
    """A review; its links name only the actions this user has."""
    api = f"/api/requests/{request.id}"
    return {
        "id": request.id,
        "created": request.created,
        "updated": request.updated,
        "created_by": {"user": request.creator},
        "expires_at": None,
        "is_closed": request.status in ("accepted", "declined", "cancelled", "expired"),
        "is_expired": request.status == "expired",
        "is_open": request.open,
        "links": {
            "actions": {
                name: f"{api}/actions/{name}" for name in _actions(request, user, curator=curator)
            },
            "comments": f"{api}/comments",
            "self": api,
            "self_html": f"/me/requests/{request.id}",
            "timeline": f"{api}/timeline",
        },
        "number": request.number,
        "receiver": {"community": request.community},
        "revision_id": request.revision,
        "status": request.status,
        "title": request.title,
        "topic": {"record": request.record},
        "type": "community-submission",
    }


def _actions(request: Request, user: User | None, *, curator: bool) -> list[str]:
    creator = user is not None and user.id == request.creator
    if request.status == "created":
        return ["submit"] if creator else []
    if not request.open:
        return []
    return (["accept", "decline"] if curator else []) + (["cancel"] if creator else [])
