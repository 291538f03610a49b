"""In which language a request is answered: as it asks, else as its deposit was opened."""

from flask import g, request

from zenferry.api.service import service
from zenferry.languages import ENGLISH

__all__ = ["asked_language", "spoken_language"]


def asked_language() -> str | None:
    """The first of the page's languages that the request asks for, if it asks for any."""
    spoken = service().profile.languages
    # The best first. "en-GB" is English to us, and before a "de" that is liked less.
    asked = (wanted.partition("-")[0].lower() for wanted in request.accept_languages.values())
    return next((language for language in asked if language in spoken), None)


def spoken_language() -> str:
    """The language to answer in."""
    return asked_language() or g.get("language_of_deposit") or ENGLISH
