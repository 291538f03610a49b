"""The seal by a key in KMS, which never leaves it. The deposit's id is its encryption context:
under another id it does not open, and the key's own log names the deposit.
"""

from typing import Any

from botocore.exceptions import ClientError

from zenferry.accounts.seal import Secret, packed, unpacked
from zenferry.adapters.aws_errors import code_of, translated
from zenferry.errors import Absent

__all__ = ["KmsSeal"]

# Sealed for another deposit, by another key, or damaged; the key was replaced.
_NOT_OURS = {"InvalidCiphertextException", "IncorrectKeyException"}


class KmsSeal:
    """One key. The function that answers the page may seal, and can't unseal."""

    def __init__(self, kms: Any, key: str) -> None:
        self._kms = kms
        self._key = key

    def seal(self, submission: str, secret: Secret) -> bytes:
        text = packed(secret)
        with translated():
            answer = self._kms.encrypt(
                KeyId=self._key, Plaintext=text, EncryptionContext={"submission": submission}
            )
        return bytes(answer["CiphertextBlob"])

    def unsealed(self, submission: str, sealed: bytes) -> Secret:
        with translated():
            try:
                answer = self._kms.decrypt(
                    KeyId=self._key,
                    CiphertextBlob=sealed,
                    EncryptionContext={"submission": submission},
                )
            except ClientError as error:
                if code_of(error) not in _NOT_OURS:
                    raise
                raise Absent("own_token_gone") from error
        return unpacked(answer["Plaintext"])
