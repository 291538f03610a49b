"""The curators' desk on the embedded cloud: its own package and role, from link to record."""

from __future__ import annotations

import csv
import io
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
import requests

from infra.local.demo import Demo, Plan, running
from tests.cloud_desk import Curator
from tests.cloud_mails import mails
from tests.crossing import VALUES
from tests.depositor import Depositor
from tests.example_profile import retold
from tests.links import secret_in
from tests.scripted import blank_page
from tests.waiting import wait_for

pytestmark = pytest.mark.cloud

ADDRESS = "ada@curators.example"
CURATION = f"""
[curation]
look = true
curators = [{{key = "ada-c", name = "Ada Curator", address = "{ADDRESS}"}}]
"""
Json = dict[str, Any]


def _curated(text: str) -> str:
    """With a curator who has a look at everything."""
    return re.sub(r"(?ms)^\[\[?curation\b.*?(?=^\[(?!\[?curation)|\Z)", "", text) + CURATION


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    directory = tmp_path_factory.mktemp("desk")
    profile = retold(directory / "profile", _curated)
    plan = Plan(logs=directory / "logs", render=blank_page, wait_scale=0.05, profile=profile)
    with running(plan) as started:
        yield started


def printed_link(demo: Demo) -> str:
    """As the operator does it: the secret of the link."""
    done = subprocess.run(
        [sys.executable, "-m", "zenferry.cli", "desk-link", "ada-c"],
        env={"PATH": "", "PYTHONPATH": str(Path("functions").resolve()), **demo.settings},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith(f"{demo.page}curation/#sign-in=")
    return secret_in(done.stdout, "sign-in")


@pytest.fixture(scope="module")
def ada(demo: Demo) -> Curator:
    return Curator(demo, printed_link(demo))


def waiting(demo: Demo) -> Depositor:
    depositor = Depositor(demo.invitation())
    depositor.describe(VALUES)
    depositor.upload("cores.csv", b"a,b\n" * 1000)
    depositor.submit()
    assert depositor.json("GET")["state"] == "awaiting_approval"
    return depositor


def test_a_deposit_is_returned_mended_let_go_and_arrives(demo: Demo, ada: Curator) -> None:
    depositor = waiting(demo)
    one = f"submissions/{depositor.id}"

    ada.json("POST", f"{one}/return", json={"words": "Mend the title, please."})
    seen = depositor.json("GET")
    assert (seen["state"], seen["curator_words"]) == ("returned", "Mend the title, please.")
    depositor.describe({**VALUES, "title": "A mended title"})
    depositor.json("POST", "/retry", json={})
    whole = ada.json("GET", one)
    assert whole["preview"]["title"] == "A mended title"
    ada.json("POST", f"{one}/approve", json={"stamp": whole["stamp"]})
    found = depositor.settled()

    assert found["state"] == "in_review", found["attention"]
    assert whole["invitation"]["note"] == "demo"
    listed = ada.json("GET", "submissions?state=in_review")["submissions"]
    assert depositor.id in [line["id"] for line in listed]


def test_a_link_is_mailed_to_a_curator_and_to_nobody_else(demo: Demo) -> None:
    before = len(mails(demo, ADDRESS))
    asked = [
        requests.post(f"{demo.page}api/curation/links", json={"email": address}, timeout=60)
        for address in (f"{uuid4().hex}@example.org", ADDRESS)
    ]
    assert [(answer.status_code, answer.content) for answer in asked] == [(202, b"")] * 2
    letter = wait_for(lambda: mails(demo, ADDRESS)[before:], seconds=60)[0]
    secret = secret_in(letter["BodyText"], "sign-in")
    assert Curator(demo, secret).json("GET", "sessions")["curator"]["key"] == "ada-c"
    again = requests.post(f"{demo.page}api/curation/sessions", json={"secret": secret}, timeout=60)
    assert again.status_code == 401


def test_every_act_is_done_by_the_functions_own_role_and_logged(demo: Demo, ada: Curator) -> None:
    depositor = waiting(demo)
    one = f"submissions/{depositor.id}"
    ada.json("POST", f"{one}/extend", json={"days": 170})
    link = ada.json("POST", f"{one}/transfer", json={})["link"]
    assert depositor.call("GET").status_code == 401
    key = {"Authorization": f"Bearer {link.partition('key=')[2]}"}
    assert depositor.call("GET", headers=key).status_code == 200
    ada.json("POST", f"{one}/cancel", json={})
    wait_for(lambda: ada.json("GET", one)["submission"]["state"] == "cancelled" or None, seconds=60)

    table = csv.DictReader(io.StringIO(ada.call("GET", "log.csv").content.decode("utf-8-sig")))
    told = [(row["who"], row["act"]) for row in table if row["subject"] == depositor.id]
    assert [act for who, act in reversed(told) if who == "curator:ada-c"] == [
        "extended",
        "transferred",
        "cancelled",
    ]
    exported = ada.json("GET", "submissions.json?state=cancelled")["submissions"]
    assert depositor.id in [each["id"] for each in exported]
    rows = ada.call("GET", "submissions.csv").content.decode("utf-8-sig").splitlines()
    assert rows[0].startswith("id,title,state")


def test_nothing_secret_is_in_the_functions_log(demo: Demo, ada: Curator) -> None:
    assert ada.call("DELETE", "sessions").status_code == 204
    assert ada.call("GET", "submissions").status_code == 401
    file = demo.logs / "functions.log"
    # Written by now is what was said before this.
    demo.call("forward", {"step": "nothing", "submission": "nobody"})
    wait_for(lambda: file.exists() and "unknown_submission" in file.read_text("utf-8"), seconds=60)
    log = file.read_text("utf-8")
    assert not [secret for secret in (ada.session, ADDRESS, "Mend the title") if secret in log]
