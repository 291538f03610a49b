"""What the environment says, read once. It knows names of variables, and not what they are for."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field

from zenferry.pacing import USUAL_CALLS
from zenferry.queue import USUAL_PLACES

__all__ = ["Settings"]


@dataclass(frozen=True)
class Settings:
    """What the environment of a function says. A function is given only what it needs."""

    table: str = ""
    bucket: str = ""
    machine: str = ""
    forward: str = ""
    page: str = ""
    mail_sender: str = ""
    secret: str = field(default="", repr=False)
    repository_url: str = ""
    community: str = ""
    calls: str = str(USUAL_CALLS)
    most_at_work: str = str(USUAL_PLACES)
    profile: str = "profile/profile.toml"
    ror_url: str = "https://api.ror.org/v2"
    ror_client_id: str = ""
    orcid_url: str = "https://pub.orcid.org/v3.0"
    datacite_url: str = "https://api.datacite.org"
    crossref_url: str = "https://api.crossref.org"
    send_seconds: str = "900"
    long_seconds: str = "0"
    long_cluster: str = ""
    long_task: str = ""
    long_subnets: str = ""
    long_group: str = ""

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> "Settings":
        """Read it once."""
        given = {name: environment.get(key, "") for name, key in _KEYS.items()}
        return cls(**{name: value for name, value in given.items() if value})


_KEYS = {
    "table": "TABLE_NAME",
    "bucket": "BUCKET_NAME",
    "machine": "STATE_MACHINE_ARN",
    "forward": "FORWARD_FUNCTION",
    "page": "PAGE_URL",
    "mail_sender": "MAIL_SENDER",
    "secret": "REPOSITORY_SECRET_ARN",
    "repository_url": "REPOSITORY_URL",
    "community": "COMMUNITY",
    "calls": "CALLS_PER_MINUTE",
    "most_at_work": "FORWARD_PLACES",
    "profile": "PROFILE_PATH",
    "ror_url": "ROR_URL",
    "ror_client_id": "ROR_CLIENT_ID",
    "orcid_url": "ORCID_URL",
    "datacite_url": "DATACITE_URL",
    "crossref_url": "CROSSREF_URL",
    "send_seconds": "SEND_SECONDS",
    "long_seconds": "LONG_SECONDS",
    "long_cluster": "LONG_CLUSTER",
    "long_task": "LONG_TASK",
    "long_subnets": "LONG_SUBNETS",
    "long_group": "LONG_GROUP",
}
