"""The bucket of the records' pages in memory."""

import hashlib
from collections.abc import Mapping, Sequence

from zenferry.errors import Absent, NotNow
from zenferry.records.publishing import Written

__all__ = ["FakePages"]


class FakePages:
    """Files by their names; `puts` are the names in the order they were written."""

    def __init__(self, frame: bytes | None) -> None:
        self.framed = frame
        self.files: dict[str, Written] = {}
        self.puts: list[str] = []
        self.fails_at = 0

    def frame(self) -> bytes:
        if self.framed is None:
            raise Absent("no_page")
        return self.framed

    def held(self) -> Mapping[str, str]:
        return {name: _md5(file.content) for name, file in self.files.items()}

    def put(self, file: Written) -> None:
        self.puts.append(file.name)
        if len(self.puts) == self.fails_at:
            raise NotNow("storage_unavailable")
        self.files[file.name] = file

    def remove(self, names: Sequence[str]) -> None:
        for name in names:
            self.files.pop(name, None)


def _md5(content: bytes) -> str:
    return hashlib.md5(content, usedforsecurity=False).hexdigest()
