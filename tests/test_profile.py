"""The consortium's profile: read whole, or refused with every mistake at once."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.deposit_client import EXAMPLE
from zenferry.profile import DEFAULT_POINTS, HandOver, Profile, ProfileError, read_profile
from zenferry.profile.settings import OpenDoor, OwnAccount

Write = Callable[[str], Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """A profile of this text, with the example's logo beside it."""
    shutil.copyfile(EXAMPLE.parent / "logo.svg", tmp_path / "logo.svg")

    def written(text: str) -> Path:
        path = tmp_path / "profile.toml"
        path.write_text(text, "utf-8")
        return path

    return written


def changed(*changes: tuple[str, str]) -> str:
    """The example's text, with these lines in place of others."""
    text = EXAMPLE.read_text("utf-8")
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new, 1)
    return text


def mistakes(path: Path) -> list[str]:
    with pytest.raises(ProfileError) as told:
        read_profile(path)
    return [line.removeprefix(f"{path}: ") for line in str(told.value).splitlines()]


def test_the_example_is_good() -> None:
    profile = read_profile(EXAMPLE)
    assert isinstance(profile, Profile)
    assert profile.repository.hand_over is HandOver.REVIEW
    assert (profile.limits.files, profile.limits.bytes) == (100, 50 * 10**9)
    assert profile.pages.keys() == {"privacy", "imprint", "accessibility"}
    assert profile.languages == ("en", "de")
    assert len(profile.agreement.points) == 3


def test_caps_that_are_left_out_are_those_of_the_settings(write: Write) -> None:
    text = changed(("deposits = 50\nfiles = 2000\n", ""), ("deposits = 1\nfiles = 20\n", ""))
    profile = read_profile(write(text))
    usual = OwnAccount(token=True, sign_in=True, hand_over=HandOver.REVIEW)
    assert profile.own_account == usual
    assert profile.open == OpenDoor(domains=("tidal-flats.example",))


def test_every_mistake_is_told_at_once_with_its_key_and_what_to_do(write: Write) -> None:
    text = changed(
        ('accent = "#0b5d66"', 'accent = "teal"'),
        ('hand_over = "review"', 'hand_over = "fax"'),
        ("files = 100", "files = 101"),
        ("retention_days = 90", 'retention_days = "90"'),
        ('contact = "data@tidal-flats.example"', 'contact = "nobody"'),
        ('home = "https://tidal-flats.example"', 'home = "http://tidal-flats.example"'),
        ('short_name = "Tidal Flats"\n', ""),
        ("[form.fixed]", "[form.fixed]\n[nonsense]"),
        ('languages = ["en", "de"]', 'languages = ["en", "tlh"]'),
    )
    found = mistakes(write(text))
    assert sorted(line.partition(": ")[0] for line in found) == [
        "consortium.contact",
        "consortium.home",
        "consortium.short_name",
        "languages.1",
        "limits.files",
        "limits.retention_days",
        "look.accent",
        "nonsense",
        "repositories.0.hand_over",
    ]
    assert "look.accent: Give a colour as #rrggbb." in found
    assert "repositories.0.hand_over: Choose draft, review or publish." in found
    assert "consortium.short_name: Add this key." in found


def test_an_empty_profile_lists_the_tables_it_needs(write: Write) -> None:
    tables = ["consortium", "look", "repositories", "limits", "form"]
    assert sorted(mistakes(write(""))) == sorted(f"{table}: Add this table." for table in tables)


URL = 'url = "https://zenodo.org/api"'


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ('url = "https://zenodo.org/api"', 'url = "https://zenodo.org/"', "repositories.0.url"),
        (
            'url = "https://zenodo.org/api"',
            'url = "https://a@zenodo.org/api"',
            "repositories.0.url",
        ),
        (
            'url = "https://zenodo.org/api"',
            'url = "https://zenodo.org/api\\n"',
            "repositories.0.url",
        ),
        ('community = "tidal-flats"', 'community = "tidal/flats"', "repositories.0.community"),
        ('community = "tidal-flats"', 'community = "tidal-flats\\n"', "repositories.0.community"),
        ('logo = "logo.svg"', 'logo = "../logo.svg"', "look.logo"),
        ('logo = "logo.svg"', 'logo = "none.svg"', "look.logo"),
        ("bytes = 50_000_000_000", "bytes = 50_000_000_001", "limits.bytes"),
        ("grace_days = 7", "grace_days = -1", "limits.grace_days"),
        ("grace_days = 7", "grace_days = 7.5", "limits.grace_days"),
    ],
)
def test_a_mistake_is_told_at_its_key(write: Write, old: str, new: str, key: str) -> None:
    found = mistakes(write(changed((old, new))))
    assert [line.partition(": ")[0] for line in found] == [key]


def with_communities(*slugs: str, practice: bool) -> str:
    """The example with communities: two in the first repository, these in the second."""
    own = "communities = {{ {} }}\n".format(", ".join(f'{slug} = "{slug}"' for slug in slugs))
    return changed(
        ('key = "zenodo"\n', 'key = "zenodo"\ncommunities = { tides = "T", mud = "M" }\n'),
        ('key = "sandbox"\n', 'key = "sandbox"\n' + (own if slugs else "")),
        ("practice = true", f"practice = {practice}".lower()),
    )


def test_two_repositories_list_the_same_communities(write: Write) -> None:
    assert read_profile(write(with_communities("mud", "tides", practice=False)))

    assert mistakes(write(with_communities("tides", practice=False))) == [
        "repositories: List the same communities everywhere: give the same slugs."
    ]


def test_a_repository_to_practise_in_need_not_have_the_communities(write: Write) -> None:
    assert read_profile(write(with_communities(practice=True)))


@pytest.mark.parametrize("text", ["[", "a = ", "\x00", "a = 1\na = 2"])
def test_what_is_no_toml_says_so(write: Write, text: str) -> None:
    assert "can't be read" in mistakes(write(text))[0]


def test_a_profile_that_is_not_there_says_so(tmp_path: Path) -> None:
    assert "can't be read" in mistakes(tmp_path / "none.toml")[0]


def test_bytes_that_are_no_text_say_so(tmp_path: Path) -> None:
    path = tmp_path / "profile.toml"
    path.write_bytes(b"\xff\xfe")
    assert "can't be read" in mistakes(path)[0]


def test_a_text_is_told_in_the_language_asked_for() -> None:
    profile = read_profile(EXAMPLE)
    german = profile.told_in("de")
    assert profile.consortium.tagline.startswith("Eleven")
    assert german.consortium.tagline.startswith("Elf")
    assert german.agreement.points[0].startswith("Ich darf")
    assert german.repository == profile.repository
    assert german.told_in("en").consortium == profile.consortium


def test_a_language_that_the_profile_has_not_changes_nothing() -> None:
    profile = read_profile(EXAMPLE)
    assert profile.told_in("fr") is profile


@pytest.mark.parametrize(
    ("table", "remedy"),
    [
        ('{ en = "One archive" }', "consortium.tagline: Say it also in: de."),
        (
            '{ en = "One archive", de = "Ein Archiv", fr = "Une archive" }',
            "consortium.tagline: Add to languages, or leave out: fr.",
        ),
        ('{ en = "One archive", de = "" }', "consortium.tagline.de: Write 1 to 300 characters."),
        ("3", "consortium.tagline: Not a valid string."),
    ],
)
def test_a_text_lacks_no_language_of_the_profile(write: Write, table: str, remedy: str) -> None:
    text = re.sub(r"(?m)^tagline = .*$", f"tagline = {table}", EXAMPLE.read_text("utf-8"))
    assert mistakes(write(text)) == [remedy]


def test_what_the_profile_leaves_out_has_an_agreement_in_each_language(write: Write) -> None:
    text = EXAMPLE.read_text("utf-8").partition("[agreement]")[0]
    profile = read_profile(write(text))
    assert profile.agreement.points == DEFAULT_POINTS
    assert len(profile.told_in("de").agreement.points) == len(DEFAULT_POINTS)
    assert profile.agreement.version == profile.told_in("de").agreement.version
    assert profile.pages.get("privacy", ()) == ()
