"""On the embedded cloud, by the functions' own roles: who left an address is told, once each."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest

from infra.local.demo import Demo
from tests.cloud_mails import mails
from tests.cloud_table import look_now, submissions_of
from tests.crossing import VALUES
from tests.depositor import Depositor
from tests.places import session
from tests.waiting import wait_for
from zenferry.submission import Submission
from zenferry.update import update

pytestmark = pytest.mark.cloud


def told(demo: Demo, address: str, subject: str) -> dict[str, Any]:
    """The mail with this in its subject. Several send at once, and the schedule may as well."""

    def found() -> dict[str, Any] | None:
        with ThreadPoolExecutor(4) as pool:
            list(pool.map(lambda _: demo.send_mails(), range(4)))
        return next((m for m in mails(demo, address) if subject in m["Subject"]), None)

    return wait_for(found, seconds=60)


def accepted(demo: Demo, found: dict[str, Any]) -> None:
    curator = session(demo.repository.url, demo.repository.tokens["curator"])
    request = found["repository"]["review"].rstrip("/").rpartition("/")[2]
    curator.post(f"requests/{request}/actions/accept")


def table_dump(demo: Demo) -> str:
    pages = demo.clients.dynamodb.get_paginator("scan").paginate(TableName=demo.stack.table)
    return repr([page["Items"] for page in pages])


def long_ago(old: Submission) -> Submission:
    """As if it had been published a year before."""
    past = datetime.now(UTC) - timedelta(days=365)
    events = tuple(replace(event, at=past) for event in old.timeline)
    return replace(old, timeline=events, due=past)


def test_a_whole_deposits_mails_arrive_once_each_in_its_language_and_the_address_goes(
    demo: Demo,
) -> None:
    address = f"ada-{uuid4().hex}@example.org"
    depositor = Depositor(demo.invitation())
    depositor.describe(VALUES)
    depositor.upload("cores.csv", b"a,b\n" * 1000)
    german = {"Accept-Language": "de"}
    depositor.call("PUT", "/address", json={"email": address}, headers=german)

    depositor.submit()
    found = depositor.settled()
    review = told(demo, address, "in Prüfung")
    accepted(demo, found)
    looked_at(demo, depositor)
    published = told(demo, address, "veröffentlicht")
    demo.send_mails()

    sent = mails(demo, address)
    assert sent[-2:] == [review, published]
    subjects = [mail["Subject"] for mail in sent]
    assert len(set(subjects)) == len(subjects)
    keys = [key_of(demo, depositor, mail) for mail in sent]
    assert len({*keys, depositor.key}) == len(keys) + 1

    assert address in table_dump(demo)
    update(submissions_of(demo), depositor.id, long_ago)
    demo.tend()
    assert not submissions_of(demo).get(depositor.id).told
    assert not [secret for secret in (address, *keys) if secret in table_dump(demo)]
    assert address not in logged(demo)


def logged(demo: Demo) -> str:
    """What the functions said that had to do with the address."""
    logs = demo.clients.make("logs")
    groups = [f"/aws/lambda/{demo.stack.functions[name]}" for name in ("api", "mail", "tend")]
    said = [logs.filter_log_events(logGroupName=group)["events"] for group in groups]
    assert all(said)
    return "\n".join(event["message"] for events in said for event in events)


def looked_at(demo: Demo, depositor: Depositor) -> None:
    look_now(demo, depositor.id)
    assert depositor.settled(moving=("in_review",))["state"] == "published"


def key_of(demo: Demo, depositor: Depositor, mail: dict[str, Any]) -> str:
    """Its key opens the deposit, from the page of its language."""
    link = f"{demo.page}de/#submission={depositor.id}&key="
    [key] = re.findall(rf"(?m)^{re.escape(link)}(\S+)$", str(mail["BodyText"]))
    assert f'href="{link.replace("&", "&amp;")}{key}"' in mail["BodyHtml"]
    headers = {"Authorization": f"Bearer {key}"}
    assert depositor.call("GET", headers=headers).status_code == 200
    return str(key)


def test_who_took_the_address_away_is_not_told(demo: Demo) -> None:
    address = f"ada-{uuid4().hex}@example.org"
    depositor = Depositor(demo.invitation())
    depositor.call("PUT", "/address", json={"email": address})
    depositor.call("DELETE", "/address")
    depositor.call("POST", "/cancel")
    depositor.settled(moving=("draft",))
    demo.send_mails()
    assert mails(demo, address) == []
    assert address not in table_dump(demo)
