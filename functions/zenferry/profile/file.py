"""The profile's file: its keys and what they may hold, all mistakes told at once.

It does not know the form's fields.
"""

import tomllib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from marshmallow import RAISE, Schema, ValidationError, fields, validate

from zenferry.languages import ENGLISH, known, of_form
from zenferry.profile.form import form_settings, form_table
from zenferry.profile.keys import matching, number, optional_table, paragraphs, table, text
from zenferry.profile.settings import (
    ZENODOS_SCOPES,
    Agreement,
    Consortium,
    Curation,
    Curator,
    HandOver,
    Limits,
    Look,
    LookUps,
    MailSettings,
    OpenDoor,
    OwnAccount,
    Profile,
    RepositorySettings,
)
from zenferry.profile.worded import Worded, told_in, untold

__all__ = ["DEFAULT_POINTS", "ProfileError", "read_profile"]

# Zenodo's own limits for one record; a profile may ask for less, never for more.
MOST_FILES = 100
MOST_BYTES = 50 * 10**9
# The file beside the data is as long as what was typed, several times over.
MOST_BESIDE = 10**7
# In days. The bucket's own lifecycle, a net below all this, begins later (StagingDays).
LONGEST_RETENTION = 180
LONGEST_GRACE = 90


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


def _colour() -> fields.String:
    return matching(r"^#[0-9a-fA-F]{6}\Z", "Give a colour as #rrggbb.")


def _own_paragraphs() -> Worded:
    """Of a text that there is a default for."""
    own = paragraphs()
    own.required, own.load_default = False, list
    return Worded(own)


def _csv() -> fields.String:
    remedy = "Name a CSV file beside the profile."
    return fields.String(validate=validate.Regexp(r"^[\w-]+\.csv\Z", error=remedy))


def _one_language() -> fields.String:
    def check(language: str) -> None:
        if language not in known():
            raise ValidationError(f"Choose from: {', '.join(known())}.")

    return fields.String(validate=check)


def _slug() -> fields.String:
    return matching(_SLUG, "Give the community's slug.")


def _fit_together(repositories: list[dict[str, Any]]) -> None:
    keys = [each["key"] for each in repositories]
    if len(set(keys)) < len(keys):
        raise ValidationError("Give each repository a key of its own.")
    if len({each["hand_over"] for each in repositories}) > 1:
        raise ValidationError("Let records end alike everywhere: give the same hand_over.")
    # The form has one list of communities, whichever repository is chosen in it.
    listed = [each["communities"].keys() for each in repositories if not each["practice"]]
    if any(slugs != listed[0] for slugs in listed):
        raise ValidationError("List the same communities everywhere: give the same slugs.")


def _hand_over(**options: Any) -> fields.Enum[HandOver]:
    words: dict[str, Any] = {"unknown": "Choose draft, review or publish."}
    return fields.Enum(HandOver, by_value=True, error_messages=words, **options)


def _mail_address() -> fields.String:
    return matching(r"^[^@\s]+@[^@\s]+\.[^@\s]+\Z", "Give an e-mail address.")


def _caps(**usual: int) -> dict[str, fields.Integer]:
    """How much may be deposited; what is left out is as usual."""
    most = {"deposits": 999_999, "files": 999_999, "bytes": 10**15}
    return {name: number(1, most[name], amount) for name, amount in usual.items()}


def _of_their_own(curators: list[dict[str, Any]]) -> None:
    for key in ("key", "address"):
        if len({each[key] for each in curators}) < len(curators):
            raise ValidationError(f"Give each curator a {key} of their own.")


_DOMAIN = r"^[a-z0-9-]+(\.[a-z0-9-]+)+\Z"
_SLUG = r"^[a-z0-9][a-z0-9-]*\Z"
_REPOSITORY = Schema.from_dict(
    {
        "key": matching(_SLUG, "Give it a short name in small letters."),
        "name": text(longest=60),
        "url": matching(
            r"^https?://[^\s?#@]+/api\Z", "Give the address of the records API, ending in /api."
        ),
        "community": _slug(),
        "hand_over": _hand_over(required=True),
        "publisher": text(),
        "communities": fields.Dict(_slug(), text(longest=100), load_default=dict),
        "practice": fields.Boolean(load_default=False),
        "doi_start": fields.String(
            load_default="",
            validate=validate.Regexp(
                r"^10\.\d{4,9}/[^\s/]*\Z", error="Give what stands before a record's id in its DOI."
            ),
        ),
        "client_id": fields.String(
            load_default="",
            validate=validate.Regexp(
                r"^[\w-]{0,255}\Z", error="Give the client id that the repository gave you."
            ),
        ),
        "scopes": fields.String(
            load_default=ZENODOS_SCOPES,
            validate=validate.Regexp(
                r"^([a-z:_-]+( [a-z:_-]+)*)?\Z", error="Give scopes, with blanks between them."
            ),
        ),
    },
    name="RepositorySchema",
)

_CURATOR = Schema.from_dict(
    {
        "key": matching(_SLUG, "Give a short name in small letters: it stands in the log."),
        "name": text(longest=60),
        "address": _mail_address(),
    },
    name="CuratorSchema",
)

_SCHEMA = Schema.from_dict(
    {
        "languages": fields.List(
            _one_language(),
            load_default=lambda: [ENGLISH],
            validate=validate.Length(1, error="Name at least one language."),
        ),
        "consortium": table(
            name=Worded(text()),
            short_name=Worded(text(longest=40)),
            tagline=Worded(text()),
            home=matching(r"^https://\S+\Z", "Give an address that begins with https://."),
            contact=_mail_address(),
        ),
        "look": table(
            accent=_colour(),
            accent_dark=_colour(),
            logo=matching(r"^[\w-]+\.svg\Z", "Name an SVG file beside the profile."),
        ),
        "repositories": fields.List(
            fields.Nested(_REPOSITORY),
            required=True,
            validate=[
                validate.Length(1, error="Name at least one repository."),
                _fit_together,
            ],
            error_messages={"required": "Add this table."},
        ),
        "limits": table(
            files=number(1, MOST_FILES, MOST_FILES),
            bytes=number(1, MOST_BYTES, MOST_BYTES),
            retention_days=number(1, LONGEST_RETENTION, 90),
            grace_days=number(0, LONGEST_GRACE, 7),
        ),
        "form": form_table(),
        "mail": optional_table(
            return_links=fields.Boolean(load_default=False),
            progress=fields.Boolean(load_default=False),
            erased_after=number(1, LONGEST_RETENTION, 30),
        ),
        "open": optional_table(
            domains=fields.List(matching(_DOMAIN, "Give a domain, such as uni.example.")),
            **_caps(deposits=1, files=20, bytes=5 * 10**9),
            days=number(1, LONGEST_RETENTION, 14),
        ),
        "own_account": optional_table(
            token=fields.Boolean(load_default=False),
            sign_in=fields.Boolean(load_default=False),
            hand_over=_hand_over(load_default=HandOver.DRAFT),
            **_caps(deposits=10, files=500, bytes=200 * 10**9),
        ),
        "curation": optional_table(
            look=fields.Boolean(load_default=False),
            curators=fields.List(fields.Nested(_CURATOR), validate=_of_their_own),
        ),
        "agreement": optional_table(version=text(longest=40), points=Worded(paragraphs())),
        "pages": optional_table(
            privacy=_own_paragraphs(),
            imprint=_own_paragraphs(),
            accessibility=_own_paragraphs(),
        ),
        "directory": optional_table(people=_csv(), grants=_csv()),
    },
    name="ProfileSchema",
)


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
        data = _SCHEMA(unknown=RAISE).load(raw)
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
