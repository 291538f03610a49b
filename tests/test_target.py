"""Which repository a demo deposits into: the one that is named, whole, or its own."""

from itertools import combinations

import pytest

from infra.local.target import Target, TargetFailure, named

WHOLE = {
    "REPOSITORY_URL": "https://rdm.example/api",
    "REPOSITORY_TOKEN": "the-token",
    "COMMUNITY": "tidal-flats",
}
HALVES = [half for count in (1, 2) for half in combinations(WHOLE, count)]


@pytest.mark.parametrize("url", [WHOLE["REPOSITORY_URL"], WHOLE["REPOSITORY_URL"] + "/"])
def test_a_repository_that_is_named_whole_is_the_one(url: str) -> None:
    assert named(WHOLE | {"REPOSITORY_URL": url, "PATH": "/bin"}) == Target(
        url="https://rdm.example/api",
        page="https://rdm.example/",
        token="the-token",
        community="tidal-flats",
    )


@pytest.mark.parametrize("given", HALVES, ids=" ".join)
@pytest.mark.parametrize("absent", [{}, dict.fromkeys(WHOLE, "")], ids=["unset", "empty"])
def test_a_repository_that_is_named_by_half_is_a_mistake_that_tells_the_other_half(
    given: tuple[str, ...], absent: dict[str, str]
) -> None:
    with pytest.raises(TargetFailure) as failure:
        named(absent | {name: WHOLE[name] for name in given})

    missing = ", ".join(name for name in WHOLE if name not in given)
    assert f"set {missing} too" in str(failure.value)
    assert WHOLE["REPOSITORY_TOKEN"] not in str(failure.value)


@pytest.mark.parametrize("nothing", [{}, {"PATH": "/bin"}, dict.fromkeys(WHOLE, "")])
def test_where_none_is_named_there_is_none(nothing: dict[str, str]) -> None:
    assert named(nothing) is None


def test_only_a_stand_in_is_called_faster_than_the_template_says() -> None:
    real = named(WHOLE)
    assert real is not None
    assert real.parameters == {}
    ours = Target(url="", page="", token="", elsewhere="http://127.0.0.1:1/elsewhere")
    assert int(ours.parameters["CallsPerMinute"]) > 60
