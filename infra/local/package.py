"""Makes the functions' package: libraries, zenferry and the profile, compiled, in one zip.

The same input gives the same bytes, so that the key, named by content, changes only with them.
It must not know where the package is deployed.
"""

from __future__ import annotations

import compileall
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from py_compile import PycInvalidationMode

ROOT = Path(__file__).resolve().parents[2]
BUILD = ROOT / ".build"
_LOCK = ROOT / "functions" / "requirements.lock"
SOURCE = ROOT / "functions" / "zenferry"

# Where Lambda unpacks it; tracebacks name files by this.
_TASK = "/var/task"
# The earliest time a zip can hold.
_EPOCH = (1980, 1, 1, 0, 0, 0)
# Compiled extensions are of one machine only, and every library here works without.
_NOT_WANTED = ("*.so", "*.pyi", "tests", "test", "bin", "__pycache__")
_OF_DIST_INFO = {"METADATA"}


class PackageFailure(Exception):
    """The libraries could not be fetched; the message holds pip's last words."""


@dataclass(frozen=True)
class Package:
    path: Path
    key: str
    runtime: str


def build(profile: Path, *, source: Path = SOURCE) -> Package:
    """The zip of the functions with the directory of this profile file in it."""
    BUILD.mkdir(exist_ok=True)
    with _scratch() as scratch:
        zipped = shutil.copyfile(_libraries(), scratch / "functions.zip")
        shutil.copytree(source, scratch / "zenferry", ignore=shutil.ignore_patterns(*_NOT_WANTED))
        shutil.copytree(profile.parent, scratch / "profile")
        _compile(scratch / "zenferry", "zenferry")
        with zipfile.ZipFile(zipped, "a", zipfile.ZIP_DEFLATED) as archive:
            _add(archive, scratch / "zenferry", within=scratch)
            _add(archive, scratch / "profile", within=scratch)
        digest = hashlib.sha256(zipped.read_bytes()).hexdigest()[:20]
        final = BUILD / f"functions-{digest}.zip"
        _forget_others(final)
        zipped.replace(final)
    return Package(final, final.name, f"python{_version()}")


def _libraries() -> Path:
    """The zip of the locked libraries, made once for each lock and Python."""
    lock = hashlib.sha256(_LOCK.read_bytes() + _version().encode()).hexdigest()[:20]
    made = BUILD / f"libraries-{lock}.zip"
    if not made.exists():
        with _scratch() as scratch:
            target = scratch / "libraries"
            _install(target)
            _prune(target)
            _compile(target, "")
            zipped = scratch / "libraries.zip"
            with zipfile.ZipFile(zipped, "w", zipfile.ZIP_DEFLATED) as archive:
                _add(archive, target, within=target)
            zipped.replace(made)
    return made


def _install(target: Path) -> None:
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-compile"]
    command += ["--disable-pip-version-check", "--require-hashes", "--requirement", str(_LOCK)]
    done = subprocess.run(
        [*command, "--target", str(target)], capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise PackageFailure("The functions' libraries can't be installed:\n" + done.stderr[-2000:])


def _prune(target: Path) -> None:
    for pattern in _NOT_WANTED:
        for found in sorted(target.rglob(pattern)):
            shutil.rmtree(found) if found.is_dir() else found.unlink()
    for found in target.glob("*.dist-info/**/*"):
        if found.is_file() and found.name not in _OF_DIST_INFO:
            found.unlink()


def _compile(directory: Path, inside: str) -> None:
    """Unchecked: the source beside it is never looked at, its time in the zip means nothing."""
    compileall.compile_dir(
        directory,
        quiet=2,
        stripdir=str(directory),
        prependdir=os.path.join(_TASK, inside),  # noqa: PTH118 - a path of another machine
        invalidation_mode=PycInvalidationMode.UNCHECKED_HASH,
    )


def _add(archive: zipfile.ZipFile, directory: Path, *, within: Path) -> None:
    for path in sorted(directory.rglob("*")):
        if path.is_file():
            entry = zipfile.ZipInfo(path.relative_to(within).as_posix(), _EPOCH)
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, path.read_bytes(), zipfile.ZIP_DEFLATED)


def _forget_others(kept: Path) -> None:
    """One old package may still be on its way to a cloud; older ones are of no use."""
    old = sorted(BUILD.glob("functions-*.zip"), key=lambda path: path.stat().st_mtime)
    for path in old[:-4]:
        if path != kept:
            path.unlink(missing_ok=True)


def _version() -> str:
    return f"{sys.version_info.major}.{sys.version_info.minor}"


@contextmanager
def _scratch() -> Iterator[Path]:
    """In the build directory, so that what is done can be moved into place in one go."""
    with tempfile.TemporaryDirectory(dir=BUILD, prefix="making-") as directory:
        yield Path(directory)
