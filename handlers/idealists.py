"""Ideas listed page by page."""

from collections.abc import Mapping

from coproduction.people import Actor
from coproduction.ports import Memory
from coproduction.service import board, heldback, idealists, places, progress
from coproduction.service.progress import Standing
from coproduction.words import Text
from handlers import ids
from handlers.blocks import idealists as blocks
from handlers.blocks.kit import paragraphs
from handlers.desk import Desk
from handlers.edge.heard import Click, Command
from handlers.edge.listeners import Audience, Noun, OnClick, Verb
from handlers.edge.reply import Reply

_LISTS = {blocks.SESSION: idealists.of_session, blocks.BETWEEN: idealists.since_last}


async def listing(desk: Desk, command: Command, _rest: str) -> Reply:
    """/copro ideas"""
    actor = Actor(command.person, here=command.channel)
    where = await desk.read(lambda memory: places.newest(memory, actor, command.channel or ""))
    listed = await desk.read(lambda memory: board.fairly(memory, actor, where.channel))
    states = await desk.read(lambda memory: progress.standings(memory, where.channel))
    new = await desk.read(lambda memory: idealists.since_last(memory, actor, where.channel))
    is_elsewhere = where.channel != command.channel
    held = await desk.read(lambda memory: heldback.seen_by(memory, actor, where.channel))
    say = await desk.voice(command.person)
    shown = blocks.listing(say, listed, where, states, is_elsewhere=is_elsewhere, held=held, between=new)
    return Reply(words=shown)


async def more(desk: Desk, click: Click) -> Reply:
    """A page of ideas that did not fit where they were listed."""
    say, now = await desk.voice(click.person), desk.clock()
    which, _, subject = click.value.partition(":")
    if which == blocks.MINE:
        mine = await desk.read(lambda memory: idealists.own(memory, click.person))
        lines = blocks.owned(say, list(reversed(mine)), now)
    else:
        of = _LISTS.get(which, board.fairly)
        actor = Actor(click.person, here=click.channel)
        listed = await desk.read(lambda memory: of(memory, actor, subject))
        states = await _states(desk, which, subject)
        lines = [
            paragraphs(blocks.standing(say, *each, states.get(each[0].id, progress.HEARD))) for each in listed
        ]
    view = blocks.page(say, lines, click.position, click.value, ids.private(click.channel))
    return Reply(view=view)


async def _states(desk: Desk, which: str, subject: str) -> Mapping[str, Standing]:
    """Where the ideas of a list stand: of a programme, or of a session's."""

    def found(memory: Memory) -> Mapping[str, Standing]:
        session = memory.sessions.get(subject) if which == blocks.SESSION else None
        return progress.standings(memory, session.channel if session else subject)

    return await desk.read(found)


NOUN = Noun(
    verbs=(Verb("ideas", Audience.EVERYONE, None, Text("see all ideas of this programme"), listing),),
    clicks=(OnClick(ids.MORE_IDEAS, Audience.EVERYONE, more),),
)
