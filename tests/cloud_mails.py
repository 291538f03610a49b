"""What the embedded cloud was given to mail."""

from typing import Any

import requests

from infra.local.demo import Demo


def mails(demo: Demo, address: str) -> list[dict[str, Any]]:
    """To this address, in order."""
    answer = requests.get(f"{demo.cloud.endpoint}/_ministack/ses/messages", timeout=10).json()
    sent = (mail for account in answer["messages"].values() for mail in account)
    return [mail for mail in sent if mail["To"] == [address]]
