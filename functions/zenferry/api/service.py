"""What the routes call, and how they find it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, cast

from flask import current_app, g, request

from zenferry.access import hashed
from zenferry.api.source import source
from zenferry.errors import Denied
from zenferry.mails.bounds import Asker

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from flask import Flask

    from zenferry.accounts.door import OwnAccounts
    from zenferry.accounts.sign_in import SignIns
    from zenferry.deposit import Deposits
    from zenferry.form import Form
    from zenferry.invitations.open_door import Admission
    from zenferry.look_ups.fetching import Fetcher
    from zenferry.look_ups.vocabularies import Vocabularies
    from zenferry.mails.address import Addressing
    from zenferry.mails.return_link import ReturnLinks
    from zenferry.profile import Profile
    from zenferry.records.finding import Finder
    from zenferry.submission import Submission
    from zenferry.uploads.upload import Uploads
    from zenferry.versions.asking import Asking

__all__ = [
    "Reading",
    "Service",
    "asker",
    "authorised",
    "bearer",
    "holder",
    "profile",
    "reading",
    "serve",
    "service",
]


class Service(Protocol):
    """The collaborators of the API, each made when first asked for."""

    @property
    def deposits(self) -> Deposits:
        """What a depositor does with a submission."""
        ...

    @property
    def sign_ins(self) -> SignIns:
        """Signing in at the repository."""
        ...

    @property
    def own_accounts(self) -> OwnAccounts:
        """The door for who has an account at the repository."""
        ...

    @property
    def uploads(self) -> Uploads:
        """What a depositor does with files."""
        ...

    @property
    def addressing(self) -> Addressing:
        """What a depositor says about mails."""
        ...

    @property
    def return_links(self) -> ReturnLinks:
        """The way back to a deposit, by e-mail."""
        ...

    @property
    def asking(self) -> Asking:
        """Wishes for new versions and corrections."""
        ...

    @property
    def admission(self) -> Admission:
        """Invitations for whoever has an address of the consortium's."""
        ...

    @property
    def profile(self) -> Profile:
        """The consortium's profile."""
        ...


class Reading(Protocol):
    """The collaborators of what suggests, reads and shows, each made when first asked for."""

    @property
    def profile(self) -> Profile:
        """The consortium's profile."""
        ...

    @property
    def form(self) -> Form:
        """The form as the profile wants it."""
        ...

    @property
    def vocabularies(self) -> Vocabularies:
        """The look-ups."""
        ...

    @property
    def finder(self) -> Finder:
        """What was published."""
        ...

    @property
    def fetcher(self) -> Fetcher:
        """What others publish."""
        ...

    @property
    def now(self) -> Callable[[], datetime]:
        """The clock."""
        ...


def serve(app: Flask, given: Service | Reading) -> None:
    """Let the app's routes find their collaborators."""
    app.extensions["zenferry"] = given


def service() -> Service:
    """The collaborators of the request at hand."""
    return cast("Service", current_app.extensions["zenferry"])


def reading() -> Reading:
    """The same where nothing is kept."""
    return cast("Reading", current_app.extensions["zenferry"])


def bearer() -> str:
    """The secret that the request brings. Denied when it brings none."""
    scheme, _, secret = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not secret:
        raise Denied
    return secret


def holder() -> str:
    """By which key whoever asks holds a deposit: its hash."""
    return hashed(bearer())


def asker() -> Asker:
    """Who asks for a mail."""
    return Asker(holder(), source())


def authorised(submission: object) -> Submission:
    """The submission, if the request brings a key to it."""
    # Who brings no key is refused before any library of the cloud is loaded.
    key = bearer()
    found = service().deposits.authorised(str(submission), key)
    g.language_of_deposit = found.language
    g.profile = service().profile.at(*found.destination)
    return found


def profile() -> Profile:
    """The profile as it is for the deposit at hand, if the request is about one."""
    return cast("Profile", g.get("profile", service().profile))
