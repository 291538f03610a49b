"""What the function that reads answers, declared for the API's document; the tests compare.

Imported late, by the document only.
"""

from marshmallow import Schema, fields, validate

from zenferry.api.declared import a_count, a_text, yes
from zenferry.preview.record import Part

__all__ = ["FoundRecords", "Imported", "PreviewWanted", "Previewed", "Suggested"]


class Suggestion(Schema):
    """One thing to choose; `values` go into the fields of those names around the one filled."""

    id = a_text()
    label = a_text()
    detail = a_text()
    values = fields.Dict(required=True)


class Suggested(Schema):
    """The best first. `notice`: which source could not be asked; what is typed is taken anyway."""

    items = fields.List(fields.Nested(Suggestion), required=True)
    notice = a_text(may_be_null=True)


class PreviewFile(Schema):
    """A file as it will be sent."""

    path = fields.String(required=True)
    size = fields.Integer(required=True)


class PreviewWanted(Schema):
    """The form's values, complete or not."""

    values = fields.Dict(required=True)
    language = fields.String()
    doi = fields.String(allow_none=True)
    files = fields.List(fields.Nested(PreviewFile))
    parts = fields.List(
        fields.String(validate=validate.OneOf([part.value for part in Part])),
        metadata={
            "description": "What is wanted beside the heading; the rest stays empty. All, if left"
            " out. `citation` is the first of the citations alone."
        },
    )


class PreviewCreator(Schema):
    """Somebody cited."""

    name = a_text()
    orcid = a_text(may_be_null=True)
    affiliations = fields.List(fields.String(), required=True)


class PreviewRow(Schema):
    """One line of a section."""

    label = a_text()
    value = a_text()
    link = a_text(may_be_null=True)
    note = a_text(may_be_null=True)


class PreviewSection(Schema):
    """What belongs together."""

    heading = a_text()
    rows = fields.List(fields.Nested(PreviewRow), required=True)


class PreviewCitation(Schema):
    """One way to cite it."""

    style = a_text()
    label = a_text()
    text = a_text()


class PreviewWarning(Schema):
    """What to think over before sending."""

    field = a_text()
    message = a_text()


class PreviewSpam(Schema):
    """What the repository's spam check would count for the record and its files, about."""

    points = fields.Integer(required=True, metadata={"description": "Without the account's part."})
    message = a_text("With it, and what is held back.")


class Previewed(Schema):
    """The record as it will look; `description_html` is sanitised."""

    title = a_text()
    resource_type = a_text()
    publication_date = a_text()
    version = a_text()
    access = a_text()
    description_html = a_text()
    creators = fields.List(fields.Nested(PreviewCreator), required=True)
    sections = fields.List(fields.Nested(PreviewSection), required=True)
    citations = fields.List(fields.Nested(PreviewCitation), required=True)
    bibtex = a_text()
    warnings = fields.List(fields.Nested(PreviewWarning), required=True)
    spam = fields.Nested(PreviewSpam, required=True, allow_none=True)


class NotUnderstood(Schema):
    """What no field of the form has a place for."""

    what = a_text()
    value = a_text()


class Imported(Schema):
    """`values` as they are kept by PUT metadata; `filled` names them in the form's order."""

    format = a_text()
    values = fields.Dict(required=True)
    filled = fields.List(fields.String(), required=True)
    not_understood = fields.List(fields.Nested(NotUnderstood), required=True)


class FoundRecord(Schema):
    """A published record, in its latest version. `date` is EDTF; `page` lies below the page."""

    id = a_text()
    title = a_text()
    date = a_text()
    type = a_text()
    people = fields.List(fields.String(), required=True)
    grants = fields.List(fields.String(), required=True)
    doi = a_text(may_be_null=True)
    version = a_text()
    practice = yes()
    page = a_text()


class FoundRecords(Schema):
    """The newest first."""

    records = fields.List(fields.Nested(FoundRecord), required=True)
    total = a_count()
