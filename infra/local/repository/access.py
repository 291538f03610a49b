"""Who may see a record and its files, until when, and by which links.

It must not know what is in the record.
"""

from datetime import UTC, date, datetime

from infra.local.repository.refusal import Json, field_error, invalid

_LEVELS = ("public", "restricted")
_PERMISSIONS = ("view", "preview", "edit")


def checked(wanted: Json | None) -> tuple[Json, list[Json]]:
    """What is kept of it and what is wrong; a restricted record is not allowed on Zenodo."""
    wanted = wanted or {"record": "public", "files": "public"}
    levels: Json = {name: wanted.get(name) for name in ("record", "files")}
    messages = [f"'{name}'" for name, level in levels.items() if level not in _LEVELS]
    if levels["record"] != "public":
        messages.insert(0, "You don't have permissions to manage record access.")
    if messages:
        raise invalid(field_error("access", *messages))
    embargo, errors = _embargo(wanted.get("embargo") or {})
    return levels | {"embargo": embargo}, errors


def _embargo(wanted: Json) -> tuple[Json, list[Json]]:
    active = bool(wanted.get("active"))
    kept: Json = {"active": active, "reason": wanted.get("reason")}
    if not active:
        return kept, []
    until, past = wanted.get("until"), "Embargo end date must be set to a future date."
    words = _not_to_come(until, past) if until else past
    if until and words in (None, past):
        kept["until"] = until
    return kept, [field_error("access.embargo.until", words)] if words else []


def _not_to_come(day: object, past: str) -> str | None:
    try:
        end = date.fromisoformat(str(day))
    except ValueError:
        return "Not a valid date."
    return None if end > datetime.now(UTC).date() else past


def status(levels: Json) -> str:
    """The one word the real one makes of it."""
    if levels["embargo"]["active"]:
        return "embargoed"
    return "restricted" if "restricted" in (levels["record"], levels["files"]) else "open"


def link_errors(wanted: Json) -> list[Json]:
    """What is wrong with a link that is to be made."""
    errors, permission = [], wanted.get("permission")
    if permission is None:
        errors.append(field_error("permission", "An access permission level is required"))
    elif permission not in _PERMISSIONS:
        words = f"Must be one of: {', '.join(_PERMISSIONS)}."
        errors.append(field_error("permission", words))
    if wanted.get("expires_at") is not None:
        past = _not_to_come(wanted["expires_at"], "Expiration date must be set to the future")
        errors += [field_error("expires_at", past)] if past else []
    return errors
