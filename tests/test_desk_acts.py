"""What curators do with a deposit, over HTTP: what follows, who is told, what the log says."""

from datetime import timedelta

import pytest

from tests.curated import ADA, At, CuratedHouse, ada, place, waiting
from tests.deposit_client import VALUES, Client, ready, refusal, staged
from zenferry.state import State

__all__ = ["ada", "place"]


def acts(place: CuratedHouse, client: Client) -> list[str]:
    """What curators did, as the log has it."""
    told = (e for e in place.submissions.log.entries if e.subject == client.id)
    return [entry.act for entry in told if entry.who.startswith("curator:")]


def test_nothing_leaves_before_a_curator_let_it_go(place: CuratedHouse, ada: At) -> None:
    client = waiting(place)
    place.run()
    assert (client.look()["actions"], place.workflow.started) == (["cancel"], {})
    answer = ada.approve(client.id)
    assert (answer.status_code, answer.get_json()["submission"]["state"]) == (200, "submitted")
    place.run()
    assert client.look()["state"] == "in_review"
    assert acts(place, client) == ["approved"]


def test_the_log_tells_who_moved_it_from_its_beginning_to_its_end(
    place: CuratedHouse, ada: At
) -> None:
    client = waiting(place)
    ada.act(client.id, "return", words="Mend it.")
    client.act("retry")
    ada.approve(client.id)
    place.run()
    client.act("cancel")
    place.run()
    told = [(e.who, e.act) for e in place.submissions.log.entries if e.subject == client.id]
    assert told == [
        ("depositor", "opened"),
        ("depositor", "awaiting_approval"),
        ("curator:ada", "returned"),
        ("depositor", "awaiting_approval"),
        ("curator:ada", "approved"),
        ("service", "forwarding"),
        ("service", "in_review"),
        ("depositor", "cancel_asked"),
        ("service", "cancelled"),
    ]


def test_where_nobody_wants_a_look_it_leaves_at_once() -> None:
    place = CuratedHouse(look=False)
    client = ready(place)
    assert client.act("submit").get_json()["state"] == "submitted"


def test_sending_twice_waits_once(place: CuratedHouse) -> None:
    client = waiting(place)
    before = place.submissions.get(client.id)
    assert client.act("submit").status_code == 202
    assert client.act("retry").status_code == 202
    assert place.submissions.get(client.id) == before


def test_approving_twice_starts_and_logs_it_once(place: CuratedHouse, ada: At) -> None:
    client = waiting(place)
    stamp = ada.see(client.id)["stamp"]
    first, second = (ada.act(client.id, "approve", stamp=stamp) for _ in range(2))
    assert (first.status_code, second.status_code) == (200, 200)
    assert list(place.workflow.started) == [f"{client.id}.1"]
    assert acts(place, client) == ["approved"]


def test_what_is_returned_comes_with_words_and_can_be_mended_and_sent_again(
    place: CuratedHouse, ada: At
) -> None:
    client = waiting(place)
    words = "Say where the cores were taken.\n<b>Please</b> =1+1"
    answer = ada.act(client.id, "return", words=f"  {words}\r\n")
    assert answer.get_json()["submission"]["state"] == "returned"
    seen = client.look()
    assert (seen["curator_words"], seen["timeline"][-1]["words"]) == (words, words)
    assert seen["actions"] == ["edit", "upload", "retry", "cancel"]
    mended = {**VALUES, "title": "Sediment cores of 2026"}
    assert client.save(mended, seen["revision"]).status_code == 200
    assert client.act("retry").get_json()["state"] == "awaiting_approval"
    assert client.look()["curator_words"] is None
    ada.approve(client.id)
    place.run()
    assert [r.metadata.title for r in place.fake.records.values() if r.metadata] == [
        mended["title"]
    ]


def test_words_said_twice_are_told_once_and_others_are_added(place: CuratedHouse, ada: At) -> None:
    client = waiting(place)
    for words in ("One", "One", "Two"):
        assert ada.act(client.id, "return", words=words).status_code == 200
    told = [event["words"] for event in client.look()["timeline"] if event["words"]]
    assert told == ["One", "Two"]
    assert acts(place, client) == ["returned", "returned"]


def test_the_longest_words_are_kept_whole_and_older_ones_make_room(
    place: CuratedHouse, ada: At
) -> None:
    client = waiting(place)
    for n in range(9):
        assert ada.act(client.id, "return", words=f"{n} " + "𝄞" * 3990).status_code == 200
    told = [event["words"][0] for event in client.look()["timeline"] if event["words"]]
    assert told == ["8"]
    assert client.look()["curator_words"] == "8 " + "𝄞" * 3990


def test_what_needs_attention_can_be_returned(place: CuratedHouse, ada: At) -> None:
    client = waiting(place)
    _stopped(place, client)
    assert ada.act(client.id, "return", words="Mend the title.").status_code == 200
    assert client.look()["state"] == "returned"


def _stopped(place: CuratedHouse, client: Client, state: State = State.NEEDS_ATTENTION) -> None:
    row = place.submissions.get(client.id)
    place.submissions.replace(row.move(state, place.clock.now()))


def test_what_was_declined_stays_so_and_its_depositor_hears_why(place: CuratedHouse) -> None:
    place.curation = type(place.curation)(look=False, curators=place.curation.curators)
    client = ready(place)
    client.act("submit")
    place.run()
    _stopped(place, client, State.DECLINED)
    assert place.signed_in().act(client.id, "return", words="No licence.").status_code == 200
    seen = client.look()
    assert (seen["state"], seen["curator_words"]) == ("declined", "No licence.")


@pytest.mark.parametrize("words", ["", "  \n", "a\x00b", "a\x1b[31m", "x" * 4001, 7, None, ["x"]])
def test_words_that_are_no_plain_text_are_refused(
    place: CuratedHouse, ada: At, words: object
) -> None:
    client = waiting(place)
    refusal(place, lambda: ada.act(client.id, "return", words=words), 422)


@pytest.mark.parametrize(
    ("act", "body", "code"),
    [
        ("approve", {"stamp": "0" * 32}, "cannot_approve"),
        ("return", {"words": "x"}, "cannot_return"),
        ("retry", {}, "cannot_retry"),
    ],
)
def test_what_was_not_sent_is_nobodys_to_decide(
    place: CuratedHouse, ada: At, act: str, body: dict[str, object], code: str
) -> None:
    client = ready(place)
    assert refusal(place, lambda: ada.act(client.id, act, **body), 409)["code"] == code
    assert acts(place, client) == []


def test_nothing_can_be_done_about_what_has_ended(place: CuratedHouse, ada: At) -> None:
    client = waiting(place)
    assert ada.act(client.id, "cancel").status_code == 200
    place.run()
    assert ada.see(client.id)["actions"] == []
    calls: dict[str, dict[str, object]] = {
        "approve": {"stamp": "0" * 32},
        "return": {"words": "x"},
        "retry": {},
        "extend": {"days": 9},
        "transfer": {},
    }
    for act, body in calls.items():
        refusal(place, lambda a=act, b=body: ada.act(client.id, a, **b), 409)  # type: ignore[misc]
    assert ada.act(client.id, "cancel").status_code == 200
    assert acts(place, client) == ["cancelled"]


def test_a_withdrawal_by_a_curator_is_told_as_theirs(place: CuratedHouse, ada: At) -> None:
    client = waiting(place)
    ada.act(client.id, "cancel")
    place.run()
    assert [e["event"] for e in client.look()["timeline"]][-2:] == [
        "curator_cancelled",
        "cancelled",
    ]


def test_what_stopped_is_tried_again_for_its_depositor(place: CuratedHouse, ada: At) -> None:
    client = waiting(place)
    ada.approve(client.id)
    _stopped(place, client)
    agreed = client.look()["agreement"]
    # What was let go and not changed since needs no second look.
    assert ada.act(client.id, "retry").get_json()["submission"]["state"] == "submitted"
    assert client.look()["agreement"] == agreed
    assert acts(place, client) == ["approved", "retried"]


@pytest.mark.parametrize("change", ["words", "file"])
def test_whatever_its_depositor_changes_has_to_be_looked_at_again(
    place: CuratedHouse, ada: At, change: str
) -> None:
    client = waiting(place)
    ada.approve(client.id)
    _stopped(place, client)
    if change == "words":
        client.save({**VALUES, "title": "Another"}, client.look()["revision"])
    else:
        staged(place, client, "more.csv", b"1,2\n")
    assert client.act("retry").get_json()["state"] == "awaiting_approval"


def test_a_removed_file_has_to_be_looked_at_again(place: CuratedHouse, ada: At) -> None:
    client = ready(place)
    file = staged(place, client, "more.csv", b"1,2\n")
    client.act("submit")
    ada.approve(client.id)
    _stopped(place, client)
    assert client.remove(file).status_code == 204
    assert client.act("retry").get_json()["state"] == "awaiting_approval"


def test_what_was_changed_since_it_was_seen_is_not_let_go(place: CuratedHouse, ada: At) -> None:
    client = waiting(place)
    stamp = ada.see(client.id)["stamp"]
    ada.act(client.id, "return", words="Mend it.")
    client.save({**VALUES, "title": "Another"}, client.look()["revision"])
    client.act("retry")
    told = refusal(place, lambda: ada.act(client.id, "approve", stamp=stamp), 409)
    assert told["code"] == "changed_since"


def test_it_is_kept_for_longer_from_now_and_no_longer_than_the_store_keeps_it(
    place: CuratedHouse, ada: At
) -> None:
    client = ready(place)
    before = place.submissions.get(client.id)
    for _ in range(2):
        assert ada.act(client.id, "extend", days=120).status_code == 200
    after = place.submissions.get(client.id)
    assert after.expires == place.clock.now() + timedelta(days=120) > before.expires
    assert acts(place, client) == ["extended"]
    place.clock.advance(days=110)
    later = place.signed_in()
    later.act(client.id, "extend", days=180)
    longest = place.submissions.get(client.id).expires
    assert longest - before.created < timedelta(days=300)
    place.clock.advance(days=30)
    last = place.signed_in()
    told = refusal(place, lambda: last.act(client.id, "extend", days=180), 409)
    assert told["code"] == "extended_enough"


@pytest.mark.parametrize("days", [0, -3, 181, 10**30, "9", 1.5, None, True])
def test_days_that_are_no_sensible_number_are_refused(
    place: CuratedHouse, ada: At, days: object
) -> None:
    client = ready(place)
    refusal(place, lambda: ada.act(client.id, "extend", days=days), 422)


def test_the_log_holds_neither_words_nor_addresses_nor_keys(place: CuratedHouse, ada: At) -> None:
    client = waiting(place)
    ada.act(client.id, "return", words="Mend the secret title.")
    link = ada.act(client.id, "transfer", email="new@example.org")
    assert link.status_code == 200
    told = repr(place.submissions.log.entries)
    for typed in ("secret", "@", "example", ada.session, place.mailer.sent[-1].text[-40:]):
        assert typed not in told
    assert {entry.who for entry in place.submissions.log.entries} == {
        f"curator:{ADA.key}",
        "depositor",
        "service",
    }
