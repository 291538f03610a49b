"""Letters: what is mailed to whom, one function for each kind, in the reader's language.

It does not know how a letter is drawn, nor who carries it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from zenferry import links
from zenferry.errors import Param
from zenferry.mails.news import Message, News
from zenferry.mails.quoting import one_line, quotation
from zenferry.messages import sentence
from zenferry.profile import Curator, Profile
from zenferry.state import ENDED, State
from zenferry.submission import Submission
from zenferry.versions.basis import BasisKind

__all__ = ["Content", "Letter", "Letters", "Mailer", "Rendering"]

_RIGHT_TO_LEFT = frozenset({"ar", "dv", "fa", "he", "ps", "ur", "yi"})
_WITH_WORDS = frozenset({News.RETURNED, News.DECLINED, News.CURATOR_SAID})


@dataclass(frozen=True)
class Letter:
    """One mail to one address, in plain text and, where there is any, the same in HTML."""

    to: str
    subject: str
    text: str
    html: str = ""


class Mailer(Protocol):
    """Carries mails."""

    def send(self, letter: Letter) -> None:
        """Hand it over. Conflict: the address is not taken.

        NotNow: nobody carries mails now, and it is not sent. Unanswered: it may be.
        """
        ...


@dataclass(frozen=True, kw_only=True)
class Content:
    """What a letter says, part by part. `title` and `words` are somebody's own; the rest is ours.

    `direction` is HTML's: ltr or rtl.
    """

    language: str
    direction: str
    sender: str
    accent: str
    subject: str
    hello: str
    paragraphs: tuple[str, ...]
    title_label: str
    title: str
    words_label: str
    words: str
    words_more: str
    link: str
    link_label: str
    notes: tuple[str, ...]


class Rendering(Protocol):
    """Draws letters."""

    def rendered(self, content: Content) -> tuple[str, str]:
        """As plain text and as HTML."""
        ...


@dataclass(frozen=True, kw_only=True)
class _Plan:
    """One kind of letter, by the codes of its sentences."""

    kind: str
    texts: tuple[str, ...] = ()
    title: str = ""
    words: str = ""
    link: str = ""
    label: str = "mail_link_deposit"
    notes: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Letters:
    """Writes them. `page` is the deposit page's address, ending in a slash."""

    profile: Profile
    page: str
    rendering: Rendering

    def return_link(self, found: Submission, to: str, key: str) -> Letter:
        """The way back to a deposit. Nothing that was typed stands in it."""
        notes = ("mail_key", "mail_until", "mail_not_asked", "mail_questions")
        link = self._deposit(found, found.language, key)
        told = self._told(found, found.language, day=_day(found.expires))
        return self._letter(told, to, _Plan(kind="mail_return_link", link=link, notes=notes))

    def way_back(self, found: Submission, key: str) -> str:
        """The address that opens a deposit, for somebody else to pass on."""
        return self._deposit(found, found.language, key)

    def transferred(self, found: Submission, to: str, key: str) -> Letter:
        """A deposit that a curator handed over, to whom it belongs now."""
        notes = ("mail_key", "mail_until", "mail_questions")
        link = self._deposit(found, found.language, key)
        told = self._told(found, found.language, day=_day(found.expires))
        return self._letter(told, to, _Plan(kind="mail_transferred", link=link, notes=notes))

    def news(self, found: Submission, message: Message, to: str, language: str, key: str) -> Letter:
        """How a deposit goes, to the address that its depositor left.

        Nothing that was typed is told to an address that may be a stranger's.
        """
        told = self._told(
            found,
            language,
            day=_day(found.expires),
            days=self.profile.mail.erased_after,
            doi=f"https://doi.org/{found.doi}",
            address=str(found.record_url),
        )
        plan = _Plan(
            kind=f"mail_{message.news}",
            texts=tuple(_news_texts(found, message.news, practice=told.practice)),
            title=one_line(found.values.get("title")) if found.confirmed else "",
            words=_words_of(found, message.news),
            link=self._deposit(found, language, key),
            notes=(
                "mail_key_ended" if found.state in ENDED else "mail_key",
                "mail_why",
                "mail_questions",
            ),
        )
        return self._letter(told, to, plan)

    def waiting(self, found: Submission, curator: Curator) -> Letter:
        """A deposit waits for a look; to one of the consortium's curators."""
        plan = _Plan(
            kind="mail_waiting",
            title=one_line(found.values.get("title")),
            link=links.to_waiting(self.page, found.id),
            label="mail_link_desk",
            notes=("mail_why_curator",),
        )
        return self._letter(self._told(found, self.profile.languages[0]), curator.address, plan)

    def sign_in(self, curator: Curator, secret: str, *, minutes: int) -> Letter:
        """The link by which a curator signs in."""
        told = _Told(self.profile, self.profile.languages[0], minutes=minutes)
        plan = _Plan(
            kind="mail_sign_in",
            link=links.to_desk(self.page, secret),
            label="mail_link_sign_in",
            notes=("mail_sign_in_not_asked", "mail_why_curator"),
        )
        return self._letter(told, curator.address, plan)

    def invitation(
        self, to: str, secret: str, *, language: str, expires: datetime, asked: bool = False
    ) -> Letter:
        """An invitation. `asked`: for it, by whoever has the address, rather than a curator's."""
        notes = ("mail_invitation_key", "mail_until", "mail_questions")
        plan = _Plan(
            kind="mail_invitation",
            texts=("mail_invitation_asked_text" if asked else "mail_invitation_text",),
            link=self.invitation_link(language, secret),
            label="mail_link_form",
            notes=(*notes, "mail_not_asked") if asked else notes,
        )
        return self._letter(_Told(self.profile, language, day=_day(expires)), to, plan)

    def version_agreed(
        self,
        to: str,
        secret: str,
        kind: BasisKind,
        record: str,
        *,
        language: str,
        expires: datetime,
    ) -> Letter:
        """The curators agreed to a new version, or a correction; `record`: its DOI or address."""
        told = _Told(self.profile, language, day=_day(expires), record=record)
        plan = _Plan(
            kind="mail_version_agreed",
            texts=(f"mail_version_agreed_{kind}_text",),
            link=self.invitation_link(language, secret, former=True),
            label="mail_link_form",
            notes=("mail_invitation_key", "mail_until", "mail_questions"),
        )
        return self._letter(told, to, plan)

    def version_refused(self, to: str, record: str, *, words: str, language: str) -> Letter:
        """They did not agree, and why, in their words."""
        told = _Told(self.profile, language, record=record)
        plan = _Plan(kind="mail_version_refused", words=words, notes=("mail_questions",))
        return self._letter(told, to, plan)

    def _told(self, found: Submission, language: str, **more: Param) -> "_Told":
        return _Told(self.profile.at(*found.destination), language, **more)

    def _letter(self, told: "_Told", to: str, plan: _Plan) -> Letter:
        words, is_cut = quotation(plan.words)
        subject = " ".join(told(f"{plan.kind}_subject").split())
        content = Content(
            language=told.language,
            direction="rtl" if told.language in _RIGHT_TO_LEFT else "ltr",
            sender=told.profile.consortium.name,
            accent=told.profile.look.accent,
            subject=subject,
            hello=told("mail_hello"),
            paragraphs=tuple(map(told, plan.texts or (f"{plan.kind}_text",))),
            title_label=told("mail_title"),
            title=plan.title,
            words_label=told("mail_words"),
            words=words,
            words_more=told("mail_words_more") if is_cut else "",
            link=plan.link,
            link_label=told(plan.label),
            notes=tuple(map(told, plan.notes)),
        )
        return Letter(to, subject, *self.rendering.rendered(content))

    def _deposit(self, found: Submission, language: str, key: str) -> str:
        return links.to_deposit(self._in(language), found.id, key)

    def invitation_link(self, language: str, secret: str, *, former: bool = False) -> str:
        """What opens the form by an invitation, in a language of the page's.

        `former`: it is good for one published record, whose words are filled in at once.
        """
        return links.to_form(self._in(language), secret, former=former)

    def _in(self, language: str) -> str:
        """The page of this language."""
        _, *others = self.profile.languages
        return self.page + (f"{language}/" if language in others else "")


class _Told:
    """Sentences in one language, with the consortium's names and what else is known filled in."""

    def __init__(self, profile: Profile, language: str, **more: Param) -> None:
        self.language = language if language in profile.languages else profile.languages[0]
        self.profile = profile.told_in(self.language)
        self.practice = profile.repository.practice
        self._said: dict[str, Param] = {
            "consortium": self.profile.consortium.name,
            "contact": self.profile.consortium.contact,
            "repository": profile.repository.name,
            **more,
        }

    def __call__(self, code: str) -> str:
        return sentence(code, self._said, self.language)


def _day(at: datetime) -> str:
    return at.date().isoformat()


def _news_texts(found: Submission, news: News, *, practice: bool) -> Iterator[str]:
    look = news is News.RECEIVED and found.state is State.AWAITING_APPROVAL
    own = news is News.DRAFT_READY and bool(found.account)
    # At the repository both are one act, so that one mail tells both.
    if news is News.PUBLISHED and any(event.code == "accepted" for event in found.timeline):
        yield "mail_accepted"
    yield f"mail_{news}{'_look' * look}{'_own' * own}_text"
    if news is News.PUBLISHED and found.doi:
        yield "mail_cite"
    if news is News.PUBLISHED and found.record_url:
        yield "mail_record"
    if news in {News.RECEIVED, News.PUBLISHED} and practice:
        yield "mail_practice"


def _words_of(found: Submission, news: News) -> str:
    """What the curator wrote last, where the news is of that."""
    said = [event for event in found.timeline if event.code == news and news in _WITH_WORDS]
    return str(said[-1].params.get("words", "")) if said else ""
