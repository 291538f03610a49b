"""A record that is changed at the repository while a deposit goes on from it: nothing is undone."""

from collections.abc import Callable, Collection
from dataclasses import replace

import pytest

from tests.boundary import Boundary
from tests.continued import Continued
from tests.crossing import ID, codes, stopped_for
from tests.places import METADATA
from zenferry.errors import Conflict, NeedsAttention, NotNow
from zenferry.forwarding.at_once import MOST_A_MINUTE
from zenferry.metadata import Metadata
from zenferry.state import State
from zenferry.versions.basis import BasisKind

each_kind = pytest.mark.parametrize("kind", list(BasisKind))


def changed_over_there(continued: Continued, **words: object) -> None:
    """By its owner, at the repository's own page."""
    record = continued.record.id
    continued.fake.edit(record)
    continued.fake.describe(record, replace(METADATA, **words))  # type: ignore[arg-type]
    continued.fake.publish(record)


def stopped(kind: BasisKind = BasisKind.CORRECTION, **words: object) -> Continued:
    """Let go, and changed over there before it went."""
    continued = Continued(kind)
    continued.fill()
    continued.submit()
    continued.let_go()
    changed_over_there(continued, **words)
    continued.run()
    return continued


def dropped_over_there() -> Continued:
    """A correction whose changes were taken back at the repository before they were published."""
    continued = Continued(BasisKind.CORRECTION)
    continued.fill()
    continued.submit()
    continued.let_go()
    continued.step("prepare")
    continued.fake.discard(continued.record.id)
    return continued


@each_kind
def test_what_was_changed_meanwhile_is_not_undone(kind: BasisKind) -> None:
    continued = stopped(kind, publisher="Another publisher")

    assert stopped_for(continued) == ("record_changed", "")
    assert continued.fake.records[continued.record.id].metadata == replace(
        METADATA, publisher="Another publisher"
    )
    assert len(continued.fake.records) == 1


def test_taken_over_anew_both_changes_are_published() -> None:
    continued = stopped(version="1.1")

    continued.parts.deposits.take_over(ID)

    found = continued.found
    assert (found.values["version"], found.values["title"]) == ("1.1", "Sediment cores, corrected")
    assert codes(continued)[-1] == "former_renewed"
    continued.submit()
    assert continued.state() is State.AWAITING_APPROVAL
    continued.let_go()
    continued.run()
    assert continued.state() is State.PUBLISHED, continued.found.problems
    words = continued.fake.records[continued.record.id].metadata
    assert words is not None
    assert (words.version, words.title) == ("1.1", "Sediment cores, corrected")


def test_what_was_changed_on_both_sides_stays_as_written_and_is_told() -> None:
    continued = stopped(title="Their title")

    continued.parts.deposits.take_over(ID)

    assert continued.found.values["title"] == "Sediment cores, corrected"
    last = continued.found.timeline[-1]
    assert (last.code, last.params["names"]) == ("former_differs", "Title")


def test_taken_over_again_without_a_change_nothing_is_another() -> None:
    continued = Continued(BasisKind.CORRECTION)
    continued.fill()
    before = continued.found

    continued.parts.deposits.take_over(ID)

    assert continued.found == before


def test_a_deposit_has_the_record_asked_for_a_few_times_a_minute_and_then_not() -> None:
    continued = Continued(BasisKind.CORRECTION)
    continued.begin()
    for _ in range(MOST_A_MINUTE - 1):
        continued.parts.deposits.take_over(ID)
    asked = Boundary()
    continued.disturb(asked)

    with pytest.raises(NotNow, match="asked_enough"):
        continued.parts.deposits.take_over(ID)

    assert asked.calls
    assert not [call for call in asked.calls if "Repository" in call]
    continued.clock.advance(minutes=1)
    continued.parts.deposits.take_over(ID)


def test_a_doi_that_is_not_to_be_had_is_asked_for_a_few_times_a_minute_and_then_not() -> None:
    continued = Continued()
    continued.fill()
    changed_over_there(continued, publisher="Another publisher")
    for _ in range(MOST_A_MINUTE):
        with pytest.raises(Conflict, match="record_changed"):
            continued.parts.deposits.reserve_doi(ID)

    with pytest.raises(NotNow, match="asked_enough"):
        continued.parts.deposits.reserve_doi(ID)


def test_a_correction_by_somebody_else_is_not_taken_for_ours() -> None:
    continued = dropped_over_there()
    changed_over_there(continued, title="Theirs")

    continued.run()

    assert stopped_for(continued) == ("record_changed", "")
    assert continued.repository.read(continued.record.id).title == "Theirs"


def test_what_was_let_go_is_what_is_published() -> None:
    continued = Continued(BasisKind.CORRECTION)
    continued.fill()
    continued.submit()
    continued.let_go()
    continued.step("prepare")
    continued.step("reconcile")
    continued.fake.describe(continued.record.id, replace(METADATA, title="Slipped in"))

    assert continued.step("hand_over")["outcome"] == "needs_attention"

    assert stopped_for(continued) == ("record_changing", "")
    assert continued.fake.former(continued.record.id).record == continued.record


def test_published_by_an_answer_that_was_lost_it_is_known_as_ours() -> None:
    continued = Continued(BasisKind.CORRECTION)
    continued.fill()
    continued.submit()
    continued.let_go()
    for step in ("prepare", "reconcile"):
        continued.step(step)
    continued.fake.publish(continued.record.id)

    continued.step("hand_over")

    assert continued.state() is State.PUBLISHED


@each_kind
def test_what_the_form_has_no_place_for_stays(kind: BasisKind) -> None:
    beyond = {"lab:instrument": "Corer 7"}
    continued = Continued(kind)
    changed_over_there(continued, custom=beyond)
    continued.fill()
    continued.submit()
    continued.let_go()
    continued.run()

    assert continued.state() is State.PUBLISHED, continued.found.problems
    words = continued.fake.records[str(continued.found.draft)].metadata
    assert words is not None
    assert words.custom == beyond


def test_a_version_keeps_its_place_when_its_draft_is_deleted_over_there() -> None:
    continued = Continued()
    continued.fill()
    continued.submit()
    continued.let_go()
    continued.step("prepare")
    place = continued.found.place
    assert place
    continued.fake.discard(str(continued.found.draft))

    continued.run()

    assert stopped_for(continued) == ("draft_deleted", "")
    assert continued.found.place == place


@each_kind
def test_what_somebody_began_after_a_try_that_failed_is_left_alone(
    kind: BasisKind, monkeypatch: pytest.MonkeyPatch
) -> None:
    continued = Continued(kind)
    continued.fill()
    continued.submit()
    continued.let_go()
    begin = "edit" if kind is BasisKind.CORRECTION else "new_version"

    def fails(_: str) -> None:
        raise NotNow("repository_failed", status=502)

    with monkeypatch.context() as patch:
        patch.setattr(continued.fake, begin, fails)
        continued.run()
    assert continued.found.drafts_tried
    continued.clock.advance(days=2)
    theirs = getattr(continued.fake, begin)(continued.record.id).id
    continued.fake.describe(theirs, replace(METADATA, title="Theirs"))

    continued.parts.deposits.retry(ID)
    continued.let_go()
    continued.run()
    assert stopped_for(continued) == ("record_changing", "")
    continued.parts.deposits.cancel(ID)
    continued.run()

    assert continued.state() is State.CANCELLED
    assert continued.fake.read(theirs).title == "Theirs"


def test_what_is_changed_after_the_doi_was_reserved_is_not_undone_either() -> None:
    continued = Continued()
    continued.fill()
    continued.parts.forwarding.reserve_doi(ID)
    continued.submit()
    continued.let_go()
    changed_over_there(continued, publisher="Another publisher")

    continued.run()

    assert stopped_for(continued) == ("record_changed", "")
    said = continued.fake.records[continued.record.id].metadata
    assert said == replace(METADATA, publisher="Another publisher")


def test_what_is_written_by_hand_into_a_correction_is_not_written_over() -> None:
    continued = Continued(BasisKind.CORRECTION)
    continued.fill()
    continued.submit()
    continued.let_go()
    continued.step("prepare")
    continued.parts.attention.give_up(ID, continued.found.attempt)
    continued.fake.describe(continued.record.id, replace(METADATA, title="By hand"))

    continued.submit()
    continued.let_go()
    continued.run()

    assert stopped_for(continued) == ("record_changing", "")
    assert continued.fake.read(continued.record.id).title == "By hand"
    continued.fake.discard(continued.record.id)
    continued.parts.deposits.retry(ID)
    continued.let_go()
    continued.run()
    assert continued.state() is State.PUBLISHED, continued.found.problems


def edited_by_a_curator() -> Continued:
    """Over there our changes were dropped, and somebody's own begun, when ours were to go on."""
    continued = dropped_over_there()
    continued.fake.edit(continued.record.id)
    continued.fake.describe(continued.record.id, replace(METADATA, title="A curator's"))
    continued.run()
    assert stopped_for(continued) == ("record_changing", "")
    return continued


def withdrawn(continued: Continued) -> State:
    continued.parts.deposits.cancel(ID)
    continued.run()
    return State.CANCELLED


def run_out(continued: Continued) -> State:
    continued.tend(days=200)
    continued.run()
    return State.EXPIRED


@pytest.mark.parametrize("end", [withdrawn, run_out])
def test_what_somebody_else_is_writing_outlives_the_end_of_a_correction(
    end: Callable[[Continued], State],
) -> None:
    continued = edited_by_a_curator()

    assert end(continued) is continued.state()

    record = continued.fake.read(continued.record.id)
    assert (record.edited, record.title) == (True, "A curator's")
    assert "edit_left" in codes(continued)


def test_a_correction_that_was_refused_leaves_nothing_when_it_is_withdrawn(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    continued = Continued(BasisKind.CORRECTION)
    continued.fill()
    continued.submit()
    continued.let_go()
    describe = continued.fake.describe

    def half_taken(draft: str, metadata: Metadata, sayable: Collection[str] | None = None) -> None:
        describe(draft, metadata, sayable)
        raise NeedsAttention("repository_refused", field="title", words="Not in capitals.")

    monkeypatch.setattr(continued.fake, "describe", half_taken)
    continued.run()
    assert stopped_for(continued) == ("repository_refused", "title")
    assert continued.fake.read(continued.record.id).edited

    withdrawn(continued)

    assert continued.fake.read(continued.record.id) == continued.record
    assert "edit_left" not in codes(continued)
