"""Each call of the desk, done well, with its answer; for the tests of the API's own document."""

from werkzeug.test import TestResponse

from tests.curated import At, CuratedHouse, waiting
from tests.registered import entry
from zenferry.state import State

__all__ = ["desk_calls"]

_DESK = "/api/curation"
_ONE = f"{_DESK}/submissions/{{submission}}"


def desk_calls(place: CuratedHouse | None = None) -> dict[str, TestResponse]:
    """In an order in which each is possible."""
    place = place or CuratedHouse()
    at = place.signed_in()
    return {
        **_sign_in(place),
        **_acts(place, at),
        **_invitations(at),
        **_records(place, at),
        **_read(at),
    }


def _sign_in(place: CuratedHouse) -> dict[str, TestResponse]:
    secret = place.link()
    asked = place.desk.post(f"{_DESK}/links", json={"email": "nobody@example.org"})
    entered = place.desk.post(f"{_DESK}/sessions", json={"secret": secret})
    at = At(place, entered.get_json()["session"])
    return {
        f"post {_DESK}/links": asked,
        f"post {_DESK}/sessions": entered,
        f"get {_DESK}/sessions": at.call("GET", "sessions"),
        f"delete {_DESK}/sessions": at.call("DELETE", "sessions"),
    }


def _acts(place: CuratedHouse, at: At) -> dict[str, TestResponse]:
    client = waiting(place)
    done = {f"get {_ONE}": at.call("GET", f"submissions/{client.id}")}
    done[f"post {_ONE}/return"] = at.act(client.id, "return", words="Mend it.")
    client.act("retry")
    done[f"post {_ONE}/approve"] = at.approve(client.id)
    row = place.submissions.get(client.id)
    place.submissions.replace(row.move(State.NEEDS_ATTENTION, place.clock.now()))
    done[f"post {_ONE}/extend"] = at.act(client.id, "extend", days=170)
    done[f"post {_ONE}/retry"] = at.act(client.id, "retry")
    done[f"post {_ONE}/transfer"] = at.act(client.id, "transfer")
    done[f"post {_ONE}/cancel"] = at.act(client.id, "cancel")
    return done


def _invitations(at: At) -> dict[str, TestResponse]:
    path = f"{_DESK}/invitations"
    made = at.call("POST", "invitations", json={"note": "For Eve"})
    id_ = made.get_json()["invitation"]["id"]
    return {
        f"post {path}": made,
        f"post {path}/csv": at.call("POST", "invitations/csv", json={"csv": "email\ne@x.example"}),
        f"get {path}": at.call("GET", "invitations"),
        f"post {path}/{{invitation}}/revoke": at.call("POST", f"invitations/{id_}/revoke"),
    }


def _records(place: CuratedHouse, at: At) -> dict[str, TestResponse]:
    place.registry.keep(entry("zenodo", "1"))
    path = f"{_DESK}/records/{{repository}}/{{record}}"
    return {
        f"post {path}/{act}": at.call("POST", f"records/zenodo/1/{act}") for act in ("hide", "show")
    }


def _read(at: At) -> dict[str, TestResponse]:
    tables = (f"{name}.{kind}" for name in ("submissions", "log") for kind in ("csv", "json"))
    exports = (*tables, "invitations.csv", "invitations.json", "versions.csv", "versions.json")
    records = ("records", "records.csv", "records.json", "records.bib")
    names = ("submissions", "log", *exports, *records)
    return {f"get {_DESK}/{name}": at.call("GET", name) for name in names}
