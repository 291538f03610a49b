"""One request to the API, read as far as its headers, and the ways to answer it.

It must not know which work is wanted.
"""

import json
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl

from infra.local.repository import drafts, shapes
from infra.local.repository.answer import Answer, json_answer
from infra.local.repository.body import Body
from infra.local.repository.refusal import Json, Refusal, crash, denied
from infra.local.repository.state import Record, State, User

_DOCUMENT_BYTES = 100 * 1024 * 1024  # InvenioRDM's MAX_CONTENT_LENGTH
FORM_TYPE = "application/x-www-form-urlencoded"
UI_TYPE = "application/vnd.inveniordm.v1+json"


@dataclass(frozen=True)
class Call:
    """One request to the API, read as far as its headers."""

    state: State
    base: str
    user: User | None
    query: dict[str, str]
    headers: dict[str, str]
    body: Body

    def load(self) -> None:
        """Read the document, which may take a while, before any lock is taken."""
        if (self.body.length or 0) > _DOCUMENT_BYTES:
            raise Refusal(413, "The data value transmitted exceeds the capacity limit.")
        self.body.document()

    def json(self) -> Any:
        """The document sent; nothing sent is an empty one."""
        if self.body.length == 0:
            return {}
        kind = self.headers.get("content-type", "").split(";")[0].strip()
        if kind not in ("application/json", UI_TYPE):
            raise Refusal(415, "Invalid 'Content-Type' header. Expected one of: application/json")
        try:
            return json.loads(self.body.document())
        except ValueError as error:
            message = "Unable to decode JSON data in request body."
            raise Refusal(400, message) from error

    def object(self) -> Json:
        """The document where only an object will do."""
        wanted = self.json() or {}
        if not isinstance(wanted, dict):
            raise crash()
        return wanted

    def form(self) -> dict[str, str]:
        """The fields of a form; anything else is none."""
        kind = self.headers.get("content-type", "").split(";")[0].strip()
        if kind != FORM_TYPE:
            return {}
        return dict(parse_qsl(self.body.document().decode(errors="replace")))

    def account(self) -> User:
        """Who asks; 403 for a guest."""
        if self.user is None:
            raise denied()
        return self.user

    @property
    def for_people(self) -> bool:
        """Whether the richer answer is wanted that the repository's own pages are made of."""
        return UI_TYPE in self.headers.get("accept", "")

    def own(self, record_id: str, *, changing: bool = True) -> Record:
        """The draft that is meant, if it is the caller's."""
        return drafts.own(self.state, self.user, record_id, changing=changing)

    def answer(self, status: int, value: Any, etag: int | None = None) -> Answer:
        """JSON with this server's links."""
        return json_answer(status, value, base=self.base, etag=etag)

    def record(self, status: int, record: Record, errors: list[Json] | None = None) -> Answer:
        """A draft or record, with what is wrong with it."""
        value = shapes.record_json(self.state, record)
        return self.answer(status, value | ({"errors": errors} if errors else {}), record.revision)
