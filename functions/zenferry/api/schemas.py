"""What requests hold. The same schemas check them and describe them in the API's document.

The record's own fields are not here: they are declared in zenferry/fields.
"""

from collections.abc import Mapping
from typing import Any

from marshmallow import Schema, ValidationError, fields, validate, validates_schema

from zenferry.mails.spelling import ADDRESS, LONGEST
from zenferry.versions.asking import LONGEST_WISH
from zenferry.versions.basis import BasisKind

__all__ = [
    "Addressed",
    "AskedInvitation",
    "AskedVersion",
    "CompleteFiles",
    "DescribedParts",
    "NewAddress",
    "NewFiles",
    "NewImport",
    "NewSignIn",
    "OpenSubmission",
    "OwnToken",
]

# One answer stays small, and one call to sign stays quick.
PART_BATCH = 100
MOST_FILES = 100


def email(*, required: bool = True, **options: Any) -> fields.String:
    """An address that mail may be sent to."""
    rules = [validate.Length(max=LONGEST), validate.Regexp(ADDRESS)]
    return fields.String(required=required, validate=rules, **options)


def language_field(**options: Any) -> fields.String:
    """A language by its two letters."""
    return fields.String(validate=validate.Regexp(r"^[a-z]{2}\Z"), **options)


def token_field(*, required: bool) -> fields.String:
    """A token as repositories make them: nothing that a header would not take as it is."""
    return fields.String(
        required=required,
        validate=[validate.Length(16, 2000), validate.Regexp(r"^[\x21-\x7e]*\Z")],
        metadata={"description": "It is sealed at once, used for this deposit only, then erased."},
    )


class SignInAnswer(Schema):
    """What came back from signing in, and the secret that it was begun with."""

    state = fields.String(required=True, validate=validate.Length(16, 200))
    code = fields.String(
        required=True,
        validate=[validate.Length(1, 1000), validate.Regexp(r"^[\x21-\x7e]*\Z")],
    )
    secret = fields.String(required=True, validate=validate.Length(16, 200))


class OpenSubmission(Schema):
    """Opens a deposit, by an invitation or by a token of one's own account at a repository.

    Say the same again when the answer was lost.
    """

    id = fields.UUID(required=True, metadata={"description": "Chosen by you: a random UUID."})
    invitation = fields.String(
        validate=validate.Length(16, 200),
        metadata={"description": "The secret of the invitation link."},
    )
    nonce = fields.String(
        required=True,
        validate=validate.Length(22, 200),
        metadata={"description": "Random, kept by you: only you can ask for the answer again."},
    )
    language = language_field(load_default="en")
    repository = fields.String(
        validate=validate.Length(1, 40),
        metadata={"description": "The key of the repository that the token is for."},
    )
    token = token_field(required=False)
    sign_in = fields.Nested(SignInAnswer)

    @validates_schema
    def _one_door(self, given: Mapping[str, object], **_: object) -> None:
        if len({"invitation", "token", "sign_in"} & {*given}) != 1:
            raise ValidationError({"invitation": ["Give an invitation, a token or a sign-in."]})
        if ("repository" in given) == ("invitation" in given):
            raise ValidationError({"repository": ["Say which repository the account is at."]})


class OwnToken(Schema):
    """The account opened anew: by another token of it, or by signing in to it again."""

    token = token_field(required=False)
    sign_in = fields.Nested(SignInAnswer)

    @validates_schema
    def _one(self, given: Mapping[str, object], **_: object) -> None:
        if len(given) != 1:
            raise ValidationError({"token": ["Give a token or a sign-in."]})


class NewSignIn(Schema):
    """Begins to sign in at a repository, for a deposit that is to be opened or has its account."""

    submission = fields.UUID(
        required=True, metadata={"description": "The id of the deposit, as you chose it."}
    )
    repository = fields.String(
        required=True,
        validate=validate.Length(1, 40),
        metadata={"description": "The key of the repository to sign in at."},
    )
    language = language_field(load_default="en")


class Addressed(Schema):
    """Where to send the way back to a deposit. The address is used once and kept nowhere."""

    email = email()


class AskedInvitation(Schema):
    """Asks for an invitation by e-mail, where the page is open to addresses of some domains."""

    email = email()
    language = language_field(load_default="en")


def _plain(words: str) -> None:
    if any(not (c.isprintable() or c in "\r\n\t") for c in words):
        raise ValidationError("Give plain text.")


class AskedVersion(Schema):
    """Asks to publish a new version of a record of ours, or to correct what it says."""

    id = fields.UUID(required=True, metadata={"description": "Chosen by you: a random UUID."})
    record = fields.String(
        required=True,
        validate=validate.Length(1, 300),
        metadata={"description": "The record's address or DOI."},
    )
    kind = fields.String(required=True, validate=validate.OneOf(list(map(str, BasisKind))))
    words = fields.String(
        load_default="",
        validate=[validate.Length(max=LONGEST_WISH), _plain],
        metadata={"description": "What is to change, and who you are: for the curators."},
    )
    email = email(
        required=False,
        load_default=None,
        allow_none=True,
        metadata={"description": "Where the answer goes; erased with it, after 30 days at most."},
    )
    language = language_field(load_default="en")


class NewAddress(Schema):
    """Where to tell how a deposit goes, one of the two; kept until it is taken away, or erased."""

    email = email(required=False)
    invited = fields.Boolean(
        truthy={True},
        falsy=set(),
        metadata={"description": "Always true: the address that the invitation was sent to."},
    )

    @validates_schema
    def _one(self, given: Mapping[str, object], **_: object) -> None:
        if len({"email", "invited"} & {*given}) != 1:
            raise ValidationError("Give one of email and invited.")


class _NewFile(Schema):
    path = fields.String(
        required=True,
        metadata={"description": "Name with folders, as the repository shall call it."},
    )
    size = fields.Integer(
        required=True,
        strict=True,
        # DynamoDB keeps 38 digits; nobody has this much either.
        validate=validate.Range(0, 10**15),
        metadata={"description": "Bytes."},
    )
    type = fields.String(
        load_default="",
        validate=[validate.Length(max=100), validate.Regexp(r"^[ -~]*\Z")],
        metadata={"description": "Media type, where it is known."},
    )


class NewFiles(Schema):
    """Files to register: all or none."""

    files = fields.List(
        fields.Nested(_NewFile), required=True, validate=validate.Length(1, MOST_FILES)
    )


class _DescribedPart(Schema):
    file = fields.String(required=True)
    part = fields.Integer(
        required=True,
        strict=True,
        validate=validate.Range(1, 10_000),
        metadata={"description": "From 1."},
    )
    size = fields.Integer(
        required=True,
        strict=True,
        validate=validate.Range(1, 10**12),
        metadata={"description": "Bytes."},
    )
    sha256 = fields.String(required=True, metadata={"description": "In base64."})


class DescribedParts(Schema):
    """Parts to be sent now, of any files."""

    parts = fields.List(
        fields.Nested(_DescribedPart), required=True, validate=validate.Length(1, PART_BATCH)
    )


class _CompleteFile(Schema):
    file = fields.String(required=True)
    checksum = fields.String(
        required=True,
        metadata={
            "description": "SHA-256 over the parts' raw digests in base64, a hyphen, their number."
        },
    )
    md5 = fields.String(
        load_default=None, allow_none=True, metadata={"description": "Of the whole file, in hex."}
    )


class CompleteFiles(Schema):
    """Files whose parts have all been sent."""

    files = fields.List(
        fields.Nested(_CompleteFile), required=True, validate=validate.Length(1, MOST_FILES)
    )


class NewImport(Schema):
    """What the form is to be filled with: one of text, doi and authors."""

    text = fields.String(metadata={"description": "A metadata file, as text."})
    name = fields.String(
        load_default="",
        validate=validate.Length(max=500),
        metadata={"description": "The file's name: it tells the format."},
    )
    doi = fields.String(metadata={"description": "A DOI, bare or as an address."})
    authors = fields.String(metadata={"description": "Names, however they are written."})

    @validates_schema
    def _one(self, given: Mapping[str, object], **_: object) -> None:
        if len({"text", "doi", "authors"} & {*given}) != 1:
            raise ValidationError("Give one of text, doi and authors.")
