"""The service's calls, a method each; sent again where a second one has the same end.

It knows addresses and answers, not what they are for.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from zenferry.client.around import Around, Waiting
from zenferry.client.form import Form
from zenferry.client.line import Answer, Broken, Line
from zenferry.client.trouble import Later, NotTaken, Problem

__all__ = ["Api", "DepositApi", "Json", "Said", "Unsure"]

Json = dict[str, Any]


class Said(NotTaken):
    """The service said no, and why. Where nobody can do better its words are the command's."""

    def __init__(self, status: int, code: str, message: str, problems: Sequence[Problem]) -> None:
        super().__init__(message, problems)
        self.status = status
        self.code = code


class Unsure(Exception):
    """A call that must not be said twice was sent, and no answer came."""


class _Passing(Exception):
    def __init__(self, message: str, retry_after: float = 0.0, *, undone: bool = False) -> None:
        super().__init__(message)
        self.retry_after = retry_after
        self.undone = undone


@dataclass(frozen=True)
class Api:
    """All calls under `base`, which ends in /api."""

    base: str
    line: Line
    around: Around
    language: str = "en"

    def open(self, submission: str, opens: Mapping[str, str], nonce: str) -> Json:
        """A new deposit under the client's own id, or the same one again."""
        body = {"id": submission, **opens, "nonce": nonce, "language": self.language}
        return self.call("POST", "/submissions", body)

    def read_words(self, text: str, name: str) -> Json:
        """A metadata file as values of the form."""
        return self.call("POST", "/imports", {"text": text, "name": name})

    def form(self) -> Form:
        """What the form takes."""
        return Form(self.call("GET", "/openapi.json")["components"]["schemas"])

    def deposit(self, submission: str, key: str) -> "DepositApi":
        """The calls on one deposit."""
        return DepositApi(self, submission, key)

    def call(
        self,
        method: str,
        path: str,
        body: object = None,
        *,
        headers: Mapping[str, str] | None = None,
        repeat: bool = True,
    ) -> Json:
        """The answer's JSON. `repeat` is false where a second call would not end as the first."""
        waiting = Waiting(self.around)
        while True:
            try:
                return self._once(method, path, body, headers or {})
            except _Passing as error:
                if not (repeat or error.undone):
                    raise Unsure from error
                if not waiting.again(error.retry_after):
                    raise Later(str(error)) from error

    def _once(self, method: str, path: str, body: object, headers: Mapping[str, str]) -> Json:
        sent = None if body is None else json.dumps(body, ensure_ascii=False).encode()
        kind = {} if sent is None else {"Content-Type": "application/json"}
        asked = {"Accept-Language": self.language, **kind, **headers}
        try:
            answer = self.line.send(method, f"{self.base}{path}", headers=asked, body=sent)
        except Broken as error:
            raise _Passing(f"The service can't be reached ({error}).") from error
        return _read(answer)


def _read(answer: Answer) -> Json:
    if answer.status == 204:
        return {}
    try:
        told = json.loads(answer.body)
        if not isinstance(told, dict):
            raise TypeError
    except (ValueError, TypeError) as error:
        if answer.good:
            # A log-in page of the line, or an answer that was cut.
            raise _Passing("The service gave half an answer.") from error
        told = {}
    if answer.good:
        return told
    raise _no(answer, told)


def _no(answer: Answer, told: Json) -> Exception:
    message = str(told.get("detail") or f"The service answered {answer.status}.")
    code = str(told.get("code", ""))
    if answer.status in {429, 503} or code == "busy":
        return _Passing(message, answer.retry_after, undone=True)
    if answer.status >= 500:
        return _Passing(message, answer.retry_after)
    problems = [Problem(str(e["field"]), str(e["message"])) for e in told.get("errors", ())]
    return Said(answer.status, code, message, problems)


@dataclass(frozen=True)
class DepositApi:
    """The calls on one deposit, with its key."""

    api: Api
    submission: str
    key: str

    def look(self) -> Json:
        """The whole deposit as it is now."""
        return self._call("GET", "")

    def save(self, values: Json, revision: int) -> Json:
        """Keep the words over this revision. Unsure when nobody knows whether it was done."""
        headers = {"If-Match": f'"{revision}"'}
        return self._call("PUT", "/metadata", values, headers=headers, repeat=False)

    def take_over(self) -> Json:
        """List what the published record holds that it goes on from; may be said again."""
        return self._call("POST", "/former", {})

    def register(self, files: Sequence[Json]) -> list[Json]:
        """All or none, in the same order."""
        return list(self._call("POST", "/files", {"files": list(files)})["files"])

    def sign(self, parts: Sequence[Json]) -> list[Json]:
        """Leave to send each part, in the same order."""
        tickets = list(self._call("POST", "/parts", {"parts": list(parts)})["parts"])
        for ticket in tickets:
            self._check_ticket(ticket)
        return tickets

    def _check_ticket(self, ticket: Json) -> None:
        """A service may have files put to a storage, and nothing else done from this machine."""
        in_the_clear = ticket["url"].startswith("http:") and self.api.base.startswith("https:")
        if ticket["method"] != "PUT" or in_the_clear:
            raise NotTaken(
                "The service wants something else done than files sent. Do not trust it."
            )

    def parts(self, file: str) -> dict[int, str]:
        """The SHA-256 of what is there of a file, by the number of the part."""
        found = self._call("GET", f"/files/{file}/parts")["parts"]
        return {int(part["part"]): str(part["sha256"]) for part in found}

    def complete(self, files: Sequence[Json]) -> list[Json]:
        """End the uploads of files; may be said again."""
        return list(self._call("POST", "/complete", {"files": list(files)})["files"])

    def remove(self, file: str) -> None:
        """Forget a file."""
        self._call("DELETE", f"/files/{file}")

    def act(self, name: str) -> Json:
        """submit or retry."""
        return self._call("POST", f"/{name}", {})

    def _call(self, method: str, path: str, body: object = None, **more: Any) -> Json:
        headers = {"Authorization": f"Bearer {self.key}", **more.pop("headers", {})}
        address = f"/submissions/{self.submission}{path}"
        return self.api.call(method, address, body, headers=headers, **more)
