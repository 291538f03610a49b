"""How we speak with a repository: to whom the token goes, and what its answers mean."""

import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from tests.raw_server import Answer, raw_server
from tests.repository_line import CALLS, GOOD, TOKEN, body, line
from zenferry import __version__
from zenferry.adapters.invenio_http import Refusal, Session
from zenferry.errors import Absent, NeedsAttention, NotNow
from zenferry.forwarding.stream import Body

each_call = pytest.mark.parametrize("call", CALLS.values(), ids=CALLS.keys())


def test_we_say_who_we_are_and_which_shape_we_read() -> None:
    with line() as repository:
        repository.session.get("records/1")
        repository.session.get("requests/1")
        record, request = (asked.headers for asked in repository.server.asked)
    assert record["User-Agent"] == f"Zenferry/{__version__} (mailto:data@lab.example)"
    assert record["Authorization"] == f"Bearer {TOKEN}"
    assert record["Accept"] == "application/vnd.inveniordm.v1+json"
    assert request["Accept"] == "application/json"


@each_call
def test_a_page_of_somebody_in_between_is_no_answer(call: Callable[[Session], object]) -> None:
    page = Answer(body=b"<html>Welcome to the wireless network</html>")
    with line(page) as repository, pytest.raises(NotNow, match="repository_failed"):
        call(repository.session)


def test_what_it_says_of_our_token_goes_no_further() -> None:
    words = {"message": f"Bad {TOKEN}.", "errors": [{"field": "a", "messages": [f"{TOKEN}!"]}]}
    said = Answer(400, json.dumps(words).encode())
    with line(said) as repository, pytest.raises(Refusal) as refused:
        repository.session.post("records")
    assert refused.value == Refusal("Bad ….", (("a", "…!"),))


def test_what_was_deleted_is_answered_with_nothing() -> None:
    with line(Answer(204, b"")) as repository:
        repository.session.delete("records/1/draft")
        assert repository.paths == ["DELETE /api/records/1/draft"]


@each_call
@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_no_redirect_is_followed(call: Callable[[Session], object], status: int) -> None:
    with raw_server([GOOD]) as elsewhere:
        away = Answer(status, headers={"Location": f"{elsewhere.url}/api/records"})
        with line(away) as repository, pytest.raises(NeedsAttention, match="repository_redirect"):
            call(repository.session)
        assert elsewhere.asked == []
        assert len(repository.server.asked) == 1


def test_a_good_token_that_is_refused_once_is_tried_again() -> None:
    refused = Answer(403, b'{"message": "Permission denied."}')
    with line(refused, GOOD, GOOD) as repository:
        assert repository.session.post("records") == {"id": "1"}
        assert repository.paths == [
            "POST /api/records",
            "GET /api/user/records?size=1",
            "POST /api/records",
        ]


def test_what_a_good_token_may_not_do_is_told_in_the_repositorys_words() -> None:
    refused = Answer(403, b'{"message": "Only for members."}')
    with (
        line(refused, GOOD, refused, GOOD) as repository,
        pytest.raises(NeedsAttention, match="repository_forbids") as told,
    ):
        repository.session.post("records")
    assert told.value.params["words"] == "Only for members."


@each_call
@pytest.mark.parametrize("status", [401, 403])
def test_a_token_that_has_ended_needs_a_person(
    call: Callable[[Session], object], status: int
) -> None:
    with (
        line(Answer(status)) as repository,
        pytest.raises(NeedsAttention, match="repository_denied"),
    ):
        call(repository.session)


PAGE = b"<html><h1>502 Bad Gateway</h1></html>"
UNREADABLE = [
    *(Answer(status, PAGE, {"Content-Type": "text/html"}) for status in (200, 409, 500, 502, 504)),
    Answer(200, b"[]"),
    Answer(200, b"\xff\xfe"),
    Answer(0),
]


@pytest.mark.parametrize(
    "answer", UNREADABLE, ids=lambda answer: f"{answer.status} {answer.body!r}"
)
@pytest.mark.parametrize("name", ["get", "post", "put", "upload"])
def test_an_answer_that_is_none_is_tried_again_later(name: str, answer: Answer) -> None:
    with line(answer) as repository, pytest.raises(NotNow):
        CALLS[name](repository.session)
    assert len(repository.paths) == (2 if name == "get" else 1)


def test_a_get_is_tried_once_more_at_once() -> None:
    with line(Answer(0), GOOD) as repository:
        assert repository.session.get("records/1") == {"id": "1"}


@each_call
@pytest.mark.parametrize("status", [404, 410])
def test_what_is_not_there_is_absent(call: Callable[[Session], object], status: int) -> None:
    with line(Answer(status, PAGE)) as repository, pytest.raises(Absent):
        call(repository.session)


def refused_with(answer: Answer) -> Refusal:
    with line(answer) as repository, pytest.raises(Refusal) as told:
        repository.session.put("records/1/draft", {})
    return told.value


def test_a_refusal_keeps_the_fields_and_their_words() -> None:
    errors = [{"field": "metadata.title", "messages": ["Too short.", "Too dull."]}]
    answer = {"status": 400, "message": "A validation error occurred.", "errors": errors}
    refusal = refused_with(Answer(400, json.dumps(answer).encode()))
    assert refusal.words == "A validation error occurred."
    assert refusal.errors == (("metadata.title", "Too short. Too dull."),)


@pytest.mark.parametrize(
    "content",
    [PAGE, b"[]", b"null", b'{"errors": "words"}', b'{"errors": [1, {}]}', b'{"errors": null}'],
)
def test_a_refusal_of_any_shape_is_a_refusal(content: bytes) -> None:
    assert refused_with(Answer(400, content)).words == "HTTP 400"


def test_what_is_quoted_is_short() -> None:
    assert len(refused_with(Answer(400, json.dumps({"message": "x" * 9999}).encode())).words) == 300


def test_a_file_is_sent_with_its_length_and_in_one_piece() -> None:
    content = b"x" * 3_000_000
    with line() as repository:
        repository.session.upload("records/1/draft/files/a/content", body(content))
        (asked,) = repository.server.asked
    assert asked.headers["Content-Length"] == str(len(content))
    assert "Transfer-Encoding" not in asked.headers
    assert (asked.headers["Content-Type"], asked.body) == ("application/octet-stream", content)


@pytest.mark.parametrize("answer", [Answer(429), Answer(503), Answer(502), Answer(0)])
def test_a_body_half_read_is_never_sent_again(answer: Answer) -> None:
    with line(answer, GOOD) as repository, pytest.raises(NotNow):
        repository.session.upload("records/1/draft/files/a/content", body())
    assert len(repository.paths) == 1


def test_neither_proxies_nor_netrc_come_between(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    netrc = tmp_path / "netrc"
    netrc.write_text("default login somebody password else\n")
    netrc.chmod(0o600)
    with raw_server([GOOD]) as proxy, line() as repository:
        for name in ("HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "ALL_PROXY", "all_proxy"):
            monkeypatch.setenv(name, proxy.url)
        monkeypatch.delenv("NO_PROXY", raising=False)
        monkeypatch.delenv("no_proxy", raising=False)
        monkeypatch.setenv("NETRC", str(netrc))
        repository.session.get("records/1")
        assert proxy.asked == []
        assert repository.server.asked[0].headers["Authorization"] == f"Bearer {TOKEN}"


def test_a_repository_that_does_not_answer_is_tried_again_later() -> None:
    with line() as repository:
        pass
    with pytest.raises(NotNow, match="repository_unreachable"):
        repository.session.get("records/1")


def test_a_source_that_breaks_off_is_told_as_it_is() -> None:
    def breaking() -> Iterator[bytes]:
        yield b"half"
        raise NotNow("storage_unavailable")

    with line() as repository, pytest.raises(NotNow, match="storage_unavailable"):
        repository.session.upload("records/1/draft/files/a/content", Body(breaking(), 100))


def said(errors: Sequence[BaseException]) -> str:
    """All that an error could show of itself."""
    return "".join(f"{error!r}{error.__cause__!r}{vars(error)}" for error in errors)


def test_no_error_holds_the_token() -> None:
    errors: list[BaseException] = []
    for answer in (Answer(302), Answer(400), Answer(403), Answer(500), Answer(0)):
        for call in CALLS.values():
            with line(answer) as repository:
                try:
                    call(repository.session)
                except Exception as error:
                    errors.append(error)
    assert len(errors) == 25
    assert TOKEN not in said(errors)
