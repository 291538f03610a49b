"""What the desk answers, declared for the API's document; the tests compare.

Imported late, by the document only.
"""

from marshmallow import Schema, fields, validate

from zenferry.api.answers import Deposit
from zenferry.api.declared import a_count, a_text, yes
from zenferry.api.reading_answers import Previewed, PreviewWarning
from zenferry.state import State

__all__ = [
    "CuratedDeposit",
    "DeskSession",
    "ListedDeposits",
    "LogPage",
    "SignedIn",
    "WholeDeposits",
    "WithNewLink",
]


def _state() -> fields.String:
    return fields.String(required=True, validate=validate.OneOf([s.value for s in State]))


class CuratorNamed(Schema):
    """Who is at the desk."""

    key = a_text("As it stands in the log.")
    name = a_text()


class DeskSession(Schema):
    """A session, which is told once."""

    session = a_text()
    curator = fields.Nested(CuratorNamed, required=True)
    ends = a_text("ISO 8601.")


class SignedIn(Schema):
    """Whose session it is."""

    curator = fields.Nested(CuratorNamed, required=True)


class ListedDeposit(Schema):
    """A deposit in a list."""

    id = a_text()
    title = a_text("Cut where it is long.")
    state = _state()
    created = a_text("ISO 8601.")
    changed = a_text("ISO 8601: what its timeline ends with.")
    expires = a_text("ISO 8601.")
    files = a_count()
    bytes = a_count()
    problem = a_text("A code.", may_be_null=True)
    place = a_text("The key of a repository.", may_be_null=True)
    account = a_text("Whose records; null: the consortium's.", may_be_null=True)
    invitation = a_text("The short id of an invitation.", may_be_null=True)
    doi = a_text(may_be_null=True)
    cancelling = yes()
    approved = yes()
    attention = yes("Whether it waits for a curator.")


class ListedDeposits(Schema):
    """By state, what waits for a curator first; of each state the newest first."""

    submissions = fields.List(fields.Nested(ListedDeposit), required=True)
    next = a_text("`before` of the next page; null at the end.", may_be_null=True)


class InvitedBy(Schema):
    """The invitation that it was opened by."""

    id = a_text()
    kind = a_text()
    note = a_text()


class ChangedField(Schema):
    """A field that says something else than the published record did."""

    label = a_text()
    before = a_text("Null where it was too long to be kept.", may_be_null=True)
    after = a_text()


class CuratedDeposit(Schema):
    """One deposit whole, and what a curator goes by."""

    submission = fields.Nested(Deposit, required=True)
    created = a_text("ISO 8601.")
    language = a_text()
    approved = yes()
    stamp = a_text("Of the words and files that are shown here; say it to approve them.")
    actions = fields.List(
        fields.String(
            validate=validate.OneOf(["approve", "return", "retry", "extend", "transfer", "cancel"])
        ),
        required=True,
    )
    account = a_text(may_be_null=True)
    invitation = fields.Nested(InvitedBy, required=True, allow_none=True)
    changes = fields.List(
        fields.Nested(ChangedField),
        required=True,
        allow_none=True,
        metadata={"description": "Against the published record that it goes on from, if it does."},
    )
    preview = fields.Nested(Previewed, required=True)
    spam = fields.List(fields.Nested(PreviewWarning), required=True)


class WholeDeposit(Deposit):
    """A deposit in an export."""

    created = a_text("ISO 8601.")
    language = a_text()
    account = a_text(may_be_null=True)
    invitation = a_text()


class WholeDeposits(Schema):
    """As many as fit into one answer."""

    submissions = fields.List(fields.Nested(WholeDeposit), required=True)
    next = a_text("`before` of the next answer; null at the end.", may_be_null=True)


class WithNewLink(Schema):
    """The only link there is now; null when it was mailed."""

    link = a_text(may_be_null=True)
    mailed = yes()


class LogEntry(Schema):
    """Who did what."""

    at = a_text("ISO 8601.")
    who = a_text("curator:<key>, depositor, service or operator.")
    act = a_text("A code.")
    subject = a_text("An id.")
    detail = fields.Dict(required=True)


class LogPage(Schema):
    """The newest first."""

    entries = fields.List(fields.Nested(LogEntry), required=True)
    next = a_text("`before` of the next page; null at the end.", may_be_null=True)
