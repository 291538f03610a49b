"""Links as pages and people read them: what they bring is written so that it fits behind the #."""

import pytest

from zenferry import links

PAGE = "https://deposit.example/"
ODD = "a+b/c&d=e#f"
WRITTEN = "a%2Bb%2Fc%26d%3De%23f"


@pytest.mark.parametrize(
    ("link", "written"),
    [
        (links.to_form(PAGE, ODD), f"{PAGE}#invitation={WRITTEN}"),
        (links.to_form(PAGE, ODD, former=True), f"{PAGE}#invitation={WRITTEN}&former=1"),
        (links.to_deposit(PAGE, "i", ODD), f"{PAGE}#submission=i&key={WRITTEN}"),
        (links.to_desk(PAGE, ODD), f"{PAGE}curation/#sign-in={WRITTEN}"),
        (links.to_desk(PAGE[:-1], ODD), f"{PAGE}curation/#sign-in={WRITTEN}"),
        (links.to_waiting(PAGE, "i"), f"{PAGE}curation/#submission=i"),
    ],
)
def test_a_link_brings_what_it_was_given(link: str, written: str) -> None:
    assert link == written
