"""The functions' package is small, complete, and the same whenever its input is."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from infra.local import package
from infra.local.demo import EXAMPLE

pytestmark = pytest.mark.cloud


@pytest.fixture(scope="module")
def built() -> package.Package:
    return package.build(EXAMPLE)


def test_the_same_input_makes_the_same_bytes(built: package.Package) -> None:
    before = built.path.read_bytes()
    again = package.build(EXAMPLE)
    assert again == built
    assert again.path.read_bytes() == before


def test_another_profile_makes_another_key(built: package.Package, tmp_path: Path) -> None:
    other = tmp_path / "profile.toml"
    other.write_text("")
    assert package.build(other).key != built.key


def test_it_holds_what_is_needed_and_little_else(built: package.Package) -> None:
    names = zipfile.ZipFile(built.path).namelist()
    tag = sys.implementation.cache_tag
    assert {"profile/profile.toml", "zenferry/handlers.py", "apig_wsgi/__init__.py"} <= set(names)
    sources = [name for name in names if name.endswith(".py")]
    assert len([name for name in names if name.endswith(f".{tag}.pyc")]) == len(sources)
    assert not [name for name in names if name.startswith(("boto", "bin/")) or name.endswith(".so")]
    assert built.path.stat().st_size < 4_000_000


def test_the_handlers_start_with_nothing_but_the_package(
    built: package.Package, tmp_path: Path
) -> None:
    """The embedded cloud would lend its own libraries and so hide one that is missing."""
    zipfile.ZipFile(built.path).extractall(tmp_path)
    code = "import zenferry.handlers, zenferry.api, apig_wsgi, requests"
    done = subprocess.run(  # noqa: S603 - our own code
        [sys.executable, "-I", "-S", "-c", f"import sys; sys.path.insert(0, '.'); {code}"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
