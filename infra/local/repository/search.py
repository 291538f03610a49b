"""Lists: one's own records and communities, found by a small part of the real query language."""

import re

from infra.local.repository.refusal import Json, Refusal
from infra.local.repository.shapes import community_json, record_json
from infra.local.repository.state import State, User

_TERM = re.compile(r'(?:([\w.\\:-]+):)?("[^"]*"|\S+)')

# A time from which on; the query language's own way of saying it.
_SINCE = re.compile(r'updated:\["([^"]+)" TO \*\]')
_SORTS = {
    "bestmatch": ("created", True),
    "newest": ("created", True),
    "oldest": ("created", False),
    "updated-desc": ("updated", True),
    "updated-asc": ("updated", False),
}
# As on Zenodo: https://blog.zenodo.org/2025/11/14/
GUESTS_PAGE, PAGE = 25, 100


def own(state: State, user: User, query: dict[str, str]) -> Json:
    """The drafts and records of one account, the newest change first."""
    records = [record_json(state, r) for r in state.newest() if r.owner == user.id]
    found = [record for record in records if _matches(record, query)]
    return page(found, query) | {"sortBy": "updated-desc"}


def communities(state: State, user: User) -> Json:
    """The communities one account is a member of."""
    return page([community_json(c) for c in state.communities if user.id in c.members], {})


def of_community(state: State, name: str, user: User | None, query: dict[str, str]) -> Json:
    """What is public in a community: for anybody, all versions or the latest of each."""
    community = state.community(name)
    size = int(query.get("size", 10))
    most = GUESTS_PAGE if user is None else PAGE
    if size > most:
        raise Refusal(400, f"Page size cannot be greater than {most}.")
    there = [r for r in state.records.values() if r.published and community.id in r.communities]
    found = [_as_public(record_json(state, record)) for record in there]
    if query.get("allversions") != "true":
        found = [record for record in found if record["versions"]["is_latest"]]
    since = _SINCE.fullmatch(query.get("q", ""))
    found = [r for r in found if r["updated"] >= since[1]] if since else _asked(found, query)
    sort = query.get("sort", "newest")
    if sort not in _SORTS:
        raise Refusal(400, f"Invalid sort option '{sort}'.")
    field, newest_first = _SORTS[sort]
    found.sort(key=lambda record: str(record[field]), reverse=newest_first)
    return page(found, query) | {"sortBy": sort}


def _as_public(record: Json) -> Json:
    """Restricted files are not even named."""
    if record["access"]["files"] == "restricted":
        record["files"] = {"enabled": True}
    return record


def _asked(found: list[Json], query: dict[str, str]) -> list[Json]:
    return [record for record in found if _matches(record, query)]


def page(found: list[Json], query: dict[str, str]) -> Json:
    """One page of what was found."""
    size, number = int(query.get("size", 10)), int(query.get("page", 1))
    start = (number - 1) * size
    return {"hits": {"hits": found[start : start + size], "total": len(found)}, "page": number}


def _matches(record: Json, query: dict[str, str]) -> bool:
    published = query.get("is_published")
    if published is not None and record["is_published"] != (published == "true"):
        return False
    words = (m for m in _TERM.finditer(query.get("q", "")) if m[0] not in ("AND", "*"))
    return all(_holds(record, m[1], m[2].strip('"')) for m in words)


def _holds(record: Json, field: str | None, wanted: str) -> bool:
    values: list[object] = [record["id"], record["metadata"]]
    if field:
        values = [record]
        for name in field.replace("\\", "").split("."):
            values = [inner for value in values for inner in _inside(value, name)]
    return any(wanted.lower() in str(value).lower() for value in values)


def _inside(value: object, name: str) -> list[object]:
    if isinstance(value, list):
        return [inner for item in value for inner in _inside(item, name)]
    return [value[name]] if isinstance(value, dict) and name in value else []
