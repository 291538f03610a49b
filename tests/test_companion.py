"""The file beside the data goes the way of every other file, and is nobody's but ours."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from tests.beside import Accompanied, expected
from tests.crossing import EXAMPLE, FILES, ID, Crossing, State
from tests.example_profile import retold
from zenferry.api.views import file_json
from zenferry.beside import CRATE_NAME
from zenferry.errors import Conflict, Invalid
from zenferry.form import read_checked
from zenferry.profile.file import ProfileError
from zenferry.profile.schema import MOST_BESIDE, MOST_BYTES, MOST_FILES
from zenferry.repository import ReviewState
from zenferry.transfer import File
from zenferry.uploads.rules import new_files
from zenferry.uploads.upload import NewFile


def handed_over() -> Accompanied:
    crossing = Accompanied()
    crossing.fill()
    crossing.submit()
    assert crossing.state() is State.IN_REVIEW, crossing.found.problems
    return crossing


def crated(crossing: Crossing) -> dict[str, object]:
    graph = json.loads(crossing.arrived()[CRATE_NAME] or b"")["@graph"]
    root: dict[str, object] = next(entity for entity in graph if entity["@id"] == "./")
    return root


def declined(crossing: Accompanied) -> Accompanied:
    crossing.fake.decide(str(crossing.found.review), ReviewState.DECLINED)
    crossing.tend(hours=2)
    return crossing


def sent_again(crossing: Accompanied, **change: object) -> Accompanied:
    found = declined(crossing).found
    crossing.parts.deposits.save(ID, {**found.values, **change}, found.revision)
    crossing.parts.deposits.retry(ID)
    crossing.run()
    assert crossing.state() is State.IN_REVIEW, crossing.found.problems
    return crossing


def test_a_deposit_arrives_with_one_file_more() -> None:
    crossing = handed_over()
    assert crossing.arrived() == expected(crossing)
    assert set(crossing.arrived()) == {*FILES, CRATE_NAME}
    assert crated(crossing)["identifier"] == [f"https://doi.org/{crossing.found.doi}"]


def test_it_is_compared_like_every_other_file() -> None:
    crossing = handed_over()
    [noted] = [event for event in crossing.found.timeline if event.code == "reconciled"]
    assert noted.params == {"files": len(FILES) + 1}
    assert all(crossing.found.transfer(file.id).equal for file in crossing.found.files)


def test_a_consortium_that_does_not_want_it_does_not_get_it() -> None:
    crossing = Crossing()
    crossing.fill()
    crossing.submit()
    assert crossing.arrived() == dict(FILES)
    assert not any(file.ours for file in crossing.found.files)


def test_it_costs_nothing_of_the_invitation() -> None:
    [spent] = handed_over().invitations.rows.values()
    assert (spent.used_files, spent.used_bytes) == (len(FILES), sum(map(len, FILES.values())))


def test_it_is_made_anew_when_the_words_have_changed() -> None:
    crossing = sent_again(handed_over(), title="Other words altogether")
    assert crated(crossing)["name"] == "Other words altogether"
    assert crossing.arrived() == expected(crossing)
    assert len(crossing.found.files) == len(FILES) + 1


def test_it_is_the_same_file_when_they_have_not() -> None:
    crossing = handed_over()
    before = crossing.found.files
    sent_again(crossing)
    assert crossing.found.files == before
    assert crossing.arrived() == expected(crossing)


def test_words_that_go_back_to_what_they_were_bring_the_first_file_again() -> None:
    title = "Sediment cores of the Jade Bay"
    crossing = sent_again(handed_over(), title="Other words altogether")
    sent_again(crossing, title=title)
    assert crated(crossing)["name"] == title
    assert crossing.arrived() == expected(crossing)


def test_it_goes_over_there_when_it_is_not_wanted_any_more() -> None:
    crossing = declined(handed_over())
    form = replace(crossing.profile.form, beside=False)
    crossing.__dict__["profile"] = replace(crossing.profile, form=form)
    del crossing.__dict__["parts"]
    crossing.parts.deposits.retry(ID)
    crossing.run()
    assert crossing.state() is State.IN_REVIEW, crossing.found.problems
    assert crossing.arrived() == dict(FILES)


def test_it_is_cleaned_up_like_every_other_file() -> None:
    crossing = handed_over()
    assert set(crossing.staged()) == {*FILES, CRATE_NAME}
    crossing.fake.decide(str(crossing.found.review), ReviewState.ACCEPTED)
    crossing.tend(hours=2)
    crossing.tend(days=8)
    assert crossing.state() is State.PUBLISHED
    assert crossing.staging.objects == {}


def test_it_is_cleaned_up_when_the_deposit_is_withdrawn() -> None:
    crossing = handed_over()
    crossing.parts.deposits.cancel(ID)
    for _ in range(2):
        crossing.run()
        crossing.tend(hours=3)
    assert crossing.state() is State.CANCELLED
    assert crossing.staging.objects == {}


def test_nobody_removes_it() -> None:
    crossing = declined(handed_over())
    [ours] = [file for file in crossing.found.files if file.ours]
    with pytest.raises(Conflict, match="file_is_ours"):
        crossing.parts.uploads.remove(ID, ours.id)
    assert ours in crossing.found.files


def test_alone_it_is_no_deposit() -> None:
    crossing = declined(handed_over())
    for file in crossing.found.files:
        if not file.ours:
            crossing.parts.uploads.remove(ID, file.id)
    assert [problem.code for problem in crossing.parts.deposits.problems(crossing.found)] == [
        "no_files"
    ]


@pytest.mark.parametrize("name", [CRATE_NAME, "RO-Crate-Metadata.json"])
def test_a_depositor_can_not_bring_a_file_of_that_name(name: str) -> None:
    crossing = Accompanied()
    crossing.fill()
    with pytest.raises(Invalid) as refused:
        crossing.parts.uploads.register(ID, [NewFile(name, 5, "")])
    [problem] = refused.value.problems
    assert (problem.field, problem.code) == ("files.0.path", "path_ours")


def test_where_it_is_not_wanted_the_name_is_free() -> None:
    crossing = Crossing()
    crossing.fill()
    [file] = crossing.parts.uploads.register(ID, [NewFile(CRATE_NAME, 5, "")])
    assert file.path == CRATE_NAME


def test_a_file_of_that_name_that_was_there_before_stays_theirs() -> None:
    own = {**FILES, CRATE_NAME: b"my own"}
    crossing = Crossing(files=own)
    crossing.fill()
    wanted = Accompanied(files=own)
    crossing.__dict__["profile"] = wanted.profile
    del crossing.__dict__["parts"]
    crossing.submit()
    assert crossing.state() is State.IN_REVIEW, crossing.found.problems
    assert crossing.arrived() == own


def test_the_status_page_is_told_whose_file_it_is() -> None:
    found = handed_over().found
    told = {file.path: file_json(file, found.transfer(file.id))["ours"] for file in found.files}
    assert told == {**dict.fromkeys(FILES, False), CRATE_NAME: True}


def test_its_room_is_kept_free_of_what_a_record_takes() -> None:
    crossing = handed_over()
    limits = crossing.profile.limits
    many = tuple(NewFile(f"{n}.csv", 1, "") for n in range(limits.files - len(FILES)))
    assert len(new_files(crossing.found, many, crossing.profile)) == len(many)
    with pytest.raises(Invalid):
        new_files(crossing.found, (*many, NewFile("more.csv", 1, "")), crossing.profile)


def test_an_id_of_a_depositors_file_is_never_taken_for_ours() -> None:
    assert not File("c0ffee00c0ffee00", "a", 1, "", 1).ours
    assert (MOST_FILES, MOST_BYTES) == (100, 50 * 10**9)
    assert MOST_BESIDE < MOST_BYTES


def profile_with(tmp_path: Path, line: str = "") -> Path:
    """The example, with this said of the file beside the data."""
    return retold(
        tmp_path / "profile", lambda text: text.replace("\nbeside = false\n", f"\n{line}\n")
    )


def test_the_profile_asks_for_it_and_its_room_is_taken_off_the_limits(tmp_path: Path) -> None:
    limits = read_checked(profile_with(tmp_path, "beside = true")).limits
    assert (limits.files, limits.bytes) == (MOST_FILES - 1, MOST_BYTES - MOST_BESIDE)
    assert not read_checked(EXAMPLE).form.beside
    assert read_checked(EXAMPLE).limits.files == MOST_FILES


def test_a_profile_that_would_lose_what_is_typed_is_refused(tmp_path: Path) -> None:
    extra = '[[form.extra]]\nname = "station"\nlabel = "Station"\nkind = "line"\n'
    path = profile_with(tmp_path)
    path.write_text(path.read_text("utf-8") + "\n" + extra, "utf-8")
    with pytest.raises(ProfileError, match=r"form\.beside: .*station would go nowhere"):
        read_checked(path)
