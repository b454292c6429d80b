"""What we say to Slack."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse
from slack_sdk.webhook.async_client import AsyncWebhookClient

from coproduction import messages
from coproduction.messages import Message, Outcome
from handlers import ids
from handlers.blocks.kit import Block, Drawing, View
from handlers.slack.pace import Rests, patiently
from handlers.slack.patience import PATIENT, SlackPatience
from handlers.slack.slack_errors import (
    SLACK_IS_AWAY,
    error_of,
    not_sent_because,
    outcome_of,
    passing,
    reason_of,
    retry_after,
    status_of,
)


@dataclass(frozen=True, slots=True)
class Slack:
    """The calls we make. Posts are never repeated by the client: what is unclear is looked up first."""

    client: AsyncWebClient
    patience: SlackPatience = PATIENT
    rests: Rests = field(default_factory=Rests)

    async def post(
        self, message: Message, drawing: Drawing, digest: str, thread: str | None = None
    ) -> Outcome:
        """Post a message once, marked so that it can be found again, and say what became of it."""
        try:
            answer = await self.client.chat_postMessage(
                channel=message.channel or "",
                thread_ts=thread,
                text=drawing.text,
                blocks=marked(message, drawing),
                metadata={"event_type": ids.MARK, "event_payload": {"id": message.id}},
                unfurl_links=False,
                unfurl_media=False,
            )
        except aiohttp.ClientConnectorError as fault:  # no byte left this machine
            return not_sent_because(fault, message.attempt, self.patience)
        except SlackApiError as refusal:
            return outcome_of(refusal, message.attempt, self.patience)
        except SLACK_IS_AWAY as fault:
            return messages.unclear(reason_of(fault))
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
        except (SlackApiError, *SLACK_IS_AWAY) as fault:
            wait = passing(fault, self.patience)
            if wait is None:
                raise
            return wait
        return None

    async def find(self, message: Message, thread: str | None = None) -> Outcome:
        """Look whether a message of which we do not know arrived after all."""
        began = message.first_started_at or message.due_at
        oldest = str((began - messages.LOOK_BACK).timestamp())
        cursor: str | None = None
        try:
            while True:
                page = await self._page(message.channel or "", oldest, cursor, thread)
                shown: list[dict[str, Any]] = page.get("messages", [])
                found = next((each for each in shown if bears(each, message.id)), None)
                if found:
                    return messages.sent(found["ts"])
                cursor = (page.get("response_metadata") or {}).get("next_cursor")
                if not cursor:
                    return messages.absent()
        except SlackApiError as refusal:
            wait = passing(refusal, self.patience)
            if wait is None:
                return messages.cannot_look(error_of(refusal))
            return messages.look_later(reason_of(refusal), wait)
        except SLACK_IS_AWAY as fault:
            return messages.look_later(reason_of(fault), timedelta(seconds=10))

    async def _page(
        self, channel: str, oldest: str, cursor: str | None, thread: str | None
    ) -> AsyncSlackResponse:
        looked: dict[str, Any] = {"channel": channel, "oldest": oldest, "cursor": cursor, "limit": 200}
        if thread:
            return await self.client.conversations_replies(ts=thread, include_all_metadata=True, **looked)
        return await self.client.conversations_history(include_all_metadata=True, **looked)

    async def join(self, message: Message) -> Outcome | None:
        """Join the public channel where a message belongs. None when done, else the message's outcome."""
        try:
            await self.client.conversations_join(channel=message.channel or "")
        except (SlackApiError, *SLACK_IS_AWAY) as fault:
            return not_sent_because(fault, message.attempt, self.patience)
        return None

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
        channel = await patiently(lambda: self.open_conversation(person))
        text, blocks = drawing.text, list(drawing.blocks)
        await patiently(lambda: self.client.chat_postMessage(channel=channel, text=text, blocks=blocks))

    async def answer(self, reply_to: str, drawing: Drawing) -> bool:
        """Answer who pressed or typed, through the address that came with it; False when it is gone."""
        return await answer(reply_to, drawing, self.client.proxy, self.patience)

    async def open_view(self, trigger: str, view: View) -> str:
        """Open a form for the person whose act gave the trigger; its id."""
        with self._heeding("views.open"):
            answer = await self.client.views_open(trigger_id=trigger, view=view)
        return str((answer.get("view") or {}).get("id") or "")

    async def update_view(self, view_id: str, view: View) -> None:
        """Show something else in a form that is open."""
        await self.client.views_update(view_id=view_id, view=view)

    async def publish_home(self, person: str, view: View) -> None:
        """Show a person's App Home."""
        await self.client.views_publish(user_id=person, view=view)

    async def person(self, person: str) -> dict[str, Any]:
        """What Slack says of a person."""
        with self._heeding("users.info"):
            answer = await self.client.users_info(user=person, include_locale=True)
        return dict(answer["user"])

    @contextmanager
    def _heeding(self, method: str) -> Iterator[None]:
        """While Slack wants no call of this method, there is none: who would need it is told at once."""
        self.rests.require(method)
        try:
            yield
        except SlackApiError as refusal:
            if status_of(refusal) == 429:
                self.rests.begin(method, retry_after(refusal).total_seconds())
            raise

    async def message_at(self, channel: str, ts: str) -> dict[str, Any]:
        """One message, by way of its reactions: no permission to read the channel's history is used."""
        answer = await self.client.reactions_get(channel=channel, timestamp=ts, full=True)
        return dict(answer["message"])


async def answer(
    reply_to: str, drawing: Drawing, proxy: str | None = None, patience: SlackPatience = PATIENT
) -> bool:
    """Answer at an address that came with an act, which needs no token; False when it is gone."""
    webhook = AsyncWebhookClient(
        reply_to,
        timeout=patience.call,  # type: ignore[arg-type]  # aiohttp takes parts of a second
        proxy=proxy,
        retry_handlers=[],
    )
    said = await webhook.send(
        text=drawing.text,
        blocks=list(drawing.blocks),
        response_type="ephemeral",
        replace_original=False,
    )
    is_slacks = not said.body.lstrip().startswith("<")  # else some proxy on the way shows a page
    return bool(said.status_code == 200) and is_slacks


def marked(message: Message, drawing: Drawing) -> list[Block]:
    """The blocks with our mark on the first: a second way to find the message again."""
    first, *others = drawing.blocks
    return [{**first, "block_id": f"{ids.MARK}:{message.id}"}, *others]


def bears(slack_message: dict[str, Any], message_id: str) -> bool:
    """Whether a message of the conversation bears our mark, in its metadata or in its first block."""
    payload = (slack_message.get("metadata") or {}).get("event_payload") or {}
    blocks = {block.get("block_id") for block in slack_message.get("blocks") or ()}
    return payload.get("id") == message_id or f"{ids.MARK}:{message_id}" in blocks
