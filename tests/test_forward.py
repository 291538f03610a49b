"""A deposit's way to each of its ends, and what stops it, over fakes and the real state machine."""

import base64
import hashlib
from dataclasses import replace

import pytest

from tests.crossing import FILES, ID, VALUES, Boundary, Crossing, codes, handed_over, stopped_for
from zenferry.errors import Conflict, Invalid
from zenferry.metadata import Licence
from zenferry.profile import HandOver
from zenferry.state import State
from zenferry.transfer import TransferState
from zenferry.uploads.staging import Part, composite
from zenferry.uploads.upload import NewFile, WantedPart
from zenferry.wiring.steps import step


def test_a_deposit_reaches_the_curators_with_every_byte() -> None:
    crossing = handed_over()

    assert crossing.state() is State.IN_REVIEW
    assert crossing.arrived() == dict(FILES)
    assert crossing.staged() == dict(FILES)
    assert all(transfer.equal for transfer in crossing.found.transfers.values())
    assert codes(crossing) == [
        "opened",
        "submitted",
        "forwarding",
        "doi_reserved",
        "reconciled",
        "in_review",
    ]


def test_published_at_once_where_the_profile_says_so() -> None:
    crossing = handed_over(HandOver.PUBLISH)

    assert crossing.state() is State.PUBLISHED
    assert crossing.arrived() == dict(FILES)


def test_a_doi_reserved_before_is_the_one_the_record_gets() -> None:
    crossing = Crossing()
    crossing.fill()
    doi = crossing.parts.deposits.reserve_doi(ID)
    assert crossing.parts.deposits.reserve_doi(ID) == doi

    crossing.submit()

    assert crossing.found.doi == doi
    assert len(crossing.fake.records) == 1


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"reviews_all": False}, "community_open"),
        ({"may_skip_review": True}, "account_is_curator"),
    ],
)
def test_nothing_is_submitted_where_it_would_be_public_at_once(
    change: dict[str, bool], code: str
) -> None:
    crossing = Crossing()
    community = crossing.fake.communities["tidal-flats"]
    crossing.fake.communities["tidal-flats"] = replace(community, **change)  # type: ignore[arg-type]
    crossing.fill()

    crossing.submit()

    assert stopped_for(crossing) == (code, "")
    assert crossing.fake.reviews == {}


def test_an_unknown_community_needs_attention_and_goes_on_once_mended() -> None:
    crossing = Crossing()
    community = crossing.fake.communities.pop("tidal-flats")
    crossing.fill()
    crossing.submit()
    assert stopped_for(crossing) == ("community_unknown", "")

    crossing.fake.communities["tidal-flats"] = community
    crossing.parts.deposits.retry(ID)
    crossing.run()

    assert crossing.state() is State.IN_REVIEW
    assert len(crossing.fake.records) == 1


def test_what_the_repository_refuses_comes_back_at_its_field() -> None:
    crossing = Crossing()
    crossing.fill()
    offered = crossing.parts.form.fields
    licence = next(field for field in offered if field.name == "licence")
    assert licence.choices

    class Refusing:
        def __getattr__(self, name: str) -> object:
            return getattr(crossing.fake, name)

        def describe(self, draft: str, metadata: object) -> None:
            changed = replace(metadata, licences=(Licence("nobody-knows"),))  # type: ignore[type-var]
            crossing.fake.describe(draft, changed)  # type: ignore[arg-type]

    crossing.parts.__dict__["repository"] = Refusing()
    crossing.submit()

    assert stopped_for(crossing) == ("repository_refused", "licence")
    assert crossing.found.editable


def test_a_wrong_md5_from_the_browser_is_found_out_and_blamed_on_the_file() -> None:
    crossing = Crossing(files={})
    crossing.fill()
    file = uploaded(crossing, b"content", md5="0" * 32)

    crossing.submit()

    assert stopped_for(crossing) == ("declared_md5_wrong", f"files.{file}")
    assert crossing.fake.reviews == {}


def uploaded(crossing: Crossing, content: bytes, md5: str | None) -> str:
    uploads = crossing.parts.uploads
    [file] = uploads.register(ID, [NewFile("a.txt", len(content), "")])
    part = Part(1, len(content), base64.b64encode(hashlib.sha256(content).digest()).decode())
    [ticket] = uploads.tickets(crossing.found, [WantedPart(file.id, part)])
    assert crossing.staging.send(ticket, content)
    uploads.complete(crossing.found, [(file.id, composite([part]), md5)])
    return file.id


def test_without_an_md5_from_the_browser_we_hash_on_the_way() -> None:
    crossing = Crossing(files={})
    crossing.fill()
    file = uploaded(crossing, b"content", md5=None)

    crossing.submit()

    assert crossing.state() is State.IN_REVIEW
    ours = hashlib.md5(b"content", usedforsecurity=False).hexdigest()
    assert crossing.found.transfer(file).md5 == ours


def test_a_file_lost_in_staging_is_named_and_can_be_brought_again() -> None:
    crossing = Crossing()
    crossing.fill()
    lost = next(file for file in crossing.found.files if file.path == "x.txt")
    crossing.staging.objects = {
        key: value for key, value in crossing.staging.objects.items() if not key.endswith(lost.id)
    }
    crossing.submit()
    assert stopped_for(crossing) == ("staged_file_lost", f"files.{lost.id}")

    crossing.parts.uploads.remove(ID, lost.id)
    crossing.upload("x.txt", b"x")
    crossing.parts.deposits.retry(ID)
    crossing.run()

    assert crossing.state() is State.IN_REVIEW
    assert crossing.arrived() == dict(FILES)


def test_a_file_removed_after_it_was_sent_is_not_in_the_record() -> None:
    crossing = Crossing()
    community = crossing.fake.communities.pop("tidal-flats")
    crossing.fill()
    crossing.submit()
    gone = next(file for file in crossing.found.files if file.path == "x.txt")

    crossing.parts.uploads.remove(ID, gone.id)
    crossing.fake.communities["tidal-flats"] = community
    crossing.parts.deposits.retry(ID)
    crossing.run()

    assert crossing.state() is State.IN_REVIEW
    assert set(crossing.arrived()) == set(FILES) - {"x.txt"}


def test_a_file_that_is_not_ours_is_left_alone_and_reported() -> None:
    crossing = Crossing()
    crossing.fill()
    crossing.parts.deposits.reserve_doi(ID)
    crossing.fake.announce(str(crossing.found.draft), ["by hand.txt"])

    crossing.submit()

    assert stopped_for(crossing) == ("extra_file", "")


def test_a_draft_deleted_over_there_is_made_anew_when_the_depositor_says_so() -> None:
    crossing = Crossing()
    crossing.fill()
    crossing.parts.deposits.reserve_doi(ID)
    crossing.fake.discard(str(crossing.found.draft))

    crossing.submit()
    assert stopped_for(crossing) == ("draft_deleted", "")
    crossing.parts.deposits.retry(ID)
    crossing.run()

    assert crossing.state() is State.IN_REVIEW
    assert crossing.arrived() == dict(FILES)


def test_nobody_sends_an_incomplete_deposit() -> None:
    crossing = Crossing()
    crossing.fill()
    crossing.parts.uploads.register(ID, [NewFile("late.txt", 5, "")])
    crossing.parts.deposits.save(ID, {**VALUES, "title": ""}, crossing.found.revision)

    with pytest.raises(Invalid) as invalid:
        crossing.parts.deposits.submit(ID)

    late = crossing.found.files[-1].id
    assert [p.field for p in invalid.value.problems] == ["title", f"files.{late}"]
    assert crossing.state() is State.DRAFT
    assert crossing.workflow.started == {}


def test_words_and_files_stand_still_while_they_are_carried() -> None:
    crossing = handed_over()

    with pytest.raises(Conflict):
        crossing.parts.deposits.save(ID, VALUES, crossing.found.revision)
    with pytest.raises(Conflict):
        crossing.parts.uploads.remove(ID, crossing.found.files[0].id)
    assert len(crossing.found.files) == len(FILES)


def test_a_late_run_of_an_ended_forward_moves_nothing() -> None:
    crossing = handed_over()
    before = crossing.found

    for name in ("prepare", "reconcile", "hand_over"):
        assert crossing.step(name) == {"outcome": "stopped"}
    assert crossing.parts.sending.send(ID, before.files[0].id, 1) == {"outcome": "stopped"}

    assert crossing.found == before


def test_a_late_step_costs_one_reading() -> None:
    crossing = handed_over()
    crossing.disturb(Boundary())

    late = {"step": "reconcile", "submission": ID, "attempt": 1}
    assert step(crossing.parts, late) == {"outcome": "stopped"}

    assert crossing.boundary.calls == ["FakeSubmissions.get"]


def test_a_copy_that_arrives_changed_is_made_again() -> None:
    crossing = Crossing()
    crossing.fill()
    crossing.parts.deposits.submit(ID)
    crossing.step("prepare")
    first = crossing.found.files[0]
    crossing.parts.sending.send(ID, first.id, 1)
    crossing.fake.records[str(crossing.found.draft)].entries[first.path].content = b"changed"

    crossing.run()

    assert crossing.state() is State.IN_REVIEW
    assert crossing.arrived() == dict(FILES)
    assert crossing.found.transfer(first.id).state is TransferState.COPIED
