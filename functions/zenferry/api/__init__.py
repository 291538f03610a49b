"""The HTTP API: JSON in, JSON or problem+json out. It parses, calls, answers."""

from flask import Flask

from zenferry.api import (
    addresses,
    document,
    files,
    invitations,
    problems,
    sign_ins,
    submissions,
    versions,
)
from zenferry.api.service import Service, serve

__all__ = ["create_app"]

# Metadata may have 200 KB; the rest of a request is small.
MOST_BODY = 256 * 1024


def create_app(service: Service) -> Flask:
    """The application over its collaborators; nothing of theirs is touched before a request."""
    app = Flask(__name__, static_folder=None)
    app.config["MAX_CONTENT_LENGTH"] = MOST_BODY
    app.json.sort_keys = False  # type: ignore[attr-defined]
    serve(app, service)
    problems.register(app)
    for part in (submissions, addresses, sign_ins, files, invitations, versions, document):
        app.register_blueprint(part.blueprint)
    return app
