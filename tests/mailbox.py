"""What a demo mailed to one address, in order."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

import requests

from infra.local.demo import Demo
from tests.waiting import wait_for


@dataclass
class Mailbox:
    """What was mailed to one address, read as it comes; nothing is read twice."""

    demo: Demo
    address: str
    subjects: list[str] = field(default_factory=list)

    def all(self) -> list[dict[str, Any]]:
        answer = requests.get(f"{self.demo.cloud.endpoint}/_ministack/ses/messages", timeout=10)
        sent = (mail for account in answer.json()["messages"].values() for mail in account)
        return [mail for mail in sent if mail["To"] == [self.address]]

    def next(self, subject: str) -> str:
        """The link of the next one, which is that one; nothing came besides."""

        def arrived() -> list[dict[str, Any]]:
            self.demo.send_mails()
            return self.all()[len(self.subjects) :]

        [mail] = wait_for(arrived, pause=0.5)
        assert subject in mail["Subject"]
        self.subjects.append(mail["Subject"])
        [link] = re.findall(r"(?m)^http\S+$", mail["BodyText"])[:1]
        assert link.replace("&", "&amp;") in mail["BodyHtml"]
        return str(link)
