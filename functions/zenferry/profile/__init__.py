"""The consortium's profile: one TOML file that declares a deployment, validated all at once."""

from zenferry.profile.file import DEFAULT_POINTS, ProfileError, read_profile
from zenferry.profile.settings import (
    Agreement,
    Consortium,
    Curation,
    Curator,
    FormSettings,
    HandOver,
    Limits,
    Look,
    LookUps,
    MailSettings,
    Profile,
    RepositorySettings,
)

__all__ = [
    "DEFAULT_POINTS",
    "Agreement",
    "Consortium",
    "Curation",
    "Curator",
    "FormSettings",
    "HandOver",
    "Limits",
    "Look",
    "LookUps",
    "MailSettings",
    "Profile",
    "ProfileError",
    "RepositorySettings",
    "read_profile",
]
