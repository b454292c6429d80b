"""Every error that Slack documents for a post has one meaning for the message: one table has them all."""

from __future__ import annotations

from datetime import timedelta

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from coproduction.machine import Event
from handlers.slack.patience import PATIENT
from handlers.slack.slack_errors import not_sent_because, outcome_of
from tests.judges.calls import common_errors, methods

WAIT = "later"  # Slack asks for patience: surely not sent, and tried again after the pause that it names
OPERATOR = "operator"  # the token is refused until somebody mends it: surely not sent, and it stays owed
UNCLEAR = "unclear"  # it may have been sent: looked for before anything is sent again
REFUSED = "refused"  # surely not sent, and never will be: somebody can see it, and why

MEANINGS = {
    WAIT: """message_limit_exceeded org_login_required rate_limited ratelimited team_added_to_org""",
    OPERATOR: """accesslimited account_inactive invalid_auth not_authed token_expired token_revoked
        two_factor_setup_required""",
    UNCLEAR: """duplicate_channel_not_found duplicate_message_not_found fatal_error internal_error
        request_timeout service_unavailable""",
    REFUSED: """access_denied app_access_restricted as_user_not_supported
        attachment_payload_limit_exceeded cannot_reply_to_message channel_not_found
        deprecated_endpoint draft_already_deleted draft_already_sent draft_has_conflict
        draft_not_found ekm_access_denied enterprise_is_restricted invalid_arg_name
        invalid_arguments invalid_array_arg invalid_json json_not_object invalid_blocks
        invalid_blocks_format invalid_charset invalid_form_data invalid_metadata_format
        invalid_metadata_schema invalid_post_type is_archived is_bot markdown_text_conflict
        messages_tab_disabled metadata_must_be_sent_from_app metadata_too_large method_deprecated
        missing_file_data missing_post_type missing_scope msg_blocks_too_long no_permission
        no_text not_allowed_token_type not_in_channel restricted_action
        restricted_action_non_threadable_channel restricted_action_read_only_channel
        restricted_action_thread_locked restricted_action_thread_only_channel
        send_on_behalf_not_allowed slack_connect_canvas_sharing_blocked
        slack_connect_file_link_sharing_blocked slack_connect_lists_sharing_blocked team_not_found
        too_many_attachments too_many_contact_cards unknown_method""",
}
TABLE = {error: meaning for meaning, errors in MEANINGS.items() for error in errors.split()}
UNDOCUMENTED = {"a_new_error_of_next_year": REFUSED}
EVENTS = {
    WAIT: Event.NOT_SENT,
    OPERATOR: Event.NOT_SENT,
    UNCLEAR: Event.UNCLEAR,
    REFUSED: Event.REFUSED,
}


def answered(error: str, status: int = 200) -> SlackApiError:
    """Slack's answer to a post, as its library hands it on."""
    response = AsyncSlackResponse(
        client=AsyncWebClient(),
        http_verb="POST",
        api_url="chat.postMessage",
        req_args={},
        data={"ok": False, "error": error},
        headers={"Retry-After": "30"},
        status_code=status,
    )
    return SlackApiError("no", response)  # type: ignore[no-untyped-call]


def test_the_table_has_every_documented_error_of_the_call_and_no_other() -> None:
    assert sorted(TABLE) == sorted({*methods()["chat.postMessage"]["errors"], *common_errors()})


@pytest.mark.parametrize(("error", "meaning"), [*TABLE.items(), *UNDOCUMENTED.items()])
def test_each_is_told_apart(error: str, meaning: str) -> None:
    outcome = outcome_of(answered(error), 1, PATIENT)

    assert (outcome.event, outcome.reason) == (EVENTS[meaning], error)
    waits = {WAIT: timedelta(seconds=30), OPERATOR: PATIENT.no_access, REFUSED: timedelta(0)}
    assert outcome.wait == waits.get(meaning, outcome.wait)


@pytest.mark.parametrize("error", ["ratelimited", "rate_limited", "message_limit_exceeded"])
def test_who_was_told_often_to_wait_still_waits_no_longer_than_slack_asks(error: str) -> None:
    assert outcome_of(answered(error), 9, PATIENT).wait == timedelta(seconds=30)


@pytest.mark.parametrize("error", ["", "no_text", "fatal_error", "ratelimited"])
@pytest.mark.parametrize("attempt", [1, 9])
def test_a_conversation_that_slack_was_too_busy_to_open_is_asked_for_as_soon_as_it_says(
    error: str, attempt: int
) -> None:
    assert not_sent_because(answered(error, 429), attempt, PATIENT).wait == timedelta(seconds=30)


@pytest.mark.parametrize("error", ["", "no_text", "fatal_error", "ratelimited"])
def test_a_429_of_a_door_on_the_way_is_looked_for_before_anything_is_sent_again(error: str) -> None:
    outcome = outcome_of(answered(error, 429), 1, PATIENT)

    assert (outcome.event, outcome.wait) == (Event.LATER, timedelta(seconds=30))


@pytest.mark.parametrize("status", [500, 502, 503, 504])
@pytest.mark.parametrize("error", ["", "no_text", "internal_error"])
def test_a_fault_of_slacks_own_is_unclear_whatever_it_says(error: str, status: int) -> None:
    assert outcome_of(answered(error, status), 1, PATIENT).event is Event.UNCLEAR
