"""The page asks for just the files of description that can be read."""

import shutil
from fnmatch import fnmatch
from pathlib import Path

from tests.deposit_client import EXAMPLE
from zenferry.profile import read_profile
from zenferry.readers import chooser
from zenferry.readers.file_names import ENDINGS, LIKELY


def likely(name: str) -> bool:
    return any(fnmatch(name, known.lower()) for known in LIKELY)


def test_every_name_that_tells_the_format_is_one_that_the_page_offers_to_read() -> None:
    assert all(likely(name) for name in chooser.NAMES)
    assert not likely("cores.csv")
    assert not likely("measurements.json")


def test_every_ending_that_is_read_can_be_chosen() -> None:
    endings = {*chooser.ENDINGS, *chooser.TABLES, *(Path(name).suffix for name in chooser.NAMES)}
    assert endings <= {*ENDINGS}


def test_a_repositorys_records_are_known_by_host_if_it_says_how_its_dois_begin(
    tmp_path: Path,
) -> None:
    text = EXAMPLE.read_text("utf-8").replace("https://zenodo.org/api", "https://data.example/api")
    for beside in EXAMPLE.parent.iterdir():
        shutil.copy(beside, tmp_path)
    path = tmp_path / "profile.toml"
    path.write_text(text, "utf-8")
    assert set(dict(read_profile(path).records())) == {"zenodo.org", "sandbox.zenodo.org"}
    told = text.replace('name = "Zenodo"', 'name = "Zenodo"\ndoi_start = "10.4711/"')
    path.write_text(told, "utf-8")
    assert dict(read_profile(path).records())["data.example"] == "10.4711/"
