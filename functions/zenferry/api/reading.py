"""The other HTTP function: it suggests, reads and shows, keeps nothing and asks for no key."""

from flask import Flask

from zenferry.api import imports, preview, records, vocabularies
from zenferry.api.app import made
from zenferry.api.service import Reading

__all__ = ["create_reading_app"]

# A metadata file with a few thousand authors; nobody's form is larger.
MOST_BODY = 1024 * 1024

_BLUEPRINTS = (vocabularies.blueprint, preview.blueprint, imports.blueprint, records.blueprint)


def create_reading_app(service: Reading) -> Flask:
    """The application over its collaborators; nothing of theirs is touched before a request."""
    return made(service, _BLUEPRINTS, most_body=MOST_BODY)
