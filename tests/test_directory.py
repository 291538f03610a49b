"""The consortium's people and grants: read whole, every mistake told with its line."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infra.local.demo import EXAMPLE
from zenferry.look_ups.directory import Directory, Grant, Person, read_directory
from zenferry.profile import LookUps, Profile, ProfileError, read_profile

ORCID = "0000-0002-1825-0097"


@pytest.fixture(scope="module")
def example() -> Profile:
    return read_profile(EXAMPLE)


def read(folder: Path, people: str = "", grants: str = "", *, raw: bytes = b"") -> Directory:
    (folder / "people.csv").write_bytes(raw or people.encode())
    (folder / "grants.csv").write_text(grants, "utf-8")
    named = LookUps("people.csv" if people or raw else "", "grants.csv" if grants else "")
    return read_directory(replace(read_profile(EXAMPLE), directory=folder, look_ups=named))


def mistakes(folder: Path, people: str = "", grants: str = "") -> list[str]:
    with pytest.raises(ProfileError) as told:
        read(folder, people, grants)
    return str(told.value).splitlines()


def test_the_example_is_good_and_its_people_come_up(example: Profile) -> None:
    directory = read_directory(example)

    (found,) = directory.of("people").suggest("mull", "en")
    assert found.label == "Jonas Müller"
    assert found.values["affiliations"] == [{"name": "Universität Hamburg", "ror": "00g30e956"}]


def test_a_role_is_one_of_the_form_and_is_written_into_it(tmp_path: Path) -> None:
    people = read(tmp_path, "family_name,role\nAdams,datamanager\nBell,\n").of("people")
    found = [people.suggest(name, "en")[0].values for name in ("adams", "bell")]
    assert [values.get("role") for values in found] == ["datamanager", None]

    (mistake,) = mistakes(tmp_path, "family_name,role\nA,boss\n")
    assert "people.csv:2: role: " in mistake


def test_a_profile_that_names_no_files_has_no_directory(tmp_path: Path) -> None:
    assert read(tmp_path) == Directory()


def test_a_row_is_kept_as_the_form_keeps_it(tmp_path: Path) -> None:
    people = (
        f"orcid,family_name,ror\nhttps://orcid.org/{ORCID},  Carberry ,https://ror.org/05a28rw58\n"
    )

    assert read(tmp_path, people).people == (Person("Carberry", "", ORCID, "", "05a28rw58"),)


@pytest.mark.parametrize(
    "raw",
    [
        "family_name;given_name\nMüller;Jonas\n".encode(),
        "\ufefffamily_name,given_name\r\nMüller,Jonas\r\n".encode(),
        'family_name,given_name\n"Müller","Jonas"'.encode(),
        "family_name,given_name\n\nMüller,Jonas\n,\n\n".encode(),
    ],
    ids=["semicolons", "byte order mark", "quotes", "blank lines"],
)
def test_it_is_read_as_spreadsheets_write_it(tmp_path: Path, raw: bytes) -> None:
    assert read(tmp_path, raw=raw).people == (Person("Müller", "Jonas"),)


def test_all_mistakes_are_told_at_once_each_with_its_line(tmp_path: Path) -> None:
    people = "family_name,orcid,ror\nA,1,\n,,\nB,,05a28rw59\nC,,,too,many\n ,0000,\n"
    grants = "funder,number,title,url\nDFG,,,\n,1,,\nDFG,1,,ftp://x\n"

    found = mistakes(tmp_path, people, grants)

    places = [
        line.removeprefix(str(tmp_path)).rpartition(": ")[0].split(": ")[0:2] for line in found
    ]
    assert [":".join(place) for place in places] == [
        "/people.csv:2:orcid",
        "/people.csv:4:ror",
        "/people.csv:5:row",
        "/people.csv:6:orcid",
        "/grants.csv:2:number",
        "/grants.csv:3:funder",
        "/grants.csv:4:url",
    ]


@pytest.mark.parametrize(
    ("people", "line"),
    [
        ("name\nAda\n", "family_name: Begin with a line of columns"),
        ("family_name,fax\nAda,1\n", "fax: There is no such column."),
        ("\n", "family_name: Begin with a line of columns"),
        ('family_name\n"Ada\n', "row: Can't be read"),
        ("family_name\n" + "a" * 301 + "\n", "family_name: Shorten this to 300"),
        ("family_name\nA\u202eda\n", "family_name: There is an invisible character"),
    ],
)
def test_a_file_of_another_kind_is_told_from_one_of_ours(
    tmp_path: Path, people: str, line: str
) -> None:
    (found,) = mistakes(tmp_path, people)

    assert line in found


@pytest.mark.parametrize("raw", [b"\xff\xfeA\0", b"family_name\n" + b"x\n" * 3_000_000])
def test_what_is_no_text_or_too_much_of_it_cannot_be_read(tmp_path: Path, raw: bytes) -> None:
    with pytest.raises(ProfileError, match="can't be read"):
        read(tmp_path, raw=raw)


def test_a_file_that_is_not_there_is_missed(example: Profile) -> None:
    with pytest.raises(ProfileError, match=r"none\.csv: can't be read"):
        read_directory(replace(example, look_ups=LookUps(people="none.csv")))


@given(st.binary(max_size=300))
def test_whatever_the_file_holds_it_is_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, raw: bytes
) -> None:
    folder = tmp_path_factory.mktemp("any")
    told = ""
    try:
        read(folder, raw=b"family_name,orcid\n" + raw)
    except ProfileError as error:
        told = str(error)
    assert told == "" or told.startswith(str(folder))


PEOPLE = Directory(
    people=(
        Person("Müller", "Jonas", ORCID, "Universität Hamburg", "00g30e956"),
        Person("Müller", "Jana", "", "Kiel University", "04v76ef78"),
        Person("Munk", "Ida", "", "Kiel University", "04v76ef78"),
        Person("Ødegård", "Siv", "", "Museum"),
    ),
    grants=(
        Grant("DFG", "018mejw64", "390741603", "Mudflats", ""),
        Grant("DFG", "018mejw64", "2", "Tides", ""),
        Grant("Town of Jever", "", "", "Lighthouse", "https://jever.example"),
    ),
)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("mu", ["Jonas Müller", "Jana Müller", "Ida Munk"]),
        ("muller kiel", ["Jana Müller"]),
        ("jana", ["Jana Müller"]),
        (ORCID, ["Jonas Müller"]),
        ("kiel", []),
        ("museum", []),
    ],
)
def test_a_person_is_found_by_name_and_told_apart_by_place(text: str, found: list[str]) -> None:
    assert [item.label for item in PEOPLE.of("people").suggest(text, "en")] == found


@pytest.mark.parametrize(
    ("vocabulary", "text", "values"),
    [
        ("affiliations", "kiel", [{"name": "Kiel University", "ror": "04v76ef78"}]),
        ("affiliations", "museum", [{"name": "Museum", "ror": ""}]),
        ("funders", "dfg", [{"funder": "DFG", "funder_ror": "018mejw64"}]),
        ("funders", "jever", [{"funder": "Town of Jever", "funder_ror": ""}]),
        ("languages", "german", []),
    ],
)
def test_what_several_rows_name_is_suggested_once(
    vocabulary: str, text: str, values: list[dict[str, str]]
) -> None:
    assert [item.values for item in PEOPLE.of(vocabulary).suggest(text, "en")] == values


def test_a_grant_is_known_as_the_repository_knows_it() -> None:
    known, unknown = (PEOPLE.of("awards").suggest(text, "en")[0] for text in ("mudfl", "light"))

    assert (known.id, unknown.id) == ("018mejw64::390741603", "Lighthouse")
    assert unknown.values["award_url"] == "https://jever.example"
