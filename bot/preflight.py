"""Before serving: are the tokens good, and whose are they? In plain words when not."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

import aiohttp
import structlog
from slack_sdk.errors import SlackApiError

from bot.values import Secret
from handlers.slack.client import Client
from handlers.slack.slack_errors import error_of, is_temporary, reason_of

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
_UNINSTALLED = {"account_inactive", "token_revoked"}


@dataclass(frozen=True, slots=True)
class Pauses:
    """Seconds before the second try; each later pause is twice the one before, up to the longest."""

    first: float = 1.0
    longest: float = 60.0


USUAL = Pauses()


class BadToken(Exception):  # noqa: N818 (its text is the interface)
    """Slack refused a token; the text says which and what to do."""


class Uninstalled(BadToken):
    """The token was good before: this workspace has removed the app."""


@dataclass(frozen=True, slots=True)
class Installation:
    """A workspace in which the app is installed, who we are there, and the client that bears its token."""

    client: Client
    workspace: str
    workspace_name: str
    bot_user: str
    bot: str


async def preflight(
    clients: Sequence[Client], app_token: Secret, pauses: Pauses = USUAL
) -> list[Installation]:
    """Check all tokens; waits for as long as Slack does not answer at all, and says so once.

    A workspace that has removed the app is left out and said, as long as there is another to serve: what one
    decides must not end the others at the next start. BadToken when a token is refused otherwise, or when two
    are of one workspace.
    """
    pause, is_said = pauses.first, False
    while True:
        try:
            return await _check(clients, app_token)
        except (TimeoutError, OSError, aiohttp.ClientError) as fault:
            reason = type(fault).__name__
        except SlackApiError as refusal:
            reason = reason_of(refusal)
        if not is_said:
            log.warning(
                "slack_does_not_answer", address=clients[0].base_url, reason=reason, next="trying again"
            )
            is_said = True
        await asyncio.sleep(pause)
        pause = min(2 * pause, pauses.longest)


async def _check(clients: Sequence[Client], app_token: Secret) -> list[Installation]:
    installed: list[Installation] = []
    gone: list[tuple[int, Uninstalled]] = []
    for place, client in enumerate(clients, start=1):
        try:
            installed.append(await _who(client))
        except Uninstalled as refusal:
            gone.append((place, refusal))
    if not installed:
        raise gone[0][1]
    if len({each.workspace for each in installed}) < len(installed):
        raise BadToken("SLACK_BOT_TOKEN holds two tokens of one workspace. One of each is enough.")
    try:
        await clients[0].apps_connections_open(app_token=app_token.reveal())
    except SlackApiError as refusal:
        raise _judged(refusal, "SLACK_APP_TOKEN") from None
    for place, reason in gone:
        log.error("workspace_left_out", token=place, reason=str(reason))
    return installed


async def _who(client: Client) -> Installation:
    try:
        answer = await client.auth_test()
    except SlackApiError as refusal:
        raise _judged(refusal, "SLACK_BOT_TOKEN") from None
    return Installation(
        client,
        workspace=str(answer["team_id"]),
        workspace_name=str(answer["team"]),
        bot_user=str(answer["user_id"]),
        bot=str(answer["bot_id"]),
    )


def _judged(refusal: SlackApiError, name: str) -> Exception:
    """A refusal of the token itself, or the refusal as it is when Slack only asks for patience."""
    if is_temporary(refusal):
        return refusal
    error = error_of(refusal)
    kind = Uninstalled if error in _UNINSTALLED else BadToken
    return kind(f"{name} does not work: {_BAD_TOKEN.get(error, f'Slack says “{error}”.')}")
