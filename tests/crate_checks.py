"""The checks of RO-Crate's own validator, without the network: its library brings the context."""

import json
import warnings
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import unquote

from requests import PreparedRequest
from requests.structures import CaseInsensitiveDict
from requests_cache import CachedSession
from requests_cache.models.response import CachedResponse
from rocrate_validator.models import Severity, ValidationSettings
from rocrate_validator.services import validate

__all__ = ["issues"]

_CONTEXT = "https://w3id.org/ro/crate/1.3/context"


def issues(crate: bytes) -> list[str]:
    """What the required checks find; the files it names are made for the while."""
    with TemporaryDirectory() as directory:
        folder = Path(directory)
        for entity in json.loads(crate)["@graph"]:
            if entity["@type"] == "File" and "/" not in entity["name"]:
                _touch(folder, entity["@id"])
        (folder / "ro-crate-metadata.json").write_bytes(crate)
        cache = folder.parent / f"{folder.name}-cache"
        _remember_context(cache)
        try:
            settings = ValidationSettings(
                rocrate_uri=str(folder),
                profile_identifier="ro-crate-1.3",
                requirement_severity=Severity.REQUIRED,
                cache_path=cache,
                offline=True,
            )
            with warnings.catch_warnings():
                # Its own libraries are at odds with each other.
                warnings.simplefilter("ignore", DeprecationWarning)
                found = validate(settings)
            return [str(issue.message) for issue in found.get_issues()]
        finally:
            cache.with_suffix(".sqlite").unlink(missing_ok=True)


def _touch(folder: Path, address: str) -> None:
    path = folder / unquote(address)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"x")


def _remember_context(cache: Path) -> None:
    content = (files("rocrate") / "data" / "ro-crate.jsonld").read_bytes()
    with CachedSession(str(cache), backend="sqlite", expire_after=-1) as session:
        request = PreparedRequest()
        request.prepare("GET", _CONTEXT)
        answer = CachedResponse(
            status_code=200,
            url=_CONTEXT,
            content=content,
            headers=CaseInsensitiveDict({"Content-Type": "application/ld+json"}),
        )
        session.cache.save_response(answer, session.cache.create_key(request))
