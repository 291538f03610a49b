"""The operator's command line, as it is typed."""

import os
import subprocess
import sys
from pathlib import Path
from uuid import uuid4

import pytest
import requests

from infra.local.demo import Demo
from infra.local.package import ROOT
from tests.deposit_client import EXAMPLE

NOWHERE = {
    "AWS_ENDPOINT_URL": "http://127.0.0.1:9",
    "AWS_ACCESS_KEY_ID": "test",
    "AWS_SECRET_ACCESS_KEY": "test",
    "AWS_DEFAULT_REGION": "us-east-1",
    "AWS_MAX_ATTEMPTS": "1",
    "TABLE_NAME": "table",
    "PAGE_URL": "https://deposit.example/",
}


def typed(*words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603 - our own command
        [sys.executable, "-m", "zenferry.cli", *words],
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT / "functions"), **environment},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize(
    ("option", "value"),
    [
        *[("--deposits", value) for value in ("0", "-1", "1.5", "many", "9" * 13, "")],
        *[(option, "0") for option in ("--days", "--files", "--gigabytes")],
    ],
)
def test_a_cap_is_a_positive_number(option: str, value: str) -> None:
    done = typed("invite", f"{option}={value}", **NOWHERE)
    assert done.returncode == 2
    assert f"{option}: give a whole number from 1" in done.stderr


def test_the_page_is_a_web_address() -> None:
    done = typed("invite", "--page", "deposit.example", **NOWHERE)
    assert done.returncode == 2
    assert "--page: give an address" in done.stderr


def test_a_table_that_does_not_answer_is_told_in_a_sentence() -> None:
    done = typed("invite", **NOWHERE)
    assert done.returncode == 1
    assert done.stderr.startswith("The storage does not answer.")
    assert "Traceback" not in done.stderr
    assert "#invitation=" not in done.stdout


def test_a_good_profile_says_so() -> None:
    done = typed("check", str(EXAMPLE))
    assert (done.returncode, done.stderr) == (0, "")
    assert "good" in done.stdout
    assert "are published once a curator of yours let them go" in done.stdout


def test_a_bad_profile_lists_all_its_mistakes_and_fails(tmp_path: Path) -> None:
    path = tmp_path / "profile.toml"
    text = EXAMPLE.read_text("utf-8").replace("#0b5d66", "teal").replace('"review"', '"fax"', 1)
    path.write_text(text.replace("files = 100", "files = 0"), "utf-8")
    done = typed("check", str(path))
    lines = done.stderr.splitlines()
    assert (done.returncode, done.stdout, len(lines)) == (1, "", 3)
    for key in ("look.accent", "repositories.0.hand_over", "limits.files"):
        assert any(line.startswith(f"{path}: {key}: ") for line in lines)


def test_wishes_the_form_cannot_fulfil_are_mistakes_too(tmp_path: Path) -> None:
    (tmp_path / "logo.svg").write_bytes((EXAMPLE.parent / "logo.svg").read_bytes())
    path = tmp_path / "profile.toml"
    text = EXAMPLE.read_text("utf-8").replace('["keywords"]', '["keyword", "versions"]')
    path.write_text(text, "utf-8")
    done = typed("check", str(path))
    assert (done.returncode, len(done.stderr.splitlines())) == (1, 2)


@pytest.mark.parametrize("given", [(), (str(EXAMPLE),)])
def test_the_mapping_tells_where_each_field_goes(given: tuple[str, ...]) -> None:
    done = typed("mapping", *given)
    assert (done.returncode, done.stderr) == (0, "")
    told = {line.split()[0]: line.split("  ")[-1].strip() for line in done.stdout.splitlines()}
    assert told["title"] == "a place of its own in the record"
    assert told["journal_title"] == "custom field journal:journal.title"
    assert told["access_contact"] == "additional description, headed by its label"


@pytest.mark.cloud
def test_an_invitation_is_a_link_that_opens_a_deposit(deployed: Demo) -> None:
    link = deployed.invitation("--note", "for one", "--deposits", "1")
    page, _, secret = link.partition("#invitation=")
    assert page == deployed.page
    body = {"id": str(uuid4()), "invitation": secret, "nonce": "n" * 22}
    answer = requests.post(f"{page}api/submissions", json=body, timeout=30)
    assert answer.status_code == 201


@pytest.mark.parametrize("key", ["Ada", "", "a b", "a\nb", "x" * 61, "ada@example.org"])
def test_a_link_to_the_desk_is_for_a_key_of_the_profile(key: str) -> None:
    done = typed("desk-link", key, **NOWHERE)
    assert (done.returncode, "desk-link" in done.stderr) == (2, True)


def test_a_key_that_the_profile_does_not_have_gets_no_link() -> None:
    done = typed("desk-link", "nobody", "--profile", str(EXAMPLE), **NOWHERE)
    assert (done.returncode, done.stdout) == (1, "")
    assert "names no curator nobody" in done.stderr


def test_a_link_that_could_not_be_kept_is_not_printed() -> None:
    done = typed("desk-link", "ada", **NOWHERE)
    assert (done.returncode, done.stdout) == (1, "")
    assert "does not answer" in done.stderr


def test_a_table_that_does_not_answer_is_told_and_nothing_is_in_the_lists() -> None:
    done = typed("reindex", **NOWHERE)
    assert (done.returncode, done.stdout) == (1, "")
    assert "does not answer" in done.stderr
    assert "Traceback" not in done.stderr
