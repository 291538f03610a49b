"""The curators' desk: an HTTP function of its own, which answers nobody without a session."""

from flask import Flask

from zenferry.api.app import made
from zenferry.api.curation import (
    exports,
    invitations,
    lists,
    records,
    sessions,
    submissions,
    versions,
)
from zenferry.api.curation.door import Desk

__all__ = ["create_desk_app"]

# Words to a depositor, or a table of addresses.
MOST_BODY = 256 * 1024

_BLUEPRINTS = (
    sessions.blueprint,
    lists.blueprint,
    submissions.blueprint,
    versions.blueprint,
    invitations.blueprint,
    exports.blueprint,
    records.blueprint,
)


def create_desk_app(service: Desk) -> Flask:
    """The application over its collaborators; nothing of theirs is touched before a request."""
    return made(service, _BLUEPRINTS, most_body=MOST_BODY)
