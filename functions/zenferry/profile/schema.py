"""The keys of a profile's file, what each may hold, and what is told when it holds another thing.

It does not know the form's fields.
"""

from typing import Any

from marshmallow import Schema, ValidationError, fields, validate

from zenferry.languages import ENGLISH, known
from zenferry.profile.form import form_table
from zenferry.profile.keys import matching, number, optional_table, paragraphs, table, text
from zenferry.profile.settings import ZENODOS_SCOPES, HandOver, MailSettings, OpenDoor, OwnAccount
from zenferry.profile.worded import Worded

__all__ = ["LONGEST_RETENTION", "MOST_BESIDE", "MOST_BYTES", "MOST_FILES", "PROFILE"]

# Zenodo's own limits for one record; a profile may ask for less, never for more.
MOST_FILES = 100
MOST_BYTES = 50 * 10**9
# The file beside the data is as long as what was typed, several times over.
MOST_BESIDE = 10**7
# In days. The bucket's own lifecycle, a net below all this, begins later (StagingDays).
LONGEST_RETENTION = 180
LONGEST_GRACE = 90


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


def _caps(usual: OpenDoor | OwnAccount) -> dict[str, fields.Integer]:
    """How much may be deposited; what is left out is as usual."""
    return {
        "deposits": number(1, 999_999, usual.deposits),
        "files": number(1, 999_999, usual.files),
        "bytes": number(1, 10**15, usual.bytes),
    }


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

PROFILE = Schema.from_dict(
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
            erased_after=number(1, LONGEST_RETENTION, MailSettings.erased_after),
        ),
        "open": optional_table(
            domains=fields.List(matching(_DOMAIN, "Give a domain, such as uni.example.")),
            **_caps(OpenDoor()),
            days=number(1, LONGEST_RETENTION, OpenDoor.days),
        ),
        "own_account": optional_table(
            token=fields.Boolean(load_default=False),
            sign_in=fields.Boolean(load_default=False),
            hand_over=_hand_over(load_default=HandOver.DRAFT),
            **_caps(OwnAccount()),
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
