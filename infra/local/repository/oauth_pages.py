"""Where a person lets an application use their account, and where that application gets a token.

There is no password here: the server is only on this machine, and whoever looks at it chooses
whose account it is.
"""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from infra.local.repository.answer import Answer, html_answer
from infra.local.repository.call import Call
from infra.local.repository.oauth import SCOPES, Asked, GrantRefused, NotAnApplication
from infra.local.repository.refusal import Json, Refusal
from infra.local.repository.state import State

AUTHORIZE = "/oauth/authorize"


@dataclass(frozen=True)
class Shown:
    """A page to be shown, or, with `location`, where to go instead."""

    values: dict[str, Any]
    location: str = ""
    # Browsers ask for leave to follow the answer to a form elsewhere.
    leads_to: str = ""


def authorize(state: State, query: dict[str, str], form: dict[str, str] | None) -> Shown:
    """The question, or after `form`, where the answer leads."""
    try:
        asked = state.oauth.asked(query)
    except NotAnApplication as error:
        raise Refusal(400, f"The application is not known here ({error}).") from error
    if wrong := state.oauth.wrong(query):
        return Shown({}, asked.answered(error=wrong))
    if form is not None:
        return Shown({}, _answered(state, asked, form))
    address = urlsplit(asked.redirect)
    values = {
        "application": asked.application.name,
        "accounts": state.users,
        "scopes": [SCOPES[scope] for scope in asked.scopes],
    }
    return Shown(values, leads_to=f"{address.scheme}://{address.netloc}")


def _answered(state: State, asked: Asked, form: dict[str, str]) -> str:
    if form.get("confirm") != "yes":
        return asked.answered(error="access_denied")
    chosen = next((user for user in state.users if user.id == form.get("account")), None)
    if chosen is None:
        raise Refusal(400, "Choose an account first.")
    return asked.answered(code=state.oauth.code(asked, chosen.id))


def token(call: Call) -> Answer:
    """A token for a code, or a fresh one for one to refresh."""
    try:
        user, given = call.state.oauth.exchanged(call.form())
    except NotAnApplication:
        return html_answer(404, "Not Found")
    except GrantRefused as refused:
        return _json(call, refused.status, {"error": refused.error})
    if "user:email" in str(given["scope"]).split():
        name = next(each.name for each in call.state.users if each.id == user)
        given["user"] |= {"email": f"{name}@example.org", "email_verified": True}
    return _json(call, 200, given)


def _json(call: Call, status: int, value: Json) -> Answer:
    answer = call.answer(status, value)
    return Answer(status, answer.content, answer.type, {"Cache-Control": "no-store"})
