"""Private words to one person: where an act came from, in the channel, or where words last."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta
from functools import partial

import structlog
from slack_sdk.errors import SlackApiError

from coproduction.sessions import is_a_channel
from handlers.blocks.kit import Drawing
from handlers.dispatch.unsaid import Tries
from handlers.edge.heard import Click, Command, Event, Heard
from handlers.edge.reply import Reply, Told
from handlers.slack.calls import Slack
from handlers.slack.patience import PATIENT
from handlers.slack.slack_errors import SLACK_IS_AWAY, is_busy, may_have_arrived, passing, reason_of

CONFIRM_WITHIN = 1.0  # seconds that an acknowledgement waits for the words that confirm what was stored
SOON = timedelta(seconds=5)

log = structlog.get_logger(__name__)


ShowAtHome = Callable[[str, Drawing], Awaitable[None]]


class Telling:
    """The ways to tell somebody something; each raises what Slack says when it takes nothing."""

    def __init__(self, slack: Slack, show_at_home: ShowAtHome) -> None:
        self._slack = slack
        self._show_at_home = show_at_home

    async def tell(
        self, heard: Heard, words: Drawing, tries: Tries, *, lasts: bool = True, replaces: bool = False
    ) -> None:
        """Tell the person who acted, where they are.

        What perhaps arrived there is not said again where it would last, or beside what it was to replace.
        Whoever pressed on Home and has no other place for the words reads them there, where Slack takes no
        message for a while.
        """
        where, slack = heard.told_in, self._slack
        try:
            if heard.reply_to and await slack.answer(heard.reply_to, words, replaces=replaces):
                return
        except SLACK_IS_AWAY as fault:
            if tries.is_spent(fault):
                return
            lasts = lasts and not (is_a_channel(where) and may_have_arrived(fault))
            if (replaces and may_have_arrived(fault)) or not (lasts or is_a_channel(where)):
                raise  # there is no other place for these words
        told = Told(heard.person, where, words, heard.thread if isinstance(heard, Event) else None)
        try:
            await self.whisper(told, tries, lasts=lasts)
        except (SlackApiError, *SLACK_IS_AWAY) as fault:
            is_home = isinstance(heard, Click) and heard.is_home
            if not (is_home and is_busy(fault)) or is_soon_over(fault):
                raise
            await self._show_at_home(heard.person, words)  # of which Slack takes more, and others

    async def confirm(self, heard: Heard, reply: Reply, within: float) -> bool:
        """Say the reply's words before the acknowledgement, if that can be soon; whether they are said."""
        if not (reply.words and heard.reply_to):
            return False
        try:
            async with asyncio.timeout(min(within, CONFIRM_WITHIN)):
                return await self._slack.answer(heard.reply_to, reply.words, replaces=reply.replaces)
        except SLACK_IS_AWAY:
            return False

    async def whisper(self, told: Told, tries: Tries, *, lasts: bool = True) -> None:
        """In the channel if they are in it, else in their conversation with the bot if the words may last."""
        slack, (person, where, words) = self._slack, (told.person, told.channel, told.words)
        say = partial(slack.say_privately, thread=told.thread)
        places = [partial(slack.whisper, where, person, words)] if is_a_channel(where) else []
        places += [partial(say, person, words.lasting or words)] if lasts else []
        for place in places:
            try:
                return await place()
            except (SlackApiError, *SLACK_IS_AWAY) as fault:
                log.info("not_whispered", reason=reason_of(fault))
                if tries.is_spent(fault):
                    return None
                if place is places[-1] or may_have_arrived(fault) or is_soon_over(fault):
                    raise
        return None


def tries_of(heard: Heard, reply: Reply) -> Tries:
    """How often a reply's words are said: a command's that confirm have gone with its acknowledgement, if it
    was in time.
    """
    is_done = reply.confirms and not isinstance(heard, Command)
    return Tries.only_one() if is_done else Tries()


def is_soon_over(fault: Exception, soon: timedelta = SOON) -> bool:
    """Whether Slack has no time for so short that the words can wait for the place where they belong."""
    return is_busy(fault) and (passing(fault, PATIENT) or timedelta(0)) <= soon
