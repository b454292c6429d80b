"""What is told of a session that has begun; and starting what is planned from where it is shown."""

from dataclasses import replace

from coproduction.service import closing, sessions, upcoming
from coproduction.service.planned import Moved
from coproduction.service.sessions import Speaks
from coproduction.sessions import Session
from coproduction.words import Text
from handlers import ids
from handlers.blocks.kit import Block, Drawing, notice
from handlers.blocks.sessions import begun, left_open, still_asked
from handlers.blocks.starting import has_begun, has_moved, still_planned
from handlers.desk import Desk
from handlers.edge.heard import Click
from handlers.edge.listeners import Audience, Noun, OnClick
from handlers.edge.reply import Reply, answer
from handlers.voice import Voice

_AGAIN = Text(
    "You have just started “{title}”, so it is one session, and it is live. "
    "Do you want another one? End this one first: {/end}"
)
MOST_LEFT_OPEN = 5  # told of; the others stand on Home


async def press_start(desk: Desk, click: Click) -> Reply:
    """Start it now."""
    actor, now, say = (
        await desk.directory.actor(click.person, click.channel),
        desk.clock(),
        await desk.voice(click.person),
    )
    speaks = Speaks(guess=say.language.code)
    planned_id, _, seen = click.value.partition(":")
    in_a_form = bool(click.view) and not click.is_home
    try:
        session = await desk.write(
            lambda memory: sessions.start_planned(memory, now, actor, planned_id, speaks, seen)
        )
    except Moved as no:
        blocks = has_moved(say, no)
        shown = notice(say, say("It has a new time"), blocks) if in_a_form else None
        return Reply(words=Drawing.of(say, blocks), view=shown, in_form=in_a_form)
    is_new = session.started_at == now
    told = await told_begun(desk, click.person, session, is_new=is_new)
    return replace(told, view=has_begun(say, session, is_new=is_new)) if in_a_form else told


async def told_begun(desk: Desk, person: str, session: Session, *, is_new: bool) -> Reply:
    """That it is live, with the way back, and what else whoever started it should know of."""
    say, here = await desk.voice(person), session.channel
    desk.voices.forget(here)
    desk.memberships.want(here)
    if not is_new:
        return answer(say, _AGAIN.filled(title=session.title))
    return answer(
        say,
        say(
            "Your session “{title}” is live. Its card is on its way to its channel. "
            "If no card appears there, invite me to that channel and I will post it.",
            title=session.title,
        ),
        *begun(say, session),
        *await _still_planned(desk, say, session),
        *still_asked(say, await desk.read(lambda memory: len(closing.asked_between(memory, here)))),
        *await _left_open(desk, say, session, person),
    )


async def _still_planned(desk: Desk, say: Voice, session: Session) -> list[Block]:
    """What is planned here and may have been meant, but has not been started with this."""
    now = desk.clock()
    left = await desk.read(lambda memory: upcoming.left_behind(memory, now, session))
    return [still_planned(say, left, is_due=left.is_about_now(now))] if left else []


async def _left_open(desk: Desk, say: Voice, session: Session, person: str) -> list[Block]:
    """What may have been forgotten elsewhere, offered for ending."""
    older = await desk.read(lambda memory: sessions.left_open(memory, session, person))
    return [block for each in older[:MOST_LEFT_OPEN] for block in left_open(say, each)]


NOUN = Noun(
    clicks=(OnClick(ids.START_PLANNED, Audience.FACILITATORS, press_start, doing=Text("start a session")),)
)
