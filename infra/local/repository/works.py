"""What DataCite and Crossref have registered for a DOI, from a sample of made-up works."""

import json
from functools import cache
from pathlib import Path
from urllib.parse import unquote

from infra.local.repository.answer import Answer, json_answer
from infra.local.repository.call import Call
from infra.local.repository.refusal import Json


@cache
def _sample() -> Json:
    read: Json = json.loads(Path(__file__).with_name("works.json").read_text("utf-8"))
    return read


def of_datacite(_call: Call, doi: str) -> Answer:
    """GET /dois/DOI."""
    name = unquote(doi).lower()
    if found := _sample()["datacite"].get(name):
        return json_answer(200, {"data": {"id": name, "type": "dois", "attributes": found}})
    return json_answer(404, {"errors": [{"status": "404", "title": "The resource is not found."}]})


def of_crossref(_call: Call, doi: str) -> Answer:
    """GET /works/DOI."""
    if found := _sample()["crossref"].get(unquote(doi).lower()):
        shape = {"status": "ok", "message-type": "work", "message-version": "1.0.0"}
        return json_answer(200, shape | {"message": found})
    return Answer(404, b"Resource not found.", "text/plain")
