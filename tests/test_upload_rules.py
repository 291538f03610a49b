"""Parts cover a file exactly, within what S3 takes."""

import base64
import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.deposit_client import EXAMPLE, digest
from tests.table_places import fresh
from zenferry.amounts import amount
from zenferry.profile import read_profile
from zenferry.submission import Submission
from zenferry.transfer import File
from zenferry.uploads.rules import (
    NewFile,
    WantedPart,
    all_parts,
    missing_parts,
    new_files,
    part_problems,
)
from zenferry.uploads.staging import (
    LEAST_PART,
    MIB,
    MOST_PARTS,
    Part,
    composite,
    part_count,
    part_length,
    part_size,
)

# https://docs.aws.amazon.com/AmazonS3/latest/userguide/qfacts.html
S3_LEAST_PART, S3_LARGEST_PART, S3_MOST_PARTS = 5 * MIB, 5 * 1024 * MIB, 10_000
SIZES = st.integers(1, 50 * 10**9) | st.integers(1, 60).map(lambda n: n * MOST_PARTS * MIB)


def of(size: int) -> File:
    return File("f", "a.bin", size, "", part_size(size))


@given(SIZES)
def test_parts_cover_a_file_exactly(size: int) -> None:
    file = of(size)
    lengths = [part_length(size, file.part_size, number) for number in all_parts(file)]
    assert sum(lengths) == size
    assert set(lengths[:-1]) <= {file.part_size}
    assert 0 < lengths[-1] <= file.part_size


@given(SIZES)
def test_parts_are_few_and_large_enough(size: int) -> None:
    part = part_size(size)
    assert part % MIB == 0
    assert LEAST_PART <= part <= S3_LARGEST_PART
    assert part_count(size, part) <= MOST_PARTS < S3_MOST_PARTS
    assert LEAST_PART >= S3_LEAST_PART


@given(SIZES)
def test_parts_are_no_larger_than_they_must_be(size: int) -> None:
    part = part_size(size)
    assert part == LEAST_PART or part_count(size, part - MIB) > MOST_PARTS


@given(SIZES, st.integers(-3, 0) | st.integers(10**4, 10**9))
def test_there_is_no_part_outside_the_file(size: int, number: int) -> None:
    assert part_length(size, part_size(size), number) == 0


@pytest.mark.parametrize(
    ("size", "parts"), [(1, 1), (16 * MIB, 1), (16 * MIB + 1, 2), (900 * 16 * MIB, 900)]
)
def test_the_number_of_parts_is_known(size: int, parts: int) -> None:
    assert part_count(size, part_size(size)) == parts


def test_a_composite_checksum_is_the_one_that_s3_forms() -> None:
    parts = [Part(1, 1, digest(b"a")), Part(2, 1, digest(b"b"))]
    whole = hashlib.sha256(hashlib.sha256(b"a").digest() + hashlib.sha256(b"b").digest())
    assert composite(parts) == f"{base64.b64encode(whole.digest()).decode()}-2"


PARTS = (Part(1, 16 * MIB, digest(b"a")), Part(2, 16 * MIB, digest(b"b")), Part(3, 5, digest(b"c")))
FILE = of(32 * MIB + 5)


@given(st.sets(st.integers(1, 3)))
def test_the_parts_that_did_not_come_are_missing(came: set[int]) -> None:
    stored = [part for part in PARTS if part.number in came]
    assert set(missing_parts(FILE, stored, composite(PARTS))) == {1, 2, 3} - came


def test_a_part_of_another_size_is_missing() -> None:
    stored = [PARTS[0], Part(2, 7, digest(b"b")), PARTS[2]]
    assert missing_parts(FILE, stored, composite(stored)) == (2,)


def test_when_all_came_but_the_checksum_differs_all_are_sent_again() -> None:
    assert missing_parts(FILE, PARTS, composite(PARTS)) == ()
    assert missing_parts(FILE, PARTS, composite(PARTS[:2])) == (1, 2, 3)


@given(st.integers(-5, 8), st.integers(0, 17 * MIB))
def test_a_part_is_wanted_only_as_it_is(number: int, size: int) -> None:
    submission = Submission(**{**vars(fresh("i")), "files": (FILE,)})
    wanted = WantedPart("f", Part(number, size, digest(b"x")))
    good = number in {1, 2, 3} and size == part_length(FILE.size, FILE.part_size, number)
    assert (not list(part_problems(submission, [wanted]))) == good


@pytest.mark.parametrize(
    ("size", "words"),
    [
        (50 * 10**9, "50 GB"),
        (1_500_000_000, "1.5 GB"),
        (20 * 10**6, "20 MB"),
        (999, "999 B"),
        (999_400, "999 kB"),
        (999_600, "1 MB"),
        (999_600_000, "1 GB"),
        (999_700_000_000, "1 TB"),
        (1_234_000 * 10**12, "1230000 TB"),
        (1_500, "1.5 kB"),
        (0, "0 B"),
    ],
)
def test_a_limit_is_told_in_the_largest_unit_that_fits(size: int, words: str) -> None:
    assert amount(size) == words


def test_a_files_id_can_be_neither_guessed_nor_met_twice() -> None:
    wanted = [NewFile(f"{number}.txt", 1, "") for number in range(100)]

    ids = [file.id for file in new_files(fresh("i"), wanted, read_profile(EXAMPLE))]

    assert len(set(ids)) == len(wanted)
    assert all(len(bytes.fromhex(file)) >= 8 for file in ids)
