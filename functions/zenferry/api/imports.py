"""The route that makes values for the form out of what somebody has already."""

from typing import Any

from flask import Blueprint, jsonify
from flask.typing import ResponseReturnValue

from zenferry.api.body import loaded
from zenferry.api.schemas import NewImport
from zenferry.api.service import reading
from zenferry.readers.fitting import fitted
from zenferry.readers.imported import Imported

__all__ = ["blueprint"]

blueprint = Blueprint("imports", __name__, url_prefix="/api/imports")


@blueprint.post("")
def imported() -> ResponseReturnValue:
    """A file, a DOI or a list of authors, as values of the form."""
    found = fitted(_read(loaded(NewImport())), reading().form.fields)
    return jsonify(
        {
            "format": found.format,
            "values": dict(found.values),
            "filled": [f.name for f in reading().form.fields if f.name in found.values],
            "not_understood": [{"what": x.what, "value": x.value} for x in found.not_understood],
        }
    )


def _read(given: dict[str, Any]) -> Imported:
    # Imported late: who looks something up does not wait for all the formats.
    from zenferry.readers import authors, chooser, doi  # noqa: PLC0415

    if "doi" in given:
        return doi.read(given["doi"], reading().fetcher)
    if "authors" in given:
        return authors.read(given["authors"])
    return chooser.read(given["text"], given["name"])
