"""Where a deposit goes, when the profile offers several repositories."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from tests.crossing import ID, VALUES, Boundary, Crossing, stopped_for
from tests.fake_repository import FakeRepository
from zenferry.adapters.invenio_http import token_for
from zenferry.errors import Conflict, Invalid, NeedsAttention
from zenferry.form import Form, mistaken
from zenferry.profile import Profile, RepositorySettings
from zenferry.repository import ReviewState
from zenferry.state import State
from zenferry.versions.basis import BasisKind
from zenferry.versions.record_link import located


class TwoPlaces(Crossing):
    """A crossing whose depositor chooses between two repositories that share nothing."""

    def __init__(self, **chosen: str) -> None:
        super().__init__(values={**VALUES, **chosen})
        self.places = {"zenodo": self.fake, "sandbox": FakeRepository()}

    def reached(self, _: Boundary, /) -> dict[str, Any]:
        return {"connect": self.connected}

    def connected(self, place: RepositorySettings) -> FakeRepository:
        return self.places[place.key]


def sent_to(**chosen: str) -> TwoPlaces:
    crossing = TwoPlaces(**chosen)
    crossing.fill()
    crossing.submit()
    return crossing


def profile() -> Profile:
    return Crossing().profile


def test_without_a_choice_the_first_one_gets_it() -> None:
    crossing = sent_to()
    assert crossing.state() is State.IN_REVIEW
    assert (crossing.found.place, len(crossing.places["zenodo"].records)) == ("zenodo", 1)
    assert not crossing.places["sandbox"].records


def test_the_chosen_one_gets_it_and_the_other_never_hears_of_it() -> None:
    crossing = sent_to(repository="sandbox")
    assert crossing.state() is State.IN_REVIEW
    assert (crossing.found.place, len(crossing.places["sandbox"].records)) == ("sandbox", 1)
    assert not crossing.places["zenodo"].records


def test_its_review_is_followed_where_it_is() -> None:
    crossing = sent_to(repository="sandbox")
    crossing.places["sandbox"].decide(str(crossing.found.review), ReviewState.ACCEPTED)
    crossing.tend(hours=1)
    assert crossing.state() is State.PUBLISHED


def test_it_is_withdrawn_where_it_is() -> None:
    crossing = sent_to(repository="sandbox")
    crossing.parts.deposits.cancel(ID)
    crossing.run()
    assert crossing.state() is State.CANCELLED
    assert not crossing.places["sandbox"].records


def test_a_reserved_doi_settles_where_it_goes() -> None:
    crossing = TwoPlaces(repository="sandbox")
    crossing.fill()
    deposits = crossing.parts.deposits
    deposits.reserve_doi(ID)
    values = {**crossing.values, "repository": "zenodo"}
    changed = deposits.save(ID, values, crossing.found.revision)
    told = {problem.field: problem.code for problem in deposits.problems(changed)}
    assert told == {"repository": "repository_settled"}
    with pytest.raises(Invalid):
        deposits.submit(ID)


def test_a_place_nobody_offers_is_refused_at_its_field() -> None:
    judged = Crossing().parts.form.judge({**VALUES, "repository": "https://evil.example/api"})
    assert {problem.field for problem in judged} == {"repository"}


def test_with_one_repository_nobody_is_asked() -> None:
    one = replace(profile(), repositories=profile().repositories[:1])
    names = {field.name for field in Form(one, date.today).fields}
    assert not {"repository", "community"} & names


def test_a_community_is_taken_only_where_it_is_offered() -> None:
    usual = replace(profile().repositories[0], communities={"tidal-flats": "T", "deep-sea": "D"})
    several = replace(profile(), repositories=(usual, profile().repositories[1]))
    assert several.at("zenodo", "deep-sea").repository.community == "deep-sea"
    assert several.at("zenodo", "stranger").repository.community == "tidal-flats"
    assert several.at("sandbox", "deep-sea").repository.community == "tidal-flats"


def test_a_token_that_stands_alone_is_for_the_only_repository() -> None:
    assert token_for("plain-token\n", "zenodo", only=True) == "plain-token"
    with pytest.raises(NeedsAttention):
        token_for("plain-token", "sandbox", only=False)


def test_one_secret_may_hold_a_token_for_each() -> None:
    assert token_for('{"zenodo": "a", "sandbox": "b"}', "sandbox", only=False) == "b"


@pytest.mark.parametrize("secret", ['{"zenodo": "a"}', '{"zenodo"'])
def test_a_secret_without_its_token_needs_a_person(secret: str) -> None:
    with pytest.raises(NeedsAttention):
        token_for(secret, "sandbox", only=True)


class Locked(TwoPlaces):
    """Nobody put a token there for the repository to practise with."""

    def connected(self, place: RepositorySettings) -> FakeRepository:
        if place.key == "sandbox":
            raise NeedsAttention("repository_denied")
        return super().connected(place)


def test_a_missing_token_is_told_at_once_and_nothing_is_tried_in_vain() -> None:
    crossing = Locked(repository="sandbox")
    crossing.fill()
    crossing.submit()
    assert stopped_for(crossing) == ("repository_denied", "")
    assert crossing.found.attempt == 1


def test_without_its_token_no_doi_is_reserved_and_it_is_said_why() -> None:
    crossing = Locked(repository="sandbox")
    crossing.fill()
    with pytest.raises(Conflict, match="repository_denied"):
        crossing.parts.deposits.reserve_doi(ID)


def test_after_its_draft_was_deleted_it_may_go_elsewhere() -> None:
    crossing = TwoPlaces(repository="sandbox")
    crossing.fill()
    crossing.parts.deposits.reserve_doi(ID)
    crossing.places["sandbox"].discard(str(crossing.found.draft))
    crossing.submit()
    assert stopped_for(crossing)[0] == "draft_deleted"
    values = {**crossing.values, "repository": "zenodo"}
    crossing.parts.deposits.save(ID, values, crossing.found.revision)
    crossing.parts.deposits.retry(ID)
    crossing.run()
    assert (crossing.state(), crossing.found.place) == (State.IN_REVIEW, "zenodo")


def test_addresses_are_given_to_each_repository_by_its_key() -> None:
    there = profile().found_at("zenodo=http://one/api sandbox=http://two/api")
    assert [each.url for each in there.repositories] == ["http://one/api", "http://two/api"]
    assert profile().found_at("") == profile()


def test_how_dois_begin_is_told_with_the_address() -> None:
    there = profile().found_at("zenodo=http://one/api,10.5072/zenodo. sandbox=http://two/api")
    assert [each.url for each in there.repositories] == ["http://one/api", "http://two/api"]
    meant = located(there, BasisKind.VERSION, "https://doi.org/10.5072/zenodo.mv3bc-71xt7")
    assert meant.url == "http://one/records/mv3bc-71xt7"


def test_one_address_is_never_taken_for_several_repositories() -> None:
    with pytest.raises(ValueError, match="each repository"):
        profile().found_at("https://zenodo.org/api")
    one = replace(profile(), repositories=profile().repositories[:1])
    assert one.found_at("http://one/api").repository.url == "http://one/api"


@pytest.mark.parametrize("key", ["defaults", "fixed"])
@pytest.mark.parametrize("name", ["repository", "community"])
def test_where_it_goes_is_said_by_the_repositories_alone(key: str, name: str) -> None:
    wish: dict[str, Any] = {key: {name: "sandbox"}}
    settings = replace(profile().form, **wish)
    told = list(mistaken(replace(profile(), form=settings)))
    assert any(line.startswith(f"form.{key}.{name}: ") for line in told)
