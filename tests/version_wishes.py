"""A house with a published record that people ask to change, and with curators who answer."""

import re
from typing import Any
from uuid import uuid4

from werkzeug.test import TestResponse

from tests.continued import published
from tests.curated import At, CuratedHouse
from zenferry.repository import Draft

__all__ = ["WishingHouse"]


def secret_of(text: str) -> str:
    """What stands in the link of an invitation for one record."""
    [secret] = re.findall(r"#invitation=([\w-]+)&former=1", text)
    return str(secret)


class WishingHouse(CuratedHouse):
    """With a published record."""

    def __init__(self) -> None:
        super().__init__(look=False)
        self.record: Draft = published(self.fake)
        self.address = f"{self.profile.repository.url.removesuffix('/api')}/records/"

    def ask(self, **said: object) -> TestResponse:
        return self.ask_from("198.51.100.7", **said)

    def ask_from(self, place: str, /, **said: object) -> TestResponse:
        """By somebody at this address of the net."""
        wish = {
            "id": str(uuid4()),
            "record": f"{self.address}{self.record.id}",
            "kind": "version",
            "words": "One more core.\r\nAda",
            "email": "ada@example.org",
            "language": "de",
        }
        come = {"REMOTE_ADDR": place}
        return self.http.post("/api/versions", json=wish | said, environ_base=come)

    def waiting(self, at: At) -> list[Any]:
        return list(at.get("versions")["versions"])

    def agreed(self, *, restricted: bool = False, **said: object) -> str:
        """The secret of the invitation that a consent brought."""
        assert self.ask(**said).status_code == 202
        at = self.signed_in()
        [wish] = self.waiting(at)
        answer = at.call("POST", f"versions/{wish['id']}/consent", json={"restricted": restricted})
        assert answer.status_code == 201, answer.text
        link = answer.get_json()["link"]
        return secret_of(str(link)) if link else self.mailed()

    def mailed(self) -> str:
        """The secret of the invitation that was mailed last."""
        return secret_of(self.mailer.sent[-1].text)
