"""Where values go: what a profile may ask, and what becomes of it."""

import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.bad_examples import GOOD
from tests.deposit_client import EXAMPLE
from tests.examples import MAXIMAL, TODAY, generous
from zenferry.described import metadata_of
from zenferry.fields import FIELDS
from zenferry.form import Form, mistaken, read_checked
from zenferry.mapping import Destination, Slot, destination, movable, table
from zenferry.metadata import Beside, Metadata
from zenferry.profile import Profile, ProfileError, read_profile
from zenferry.profile.form import ExtraChoice, ExtraField

PROFILE = generous()


def wishing(**wishes: Any) -> Profile:
    return replace(PROFILE, form=replace(PROFILE.form, **wishes))


def record(values: dict[str, Any], **wishes: Any) -> Metadata:
    form = Form(wishing(**wishes), lambda: TODAY)
    read, problems = form.read(values)
    assert problems == ()
    return metadata_of(read, form.fields, "Zenodo")


@pytest.mark.parametrize(
    ("to", "place"),
    [
        ("", Destination(Slot.OWN)),
        ("keyword", Destination(Slot.KEYWORD)),
        ("note", Destination(Slot.NOTE)),
        ("beside", Destination(Slot.BESIDE)),
        ("custom:dwc:locality", Destination(Slot.CUSTOM, "dwc:locality")),
        ("custom:journal:journal.title", Destination(Slot.CUSTOM, "journal:journal", "title")),
        ("term:code:developmentStatus", Destination(Slot.TERM, "code:developmentStatus")),
        *[(to, None) for to in ("keywords", "custom:", "custom:x", "term:a:b.c", "custom:a:b.c.d")],
    ],
)
def test_a_place_is_understood_or_not(to: str, place: Destination | None) -> None:
    assert destination(to) == place


def test_every_field_has_a_place_that_is_understood() -> None:
    for field in FIELDS:
        assert destination(field.to), field.name


def test_the_table_has_a_row_a_field() -> None:
    rows = {name: place for name, _, place in table(FIELDS)}
    assert rows.keys() == {field.name for field in FIELDS}
    assert rows["code_repository"] == "custom field code:codeRepository"
    assert rows["development_status"] == "custom field code:developmentStatus, from its list"


def test_what_a_record_needs_and_what_has_parts_stays_where_it_is() -> None:
    held = {"title", "creators", "description", "funding", "licence", "agreement", "access"}
    assert {field.name for field in FIELDS if movable(field)}.isdisjoint(held)


@pytest.mark.parametrize("to", ["keyword", "note", "beside", "custom:dwc:locality"])
@pytest.mark.parametrize("name", [field.name for field in FIELDS if movable(field)])
def test_whatever_may_be_moved_is_moved_and_nothing_else_changes(name: str, to: str) -> None:
    values = next(values for values in MAXIMAL.values() if values.get(name))
    usual = next(field.to for field in FIELDS if field.name == name)
    here, there = record(values), record(values, mapping={name: to})
    assert (here != there) == ((name, to) != ("keywords", "keyword") and usual != to)
    assert (here.title, here.creators, here.licences) == (
        there.title,
        there.creators,
        there.licences,
    )
    if to == "beside":
        assert name in [one.name for one in there.beside]
    elif to == "keyword":
        assert name in there.origins.values()
    elif to == "note":
        assert any("<strong>" in text.html for text in there.additional_descriptions)
    else:
        assert "dwc:locality" in there.custom


@pytest.mark.parametrize(
    ("wishes", "key"),
    [
        ({"mapping": {"versions": "note"}}, "form.mapping: There is no “versions”."),
        ({"mapping": {"version": "nowhere"}}, "form.mapping.version: Choose keyword, note"),
        ({"mapping": {"title": "note"}}, "form.mapping.title: Leave it out"),
        ({"mapping": {"creators": "beside"}}, "form.mapping.creators: Leave it out"),
        ({"mapping": {"version": "term:a:b"}}, "form.mapping.version: Choose another place"),
        ({"mapping": {"journal_title": ""}}, "form.mapping.journal_title: Choose keyword"),
        ({"extra": (ExtraField("title", "T", "line"),)}, "form.extra.title: There is a field"),
        (
            {"extra": (ExtraField("x", "X", "line", section="attic"),)},
            "form.extra.x.section: There is no “attic”.",
        ),
        ({"extra": (ExtraField("x", "X", "line", to=""),)}, "form.extra.x.to: Say where"),
        ({"extra": (ExtraField("x", "X", "line", to="up"),)}, "form.extra.x.to: Choose keyword"),
        (
            {"extra": (ExtraField("x", "X", "line", when=("title", ("a",))),)},
            "form.extra.x.when.field: There is no “title”.",
        ),
        (
            {"extra": (ExtraField("x", "X", "line", when=("access", ("ajar",))),)},
            "form.extra.x.when.values: There is no “ajar”.",
        ),
        ({"hidden": ("licences",)}, "form.hidden: Show “licences”"),
        ({"beside": False}, "form.beside: Set this to true"),
    ],
    ids=str,
)
def test_a_wish_that_can_not_be_fulfilled_is_told(wishes: dict[str, Any], key: str) -> None:
    (line,) = mistaken(wishing(**wishes))
    assert line.startswith(key)


def test_a_field_of_the_consortiums_own_is_asked_for_and_kept() -> None:
    tide = ExtraField(
        "tide",
        "Tide",
        "choice",
        choices=(ExtraChoice("low", "Low tide"),),
        required=True,
        when=("resource_type", ("dataset",)),
    )
    form = Form(wishing(extra=(tide,)), lambda: TODAY)
    assert [problem.field for problem in form.judge(GOOD)] == ["tide"]
    assert form.judge({**GOOD, "resource_type": "poster"}) == ()
    made = record({**GOOD, "tide": "low"}, extra=(tide,))
    assert made.beside == (Beside("tide", "Tide", "low"),)
    assert "extra" in [section.name for section in form.sections]


def test_a_choice_is_told_in_words_where_words_are_wanted() -> None:
    tide = ExtraField("tide", "Tide", "choice", choices=(ExtraChoice("low", "Low tide"),))
    moved = replace(tide, to="keyword")
    assert record({**GOOD, "tide": "low"}, extra=(moved,)).keywords == ("sediment", "Low tide")


def test_the_example_asks_for_what_there_is_in_both_languages() -> None:
    profile = read_checked(EXAMPLE)
    station = next(one for one in profile.form.extra if one.name == "station_code")
    other = next(one for one in profile.told_in("de").form.extra if one.name == "station_code")
    assert (station.label, other.label) == ("Station", "Messstelle")
    assert station.to == other.to == "keyword"


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ('kind = "line"', 'kind = "rich"', "form.extra.0.kind: Choose from: line"),
        ('name = "station_code"', 'name = "Die Station"', "form.extra.0.name: Begin with a small"),
        ('name = "station_code"', 'name = "tide"', "form.extra.1.name: Give each field a name"),
        ('kind = "choice"', 'kind = "line"', "form.extra.1.choices: Give choices to choice"),
        ('value = "rising"', 'value = "low"', "form.extra.1.choices: Give each choice a value"),
        (
            '{ en = "Station", de = "Messstelle" }',
            '{ en = "S" }',
            "form.extra.0.label: Say it also",
        ),
        ('kind = "line"', 'kind = "line"\nsize = 7', "form.extra.0.size: Unknown field."),
    ],
)
def test_a_badly_written_field_is_told_with_its_key(
    tmp_path: Path, old: str, new: str, key: str
) -> None:
    for beside in EXAMPLE.parent.iterdir():
        shutil.copyfile(beside, tmp_path / beside.name)
    text = EXAMPLE.read_text("utf-8")
    assert old in text
    path = tmp_path / "profile.toml"
    path.write_text(text.replace(old, new, 1), "utf-8")
    with pytest.raises(ProfileError) as told:
        read_profile(path)
    assert f"{path}: {key}" in str(told.value)
