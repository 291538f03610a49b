"""Each role may do what the code does with it, and nothing else: by call, by place, by row."""

from __future__ import annotations

import re

import pytest

from tests.grants import GRANTS, ROWS, WILDCARDS, granted, granted_rows, row_is_granted
from tests.template import PATH, many, place, statements

# The letters: functions/zenferry/adapters/rows.py.
TOKENS, PASSES, LOG = "K#@0123abcd", "D#0123abcd", "L#2026-11"
DEPOSIT = "3f0c7a52-8c54-4c1b-9f61-b4a2ce7df0aa"


def test_each_role_may_do_what_the_code_does_and_nothing_else() -> None:
    assert granted() == GRANTS
    for _, statement in statements():
        assert statement["Effect"] == "Allow"


def test_each_role_is_granted_the_rows_that_the_code_touches_and_no_others() -> None:
    told = {
        role: {verb: set(keys.split()) for verb, keys in verbs.items()}
        for role, verbs in ROWS.items()
    }
    assert granted_rows() == told


def test_no_grant_is_of_all_rows_or_of_several_kinds() -> None:
    for verbs in granted_rows().values():
        for key in set().union(*verbs.values()):
            assert re.match(r"[A-Z]#", key), key


def test_nobody_changes_or_drops_a_line_of_the_log() -> None:
    for role, verbs in granted_rows().items():
        for verb in verbs.keys() - {"PutItem", "Query"}:
            assert not row_is_granted(role, verb, LOG), (role, verb)
    assert [role for role in ROWS if row_is_granted(role, "Query", LOG)] == ["DeskRole"]


def test_only_the_desk_makes_and_takes_curators_links_and_sessions() -> None:
    for verb in ("PutItem", "Query", "UpdateItem", "DeleteItem"):
        may = {role for role in ROWS if row_is_granted(role, verb, PASSES)}
        assert may <= {"DeskRole"}, verb


def test_only_the_api_and_the_desk_make_or_count_invitations() -> None:
    for verb in ("PutItem", "UpdateItem"):
        may = {role for role in ROWS if row_is_granted(role, verb, "I#0123")}
        assert may == {"ApiRole", "DeskRole"}, verb


def test_what_is_public_reads_no_token_address_session_or_line_of_the_log() -> None:
    for key in (TOKENS, f"K#{DEPOSIT}", f"A#{DEPOSIT}", PASSES, LOG):
        assert not row_is_granted("ApiRole", "Query", key), key


def test_what_accounts_share_is_written_where_it_may_be_unsealed() -> None:
    may = {role for role in ROWS if row_is_granted(role, "PutItem", TOKENS)}
    assert may == {"ForwardRole", "TendRole"}
    assert row_is_granted("ApiRole", "PutItem", f"K#{DEPOSIT}")


def test_wildcards_are_few_and_have_reasons() -> None:
    for role, statement in statements():
        assert not [action for action in many(statement["Action"]) if "*" in action], role
        stars = {place(each) for each in many(statement["Resource"]) if "*" in place(each)}
        assert stars <= set(WILDCARDS), role


def test_mails_come_from_one_sender_only() -> None:
    """Else only where no sender is named and the caller is this very machine: at AWS, nowhere."""
    conditions = [each["Condition"] for _, each in statements() if each["Action"] == SEND]
    assert [each for each in conditions if each not in (OUR_SENDER, HERE)] == []
    assert conditions.count(OUR_SENDER) == 3


SEND = "ses:SendEmail"
OUR_SENDER = {"StringEquals": {"ses:FromAddress": {"Ref": "MailSender"}}}
HERE = {"Null": {"ses:FromAddress": "true"}, "IpAddress": {"aws:SourceIp": "127.0.0.1/32"}}


def test_a_token_is_sealed_and_unsealed_for_a_deposit_and_nothing_else() -> None:
    found = [each for _, each in statements() if each["Sid"] in {"SealTokens", "UnsealTokens"}]
    assert len(found) == 7
    for statement in found:
        assert statement["Condition"] == {
            "ForAllValues:StringEquals": {"kms:EncryptionContextKeys": ["submission"]},
        }


@pytest.mark.parametrize("role", ["ApiRole", "DeskRole", "MailRole", "RecordsRole", "ReadRole"])
def test_what_needs_no_token_of_a_repository_has_none(role: str) -> None:
    actions = {a for name, each in statements() if name == role for a in many(each["Action"])}
    assert not actions & {"secretsmanager:GetSecretValue", "kms:Decrypt"}


def test_each_grant_has_a_reason_beside_it() -> None:
    text = PATH.read_text()
    for sid in {statement["Sid"] for _, statement in statements()} - {"WriteLogs"}:
        for found in re.finditer(rf"\n(.*)\n +- Sid: {sid}\n", text):
            assert found[1].strip().startswith("#"), sid
