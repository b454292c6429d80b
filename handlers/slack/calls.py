"""What we say to Slack."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, TypeVar

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_slack_response import AsyncSlackResponse
from slack_sdk.webhook.async_client import AsyncWebhookClient
from slack_sdk.webhook.webhook_response import WebhookResponse

from coproduction import messages
from coproduction.messages import Message, Outcome
from handlers import ids
from handlers.blocks.fitting import fitted
from handlers.blocks.kit import Block, Drawing, View
from handlers.slack.charts import Charts
from handlers.slack.client import Client
from handlers.slack.pace import patiently
from handlers.slack.patience import PATIENT, SlackPatience
from handlers.slack.proxies import proxy_to
from handlers.slack.slack_errors import (
    NEVER_LEFT,
    SLACK_IS_AWAY,
    Resting,
    Unreadable,
    cannot_look_because,
    error_of,
    not_sent_because,
    outcome_of,
    passing,
    reason_of,
    rest_of,
)

_QUIET = ("dnd_enabled", "next_dnd_start_ts", "next_dnd_end_ts", "snooze_enabled", "snooze_endtime")

_AT_ONCE = 1.0  # second, for what somebody waits for and can do without
_MOMENT = timedelta(seconds=1)  # that somebody who looks at their Home can wait for it

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Slack:
    """The calls we make. Posts are never repeated by the client: what is unclear is looked up first."""

    client: Client
    patience: SlackPatience = PATIENT
    charts: Charts = field(default_factory=Charts)

    def began(self, now: datetime) -> datetime:
        """When a call that is about to be made begins: by whichever is behind, our clock or Slack's.

        Slack dates what it stores by its own, and looking from too early on finds it all the same.
        """
        there = self.client.time_there()
        return min(now, there) if there else now

    async def post(
        self, message: Message, drawing: Drawing, digest: str, thread: str | None = None
    ) -> Outcome:
        """Post a message once, marked so that it can be found again, and say what became of it.

        What is for a person is addressed to them: their conversation need not be opened before, which Slack
        allows fifty times a minute only.
        """
        try:
            answer = await self._posted(message, drawing, thread)
        except NEVER_LEFT as fault:
            return not_sent_because(fault, message.attempt, self.patience)
        except SlackApiError as refusal:
            return outcome_of(refusal, message.attempt, self.patience)
        except SLACK_IS_AWAY as fault:
            return messages.unclear(reason_of(fault))
        ts, channel = answer.get("ts"), answer.get("channel")
        if not (isinstance(ts, str) and isinstance(channel, str)):
            return messages.unclear("no ts in the answer")
        return messages.sent(ts, digest, channel)

    async def _posted(self, message: Message, drawing: Drawing, thread: str | None) -> AsyncSlackResponse:
        return await self.charts.tried(
            lambda blocks: self.client.chat_postMessage(
                channel=message.recipient or message.channel or "",
                thread_ts=thread,
                text=drawing.text,
                blocks=blocks,
                metadata={"event_type": ids.MARK, "event_payload": {"id": message.id}},
                unfurl_links=False,
                unfurl_media=False,
            ),
            marked(message, drawing),
        )

    async def update(self, message: Message, drawing: Drawing) -> timedelta | None:
        """Redraw a posted card. None when done or pointless, else how long to wait before trying again."""
        try:
            await self.charts.tried(
                lambda blocks: self.client.chat_update(
                    channel=message.channel or "", ts=message.ts or "", text=drawing.text, blocks=blocks
                ),
                marked(message, drawing),
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
                shown = [each for each in _part(page, "messages", list) if isinstance(each, dict)]
                found = next((each for each in shown if bears(each, message.id)), None)
                if found:
                    return messages.sent(found["ts"])
                cursor = (page.get("response_metadata") or {}).get("next_cursor")
                if not cursor:
                    return messages.absent()
        except (SlackApiError, *SLACK_IS_AWAY) as fault:
            return cannot_look_because(fault, self.patience)

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
        return str(_part(answer, "channel", dict)["id"])

    async def whisper(self, channel: str, person: str, drawing: Drawing) -> None:
        """Tell one person in a channel; it is gone when they reload, so nothing may depend on it."""
        words = fitted(drawing)
        await self.client.chat_postEphemeral(
            channel=channel, user=person, text=words.text, blocks=list(words.blocks)
        )

    async def say_privately(self, person: str, drawing: Drawing, thread: str | None = None) -> None:
        """Tell one person in their conversation with the bot, once and without keeping track of it."""
        words = fitted(drawing)
        text, blocks = words.text, list(words.blocks)
        await patiently(
            lambda: self.client.chat_postMessage(channel=person, thread_ts=thread, text=text, blocks=blocks)
        )

    async def answer(self, reply_to: str, drawing: Drawing, *, replaces: bool = False) -> bool:
        """Answer who pressed or typed, through the address that came with it; False when it is gone."""
        client, lane = self.client, f"response_url {reply_to}"
        client.rests.require_now(lane)
        try:
            return await answer(reply_to, drawing, self.patience, client.session, replaces=replaces)
        except Resting as rest:
            client.rests.note(lane, rest.left)
            raise

    async def open_view(self, trigger: str, view: View) -> str:
        """Open a form for the person whose act gave the trigger; its id. ValueError without one."""
        if not trigger:
            raise ValueError("nothing opens a form but an act that brought a trigger")
        answer = await self.client.views_open(trigger_id=trigger, view=view)
        return str(_part(answer, "view", dict).get("id") or "")

    async def update_view(self, view_id: str, view: View, over: str = "") -> str:
        """Show something else in an open form, in place of what Slack calls `over`; what it calls this."""
        answer = await self.client.views_update(view_id=view_id, view=view, hash=over or None)
        return str((answer.get("view") or {}).get("hash") or "")

    async def publish_home(self, person: str, view: View) -> None:
        """Show a person's App Home."""
        await patiently(lambda: self.client.views_publish(user_id=person, view=view), most=_MOMENT)

    async def person(self, person: str) -> dict[str, Any]:
        """What Slack says of a person."""
        answer = await self.client.users_info(user=person, include_locale=True)
        return _part(answer, "user", dict)

    async def do_not_disturb(self, person: str) -> Mapping[str, Any]:
        """What Slack says of the hours in which a person wants no sound."""
        answer = await self.client.dnd_info(user=person)
        return {name: answer.get(name) for name in _QUIET}

    async def public_name(self, channel: str) -> str:
        """What a public channel is called; empty for a private one."""
        about = _part(await self.client.conversations_info(channel=channel), "channel", dict)
        return str(about.get("name") or "") if about.get("is_channel") and not about.get("is_private") else ""

    async def user_groups(self) -> Mapping[str, str]:
        """What people type after an @ for each user group, by its id."""
        found = _part(await self.client.usergroups_list(include_disabled=True), "usergroups", list)
        told = (each for each in found if isinstance(each, dict))
        return {str(each.get("id")): str(each.get("handle") or each.get("name") or "") for each in told}

    async def is_hidden(self, channel: str) -> bool:
        """Whether this is a private channel in which the bot is not. Where Slack has no time to say: no."""
        try:
            async with asyncio.timeout(_AT_ONCE):
                await self.client.conversations_info(channel=channel)
        except SlackApiError as refusal:
            return error_of(refusal) == "channel_not_found"
        except SLACK_IS_AWAY:
            return False
        return False

    async def message_at(self, channel: str, ts: str) -> dict[str, Any]:
        """One message, by way of its reactions: no permission to read the channel's history is used."""
        answer = await self.client.reactions_get(channel=channel, timestamp=ts, full=True)
        return _part(answer, "message", dict)


async def answer(
    reply_to: str,
    drawing: Drawing,
    patience: SlackPatience = PATIENT,
    connections: aiohttp.ClientSession | None = None,
    *,
    replaces: bool = False,
) -> bool:
    """Answer at an address that came with an act, which needs no token; False when it is gone.

    Raises Resting when Slack has no time, and other faults that pass.

    `connections`: those that are open already. `replaces`: in the place of the message in which was pressed.
    """
    webhook = AsyncWebhookClient(
        reply_to,
        timeout=min(patience.answer, patience.call),  # type: ignore[arg-type]  # aiohttp takes parts of a second
        session=connections,
        retry_handlers=[],
    )
    webhook.proxy = proxy_to(reply_to)
    words = fitted(drawing)
    said = await webhook.send(
        text=words.text,
        blocks=list(words.blocks),
        response_type="ephemeral",
        replace_original=replaces,
    )
    return _was_taken(said)


def _was_taken(said: WebhookResponse) -> bool:
    if said.status_code == 429:
        raise Resting("response_url", rest_of(said.headers).total_seconds())
    is_slacks = not said.body.lstrip().startswith("<")  # else some proxy on the way shows a page
    if said.status_code >= 500 or not is_slacks:
        raise Unreadable("response_url")
    return bool(said.status_code == 200)


def _part(answer: AsyncSlackResponse, name: str, kind: type[T]) -> T:
    """What Slack answers under this name; Unreadable where it is nothing of this kind."""
    part = answer.get(name)
    if not isinstance(part, kind):
        raise Unreadable(name)
    return part


def marked(message: Message, drawing: Drawing) -> list[Block]:
    """The blocks with our mark on the first: a second way to find the message again."""
    first, *others = drawing.blocks
    return [{**first, "block_id": f"{ids.MARK}:{message.id}"}, *others]


def bears(slack_message: dict[str, Any], message_id: str) -> bool:
    """Whether a message of the conversation bears our mark, in its metadata or in its first block."""
    payload = (slack_message.get("metadata") or {}).get("event_payload") or {}
    blocks = {block.get("block_id") for block in slack_message.get("blocks") or ()}
    return payload.get("id") == message_id or f"{ids.MARK}:{message_id}" in blocks
