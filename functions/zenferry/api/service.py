"""What the routes call, and how they find it."""

from typing import Protocol, cast

from flask import Flask, current_app, g, request

from zenferry.deposit import Deposits
from zenferry.errors import Denied
from zenferry.profile import Profile
from zenferry.submission import Submission
from zenferry.upload import Uploads

__all__ = ["Service", "authorised", "serve", "service"]


class Service(Protocol):
    """The collaborators of the API, each made when first asked for."""

    @property
    def deposits(self) -> Deposits:
        """What a depositor does with a submission."""
        ...

    @property
    def uploads(self) -> Uploads:
        """What a depositor does with files."""
        ...

    @property
    def profile(self) -> Profile:
        """The consortium's profile."""
        ...


def serve(app: Flask, given: Service) -> None:
    """Let the app's routes find their collaborators."""
    app.extensions["zenferry"] = given


def service() -> Service:
    """The collaborators of the request at hand."""
    return cast(Service, current_app.extensions["zenferry"])


def authorised(submission: object) -> Submission:
    """The submission, if the request brings a key to it."""
    scheme, _, key = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not key:
        raise Denied
    found = service().deposits.authorised(str(submission), key)
    g.language_of_deposit = found.language
    return found
