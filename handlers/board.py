"""The board of ideas: shown by facilitators, looked through by everybody, one idea at a time."""

from collections.abc import Callable

from coproduction.board import Order, order_named
from coproduction.errors import Refusal
from coproduction.ideas import Idea
from coproduction.people import Actor
from coproduction.ports import Memory
from coproduction.service import board, ideasupport
from coproduction.service.board import DOING
from coproduction.words import Text
from handlers import ideaids, ids
from handlers.blocks import board as blocks
from handlers.blocks.kit import View
from handlers.desk import Desk
from handlers.edge.heard import Click, Command, Heard
from handlers.edge.listeners import Audience, Noun, OnClick, Verb
from handlers.edge.reply import Reply, answer
from handlers.unposted import unposted

_ON_ITS_WAY = Text(
    "The board of ideas is on its way. Each person sees the ideas in an order of their own. "
    "When the session is over, they can sort them."
)


async def show(desk: Desk, command: Command, _rest: str) -> Reply:
    """/copro board: its card comes to the channel."""
    actor, now = await desk.directory.actor(command.person, command.channel), desk.clock()
    channel, origin = command.channel or "", command.origin
    await desk.write(lambda memory: board.open_board(memory, now, actor, channel, origin))
    say = await desk.voice(command.person)
    return answer(say, _ON_ITS_WAY, *await unposted(desk, say, channel))


async def press_tool(desk: Desk, click: Click) -> Reply:
    """The same from the panel, in a step for ideas; pressed twice for one step it is shown once."""
    actor, now = await desk.directory.actor(click.person, click.channel), desk.clock()
    session = await desk.read(lambda memory: memory.sessions.get(click.value.partition("|")[0]))
    if session is None:
        raise Refusal("This session is gone. Please use the newest message.")
    origin = click.value
    await desk.write(lambda memory: board.open_board(memory, now, actor, session.channel, origin))
    say = await desk.voice(click.person)
    return answer(say, _ON_ITS_WAY, *await unposted(desk, say, session.channel))


async def see(desk: Desk, click: Click) -> Reply:
    """A page of all ideas, from the card, from Home, or from another page."""
    order, subject = blocks.read_carried(click.value)
    return await _list(desk, click, subject, order_named(order), max(click.position, 0))


async def sort(desk: Desk, click: Click) -> Reply:
    """The same in another order, from its first page."""
    order, subject = blocks.read_carried(click.value)
    return await _list(desk, click, subject, order_named(order), 0)


async def _list(desk: Desk, click: Click, subject: str, order: Order, page: int) -> Reply:
    actor, here = Actor(click.person, here=click.channel), click.channel or ""

    def look(memory: Memory) -> board.Seen:
        return board.seen(memory, actor, subject or board.subject_for(memory, actor, here), order)

    seen = await desk.read(look)
    say = await desk.voice(click.person)
    return Reply(view=blocks.listing(say, seen, page, ids.private(seen.channel)))


async def see_idea(desk: Desk, click: Click) -> Reply:
    """One idea of the list, or of a card."""
    return Reply(view=await shown(desk, click, click.value))


async def support(desk: Desk, click: Click) -> Reply:
    """Support, where one idea is looked at."""
    return await _act(desk, click, ideasupport.support)


async def take_back(desk: Desk, click: Click) -> Reply:
    """Take one's support back there."""
    return await _act(desk, click, ideasupport.take_back)


async def _act(desk: Desk, click: Click, act: Callable[[Memory, Actor, str], tuple[Idea, bool]]) -> Reply:
    """Do it and show the idea as it is then, or the one of which it is a part; in a form a refusal stands
    above it.
    """
    actor = Actor(click.person, here=click.channel)
    try:
        idea, _ = await desk.write(lambda memory: act(memory, actor, click.value))
    except Refusal as refusal:
        return Reply(view=await shown(desk, click, click.value, refusal.words))
    return Reply(view=await shown(desk, click, idea.id))


async def discuss(desk: Desk, click: Click) -> Reply:
    """Discuss 12: a thread below the card on which the idea stands."""
    actor, now = Actor(click.person, here=click.channel), desk.clock()
    try:
        place = await desk.write(lambda memory: board.discuss(memory, now, actor, click.value))
        told = blocks.talk_place(place.idea, is_new=place.is_new)
    except Refusal as refusal:
        told = refusal.words
    return Reply(view=await shown(desk, click, click.value, told))


async def shown(desk: Desk, heard: Heard, idea: str, told: Text | None = None) -> View:
    """One idea as this person sees it now, below what an act has just answered."""
    actor, say = Actor(heard.person, here=heard.channel), await desk.voice(heard.person)
    try:
        looked = await desk.read(lambda memory: board.look(memory, actor, idea))
    except Refusal as refusal:
        return blocks.not_there(say, refusal.words)
    return blocks.looked(say, looked, ids.private(looked.backed.idea.channel), told)


NOUN = Noun(
    verbs=(
        Verb(
            "board",
            Audience.FACILITATORS,
            None,
            Text("show a card with all ideas here"),
            show,
            doing=DOING,
            of_programme=True,
            sister="ideas",
        ),
    ),
    clicks=(
        OnClick(ideaids.SHOW_BOARD, Audience.FACILITATORS, press_tool, doing=DOING),
        OnClick(ideaids.SEE_BOARD, Audience.EVERYONE, see),
        OnClick(ideaids.BOARD_ORDER, Audience.EVERYONE, sort),
        OnClick(ideaids.SEE_IDEA, Audience.EVERYONE, see_idea),
        OnClick(ideaids.SUPPORT_SEEN, Audience.EVERYONE, support),
        OnClick(ideaids.TAKE_BACK_SEEN, Audience.EVERYONE, take_back),
        OnClick(ideaids.DISCUSS, Audience.EVERYONE, discuss),
    ),
)
