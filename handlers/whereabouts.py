"""Which programme somebody means who acts outside its channel: clear, to be asked, or not to be told."""

import asyncio
from dataclasses import dataclass

from slack_sdk.errors import SlackApiError

from coproduction.errors import Refusal
from coproduction.people import Actor
from coproduction.ports import Memory
from coproduction.service import people, places, sessions
from coproduction.service.places import Where
from coproduction.sessions import is_a_channel, is_direct
from handlers import ids
from handlers.blocks.places import WHERE
from handlers.desk import Desk
from handlers.edge.heard import Click, Command, Heard, Submission
from handlers.slack.slack_errors import SLACK_IS_AWAY


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """The programmes that may be meant, at least one; `is_clear` when it is surely the first."""

    places: tuple[Where, ...]
    is_clear: bool

    def carried(self, heard: Heard) -> str:
        """What a form carries along unseen: where it was opened, and where it goes if that is clear."""
        return ids.private(heard.channel, self.places[0].channel if self.is_clear else "")


async def whereabouts(desk: Desk, heard: Heard) -> Whereabouts:
    """Where this act belongs; a Refusal when this person is in no programme.

    Of one that may be meant nobody is asked: it is surely meant.
    """
    actor, channel = Actor(heard.person, here=heard.channel), heard.channel or ""
    meant = await desk.read(lambda memory: places.meant(memory, actor, channel))
    if meant:
        return Whereabouts(tuple(meant), is_clear=len(meant) == 1)
    found = await desk.read(lambda memory: places.among(memory, actor))
    if not found:
        raise Refusal(places.NOWHERE)
    may_be = [each for each in found if each.is_live] or found
    return Whereabouts(tuple(may_be), is_clear=len(may_be) == 1)


async def pressed_for(desk: Desk, click: Click) -> Whereabouts:
    """The same for a button. What was pressed outside a channel belongs to the session that the button
    carries, if it carries one.
    """
    if is_a_channel(click.channel):
        return await whereabouts(desk, click)
    actor = Actor(click.person)
    where = await desk.read(lambda memory: places.of_session(memory, actor, click.value))
    return Whereabouts((where,), is_clear=True) if where else await whereabouts(desk, click)


async def is_expected(desk: Desk, command: Command, where: Whereabouts) -> bool:
    """Whether who types a command expects that it goes there: it is typed there, or to the bot itself."""
    channel = command.channel or ""
    return where.places[0].channel == channel or await is_with_the_bot(desk, command.person, channel)


async def is_with_the_bot(desk: Desk, person: str, channel: str) -> bool:
    """Whether this is somebody's conversation with the bot, and surely none with another person."""
    if not is_direct(channel):
        return False
    known = await desk.read(lambda memory: memory.people.get(person))
    if known and known.conversation:
        return known.conversation == channel
    try:
        async with asyncio.timeout(desk.directory.patience.soon):
            opened = await desk.slack.open_conversation(person)
    except (SlackApiError, *SLACK_IS_AWAY):
        return False
    await desk.write(lambda memory: people.remember_conversation(memory, person, opened))
    return opened == channel


async def programmes(desk: Desk, heard: Heard) -> tuple[Where, ...]:
    """A facilitator's programmes, at least one, who acts in a direct conversation, which is none's.

    Also where they lead a session without being in it.
    """
    actor, now = Actor(heard.person, here=heard.channel), desk.clock()

    def read(memory: Memory) -> list[Where]:
        led = [session.channel for session in sessions.live_of(memory, now, actor.id)]
        return places.among(memory, actor, led)

    found = await desk.read(read)
    if not found:
        raise Refusal(places.NOWHERE)
    return tuple(found)


async def target(desk: Desk, form: Submission) -> str:
    """The channel of the programme that a form goes to: the one it said, or the one that was chosen.

    What a form brings is not believed: it must be one that the person may mean.
    """
    return await meant_by(desk, form, form.values.get(WHERE) or form.subject or form.channel or "")


async def meant_by(desk: Desk, heard: Heard, wanted: str) -> str:
    """This channel if it is of a programme that the person may mean; else a Refusal."""
    if wanted == heard.channel or not wanted:
        return wanted
    actor, channel = Actor(heard.person, here=heard.channel), heard.channel or ""
    meant = await desk.read(lambda memory: places.meant(memory, actor, channel))
    if wanted in {each.channel for each in meant}:
        return wanted
    if wanted in {each.channel for each in await desk.read(lambda memory: places.among(memory, actor))}:
        return wanted
    raise Refusal("I cannot see that you are in that session. Please do it in the channel of your session.")


def is_at_home(heard: Heard) -> bool:
    """Whether who acted looks at Home, and reads the answer there."""
    return heard.said_in == ids.AT_HOME or (isinstance(heard, Click) and heard.is_home)
