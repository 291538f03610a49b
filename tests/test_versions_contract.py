"""What becomes of a published record, at the fake, the stand-in, and a real InvenioRDM."""

from dataclasses import replace

import pytest

from tests.places import METADATA, Place, body, directory, md5, place
from zenferry.errors import Absent, NeedsAttention
from zenferry.metadata import Metadata
from zenferry.readers.invenio_record import read
from zenferry.repository import Draft, DraftStatus

__all__ = ["directory", "place"]

FILES = {"a.txt": b"hello", "b/c.txt": b"world"}


def published(place: Place, words: Metadata = METADATA) -> Draft:
    repository = place.repository
    draft = repository.create("Deposit in progress").id
    repository.describe(draft, words)
    repository.announce(draft, list(FILES))
    for name, data in FILES.items():
        repository.send(draft, name, body(data))
    repository.reserve_doi(draft)
    return repository.publish(draft)


def held(place: Place, record: str) -> dict[str, str | None]:
    return {entry.name: entry.md5 for entry in place.repository.files(record)}


AS_SENT = {name: md5(data) for name, data in FILES.items()}


def test_a_published_record_tells_what_may_become_of_it(place: Place) -> None:
    record = published(place)

    former = place.repository.former(record.id)

    assert former.record == record
    assert (former.ours, former.latest, former.changing) == (True, record.id, False)
    assert not former.next_begun
    assert read(former.text).values["title"] == METADATA.title
    assert record.concept not in {None, record.doi}
    assert not record.edited
    with pytest.raises(Absent):
        place.repository.former("abcde-12345")


def test_a_draft_that_was_never_published_is_nothing_to_go_on_from(place: Place) -> None:
    draft = place.repository.create("Deposit in progress").id

    with pytest.raises(Absent):
        place.repository.former(draft)
    with pytest.raises(Absent):
        place.repository.new_version(draft)
    place.repository.discard(draft)


def test_a_new_version_is_begun_once_and_leaves_the_former_as_it_is(place: Place) -> None:
    record = published(place)

    draft = place.repository.new_version(record.id)

    assert draft.status is DraftStatus.DRAFT
    assert draft.id != record.id
    assert (draft.doi, draft.review_wanted) == (None, False)
    assert place.repository.new_version(record.id).id == draft.id
    assert list(place.repository.files(draft.id)) == []
    assert place.repository.former(record.id).changing
    assert place.repository.former(record.id).next_begun
    assert place.repository.read(record.id) == record

    place.repository.discard(draft.id)
    with pytest.raises(Absent):
        place.repository.read(draft.id)
    assert not place.repository.former(record.id).changing
    assert held(place, record.id) == AS_SENT


def test_files_are_taken_over_replaced_and_dropped_in_the_next_version_alone(place: Place) -> None:
    record = published(place)
    draft = place.repository.new_version(record.id).id

    place.repository.import_files(draft)
    assert held(place, draft) == AS_SENT
    assert all(entry.complete and entry.size for entry in place.repository.files(draft))
    with pytest.raises(NeedsAttention):
        place.repository.import_files(draft)
    place.repository.drop(draft, "a.txt")
    place.repository.announce(draft, ["a.txt", "new.txt"])
    place.repository.send(draft, "a.txt", body(b"other"))
    place.repository.send(draft, "new.txt", body(b"new"))
    place.repository.describe(draft, replace(METADATA, version="2.0"))
    place.repository.reserve_doi(draft)
    second = place.repository.publish(draft)

    assert held(place, draft) == AS_SENT | {"a.txt": md5(b"other"), "new.txt": md5(b"new")}
    assert held(place, record.id) == AS_SENT
    assert second.concept == record.concept
    assert second.doi not in {None, record.doi}
    assert place.repository.read(record.id) == record
    former = place.repository.former(record.id)
    assert (former.latest, former.changing) == (second.id, False)
    assert place.repository.former(second.id).latest == second.id


def test_words_are_corrected_under_the_same_doi_with_the_same_files(place: Place) -> None:
    record = published(place)
    mended = replace(METADATA, title="Sediment cores, corrected")

    changes = place.repository.edit(record.id)

    assert (changes.id, changes.status, changes.edited) == (
        record.id,
        DraftStatus.PUBLISHED,
        True,
    )
    assert place.repository.edit(record.id) == changes
    assert changes.words == record.words
    place.repository.describe(record.id, mended)
    assert place.repository.former(record.id).changing
    assert not place.repository.former(record.id).next_begun
    assert place.repository.former(record.id).record.title == METADATA.title
    changed = place.repository.read(record.id).words
    assert place.repository.former(record.id).record.words == record.words != changed
    assert held(place, record.id) == AS_SENT
    with pytest.raises(NeedsAttention):
        place.repository.drop(record.id, "a.txt")

    corrected = place.repository.publish(record.id)

    assert (corrected.id, corrected.doi, corrected.concept) == (
        record.id,
        record.doi,
        record.concept,
    )
    assert corrected.title == "Sediment cores, corrected"
    assert not corrected.edited
    assert corrected.words == place.repository.read(record.id).words == changed
    assert held(place, record.id) == AS_SENT


def test_changes_that_are_dropped_leave_what_was_published(place: Place) -> None:
    record = published(place)
    place.repository.edit(record.id)
    place.repository.describe(record.id, replace(METADATA, title="Nobody sees this"))

    place.repository.discard(record.id)
    place.repository.discard(record.id)

    assert place.repository.read(record.id) == record
    assert not place.repository.former(record.id).changing


def test_the_record_of_somebody_else_is_nothing_of_ours(place: Place) -> None:
    record = place.published_by_another()

    former = place.repository.former(record)

    assert not former.ours
    for act in (place.repository.new_version, place.repository.edit):
        with pytest.raises(NeedsAttention) as refused:
            act(record)
        assert refused.value.code == "repository_forbids"


BEYOND = {"code:codeRepository": "https://codes.example/cores"}


@pytest.mark.parametrize("kind", ["correction", "version"])
def test_what_the_form_has_no_place_for_stays_as_it_is(place: Place, kind: str) -> None:
    repository = place.repository
    record = published(place, replace(METADATA, custom=BEYOND))
    begin = repository.edit if kind == "correction" else repository.new_version
    draft = begin(record.id).id
    words = replace(METADATA, title="Cores, again", publication_date="2026-11-22")

    for _ in range(2):
        repository.describe(draft, words, {"title", "publication_date"})

    # What was made of it is not public, so it is asked of the draft.
    custom = set(BEYOND)
    kept = repository.read(draft).words
    repository.describe(draft, replace(words, custom=BEYOND), {"title", *custom})
    assert repository.read(draft).words == kept
    repository.describe(draft, words, {"title", *custom})
    assert repository.read(draft).words != kept
    repository.discard(draft)


def test_a_new_version_nobody_wrote_into_begins_with_what_the_record_says(place: Place) -> None:
    repository = place.repository
    record = published(place, replace(METADATA, custom=BEYOND))
    draft = repository.new_version(record.id)
    untouched = repository.former(record.id).record.carried

    assert draft.carried == repository.read(draft.id).carried == untouched
    assert list(repository.files(draft.id)) == []
    repository.describe(draft.id, replace(METADATA, custom=BEYOND, version="2", publisher="Lab"))

    assert repository.new_version(record.id).carried != untouched
    repository.discard(draft.id)
