"""Who asks at the desk, and what its routes call."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, cast

from flask import current_app

from zenferry.api.service import Service, bearer
from zenferry.curation import log
from zenferry.curation.log import LogEntry

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from zenferry.access import Invitations
    from zenferry.curation.acts import Curating
    from zenferry.curation.entrance import Doorbell, Entrance
    from zenferry.curation.log import Log
    from zenferry.curation.overview import Shelf
    from zenferry.form import Form
    from zenferry.invitations.inviting import Inviting
    from zenferry.mails.letters import Letters, Mailer
    from zenferry.profile import Curator
    from zenferry.records.registry import Registry
    from zenferry.submissions import Submissions
    from zenferry.versions.answering import Answering

__all__ = ["Desk", "curator", "desk", "exporting"]


class Desk(Service, Protocol):
    """The collaborators of the desk, each made when first asked for."""

    @property
    def entrance(self) -> Entrance:
        """How curators come in."""
        ...

    @property
    def doorbell(self) -> Doorbell:
        """How they ask for links."""
        ...

    @property
    def letters(self) -> Letters:
        """What is mailed."""
        ...

    @property
    def mailer(self) -> Mailer:
        """Who carries mails."""
        ...

    @property
    def curating(self) -> Curating:
        """What a curator does with a deposit."""
        ...

    @property
    def submissions(self) -> Submissions:
        """The deposits."""
        ...

    @property
    def invitations(self) -> Invitations:
        """The invitations."""
        ...

    @property
    def inviting(self) -> Inviting:
        """What a curator does with invitations."""
        ...

    @property
    def shelf(self) -> Shelf:
        """The lists."""
        ...

    @property
    def log(self) -> Log:
        """Who did what."""
        ...

    @property
    def registry(self) -> Registry:
        """What was published."""
        ...

    @property
    def answering(self) -> Answering:
        """Wishes for new versions and corrections."""
        ...

    @property
    def form(self) -> Form:
        """The form as the profile wants it."""
        ...

    @property
    def now(self) -> Callable[[], datetime]:
        """The clock."""
        ...


def desk() -> Desk:
    """The collaborators of the request at hand."""
    return cast("Desk", current_app.extensions["zenferry"])


def curator() -> Curator:
    """Who asks. Denied when that is nobody; each route but those of signing in begins with it."""
    return desk().entrance.curator(bearer())


def exporting(file: str) -> None:
    """The same where all of something is taken away: who takes it is noted, page by page."""
    who = curator()
    desk().log.note(LogEntry(desk().now(), log.curator(who.key), "exported", file))
