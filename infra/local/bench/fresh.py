"""Programs in a process of their own, so that no measurement leaves anything for the next one."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from infra.local.package import ROOT

# Nobody's real keys, no configuration of whoever runs this, and nothing asked of the network.
AWS = {
    "AWS_ACCESS_KEY_ID": "AKIAIOSFODNN7EXAMPLE",
    "AWS_SECRET_ACCESS_KEY": "not-a-secret",
    "AWS_SESSION_TOKEN": "a-role-has-a-token-as-long-as-a-paragraph-" * 12,
    "AWS_DEFAULT_REGION": "eu-central-1",
    "AWS_CONFIG_FILE": os.devnull,
    "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
    "AWS_EC2_METADATA_DISABLED": "true",
}
_SECONDS = 120


class BenchFailure(Exception):
    """It could not be measured; the message holds the program's last words."""


def measured(
    *command: object, environment: Mapping[str, str] | None = None, where: Path = ROOT
) -> dict[str, float]:
    """What Python with these arguments prints: one line of JSON with numbers."""
    done = subprocess.run(
        [sys.executable, *map(str, command)],
        cwd=where,
        env={"PATH": os.environ.get("PATH", ""), **(environment or {})},
        capture_output=True,
        text=True,
        timeout=_SECONDS,
        check=False,
    )
    if done.returncode:
        raise BenchFailure(done.stderr[-2000:])
    numbers: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return numbers
