"""A published record taken over into a deposit: its words into the form, its files as kept ones.

Kept files are never sent. The next version imports them at the repository, where they are compared
as all others; a correction leaves them where they are.
"""

import hashlib
import mimetypes
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from zenferry.beside import CRATE_NAME
from zenferry.errors import Absent, NeedsAttention
from zenferry.form import Form, Values
from zenferry.forwarding.attention import Outcome
from zenferry.profile import Profile
from zenferry.readers import invenio_record
from zenferry.readers.fitting import fitted
from zenferry.repository import Former, Repository, SentFile
from zenferry.submission import Submission
from zenferry.submissions import Submissions
from zenferry.transfer import KEPT, File, Transfer, TransferState
from zenferry.update import update
from zenferry.uploads.staging import part_size
from zenferry.versions.basis import Basis
from zenferry.versions.remembered import changed, is_as_filled, remembered

__all__ = ["Formers", "checked"]

# Of what the form has no place for, so much is named.
MOST_NAMED = 10
# A version has its own.
_ASKED_ANEW = ("publication_date", "version")


def checked(repository: Repository, record: str) -> Former:
    """A record that may be changed by us, now. NeedsAttention tells why it may not."""
    try:
        former = repository.former(record)
    except Absent as error:
        raise NeedsAttention("record_unknown") from error
    if not former.ours:
        raise NeedsAttention("record_not_ours")
    return former


@dataclass(frozen=True, kw_only=True)
class Formers:
    """Takes records over, from the repository into the table."""

    submissions: Submissions
    repository: Repository
    form: Form
    profile: Profile
    now: Callable[[], datetime]

    def take_over(self, submission: str) -> Outcome:
        """List the record's files, those that were dropped too; its words, if not done before."""
        found = self.submissions.get(submission)
        if found.basis is None or not found.editable:
            raise NeedsAttention("not_editable", state=found.state)
        former = checked(self.repository, found.basis.record)
        if former.restricted and not found.basis.restricted:
            raise NeedsAttention("record_restricted")
        there = self._files(former.record.id)
        for file, md5 in there:
            if file.id not in found.transfers:
                kept = Transfer(file.id, TransferState.KEPT, md5=md5)
                self.submissions.put_transfer(submission, kept)
        files = [file for file, _ in there]
        update(self.submissions, submission, lambda old: self._taken(old, former, files))
        return {"outcome": "listed"}

    def _files(self, record: str) -> list[tuple[File, str]]:
        entries = [e for e in self.repository.files(record) if e.complete and e.md5]
        return [(_kept(entry), str(entry.md5)) for entry in entries if not self._ours_anew(entry)]

    def _ours_anew(self, entry: SentFile) -> bool:
        """The file beside the data is made for each version."""
        return entry.name == CRATE_NAME and self.profile.form.beside

    def _taken(self, old: Submission, former: Former, files: Sequence[File]) -> Submission:
        if old.basis is None or not old.editable:
            return old
        # What replaces one of them has its name.
        names = {file.path.casefold() for file in old.files}
        back = tuple(file for file in files if file.path.casefold() not in names)
        dropped = tuple(file for file in old.dropped if not file.kept)
        taken = old
        if back:
            # Whoever let it go saw it without these.
            taken = replace(old, files=(*back, *old.files), dropped=dropped, approved=False)
        if old.basis.words == former.record.words:
            return taken
        return self._worded(taken, old.basis, former)

    def _worded(self, old: Submission, basis: Basis, former: Former) -> Submission:
        read = fitted(invenio_record.read(former.text), self.form.fields)
        values = dict(read.values)
        for name in () if basis.corrects else _ASKED_ANEW:
            values.pop(name, None)
        known = replace(basis, words=former.record.words, said=remembered(values))
        named = replace(old, basis=known)
        if basis.corrects:
            # It keeps the one it has.
            named = replace(named, doi=former.record.doi or basis.doi)
        if basis.words:
            return self._renewed(named, basis, values)
        if not old.revision:
            # What was chosen before anything was typed stays.
            named = replace(named, values={**values, **old.values}, revision=1)
        noted = named.note(self.now(), "former_listed", record=basis.url)
        if not read.not_understood:
            return noted
        left = ", ".join(each.what for each in read.not_understood[:MOST_NAMED])
        return noted.note(self.now(), "former_left_out", names=left)

    def _renewed(self, named: Submission, before: Basis, values: Values) -> Submission:
        """The record was changed since: what nobody touched here says the new, the rest stays."""
        theirs = [change.field for change in changed(before.said, values)]
        untouched = [
            name
            for name in theirs
            if is_as_filled(before.said, name, named.values.get(name)) or name not in named.values
        ]
        merged = dict(named.values)
        for name in untouched:
            merged[name] = values.get(name, "")
        told = ", ".join(self._label(name) for name in untouched[:MOST_NAMED])
        both = ", ".join(self._label(n) for n in theirs[:MOST_NAMED] if n not in untouched)
        # Whoever let it go saw other words.
        new = replace(named, values=merged, revision=named.revision + 1, approved=False)
        noted = new.note(self.now(), "former_renewed", names=told or "–")
        return noted.note(self.now(), "former_differs", names=both) if both else noted

    def _label(self, name: str) -> str:
        return next((each.label for each in self.form.fields if each.name == name), name)


def _kept(entry: SentFile) -> File:
    digest = hashlib.sha256(entry.name.encode()).hexdigest()
    size = entry.size or 0
    kind = mimetypes.guess_type(entry.name)[0] or "application/octet-stream"
    return File(f"{KEPT}{digest[:16]}", entry.name, size, kind, part_size(max(size, 1)))
