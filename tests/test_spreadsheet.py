"""No cell is a formula to a spreadsheet, whatever stands before the sign; the desk page agrees."""

import pytest

from zenferry.spreadsheet import cell


@pytest.mark.parametrize("unseen", ["", "\u3000", "\x0b", "\ufeff", "\u200b", "\u00a0", "\u202e"])
@pytest.mark.parametrize("before", ["", "mud;", "mud,"])
def test_a_sign_after_what_nobody_sees_begins_no_formula(before: str, unseen: str) -> None:
    assert cell(f"{before}{unseen}=1") == f"{before}{unseen}'=1"


@pytest.mark.parametrize("end", ["\u2028", "\x0b", "\x85"])
def test_what_may_end_a_line_may_end_a_cell(end: str) -> None:
    assert cell(f"mud{end}=1") == f"mud{end}'=1"


def test_what_is_no_formula_stays_as_it_is() -> None:
    assert cell("a-b = c; d") == "a-b = c; d"


def test_a_long_run_of_what_nobody_sees_is_read_once() -> None:
    run = "\x01" * 100_000  # read anew from each of its characters, this takes minutes
    assert cell(f"a{run}b") == f"a{run}b"
    assert cell(f"a{run}=1") == f"a{run}'=1"
