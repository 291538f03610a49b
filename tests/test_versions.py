"""New versions and corrections: prefilled, looked at, published; the former version untouched."""

from dataclasses import replace

import pytest

from tests.continued import FORMER, SENT, Continued, published
from tests.crossing import ID, NONCE, codes, stopped_for
from tests.places import METADATA
from zenferry.access import hashed
from zenferry.errors import Conflict
from zenferry.profile import HandOver
from zenferry.repository import DraftStatus
from zenferry.state import State
from zenferry.transfer import TransferState
from zenferry.versions.basis import BasisKind

each_kind = pytest.mark.parametrize("kind", list(BasisKind))


def sent(kind: BasisKind = BasisKind.VERSION, **given: object) -> Continued:
    """Looked at, let go, and run."""
    continued = Continued(kind, **given)  # type: ignore[arg-type]
    continued.fill()
    continued.submit()
    continued.let_go()
    continued.run()
    return continued


def test_the_form_is_filled_with_what_the_record_says() -> None:
    continued = Continued()

    continued.begin()

    found = continued.found
    assert found.values["title"] == METADATA.title
    assert found.values["keywords"] == list(METADATA.keywords)
    # These are another version's own.
    assert not {"publication_date", "version", "agreement"} & found.values.keys()
    assert {file.path: file.size for file in found.files} == {
        name: len(data) for name, data in FORMER.items()
    }
    assert {t.state for t in found.transfers.values()} == {TransferState.KEPT}
    assert codes(continued)[-1] == "former_listed"
    [row] = continued.invitations.rows.values()
    assert (row.used_files, row.used_bytes) == (0, 0)


def test_a_correction_keeps_the_date_and_the_version() -> None:
    continued = Continued(BasisKind.CORRECTION)

    continued.begin()

    assert continued.found.values["publication_date"] == METADATA.publication_date
    assert continued.found.values["version"] == METADATA.version
    assert continued.found.doi == continued.record.doi


@each_kind
def test_it_waits_for_a_curators_look_whatever_the_profile_says(kind: BasisKind) -> None:
    continued = Continued(kind, hand_over=HandOver.PUBLISH)
    continued.fill()

    continued.submit()

    assert continued.state() is State.AWAITING_APPROVAL
    assert len(continued.fake.records) == 1


def test_a_new_version_holds_what_is_kept_and_what_was_sent() -> None:
    continued = sent()

    assert continued.state() is State.PUBLISHED, continued.found.problems
    found = continued.found
    second = continued.repository.read(str(found.draft))
    assert continued.held(second.id) == continued.expected()
    assert second.id != continued.record.id
    assert (second.concept, found.doi) == (continued.record.concept, second.doi)
    assert second.doi != continued.record.doi
    words = continued.fake.records[second.id].metadata
    assert words is not None
    assert (words.version, words.publication_date) == ("2.0", "2026-11-22")
    assert continued.repository.read(continued.record.id) == continued.record
    assert continued.held(continued.record.id) == FORMER


def test_a_correction_changes_the_words_and_nothing_else() -> None:
    continued = sent(BasisKind.CORRECTION)

    assert continued.state() is State.PUBLISHED, continued.found.problems
    assert continued.found.draft == continued.record.id
    record = continued.repository.read(continued.record.id)
    assert record.title == "Sediment cores, corrected"
    assert (record.doi, record.concept) == (continued.record.doi, continued.record.concept)
    assert not record.edited
    assert continued.held(record.id) == FORMER
    assert continued.found.doi == continued.record.doi


def test_left_as_a_draft_a_new_version_waits_for_whoever_publishes_it() -> None:
    continued = sent(hand_over=HandOver.DRAFT)
    assert continued.state() is State.DRAFT_READY

    continued.fake.publish(str(continued.found.draft))
    continued.tend(hours=2)

    assert continued.state() is State.PUBLISHED


@each_kind
def test_until_it_is_let_go_the_published_record_is_untouched(kind: BasisKind) -> None:
    continued = Continued(kind)
    continued.fill()
    continued.submit()
    continued.tend(hours=30)

    assert continued.repository.read(continued.record.id) == continued.record
    assert len(continued.fake.records) == 1


def test_a_file_of_the_record_is_replaced_by_one_of_its_name() -> None:
    continued = Continued()
    continued.begin()

    continued.upload("b.txt", SENT["b.txt"])

    [file] = [file for file in continued.found.files if file.path == "b.txt"]
    assert not file.kept
    assert continued.found.transfer(file.id).state is TransferState.STAGED


def test_files_that_were_taken_out_can_be_taken_back() -> None:
    continued = Continued()
    continued.fill()

    continued.parts.deposits.take_over(ID)

    paths = {file.path: file.kept for file in continued.found.files}
    assert paths == {"a.txt": True, "c/d.csv": True, "b.txt": False, "e.txt": False}
    assert continued.found.values["version"] == "2.0"
    continued.submit()
    continued.let_go()
    continued.run()
    assert continued.held(str(continued.found.draft)).keys() == {*FORMER, "e.txt"}


def test_what_is_taken_back_was_seen_by_nobody_who_let_it_go() -> None:
    continued = Continued()
    continued.fill()
    continued.submit()
    continued.let_go()
    stopped = replace(continued.found, state=State.NEEDS_ATTENTION, queue="", turn=None)
    continued.parts.submissions.replace(stopped)

    continued.parts.deposits.take_over(ID)
    continued.submit()

    assert continued.state() is State.AWAITING_APPROVAL


def test_files_are_offered_to_be_sent_where_they_are_taken() -> None:
    version, correction = Continued(), Continued(BasisKind.CORRECTION)
    version.begin()
    correction.begin()
    assert version.found.actions == ("edit", "upload", "submit", "cancel")
    assert correction.found.actions == ("edit", "submit", "cancel")


def test_the_files_of_a_correction_stay_as_they_are() -> None:
    continued = Continued(BasisKind.CORRECTION)
    continued.begin()

    with pytest.raises(Conflict, match="files_stay"):
        continued.upload("b.txt", b"other")
    with pytest.raises(Conflict, match="files_stay"):
        continued.parts.uploads.remove(ID, continued.found.files[0].id)


def test_only_files_that_are_sent_are_counted() -> None:
    continued = sent()

    [row] = continued.invitations.rows.values()
    assert (row.used_files, row.used_bytes) == (2, sum(map(len, SENT.values())))


@each_kind
def test_withdrawn_nothing_of_it_is_left_and_the_record_is_as_it_was(kind: BasisKind) -> None:
    continued = Continued(kind)
    continued.fill()
    continued.submit()
    continued.let_go()
    continued.step("prepare")
    assert continued.repository.former(continued.record.id).changing

    continued.parts.deposits.cancel(ID)
    continued.run()
    continued.tend(minutes=1)

    assert continued.state() is State.CANCELLED
    assert continued.repository.read(continued.record.id) == continued.record
    assert len(continued.fake.records) == 1
    assert continued.staging.objects == {}


@each_kind
def test_what_somebody_else_began_over_there_is_left_alone(kind: BasisKind) -> None:
    continued = Continued(kind)
    begun = (continued.repository.new_version, continued.repository.edit)
    theirs = begun[kind is BasisKind.CORRECTION](continued.record.id)
    continued.repository.describe(theirs.id, replace(METADATA, title="Theirs"))
    continued.fill()
    continued.submit()
    continued.let_go()

    continued.run()

    assert stopped_for(continued) == ("record_changing", "")
    assert continued.repository.read(theirs.id).title == "Theirs"
    continued.parts.deposits.cancel(ID)
    continued.run()
    assert continued.repository.read(theirs.id).title == "Theirs"


def test_an_older_version_is_nothing_to_go_on_from() -> None:
    continued = Continued()
    continued.fill()
    newer = continued.repository.new_version(continued.record.id).id
    continued.repository.import_files(newer)
    continued.repository.publish(newer)
    continued.submit()
    continued.let_go()

    continued.run()

    assert stopped_for(continued) == ("record_not_latest", "")


def test_two_deposits_never_share_the_draft_of_a_record() -> None:
    continued = Continued()
    continued.fill()
    [row] = continued.invitations.rows.values()
    continued.invitations.rows[row.hash] = replace(row, deposits=2)
    other = "0b7e5f52-6a43-4c11-9b59-6f3a3a1b7c12"
    continued.begin(other)
    first = continued.parts.forwarding.drafts
    before = continued.repository.former(continued.record.id)
    assert not before.changing

    assert first.changes.claim(continued.basis(), ID)
    assert not first.changes.claim(continued.basis(), other)

    continued.parts.deposits.cancel(ID)
    continued.run()
    assert first.changes.claim(continued.basis(), other)


def test_a_record_that_is_not_ours_is_not_taken_over() -> None:
    continued = Continued()
    continued.fake.records[continued.record.id].ours = False
    continued.parts.deposits.open(ID, "an-invitation-for-tests", NONCE, "en")

    with pytest.raises(Conflict, match="record_not_ours"):
        continued.parts.deposits.take_over(ID)


def test_what_comes_by_a_consent_is_bound_to_its_record() -> None:
    continued = Continued()
    another = published(continued.repository, {"z.txt": b"z"})
    continued.begin()

    basis = continued.found.basis
    assert basis is not None
    assert basis.record == continued.record.id != another.id
    assert continued.found.invitation == hashed("an-invitation-for-tests")
    assert continued.repository.read(another.id).status is DraftStatus.PUBLISHED
