"""How the stand-in says no: one exception with the status and words InvenioRDM uses.

It must not know who asked or how the answer is sent.
"""

from typing import Any

Json = dict[str, Any]
"""A JSON object on its way in or out; its shape is InvenioRDM's, not ours."""


class Refusal(Exception):
    """A request that is answered with an error of InvenioRDM's shape."""

    def __init__(self, status: int, message: str, errors: list[Json] | None = None) -> None:
        super().__init__(message)
        self.status = status
        self.message = message
        self.errors = errors

    def body(self) -> Json:
        """The JSON that goes out."""
        body: Json = {"status": self.status, "message": self.message}
        return body | {"errors": self.errors} if self.errors is not None else body


def field_error(field: str, *messages: str) -> Json:
    """One item of an `errors` list."""
    return {"field": field, "messages": list(messages)}


def invalid(*errors: Json) -> Refusal:
    """400 with the field errors."""
    return Refusal(400, "A validation error occurred.", list(errors))


def denied() -> Refusal:
    """No token, a wrong one and someone else's draft look the same."""
    return Refusal(403, "Permission denied.")


def unauthorised() -> Refusal:
    """What only the view of one's own account says to a guest or a wrong token."""
    return Refusal(
        401,
        "The server could not verify that you are authorized to access the URL requested. You "
        "either supplied the wrong credentials (e.g. a bad password), or your browser doesn't "
        "understand how to supply the credentials required.",
    )


def crash() -> Refusal:
    """The 500 with which the real one answers several mistakes of a client."""
    return Refusal(
        500,
        "The server encountered an internal error and was unable to complete your request. "
        "Either the server is overloaded or there is an error in the application.",
    )
