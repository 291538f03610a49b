"""Each call about new versions, done well, with its answer; for the tests of the API's document."""

from werkzeug.test import TestResponse

from tests.api_client import Client
from tests.version_wishes import WishingHouse

__all__ = ["version_calls"]

_VERSIONS = "/api/curation/versions"


def version_calls(place: WishingHouse | None = None) -> dict[str, TestResponse]:
    """In an order in which each is possible."""
    place = place or WishingHouse()
    asked = place.ask()
    at = place.signed_in()
    listed = at.call("GET", "versions")
    [wish] = listed.get_json()["versions"]
    one = at.call("GET", f"versions/{wish['id']}")
    agreed = at.call("POST", f"versions/{wish['id']}/consent", json={})
    client = Client(place.http)
    client.open(place.mailed())
    place.ask()
    [other] = place.waiting(at)
    refused = at.call("POST", f"versions/{other['id']}/refuse", json={"words": "No."})
    return {
        "post /api/versions": asked,
        f"get {_VERSIONS}": listed,
        f"get {_VERSIONS}/{{wish}}": one,
        f"post {_VERSIONS}/{{wish}}/consent": agreed,
        f"post {_VERSIONS}/{{wish}}/refuse": refused,
        "post /api/submissions/{submission}/former": client.call("POST", "/former"),
    }
