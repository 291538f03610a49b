"""On the embedded cloud, by the functions' own roles: invitations made, sent, asked for, ended."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from uuid import uuid4

import pytest
import requests

from infra.local.demo import Demo, Plan, running
from infra.local.target import Target
from tests.cloud_desk import Curator
from tests.cloud_mails import mails
from tests.example_profile import retold
from tests.links import secret_in
from tests.scripted import blank_page
from tests.waiting import wait_for

pytestmark = pytest.mark.cloud

ADA, EVE = "ada@uni.example", "eve@uni.example"
DOMAINS = re.compile(r"^domains = .*$", re.M)
OPEN_TO = 'domains = ["uni.example"]'


@pytest.fixture(scope="module")
def deployed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    folder = tmp_path_factory.mktemp("invitations")
    profile = retold(folder / "profile", lambda text: DOMAINS.sub(OPEN_TO, text))
    nowhere = Target(url="http://127.0.0.1:9/api", page="http://127.0.0.1:9/", token="none")
    plan = Plan(logs=folder / "logs", profile=profile, render=blank_page, repository=nowhere)
    with running(plan) as demo:
        yield demo


@pytest.fixture(scope="module")
def mia(deployed: Demo) -> Curator:
    address = "mia.berg@tidal-flats.example"
    asked = requests.post(f"{deployed.page}api/curation/links", json={"email": address}, timeout=30)
    assert asked.status_code == 202
    [link, *_] = wait_for(lambda: mails(deployed, address) or None, seconds=60)
    return Curator(deployed, secret_in(link["BodyText"], "sign-in"))


def opened(demo: Demo, secret: str) -> int:
    body: Mapping[str, str] = {"id": str(uuid4()), "invitation": secret, "nonce": "n" * 22}
    return requests.post(f"{demo.page}api/submissions", json=body, timeout=30).status_code


def test_a_curator_invites_by_mail_sees_it_used_and_ends_it(deployed: Demo, mia: Curator) -> None:
    made = mia.call("POST", "invitations", json={"email": EVE, "note": "Eve", "deposits": 2})
    assert (made.status_code, made.json()["link"]) == (201, None), made.text
    [mail] = mails(deployed, EVE)
    assert opened(deployed, secret_in(mail["BodyText"])) == 201
    listed = mia.call("GET", "invitations?most=1")
    assert listed.status_code == 200, listed.text
    [row] = listed.json()["invitations"]
    assert (row["to"], row["deposits"]) == (EVE, {"used": 1, "most": 2})
    ended = mia.call("POST", f"invitations/{row['id']}/revoke")
    assert ended.status_code == 200, ended.text
    assert opened(deployed, secret_in(mail["BodyText"])) == 403


def test_a_list_is_invited_and_read_back_page_by_page(mia: Curator) -> None:
    csv = "email,note\n" + "".join(f"p{n}@example.org,Person {n}\n" for n in range(5))
    made = mia.call("POST", "invitations/csv", json={"csv": csv})
    assert (made.status_code, len(made.json()["invited"])) == (201, 5), made.text
    found, before = [], ""
    while True:
        page = mia.call("GET", f"invitations?most=2&before={before}").json()
        found += [row["to"] for row in page["invitations"]]
        if not (before := page["next"] or ""):
            break
    assert {f"p{n}@example.org" for n in range(5)} <= set(found)
    assert len(found) == len(set(found) - {""}) + found.count("")


def test_whoever_has_an_address_of_the_domain_asks_for_one_and_opens_a_deposit(
    deployed: Demo,
) -> None:
    asked = [
        requests.post(f"{deployed.page}api/invitations", json={"email": ADA}, timeout=30)
        for _ in range(4)
    ]
    assert {(answer.status_code, answer.text) for answer in asked} == {(202, asked[0].text)}
    first, *others = mails(deployed, ADA)
    assert len(others) == 2
    assert opened(deployed, secret_in(first["BodyText"])) == 201
    assert opened(deployed, secret_in(first["BodyText"])) == 403
    refused = requests.post(
        f"{deployed.page}api/invitations", json={"email": "eve@evil.example"}, timeout=30
    )
    assert refused.status_code == 422


def test_no_log_holds_an_address_or_a_secret_and_the_table_no_secret(deployed: Demo) -> None:
    secrets = [
        secret_in(mail["BodyText"]) for mail in (*mails(deployed, ADA), *mails(deployed, EVE))
    ]
    file = deployed.logs / "functions.log"
    # Written by now is what was said before this.
    deployed.call("forward", {"step": "nothing", "submission": "nobody"})
    wait_for(lambda: file.exists() and "unknown_submission" in file.read_text("utf-8"), seconds=60)
    log = file.read_text("utf-8")
    pages = deployed.clients.dynamodb.get_paginator("scan").paginate(TableName=deployed.stack.table)
    rows = [row for page in pages for row in page["Items"]]
    for told in (ADA, EVE, *secrets):
        assert told not in log
    assert not [secret for secret in secrets if secret in repr(rows)]
    # Where the table erases it by itself, and nowhere else.
    holding = [row for row in rows if ADA in repr(row)]
    assert len(holding) == 3
    assert all(row["sk"] == {"S": "A"} and "ttl" in row for row in holding)
