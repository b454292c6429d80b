"""What we say to Slack, and what each answer of Slack's means."""

import asyncio
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from coproduction import messages
from coproduction.messages import Message, Outcome
from handlers import ids
from handlers.blocks.kit import Block, Drawing, View

CALL_SECONDS = 20  # less than the lease of a claimed message
REDRAW_AFTER = timedelta(seconds=2)  # drawing a card twice is harmless, unlike posting it
_LATER = {"ratelimited", "rate_limited", "message_limit_exceeded"}
# The token is refused, for now or until the operator mends it: what is owed stays owed.
_NO_ACCESS = {"invalid_auth", "not_authed", "account_inactive", "token_revoked", "token_expired"}
NO_ACCESS_PAUSE = timedelta(minutes=1)
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


@dataclass(frozen=True, slots=True)
class Slack:
    """The calls we make. Posts are never repeated by the client: what is unclear is looked up first."""

    client: AsyncWebClient

    async def post(self, message: Message, drawing: Drawing, digest: str) -> Outcome:
        """Post a message once, marked so that it can be found again, and say what became of it."""
        try:
            answer = await self.client.chat_postMessage(
                channel=message.channel or "",
                text=drawing.text,
                blocks=marked(message, drawing),
                metadata={"event_type": ids.MARK, "event_payload": {"id": message.id}},
                unfurl_links=False,
                unfurl_media=False,
            )
        except aiohttp.ClientConnectorError as fault:  # no byte left this machine
            return messages.not_sent(type(fault).__name__, message.attempt)
        except SlackApiError as refusal:
            return outcome_of(refusal, message.attempt)
        except SLACK_IS_AWAY as fault:
            return messages.unclear(type(fault).__name__)
        ts = answer.get("ts")
        return messages.sent(ts, digest) if isinstance(ts, str) else messages.unclear("no ts in the answer")

    async def update(self, message: Message, drawing: Drawing) -> timedelta | None:
        """Redraw a posted card. None when done or pointless, else how long to wait before trying again."""
        try:
            await self.client.chat_update(
                channel=message.channel or "",
                ts=message.ts or "",
                text=drawing.text,
                blocks=marked(message, drawing),
            )
        except SlackApiError as refusal:
            if error_of(refusal) in _LATER or status_of(refusal) == 429:
                return retry_after(refusal)
            if error_of(refusal) in _UNCLEAR or status_of(refusal) >= 500:
                return REDRAW_AFTER
            raise
        except SLACK_IS_AWAY:
            return REDRAW_AFTER
        return None

    async def find(self, message: Message) -> Outcome:
        """Look whether a message of which we do not know arrived after all."""
        began = message.first_started_at or message.due_at
        oldest = str((began - messages.LOOK_BACK).timestamp())
        cursor: str | None = None
        try:
            while True:
                page = await self.client.conversations_history(
                    channel=message.channel or "",
                    oldest=oldest,
                    include_all_metadata=True,
                    limit=200,
                    cursor=cursor,
                )
                shown: list[dict[str, Any]] = page.get("messages", [])
                found = next((each for each in shown if bears(each, message.id)), None)
                if found:
                    return messages.sent(found["ts"])
                cursor = (page.get("response_metadata") or {}).get("next_cursor")
                if not cursor:
                    return messages.absent()
        except SlackApiError as refusal:
            if error_of(refusal) in _LATER | _UNCLEAR or status_of(refusal) >= 500:
                return messages.look_later(error_of(refusal), retry_after(refusal))
            return messages.cannot_look(error_of(refusal))
        except SLACK_IS_AWAY as fault:
            return messages.look_later(type(fault).__name__, timedelta(seconds=10))

    async def join(self, channel: str) -> bool:
        """Join a public channel; False where somebody must invite the bot."""
        try:
            await self.client.conversations_join(channel=channel)
        except SlackApiError:
            return False
        return True

    async def open_conversation(self, person: str) -> str:
        """The direct conversation with a person; opening it twice is the same conversation."""
        answer = await self.client.conversations_open(users=person)
        return str(answer["channel"]["id"])

    async def whisper(self, channel: str, person: str, drawing: Drawing) -> None:
        """Tell one person in a channel; it is gone when they reload, so nothing may depend on it."""
        await self.client.chat_postEphemeral(
            channel=channel, user=person, text=drawing.text, blocks=list(drawing.blocks)
        )

    async def say_privately(self, person: str, drawing: Drawing) -> None:
        """Tell one person in their conversation with the bot, once and without keeping track of it."""
        channel = await self.open_conversation(person)
        await self.client.chat_postMessage(channel=channel, text=drawing.text, blocks=list(drawing.blocks))

    async def answer(self, reply_to: str, drawing: Drawing) -> bool:
        """Answer who pressed or typed, through the address that came with it; False when it is gone."""
        webhook = AsyncWebhookClient(
            reply_to, timeout=CALL_SECONDS, proxy=self.client.proxy, retry_handlers=[]
        )
        answer = await webhook.send(
            text=drawing.text,
            blocks=list(drawing.blocks),
            response_type="ephemeral",
            replace_original=False,
        )
        return bool(answer.status_code == 200)

    async def open_view(self, trigger: str, view: View) -> None:
        """Open a form for the person whose act gave the trigger."""
        await self.client.views_open(trigger_id=trigger, view=view)

    async def publish_home(self, person: str, view: View) -> None:
        """Show a person's App Home."""
        await self.client.views_publish(user_id=person, view=view)

    async def person(self, person: str) -> dict[str, Any]:
        """What Slack says of a person."""
        answer = await self.client.users_info(user=person)
        return dict(answer["user"])

    async def message_at(self, channel: str, ts: str) -> dict[str, Any]:
        """One message, by way of its reactions: no permission to read the channel's history is used."""
        answer = await self.client.reactions_get(channel=channel, timestamp=ts, full=True)
        return dict(answer["message"])


def marked(message: Message, drawing: Drawing) -> list[Block]:
    """The blocks with our mark on the first: a second way to find the message again."""
    first, *others = drawing.blocks
    return [{**first, "block_id": f"{ids.MARK}:{message.id}"}, *others]


def bears(slack_message: dict[str, Any], message_id: str) -> bool:
    """Whether a message of the conversation bears our mark, in its metadata or in its first block."""
    payload = (slack_message.get("metadata") or {}).get("event_payload") or {}
    blocks = {block.get("block_id") for block in slack_message.get("blocks") or ()}
    return payload.get("id") == message_id or f"{ids.MARK}:{message_id}" in blocks


def outcome_of(refusal: SlackApiError, attempt: int) -> Outcome:
    """What Slack's answer to a post means for the message."""
    error = error_of(refusal)
    if error in _LATER or status_of(refusal) == 429:
        return messages.not_sent(error, attempt, retry_after(refusal))
    if error in _NO_ACCESS:
        return messages.not_sent(error, attempt, NO_ACCESS_PAUSE)
    if not error or error in _UNCLEAR or status_of(refusal) >= 500:
        return messages.unclear(error or f"HTTP {status_of(refusal)}")
    return messages.rejected(error)


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
