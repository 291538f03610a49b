"""Deposits as curators see them: in a list, and whole."""

from collections.abc import Iterable

from zenferry.access import Invitation
from zenferry.api.curation.door import desk
from zenferry.api.language import spoken_language
from zenferry.api.preview import preview_json
from zenferry.api.problems import problem_json
from zenferry.api.views import submission_json, time_json
from zenferry.curation.acts import RETURNABLE, actions, stamp_of
from zenferry.curation.overview import Line
from zenferry.errors import Absent, Problem
from zenferry.fields import Kind
from zenferry.languages import of_form
from zenferry.preview.record import NamedFile, Previewed, preview
from zenferry.submission import Submission
from zenferry.versions.remembered import changed, shortened

__all__ = ["kept_json", "line_json", "whole_json"]

Json = dict[str, object]


def line_json(line: Line) -> Json:
    """A line of a list."""
    return {
        "id": line.id,
        "title": line.title,
        "state": line.state,
        "created": time_json(line.created),
        "changed": time_json(line.changed),
        "expires": time_json(line.expires),
        "files": line.files,
        "bytes": line.bytes,
        "problem": line.problem or None,
        "place": line.place or None,
        "account": line.account or None,
        "invitation": line.invitation or None,
        "doi": line.doi or None,
        "cancelling": line.cancelling,
        "approved": line.approved,
        "attention": line.state in RETURNABLE,
    }


def whole_json(found: Submission) -> Json:
    """One deposit, and what a curator goes by."""
    return {
        "submission": submission_json(found),
        "created": time_json(found.created),
        "language": found.language,
        "approved": found.approved,
        "stamp": stamp_of(found),
        "actions": actions(found),
        "account": found.account or None,
        "invitation": _invitation(found),
        "changes": _changes(found),
        **_previewed(found),
    }


def kept_json(found: Submission) -> Json:
    """The same for an export: what is kept, without what is made of it."""
    return {
        **submission_json(found),
        "created": time_json(found.created),
        "language": found.language,
        "account": found.account or None,
        "invitation": found.invitation[:16],
    }


def _invitation(found: Submission) -> Json | None:
    try:
        row: Invitation = desk().invitations.get(found.invitation)
    except Absent:
        return None
    return {"id": row.id, "kind": row.kind, "note": row.note}


def _changes(found: Submission) -> list[Json] | None:
    """What differs from the published record that it goes on from; None where it has none."""
    if not found.basis:
        return None
    labels = _labels()
    return [
        {
            "label": labels[each.field],
            "before": None if each.before is None else shortened(each.before),
            "after": shortened(each.after),
        }
        for each in changed(found.basis.said, found.values)
        if each.field in labels
    ]


def _labels() -> dict[str, str]:
    """What the form calls its fields."""
    language = spoken_language()
    fields = desk().form.told_in(language).fields
    asked = (field for field in fields if field.kind is not Kind.AGREEMENT)
    return {field.name: of_form(field.label, language) for field in asked}


def _previewed(found: Submission) -> Json:
    """As the repository will show it, and what its spam check may think of it."""
    language = spoken_language()
    files = tuple(NamedFile(file.path, file.size) for file in found.files if not file.ours)
    publisher = desk().profile.at(*found.destination).repository.publisher
    wanted = Previewed(found.values, language, found.doi, files)
    form = desk().form.told_in(language)
    made = preview(form, wanted, publisher, today=desk().now().date())
    return {
        "preview": preview_json(made) | {"warnings": _named(made.warnings)},
        "spam": _named(made.spam.hints if made.spam else ()),
    }


def _named(warnings: Iterable[Problem]) -> list[Json]:
    """With the field's name in the sentence: nobody sees them at the field here."""
    labels = _labels()
    named: list[Json] = []
    for warning in warnings:
        told = problem_json(warning)
        label = labels.get(warning.field.partition(".")[0], "")
        own = not label or told["message"].startswith(f"{label}:")
        named.append({**told, "message": told["message"] if own else f"{label}: {told['message']}"})
    return named
