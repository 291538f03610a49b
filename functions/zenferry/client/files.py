"""The files on this disk: found, checked by name, read in parts. It knows no service."""

import base64
import errno
import hashlib
import mimetypes
import os
import stat
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from zenferry import rules
from zenferry.client.trouble import Changed, NotTaken, Problem, Usage
from zenferry.messages import sentence
from zenferry.uploads.staging import part_length

__all__ = ["ONE_ZIP", "LocalFile", "Region", "gathered", "sha256", "too_many"]

BLOCK = 1024 * 1024
# No service takes more into one record; one may take fewer, and says so once it is asked.
MOST_FILES = 100
ONE_ZIP = "On the page a folder can be sent as one zip file."
# What systems leave in folders, in small letters; nobody means to deposit it.
LITTER = frozenset({".ds_store", "thumbs.db", "desktop.ini"})


@dataclass(frozen=True)
class LocalFile:
    """`path` is its name in the record, folders and all; `changed` its time in nanoseconds."""

    path: str
    place: Path
    size: int
    changed: int

    @property
    def media_type(self) -> str:
        """By its name, where that tells."""
        return mimetypes.guess_type(self.path)[0] or ""

    def check(self) -> None:
        """Changed, if it is not what it was when it was chosen."""
        try:
            now = self.place.stat()
        except OSError as error:
            raise Changed(f"{self.path}: {error.strerror}. Run this again when it is back.") from (
                error
            )
        if (now.st_size, now.st_mtime_ns) != (self.size, self.changed):
            raise Changed(
                f"{self.path} changed while it was sent. Run this again when it is finished."
            )

    def region(self, part: int, part_size: int) -> "Region":
        """The bytes of a part, counted from 1."""
        return Region(self, (part - 1) * part_size, part_length(self.size, part_size, part))


class Region:
    """Some bytes of a file, read from the disk as they are sent, so that none wait in memory.

    `heard` is told of each piece that was read.
    """

    def __init__(
        self, file: LocalFile, start: int, size: int, heard: Callable[[int], None] = lambda _: None
    ) -> None:
        self._file = file
        self._size = size
        self._left = size
        self._heard = heard
        self._open = _opened(file)
        self._open.seek(start)

    def __len__(self) -> int:
        return self._size

    def read(self, amount: int = -1) -> bytes:
        """Up to `amount` bytes; Changed where the file has become shorter."""
        wanted = self._left if amount < 0 else min(amount, self._left)
        if not wanted:
            return b""
        try:
            piece = self._open.read(wanted)
        except OSError as error:
            raise Changed(f"{self._file.path} can't be read: {error.strerror}.") from error
        if not piece:
            self._file.check()
            raise Changed(f"{self._file.path} ended early. Run this again when it is finished.")
        self._left -= len(piece)
        self._heard(len(piece))
        return piece

    def blocks(self) -> Iterator[bytes]:
        """All of it, piece by piece."""
        while piece := self.read(BLOCK):
            yield piece

    def close(self) -> None:
        """Let go of the file."""
        self._open.close()

    def __enter__(self) -> "Region":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _opened(file: LocalFile) -> BinaryIO:
    try:
        return file.place.open("rb")
    except OSError as error:
        raise Changed(f"{file.path} can't be read: {error.strerror}.") from error


def sha256(region: Region, *others: "hashlib._Hash") -> str:
    """In base64, as the storage takes it; the same bytes are given to `others` too."""
    digest = hashlib.sha256()
    for block in region.blocks():
        for each in (digest, *others):
            each.update(block)
    return base64.b64encode(digest.digest()).decode()


def gathered(
    given: Sequence[Path],
    language: str = "en",
    *,
    left_out: Callable[[str], None] = lambda _: None,
) -> list[LocalFile]:
    """Files, and what is in folders, by name; NotTaken with all that is wrong with any.

    `left_out` hears of what systems leave in folders.
    """
    found: list[LocalFile] = []
    missing: list[Problem] = []
    for path in given:
        try:
            found += _below(path, left_out)
        except OSError as error:
            missing.append(Problem(str(error.filename or path), f"{error.strerror}."))
    if missing:
        raise Usage("Some files can't be read.", missing)
    found.sort(key=lambda file: file.path)
    if problems := [*too_many(len(found), MOST_FILES, language), *_problems(found, language)]:
        some = f" {ONE_ZIP}" if len(found) > MOST_FILES else ""
        raise NotTaken(f"Some files can't be deposited as they are.{some}", problems)
    return found


def too_many(number: int, most: int, language: str) -> list[Problem]:
    """What is wrong with so many files, if anything is."""
    said = sentence("too_many_files", {"most": most}, language)
    return [Problem("files", f"{said} ({number})")] if number > most else []


def _below(path: Path, left_out: Callable[[str], None]) -> Iterator[LocalFile]:
    """A folder's own name is kept, as it is when it is dropped on the page."""
    if not path.is_dir():
        yield _file(path, path.name)
        return
    given = path.resolve()
    for folder, folders, names in os.walk(given, onerror=_raised):
        folders.sort()
        for name in (*folders, *names):
            place = Path(folder) / name
            _check_link(place, given)
            within = place.relative_to(given.parent).as_posix()
            if name in names and name.casefold() in LITTER:
                left_out(within)
            elif name in names:
                yield _file(place, within)


def _check_link(place: Path, given: Path) -> None:
    """What lies elsewhere was not given: a link in a folder may lead to anything on this disk."""
    if not place.is_symlink():
        return
    if not place.resolve().is_relative_to(given):
        raise OSError(errno.EINVAL, "A link that leads out of the folder", str(place))
    if place.is_dir():
        raise OSError(errno.EINVAL, "A link to a folder", str(place))


def _raised(error: OSError) -> None:
    raise error


def _file(place: Path, path: str) -> LocalFile:
    about = place.stat()
    if not stat.S_ISREG(about.st_mode):
        # A pipe, say: reading it would wait for ever.
        raise OSError(errno.EINVAL, "Not a file", str(place))
    if not os.access(place, os.R_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(place))
    return LocalFile(path, place, about.st_size, about.st_mtime_ns)


def _problems(files: Sequence[LocalFile], language: str) -> Iterator[Problem]:
    """The rules of the service that need nobody's answer."""
    seen: set[str] = set()
    for file in files:
        try:
            path = rules.file_path(file.path)
            if not file.size:
                raise rules.BrokenRule("file_empty")
            if path.casefold() in seen:
                raise rules.BrokenRule("path_twice")
            seen.add(path.casefold())
        except UnicodeEncodeError:
            # No text at all in this system's coding.
            params = {"character": "�"}
            yield Problem(file.path, sentence("path_characters", params, language))
        except rules.BrokenRule as broken:
            yield Problem(file.path, sentence(broken.code, broken.params, language))
