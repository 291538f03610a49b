"""Whole folders, dropped or chosen: limits are told first, and all can go as one zip file."""

import hashlib
import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, Route, expect

from infra.local.demo import Demo
from tests.axe import gate
from tests.dropping import drop

pytestmark = pytest.mark.browser

PATIENCE = 120_000
MB = 10**6
_MANIFEST = "manifest-sha256.txt"


@pytest.fixture
def survey(tmp_path: Path) -> Path:
    """103 files with data, some of them deep, one empty; an empty folder; what computers add."""
    top = tmp_path / "Survey Jürgen"
    for number in range(101):
        write(top / "raw" / f"{number:03}.csv", f"depth,size\n{number},7\n".encode())
    write(top / "Bühne" / "tief" / "Überblick: erste?.txt", "Grüße".encode())
    write(top / "large.dat", bytes(range(256)) * 80_000)
    write(top / "log.txt", b"")
    (top / "nothing yet").mkdir()
    write(top / ".DS_Store", b"no data")
    return top


def write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def kept(demo: Demo, page: Page, tmp_path: Path) -> Path:
    """The one file that lies in staging of this deposit, on this disk."""
    found = re.search(r"submission=([\w-]+)", page.url)
    assert found
    listed = demo.clients.s3.list_objects_v2(Bucket=demo.stack.bucket)["Contents"]
    [key] = [each["Key"] for each in listed if found[1] in each["Key"]]
    demo.clients.s3.download_file(demo.stack.bucket, key, str(tmp_path / "kept.zip"))
    return tmp_path / "kept.zip"


def files_below(folder: Path, *left_out: str) -> dict[str, bytes]:
    return {
        path.relative_to(folder.parent).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.name not in left_out
    }


def question(page: Page) -> Locator:
    return page.get_by_role("dialog")


def row(page: Page, name: str) -> Locator:
    return page.locator("#file-list .file").filter(has_text=name)


def uploaded(page: Page, name: str) -> None:
    expect(row(page, name)).to_have_attribute("data-state", "staged", timeout=PATIENCE)


def test_a_dropped_folder_arrives_as_one_zip_that_holds_all_of_it(
    demo: Demo, page: Page, survey: Path, tmp_path: Path
) -> None:
    page.goto(demo.invitation())
    drop(page.locator("#drop"), [survey])

    asked = question(page)
    expect(asked).to_contain_text("How should “Survey Jürgen” be sent?")
    expect(asked).to_contain_text("104 files")
    expect(asked).to_contain_text("Left out: .DS_Store")
    expect(asked.get_by_label("As one zip file")).to_be_checked()
    for loss in ("A deposit takes 100 files", "log.txt” is empty", "erste?.txt", "nothing yet"):
        expect(asked).to_contain_text(loss)
    asked.get_by_role("button", name="Add").click()

    expect(row(page, "Survey Jürgen.zip")).to_contain_text("104 files in it")
    uploaded(page, "Survey Jürgen.zip")
    archive = kept(demo, page, tmp_path)
    expect_all_of(archive, survey)


def expect_all_of(archive: Path, folder: Path) -> None:
    """By Python and by unzip; and the list inside proves it where it was unpacked."""
    originals = files_below(folder, ".DS_Store")
    with zipfile.ZipFile(archive) as inside:
        assert inside.testzip() is None
        names = inside.namelist()
        assert names[-1] == _MANIFEST
        assert f"{folder.name}/nothing yet/" in names
        found = {name: inside.read(name) for name in names[:-1] if not name.endswith("/")}
        listed = inside.read(_MANIFEST).decode()
    assert found == originals
    sums = {name: hashlib.sha256(content).hexdigest() for name, content in originals.items()}
    assert listed == "".join(f"{sums[name]}  {name}\n" for name in sorted(sums))
    if unzip := shutil.which("unzip"):
        subprocess.run([unzip, "-tq", str(archive)], check=True, capture_output=True)  # noqa: S603 - our own


def test_101_loose_files_are_offered_as_one_zip_before_anything_is_sent(
    demo: Demo, page: Page, survey: Path, tmp_path: Path
) -> None:
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url) if _sends(request.url) else None)
    page.goto(demo.invitation())
    loose = sorted((survey / "raw").iterdir())

    drop(page.locator("#drop"), loose)
    asked = question(page)
    expect(asked).to_contain_text("101 files")
    expect(asked).to_contain_text("only 100 of 101 can be sent")
    asked.get_by_role("button", name="Cancel").click()
    expect(asked).to_be_hidden()
    assert sent == []

    drop(page.locator("#drop"), loose)
    name = asked.get_by_label("Name of the zip file")
    name.fill("cores: all")
    name.press("Enter")
    expect(asked).to_contain_text("Leave out “:” in the name")
    expect(name).to_be_focused()
    assert sent == []
    name.fill("cores")
    name.press("Enter")

    uploaded(page, "cores.zip")
    with zipfile.ZipFile(kept(demo, page, tmp_path)) as inside:
        assert inside.namelist() == [*(path.name for path in loose), _MANIFEST]


def _sends(url: str) -> bool:
    return url.endswith(("/files", "/parts")) or "uploadId" in url


def test_a_folder_chosen_by_keyboard_goes_file_by_file_with_its_paths(
    demo: Demo, page: Page, tmp_path: Path
) -> None:
    folder = tmp_path / "cores"
    write(folder / "a.csv", b"1")
    write(folder / "b.csv", b"2")
    write(folder / "Thumbs.db", b"no data")
    page.on("filechooser", lambda chooser: chooser.set_files(folder))
    page.goto(demo.invitation())

    page.locator("#files").focus()
    page.keyboard.press("Tab")
    expect(page.locator("#folder")).to_be_focused()
    page.keyboard.press("Enter")

    asked = question(page)
    expect(asked.get_by_label("File by file")).to_be_focused()
    expect(asked.get_by_label("Name of the zip file")).to_be_hidden()
    page.keyboard.press("Enter")
    uploaded(page, "cores/a.csv")
    uploaded(page, "cores/b.csv")
    expect(page.locator("#file-list .file")).to_have_count(2)


def test_a_zip_goes_on_after_a_reload_and_is_removed_as_any_file(
    demo: Demo, page: Page, tmp_path: Path
) -> None:
    folder = tmp_path / "cores"
    for number in range(4):
        write(folder / "deep" / f"{number}.dat", hashlib.sha256(bytes([number])).digest() * 600_000)
    parts: list[str] = []
    page.goto(demo.invitation())
    page.route(re.compile("uploadId"), holding(parts, lambda n: n not in ("1", "2")))

    drop(page.locator("#drop"), [folder])
    question(page).get_by_role("button", name="Add").click()
    expect(row(page, "cores.zip")).to_contain_text(re.compile(r"[1-9]\d %"))
    page.reload()
    again = row(page, "cores.zip")
    expect(again).to_contain_text("Choose the same folder again")
    expect(again).to_contain_text("4 files in it")
    page.unroute_all()
    parts.clear()
    page.route(re.compile("uploadId"), holding(parts, lambda _: False))
    page.on("filechooser", lambda chooser: chooser.set_files(folder))
    again.get_by_role("button", name="Choose the folder again").click()

    uploaded(page, "cores.zip")
    archive = kept(demo, page, tmp_path)
    assert sorted(parts) == ["3", "4", "5"]
    with zipfile.ZipFile(archive) as inside:
        assert inside.testzip() is None
        for name, content in files_below(folder).items():
            assert inside.read(name) == content
    again.get_by_role("button", name="Remove cores.zip").click()
    expect(again).to_have_count(0)


def holding(parts: list[str], is_held: Callable[[str], bool]) -> Callable[[Route], None]:
    """Parts by number: those held never arrive."""

    def hold(route: Route) -> None:
        found = re.search(r"partNumber=(\d+)", route.request.url)
        number = found[1] if found else ""
        if is_held(number):
            return
        if route.request.method == "PUT":
            parts.append(number)
        route.continue_()

    return hold


def test_axe_finds_nothing_in_the_question_and_in_the_rows(
    demo: Demo, browser: Browser, survey: Path
) -> None:
    with gate(browser) as gates:
        page = gates.page
        page.goto(demo.invitation())
        drop(page.locator("#drop"), [survey])
        asked = question(page)
        expect(asked.get_by_label("As one zip file")).to_be_checked()
        gates.look("asked")
        asked.get_by_label("Name of the zip file").fill("a/b")
        asked.get_by_role("button", name="Add").click()
        expect(asked).to_contain_text("Leave out “/”")
        gates.look("a wrong name")
        asked.get_by_label("Name of the zip file").fill("survey")
        asked.get_by_role("button", name="Add").click()
        uploaded(page, "survey.zip")
        gates.look("a zip in the list")
