"""What each answer of Slack's means: done, not done, unclear, or later."""

import asyncio
from datetime import timedelta

import aiohttp
from slack_sdk.errors import SlackApiError

from coproduction import messages
from coproduction.messages import MessageState, Outcome
from handlers.slack.patience import PATIENT, SlackPatience

_LATER = {"ratelimited", "rate_limited", "message_limit_exceeded"}
# The token is refused, for now or until the operator mends it: what is owed stays owed.
_NO_ACCESS = {"invalid_auth", "not_authed", "account_inactive", "token_revoked", "token_expired"}
_UNCLEAR = {
    "fatal_error",
    "internal_error",
    "service_unavailable",
    "request_timeout",
    "duplicate_message_not_found",
    "duplicate_channel_not_found",
}
# A connection that the other side closes is a ClientError and no OSError.
SLACK_IS_AWAY = (aiohttp.ClientError, asyncio.TimeoutError, OSError)


def is_unclear(refusal: SlackApiError) -> bool:
    """Whether this is no answer of Slack's to what was asked: it may have been done or not."""
    error, status = error_of(refusal), status_of(refusal)
    if status == 429 or error in _LATER | _NO_ACCESS:
        return False
    return not error or error in _UNCLEAR or status >= 500


def is_passing(fault: Exception) -> bool:
    """Whether it is worth asking again; else Slack means its no for good."""
    return passing(fault, PATIENT) is not None


def passing(fault: Exception, patience: SlackPatience) -> timedelta | None:
    """How long to wait before asking again; None when Slack means its no for good."""
    if not isinstance(fault, SlackApiError) or is_unclear(fault):
        return patience.again_after
    if error_of(fault) in _NO_ACCESS:
        return patience.no_access
    is_for_now = error_of(fault) in _LATER or status_of(fault) == 429
    return retry_after(fault) if is_for_now else None


def outcome_of(refusal: SlackApiError, attempt: int, patience: SlackPatience) -> Outcome:
    """What Slack's answer to a post means for the message."""
    if is_unclear(refusal):
        return messages.unclear(reason_of(refusal))
    wait = passing(refusal, patience)
    if wait is None:
        return messages.rejected(error_of(refusal))
    return messages.not_sent(error_of(refusal), attempt, wait)


def not_sent_because(fault: Exception, attempt: int, patience: SlackPatience) -> Outcome:
    """What a fault before the post means for the message: it was surely not sent."""
    outcome = outcome_of(fault, attempt, patience) if isinstance(fault, SlackApiError) else None
    if outcome is None or outcome.state is MessageState.UNKNOWN:
        return messages.not_sent(reason_of(fault), attempt)
    return outcome


def reason_of(fault: Exception) -> str:
    """A word for the log and the outbox."""
    if not isinstance(fault, SlackApiError):
        return type(fault).__name__
    return error_of(fault) or f"HTTP {status_of(fault)}"


def error_of(refusal: SlackApiError) -> str:
    """Slack's name for the error, empty when the answer was not Slack's kind of answer."""
    data = getattr(refusal.response, "data", refusal.response)
    return str(data.get("error") or "") if isinstance(data, dict) else ""


def status_of(refusal: SlackApiError) -> int:
    """The HTTP status of the answer."""
    return int(getattr(refusal.response, "status_code", 0) or 0)


def retry_after(refusal: SlackApiError) -> timedelta:
    """How long Slack asks us to wait; 5 seconds when it does not say so in a number."""
    headers = getattr(refusal.response, "headers", None) or {}
    said = str(headers.get("Retry-After") or headers.get("retry-after") or "")
    return timedelta(seconds=int(said)) if said.isascii() and said.isdigit() else timedelta(seconds=5)
