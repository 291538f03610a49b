"""Mails through Amazon SES, from one verified sender."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from botocore.exceptions import ClientError, ConnectTimeoutError, EndpointConnectionError

from zenferry.adapters.aws_errors import code_of, translated
from zenferry.errors import Conflict, NotNow, Unanswered
from zenferry.mails.letters import Letter

if TYPE_CHECKING:
    from mypy_boto3_sesv2 import SESV2Client
    from mypy_boto3_sesv2.type_defs import BodyTypeDef

__all__ = ["SesMailer"]

# What SES says of an address, or of us; asking again would not help.
_REFUSED = frozenset(
    {"MessageRejected", "BadRequestException", "MailFromDomainNotVerifiedException"}
)


class SesMailer:
    """One sender. The service escapes what stands in subject and text; nothing is a header here."""

    def __init__(self, client: "SESV2Client", sender: str) -> None:
        self._client = client
        self._sender = sender

    def send(self, letter: Letter) -> None:
        if not self._sender:
            raise Conflict("mail_off")
        with _carried():
            try:
                self._client.send_email(
                    FromEmailAddress=self._sender,
                    Destination={"ToAddresses": [letter.to]},
                    Content={
                        "Simple": {
                            "Subject": {"Data": letter.subject, "Charset": "UTF-8"},
                            "Body": _body(letter),
                        }
                    },
                )
            except ClientError as error:
                if code_of(error) in _REFUSED:
                    raise Conflict("mail_refused") from error
                raise


@contextmanager
def _carried() -> Iterator[None]:
    """An answer that says no is one; on a line that broke, it may have been on its way."""
    try:
        with translated():
            yield
    except NotNow as error:
        cause = error.__cause__
        never_asked = isinstance(cause, ConnectTimeoutError | EndpointConnectionError)
        if isinstance(cause, ClientError) or never_asked:
            raise
        raise Unanswered(error.code) from cause


def _body(letter: Letter) -> "BodyTypeDef":
    body: BodyTypeDef = {"Text": {"Data": letter.text, "Charset": "UTF-8"}}
    if letter.html:
        body["Html"] = {"Data": letter.html, "Charset": "UTF-8"}
    return body
