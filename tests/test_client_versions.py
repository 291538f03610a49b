"""A script that goes on from a published record: what is there already is not sent again."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from tests.client_line import Call, Desk
from tests.clock import START
from tests.continued import CURATOR, published
from tests.deposit_client import SECRET, VALUES, House
from zenferry.access import InvitationKind
from zenferry.client.line import Answer
from zenferry.client.trouble import NotTaken
from zenferry.curation.acts import Curating, stamp_of
from zenferry.state import State
from zenferry.versions.basis import Basis, BasisKind

FORMER = {"data/a.csv": b"a,b\n" * 10, "data/b.csv": b"old", "old.txt": b"hello"}


def desk_for(kind: BasisKind, folder: Path) -> Desk:
    made = House()
    record = published(made.fake, FORMER)
    place = made.profile.repository.key
    basis = Basis(kind, record.id, str(record.doi), record.url, place)
    made.invite(
        SECRET,
        expires=START + timedelta(days=1),
        deposits=1,
        files=10,
        bytes=10**6,
        kind=InvitationKind.VERSION,
        basis=basis,
    )
    return Desk(made, folder)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """With one file of the record as it is, one that replaces another, and a new one."""
    desk = desk_for(BasisKind.VERSION, tmp_path)
    desk.write(a__csv=FORMER["data/a.csv"], b__csv=b"new", c__csv=b"another")
    return desk


def states(desk: Desk) -> dict[str, str]:
    [found] = desk.house.kept_submissions()
    return {file.path: str(found.transfer(file.id).state) for file in found.files}


def test_a_script_sends_only_what_a_published_record_does_not_hold(desk: Desk) -> None:
    found = desk.run()

    assert found["state"] == "awaiting_approval"
    assert found["metadata"] == VALUES
    assert states(desk) == {
        "data/a.csv": "kept",
        "old.txt": "kept",
        "data/b.csv": "staged",
        "data/c.csv": "staged",
    }
    assert len(desk.line.parts) == 2


def test_a_version_that_a_script_sent_goes_its_way_when_it_is_let_go(desk: Desk) -> None:
    sent, house = desk.run(), desk.house
    found, parts = house.submissions.get(sent["id"]), house.parts
    curating = Curating(
        deposits=parts.deposits,
        submissions=parts.submissions,
        addresses=parts.addresses,
        now=parts.now,
    )
    curating.approve(CURATOR, found.id, stamp_of(found))
    house.run()

    found = house.submissions.get(found.id)
    assert found.state is State.PUBLISHED, found.problems


def test_the_same_script_again_takes_nothing_over_twice(desk: Desk) -> None:
    desk.run(submit=False)
    desk.run(submit=False)
    assert len(desk.line.said("/former")) == 1
    assert states(desk)["data/a.csv"] == "kept"


def test_a_script_killed_once_the_record_was_taken_over_goes_on(desk: Desk) -> None:
    def killed(call: Call, answered: Callable[[], Answer]) -> Answer:
        answer = answered()
        if call.path.endswith("/former"):
            raise KeyboardInterrupt
        return answer

    well = desk.line.fault
    desk.line.fault = killed
    with pytest.raises(KeyboardInterrupt):
        desk.run()
    desk.line.fault = well

    assert desk.run()["metadata"] == VALUES


def test_words_written_on_the_page_since_are_not_those_of_the_record(desk: Desk) -> None:
    with pytest.raises(NotTaken):
        desk.run(values={"title": ""})
    [found] = desk.house.kept_submissions()
    desk.house.parts.deposits.save(found.id, {**VALUES, "title": "By hand"}, found.revision)
    with pytest.raises(NotTaken, match="on the page as well"):
        desk.run()


def test_a_script_corrects_the_words_of_a_record_beside_its_files(tmp_path: Path) -> None:
    desk = desk_for(BasisKind.CORRECTION, tmp_path)
    desk.write(a__csv=FORMER["data/a.csv"])

    found = desk.run(values={**VALUES, "title": "Sediment cores, corrected"})

    assert found["state"] == "awaiting_approval"
    assert found["metadata"]["title"] == "Sediment cores, corrected"
    assert set(states(desk).values()) == {"kept"}
    assert desk.line.parts == []


def test_a_script_offers_no_files_to_a_correction(tmp_path: Path) -> None:
    desk = desk_for(BasisKind.CORRECTION, tmp_path)
    desk.write(new__csv=b"new")
    with pytest.raises(NotTaken, match="files"):
        desk.run()
