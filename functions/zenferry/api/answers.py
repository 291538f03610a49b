"""What the API answers, declared for its document; views.py makes it, and the tests compare.

Imported late, by the document only: nobody's deposit waits for it.
"""

from marshmallow import Schema, fields, validate

from zenferry.api.declared import a_count, a_text, yes
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


class InvitationSent(Schema):
    """The same for every address that may have one, whether a mail went out or not."""

    days = a_count("So long it is good.")


class FieldProblem(Schema):
    """What is missing or wrong, at its field, in words."""

    field = a_text("A dotted path: creators.0.family_name.")
    message = a_text()


class DepositedFile(Schema):
    """One file with its progress."""

    id = a_text()
    path = a_text()
    size = a_count("Bytes.")
    type = a_text()
    part_size = a_count("Bytes of each part but the last.")
    ours = yes("Made by the service from the words; it can't be removed.")
    kept = yes("The repository has it of the former version: nobody sends it.")
    state = fields.String(
        required=True,
        validate=validate.OneOf([state.value for state in TransferState]),
    )
    md5 = a_text("Hex, as declared or as hashed on the way.", may_be_null=True)
    copied_bytes = a_count()
    repository_md5 = a_text("Hex, as the repository has it.", may_be_null=True)


class Totals(Schema):
    """Over all files."""

    files = a_count()
    bytes = a_count()
    staged_files = a_count()
    staged_bytes = a_count()
    copied_files = a_count()
    copied_bytes = a_count()


class DepositLimits(Schema):
    """What a deposit may hold."""

    files = a_count()
    bytes = a_count()
    part_batch = a_count("Parts in one call for tickets.")


class AtRepository(Schema):
    """Where it goes. `practice`: nothing there is for good."""

    key = a_text("As the profile calls it.")
    name = a_text()
    practice = yes()
    doi = a_text(may_be_null=True)
    record = a_text(may_be_null=True)
    preview = a_text(may_be_null=True)
    review = a_text(may_be_null=True)


class Way(Schema):
    """Which steps it takes."""

    look = yes("The consortium's curators look at it first.")
    ends = fields.String(
        required=True,
        validate=validate.OneOf([end.value for end in HandOver]),
        metadata={"description": "How its record ends."},
    )


class ComparedFile(Schema):
    """One line of the reconciliation."""

    path = a_text()
    size = a_count()
    repository_size = a_count(may_be_null=True)
    md5 = a_text(may_be_null=True)
    repository_md5 = a_text(may_be_null=True)
    equal = yes()


class Attention(Schema):
    """What a person has to mend."""

    field = a_text(may_be_null=True)
    message = a_text()


class FormerRecord(Schema):
    """The published record that a deposit goes on from."""

    kind = a_text("version or correction.")
    doi = a_text("Its DOI.", may_be_null=True)
    url = a_text("Its page.")
    listed = yes("Whether its words and files were taken over.")


class Agreement(Schema):
    """What was agreed to, when, in which wording."""

    at = a_text("ISO 8601.")
    version = a_text()
    points = fields.List(fields.String(), required=True)


class TimelineEvent(Schema):
    """One thing that happened."""

    at = a_text("ISO 8601.")
    event = a_text("A code.")
    text = a_text("The same in words.")
    words = a_text("What a curator said, as plain text.", may_be_null=True)


class Deposit(Schema):
    """A whole deposit."""

    id = a_text()
    state = fields.String(required=True, validate=validate.OneOf([s.value for s in State]))
    cancelling = yes()
    ahead = a_count(
        "How many deposits go before it, counted up to 100; null when it does not wait.",
        may_be_null=True,
    )
    revision = a_count("Of the metadata; also the ETag.")
    metadata = fields.Dict(required=True)
    problems = fields.List(fields.Nested(FieldProblem), required=True)
    files = fields.List(fields.Nested(DepositedFile), required=True)
    totals = fields.Nested(Totals, required=True)
    limits = fields.Nested(DepositLimits, required=True)
    repository = fields.Nested(AtRepository, required=True)
    way = fields.Nested(Way, required=True)
    account = a_text(
        "The id of the depositor's own account there; null: it goes in the consortium's name.",
        may_be_null=True,
    )
    token_wanted = yes("It goes on when another token of that account is given.")
    reconciliation = fields.List(fields.Nested(ComparedFile), required=True, allow_none=True)
    attention = fields.Nested(Attention, required=True, allow_none=True)
    basis = fields.Nested(FormerRecord, required=True, allow_none=True)
    agreement = fields.Nested(Agreement, required=True, allow_none=True)
    told = yes("Somebody is told by e-mail how it goes.")
    timeline = fields.List(fields.Nested(TimelineEvent), required=True)
    curator_words = a_text(
        "The last of what curators said, while something is to be changed.", may_be_null=True
    )
    actions = fields.List(
        fields.String(validate=validate.OneOf(["edit", "upload", "submit", "retry", "cancel"])),
        required=True,
    )
    expires = a_text("ISO 8601: ends then, unless it is sent or worked on.")
    ends_soon = yes("In the next days.")


class BegunSignIn(Schema):
    """Where to sign in, and what proves later that it was begun here."""

    url = a_text("The repository's own page; it sends people back to this site's signed-in/.")
    secret = a_text("Keep it where the deposit is opened; it is of no use anywhere else.")


class Opened(Schema):
    """A new deposit and its key, which is told once."""

    key = a_text()
    submission = fields.Nested(Deposit, required=True)


class Saved(Schema):
    """What an autosave leaves to be mended."""

    revision = a_count()
    problems = fields.List(fields.Nested(FieldProblem), required=True)


class ReservedDoi(Schema):
    """A DOI that works once the record is public."""

    doi = a_text()


class Told(Schema):
    """About mails."""

    told = yes("An address is kept, and is told how it goes.")
    invited = yes("The invitation was sent to an address.")


class RegisteredFiles(Schema):
    """In the order they were asked for."""

    files = fields.List(fields.Nested(DepositedFile), required=True)


class Ticket(Schema):
    """Send these bytes with this method and these headers to this URL, soon."""

    file = a_text()
    part = a_count()
    method = a_text()
    url = a_text()
    headers = fields.Dict(fields.String(), fields.String(), required=True)


class Tickets(Schema):
    """In the order they were asked for."""

    parts = fields.List(fields.Nested(Ticket), required=True)


class StoredPart(Schema):
    """A part that has arrived."""

    part = a_count("From 1.")
    size = a_count("Bytes.")
    sha256 = a_text("In base64.")


class StoredParts(Schema):
    """By number."""

    parts = fields.List(fields.Nested(StoredPart), required=True)


class CompletedFile(Schema):
    """`missing` parts have to be sent again, then the file completed again.

    The larger a file, the longer its parts take to be put together: minutes, at times.
    """

    file = a_text()
    state = a_text("staged; completing: ask again; uploading: send what is missing, ask again.")
    missing = fields.List(fields.Integer())
    message = fields.String()


class CompletedFiles(Schema):
    """In the order they were asked for."""

    files = fields.List(fields.Nested(CompletedFile), required=True)
