"""The way back by e-mail: a fresh key in each, a few of them, and no address kept."""

from collections.abc import Iterator
from dataclasses import replace

import boto3
import pytest
from botocore.config import Config
from moto import mock_aws

from tests.crossing import ID, Crossing
from tests.deposit_client import Client, house
from tests.fakes import FakeMailer
from tests.raw_server import Answer, raw_server
from zenferry.access import hashed
from zenferry.adapters.ses_mailer import SesMailer
from zenferry.errors import Conflict, NotNow, Unanswered
from zenferry.mails.bounds import MOST_TO_ONE, Asker, Wanted
from zenferry.mails.letters import Letter
from zenferry.mails.return_link import MOST_MAILS, ReturnLinks
from zenferry.state import State
from zenferry.update import update

ADDRESS = "ada@example.org"


@pytest.fixture
def crossing() -> Crossing:
    opened = Crossing()
    opened.fill()
    return opened


def by(crossing: Crossing, source: str = "192.0.2.1") -> Asker:
    return Asker(crossing.found.keys[0], source)


def links(crossing: Crossing, mailer: FakeMailer) -> ReturnLinks:
    return ReturnLinks(
        submissions=crossing.submissions,
        mailer=mailer,
        letters=crossing.parts.letters,
        bounds=crossing.parts.bounds,
    )


def key_in(letter: Letter) -> str:
    return letter.text.partition("&key=")[2].split()[0]


def test_the_link_opens_the_deposit_with_a_key_of_its_own(crossing: Crossing) -> None:
    mailer = FakeMailer()
    for _ in range(2):
        links(crossing, mailer).send(crossing.found, ADDRESS, by(crossing))
    first, second = (key_in(letter) for letter in mailer.sent)
    assert first != second
    for key in (first, second):
        assert crossing.parts.deposits.authorised(ID, key).id == ID


def test_it_says_what_it_is_for_and_until_when(crossing: Crossing) -> None:
    mailer = FakeMailer()
    links(crossing, mailer).send(crossing.found, ADDRESS, by(crossing))
    (letter,) = mailer.sent
    assert f"https://deposit.example/#submission={ID}&key=" in letter.text
    assert crossing.found.expires.date().isoformat() in letter.text
    assert crossing.profile.consortium.name in letter.subject


def test_it_leads_to_the_page_of_the_deposits_language(crossing: Crossing) -> None:
    mailer = FakeMailer()
    update(crossing.submissions, ID, lambda old: replace(old, language="de"))
    links(crossing, mailer).send(crossing.found, ADDRESS, by(crossing))
    [letter] = mailer.sent
    assert "https://deposit.example/de/#submission=" in letter.text
    assert "Guten Tag" in letter.text


@pytest.mark.parametrize("title", ["One\r\nBcc: e@x.org", "See https://evil.example/login"])
def test_nothing_that_was_typed_stands_in_it(crossing: Crossing, title: object) -> None:
    mailer = FakeMailer()
    values = {**crossing.found.values, "title": title}
    crossing.parts.deposits.save(ID, values, crossing.found.revision)
    links(crossing, mailer).send(crossing.found, ADDRESS, by(crossing))
    (letter,) = mailer.sent
    assert str(title) not in letter.subject + letter.text
    assert len(letter.subject.splitlines()) == 1


def test_a_mail_that_nobody_carries_now_does_not_count(crossing: Crossing) -> None:
    before = crossing.found
    with pytest.raises(NotNow):
        links(crossing, FakeMailer(down=True)).send(crossing.found, ADDRESS, by(crossing))
    assert (crossing.found.mailed, crossing.found.keys) == (before.mailed, before.keys)


def test_a_few_mails_are_sent_and_no_more(crossing: Crossing) -> None:
    mailer = FakeMailer()
    for _ in range(MOST_MAILS):
        links(crossing, mailer).send(crossing.found, ADDRESS, by(crossing))
    with pytest.raises(Conflict, match="mailed_enough"):
        links(crossing, mailer).send(crossing.found, ADDRESS, by(crossing))
    assert len(mailer.sent) == MOST_MAILS


def test_the_address_is_kept_nowhere(crossing: Crossing) -> None:
    links(crossing, FakeMailer()).send(crossing.found, ADDRESS, by(crossing))
    assert ADDRESS not in repr(crossing.found)


def test_only_the_hash_of_the_key_is_kept(crossing: Crossing) -> None:
    mailer = FakeMailer()
    links(crossing, mailer).send(crossing.found, ADDRESS, by(crossing))
    key = key_in(mailer.sent[0])
    assert hashed(key) in crossing.found.keys
    assert key not in repr(crossing.found)


def test_where_the_profile_does_not_want_it_nothing_is_sent(crossing: Crossing) -> None:
    mailer = FakeMailer()
    quiet = replace(crossing.profile, mail=replace(crossing.profile.mail, return_links=False))
    before = crossing.found
    with pytest.raises(Conflict, match="mail_off"):
        ReturnLinks(
            submissions=crossing.submissions,
            mailer=mailer,
            letters=replace(crossing.parts.letters, profile=quiet),
            bounds=crossing.parts.bounds,
        ).send(crossing.found, ADDRESS, by(crossing))
    assert (crossing.found, mailer.sent) == (before, [])


def test_what_has_ended_needs_no_way_back(crossing: Crossing) -> None:
    crossing.parts.deposits.cancel(ID)
    crossing.run()
    assert crossing.state() is State.CANCELLED
    with pytest.raises(Conflict):
        links(crossing, FakeMailer()).send(crossing.found, ADDRESS, by(crossing))


@pytest.fixture
def ses() -> Iterator[SesMailer]:
    with mock_aws():
        client = boto3.client("sesv2", region_name="eu-central-1")
        client.create_email_identity(EmailIdentity="deposit@example.org")
        yield SesMailer(client, "deposit@example.org")


def test_ses_takes_a_mail_from_the_verified_sender(ses: SesMailer) -> None:
    ses.send(Letter(ADDRESS, "Grüße “x”", "Text"))
    ses.send(Letter(ADDRESS, "Grüße “x”", "Text", "<p>Text</p>"))


@mock_aws
def test_a_sender_that_is_not_verified_is_a_refusal() -> None:
    client = boto3.client("sesv2", region_name="eu-central-1")
    with pytest.raises(Conflict, match="mail_refused"):
        SesMailer(client, "deposit@nowhere.example").send(Letter(ADDRESS, "s", "t"))


@mock_aws
def test_without_a_sender_no_mail_is_sent() -> None:
    client = boto3.client("sesv2", region_name="eu-central-1")
    with pytest.raises(Conflict, match="mail_off"):
        SesMailer(client, "").send(Letter(ADDRESS, "s", "t"))


def at(url: str) -> SesMailer:
    """SES as it is reached there, tried once."""
    patience = Config(connect_timeout=1, read_timeout=1, retries={"total_max_attempts": 1})
    client = boto3.client(
        "sesv2",
        region_name="eu-central-1",
        endpoint_url=url,
        config=patience,
        aws_access_key_id="nobody",
        aws_secret_access_key="nothing",
    )
    return SesMailer(client, "deposit@example.org")


@pytest.mark.parametrize(
    ("answer", "heard"),
    [
        (Answer(0), False),
        (Answer(429, b'{"message": "slower"}', {"x-amzn-errortype": "TooManyRequests"}), True),
        (Answer(503, b"{}"), True),
    ],
    ids=["cut", "throttled", "down"],
)
def test_only_where_no_answer_came_a_mail_may_have_gone_out(answer: Answer, *, heard: bool) -> None:
    with raw_server([answer]) as server, pytest.raises(NotNow) as told:
        at(server.url).send(Letter(ADDRESS, "s", "t"))
    assert isinstance(told.value, Unanswered) is not heard


def test_what_was_never_reached_carried_nothing() -> None:
    with pytest.raises(NotNow) as told:
        at("http://127.0.0.1:9").send(Letter(ADDRESS, "s", "t"))
    assert not isinstance(told.value, Unanswered)


def test_a_link_whose_mail_may_have_gone_out_opens_the_deposit(crossing: Crossing) -> None:
    mailer = FakeMailer()
    mailer.unheard = True
    with pytest.raises(NotNow):
        links(crossing, mailer).send(crossing.found, ADDRESS, by(crossing))
    assert crossing.parts.deposits.authorised(ID, key_in(mailer.sent[0])).id == ID
    assert crossing.found.mailed == 1


def test_of_a_days_mails_to_one_address_none_is_lost_while_nobody_carries_any(
    crossing: Crossing,
) -> None:
    mailer = FakeMailer(down=True)
    for _ in range(MOST_TO_ONE[Wanted.LINK]):
        with pytest.raises(NotNow):
            links(crossing, mailer).send(crossing.found, ADDRESS, by(crossing))
    mailer.down = False
    links(crossing, mailer).send(crossing.found, ADDRESS, by(crossing))
    assert len(mailer.sent) == 1


def test_who_hears_nothing_of_a_mail_is_asked_to_try_again(
    mailed: tuple[Client, FakeMailer],
) -> None:
    client, mailer = mailed
    mailer.unheard = True
    assert client.call("POST", "/link", json={"email": ADDRESS}).status_code == 503


@pytest.fixture
def mailed() -> tuple[Client, FakeMailer]:
    place = house()
    return place.opened(), place.mailer


def test_who_holds_a_key_has_the_link_sent(mailed: tuple[Client, FakeMailer]) -> None:
    client, mailer = mailed
    answer = client.call("POST", "/link", json={"email": ADDRESS})
    assert (answer.status_code, len(mailer.sent)) == (204, 1)


def test_who_holds_none_has_nothing_sent(mailed: tuple[Client, FakeMailer]) -> None:
    client, mailer = mailed
    client.key = "k" * 32
    assert client.call("POST", "/link", json={"email": ADDRESS}).status_code == 401
    assert mailer.sent == []


@pytest.mark.parametrize(
    "email",
    [
        "",
        "ada",
        "ada@",
        "a@b.c\r\nBcc: eve@x.org",
        "a@b.org, c@d.org",
        "x" * 300 + "@a.org",
        '"a,b@e.org"@b.org',
        "a@[127.0.0.1]",
        "a\x01@b.org",
        7,
        None,
    ],
)
def test_what_is_no_address_is_told_at_its_field(
    mailed: tuple[Client, FakeMailer], email: object
) -> None:
    client, mailer = mailed
    answer = client.call("POST", "/link", json={"email": email})
    assert answer.status_code in {400, 422}
    assert mailer.sent == []


def test_an_address_that_is_refused_is_told_plainly(
    mailed: tuple[Client, FakeMailer],
) -> None:
    client, _ = mailed
    answer = client.call("POST", "/link", json={"email": "nobody@example.org"})
    assert (answer.status_code, answer.json["code"]) == (409, "mail_refused")  # type: ignore[index]
