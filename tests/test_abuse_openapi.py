"""Whatever a stranger makes of the API's own document: no answer that it doesn't tell, and no 5xx.

Each call gets requests that fit the document and requests that don't, with keys, sessions and ids
that are good, to deposits in every state. What is given is the same each time.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from schemathesis import Case, GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from tests.one_api import STATES, OneApi
from zenferry.api.calls import CALLS

if TYPE_CHECKING:
    from schemathesis.specs.openapi.schemas import OpenApiSchema

    from zenferry.api.call import Call

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
EXAMPLES = 12
Known = Mapping[str, Callable[[], object]]


@cache
def document() -> OpenApiSchema:
    return schemathesis.openapi.from_wsgi("/api/openapi.json", OneApi())


def with_known(value: Any, known: Known, chosen: Callable[[], bool]) -> Any:
    """The same with good values where a field of that name takes one, as often as is chosen."""
    if isinstance(value, list):
        return [with_known(each, known, chosen) for each in value]
    if not isinstance(value, Mapping):
        return value
    return {
        name: known[name]()
        if name in known and not isinstance(inner, Mapping | list) and chosen()
        else with_known(inner, known, chosen)
        for name, inner in value.items()
    }


def through_one_door(body: Any) -> Any:
    """Who has an invitation shows no token beside it."""
    if not isinstance(body, Mapping) or "invitation" not in body:
        return body
    return {n: v for n, v in body.items() if n not in {"token", "sign_in", "repository"}}


def meddle(
    place: OneApi, call: Call, case: Case[Any], draw: Callable[[Any], Any]
) -> dict[str, str]:
    """Make the case one of somebody who knows a deposit; the headers that they send."""
    client = place.deposit(draw(st.sampled_from(sorted(STATES))))
    known = place.known(client)
    mostly = draw(st.booleans())

    def chosen() -> bool:
        return mostly or bool(draw(st.booleans()))

    def nearly_always() -> bool:
        return bool(draw(st.sampled_from([True] * 7 + [False])))

    places = place.places(client)
    case.path_parameters = with_known(case.path_parameters or {}, places, nearly_always)
    case.query = with_known(case.query or {}, known, chosen)
    if not call.path.endswith("/metadata"):
        body = with_known(case.body, known, chosen)
        case.body = through_one_door(body) if mostly else body
    key = place.session() if call.path.startswith("/api/curation") else client.key
    revision = place.submissions.get(client.id).revision
    return {"Authorization": f"Bearer {key}", "If-Match": f'"{revision}"'}


@pytest.mark.parametrize("call", CALLS, ids=lambda call: f"{call.method} {call.path}")
def test_no_request_gets_an_answer_that_the_document_does_not_tell(call: Call) -> None:
    place = OneApi()
    operation = document()[call.path][call.method.upper()]
    fitting = operation.as_strategy(GenerationMode.POSITIVE)
    other = operation.as_strategy(GenerationMode.NEGATIVE)

    @seed(1)
    @settings(
        max_examples=EXAMPLES * (2 if call.body else 1),
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=st.one_of(fitting, other) if call.body else fitting, data=st.data())
    def asked(case: Case[Any], data: st.DataObject) -> None:
        headers = meddle(place, call, case, data.draw)
        answer = case.call(app=place, headers=headers)
        case.validate_response(answer, checks=CHECKS)

    asked()
