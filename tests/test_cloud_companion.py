"""The file beside the data on the embedded cloud: made by the function's own package and role."""

import json
from collections.abc import Iterator

import pytest
import requests

from infra.local.demo import Demo, Plan, running
from tests.crossing import VALUES
from tests.depositor import Depositor
from tests.example_profile import retold
from tests.places import session
from tests.scripted import blank_page
from zenferry.beside import CRATE_NAME

EXTRA = """
[[form.extra]]
name = "station"
label = {en = "Station", de = "Messstelle"}
kind = "line"
section = "work"
"""


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    directory = tmp_path_factory.mktemp("beside")
    profile = retold(directory / "profile", _beside)
    parameters = {"RetrySeconds": "1", "RetryAttempts": "8"}
    plan = Plan(
        logs=directory / "logs",
        profile=profile,
        parameters=parameters,
        wait_scale=0.05,
        render=blank_page,
    )
    with running(plan) as started:
        yield started


def _beside(text: str) -> str:
    return text.replace("\nbeside = false\n", "\nbeside = true\n") + EXTRA


@pytest.mark.cloud
def test_it_arrives_compared_with_the_consortiums_own_fields_in_it(demo: Demo) -> None:
    depositor = Depositor(demo.invitation())
    depositor.describe({**VALUES, "station": "W1, old pier"})
    depositor.upload("cores.csv", b"a,b\n" * 1000)
    depositor.submit()
    found = depositor.settled()

    assert found["state"] == "in_review", found["attention"]
    rows = {row["path"]: row["equal"] for row in found["reconciliation"]}
    assert rows == {"cores.csv": True, CRATE_NAME: True}
    own = session(demo.repository.url, demo.repository.token)
    record = str(found["repository"]["record"]).rstrip("/").rpartition("/")[2]
    [entry] = [
        each
        for each in own.get(f"records/{record}/draft/files")["entries"]
        if each["key"] == CRATE_NAME
    ]
    content = requests.get(
        entry["links"]["content"],
        headers={"Authorization": f"Bearer {demo.repository.token}"},
        timeout=10,
    ).json()
    told = {e["name"]: e["value"] for e in content["@graph"] if e["@type"] == "PropertyValue"}
    assert told["Station"] == "W1, old pier"
    assert found["repository"]["doi"] in json.dumps(content)


@pytest.mark.cloud
def test_the_preview_is_made_there_too(demo: Demo) -> None:
    body = {"values": {**VALUES, "station": "W1"}, "language": "de", "doi": None}
    answer = requests.post(
        f"{demo.page.rstrip('/')}/api/preview",
        json=body,
        headers={"Accept-Language": "de"},
        timeout=30,
    )
    assert answer.status_code == 200
    shown = answer.json()
    assert len(shown["citations"]) == 7
    assert "[Datensatz]" in shown["citations"][0]["text"]
    rows = [row for section in shown["sections"] for row in section["rows"]]
    [station] = [row for row in rows if row["label"] == "Messstelle"]
    assert "Datei neben den Daten" in station["note"]
