"""You said, we did: whoever leads posts the draft, or does not."""

from coproduction.service import yousaid
from coproduction.service.yousaid import POSTING
from coproduction.words import Text
from handlers import ideaids, listids
from handlers.blocks import yousaid as blocks
from handlers.blocks.longlists import Lines
from handlers.desk import Desk
from handlers.edge.heard import Click
from handlers.edge.listeners import Audience, LongList, Noun, OnClick
from handlers.edge.reply import Reply


async def post(desk: Desk, click: Click) -> Reply:
    """The channel gets it; the draft says so."""
    return await _settle(desk, click, is_posted=True)


async def drop(desk: Desk, click: Click) -> Reply:
    """Nobody else gets it; the draft says so."""
    return await _settle(desk, click, is_posted=False)


async def _settle(desk: Desk, click: Click, *, is_posted: bool) -> Reply:
    actor, now = await desk.directory.actor(click.person, click.channel), desk.clock()
    await desk.write(lambda memory: yousaid.settle(memory, now, actor, click.value, is_posted=is_posted))
    return Reply()


async def _part(desk: Desk, click: Click, subject: str) -> Lines:
    """All of one part of a month."""
    actor = await desk.directory.actor(click.person, click.channel)
    month, _, part = subject.rpartition(":")
    shown = await desk.read(lambda memory: yousaid.seen(memory, actor, month))
    return blocks.lines_of(await desk.voice(click.person), shown, part)


NOUN = Noun(
    clicks=(
        OnClick(ideaids.POST_MONTH, Audience.FACILITATORS, post, doing=POSTING),
        OnClick(ideaids.DROP_MONTH, Audience.FACILITATORS, drop, doing=POSTING),
    ),
    lists=(LongList(listids.MONTH, Text("You said, we did"), _part),),
)
