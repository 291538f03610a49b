"""A new version and a correction from the form to the public record: fake, stand-in, real one."""

import pytest

from tests.continued import FORMER, Continued
from tests.crossing import ID
from tests.places import Place, directory, md5, place
from zenferry.state import State
from zenferry.versions.basis import BasisKind

__all__ = ["directory", "place"]


def held(place: Place, record: str) -> dict[str, str | None]:
    return {entry.name: entry.md5 for entry in place.repository.files(record)}


@pytest.mark.parametrize("kind", list(BasisKind))
def test_what_was_looked_at_is_public_and_what_was_before_is_as_it_was(
    place: Place, kind: BasisKind
) -> None:
    continued = Continued(kind, repository=place.repository, community=place.reviewed)
    continued.fill()
    continued.submit()
    assert place.repository.read(continued.record.id) == continued.record
    continued.let_go()
    continued.run()

    assert continued.state() is State.PUBLISHED, continued.found.problems
    record = place.repository.read(str(continued.found.draft))
    expected = {name: md5(data) for name, data in continued.expected().items()}
    assert held(place, record.id) == expected
    assert record.concept == continued.record.concept
    assert held(place, continued.record.id) == {name: md5(d) for name, d in FORMER.items()}
    same = kind is BasisKind.CORRECTION
    assert (record.doi == continued.record.doi, record.id == continued.record.id) == (same, same)
    if not same:
        assert place.repository.read(continued.record.id) == continued.record
    continued.tend(days=8)
    assert continued.found.cleaned


@pytest.mark.parametrize("kind", list(BasisKind))
def test_withdrawn_late_nothing_is_left_of_it(place: Place, kind: BasisKind) -> None:
    continued = Continued(kind, repository=place.repository, community=place.reviewed)
    continued.fill()
    continued.submit()
    continued.let_go()
    continued.step("prepare")
    continued.parts.deposits.cancel(ID)
    continued.run()

    assert continued.state() is State.CANCELLED
    assert place.repository.read(continued.record.id) == continued.record
    assert not place.repository.former(continued.record.id).changing
