"""What the desk answers about published records, declared for the API's document.

Imported late, by the document only.
"""

from marshmallow import Schema, fields

from zenferry.api.declared import a_text, yes

__all__ = ["ListedRecords", "WholeRecords"]


class ListedRecord(Schema):
    """A published record in a list."""

    repository = a_text("The key of a repository.")
    record = a_text("The id over there.")
    title = a_text("Cut where it is long.")
    doi = a_text(may_be_null=True)
    concept = a_text("What all versions of a record have in common; its own id if nobody told.")
    concept_doi = a_text("Of all versions together.", may_be_null=True)
    date = a_text("EDTF.")
    type = a_text()
    by = a_text("Who is named first.")
    submission = a_text("The deposit that it came from; null: made elsewhere.", may_be_null=True)
    withdrawn = yes()
    hidden = yes()
    pending = yes()


class ListedRecords(Schema):
    """The newest first."""

    records = fields.List(fields.Nested(ListedRecord), required=True)
    next = a_text("`before` of the next page; null at the end.", may_be_null=True)


class WholeRecords(Schema):
    """As many as fit into one answer."""

    records = fields.List(
        fields.Dict(), required=True, metadata={"description": "As in records/records.json."}
    )
    next = a_text("`before` of the next answer; null at the end.", may_be_null=True)
