"""Makes what the service has of a deposit's files what is here: registered, replaced, dropped.

It decides what is to be sent, and sends no byte of it.
"""

import hashlib
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from zenferry.client.api import DepositApi, Json, Said
from zenferry.client.files import ONE_ZIP, LocalFile, sha256, too_many
from zenferry.client.journal import Journal
from zenferry.client.trouble import NotTaken, Problem
from zenferry.client.upload import THERE, Going

__all__ = ["Registered", "reconciled"]

Sent = tuple[int, int]


@dataclass(frozen=True)
class Registered:
    """`there`: the bytes of files that need nothing. The last three are paths, to be told."""

    going: tuple[Going, ...]
    there: int
    replaced: tuple[str, ...]
    dropped: tuple[str, ...]
    others: tuple[str, ...]

    @property
    def total(self) -> int:
        """Bytes of all files."""
        return self.there + sum(file.local.size for file in self.going)


def reconciled(
    found: Json,
    files: Sequence[LocalFile],
    journal: Journal,
    deposit: DepositApi,
    language: str = "en",
) -> Registered:
    """What is to be sent, after the service knows these files and no others from here."""
    here = {unicodedata.normalize("NFC", file.path): file for file in files}
    theirs = {str(file["path"]): file for file in found["files"] if not file["ours"]}
    known = journal.entry.files
    dropped = [path for path in theirs if path not in here and path in known]
    replaced = [p for p in theirs if p in here and _differs(theirs[p], here[p], known.get(p))]
    _check_number(len(here.keys() | theirs.keys()) - len(dropped), found["limits"], language)
    for path in (*dropped, *replaced):
        deposit.remove(theirs.pop(path)["id"])
    # Noted first: what is registered and not noted would be taken for somebody else's.
    sent = {path: (file.size, file.changed) for path, file in here.items()}
    if sent != known:
        journal.note(files=sent)
    fresh = {path: file for path, file in here.items() if path not in theirs}
    theirs |= _registered(deposit, fresh, batch=found["limits"]["part_batch"])
    open_ = {path: file for path, file in here.items() if theirs[path]["state"] not in THERE}
    return Registered(
        going=tuple(_going(theirs[path], file) for path, file in open_.items()),
        there=sum(file.size for path, file in here.items() if path not in open_),
        replaced=tuple(replaced),
        dropped=tuple(dropped),
        others=tuple(path for path in theirs if path not in here),
    )


def _differs(theirs: Json, local: LocalFile, known: Sent | None) -> bool:
    """Whether what was sent is another file; of one half sent its parts will tell."""
    if theirs["size"] != local.size:
        return True
    if theirs["state"] not in THERE or known == (local.size, local.changed):
        return False
    return bool(theirs["md5"] != _md5(local))


def _md5(local: LocalFile) -> str:
    md5 = hashlib.md5(usedforsecurity=False)
    with local.region(1, local.size) as region:
        sha256(region, md5)
    return md5.hexdigest()


def _check_number(number: int, limits: Json, language: str) -> None:
    """The service hears of a hundred at a time, and would take some of too many."""
    if problems := too_many(number, limits["files"], language):
        raise NotTaken(f"The files do not fit. Nothing was sent. {ONE_ZIP}", problems)


def _registered(
    deposit: DepositApi, fresh: Mapping[str, LocalFile], *, batch: int
) -> dict[str, Json]:
    paths = list(fresh)
    made: dict[str, Json] = {}
    for start in range(0, len(paths), batch):
        some = paths[start : start + batch]
        try:
            answer = deposit.register([_announced(path, fresh[path]) for path in some])
        except Said as error:
            raise _named(error, some) from error
        made |= dict(zip(some, answer, strict=True))
    return made


def _announced(path: str, file: LocalFile) -> Json:
    return {"path": path, "size": file.size, "type": file.media_type}


def _named(error: Said, paths: Sequence[str]) -> Said:
    """The service counts the files of the call; people know their names."""
    return Said(error.status, error.code, str(error), list(_by_name(error.problems, paths)))


def _by_name(problems: Sequence[Problem], paths: Sequence[str]) -> Iterator[Problem]:
    for problem in problems:
        counted = re.match(r"files\.(\d+)\.", problem.field)
        yield Problem(paths[int(counted[1])] if counted else problem.field, problem.message)


def _going(theirs: Json, file: LocalFile) -> Going:
    """Of a file that was begun nobody knows here how much of it arrived."""
    there: dict[int, str] | None = {} if theirs["state"] == "registered" else None
    return Going(file, str(theirs["id"]), int(theirs["part_size"]), there)
