"""Look-ups ask sources in order, remember what they said, and do without those that are down."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.fake_sources import FakeFetcher, FakeSource, Ticking, item
from zenferry.errors import Absent, NotNow
from zenferry.look_ups.fetching import Allowance, Elsewhere, PacedFetcher, allowances
from zenferry.look_ups.vocabularies import (
    ENOUGH,
    KEPT_SECONDS,
    MOST_ITEMS,
    MOST_KEPT,
    NAMES,
    REST_SECONDS,
    Item,
    Vocabularies,
)


def many(count: int, word: str = "x") -> tuple[Item, ...]:
    return tuple(item(f"{word}{number}") for number in range(count))


def labels(items: tuple[Item, ...]) -> list[str]:
    return [each.label for each in items]


def test_the_first_source_comes_first() -> None:
    ours, theirs = FakeSource("", [item("ada")]), FakeSource("ORCID", [item("bob")])

    found = Vocabularies({"people": (ours, theirs)}).suggest("people", "someone")

    assert (labels(found.items), found.down) == (["Ada", "Bob"], ())


def test_the_next_source_is_asked_only_when_the_first_knows_too_little() -> None:
    ours, theirs = FakeSource("", many(ENOUGH)), FakeSource("ORCID", [item("bob")])

    found = Vocabularies({"people": (ours, theirs)}).suggest("people", "someone")

    assert len(found.items) == ENOUGH
    assert theirs.asked == []


def test_what_two_sources_know_is_told_once_as_the_first_has_it() -> None:
    ours = FakeSource("", [item("ada", orcid="1", affiliations=[], note="ours")])
    theirs = FakeSource("ORCID", [item("ada", orcid="2", affiliations=["KTH"], more="theirs")])

    (found,) = Vocabularies({"people": (ours, theirs)}).suggest("people", "ada").items

    expected = {"orcid": "1", "affiliations": ["KTH"], "note": "ours", "more": "theirs"}
    assert found.values == expected


def test_there_are_never_more_than_ten() -> None:
    sources = (FakeSource("a", many(ENOUGH - 1, "a")), FakeSource("b", many(50, "b")))

    found = Vocabularies({"people": sources}).suggest("people", "someone")

    assert len(found.items) == MOST_ITEMS


def test_a_source_that_is_down_is_named_and_the_others_answer() -> None:
    sources = (FakeSource("ORCID", down=True), FakeSource("b", [item("bob")]))

    found = Vocabularies({"people": sources}).suggest("people", "someone")

    assert (labels(found.items), found.down) == (["Bob"], ("ORCID",))


def test_who_did_not_answer_is_left_alone_for_a_while_and_then_asked_again() -> None:
    clock, source = Ticking(), FakeSource("ORCID", [item("bob")], down=True)
    looked_up = Vocabularies({"people": (source,)}, clock)
    looked_up.suggest("people", "bob")
    source.down = False

    assert looked_up.suggest("people", "bobby").down == ("ORCID",)
    assert len(source.asked) == 1
    clock.time += REST_SECONDS
    assert labels(looked_up.suggest("people", "bob").items) == ["Bob"]


def test_one_slow_list_of_a_source_leaves_its_other_lists_awake() -> None:
    awards, funders = FakeSource("Zenodo", down=True), FakeSource("Zenodo", [item("bob")])
    looked_up = Vocabularies({"awards": (awards,), "funders": (funders,)})
    looked_up.suggest("awards", "bob")

    assert looked_up.suggest("funders", "bob").down == ()
    assert looked_up.suggest("awards", "bobby").down == ("Zenodo",)
    assert len(awards.asked) == 1


def test_a_source_that_rests_still_tells_what_it_said_before() -> None:
    clock, source = Ticking(), FakeSource("ORCID", [item("bob")])
    looked_up = Vocabularies({"people": (source,)}, clock)
    looked_up.suggest("people", "bob")
    source.down = True
    looked_up.suggest("people", "somebody else")

    assert labels(looked_up.suggest("people", "bob").items) == ["Bob"]


def test_what_was_said_to_one_question_is_no_answer_to_another() -> None:
    source = FakeSource("ORCID", [item("bob")])
    looked_up = Vocabularies({"people": (source,)}, Ticking())
    for asked in ("bob", "bób", "bo\u0336b"):
        looked_up.suggest("people", asked)
    assert len(source.asked) == 3


@pytest.mark.parametrize("again", ["bob", " BOB "])
def test_the_same_question_is_asked_once_an_hour(again: str) -> None:
    clock, source = Ticking(), FakeSource("ORCID", [item("bob")])
    looked_up = Vocabularies({"people": (source,)}, clock)
    looked_up.suggest("people", "bob")
    looked_up.suggest("people", again)
    assert len(source.asked) == 1

    clock.time += KEPT_SECONDS
    looked_up.suggest("people", again)
    assert len(source.asked) == 2


def test_what_is_remembered_has_a_bound_and_the_oldest_goes_first() -> None:
    source = FakeSource("ORCID", [item("bob")])
    looked_up = Vocabularies({"people": (source,)})
    for number in range(MOST_KEPT + 1):
        looked_up.suggest("people", f"number {number}")
    asked = len(source.asked)

    looked_up.suggest("people", f"number {MOST_KEPT}")
    assert len(source.asked) == asked
    looked_up.suggest("people", "number 0")
    assert len(source.asked) == asked + 1


def test_each_language_is_a_question_of_its_own() -> None:
    source = FakeSource("ORCID")
    looked_up = Vocabularies({"people": (source,)})
    for language in ("en", "de", "no such language", "", "../x"):
        looked_up.suggest("people", "bob", language)

    assert source.asked == [("bob", "en"), ("bob", "de")]


@pytest.mark.parametrize("text", ["", " ", "a", "\0\0\0", "\u200b b \n"])
def test_too_little_is_not_asked_for(text: str) -> None:
    source = FakeSource("ORCID", [item("bob")])

    assert Vocabularies({"people": (source,)}).suggest("people", text).items == ()
    assert source.asked == []


@pytest.mark.parametrize("text", ["mü", "m ü", "m. u.", "王"])
def test_people_are_not_listed_by_two_letters(text: str) -> None:
    source = FakeSource("ORCID", [item("bob")])
    looked_up = Vocabularies({"people": (source,), "funders": (source,)})

    assert looked_up.suggest("people", text).items == ()
    assert source.asked == []


@pytest.mark.parametrize("text", ["mül", "wu j", "王伟"])
def test_three_letters_are_enough_or_two_signs(text: str) -> None:
    assert Vocabularies({"people": (FakeSource("", [item("bob")]),)}).suggest("people", text).items


def test_what_is_no_person_is_found_by_two_letters() -> None:
    assert Vocabularies({"funders": (FakeSource("", [item("eu")]),)}).suggest("funders", "eu").items


@pytest.mark.parametrize("name", ["", "person", "people/", "PEOPLE", "__class__"])
def test_a_vocabulary_that_does_not_exist_is_absent(name: str) -> None:
    with pytest.raises(Absent):
        Vocabularies({}).suggest(name, "bob")


@pytest.mark.parametrize("name", NAMES)
def test_a_vocabulary_without_sources_suggests_nothing(name: str) -> None:
    assert Vocabularies({}).suggest(name, "bob").items == ()


@given(st.text(), st.text())
def test_whatever_is_typed_is_answered(text: str, language: str) -> None:
    found = Vocabularies({"people": (FakeSource("a", [item("bob")]),)})

    assert found.suggest("people", text, language).down == ()


# --- How often others are asked --------------------------------------------------------------


def test_a_service_is_asked_no_more_often_than_allowed() -> None:
    clock, fetcher = Ticking(), FakeFetcher()
    paced = PacedFetcher(fetcher, {Elsewhere.ROR: Allowance(3, 300)}, clock)
    for _ in range(3):
        paced.json(Elsewhere.ROR, ("organizations",))
        clock.time += 100
    paced.json(Elsewhere.ROR, ("organizations",))

    with pytest.raises(NotNow):
        paced.json(Elsewhere.ROR, ("organizations",))
    assert len(fetcher.asked) == 4
    clock.time += 100
    paced.json(Elsewhere.ROR, ("organizations",))


def test_one_that_is_used_up_does_not_hold_up_another() -> None:
    fetcher = FakeFetcher()
    paced = PacedFetcher(fetcher, {Elsewhere.ROR: Allowance(0, 1)})
    with pytest.raises(NotNow):
        paced.json(Elsewhere.ROR, ())
    paced.json(Elsewhere.ORCID, ())

    assert [of for of, _, _ in fetcher.asked] == [Elsewhere.ORCID]


def test_ror_is_asked_less_than_it_counts_unless_it_knows_us() -> None:
    unknown, known = allowances(ror_knows_us=False), allowances(ror_knows_us=True)

    assert unknown[Elsewhere.ROR].requests < 50
    assert 1000 < known[Elsewhere.ROR].requests < 2000
    assert unknown[Elsewhere.ROR].seconds == known[Elsewhere.ROR].seconds == 300
    assert unknown.keys() == set(Elsewhere)
