"""The files of a published record in the draft of its next version: imported, and some dropped.

It moves no bytes: the repository links to what it has.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from zenferry.errors import NeedsAttention
from zenferry.repository import Repository, SentFile
from zenferry.submission import Submission
from zenferry.versions.basis import Basis

__all__ = ["TakingOver"]

Entries = Mapping[str, SentFile]


@dataclass(frozen=True)
class TakingOver:
    """Over the repository alone. It may run twice, and be cut off anywhere."""

    repository: Repository

    def arrange(self, found: Submission, basis: Basis, draft: str) -> None:
        """Have the draft hold all kept files, and no other one of the record."""
        kept = [file for file in found.files if file.kept]
        there = self._entries(draft)
        if any(not _same(there, self._wanted(found, file.id)) for file in kept):
            self._import(draft, there)
            there = self._entries(draft)
        for file in kept:
            if not _same(there, self._wanted(found, file.id)):
                raise NeedsAttention("kept_file_changed", path=file.path)
        self._drop_others(found, there, self._entries(basis.record), draft)

    def _entries(self, draft: str) -> Entries:
        return {entry.name: entry for entry in self.repository.files(draft)}

    def _wanted(self, found: Submission, file: str) -> SentFile:
        known, transfer = found.file(file), found.transfer(file)
        return SentFile(known.path, complete=True, size=known.size, md5=transfer.md5)

    def _import(self, draft: str, there: Entries) -> None:
        """All of them or none: it takes a draft without files. What was sent is sent again."""
        for name in there:
            self.repository.drop(draft, name)
        self.repository.import_files(draft)

    def _drop_others(self, found: Submission, there: Entries, former: Entries, draft: str) -> None:
        names: Sequence[str] = [file.path for file in found.files]
        for name, entry in there.items():
            if name not in names and former.get(name) == entry:
                self.repository.drop(draft, name)


def _same(there: Entries, wanted: SentFile) -> bool:
    return there.get(wanted.name) == wanted
