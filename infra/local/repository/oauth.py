"""The authorisation server's memory and rules: others' applications, codes, tokens that end.

As invenio-oauth2server has them: no PKCE, one token for each application and account, nothing to
revoke a token with but the person's own page. It must not know how any of it is served.
"""

import hmac
import secrets
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlencode

from infra.local.repository.refusal import Json

SCOPES = {
    "deposit:write": "Allow upload (but not publishing).",
    "deposit:actions": "Allow publishing of uploads.",
    "user:email": "Allow access to email address (read-only).",
}
CODE_SECONDS = 60
# https://github.com/zenodo/zenodo-rdm: 60 days.
TOKEN_SECONDS = 60 * 24 * 3600


class NotAnApplication(Exception):
    """Nobody knows where to send the answer: it is told to the person, and goes nowhere."""


class GrantRefused(Exception):
    """What is asked for is not given. `error` is a word of RFC 6749."""

    def __init__(self, error: str, status: int = 400) -> None:
        super().__init__(error)
        self.error = error
        self.status = status


@dataclass(frozen=True)
class Application:
    """A confidential client. Each of `redirects` is taken letter by letter or not at all."""

    id: str
    secret: str
    name: str
    redirects: tuple[str, ...]


@dataclass(frozen=True)
class Asked:
    """What an application asks of a person."""

    application: Application
    redirect: str
    scopes: tuple[str, ...]
    state: str

    def answered(self, **answer: str) -> str:
        """Where the browser goes next, with the answer."""
        told = answer | ({"state": self.state} if self.state else {})
        return f"{self.redirect}?{urlencode(told)}"


@dataclass(frozen=True)
class _Code:
    asked: Asked
    user: str
    ends: float


@dataclass(frozen=True)
class _Token:
    application: str
    user: str
    scopes: tuple[str, ...]
    access: str
    refresh: str
    ends: float


@dataclass
class OAuth:
    """Applications, codes that wait for their exchange, tokens by what they are."""

    applications: dict[str, Application] = field(default_factory=dict)
    lifetime: float = TOKEN_SECONDS
    _codes: dict[str, _Code] = field(default_factory=dict)
    _tokens: list[_Token] = field(default_factory=list)

    def register(self, id_: str, redirect: str, name: str = "Deposit page") -> Application:
        """One more application; registered again, it may be answered at one more address."""
        before = self.applications.get(id_)
        made = Application(
            id_,
            before.secret if before else secrets.token_urlsafe(45),
            name,
            (*(before.redirects if before else ()), redirect),
        )
        self.applications[id_] = made
        return made

    def asked(self, query: Mapping[str, str]) -> Asked:
        """What a person is to be asked."""
        application = self.applications.get(query.get("client_id", ""))
        if application is None:
            raise NotAnApplication("invalid_client_id")
        redirect = query.get("redirect_uri", application.redirects[0])
        if redirect not in application.redirects:
            raise NotAnApplication("mismatching_redirect_uri")
        scopes = tuple(query.get("scope", "").split())
        return Asked(application, redirect, scopes, query.get("state", ""))

    def wrong(self, query: Mapping[str, str]) -> str:
        """Why the application gets no answer to this; empty where it may."""
        if query.get("response_type") != "code":
            return "unsupported_response_type"
        return "" if set(query.get("scope", "").split()) <= SCOPES.keys() else "invalid_scope"

    def code(self, asked: Asked, user: str) -> str:
        """What the application may come with for a token: once, and soon."""
        code = secrets.token_urlsafe(22)
        self._codes[code] = _Code(asked, user, time.time() + CODE_SECONDS)
        return code

    def expire_codes(self) -> None:
        """Let a minute pass."""
        self._codes.clear()

    def expire_tokens(self) -> None:
        """Let two months pass: they are refused, and can still be refreshed."""
        self._tokens = [
            _Token(t.application, t.user, t.scopes, t.access, t.refresh, 0) for t in self._tokens
        ]

    def withdraw(self) -> None:
        """What a person does on their own page: no token of anybody's is taken any more."""
        self._tokens.clear()

    def whose(self, token: str) -> str | None:
        """The id of the account that a token is of, while it is taken."""
        now = time.time()
        return next((t.user for t in self._tokens if _same(t.access, token) and t.ends > now), None)

    def exchanged(self, form: Mapping[str, str]) -> tuple[str, Json]:
        """For a code, or a token to refresh: the account's id, and what the answer says."""
        application = self.applications.get(form.get("client_id", ""))
        if application is None:
            raise NotAnApplication("invalid_client_id")
        if not _same(application.secret, form.get("client_secret", "")):
            raise GrantRefused("invalid_client", 401)
        match form.get("grant_type"):
            case "authorization_code":
                return self._first(application, form)
            case "refresh_token":
                return self._refreshed(application, form)
        raise GrantRefused("unsupported_grant_type")

    def _first(self, application: Application, form: Mapping[str, str]) -> tuple[str, Json]:
        # Whoever shows it, it is used up.
        code = self._codes.pop(form.get("code", ""), None)
        if code is None or code.ends < time.time():
            raise GrantRefused("invalid_grant")
        asked = code.asked
        if asked.application.id != application.id or asked.redirect != form.get("redirect_uri"):
            raise GrantRefused("invalid_grant")
        return self._given(application, code.user, asked.scopes)

    def _refreshed(self, application: Application, form: Mapping[str, str]) -> tuple[str, Json]:
        shown = form.get("refresh_token", "")
        for token in self._tokens:
            if token.application == application.id and _same(token.refresh, shown):
                return self._given(application, token.user, token.scopes)
        raise GrantRefused("invalid_grant")

    def _given(
        self, application: Application, user: str, scopes: tuple[str, ...]
    ) -> tuple[str, Json]:
        # Each application has one token of an account: the one before is gone.
        self._tokens = [
            t for t in self._tokens if (t.application, t.user) != (application.id, user)
        ]
        access, refresh = secrets.token_urlsafe(22), secrets.token_urlsafe(22)
        ends = time.time() + self.lifetime
        self._tokens.append(_Token(application.id, user, scopes, access, refresh, ends))
        return user, {
            "access_token": access,
            "expires_in": int(self.lifetime),
            "token_type": "Bearer",
            "scope": " ".join(scopes),
            "refresh_token": refresh,
            "user": {"id": user},
        }


def _same(one: str, other: str) -> bool:
    return hmac.compare_digest(one.encode(), other.encode())
