"""An application of Flask's, as each of the HTTP functions has one. It knows no routes."""

from collections.abc import Iterable

from flask import Blueprint, Flask

from zenferry.api import problems
from zenferry.api.service import Reading, Service, serve

__all__ = ["made"]


def made(service: Service | Reading, blueprints: Iterable[Blueprint], *, most_body: int) -> Flask:
    """The application over its collaborators; nothing of theirs is touched before a request."""
    app = Flask("zenferry", static_folder=None)
    app.config["MAX_CONTENT_LENGTH"] = most_body
    app.json.sort_keys = False  # type: ignore[attr-defined]
    # Else an address with two slashes is answered with one to go to, at whatever host was named.
    app.url_map.merge_slashes = False
    serve(app, service)
    problems.register(app)
    for blueprint in blueprints:
        app.register_blueprint(blueprint)
    return app
