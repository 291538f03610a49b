"""A new version on the embedded cloud: each function does its part with its own role."""

from __future__ import annotations

import uuid

import pytest
import requests

from infra.local.demo import Demo
from tests.cloud_desk import Curator
from tests.continued import FORMER, published
from tests.depositor import Depositor
from tests.places import md5, session
from tests.test_cloud_desk import ada, demo
from tests.waiting import wait_for
from zenferry.adapters.invenio import Invenio
from zenferry.repository import Draft

__all__ = ["ada", "demo"]

pytestmark = pytest.mark.cloud


def agreed(demo: Demo, ada: Curator, record: Draft) -> str:
    """The page with the invitation that a consent brings."""
    wish = {"id": str(uuid.uuid4()), "record": record.url, "kind": "version"}
    asked = requests.post(f"{demo.page}api/versions", json=wish, timeout=60)
    assert asked.status_code == 202, asked.text
    [listed] = [w for w in ada.json("GET", "versions")["versions"] if w["id"] == wish["id"]]
    answer = ada.call("POST", f"versions/{listed['id']}/consent", json={})
    assert answer.status_code == 201, answer.text
    return str(answer.json()["link"]).removesuffix("&former=1")


def test_each_function_does_its_part_with_its_own_role(demo: Demo, ada: Curator) -> None:
    repository = Invenio(session(demo.repository.url, demo.repository.token))
    record = published(repository)
    depositor = Depositor(agreed(demo, ada, record))

    seen = depositor.json("POST", "/former", json={})

    assert {file["path"] for file in seen["files"]} == {*FORMER}
    anew = {"publication_date": "2026-11-22", "version": "2", "agreement": True}
    depositor.describe(seen["metadata"] | anew)
    depositor.upload("new.txt", b"new")
    assert depositor.json("POST", "/submit", json={})["state"] == "awaiting_approval"
    one = f"submissions/{depositor.id}"
    ada.json("POST", f"{one}/approve", json={"stamp": ada.json("GET", one)["stamp"]})
    wait_for(lambda: depositor.json("GET")["state"] == "published", seconds=120, pause=0.5)
    second = repository.former(record.id).latest
    held = {entry.name: entry.md5 for entry in repository.files(second)}
    assert held == {name: md5(data) for name, data in {**FORMER, "new.txt": b"new"}.items()}
    assert repository.read(record.id) == record
