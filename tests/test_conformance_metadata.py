"""Our verdict on metadata and that of a repository: they agree, or we say why we are stricter.

Put to a real InvenioRDM and to the stand-in, which has to judge as the real one does.
"""

import copy
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from infra.local.repository import running
from tests.bad_examples import BAD, GONE, GOOD, Bad
from tests.examples import MAXIMAL
from tests.places import Place, body, directory, place, real_session, session
from tests.test_examples import described
from zenferry.adapters.invenio import Invenio
from zenferry.adapters.invenio_http import Refusal, Session
from zenferry.adapters.invenio_metadata import record_json
from zenferry.adapters.invenio_places import lost
from zenferry.errors import NotNow
from zenferry.repository import DraftStatus

__all__ = ["directory", "place"]


@pytest.mark.parametrize("family", MAXIMAL)
def test_a_full_deposit_is_taken_whole(place: Place, family: str) -> None:
    made = place.repository.create("Deposit in progress")

    place.repository.describe(made.id, described(MAXIMAL[family]))

    assert place.repository.read(made.id).title == MAXIMAL[family]["title"]
    place.repository.discard(made.id)


@pytest.mark.parametrize("family", MAXIMAL)
def test_a_full_deposit_is_published_as_it_was_described(place: Place, family: str) -> None:
    repository = place.repository
    made = repository.create("Deposit in progress")
    repository.describe(made.id, described(MAXIMAL[family]))
    repository.announce(made.id, ["cores.csv"])
    repository.send(made.id, "cores.csv", body(b"depth,size"))

    published = repository.publish(made.id)

    assert (published.status, published.title) == (DraftStatus.PUBLISHED, MAXIMAL[family]["title"])


@pytest.fixture(
    scope="module", params=["stand-in", pytest.param("real", marks=pytest.mark.conformance)]
)
def speaker(request: pytest.FixtureRequest, directory: Path) -> Iterator[Session]:
    """An account's session; what fails is not tried for long."""
    if request.param == "real":
        yield real_session(sleep=lambda _: time.sleep(0.05))
        return
    with running(directory) as standin:
        yield session(standin.url, standin.tokens["depositor"], lambda _: None)


@pytest.fixture(scope="module")
def draft(speaker: Session) -> Iterator[str]:
    repository = Invenio(speaker)
    made = repository.create("Deposit in progress").id
    yield made
    repository.discard(made)


@pytest.mark.parametrize("family", MAXIMAL)
def test_a_full_deposit_reads_back_equal_field_by_field(
    speaker: Session, draft: str, family: str
) -> None:
    sent = record_json(described(MAXIMAL[family]), Invenio(speaker).knows)

    kept = speaker.put(f"records/{draft}/draft", sent)

    assert complaints(kept) == []
    for part in ("metadata", "custom_fields", "access"):
        assert list(differing(sent.get(part, {}), kept[part], part)) == []


def differing(sent: Any, kept: Any, path: str) -> Iterator[tuple[str, object, object]]:
    """What was sent and is not there as it was sent. What they add is theirs to add."""
    if isinstance(sent, Mapping):
        for key, value in sent.items():
            inner = kept.get(key) if isinstance(kept, Mapping) else None
            yield from differing(value, inner, f"{path}.{key}")
    elif isinstance(sent, list) and isinstance(kept, list) and len(sent) == len(kept):
        for at, (one, other) in enumerate(zip(sent, kept, strict=True)):
            yield from differing(one, other, f"{path}.{at}")
    elif sent != kept:
        yield path, sent, kept


@pytest.mark.parametrize("bad", BAD, ids=lambda bad: bad.name)
def test_what_we_refuse_they_refuse_or_lose_unless_we_say_why(
    speaker: Session, draft: str, bad: Bad
) -> None:
    body = copy.deepcopy(record_json(described(GOOD), Invenio(speaker).knows))
    for path, value in bad.sent.items():
        place_at(body, path, value)

    assert refuses_or_loses(speaker, draft, body, bad) == (not bad.stricter)


def place_at(body: Any, path: str, value: object) -> None:
    """Put a value at a path, or take the key away."""
    *steps, last = path.split(".")
    for step in steps:
        body = body[int(step) if step.isdigit() else step]
    if value is GONE:
        body.pop(last, None)
    else:
        body[int(last) if last.isdigit() else last] = copy.deepcopy(value)


def refuses_or_loses(speaker: Session, draft: str, body: dict[str, Any], bad: Bad) -> bool:
    """Whether they complain, keep something else than was sent, or fail as they are known to.

    Any other failure says nothing of the value: it fails the test.
    """
    try:
        kept = speaker.put(f"records/{draft}/draft", body)
    except Refusal:
        return True
    except NotNow as failed:
        if not bad.breaks or failed.code != "repository_failed":
            raise
        return True
    sent = {part: body[part] for part in body if part != "files"}
    title = body["metadata"].get("title") != kept["metadata"].get("title")
    description = "<" in str(body["metadata"].get("description")) and differs(body, kept)
    return bool(complaints(kept) or list(lost(sent, kept)) or title or description)


def differs(body: dict[str, Any], kept: dict[str, Any]) -> bool:
    return bool(body["metadata"]["description"] != kept["metadata"].get("description"))


def complaints(kept: Mapping[str, Any]) -> list[Any]:
    """Theirs, but for the files that are not there yet."""
    return [one for one in kept.get("errors", []) if not str(one["field"]).startswith("files")]
