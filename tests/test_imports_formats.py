"""A file of each format becomes the values that a person would have typed; what is left is told."""

import json
from datetime import date
from pathlib import Path

import pytest

from tests.crossing import EXAMPLE
from zenferry.errors import Unreadable
from zenferry.form import Form, read_checked
from zenferry.readers import chooser
from zenferry.readers.fitting import fitted

FOLDER = Path(__file__).parent / "imports"
FILES = sorted(path for path in FOLDER.iterdir() if path.is_file())
# What these files do not tell, and a person has to.
NOT_TOLD = {"agreement", "access", "publication_date", "resource_type", "licence"}


def expected(path: Path) -> dict[str, object]:
    name = path.name.removeprefix(".").rpartition(".")[0]
    read: dict[str, object] = json.loads((FOLDER / "values" / f"{name}.json").read_text("utf-8"))
    return read


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_each_value_of_a_file_is_in_its_field_or_told(path: Path) -> None:
    found = chooser.read(path.read_text("utf-8"), path.name)
    told = {one.what: one.value for one in found.not_understood}
    assert len(told) == len(found.not_understood)
    assert {
        "format": found.format,
        "values": dict(found.values),
        "not_understood": told,
    } == expected(path)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_format_is_recognised_without_the_files_name(path: Path) -> None:
    text = path.read_text("utf-8")
    assert chooser.read(text) == chooser.read(text, path.name)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_byte_order_mark_and_other_line_ends_change_nothing(path: Path) -> None:
    text = path.read_text("utf-8")
    assert chooser.read("\ufeff" + text.replace("\n", "\r\n")) == chooser.read(text)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_the_form_finds_nothing_wrong_with_what_was_read(path: Path) -> None:
    form = Form(read_checked(EXAMPLE), lambda: date(2026, 11, 21))
    found = fitted(chooser.read(path.read_text("utf-8"), path.name), form.fields)
    problems = {problem.field: problem.code for problem in form.judge(found.values)}
    assert problems.keys() <= NOT_TOLD, problems


BOOK = """@incollection{a, title = {On mud}, author = {Lovelace, Ada}, booktitle = {Big Book},
 address = {Bremen}, edition = {2nd}, pages = {1--9}, isbn = {978-3-16-148410-0}, year = 2025}"""
TALK = """@inproceedings{a, title = {On mud}, author = {Lovelace, Ada}, booktitle = {Mud Days},
 venue = {Bremen}, month = 3, year = {2025}}"""
THESIS = """@phdthesis{a, title = {On mud}, author = {Lovelace, Ada}, school = {University of
 Tides}, date = {2025-03-04}}"""


@pytest.mark.parametrize(
    ("text", "values"),
    [
        (
            BOOK,
            {
                "resource_type": "publication-section",
                "publication_date": "2025",
                "book_title": "Big Book",
                "book_place": "Bremen",
                "book_edition": "2nd",
                "book_pages": "1-9",
                "book_isbn": "978-3-16-148410-0",
            },
        ),
        (
            TALK,
            {
                "resource_type": "publication-conferencepaper",
                "publication_date": "2025-03",
                "book_title": "Mud Days",
                "meeting_title": "Mud Days",
                "meeting_place": "Bremen",
            },
        ),
        (
            THESIS,
            {
                "resource_type": "publication-dissertation",
                "publication_date": "2025-03-04",
                "thesis_university": "University of Tides",
                "thesis_type": "PhD thesis",
            },
        ),
    ],
    ids=["book", "talk", "thesis"],
)
def test_bibtex_of_other_kinds_tells_where_it_appeared(
    text: str, values: dict[str, object]
) -> None:
    ada = {"type": "person", "family_name": "Lovelace", "given_name": "Ada"}
    found = chooser.read(text)
    assert found.values == {"title": "On mud", "creators": [ada], **values}
    assert found.not_understood == ()


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("CC-BY-4.0", {"licence": "cc-by-4.0"}),
        ("cc-zero", {"licence": "cc0-1.0"}),
        ("MIT License", {"licence": "mit"}),
        ("https://creativecommons.org/licenses/by-nc/4.0/", {"licence": "cc-by-nc-4.0"}),
        ("https://spdx.org/licenses/BSD-3-Clause.html", {"licence": "bsd-3-clause"}),
        ("http://opensource.org/licenses/MIT", {"licence": "mit"}),
        ("WTFPL", {"licence": "other", "licences": [{"title": "WTFPL"}]}),
        (
            "https://example.org/terms",
            {
                "licence": "other",
                "licences": [
                    {"title": "https://example.org/terms", "link": "https://example.org/terms"}
                ],
            },
        ),
    ],
)
def test_a_licence_is_known_by_its_id_or_address_or_kept_as_own_terms(
    name: str, values: dict[str, object]
) -> None:
    text = json.dumps({"title": "Mud", "upload_type": "dataset", "license": name})
    assert chooser.read(text).values == {"title": "Mud", "resource_type": "dataset", **values}


def test_datacite_metadata_are_read_bare_too() -> None:
    whole = json.loads((FOLDER / "datacite.json").read_text("utf-8"))
    bare = json.dumps(whole["data"]["attributes"])
    assert chooser.read(bare).values == chooser.read(json.dumps(whole)).values


def test_a_data_package_of_the_first_version_is_read() -> None:
    text = {
        "name": "mud",
        "title": "Mud",
        "author": "Ada Lovelace <ada@example.org> (https://example.org)",
        "contributors": [{"title": "Grace Hopper", "role": "maintainer"}],
        "licenses": [{"name": "CC0-1.0"}],
        "resources": [{"path": "mud.csv"}],
    }
    found = chooser.read(json.dumps(text), "datapackage.json")
    assert found.values == {
        "title": "Mud",
        "resource_type": "dataset",
        "creators": [{"type": "person", "family_name": "Lovelace", "given_name": "Ada"}],
        "contributors": [
            {"role": "other", "type": "person", "family_name": "Hopper", "given_name": "Grace"}
        ],
        "licence": "cc0-1.0",
    }


def test_of_too_many_entries_the_form_gets_as_many_as_it_takes_and_the_rest_is_told() -> None:
    text = json.dumps(
        {"title": "Mud", "upload_type": "dataset", "keywords": ["kkk", *KEYWORDS[:900]]}
    )
    found = chooser.read(text)
    assert found.values["keywords"] == ["kkk", *KEYWORDS[:199]]
    assert [one.what for one in found.not_understood] == ["keywords"]
    assert found.not_understood[0].value.startswith('["word199"')
    assert len(found.not_understood[0].value) <= 300


KEYWORDS = [f"word{n}" for n in range(5000)]


def test_what_is_left_is_told_as_far_as_anybody_reads() -> None:
    text = json.dumps({"title": "Mud", "upload_type": "dataset"} | dict.fromkeys(KEYWORDS, "x"))
    left = chooser.read(text).not_understood
    assert len(left) == 201
    assert (left[-1].what, left[-1].value) == ("…", "+ 4800")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "import_empty"),
        (" \n\ufeff ", "import_empty"),
        ("Dear colleagues,", "import_format"),
        ("{}", "import_format"),
        ("[]", "import_format"),
        ("[1, 2]", "import_format"),
        ('{"colour": "brown"}', "import_format"),
        ('{"title": "broken', "import_json"),
        ('{"title": ' + "9" * 100_000 + "}", "import_format"),
        ("@article{a, title = {never closed", "import_bibtex"),
        ("@comment{nothing}", "import_bibtex"),
        ("cff-version: 1.2.0\ntitle: 'open", "import_yaml"),
        ("cff-version: 1.2.0\nauthors: [*nobody]", "import_yaml"),
        ('{"title": "M\ufffdller"}', "import_encoding"),
        ('{\x00"\x00t\x00', "import_encoding"),
        ('{"@graph": [{"@id": "ro-crate-metadata.json"}]}', "import_crate"),
        ("[" * 100_000, "import_json"),
        ('{"title":' + "[" * 60 + "]" * 60 + "}", "import_nested"),
        ("x" * 300_000, "import_too_large"),
    ],
)
def test_what_is_no_metadata_is_refused_with_its_own_sentence(text: str, code: str) -> None:
    with pytest.raises(Unreadable) as refused:
        chooser.read(text)
    assert refused.value.code == code


def test_a_files_name_tells_the_format_whatever_folder_it_was_in() -> None:
    assert chooser.read('{"title": "Mud", "name": "m"}', "C:\\x\\datapackage.json").format == (
        "datapackage"
    )
    assert chooser.read("title: Mud", "a/b/CITATION.cff").format == "cff"
    assert chooser.read("name,orcid\nAda Lovelace,", "people.csv").format == "authors"
