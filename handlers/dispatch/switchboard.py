"""One Bolt listener for each kind of thing Slack sends; ours are found in dictionaries behind it.

Every listener that Bolt must try before the right one costs time, so it gets five, and a hundred of ours cost
no more than one. Presses of buttons come past Bolt (`bot.entrance`).
"""

import re
from contextlib import suppress
from dataclasses import replace
from typing import Any, TypeVar

import structlog
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_bolt.context.async_context import AsyncBoltContext
from slack_bolt.request.internals import extract_team_id
from slack_bolt.response import BoltResponse

from coproduction.errors import Refusal
from coproduction.haste import hearing
from coproduction.words import Text
from handlers import ids
from handlers.blocks.fitting import fitted
from handlers.blocks.kit import Block, Drawing, paragraphs
from handlers.dispatch import commands
from handlers.dispatch.audience import permitted
from handlers.dispatch.nouns import CLICKS, CLOSINGS, EVENTS, SHORTCUTS, SUBMISSIONS
from handlers.dispatch.repeats import Repeats
from handlers.dispatch.sentforms import (
    in_the_form,
    shown_where_slack_is_busy,
    with_receipt,
    without_form,
)
from handlers.edge import heard
from handlers.edge.heard import Heard, Submission
from handlers.edge.listeners import Listener
from handlers.edge.reply import Reply
from handlers.settings import ROOT, Settings
from handlers.slack.calls import answer
from handlers.slack.slack_errors import SLACK_IS_AWAY
from handlers.workspaces import Workspace, Workspaces

H = TypeVar("H", bound=Heard)

log = structlog.get_logger(__name__)

_ANY = re.compile(".*")
_NOT_INSTALLED = Text(
    "I am not installed in this workspace any more, so nothing was done. "
    "Ask an admin of this workspace to install me again."
)
_OLD = Text("This is from an older version of me and does nothing any more. Please use the newest message.")


class Switchboard:
    """Finds the workspace that an act belongs to and who listens there, and acknowledges what they answer.

    The workspace is the one in which the app is installed, as Slack's envelope says, and never the person's
    own: a guest from a connected organisation has another.
    """

    def __init__(self, workspaces: Workspaces) -> None:
        self._workspaces = workspaces
        self._strangers: set[str | None] = set()  # teams without the app, each logged once
        self._repeats = Repeats()
        self._say = commands.voice(Settings())  # to those: who they are cannot be asked

    def connect(self, app: AsyncApp) -> None:
        """Listen to everything the manifest lets Slack send, but for presses."""
        app.command(_ANY)(self.command)
        app.view(_ANY)(self.submission)
        app.view_closed(_ANY)(self.closed)
        app.shortcut(_ANY)(self.shortcut)
        app.event(_ANY)(self.event)

    async def click(self, body: dict[str, Any]) -> bool:
        """A button or menu; whether it is to be acknowledged."""
        click, workspace = heard.click(body), self._of(extract_team_id(body))
        if workspace is None:
            return await self._is_told_not_installed(click)
        if click.action == ids.OPEN_AGAIN:
            with hearing():
                typing = commands.dispatch(workspace.desk, heard.typed_again(click))
                reply, _ = await workspace.answering.reply_to(click, click.action, typing)
        else:
            listener = CLICKS.get(ids.base(click.action))
            reply, _ = await _run(workspace, click, click.action, listener)
        if click.view and reply.receipt:
            reply = in_the_form(await with_receipt(click, reply), click, click.screen["title"])
        workspace.answering.follow(click, reply, is_said=False)
        return True

    async def command(self, ack: AsyncAck, body: dict[str, Any], context: AsyncBoltContext) -> None:
        """A slash command. Its words go back with the acknowledgement, unless they confirm what is stored.

        Those are said before it: it may get lost, and then Slack says that the command failed.
        """
        command, workspace = heard.command(body), self._of(context.team_id)
        if workspace is None:
            await ack(text=self._say(_NOT_INSTALLED), response_type="ephemeral")
            return
        with hearing() as act:
            acting = commands.dispatch(workspace.desk, command)
            reply, _ = await workspace.answering.reply_to(command, command.name, acting)
        is_said = act.is_stored and await workspace.answering.telling.confirm(
            command, reply, act.until_acknowledged
        )
        if reply.words and not (is_said or act.is_late):
            words = fitted(reply.words)
            await ack(text=words.text, blocks=list(words.blocks), response_type="ephemeral")
        else:
            await ack()
        workspace.answering.follow(command, reply, is_said=is_said or not act.is_late)

    async def submission(self, ack: AsyncAck, body: dict[str, Any], context: AsyncBoltContext) -> None:
        """A form. A refusal stands under its field, and what was written stays."""
        form, workspace = heard.submission(body), self._of(context.team_id)
        if workspace is None:
            await self._not_taken(ack, form, body["view"]["title"])
            return
        listener, title = SUBMISSIONS.get(ids.base(form.form)), body["view"]["title"]
        with hearing() as act:
            reply, _ = await _run(workspace, form, form.form, listener)
        if act.is_acknowledged:  # so the form is closed
            await ack()
            reply = without_form(await workspace.desk.voice(form.person), reply)
            workspace.answering.follow(form, reply, is_said=False)
            return
        reply = await with_receipt(form, reply)
        reply = in_the_form(reply, form, title)
        reply = await _being_said(workspace, form, reply, title, act.until_acknowledged)
        reply = await workspace.answering.overtakes(form, reply)
        if reply.errors:
            await ack(response_action="errors", errors=dict(reply.errors))
        elif reply.view:
            await ack(response_action="update", view=reply.view)
        else:
            await ack()
        words = None if reply.in_form else reply.words
        workspace.answering.follow(form, replace(reply, view=None, words=words), is_said=False)

    async def closed(self, ack: AsyncAck, body: dict[str, Any], context: AsyncBoltContext) -> None:
        """A form that was closed without sending it: what was written may be kept, and nobody waits."""
        workspace = self._of(context.team_id)
        form = replace(heard.submission(body), first_field="", screen={})
        listener = CLOSINGS.get(ids.base(form.form))
        if workspace is None or listener is None:
            await ack()
            return
        reply, _ = await _run(workspace, form, form.form, listener)
        await ack()
        reply = without_form(await workspace.desk.voice(form.person), reply)
        workspace.answering.follow(form, reply, is_said=False)

    async def shortcut(
        self, ack: AsyncAck, body: dict[str, Any], context: AsyncBoltContext
    ) -> BoltResponse | None:
        """A shortcut."""
        used, workspace = heard.shortcut(body), self._of(context.team_id)
        if workspace is None:
            return BoltResponse(status=200 if await self._is_told_not_installed(used) else 503)
        listener = SHORTCUTS.get(used.name)
        reply, _ = await _run(workspace, used, used.name, listener)
        await ack()
        workspace.answering.follow(used, reply, is_said=False)
        return None

    async def event(self, body: dict[str, Any], context: AsyncBoltContext) -> BoltResponse:
        """An event. After a fault it is not acknowledged, so that Slack sends it again."""
        happened, workspace = heard.event(body), self._of(context.team_id)
        listener = EVENTS.get(happened.kind)
        if listener is None or workspace is None:
            return BoltResponse(status=200)

        async def run() -> bool:
            reply, is_heard = await _run(workspace, happened, happened.kind, listener)
            if reply.typed:
                root = workspace.desk.settings.command(ROOT)
                command = heard.typed_instead(happened, root, reply.typed)
                typing = commands.dispatch(workspace.desk, command)
                reply, is_heard = await workspace.answering.reply_to(happened, happened.kind, typing)
            if is_heard:
                workspace.answering.follow(happened, reply, is_said=not listener.is_answered)
            return is_heard

        is_heard = await self._repeats.once(str(body.get("event_id") or ""), run)
        return BoltResponse(status=200 if is_heard else 503)

    def _of(self, team: str | None) -> Workspace | None:
        workspace = self._workspaces.of(team)
        if workspace is None and team not in self._strangers:
            self._strangers.add(team)
            log.warning("team_not_installed", team=team)
        return workspace

    async def _is_told_not_installed(self, act: Heard) -> bool:
        """There is no token of that workspace, but the act may bring an address at which to answer.

        Without one it is not acknowledged: then Slack itself says that it did not work.
        """
        words = Drawing.of_words(self._say, self._say(_NOT_INSTALLED))
        with suppress(*SLACK_IS_AWAY):
            return bool(act.reply_to and await answer(act.reply_to, words))
        return False

    async def _not_taken(self, ack: AsyncAck, form: Submission, title: Block) -> None:
        """What was written stays; a form without fields keeps its title and shows the words instead."""
        words = self._say(_NOT_INSTALLED)
        if form.first_field:
            await ack(response_action="errors", errors={form.first_field: words})
        else:
            await ack(
                response_action="update",
                view={"type": "modal", "title": title, "blocks": paragraphs(words)},
            )


async def _being_said(
    workspace: Workspace, form: Submission, reply: Reply, title: Block, within: float
) -> Reply:
    """The same without its words, which are being said; the form shows them where that takes a while. So it
    is with what Home or a panel shows: it comes there as soon as Slack takes it.
    """
    if reply.view or reply.errors or not (reply.words or reply.brief):
        return reply
    if await workspace.answering.keeps_waiting(form, reply, within):
        told = replace(reply, words=reply.words or reply.brief)
        told, left = await shown_where_slack_is_busy(workspace.desk, told, form, title)
        reply = replace(reply, view=told.view)
        if reply.words:
            workspace.answering.say_only(form, left)
    return replace(reply, words=None) if reply.words else replace(reply, home=None, tell=())


async def _run(workspace: Workspace, act: H, name: str, listener: Listener[H] | None) -> tuple[Reply, bool]:
    with hearing():
        run = permitted(workspace.desk, act, listener) if listener else _nobody()
        return await workspace.answering.reply_to(act, name, run)


async def _nobody() -> Reply:
    raise Refusal(_OLD)
