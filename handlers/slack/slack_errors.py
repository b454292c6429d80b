"""What each answer of Slack's means: done, not done, unclear, or later."""

import asyncio
import re
from collections.abc import Mapping
from datetime import timedelta

import aiohttp
from slack_sdk.errors import SlackApiError

from coproduction import messages
from coproduction.messages import Outcome
from handlers.slack.patience import PATIENT, SlackPatience

MOST_REST = timedelta(hours=1)  # longer than Slack ever asks for; what asks for more is broken
USUAL_REST = timedelta(seconds=5)  # when it does not say how long in a number

_LATER = {
    "ratelimited",
    "rate_limited",
    "message_limit_exceeded",
    "team_added_to_org",  # the workspace is being moved into an organisation
    "org_login_required",  # the same, a little later
}
_NUMBER = re.compile(r"[0-9]{1,300}(?:\.[0-9]+)?")
TOO_BUSY = {"ratelimited", "rate_limited", "message_limit_exceeded"}
_OF_THE_WORKSPACE = {"rate_limited", "message_limit_exceeded"}  # however many conversations there are
# The token is refused, for now or until the operator mends it: what is owed stays owed.
NO_ACCESS = {
    "accesslimited",  # from this network
    "account_inactive",
    "invalid_auth",
    "not_authed",
    "token_expired",
    "token_revoked",
    "two_factor_setup_required",
}
# What a call is for was not granted to the app, or this workspace does not have it.
NOT_GRANTED = {
    "access_denied",
    "missing_scope",
    "no_permission",
    "not_allowed_token_type",
    "plan_upgrade_required",
}
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


class Resting(OSError):  # noqa: N818 (a wish of Slack's that is kept, not an error)
    """Slack has asked for a pause that is not over: the call was not made. `left` is how much longer."""

    def __init__(self, lane: str, seconds: float) -> None:
        super().__init__(lane)
        self.left = timedelta(seconds=seconds)


class Unreadable(aiohttp.ClientError):
    """Something came back, and it is no answer that can be read: what was asked may have been done."""


# Faults before the call: no byte of it left this machine.
NEVER_LEFT = (Resting, aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError)


def is_unclear(refusal: SlackApiError) -> bool:
    """Whether this is no answer of Slack's to what was asked: it may have been done or not."""
    error, status = error_of(refusal), status_of(refusal)
    if error in _LATER | NO_ACCESS:
        return False
    return not error or error in _UNCLEAR or status >= 500


def may_have_arrived(fault: Exception) -> bool:
    """Whether words were perhaps said all the same: no answer came, or none that says that they were not."""
    return is_unclear(fault) if isinstance(fault, SlackApiError) else not isinstance(fault, NEVER_LEFT)


def is_temporary(refusal: SlackApiError) -> bool:
    """Whether Slack only asks for patience, and says nothing of us or of our token."""
    return asks_for_a_rest(refusal) or error_of(refusal) in _LATER or is_unclear(refusal)


def is_passing(fault: Exception) -> bool:
    """Whether it is worth asking again; else Slack means its no for good."""
    return passing(fault, PATIENT) is not None


def is_busy(fault: Exception) -> bool:
    """Whether Slack surely did nothing, because it has no time for us."""
    return isinstance(fault, Resting) or (isinstance(fault, SlackApiError) and asks_for_a_rest(fault))


def passing(fault: Exception, patience: SlackPatience) -> timedelta | None:
    """How long to wait before asking again; None when Slack means its no for good."""
    if isinstance(fault, Resting):
        return fault.left
    if not isinstance(fault, SlackApiError):
        return patience.again_after
    if asks_for_a_rest(fault) or error_of(fault) in _LATER:
        return retry_after(fault)
    if is_unclear(fault):
        return patience.again_after
    return patience.no_access if error_of(fault) in NO_ACCESS else None


def outcome_of(refusal: SlackApiError, attempt: int, patience: SlackPatience) -> Outcome:
    """What Slack's answer to a post means for the message."""
    if status_of(refusal) == 429:  # a door on the way to Slack may say so of a call that it let through
        return messages.look_later(reason_of(refusal), retry_after(refusal))
    if is_unclear(refusal):
        return messages.unclear(reason_of(refusal))
    return not_sent_because(refusal, attempt, patience)


def not_sent_because(fault: Exception, attempt: int, patience: SlackPatience) -> Outcome:
    """What a fault before the post means for the message: it was surely not sent."""
    wait = passing(fault, patience)
    if wait is None and isinstance(fault, SlackApiError):
        return messages.rejected(error_of(fault))
    if isinstance(fault, Resting):
        return messages.resting(reason_of(fault), fault.left)
    if wait and is_busy(fault):
        return messages.held_up(reason_of(fault), wait)
    return messages.not_sent(reason_of(fault), attempt, wait or timedelta(0))


def cannot_look_because(fault: Exception, patience: SlackPatience) -> Outcome:
    """What a fault while looking for a message means for it: nothing is known yet, or never will be."""
    wait = passing(fault, patience)
    if wait is None:
        return messages.cannot_look(reason_of(fault))
    return messages.look_later(reason_of(fault), wait)


def reason_of(fault: Exception) -> str:
    """A word for the log and the outbox."""
    if not isinstance(fault, SlackApiError):
        return type(fault).__name__
    return error_of(fault) or f"HTTP {status_of(fault)}"


def error_of(refusal: SlackApiError) -> str:
    """Slack's name for the error, empty when the answer was not Slack's kind of answer."""
    data = getattr(refusal.response, "data", refusal.response)
    error = data.get("error") if isinstance(data, dict) and data.get("ok") is False else None
    return error if isinstance(error, str) else ""


def status_of(refusal: SlackApiError) -> int:
    """The HTTP status of the answer."""
    response = refusal.response  # of an answer that was no JSON, the library keeps aiohttp's own
    return int(getattr(response, "status_code", 0) or getattr(response, "status", 0) or 0)


def asks_for_a_rest(refusal: SlackApiError) -> bool:
    """Whether Slack wants to be left alone for a while."""
    return status_of(refusal) == 429 or error_of(refusal) in TOO_BUSY


def is_of_one_conversation(refusal: SlackApiError) -> bool:
    """Whether others may be written to meanwhile, where Slack counts each by itself."""
    return error_of(refusal) not in _OF_THE_WORKSPACE


def retry_after(refusal: SlackApiError) -> timedelta:
    """How long Slack asks us to wait."""
    return rest_of(getattr(refusal.response, "headers", None) or {})


def rest_of(headers: Mapping[str, str]) -> timedelta:
    """How long an answer with these headers asks us to wait: what it says in a number, an hour at most."""
    said = str(headers.get("Retry-After") or headers.get("retry-after") or "").strip()
    if not _NUMBER.fullmatch(said):
        return USUAL_REST
    return timedelta(seconds=min(float(said), MOST_REST.total_seconds()))
