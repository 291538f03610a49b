"""The HTTP API: JSON in, JSON or problem+json out. It parses, calls, answers."""

from flask import Flask

from zenferry.api import (
    addresses,
    document,
    files,
    invitations,
    sign_ins,
    submissions,
    versions,
)
from zenferry.api.app import made
from zenferry.api.service import Service

__all__ = ["create_app"]

# Metadata may have 170 KB; the rest of a request is small.
MOST_BODY = 256 * 1024


def create_app(service: Service) -> Flask:
    """The application over its collaborators; nothing of theirs is touched before a request."""
    parts = (submissions, addresses, sign_ins, files, invitations, versions, document)
    return made(service, (part.blueprint for part in parts), most_body=MOST_BODY)
