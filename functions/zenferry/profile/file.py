"""The profile's file, read into its settings, all mistakes told at once."""

import tomllib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from marshmallow import RAISE, ValidationError

from zenferry.languages import of_form
from zenferry.profile.form import form_settings
from zenferry.profile.schema import MOST_BESIDE, MOST_BYTES, MOST_FILES, PROFILE
from zenferry.profile.settings import (
    Agreement,
    Consortium,
    Curation,
    Curator,
    Limits,
    Look,
    LookUps,
    MailSettings,
    OpenDoor,
    OwnAccount,
    Profile,
    RepositorySettings,
)
from zenferry.profile.worded import told_in, untold

__all__ = ["DEFAULT_POINTS", "ProfileError", "read_profile"]

# What is agreed to where the profile says nothing of its own; a change is another version.
DEFAULT_VERSION = "zenferry-1"
DEFAULT_POINTS = (
    "I may publish these files and this description: they are mine, or those who hold the rights"
    " agree.",
    "They hold no personal data, or the people concerned have agreed to their publication.",
    "I accept the repository's terms of use. A published record can't be taken back without a"
    " trace.",
)


class ProfileError(Exception):
    """All that is wrong with a profile, a line each: file, key, what to do."""


def _lines(errors: object, key: str = "") -> Iterator[str]:
    if isinstance(errors, dict):
        for part, inner in errors.items():
            yield from _lines(inner, f"{key}.{part}" if key else str(part))
    elif isinstance(errors, list):
        for inner in errors:
            yield from _lines(inner, key)
    else:
        yield f"{key}: {errors}"


def read_profile(path: Path) -> Profile:
    """Read and check the profile; ProfileError lists every mistake as `file: key: remedy`."""
    try:
        raw = tomllib.loads(path.read_text("utf-8"))
        data = PROFILE(unknown=RAISE).load(raw)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ProfileError(f"{path}: can't be read: {error}") from error
    except ValidationError as error:
        raise ProfileError("\n".join(f"{path}: {x}" for x in _lines(error.messages))) from error
    if mistakes := list(untold(data, data["languages"])):
        raise ProfileError("\n".join(f"{path}: {x}" for x in mistakes))
    if not (path.parent / data["look"]["logo"]).is_file():
        raise ProfileError(f"{path}: look.logo: Put {data['look']['logo']} beside the profile.")
    return _profile(data, path.parent)


def _profile(data: dict[str, Any], directory: Path) -> Profile:
    first, *others = data["languages"]
    told = {language: _told(data, language, directory) for language in others}
    return replace(_told(data, first, directory), others=told)


def _room(wanted: Limits, *, beside: bool) -> Limits:
    """What depositors may send: of what a record takes, the file beside the data has its part."""
    if not beside:
        return wanted
    files, size = MOST_FILES - 1, MOST_BYTES - MOST_BESIDE
    return replace(wanted, files=min(wanted.files, files), bytes=min(wanted.bytes, size))


def _curation(data: dict[str, Any]) -> Curation:
    curators = tuple(Curator(**each) for each in data.get("curators", ()))
    return Curation(data.get("look", False), curators)


def _told(worded: dict[str, Any], language: str, directory: Path) -> Profile:
    data = told_in(worded, language)
    default: dict[str, Any] = {
        "version": DEFAULT_VERSION,
        "points": [of_form(point, language) for point in DEFAULT_POINTS],
    }
    agreement = data["agreement"] or default
    repositories = tuple(RepositorySettings(**each) for each in data["repositories"])
    return Profile(
        consortium=Consortium(**data["consortium"]),
        look=Look(**data["look"]),
        languages=tuple(data["languages"]),
        repositories=repositories,
        repository=repositories[0],
        limits=_room(Limits(**data["limits"]), beside=data["form"]["beside"]),
        form=form_settings(data["form"]),
        agreement=Agreement(agreement["version"], tuple(agreement["points"])),
        pages={name: tuple(paragraphs) for name, paragraphs in data["pages"].items()},
        directory=directory,
        look_ups=LookUps(**data["directory"]),
        mail=MailSettings(**data["mail"]),
        open=OpenDoor(**data["open"] | {"domains": tuple(data["open"].get("domains", ()))}),
        own_account=OwnAccount(**data["own_account"]),
        curation=_curation(data["curation"]),
        language=language,
    )
