"""A depositor's browser: asks again when no answer came, goes on from what the service knows.

It keeps what a page keeps: the deposit's id and key, and the files on the disk.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Any

from werkzeug.test import TestResponse

from tests.api_client import NONCE, SECRET, Json, described, digest
from tests.chaos.scene import Cut, Scene
from tests.chaos.watch import PART
from tests.written import ID
from zenferry.uploads.staging import Part, Ticket, composite

__all__ = ["Browser", "Kept"]

ADDRESS = "/api/submissions"
EDITABLE = {"draft", "needs_attention", "declined"}
MOVING = {"submitted", "forwarding"}
# Two outages may follow each other, for ten hours in all; a person comes back for longer than that.
LONGEST_PAUSE, LONGEST_PATIENCE = 60.0, 800


class Kept:
    """What survives a crash of the browser."""

    key = ""
    sent = False
    cancelled = False
    changed = False


class Browser:
    """One window."""

    def __init__(self, scene: Scene, kept: Kept) -> None:
        self.scene, self.kept = scene, kept
        self.plan = scene.plan

    def call(self, method: str, path: str = "", **given: Any) -> TestResponse:
        """Asked until it is answered, by somebody who can answer."""
        headers = {"Authorization": f"Bearer {self.kept.key}", **given.pop("headers", {})}
        address = f"{ADDRESS}/{ID}{path}" if self.kept.key else ADDRESS
        pause = 1.0
        for _ in range(LONGEST_PATIENCE):
            try:
                answer = self.scene.asked(method, address, headers=headers, **given)
            except Cut:
                answer = None
            if answer is not None and answer.status_code < 500 and answer.status_code != 429:
                return answer
            self.scene.stage.sleep(pause)
            pause = min(2 * pause, LONGEST_PAUSE)
        raise AssertionError(f"{method} {path} was never answered: {answer and answer.text}")

    def look(self) -> Json:
        """The deposit as the service knows it."""
        answer = self.call("GET")
        assert answer.status_code == 200, answer.text
        return dict(answer.get_json())

    def open(self) -> None:
        """The first call, until there is a key."""
        opening = {"id": ID, "invitation": SECRET, "nonce": NONCE}
        while not self.kept.key:
            answer = self.call("POST", json=opening)
            assert answer.status_code in {200, 201}, answer.text
            self.kept.key = answer.get_json()["key"]

    def describe(self) -> None:
        """The words, until they are the ones that were typed."""
        values = dict(self.plan.values)
        while (seen := self.look())["metadata"] != values and seen["state"] in EDITABLE:
            headers = {"If-Match": f'"{seen["revision"]}"'}
            answer = self.call("PUT", "/metadata", json=values, headers=headers)
            assert answer.status_code in {200, 409, 412}, answer.text

    def bring(self) -> bool:
        """The files, until those that are wanted, and no others, are staged: then true."""
        for _ in range(LONGEST_PATIENCE):
            seen = self.look()
            if seen["state"] not in EDITABLE or seen["cancelling"]:
                return False
            listed = {file["path"]: file for file in seen["files"] if not file["ours"]}
            if not self._settled(listed):
                return True
            self.scene.stage.sleep(1)
        raise AssertionError(f"the files never come to an end: {seen['files']}")

    def _settled(self, listed: dict[str, Json]) -> bool:
        """Whether something was still to be done, and was tried."""
        disk, wanted = self.plan.disk, self.plan.wanted
        gone = [f for path, f in listed.items() if path not in wanted or self._another(f)]
        for file in gone:
            self.call("DELETE", f"/files/{file['id']}")
        if absent := sorted(wanted - listed.keys()):
            self._registered([(path, len(disk[path])) for path in absent])
        unsent = [f for f in listed.values() if f not in gone and not _staged(f)]
        for file in unsent:
            if file["state"] == "completing":
                # Asked again, by who has its bytes.
                self.scene.stage.sleep(15)
                self._complete(file)
            else:
                self._upload(file)
        return bool(gone or absent or unsent)

    def _another(self, file: Json) -> bool:
        """It was changed on the disk since."""
        content = self.plan.disk[file["path"]]
        known = file["md5"] if _staged(file) else None
        return file["size"] != len(content) or known not in {None, _md5(content)}

    def _registered(self, files: list[tuple[str, int]]) -> None:
        if self.plan.empty:
            answer = self._register([*files, ("empty.txt", 0)])
            if answer.status_code == 422:
                fields = [error["field"] for error in answer.get_json()["errors"]]
                assert fields == [f"files.{len(files)}.size"], answer.text
        self._register(files)

    def _register(self, files: list[tuple[str, int]]) -> TestResponse:
        wanted = [{"path": path, "size": size, "type": ""} for path, size in files]
        answer = self.call("POST", "/files", json={"files": wanted})
        assert answer.status_code in {201, 409, 422}, answer.text
        return answer

    def _upload(self, file: Json) -> None:
        """Only the parts that are not there; then that it is whole."""
        content = self.plan.disk[file["path"]]
        pieces = [content[i : i + PART] for i in range(0, len(content), PART)]
        listed = self.call("GET", f"/files/{file['id']}/parts")
        if listed.status_code != 200:
            return
        there = {(p["part"], p["sha256"]) for p in listed.get_json()["parts"]}
        missing = [n for n, p in enumerate(pieces, 1) if (n, digest(p)) not in there]
        if not all(self._put(file, number, pieces[number - 1]) for number in missing):
            return
        self._complete(file)

    def _complete(self, file: Json) -> None:
        content = self.plan.disk[file["path"]]
        pieces = [content[i : i + PART] for i in range(0, len(content), PART)]
        parts = [Part(n, len(piece), digest(piece)) for n, piece in enumerate(pieces, 1)]
        md5 = _md5(content) if self.plan.hashes else None
        done = {"file": file["id"], "checksum": composite(parts), "md5": md5}
        self.call("POST", "/complete", json={"files": [done]})

    def _put(self, file: Json, number: int, piece: bytes) -> bool:
        """One part, with a fresh ticket for each try."""
        for _ in range(8):
            wanted = [described(file["id"], piece, number)]
            answer = self.call("POST", "/parts", json={"parts": wanted})
            if answer.status_code != 200:
                return False
            [given] = answer.get_json()["parts"]
            ticket = Ticket(given["method"], given["url"], given["headers"])
            if self.scene.put(file["path"], ticket, piece):
                return True
        return False

    def send(self) -> None:
        """Sent, once all is there; what is missing is brought."""
        while True:
            seen = self.look()
            if seen["state"] not in EDITABLE or seen["cancelling"]:
                return
            self.describe()
            if not self.bring():
                continue
            answer = self.call("POST", "/submit", json={})
            assert answer.status_code in {202, 409, 422}, answer.text
            if answer.status_code == 202:
                self.kept.sent = True
                return

    def deposit(self) -> None:
        """From the invitation to the end of the upload."""
        self.open()
        if self.plan.doi:
            self.call("POST", "/doi", json={})
        self.describe()
        self.bring()
        self._change_of_files()
        self.send()

    def _change_of_files(self) -> None:
        """Before it is sent, one is taken out, and one is another by now."""
        if self.kept.changed or self.kept.sent or self.look()["state"] != "draft":
            return
        self.kept.changed = True
        self.plan.wanted.discard(self.plan.removes)
        if self.plan.changes:
            old = self.plan.disk[self.plan.changes]
            self.plan.former[self.plan.changes] = old
            self.plan.disk[self.plan.changes] = old[:-1] + (b"!" if len(old) > 1 else b"long")

    def wait(self, enough: Callable[[Json], bool], pause: float = 60.0) -> Json:
        """Until it has come so far."""
        while not enough(seen := self.look()):
            self.scene.stage.sleep(pause)
        return seen

    def cancel(self) -> None:
        """Withdrawn, unless it is too late."""
        answer = self.call("POST", "/cancel", json={})
        assert answer.status_code in {202, 409}, answer.text
        self.kept.cancelled = True

    def retry(self) -> None:
        """What the button does, after what is missing was brought."""
        if self.bring():
            answer = self.call("POST", "/retry", json={})
            assert answer.status_code in {202, 409, 422}, answer.text


def _staged(file: Json) -> bool:
    return file["state"] in {"staged", "copying", "copied"}


def _md5(content: bytes) -> str:
    return hashlib.md5(content, usedforsecurity=False).hexdigest()
