"""What may be uploaded: names, sizes, counts, parts and checksums. Pure."""

import base64
import binascii
import re
import secrets
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from zenferry import rules
from zenferry.amounts import amount
from zenferry.beside import CRATE_NAME
from zenferry.errors import Absent, Invalid, Param, Problem
from zenferry.profile import Limits, Profile
from zenferry.submission import Submission
from zenferry.transfer import File
from zenferry.uploads.staging import Part, composite, part_count, part_length, part_size

__all__ = [
    "NewFile",
    "WantedPart",
    "all_parts",
    "checksum_problems",
    "missing_parts",
    "new_files",
    "part_problems",
]

SHA256_BYTES = 32


@dataclass(frozen=True)
class NewFile:
    """A file as the depositor names it."""

    path: str
    size: int
    media_type: str


@dataclass(frozen=True)
class WantedPart:
    """A part that is to be sent now."""

    file: str
    part: Part


def new_files(
    submission: Submission, wanted: Sequence[NewFile], profile: Profile
) -> tuple[File, ...]:
    """Those of `wanted` that are not registered yet; Invalid with all that is wrong with any."""
    fresh: list[File] = []
    problems: list[Problem] = []
    for index, new in enumerate(wanted):
        try:
            fresh += _new_file(new, (*submission.files, *fresh), profile)
        except rules.BrokenRule as broken:
            field = "size" if broken.code.startswith("file_") else "path"
            problems.append(Problem(f"files.{index}.{field}", broken.code, broken.params))
    names = {file.path for file in fresh}
    staying = [f for f in submission.files if not (f.kept and f.path in names)]
    problems += _too_much((*staying, *fresh), profile.limits)
    if problems:
        raise Invalid(problems)
    return tuple(fresh)


def _new_file(new: NewFile, known: Sequence[File], profile: Profile) -> Iterator[File]:
    path = rules.file_path(new.path)
    if profile.form.beside and path.casefold() == CRATE_NAME:
        raise rules.BrokenRule("path_ours")
    if new.size < 1:
        raise rules.BrokenRule("file_empty")
    if new.size > profile.limits.bytes:
        raise rules.BrokenRule("file_too_large", limit=amount(profile.limits.bytes))
    same = [file for file in known if file.path.casefold() == path.casefold()]
    # What the record has of this name is replaced.
    same = [file for file in same if not (file.kept and file.path == path)]
    if any(file.path != path for file in same):
        # Where somebody unpacks the record, one of the two might take the place of the other.
        raise rules.BrokenRule("path_twice")
    if any(file.size != new.size for file in same):
        raise rules.BrokenRule("path_taken")
    if not same:
        # The id is ours: no name a person typed becomes part of a key.
        yield File(secrets.token_hex(8), path, new.size, new.media_type, part_size(new.size))


def _too_much(known: Sequence[File], limits: Limits) -> Iterator[Problem]:
    files = [file for file in known if not file.ours]
    if len(files) > limits.files:
        yield Problem("files", "too_many_files", {"most": limits.files})
    if sum(file.size for file in files) > limits.bytes:
        yield Problem("files", "total_too_large", {"limit": amount(limits.bytes)})


def part_problems(submission: Submission, wanted: Sequence[WantedPart]) -> Iterator[Problem]:
    """What is wrong with the parts that somebody wants to send."""
    for index, want in enumerate(wanted):
        for name, code, params in _part_faults(submission, want):
            yield Problem(f"parts.{index}.{name}", code, params)


def _part_faults(
    submission: Submission, want: WantedPart
) -> Iterator[tuple[str, str, dict[str, Param]]]:
    try:
        file = submission.file(want.file)
    except Absent as error:
        yield "file", error.code, {}
        return
    size = part_length(file.size, file.part_size, want.part.number)
    if not size:
        yield "part", "part_number", {"part": want.part.number}
    elif size != want.part.size:
        yield "size", "part_size", {"part": want.part.number, "size": size}
    if not _is_sha256(want.part.sha256):
        yield "sha256", "part_checksum", {}
    if submission.transfer(want.file).staged:
        yield "file", "staged_already", {}


def _is_sha256(text: str) -> bool:
    try:
        return len(base64.b64decode(text, validate=True)) == SHA256_BYTES
    except (binascii.Error, ValueError):
        return False


_MD5 = re.compile(r"[0-9a-f]{32}", re.ASCII)
_COMPOSITE = re.compile(r"(.+)-[1-9]\d{0,3}", re.ASCII)


def checksum_problems(
    submission: Submission, given: Sequence[tuple[str, str, str | None]]
) -> Iterator[Problem]:
    """What is wrong with the checksums that somebody completes files with."""
    once: set[str] = set()
    for index, (file, checksum, md5) in enumerate(given):
        composed = _COMPOSITE.fullmatch(checksum)
        if code := "said_twice" if file in once else _not_completable(submission, file, checksum):
            yield Problem(f"files.{index}.file", code)
        once.add(file)
        if not (composed and _is_sha256(composed[1])):
            yield Problem(f"files.{index}.checksum", "checksum")
        if md5 is not None and not _MD5.fullmatch(md5):
            yield Problem(f"files.{index}.md5", "md5")


def _not_completable(submission: Submission, file: str, checksum: str) -> str:
    if all(known.id != file for known in submission.files):
        return "unknown_file"
    transfer = submission.transfer(file)
    return "staged_already" if transfer.staged and transfer.checksum != checksum else ""


def all_parts(file: File) -> tuple[int, ...]:
    """The numbers of a file's parts."""
    return tuple(range(1, part_count(file.size, file.part_size) + 1))


def missing_parts(file: File, stored: Sequence[Part], checksum: str) -> tuple[int, ...]:
    """The parts that have to be sent (again) before the file is the one with this checksum."""
    there = {part.number: part.size for part in stored}
    expected = {n: part_length(file.size, file.part_size, n) for n in all_parts(file)}
    missing = tuple(n for n, size in expected.items() if there.get(n) != size)
    if not missing and composite(stored) != checksum:
        return all_parts(file)
    return missing
