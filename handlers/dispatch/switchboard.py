"""One Bolt listener for each kind of thing Slack sends; ours are found in dictionaries behind it.

Every listener that Bolt must try before the right one costs time at each click, so it gets six, and a
hundred of ours cost no more than one.
"""

import re
from collections.abc import Awaitable, Mapping
from dataclasses import replace
from typing import Any

import structlog
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_bolt.response import BoltResponse

from coproduction.errors import Refusal
from coproduction.words import Text
from handlers import checkins, home, ideas, ids, people, pledges, polls, reports, sessions
from handlers.breakouts import departures, proposing, rounds
from handlers.desk import Desk
from handlers.dispatch import commands
from handlers.dispatch.answering import Answering
from handlers.edge import heard
from handlers.edge.heard import Heard
from handlers.edge.listeners import OnClick, OnEvent, OnShortcut, OnSubmit
from handlers.edge.reply import Reply

log = structlog.get_logger(__name__)

CLICKS: Mapping[str, OnClick] = {
    each.id: each
    for each in (
        *checkins.CLICKS,
        *proposing.CLICKS,
        *rounds.CLICKS,
        *ideas.CLICKS,
        *polls.CLICKS,
        *pledges.CLICKS,
        *reports.CLICKS,
    )
}
SUBMISSIONS: Mapping[str, OnSubmit] = {
    each.id: each
    for each in (
        *sessions.SUBMISSIONS,
        *checkins.SUBMISSIONS,
        *proposing.SUBMISSIONS,
        *rounds.SUBMISSIONS,
        *ideas.SUBMISSIONS,
        *polls.SUBMISSIONS,
        *pledges.SUBMISSIONS,
    )
}
SHORTCUTS: Mapping[str, OnShortcut] = {each.id: each for each in ideas.SHORTCUTS}
EVENTS: Mapping[str, OnEvent] = {
    each.id: each for each in (*ideas.EVENTS, *people.EVENTS, *departures.EVENTS, *home.EVENTS)
}

_ANY = re.compile(".*")
_OLD = Text("This is from an older version of me and does nothing any more. Please use the newest message.")


class Switchboard:
    """Finds who listens, and acknowledges what they answer."""

    def __init__(self, desk: Desk, answering: Answering) -> None:
        self._desk = desk
        self._answering = answering

    def connect(self, app: AsyncApp) -> None:
        """Listen to everything the manifest lets Slack send."""
        app.action(_ANY)(self.click)
        app.command(_ANY)(self.command)
        app.view(_ANY)(self.submission)
        app.view_closed(_ANY)(self.closed)
        app.shortcut(_ANY)(self.shortcut)
        app.event(_ANY)(self.event)

    async def click(self, ack: AsyncAck, body: dict[str, Any]) -> None:
        """A button or menu."""
        click = heard.click(body)
        listener = CLICKS.get(ids.base(click.action))
        reply, _ = await self._run(click, click.action, listener.run(self._desk, click) if listener else None)
        await ack()
        self._answering.follow(click, reply, is_said=False)

    async def command(self, ack: AsyncAck, body: dict[str, Any]) -> None:
        """A slash command; its words go back with the acknowledgement, so they cannot be lost."""
        command = heard.command(body)
        reply, _ = await self._run(command, command.name, commands.dispatch(self._desk, command))
        if reply.words:
            await ack(text=reply.words.text, blocks=list(reply.words.blocks), response_type="ephemeral")
        else:
            await ack()
        self._answering.follow(command, reply, is_said=True)

    async def submission(self, ack: AsyncAck, body: dict[str, Any]) -> None:
        """A form. A refusal stands under its field, and what was written stays."""
        form = heard.submission(body)
        listener = SUBMISSIONS.get(form.form)
        reply, _ = await self._run(form, form.form, listener.run(self._desk, form) if listener else None)
        if reply.errors:
            await ack(response_action="errors", errors=dict(reply.errors))
        elif reply.view:
            await ack(response_action="update", view=reply.view)
        else:
            await ack()
        self._answering.follow(form, replace(reply, view=None), is_said=False)

    async def closed(self, ack: AsyncAck) -> None:
        """A form that was closed without sending: nothing to do, but Slack wants to know we heard."""
        await ack()

    async def shortcut(self, ack: AsyncAck, body: dict[str, Any]) -> None:
        """A shortcut."""
        used = heard.shortcut(body)
        listener = SHORTCUTS.get(used.name)
        reply, _ = await self._run(used, used.name, listener.run(self._desk, used) if listener else None)
        await ack()
        self._answering.follow(used, reply, is_said=False)

    async def event(self, body: dict[str, Any]) -> BoltResponse:
        """An event. After a fault it is not acknowledged, so that Slack sends it again."""
        happened = heard.event(body)
        listener = EVENTS.get(happened.kind)
        if listener is None:
            return BoltResponse(status=200)
        reply, is_heard = await self._run(happened, happened.kind, listener.run(self._desk, happened))
        if is_heard:
            self._answering.follow(happened, reply, is_said=not listener.is_answered)
        return BoltResponse(status=200 if is_heard else 503)

    async def _run(self, act: Heard, name: str, run: Awaitable[Reply] | None) -> tuple[Reply, bool]:
        return await self._answering.reply_to(act, name, run or _nobody())


async def _nobody() -> Reply:
    raise Refusal(_OLD)
