"""A planned session for people's own calendars."""

from functools import partial

import structlog
from slack_sdk.errors import SlackApiError

from coproduction.people import Actor
from coproduction.planned import Planned
from coproduction.service import calendars
from handlers import ids
from handlers.blocks import calendars as blocks
from handlers.desk import Desk
from handlers.edge.heard import Click
from handlers.edge.listeners import Audience, Noun, OnClick
from handlers.edge.reply import Reply
from handlers.icalendars import ICS_NAME, as_ics
from handlers.slack.files import give
from handlers.slack.slack_errors import SLACK_IS_AWAY, reason_of

log = structlog.get_logger(__name__)


async def press(desk: Desk, click: Click) -> Reply:
    """Add to my calendar, on what is told to one person: of the newest time, or that there is none."""
    actor = Actor(click.person, here=click.channel)
    planned = await desk.read(lambda memory: calendars.entry(memory, actor, click.value))
    say = await desk.voice(click.person)
    if not desk.settings.gives_files:
        return Reply(words=blocks.to_copy(say, planned))
    return Reply(view=blocks.waiting(say), then=partial(_given, desk, click, planned))


async def _given(desk: Desk, click: Click, planned: Planned) -> Reply:
    """As a file in the conversation with the bot; where that cannot be, in words."""
    say = await desk.voice(click.person)
    content = as_ics(say, planned, desk.clock())
    try:
        await give(desk.slack, click.person, ICS_NAME, content, blocks.in_the_file(say, planned))
    except (SlackApiError, *SLACK_IS_AWAY) as fault:
        log.warning("file_not_given", reason=reason_of(fault))
        return Reply(view=blocks.shown(say, planned), words=blocks.to_copy(say, planned))
    return Reply(view=blocks.given(say), words=blocks.given_words(say))


NOUN = Noun(clicks=(OnClick(ids.CALENDAR, Audience.EVERYONE, press),))
