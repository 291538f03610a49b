"""What a deposit needs to be gone on with: kept on the disk before the first call is made.

It holds the key of the deposit, so only its owner may read it. It knows no service.
"""

import hashlib
import json
import os
import secrets
import tempfile
import uuid
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any, TextIO

from zenferry.client.trouble import Later, Usage

__all__ = ["Entry", "Journal", "held", "journal_place"]

VERSION = 1


@dataclass(frozen=True)
class Entry:
    """One deposit. `nonce` asks again for a lost answer to its opening; `key` comes with it.

    `words`: the checksums of all values saved from here, the newest last. `files`: what was sent
    from here, as (size, time of change) by path. `ended`: nothing more happens to it.
    """

    page: str
    id: str = field(default_factory=lambda: str(uuid.uuid4()))
    nonce: str = field(default_factory=lambda: secrets.token_urlsafe(24), repr=False)
    key: str = field(default="", repr=False)
    words: tuple[str, ...] = ()
    files: dict[str, tuple[int, int]] = field(default_factory=dict)
    ended: str = ""


def journal_place(folder: Path, page: str, metadata: Path, files: Iterable[Path]) -> Path:
    """The same for the same command, from wherever it is typed."""
    named = [page, str(metadata.resolve()), *sorted(str(file.resolve()) for file in files)]
    return folder / f"{hashlib.sha256(json.dumps(named).encode()).hexdigest()[:20]}.json"


class Journal:
    """An Entry in a file."""

    def __init__(self, place: Path, page: str) -> None:
        self.place = place
        self._page = page
        self.entry = Entry(page)

    def read(self) -> bool:
        """Take up what is there; whether there was anything."""
        try:
            text = self.place.read_text("utf-8")
        except FileNotFoundError:
            return False
        except OSError as error:
            raise Later(f"{self.place} can't be read: {error.strerror}.") from error
        self.entry = self._parsed(text)
        return True

    def _parsed(self, text: str) -> Entry:
        try:
            kept = json.loads(text)
            if kept.pop("version") != VERSION or kept["page"] != self._page:
                raise ValueError
            words = tuple(map(str, kept.pop("words")))
            files = {p: (int(size), int(at)) for p, (size, at) in kept.pop("files").items()}
            return Entry(**kept, words=words, files=files)
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise Usage(
                f"{self.place} is no journal of a deposit on this page. "
                "Give another one (--journal), or start over (--new)."
            ) from error

    def take_up(self, submission: str, key: str) -> None:
        """Go on with a deposit by its status link, from wherever it was begun.

        It is on the disk with the next note: a link that opens nothing leaves nothing behind.
        """
        if self.entry.key and self.entry.id != submission:
            raise Usage(
                f"{self.place} is of another deposit than this link. "
                "Give another one (--journal), or put it aside (--new)."
            )
        self.entry = replace(self.entry, id=submission, key=key)

    def note(self, **changes: Any) -> None:
        """Keep a change, on the disk, before anything follows from it."""
        self.entry = replace(self.entry, **changes)
        self.write()

    def write(self) -> None:
        """The whole of it in the old one's place, or the old one untouched."""
        kept = json.dumps({"version": VERSION, **asdict(self.entry)}, indent=1)
        try:
            self.place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            _replaced(self.place, kept)
        except OSError as error:
            raise Later(
                f"{self.place} can't be written: {error.strerror}. Without it a deposit could not "
                "be gone on with. Make room, or give another place (--journal)."
            ) from error

    def put_aside(self) -> None:
        """Start over; the old one is kept, for its key opens a deposit."""
        if self.place.exists():
            name = f"{self.place.stem}-until-{uuid.uuid4().hex[:8]}{self.place.suffix}"
            self.place.rename(self.place.with_name(name))
        self.entry = Entry(self._page)


def _replaced(place: Path, text: str) -> None:
    # Made readable by its owner alone from the beginning.
    handle, name = tempfile.mkstemp(dir=place.parent, prefix=f".{place.name}.")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as opened:
            opened.write(text)
            opened.flush()
            os.fsync(opened.fileno())
        Path(name).replace(place)
    except BaseException:
        with suppress(OSError):
            Path(name).unlink()
        raise


@contextmanager
def held(place: Path) -> Iterator[bool]:
    """Whether nobody else runs the same deposit; ends with the process, however that ends."""
    try:
        import fcntl  # noqa: PLC0415 - not on every system
    except ImportError:
        yield True
        return
    with _lock(place) as opened:
        try:
            fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
            return
        yield True


def _lock(place: Path) -> TextIO:
    try:
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        # Not emptied: in a folder that is not ours it may be a link to anything.
        return place.with_name(f".{place.name}.lock").open("a")
    except OSError as error:
        raise Later(f"{place.parent} can't be written to: {error.strerror}.") from error
