"""What the API answers, declared for its document; views.py makes it, and the tests compare.

Imported late, by the document only: nobody's deposit waits for it.
"""

from marshmallow import Schema, fields, validate

from zenferry.profile import HandOver
from zenferry.state import State
from zenferry.transfer import TransferState

__all__ = [
    "BegunSignIn",
    "CompletedFiles",
    "Deposit",
    "InvitationSent",
    "Opened",
    "RegisteredFiles",
    "ReservedDoi",
    "Saved",
    "StoredParts",
    "Tickets",
    "Told",
]


def _text(description: str = "", *, may_be_null: bool = False) -> fields.String:
    return fields.String(
        required=True, allow_none=may_be_null, metadata={"description": description}
    )


def _count(description: str = "", *, may_be_null: bool = False) -> fields.Integer:
    return fields.Integer(
        required=True, strict=True, allow_none=may_be_null, metadata={"description": description}
    )


class InvitationSent(Schema):
    """The same for every address that may have one, whether a mail went out or not."""

    days = _count("So long it is good.")


class FieldProblem(Schema):
    """What is missing or wrong, at its field, in words."""

    field = _text("A dotted path: creators.0.family_name.")
    message = _text()


class DepositedFile(Schema):
    """One file with its progress."""

    id = _text()
    path = _text()
    size = _count("Bytes.")
    type = _text()
    part_size = _count("Bytes of each part but the last.")
    ours = fields.Boolean(
        required=True,
        metadata={"description": "Made by the service from the words; it can't be removed."},
    )
    kept = fields.Boolean(
        required=True,
        metadata={"description": "The repository has it of the former version: nobody sends it."},
    )
    state = fields.String(
        required=True,
        validate=validate.OneOf([state.value for state in TransferState]),
    )
    md5 = _text("Hex, as declared or as hashed on the way.", may_be_null=True)
    copied_bytes = _count()
    repository_md5 = _text("Hex, as the repository has it.", may_be_null=True)


class Totals(Schema):
    """Over all files."""

    files = _count()
    bytes = _count()
    staged_files = _count()
    staged_bytes = _count()
    copied_files = _count()
    copied_bytes = _count()


class DepositLimits(Schema):
    """What a deposit may hold."""

    files = _count()
    bytes = _count()
    file_bytes = _count()
    part_batch = _count("Parts in one call for tickets.")


class AtRepository(Schema):
    """Where it goes. `practice`: nothing there is for good."""

    key = _text("As the profile calls it.")
    name = _text()
    practice = fields.Boolean(required=True)
    doi = _text(may_be_null=True)
    record = _text(may_be_null=True)
    preview = _text(may_be_null=True)
    review = _text(may_be_null=True)


class Way(Schema):
    """Which steps it takes."""

    look = fields.Boolean(
        required=True, metadata={"description": "The consortium's curators look at it first."}
    )
    ends = fields.String(
        required=True,
        validate=validate.OneOf([end.value for end in HandOver]),
        metadata={"description": "How its record ends."},
    )


class ComparedFile(Schema):
    """One line of the reconciliation."""

    path = _text()
    size = _count()
    repository_size = _count(may_be_null=True)
    md5 = _text(may_be_null=True)
    repository_md5 = _text(may_be_null=True)
    equal = fields.Boolean(required=True)


class Attention(Schema):
    """What a person has to mend."""

    field = _text(may_be_null=True)
    message = _text()


class FormerRecord(Schema):
    """The published record that a deposit goes on from."""

    kind = _text("version or correction.")
    doi = _text("Its DOI.", may_be_null=True)
    url = _text("Its page.")
    listed = fields.Boolean(
        required=True, metadata={"description": "Whether its words and files were taken over."}
    )


class Agreement(Schema):
    """What was agreed to, when, in which wording."""

    at = _text("ISO 8601.")
    version = _text()
    points = fields.List(fields.String(), required=True)


class TimelineEvent(Schema):
    """One thing that happened."""

    at = _text("ISO 8601.")
    event = _text("A code.")
    text = _text("The same in words.")
    words = _text("What a curator said, as plain text.", may_be_null=True)


class Deposit(Schema):
    """A whole deposit."""

    id = _text()
    state = fields.String(required=True, validate=validate.OneOf([s.value for s in State]))
    cancelling = fields.Boolean(required=True)
    ahead = _count(
        "How many deposits go before it, counted up to 100; null when it does not wait.",
        may_be_null=True,
    )
    revision = _count("Of the metadata; also the ETag.")
    metadata = fields.Dict(required=True)
    problems = fields.List(fields.Nested(FieldProblem), required=True)
    files = fields.List(fields.Nested(DepositedFile), required=True)
    totals = fields.Nested(Totals, required=True)
    limits = fields.Nested(DepositLimits, required=True)
    repository = fields.Nested(AtRepository, required=True)
    way = fields.Nested(Way, required=True)
    account = _text(
        "The id of the depositor's own account there; null: it goes in the consortium's name.",
        may_be_null=True,
    )
    token_wanted = fields.Boolean(
        required=True,
        metadata={"description": "It goes on when another token of that account is given."},
    )
    reconciliation = fields.List(fields.Nested(ComparedFile), required=True, allow_none=True)
    attention = fields.Nested(Attention, required=True, allow_none=True)
    basis = fields.Nested(FormerRecord, required=True, allow_none=True)
    agreement = fields.Nested(Agreement, required=True, allow_none=True)
    told = fields.Boolean(
        required=True, metadata={"description": "Somebody is told by e-mail how it goes."}
    )
    timeline = fields.List(fields.Nested(TimelineEvent), required=True)
    curator_words = _text(
        "The last of what curators said, while something is to be changed.", may_be_null=True
    )
    actions = fields.List(
        fields.String(validate=validate.OneOf(["edit", "upload", "submit", "retry", "cancel"])),
        required=True,
    )
    expires = _text("ISO 8601: ends then, unless it is sent or worked on.")
    ends_soon = fields.Boolean(required=True, metadata={"description": "In the next days."})


class BegunSignIn(Schema):
    """Where to sign in, and what proves later that it was begun here."""

    url = _text("The repository's own page; it sends people back to this site's signed-in/.")
    secret = _text("Keep it where the deposit is opened; it is of no use anywhere else.")


class Opened(Schema):
    """A new deposit and its key, which is told once."""

    key = _text()
    submission = fields.Nested(Deposit, required=True)


class Saved(Schema):
    """What an autosave leaves to be mended."""

    revision = _count()
    problems = fields.List(fields.Nested(FieldProblem), required=True)


class ReservedDoi(Schema):
    """A DOI that works once the record is public."""

    doi = _text()


class Told(Schema):
    """About mails."""

    told = fields.Boolean(
        required=True, metadata={"description": "An address is kept, and is told how it goes."}
    )
    invited = fields.Boolean(
        required=True, metadata={"description": "The invitation was sent to an address."}
    )


class RegisteredFiles(Schema):
    """In the order they were asked for."""

    files = fields.List(fields.Nested(DepositedFile), required=True)


class Ticket(Schema):
    """Send these bytes with this method and these headers to this URL, soon."""

    file = _text()
    part = _count()
    method = _text()
    url = _text()
    headers = fields.Dict(fields.String(), fields.String(), required=True)


class Tickets(Schema):
    """In the order they were asked for."""

    parts = fields.List(fields.Nested(Ticket), required=True)


class StoredPart(Schema):
    """A part that has arrived."""

    part = _count("From 1.")
    size = _count("Bytes.")
    sha256 = _text("In base64.")


class StoredParts(Schema):
    """By number."""

    parts = fields.List(fields.Nested(StoredPart), required=True)


class CompletedFile(Schema):
    """`missing` parts have to be sent again, then the file completed again.

    The larger a file, the longer its parts take to be put together: minutes, at times.
    """

    file = _text()
    state = _text("staged; completing: ask again; uploading: send what is missing, ask again.")
    missing = fields.List(fields.Integer())
    message = fields.String()


class CompletedFiles(Schema):
    """In the order they were asked for."""

    files = fields.List(fields.Nested(CompletedFile), required=True)
