"""Before serving: are both tokens good, and whose are they? In plain words when not."""

import asyncio
from dataclasses import dataclass

import aiohttp
import structlog
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.values import Secret
from handlers.slack.slack_errors import error_of

log = structlog.get_logger(__name__)

_BAD_TOKEN = {
    "invalid_auth": "Slack does not know it. Copy it again from the app's page.",
    "not_authed": "it is missing.",
    "account_inactive": "the app was removed from the workspace. Install it again.",
    "token_revoked": "it was revoked. Install the app again and copy the new one.",
    "token_expired": "it has expired. Copy the new one from the app's page.",
    "not_allowed_token_type": "it is a token of another kind. The two tokens may be swapped.",
    "missing_scope": "it lacks a permission. Create the app from manifest.json, or add connections:write.",
}
_LATER = {"ratelimited", "internal_error", "fatal_error", "service_unavailable", "request_timeout"}
FIRST_PAUSE, LONGEST_PAUSE = 1.0, 60.0


class BadToken(Exception):  # noqa: N818 (its text is the interface)
    """Slack refused a token; the text says which and what to do."""


@dataclass(frozen=True, slots=True)
class Identity:
    """Who we are to Slack."""

    workspace: str
    workspace_name: str
    bot_user: str
    bot: str


async def preflight(client: AsyncWebClient, app_token: Secret) -> Identity:
    """Check both tokens; waits for as long as Slack does not answer at all, and says so once."""
    pause, is_said = FIRST_PAUSE, False
    while True:
        try:
            return await _check(client, app_token)
        except (TimeoutError, OSError, aiohttp.ClientError) as fault:
            reason = type(fault).__name__
        except SlackApiError as refusal:
            reason = error_of(refusal)
        if not is_said:
            log.warning("slack_does_not_answer", address=client.base_url, reason=reason, next="trying again")
            is_said = True
        await asyncio.sleep(pause)
        pause = min(2 * pause, LONGEST_PAUSE)


async def _check(client: AsyncWebClient, app_token: Secret) -> Identity:
    try:
        answer = await client.auth_test()
    except SlackApiError as refusal:
        raise _judged(refusal, "SLACK_BOT_TOKEN") from None
    try:
        await client.apps_connections_open(app_token=app_token.reveal())
    except SlackApiError as refusal:
        raise _judged(refusal, "SLACK_APP_TOKEN") from None
    return Identity(
        str(answer["team_id"]), str(answer["team"]), str(answer["user_id"]), str(answer["bot_id"])
    )


def _judged(refusal: SlackApiError, name: str) -> Exception:
    """A refusal of the token itself, or the refusal as it is when Slack only asks for patience."""
    error = error_of(refusal)
    if error in _LATER or not error:
        return refusal
    return BadToken(f"{name} does not work: {_BAD_TOKEN.get(error, f'Slack says “{error}”.')}")
