"""The other HTTP function: it suggests, reads and shows, keeps nothing and asks for no key."""

from flask import Flask

from zenferry.api import imports, preview, problems, records, vocabularies
from zenferry.api.service import Reading, serve

__all__ = ["create_reading_app"]

# A metadata file with a few thousand authors; nobody's form is larger.
MOST_BODY = 1024 * 1024

_BLUEPRINTS = (vocabularies.blueprint, preview.blueprint, imports.blueprint, records.blueprint)


def create_reading_app(service: Reading) -> Flask:
    """The application over its collaborators; nothing of theirs is touched before a request."""
    app = Flask(__name__, static_folder=None)
    app.config["MAX_CONTENT_LENGTH"] = MOST_BODY
    app.json.sort_keys = False  # type: ignore[attr-defined]
    serve(app, service)
    problems.register(app)
    for blueprint in _BLUEPRINTS:
        app.register_blueprint(blueprint)
    return app
