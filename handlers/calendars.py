"""A planned session for people's own calendars."""

from functools import partial

from coproduction.people import Actor
from coproduction.planned import Planned
from coproduction.service import calendars
from handlers import files, ids
from handlers.blocks import calendars as blocks
from handlers.blocks.files import waiting
from handlers.desk import Desk
from handlers.edge.heard import Click
from handlers.edge.listeners import Audience, Noun, OnClick
from handlers.edge.reply import Reply
from handlers.icalendars import ICS_NAME, as_ics


async def press(desk: Desk, click: Click) -> Reply:
    """Add to my calendar, on what is told to one person: of the newest time, or that there is none."""
    actor = Actor(click.person, here=click.channel)
    planned = await desk.read(lambda memory: calendars.entry(memory, actor, click.value))
    say = await desk.voice(click.person)
    if not desk.settings.gives_files:
        return Reply(words=blocks.to_copy(say, planned))
    return Reply(view=waiting(say, blocks.TITLE), then=partial(_given, desk, click, planned))


async def _given(desk: Desk, click: Click, planned: Planned) -> Reply:
    """As a file in the conversation with the bot; where that cannot be, in words."""
    say = await desk.voice(click.person)
    content, comment = as_ics(say, planned, desk.clock()), blocks.in_the_file(say, planned)
    given = await files.given(
        desk, click.person, ICS_NAME, content, comment, title=blocks.TITLE, words=blocks.GIVEN
    )
    return given or Reply(view=blocks.shown(say, planned), words=blocks.to_copy(say, planned))


NOUN = Noun(clicks=(OnClick(ids.CALENDAR, Audience.EVERYONE, press),))
