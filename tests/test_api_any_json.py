"""Whatever JSON is sent, the API answers; it never fails, and a refusal changes nothing."""

import json
import uuid
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.deposit_client import NONCE, SECRET, VALUES, completion, described, house, sent_raw

JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(exclude_categories=["Cs"]), max_size=20),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(list(VALUES)), inner)
    ),
    max_leaves=12,
)


def _mixed(good: Any) -> st.SearchStrategy[Any]:
    """A good value, with anything at any of its places."""
    if isinstance(good, dict):
        known = {key: _mixed(value) for key, value in good.items()}
        return st.one_of(JSON, st.fixed_dictionaries({}, optional=known))
    if isinstance(good, list):
        return st.one_of(JSON, st.lists(_mixed(good[0]), max_size=3))
    return st.one_of(st.just(good), JSON)


ROUTES: dict[str, Any] = {
    "": {"id": str(uuid.uuid4()), "invitation": SECRET, "nonce": NONCE, "language": "en"},
    "/metadata": {
        **VALUES,
        "creators": [
            {
                "type": "person",
                "family_name": "L",
                "orcid": "0000-0002-1825-0097",
                "ror": "05a28rw58",
                "affiliations": [{"name": "x"}],
            }
        ],
        "embargo_until": "2027-01-01",
    },
    "/files": {"files": [{"path": "a", "size": 1, "type": ""}]},
    "/parts": {"parts": [described("f", b"abc")]},
    "/complete": {"files": [completion("f", b"abc")]},
}


@pytest.mark.parametrize("route", ROUTES)
def test_no_json_makes_it_fail_or_change_what_it_refuses(route: str) -> None:
    place = house()
    client = place.opened()

    @settings(max_examples=60)
    @given(body=_mixed(ROUTES[route]))
    def tried(body: object) -> None:
        revision = place.submissions.get(client.id).revision
        raw, before = json.dumps(body).encode(), place.kept()
        headers = {"If-Match": f'"{revision}"'}
        if route:
            method = "PUT" if route == "/metadata" else "POST"
            kind = "application/json"
            answer = client.call(method, route, data=raw, content_type=kind, headers=headers)
        else:
            answer = sent_raw(client, "", raw)
        assert answer.status_code < 500, (body, answer.text)
        assert answer.status_code < 400 or place.kept() == before
        assert client.call("GET").status_code == 200

    tried()
