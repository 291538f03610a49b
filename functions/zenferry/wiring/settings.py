"""What the environment says, read once. It knows names of variables, and not what they are for."""

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from typing import Any

from zenferry.forwarding.pacing import USUAL_CALLS
from zenferry.forwarding.queue import USUAL_PLACES

__all__ = ["Settings"]


def _said(
    env: str, default: Any = "", read: Callable[[str], Any] = str, *, shown: bool = True
) -> Any:
    """A setting, the variable that sets it, and how what stands there is read."""
    return field(default=default, metadata={"env": env, "read": read}, repr=shown)


def _list(text: str) -> tuple[str, ...]:
    return tuple(each.strip() for each in text.split(","))


@dataclass(frozen=True)
class Settings:
    """What the environment of a function says. A function is given only what it needs."""

    table: str = _said("TABLE_NAME")
    bucket: str = _said("BUCKET_NAME")
    machine: str = _said("STATE_MACHINE_ARN")
    forward: str = _said("FORWARD_FUNCTION")
    desk: str = _said("DESK_FUNCTION")
    page: str = _said("PAGE_URL")
    mail_sender: str = _said("MAIL_SENDER")
    secret: str = _said("REPOSITORY_SECRET_ARN", shown=False)
    seal_key: str = _said("SEAL_KEY")
    repository_url: str = _said("REPOSITORY_URL")
    community: str = _said("COMMUNITY")
    calls: int = _said("CALLS_PER_MINUTE", USUAL_CALLS, int)
    most_at_work: int = _said("FORWARD_PLACES", USUAL_PLACES, int)
    profile: str = _said("PROFILE_PATH", "profile/profile.toml")
    ror_url: str = _said("ROR_URL", "https://api.ror.org/v2")
    ror_client_id: str = _said("ROR_CLIENT_ID")
    orcid_url: str = _said("ORCID_URL", "https://pub.orcid.org/v3.0")
    datacite_url: str = _said("DATACITE_URL", "https://api.datacite.org")
    crossref_url: str = _said("CROSSREF_URL", "https://api.crossref.org")
    send_seconds: int = _said("SEND_SECONDS", 900, int)
    long_seconds: int = _said("LONG_SECONDS", 0, int)
    long_cluster: str = _said("LONG_CLUSTER")
    long_task: str = _said("LONG_TASK")
    long_subnets: tuple[str, ...] = _said("LONG_SUBNETS", (), _list)
    long_group: str = _said("LONG_GROUP")
    records_bucket: str = _said("RECORDS_BUCKET")

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> "Settings":
        """Read it once. What is empty is not said."""
        return cls(
            **{
                each.name: each.metadata["read"](text)
                for each in fields(cls)
                if (text := environment.get(each.metadata["env"], ""))
            }
        )
