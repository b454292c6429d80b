"""Ideas listed page by page."""

from collections.abc import Callable, Mapping, Sequence

from coproduction.ideas import Idea
from coproduction.people import Actor
from coproduction.ports import Memory
from coproduction.service import board, heldback, idealists, places, progress
from coproduction.service.progress import Standing
from coproduction.service.ties import Together, by_idea
from coproduction.words import Text
from handlers import listids
from handlers.blocks import idealists as blocks
from handlers.blocks.kit import Drawing
from handlers.blocks.longlists import Lines
from handlers.desk import Desk
from handlers.edge.heard import Click, Command
from handlers.edge.listeners import Audience, LongList, Noun, Verb
from handlers.edge.reply import Reply

_TITLE = Text("Ideas")
_Ideas = Callable[[Memory, Actor, str], Sequence[tuple[Idea, int | None]]]


async def listing(desk: Desk, command: Command, _rest: str) -> Reply:
    """/copro ideas"""
    actor = Actor(command.person, here=command.channel)
    say = await desk.voice(command.person)

    def drawn(memory: Memory) -> Drawing:
        where = places.newest(memory, actor, command.channel or "")
        return blocks.listing(
            say,
            board.fairly(memory, actor, where.channel),
            where,
            progress.standings(memory, where.channel),
            is_elsewhere=where.channel != command.channel,
            held=heldback.seen_by(memory, actor, where.channel),
            between=idealists.since_last(memory, actor, where.channel),
        )

    return Reply(words=await desk.read(drawn))


async def _programme(desk: Desk, click: Click, subject: str) -> Lines:
    """All ideas of a programme."""
    return await _standing(desk, click, subject, board.fairly)


async def _session(desk: Desk, click: Click, subject: str) -> Lines:
    """All ideas of a session."""
    return await _standing(desk, click, subject, idealists.of_session, is_session=True)


async def _between(desk: Desk, click: Click, subject: str) -> Lines:
    """What was written since the last session."""
    return await _standing(desk, click, subject, idealists.since_last)


async def _standing(desk: Desk, click: Click, subject: str, of: _Ideas, *, is_session: bool = False) -> Lines:
    """Ideas with where they stand."""
    say, actor = await desk.voice(click.person), Actor(click.person, here=click.channel)

    def found(memory: Memory) -> tuple[Sequence[tuple[Idea, int | None]], Mapping[str, Standing]]:
        listed, channel = of(memory, actor, subject), _channel(memory, subject, is_session=is_session)
        return board.while_weighed(memory, channel, listed), progress.standings(memory, channel)

    shown, states = await desk.read(found)
    return [blocks.opened(say, *each, states.get(each[0].id, progress.HEARD)) for each in shown]


async def _mine(desk: Desk, click: Click, _subject: str) -> Lines:
    """One's own, the newest first."""
    say, now = await desk.voice(click.person), desk.clock()

    def read(memory: Memory) -> tuple[list[Idea], Mapping[str, Standing], Mapping[str, list[Together]]]:
        mine = idealists.own(memory, click.person)
        return mine, progress.standings_of(memory, mine), by_idea(memory, click.person, mine)

    mine, states, ties = await desk.read(read)
    people = [each.partner for theirs in ties.values() for each in theirs if each.partner]
    names = await desk.directory.names(say, people, desk.directory.patience.soon)
    return blocks.owned(say, list(reversed(mine)), now, states, blocks.Partners(ties, names))


def _channel(memory: Memory, subject: str, *, is_session: bool) -> str:
    """Whose ideas a list shows: a programme's, or a session's."""
    session = memory.sessions.get(subject) if is_session else None
    return session.channel if session else subject


NOUN = Noun(
    verbs=(Verb("ideas", Audience.EVERYONE, None, Text("see all ideas of this programme"), listing),),
    lists=(
        LongList(listids.IDEAS, _TITLE, _programme),
        LongList(listids.OF_SESSION, _TITLE, _session),
        LongList(listids.BETWEEN, _TITLE, _between),
        LongList(listids.MINE, _TITLE, _mine),
    ),
)
