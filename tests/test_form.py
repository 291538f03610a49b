"""The form: what is judged, what is read, and what the profile makes of it."""

import copy
import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.deposit_client import EXAMPLE, VALUES
from tests.examples import MAXIMAL, whole_form
from zenferry.adapters.invenio_metadata import record_json
from zenferry.adapters.invenio_places import field_of, lost
from zenferry.described import metadata_of
from zenferry.form import FIELDS, SECTIONS, Field, Form, Kind, mistaken
from zenferry.metadata import Access, AccessKind, Affiliation, Organisation, Person
from zenferry.profile import FormSettings, Profile, read_profile

PROFILE = read_profile(EXAMPLE)
PERSON = {"type": "person", "family_name": "Lovelace"}


def form(profile: Profile = PROFILE) -> Form:
    return Form(profile, lambda: date(2026, 11, 21))


def wanting(**settings_: Any) -> Form:
    """The example with other wishes."""
    wished: FormSettings = replace(PROFILE.form, **settings_)
    return form(replace(PROFILE, form=wished))


def judged(values: dict[str, Any], by: Form | None = None) -> dict[str, str]:
    return {problem.field: problem.code for problem in (by or form()).judge(values)}


def test_good_values_have_no_problem() -> None:
    assert judged(VALUES) == {}


def test_what_is_typed_first_into_a_grant_finds_a_grant() -> None:
    funding = next(field for field in FIELDS if field.name == "funding")
    assert funding.parts[0].vocabulary == "awards"


def test_the_relations_that_matter_most_are_a_group_of_their_own() -> None:
    related = next(field for field in FIELDS if field.name == "related")
    groups = [choice.group for choice in related.parts[0].choices]
    assert groups == ["Used most"] * 4 + ["More"] * (len(groups) - 4)


def test_all_that_is_missing_is_told_at_once() -> None:
    assert judged({}) == {
        "title": "missing",
        "resource_type": "missing",
        "description": "missing",
        "keywords": "missing",
        "publication_date": "missing",
        "creators": "creators",
        "access": "missing",
        "licence": "missing",
        "agreement": "agree",
    }


@pytest.mark.parametrize("blank", ["", None, [], {}])
def test_what_is_blank_is_missing(blank: object) -> None:
    assert judged(dict.fromkeys(VALUES, blank)) == judged({})


@pytest.mark.parametrize(
    ("change", "problems"),
    [
        ({"title": "ab"}, {"title": "too_short"}),
        ({"title": "x" * 301}, {"title": "too_long"}),
        ({"title": "a\x00bc"}, {"title": "invisible_character"}),
        ({"title": ["x"]}, {"title": "wrong_kind"}),
        ({"title": "   "}, {"title": "too_short"}),
        ({"description": "x" * 50_001}, {"description": "too_long"}),
        ({"resource_type": "nonsense"}, {"resource_type": "choice"}),
        ({"licence": "gpl-3.0-or-later"}, {"licence": "choice"}),
        ({"languages": "eng"}, {"languages": "wrong_kind"}),
        ({"publication_date": "yesterday"}, {"publication_date": "date"}),
        ({"keywords": "mud"}, {"keywords": "wrong_kind"}),
        ({"keywords": ["mud", ""]}, {"keywords.1": "too_short"}),
        ({"keywords": ["mud", 7]}, {"keywords.1": "wrong_kind"}),
        ({"keywords": ["x"] * 201}, {"keywords": "too_many"}),
        ({"agreement": False}, {"agreement": "not_agreed"}),
        ({"agreement": "true"}, {"agreement": "wrong_kind"}),
        ({"access": "embargoed"}, {"embargo_until": "missing"}),
        (
            {"access": "embargoed", "embargo_until": "2026-11-21"},
            {"embargo_until": "not_in_future"},
        ),
        ({"creators": {}}, {"creators": "creators"}),
        ({"creators": ["Ada"]}, {"creators.0": "wrong_kind"}),
        ({"creators": [{}]}, {"creators.0.type": "missing"}),
        ({"creators": [{"type": "person"}]}, {"creators.0.family_name": "family_name"}),
        (
            {"creators": [PERSON, {"type": "organisation"}]},
            {"creators.1.name": "organisation_name"},
        ),
        ({"creators": [{**PERSON, "orcid": "1"}]}, {"creators.0.orcid": "orcid"}),
        (
            {"creators": [{**PERSON, "affiliations": [{"name": "x"}, {}]}]},
            {"creators.0.affiliations.1.name": "missing"},
        ),
        ({"creators": [PERSON] * 501}, {"creators": "too_many"}),
    ],
    ids=str,
)
def test_what_is_wrong_is_told_at_its_field(
    change: dict[str, Any], problems: dict[str, str]
) -> None:
    assert judged(VALUES | change) == problems


def test_what_does_not_apply_is_neither_judged_nor_read() -> None:
    values = VALUES | {
        "embargo_until": "nonsense",
        "embargo_reason": 7,
        "unknown": {"a": 1},
        "creators": [{**PERSON, "name": 7, "ror": "nonsense", "more": []}],
    }
    read, problems = form().read(values)
    assert problems == ()
    assert set(read) == set(VALUES)
    assert read["creators"] == [PERSON]


def test_values_are_read_cleaned() -> None:
    values = VALUES | {
        "title": "  U\u0308ber Mud ",
        "creators": [
            {**PERSON, "orcid": "https://orcid.org/0000-0002-1825-0097"},
            {"type": "organisation", "name": "Lab", "ror": "https://ror.org/05a28rw58"},
        ],
    }
    read, _ = form().read(values)
    assert read["title"] == "\u00dcber Mud"
    assert read["creators"][0]["orcid"] == "0000-0002-1825-0097"
    assert read["creators"][1]["ror"] == "05a28rw58"


@pytest.mark.parametrize("entry", [{}, "", 1, None, []])
def test_a_list_that_is_too_long_is_one_problem_whatever_is_in_it(entry: object) -> None:
    for name in ("creators", "keywords"):
        assert judged(VALUES | {name: [entry] * 10_000}) == {name: "too_many"}


def test_judging_changes_nothing() -> None:
    values = VALUES | {"title": " x "}
    before = repr(values)
    form().judge(values)
    assert repr(values) == before


def test_what_the_consortium_fixes_is_not_the_depositors_to_say() -> None:
    fixed = wanting(fixed={"licence": "cc0-1.0"})
    read, _ = fixed.read(VALUES | {"licence": "cc-by-4.0"})
    assert read["licence"] == "cc0-1.0"
    assert [field.name for field in fixed.fields if field.fixed] == ["licence"]


def test_what_the_consortium_hides_is_gone_unless_a_record_needs_it() -> None:
    names = [field.name for field in wanting(hidden=("version", "title"), required=()).fields]
    assert "version" not in names
    assert "title" in names


def test_what_the_consortium_requires_is_required() -> None:
    assert judged(VALUES, wanting(required=("version",))) == {"version": "missing"}


def test_the_consortium_chooses_licences_and_types_in_its_order() -> None:
    chosen = wanting(licences=("mit", "cc0-1.0"), resource_types=("software",))
    offered = {f.name: [c.value for c in f.choices] for f in chosen.fields}
    assert offered["licence"] == ["mit", "cc0-1.0"]
    assert offered["resource_type"] == ["software"]


@pytest.mark.parametrize(
    ("wish", "key"),
    [
        ({"required": ("keyword",)}, "form.required"),
        ({"hidden": ("nonsense",)}, "form.hidden"),
        ({"licences": ("mit", "cc-by-5.0"), "defaults": {}}, "form.licences"),
        ({"resource_types": ("dataset", "report")}, "form.resource_types"),
        ({"defaults": {"license": "mit"}}, "form.defaults"),
        ({"defaults": {"licence": "gpl-3.0-or-later"}}, "form.defaults.licence"),
        ({"fixed": {"access": "secret"}}, "form.fixed.access"),
        ({"fixed": {"license": "mit"}}, "form.fixed"),
    ],
    ids=str,
)
def test_a_wish_that_the_form_cannot_fulfil_is_told(wish: dict[str, Any], key: str) -> None:
    (line,) = mistaken(replace(PROFILE, form=replace(PROFILE.form, **wish)))
    assert line.startswith(f"{key}: There is no")


def test_the_example_asks_for_nothing_that_there_is_not() -> None:
    assert list(mistaken(PROFILE)) == []


def test_every_field_stands_in_a_section_and_has_words() -> None:
    extra = {"extra"}  # where only fields of the consortium's own stand
    assert {field.section for field in FIELDS} | extra == {section.name for section in SECTIONS}
    assert all(field.label for field in each(FIELDS))


def each(declared: tuple[Field, ...]) -> list[Field]:
    return [one for field in declared for one in (field, *each(field.parts))]


def test_the_record_is_what_was_read() -> None:
    values = VALUES | {
        "description": "a < b & c\nd\n\n \n\nnext",
        "keywords": ["mud", "sand", "mud"],
        "access": "embargoed",
        "embargo_until": "2027-01-01",
        "creators": [
            {**PERSON, "affiliations": [{"name": "One"}, {"name": "Two"}]},
            {"type": "organisation", "name": "Lab", "ror": "05a28rw58"},
        ],
    }
    record = metadata_of(form().read(values)[0], form().fields, "Zenodo")
    assert record.description_html == "<p>a &lt; b &amp; c\nd</p>\n<p>next</p>"
    assert record.keywords == ("mud", "sand")
    assert record.access == Access(AccessKind.EMBARGOED, "2027-01-01")
    assert record.creators == (
        Person("Lovelace", affiliations=(Affiliation("One"), Affiliation("Two"))),
        Organisation("Lab", "05a28rw58"),
    )


FULL = whole_form()
USUAL = form()
# Of the others a part may be missing still.
PLAIN = {field.name for field in FULL.fields if field.kind not in {Kind.GROUP, Kind.FUTURE_DAY}}
ANY = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner),
    max_leaves=8,
)


@settings(max_examples=100)
@given(st.fixed_dictionaries({}, optional=dict.fromkeys((f.name for f in FIELDS), ANY)))
def test_anything_typed_is_judged_in_known_words(values: dict[str, Any]) -> None:
    for problem in USUAL.judge(values):
        assert problem.field.partition(".")[0] in {field.name for field in FIELDS}


@settings(max_examples=150)
@given(
    st.sampled_from(sorted(MAXIMAL)),
    st.lists(st.tuples(st.text(max_size=3), ANY), max_size=6),
    st.randoms(use_true_random=False),
)
def test_a_full_deposit_meddled_with_is_judged_or_described(
    family: str, changes: list[tuple[str, Any]], random: Any
) -> None:
    values = copy.deepcopy(MAXIMAL[family])
    for _, value in changes:
        spoil(values, value, random)
    read, problems = FULL.read(values)
    if problems:
        assert read == {}
        return
    record = metadata_of(read, FULL.fields, "Zenodo")
    body = record_json(record, lambda _vocabulary, _id: random.random() < 0.5)
    assert all(field_of(path, record) for path in lost(body["metadata"], {}, "metadata"))
    json.dumps(body, allow_nan=False)


def spoil(values: Any, value: Any, random: Any) -> None:
    """Put it somewhere inside."""
    while True:
        keys = list(values) if isinstance(values, dict) else range(len(values))
        if not keys:
            return
        key = random.choice(list(keys))
        inner = values[key]
        if not isinstance(inner, dict | list) or not inner or random.random() < 0.2:
            values[key] = value
            return
        values = inner


@settings(max_examples=150)
@given(st.fixed_dictionaries({}, optional=dict.fromkeys((f.name for f in FULL.fields), ANY)))
def test_whatever_is_typed_what_is_valid_of_it_can_be_read_again(values: dict[str, Any]) -> None:
    valid = FULL.valid(values)
    assert not {p.field for p in FULL.judge(dict(valid))} & {n for n in valid if n in PLAIN}
