"""What the function that reads answers, declared for the API's document; the tests compare.

Imported late, by the document only.
"""

from marshmallow import Schema, fields, validate

from zenferry.preview.record import Part

__all__ = ["FoundRecords", "Imported", "PreviewWanted", "Previewed", "Suggested"]


def _text(*, may_be_null: bool = False) -> fields.String:
    return fields.String(required=True, allow_none=may_be_null)


class Suggestion(Schema):
    """One thing to choose; `values` go into the fields of those names around the one filled."""

    id = _text()
    label = _text()
    detail = _text()
    values = fields.Dict(required=True)


class Suggested(Schema):
    """The best first. `notice`: which source could not be asked; what is typed is taken anyway."""

    items = fields.List(fields.Nested(Suggestion), required=True)
    notice = _text(may_be_null=True)


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

    name = _text()
    orcid = _text(may_be_null=True)
    affiliations = fields.List(fields.String(), required=True)


class PreviewRow(Schema):
    """One line of a section."""

    label = _text()
    value = _text()
    link = _text(may_be_null=True)
    note = _text(may_be_null=True)


class PreviewSection(Schema):
    """What belongs together."""

    heading = _text()
    rows = fields.List(fields.Nested(PreviewRow), required=True)


class PreviewCitation(Schema):
    """One way to cite it."""

    style = _text()
    label = _text()
    text = _text()


class PreviewWarning(Schema):
    """What to think over before sending."""

    field = _text()
    message = _text()


class Previewed(Schema):
    """The record as it will look; `description_html` is sanitised."""

    title = _text()
    resource_type = _text()
    publication_date = _text()
    version = _text()
    access = _text()
    description_html = _text()
    creators = fields.List(fields.Nested(PreviewCreator), required=True)
    sections = fields.List(fields.Nested(PreviewSection), required=True)
    citations = fields.List(fields.Nested(PreviewCitation), required=True)
    bibtex = _text()
    warnings = fields.List(fields.Nested(PreviewWarning), required=True)


class NotUnderstood(Schema):
    """What no field of the form has a place for."""

    what = _text()
    value = _text()


class Imported(Schema):
    """`values` as they are kept by PUT metadata; `filled` names them in the form's order."""

    format = _text()
    values = fields.Dict(required=True)
    filled = fields.List(fields.String(), required=True)
    not_understood = fields.List(fields.Nested(NotUnderstood), required=True)


class FoundRecord(Schema):
    """A published record, in its latest version. `date` is EDTF; `page` lies below the page."""

    id = _text()
    title = _text()
    date = _text()
    type = _text()
    people = fields.List(fields.String(), required=True)
    grants = fields.List(fields.String(), required=True)
    doi = _text(may_be_null=True)
    version = _text()
    practice = fields.Boolean(required=True)
    page = _text()


class FoundRecords(Schema):
    """The newest first."""

    records = fields.List(fields.Nested(FoundRecord), required=True)
    total = fields.Integer(required=True, strict=True)
