"""In which language a request is answered: as it asks, else as its deposit was opened."""

from flask import g, request

from zenferry.api.service import service
from zenferry.languages import ENGLISH

__all__ = ["asked_language", "spoken_language"]


def asked_language() -> str | None:
    """The first of the page's languages that the request asks for, if it asks for any."""
    return request.accept_languages.best_match(service().profile.languages)


def spoken_language() -> str:
    """The language to answer in."""
    return asked_language() or g.get("language_of_deposit") or ENGLISH
